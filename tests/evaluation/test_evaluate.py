"""The way from files to a printed result."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from evaluation.factories import Json, case, commitment, gold_position, position, role

from accgraph.cli.evaluate import evaluate
from accgraph.errors import DocumentError
from accgraph.evaluation.cases import from_claims_file
from accgraph.evaluation.gold import read_gold
from accgraph.evaluation.grounding import misplaced_words
from accgraph.evaluation.report import Report, comparison, errors_text, markdown_table

TEXT = "Norway joined the Register of Damage. Sweden condemned it.\n"
REGISTER = "Register of Damage for Ukraine"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    gold = {
        "document": "x01.txt",
        "positions": [
            gold_position("Norway", "join", REGISTER) | {"quote": "Norway joined the Register of Damage"},
            gold_position("Sweden", "reject", REGISTER) | {"quote": "Sweden condemned it"},
        ],
        "commitments": [],
        "events": [],
        "names": {"Norway": {"aliases": ["Norway"]}, REGISTER: {"aliases": ["the Register of Damage", "it"]}},
    }
    for name in ("x01", "x02"):
        (tmp_path / f"{name}.txt").write_text(TEXT, encoding="utf-8")
        record = gold | {"document": f"{name}.txt"}
        (tmp_path / f"{name}.gold.json").write_text(json.dumps(record), encoding="utf-8")
    return tmp_path


def right(document: str = "x01.txt") -> Json:
    return position(
        role("Norway", "Norway"),
        "join",
        role("Register of Damage", "the Register of Damage"),
        document=document,
        quote=TEXT[:36],
        start=0,
        end=36,
    )


def wrong(document: str = "x01.txt") -> Json:
    place = TEXT.index("Sweden")
    return position(
        "Sweden", "endorse", "Register", document=document, quote=TEXT[place:], start=place, end=len(TEXT),
        rule="made-up", confidence=0.3,
    )  # fmt: skip


def write_claims(folder: Path, *claims: Json) -> str:
    path = folder / "claims.jsonl"
    path.write_text("".join(f"{json.dumps(each)}\n" for each in claims), encoding="utf-8")
    return str(path)


def run(*arguments: str) -> str:
    result = CliRunner().invoke(evaluate, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_table_says_how_good_and_how_grounded(folder: Path) -> None:
    output = run(str(folder), "--claims", write_claims(folder, right(), right("x02.txt"), wrong()))
    assert "positions by polarity       0.67    0.50  0.57" in output
    assert output.rstrip().endswith("2 documents, 3 of 3 claims grounded")


def test_only_and_min_confidence_narrow_what_is_scored(folder: Path) -> None:
    claims = write_claims(folder, right(), wrong(), right("x02.txt"))
    output = run(
        str(folder), "--claims", claims, "--only", "x01", "--min-confidence", "0.5", "--format", "json"
    )
    result = json.loads(output)
    assert result["documents"] == ["x01.txt"]
    assert result["claims"] == 1
    assert result["families"]["kind"]["precision"] == 1.0
    assert result["families"]["kind"]["missed"][0]["records"] == [{"quote": "Sweden condemned it"}]
    assert "curve" not in result["families"]["kind"]


def test_errors_list_misses_and_false_alarms_with_words_and_rules(folder: Path) -> None:
    output = run(str(folder), "--claims", write_claims(folder, right(), wrong()), "--only", "x01", "--errors")
    assert f"MISSED       Sweden | reject | {REGISTER}" in output
    assert "seen there Sweden | endorse | Register" in output
    assert "FALSE ALARM  Sweden | endorse | Register" in output
    assert "Sweden condemned it.  [made-up, 0.3]" in output
    assert "Norway" not in output


def test_the_curve_is_printed_and_part_of_the_json(folder: Path) -> None:
    claims = write_claims(folder, right(), wrong())
    printed = run(str(folder), "--claims", claims, "--curve")
    assert re.search(r"^  at least 0\.90 +1\.00 +0\.25 +0\.40 +1 +0 +3$", printed, re.MULTILINE)
    result = json.loads(run(str(folder), "--claims", claims, "--curve", "--format", "json"))
    assert [point["threshold"] for point in result["families"]["kind"]["curve"]][::6] == [0.3, 0.6, 0.9]


def test_markdown_has_one_row_for_each_report(folder: Path) -> None:
    output = run(
        str(folder), "--claims", write_claims(folder, right()), "--format", "markdown", "--only", "x01"
    )
    assert "| accgraph | 1 | 1.00 / 0.50 / 0.67 | 1.00 / 0.50 / 0.67 | - / - / - |" in output


def test_halves_are_every_second_document() -> None:
    cases = tuple(case([], name=f"d0{i}.txt") for i in range(1, 6))
    reports = comparison({"accgraph": cases}, halves=True)
    assert {name: [each.name for each in report.cases] for name, report in reports.items()} == {
        "accgraph": [f"d0{i}.txt" for i in range(1, 6)],
        "accgraph, odd documents": ["d01.txt", "d03.txt", "d05.txt"],
        "accgraph, even documents": ["d02.txt", "d04.txt"],
    }
    assert len(markdown_table(reports).splitlines()) == 2 + 3


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"start": 1}, "quote"),
        ({"quote": "Norway left"}, "quote"),
        ({"end": None}, "quote"),
        ({"holder": role("Norway") | {"mention": "Norway", "start": 5, "end": 9}}, "holder"),
        ({"trigger": {"mention": "joined", "start": 0, "end": 6}}, "trigger"),
        ({"bearer": [role("Norway") | {"mention": "Sweden", "start": 0, "end": 6}]}, "bearer"),
        ({"action": "to dance"}, "action"),
    ],
)
def test_words_that_are_elsewhere_are_found_out(change: Json, fault: str) -> None:
    scored = case([right()], text=TEXT)
    assert misplaced_words(scored, scored.claims[0]) == []
    (found,) = misplaced_words(scored, {**scored.claims[0], **change})
    assert found.startswith(fault)


def test_an_action_is_checked_at_its_own_place() -> None:
    claim = commitment("demand", ["Norway"], "joined", quote=TEXT[:36], start=0, end=36)
    scored = case([], text=TEXT)
    assert misplaced_words(scored, claim | {"action_start": 7, "action_end": 13}) == []
    assert misplaced_words(scored, claim | {"action_start": 8, "action_end": 14}) != []


def test_ungrounded_claims_are_counted_and_named() -> None:
    report = Report((case([right() | {"start": 1}, right()], text=TEXT),))
    assert (report.claims, report.grounded) == (2, 1)
    assert "UNGROUNDED x01.txt: quote" in errors_text(report)


def test_gold_that_is_not_gold_is_refused(folder: Path, tmp_path: Path) -> None:
    path = folder / "x02.gold.json"
    record = json.loads(path.read_text())
    faults = {
        "not one of": record | {"positions": [gold_position("A", "likes", "B")]},
        "has no target": record | {"positions": [{"kind": "join", "holder": "A", "quote": "a"}]},
        "names is missing": {key: value for key, value in record.items() if key != "names"},
        "does not lie beside it": record | {"document": "x99.txt"},
        "holds no object": [],
    }
    for message, wrong_record in faults.items():
        path.write_text(json.dumps(wrong_record))
        with pytest.raises(DocumentError, match=message):
            read_gold(folder)
    path.write_bytes(b"\xff")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_gold(folder)


def test_what_is_not_there_is_said(folder: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(DocumentError, match="nothing to score against"):
        read_gold(empty)
    with pytest.raises(DocumentError, match="is not a folder"):
        read_gold(tmp_path / "absent")
    with pytest.raises(DocumentError, match=r"holds no y07\.gold\.json"):
        read_gold(folder, ["y07"])


def test_claims_that_are_none_are_refused_by_line(folder: Path) -> None:
    files = read_gold(folder)
    path = folder / "claims.jsonl"
    for content, message in [
        (json.dumps(right()) + "\n{", "line 2 is not JSON"),
        ('{"type": "position"}', "line 1 is no claim"),
        (json.dumps(right("z.txt")), "holds no claim about x01.txt"),
    ]:
        path.write_text(content, encoding="utf-8")
        with pytest.raises(DocumentError, match=message):
            from_claims_file(files, path)
    with pytest.raises(DocumentError, match="cannot be read"):
        from_claims_file(files, folder / "none.jsonl")


def test_a_claim_about_another_document_is_left_out(folder: Path) -> None:
    write_claims(folder, right("z.txt"), right())
    cases = from_claims_file(read_gold(folder), folder / "claims.jsonl")
    assert [len(each.claims) for each in cases] == [1, 0]
