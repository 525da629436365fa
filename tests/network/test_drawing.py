from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from network.cases import ROWS

from accgraph.errors import ExportError, NetworkError
from accgraph.network.discourse import Options
from accgraph.network.drawing import Sides, draw_heat_map, draw_two_mode, save, sides
from accgraph.network.statements import Node, Row, Statements

LONG = Node("The Independent International Fact-Finding Mission on everything that has a very long name", "z")
STATEMENTS = Statements.of(ROWS, [LONG])


@pytest.fixture
def both() -> Sides:
    return sides(STATEMENTS, Options())


def texts(path: Path) -> str:
    return " ".join(re.findall(r">([^<>]+)</(?:text|tspan)>", path.read_text(encoding="utf-8")))


def test_sides_are_counted_apart(both: Sides) -> None:
    x, y = (next(i for i, node in enumerate(both.concepts) if node.key == key) for key in "xy")
    assert both.support[:, x].tolist() == [2, 1, 0]
    assert both.opposition[:, x].tolist() == [0, 1, 1]
    assert both.opposition[:, y].tolist() == [1, 1, 0]
    assert (both.statements, both.everything) == (8, 8)
    assert (both.first, both.last) == ("2024-01-10", "2025-01-09")


def test_the_most_talkative_stay_and_what_is_tied_to_nothing_goes() -> None:
    rows = [*ROWS, Row("Dan", "w", True, "d9"), Row("Dan", "w", True, "d9"), Row("Dan", "w", True, "d9")]
    picked = sides(Statements.of(rows), Options(), most=2)
    # Ana, Bea and Dan have three statements each, x has five and w three.
    assert [node.label for node in picked.actors] == ["Ana", "Bea"]
    assert [node.label for node in picked.concepts] == ["x"]


def test_nothing_cannot_be_drawn() -> None:
    with pytest.raises(NetworkError, match="no statement is left"):
        sides(STATEMENTS, Options(actors=lambda node: False))


def test_the_picture_names_everything_and_says_what_it_counts(both: Sides, tmp_path: Path) -> None:
    path = tmp_path / "picture.svg"
    save(draw_two_mode(both), path)
    said = texts(path)
    for words in ("Ana", "Bea", "Cem", "Fact-Finding", "support", "opposition", "both"):
        assert words in said
    assert "8 statements, 2024-01-10 to 2025-01-09" in said
    assert "1 statement" in said
    assert "2 statements" in said


def test_the_title_says_what_is_left_out_and_counted_once(tmp_path: Path) -> None:
    some = sides(STATEMENTS, Options(duplicates="document"), most=2)
    for number, draw in enumerate((draw_two_mode, draw_heat_map)):
        save(draw(some), tmp_path / f"{number}.svg")
        assert "5 of 7 statements, equal ones once in a document, 2024-01-10" in texts(
            tmp_path / f"{number}.svg"
        )


@pytest.mark.parametrize("number", [3, 60])
def test_the_title_keeps_clear_of_what_is_drawn(number: int) -> None:
    rows = [Row(f"Actor {n}", "z", True, "d", "2024") for n in range(number)]
    for draw in (draw_two_mode, draw_heat_map):
        figure = draw(sides(Statements.of(rows, [LONG]), Options()))
        figure.canvas.draw()
        renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
        assert figure._suptitle is not None  # type: ignore[attr-defined]
        title = figure._suptitle.get_window_extent(renderer)  # type: ignore[attr-defined]
        words = [*figure.axes[0].texts, *figure.axes[0].get_xticklabels(), *figure.axes[0].get_yticklabels()]
        shown = [text for text in words if text.get_text() and text.get_visible()]
        if draw is draw_two_mode:
            shown = figure.axes[0].texts
        assert not [text for text in shown if text.get_window_extent(renderer).overlaps(title)]
        assert title.y1 <= figure.bbox.height


def test_lines_tell_the_sides_without_colour_too(both: Sides) -> None:
    lines = [line for line in draw_two_mode(both).axes[0].lines if line.get_marker() == "None"]
    styles = {(line.get_color(), line.get_linestyle()) for line in lines}
    assert len(lines) == 6
    assert len({colour for colour, _ in styles}) == len({style for _, style in styles}) == 3


def test_labels_do_not_overlap() -> None:
    rows = [Row(f"The Delegation of the Republic number {n}", "z", True, "d", "2024") for n in range(60)]
    rows += [
        Row("The Delegation of the Republic number 0", f"{LONG.label} {n}", False, "d") for n in range(20)
    ]
    figure = draw_two_mode(sides(Statements.of(rows, [LONG]), Options()))
    figure.canvas.draw()
    renderer = figure.canvas.get_renderer()  # type: ignore[attr-defined]
    boxes = [text.get_window_extent(renderer) for text in figure.axes[0].texts]
    assert len(boxes) == 81
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]


def test_the_heat_map_has_a_sign_in_every_cell_that_has_statements(both: Sides) -> None:
    axes = draw_heat_map(both).axes[0]
    cells = sorted(text.get_text() for text in axes.texts if text.get_text())
    minus = "\N{MINUS SIGN}"
    assert cells == sorted(["+2", f"+1 {minus}1", f"{minus}1", f"{minus}1", f"{minus}1", "+1"])
    assert np.asarray(axes.images[0].get_array()).shape == (3, 3)
    # Rows by how much they say, then by name: Ana on y, Bea on y, Cem on x.
    hatched = {(round(patch.get_x() + 0.5), round(patch.get_y() + 0.5)) for patch in axes.patches}
    assert hatched == {(1, 0), (1, 1), (0, 2)}


@pytest.mark.parametrize("suffix", ["svg", "png"])
def test_the_same_network_is_the_same_picture(both: Sides, tmp_path: Path, suffix: str) -> None:
    for draw in (draw_two_mode, draw_heat_map):
        paths = [tmp_path / f"{draw.__name__}-{n}.{suffix}" for n in (1, 2)]
        for path in paths:
            save(draw(sides(STATEMENTS, Options())), path)
        assert paths[0].read_bytes() == paths[1].read_bytes()
    assert paths[0].stat().st_size > 5000


def test_pictures_that_cannot_be_written(both: Sides, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"\.svg or \.png"):
        save(draw_two_mode(both), tmp_path / "picture.jpg")
    with pytest.raises(ExportError, match="cannot be written"):
        save(draw_two_mode(both), tmp_path / "none" / "picture.png")
