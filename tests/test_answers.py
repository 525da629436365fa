"""The worked answers: what the saved queries answer of the seed documents, row by row.

They change when extraction does. ``pytest tests/test_answers.py --renew`` writes them anew, and
``git diff tests/expected/seeds.toml`` then shows which rows came and went.
"""

from __future__ import annotations

import difflib
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from asking import ask, shown

from accgraph.api import open_dataset
from accgraph.queries import SavedQuery, catalogue, saved_query
from accgraph.store import Store

EXPECTED = Path(__file__).parent / "expected" / "seeds.toml"
HEADER = """\
# What the saved queries answer of the seed documents: the columns that people are shown, less IRIs of nodes.
# Rows are written by: pytest tests/test_answers.py --renew. A claim is given by the beginning of its quote.
"""


@pytest.fixture(scope="module")
def written() -> str:
    return EXPECTED.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cases(written: str, seeds: Path) -> list[dict[str, Any]]:
    """The questions of the file, and others that need no value and have an answer, with their rows now."""
    asked = tomllib.loads(written)["case"]
    known = {case["query"] for case in asked}
    others = [{"query": saved.name} for saved in catalogue().values() if saved.name not in known]
    store = Store.open(seeds)
    found = []
    for case in [*asked, *others]:
        saved = saved_query(case["query"])
        values = case.get("values", {})
        if all(parameter.name in values for parameter in saved.parameters if parameter.required):
            rows = shown(ask(store, saved, {name: told(seeds, saved, name, values[name]) for name in values}))
            if rows or case["query"] in known:
                found.append({"query": case["query"], "values": values, "rows": rows})
    return found


def told(seeds: Path, saved: SavedQuery, name: str, value: str) -> str:
    """The value of the parameter *name*: that of a claim is given by the beginning of its quote."""
    if next(parameter.type for parameter in saved.parameters if parameter.name == name) != "claim":
        return value
    claims = open_dataset(seeds).claims()
    return next((claim["claim"] for claim in claims if claim["quote"].startswith(value)), "urn:none")


def rendered(cases: list[dict[str, Any]]) -> str:
    """*cases* as TOML, a line for each row."""
    parts = [HEADER]
    for case in cases:
        parts.append(f"\n[[case]]\nquery = {text(case['query'])}\n")
        if case["values"]:
            values = ", ".join(f"{name} = {text(value)}" for name, value in case["values"].items())
            parts.append(f"values = {{ {values} }}\n")
        rows = "".join(f"  [{', '.join(map(text, row))}],\n" for row in case["rows"])
        parts.append(f"rows = [\n{rows}]\n" if rows else "rows = []\n")
    return "".join(parts)


def text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_the_seeds_answer_so(cases: list[dict[str, Any]], written: str, pytestconfig: pytest.Config) -> None:
    now = rendered(cases)
    if pytestconfig.getoption("renew"):
        EXPECTED.write_text(now, encoding="utf-8")
        return
    if now != written:
        lines = difflib.unified_diff(
            written.splitlines(), now.splitlines(), "expected", "answered now", n=0, lineterm=""
        )
        changes = "\n".join(line for line in lines if not line.startswith("@@"))
        pytest.fail(f"{changes}\nIf that is better: pytest tests/test_answers.py --renew", pytrace=False)


def test_what_is_written_is_what_is_read(cases: list[dict[str, Any]]) -> None:
    read = tomllib.loads(rendered(cases))["case"]
    assert [{"values": {}} | case for case in read] == cases


def test_every_question_asked_has_an_answer(cases: list[dict[str, Any]]) -> None:
    assert [case["query"] for case in cases if not case["rows"]] == []
    assert len({case["query"] for case in cases}) >= 15
