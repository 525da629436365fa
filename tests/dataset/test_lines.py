from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from accgraph.dataset.lines import SortedLines, merged

LINES = st.lists(
    st.text("ab\u00e9\U0001f600", max_size=4).map(lambda text: f"{text}\n".encode()), max_size=300
)


@settings(max_examples=40, deadline=None)
@given(LINES, st.integers(1, 400))
def test_lines_come_out_sorted_and_once(lines: list[bytes], in_memory: int) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ordered = SortedLines(folder, "run", in_memory)
        ordered.add(lines)
        ordered.write(folder / "all")
        assert (folder / "all").read_bytes() == b"".join(sorted(set(lines)))
        assert [path.name for path in folder.iterdir()] == ["all"]


def test_files_are_merged(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a\nc\n")
    (tmp_path / "b").write_bytes(b"b\nc\nd\n")
    merged([tmp_path / "a", tmp_path / "b"], tmp_path / "all")
    assert (tmp_path / "all").read_bytes() == b"a\nb\nc\nd\n"
