from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from graph.factories import TEXT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked, and killed by signals")


@pytest.mark.parametrize(("how", "step"), [("event", 97), ("time", 0), ("size", 12_000)])
def test_the_output_is_whole_whenever_a_build_ends(tmp_path: Path, how: str, step: int) -> None:
    documents = tmp_path / "documents"
    (documents / "second").mkdir(parents=True)
    for name, text in (
        ("made.txt", TEXT),
        ("plain.md", "# Nothing\n\nis claimed"),
        ("more.txt", "Nor here."),
    ):
        (documents / "second" / name).write_text(text)
    place = tmp_path / "place"
    place.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "building.plug", str(documents), how, str(step), str(place)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= 3, "builds were ended at several points"


@pytest.mark.parametrize("size", [128, 384])
def test_a_full_disk_leaves_what_was_there(tmp_path: Path, size: int) -> None:
    mount = tmp_path / "disk"
    mount.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", str(mount)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("only root can mount a small disk")
    try:
        program = (
            "import sys, pathlib\n"
            "from building.scripted import make\n"
            "from accgraph.errors import StoreError\n"
            "folder, disk = map(pathlib.Path, sys.argv[1:])\n"
            "try: make(folder, disk / 'out')\n"
            "except StoreError as error: sys.exit(f'{error}')\n"
        )
        documents = tmp_path / "documents"
        documents.mkdir()
        (documents / "made.txt").write_text(TEXT)
        path = os.pathsep.join(part for part in sys.path if part)
        done = subprocess.run(
            [sys.executable, "-c", program, str(documents), str(mount)],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 1
        assert "cannot be written: " in done.stderr
        assert "Traceback" not in done.stderr
        assert not (mount / "out").exists()
    finally:
        subprocess.run(["umount", str(mount)], check=True)
