from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# No test may fail because the machine is busy. Where a change is judged, the same examples are tried each
# time; elsewhere new ones are looked for.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("judged", settings.get_profile("busy"), derandomize=True)
settings.load_profile("judged" if "CI" in os.environ else "busy")


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line: called with arguments, it gives the exit code, standard output and standard error."""
    from accgraph.cli.main import main

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["accgraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit_:
            main()
        captured = capsys.readouterr()
        assert isinstance(exit_.value.code, int)
        return exit_.value.code, captured.out, captured.err

    return call


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--renew", action="store_true", help="write the worked answers (tests/expected/seeds.toml) anew"
    )


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the story's documents, built with the shapes, rules and vocabulary that ship."""
    from story import Teller

    from accgraph.build import build

    teller = Teller()
    folder = tmp_path_factory.mktemp("story")
    for name, text in teller.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "documents.toml").write_text(teller.metadata, encoding="utf-8")
    built = build([folder], folder / "out", teller, [Path(__file__).parent / "story.ttl"])
    assert built.left_out == ()
    return built.folder


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset of the seed documents, built as ``accgraph build seeds --out demo`` makes it."""
    from accgraph.build import build
    from accgraph.extraction.pipeline import Extractor
    from accgraph.resources import seeds_folder

    built = build([seeds_folder()], tmp_path_factory.mktemp("seeds") / "demo", Extractor.load())
    assert built.left_out == ()
    return built.folder
