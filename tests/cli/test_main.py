from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from story import Teller

from accgraph.claims import claims_schema
from accgraph.cli import main as module
from accgraph.model import Claim, Document
from accgraph.namespaces import ACC

Run = Callable[..., tuple[int, str, str]]
CLAIM = Teller()._writers[next(iter(Teller()._writers))].claims[0].iri


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Teller:
    """Puts the story's teller in the place of the extractor."""
    teller = Teller()
    monkeypatch.setattr(
        "accgraph.extraction.pipeline.Extractor.load", lambda vocabulary=(), second_reader=True: teller
    )
    return teller


@pytest.fixture
def texts(told: Teller, tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in told.texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_help_lists_the_commands_and_imports_none_of_what_is_heavy() -> None:
    program = (
        "import sys\nsys.argv = ['accgraph', '--help']\nfrom accgraph.cli.main import main\n"
        "try: main()\nexcept SystemExit as e: assert e.code == 0\n"
        "assert not {'spacy', 'rdflib', 'pyoxigraph', 'rich', 'accgraph.cli.build'} & set(sys.modules)"
    )
    path = os.pathsep.join(part for part in sys.path if part)
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": path}, capture_output=True, text=True, check=True
    )
    for name in ("build", "claims", "explain", "validate", "query", "export", "evaluate"):
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("command", list(module._COMMANDS))
def test_every_command_has_help(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Usage: accgraph" in out


def test_a_misspelt_command_brings_the_nearest(run: Run) -> None:
    code, _, err = run("biuld")
    assert code == 2
    assert "there is no command 'biuld' (do you mean 'build'?)" in err


def test_build_says_what_it_found_and_where_it_is(run: Run, texts: Path, tmp_path: Path) -> None:
    code, out, err = run("build", texts, "--out", tmp_path / "out")
    assert (code, err) == (0, "")
    assert out.startswith("3 documents, 21 claims, ")
    assert "  13 positions: 1 endorse, 1 fund, 1 host, 1 initiate, 3 join, 1 obstruct, 3 reject," in out
    assert "   5 commitments: 1 demand, 1 duty, 3 pledge" in out
    assert "   3 events: 1 instrument, 1 legal-step, 1 meeting" in out
    assert f"The dataset is in {tmp_path / 'out'}" in out.replace("\n", "")


def test_build_goes_on_without_what_it_cannot_read(run: Run, texts: Path, tmp_path: Path) -> None:
    (texts / "empty.txt").write_text("")
    code, out, err = run("build", texts, "--out", tmp_path / "out")
    assert code == 1
    assert out.startswith("3 documents")
    assert err == f"accgraph: left out: {texts}/empty.txt: is empty: it holds no text to read\n"


def test_claims_are_printed_as_json_lines(run: Run, texts: Path) -> None:
    code, out, err = run("claims", texts / "first.txt", texts / "third.txt")
    assert (code, err) == (0, "")
    records = [json.loads(line) for line in out.splitlines()]
    validator = Draft202012Validator(claims_schema())
    for record in records:
        validator.validate(record)
    assert [record["document"] for record in records] == ["first.txt"] * 6 + ["third.txt"] * 6
    assert records[0]["holder"]["label"] == "Norway"


def test_claims_are_printed_as_a_table(run: Run, texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    code, out, err = run("claims", texts / "first.txt", texts / "none.txt", "--format", "table")
    assert code == 1
    assert "Kari Nordmann" in out
    assert "not International Criminal Court" in out
    assert out.endswith("6 rows\n")
    assert "left out" in err


def test_a_document_that_a_rule_stumbles_over_costs_no_claims_of_others(
    run: Run, texts: Path, told: Teller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumbling(document: Document) -> tuple[Claim, ...]:
        if document.name == "first.txt":
            raise IndexError("no such token")
        return Teller.extract(told, document)

    monkeypatch.setattr(told, "extract", stumbling)
    code, out, err = run("claims", texts / "first.txt", texts / "third.txt")
    assert code == 1
    assert [json.loads(line)["document"] for line in out.splitlines()] == ["third.txt"] * 6
    assert err == (
        "accgraph: left out: first.txt: a fault of accgraph, not of the document: IndexError: no such token\n"
    )


def test_claims_below_the_confidence_are_left_out(run: Run, texts: Path) -> None:
    assert run("claims", texts / "first.txt", "--min-confidence", "1")[1].count("\n") == 6
    code, _, err = run("claims", texts / "first.txt", "--min-confidence", "2")
    assert code == 2
    assert "0<=x<=1" in err


def test_a_query_is_answered_in_each_form(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    asked = ("query", "hostile-acts", "--dataset", story)
    code, out, _ = run(*asked)
    assert (code, out.splitlines()[-1]) == (0, "3 rows")
    data = json.loads(run(*asked, "--format", "json")[1])
    assert [row["holderLabel"]["value"] for row in data["results"]["bindings"]] == [
        "Hungary",
        "Mongolia",
        "United States",
    ]
    lines = run(*asked, "--format", "csv")[1].splitlines()
    assert lines[0].startswith("holder,holderLabel,kind,kindLabel,mechanism")
    assert len(lines) == 4
    lines = run(*asked, "--format", "markdown")[1].splitlines()
    assert lines[0].startswith("| holder | kind | mechanism |")
    assert lines[1].startswith("| --- | --- |")
    assert len(lines) == 5


def test_a_query_takes_names(run: Run, story: Path) -> None:
    _, out, _ = run(
        "query", "supporters", "mechanism=ICC", "side=opposition", "--dataset", story, "--format", "csv"
    )
    assert len(out.splitlines()) == 5


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("supporters", "mechanism=IC"), "no mechanism of this dataset is called 'IC'"),
        (("supporters", "mechanism"), "'mechanism' is not of the form PARAMETER=VALUE"),
        (("supporters", "side=left"), "'side' is 'left': one of support, opposition is wanted"),
        (("supporters", "side=support", "side=support"), "'side' is given twice"),
        (("stance",), "the query 'stance' needs a value for 'actor' (whose positions)"),
        (("none.rq",), "none.rq: cannot be read: No such file"),
        (("none",), "there is no saved query 'none'"),
        ((), "say which query"),
    ],
    ids=str,
)
def test_wrong_use_is_said_on_one_line(
    run: Run, story: Path, arguments: tuple[str, ...], message: str
) -> None:
    code, out, err = run("query", *arguments, "--dataset", story)
    assert (code, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert err.startswith(("accgraph: ", "Usage: ", "Error: "))


def test_a_query_of_ones_own(run: Run, story: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.rq"
    file.write_text(f"SELECT ?s WHERE {{ ?s a <{ACC}Accession> }} ORDER BY ?s LIMIT 1")
    assert run("query", file, "--dataset", story, "--format", "csv")[1].startswith("s\r\nhttps://")
    file.write_text("ASK { ?s a <urn:nothing> }")
    assert run("query", file, "--dataset", story)[:2] == (1, "no\n")
    file.write_text(
        "CONSTRUCT { ?s a <urn:x> } WHERE { ?s a <https://w3id.org/accgraph/ontology#Withdrawal> }"
    )
    assert "position:" in run("query", file, "--dataset", story)[1]
    file.write_text("SELECT")
    code, _, err = run("query", file, "--dataset", story)
    assert code == 2
    assert "not a SPARQL query" in err
    monkeypatch.setattr(sys, "stdin", io.StringIO("ASK { ?s ?p ?o }"))
    assert run("query", "-", "--dataset", story)[:2] == (0, "yes\n")


def test_the_final_query_is_shown_and_not_run(run: Run, story: Path) -> None:
    code, out, _ = run("query", "stance", "actor=Denmark", "--explain", "--dataset", story)
    assert code == 0
    assert "VALUES (?actor) { (<https://w3id.org/accgraph/id/state/DNK>) }" in out


def test_the_saved_queries_are_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    code, out, _ = run("query", "--list")
    assert code == 0
    assert "supporters  Who supports and who opposes a mechanism" in out
    assert "    side=support | opposition  one side only" in out
    assert "    actor=actor (needed)  whose positions" in out


def test_a_claim_is_explained(run: Run, story: Path) -> None:
    code, out, _ = run("explain", CLAIM.rpartition("/")[2][:12], "--dataset", story)
    assert code == 0
    assert "[holder: Norway] [trigger: supports] the [target: Special Tribunal]" in out
    assert "A rule that a test wrote down." in out


def test_a_dataset_is_validated(run: Run, story: Path, tmp_path: Path) -> None:
    lines = (story / "dataset.nq").read_text().split("\n")
    file = tmp_path / "broken.nq"
    file.write_text("\n".join(line for line in lines if "/claim/" in line and "#statedIn>" not in line))
    code, out, _ = run("validate", file)
    assert code == 1
    assert "does not conform: " in out


def test_a_dataset_is_exported(run: Run, story: Path, tmp_path: Path) -> None:
    for form in ("nquads", "turtle", "trig", "ntriples", "rdfxml", "jsonld"):
        code, _, err = run("export", "--format", form, "-o", tmp_path / form, "--dataset", story)
        assert (code, err) == (0, "")
    assert (tmp_path / "nquads").read_bytes() == (story / "dataset.nq").read_bytes()
    assert (tmp_path / "trig").read_bytes() == (story / "dataset.trig").read_bytes()
    assert (tmp_path / "turtle").read_bytes() == (story / "dataset.ttl").read_bytes()
    code, _, err = run("export", "-o", tmp_path / "no" / "where", "--dataset", story)
    assert code == 2
    assert "cannot be written: No such file" in err


def test_no_dataset_is_said_to_be_none(run: Run, tmp_path: Path) -> None:
    code, _, err = run("query", "demands", "--dataset", tmp_path)
    assert code == 2
    assert err.startswith(f"accgraph: {tmp_path}/dataset.nq: there is no dataset")


def test_a_reader_that_leaves_is_no_error(story: Path) -> None:
    path = os.pathsep.join(part for part in sys.path if part)
    program = "from accgraph.cli.main import main; main()"
    done = subprocess.run(
        [
            "sh",
            "-c",
            f'"$0" -c "{program}" export --format nquads --dataset "$1" | head -c 10',
            sys.executable,
            str(story),
        ],
        env={"PYTHONPATH": path, "PATH": os.environ["PATH"]},
        capture_output=True,
        check=True,
    )
    assert len(done.stdout) == 10
    assert done.stderr == b""


def test_an_interrupt_is_said_in_one_line(run: Run, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("accgraph.store.Store.open", interrupt)
    assert run("query", "demands", "--dataset", story) == (130, "", "\naccgraph: interrupted\n")
