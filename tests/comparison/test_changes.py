from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from accgraph.comparison.blocks import differing
from accgraph.comparison.changes import Change, Differences, compare

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def found(story: Path, fewer: Path) -> Differences:
    return compare(story, fewer)


def named(found: Differences, what: str, change: str) -> dict[str, Change]:
    return {one.which: one for one in found.changes if (one.what, one.change) == (what, change)}


def test_claims_that_went_are_told_with_their_words(found: Differences) -> None:
    went = named(found, "claim", "went")
    assert went["withdrawal: Hungary → International Criminal Court"].quote == (
        "Hungary left the International Criminal Court"
    )
    assert went["sanctioning: United States → International Criminal Court"].document == "third.txt"
    assert {one.document for one in went.values()} == {"second.txt", "third.txt"}


def test_a_claim_that_changed_is_told_with_what_did(found: Differences) -> None:
    changed = named(found, "claim", "changed")
    assert list(changed) == ["rejection: Hungary → International Criminal Court"]
    assert changed["rejection: Hungary → International Criminal Court"].difference == "confidence 1 → 0.5"


def test_what_is_claimed_goes_with_its_last_claim(found: Differences) -> None:
    assert "withdrawal: Hungary → International Criminal Court" in named(found, "position", "went")
    assert "rejection: Hungary → International Criminal Court" not in named(found, "position", "went")


def test_documents_and_entities_go_with_what_names_them(found: Differences) -> None:
    assert list(named(found, "document", "went")) == ["Third"]
    changed = named(found, "entity", "changed")
    assert "withdrawsFrom -International Criminal Court" in changed["Hungary"].difference


def test_the_other_way_round_it_came(story: Path, fewer: Path, found: Differences) -> None:
    back = compare(fewer, story)
    opposite = {"came": "went", "went": "came", "changed": "changed"}
    assert Counter((one.what, opposite[one.change], one.iri) for one in back.changes) == Counter(
        (one.what, one.change, one.iri) for one in found.changes
    )
    assert (back.came, back.went, back.besides) == (found.went, found.came, found.besides)


def test_no_statement_goes_uncounted(story: Path, fewer: Path, found: Differences) -> None:
    blocks = {block.subject: len(block.gone) + len(block.come) for block in differing(story, fewer)}
    told = sum(blocks[f"<{one.iri}>"] for one in found.changes)
    assert told + found.besides == sum(blocks.values()) == found.came + found.went


def test_the_same_is_the_same(story: Path) -> None:
    assert compare(story, story) == Differences((), 0, 0, 0)


def test_the_exit_code_says_whether_they_differ(run: Run, story: Path, fewer: Path, tmp_path: Path) -> None:
    assert run("diff", story, story) == (0, "the same\n", "")
    code, out, _ = run("diff", story, fewer)
    assert code == 1
    assert "went  ·  claim  ·  withdrawal: Hungary → International Criminal Court" in out
    assert "“Hungary left the International Criminal Court”" in out
    assert "statements came" in out
    assert run("diff", story, story, "--format", "patch")[0] == 0
    assert run("diff", story, tmp_path)[0] == 2


def test_all_changes_as_csv(run: Run, story: Path, fewer: Path, tmp_path: Path, found: Differences) -> None:
    code, out, _ = run("diff", story, fewer, "--format", "csv")
    assert code == 1
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["iri"] for row in rows] == [change.iri for change in found.changes]
    assert run("diff", story, fewer, "--format", "csv", "-o", tmp_path / "changes.csv")[0] == 1
    assert (tmp_path / "changes.csv").read_text(encoding="utf-8") == out
    code, _, err = run("diff", story, fewer, "-o", tmp_path / "table")
    assert code == 2
    assert "a table is for reading: write csv or patch to a file" in err
