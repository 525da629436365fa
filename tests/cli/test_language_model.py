"""``--extractor`` as a user meets it: build, claims and evaluate with a language model on loopback."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from language_model.model_server import ModelServer, Reply, model_server, said
from language_model.samples import ANSWER, JOIN, TEXT
from pyoxigraph import RdfFormat, parse

from accgraph.cli.main import main
from accgraph.extraction.analysis import Analyser
from accgraph.vocabulary import Vocabulary

Run = Callable[..., tuple[int, str, str]]
SECRET = "sk-do-not-show"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["accgraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capsys.readouterr()
        return int(caught.value.code or 0), out, err

    return call


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    return Analyser.load(Vocabulary.load())


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, analyser: Analyser) -> None:
    # Each command would load the parser anew, which takes seconds.
    monkeypatch.setattr(Analyser, "load", lambda vocabulary, **options: analyser)
    for name in ("OPENAI_API_KEY", "ACCGRAPH_MODEL", "ACCGRAPH_MODEL_ADDRESS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ACCGRAPH_MODEL_KEY", SECRET)
    monkeypatch.setenv("ACCGRAPH_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "case.txt").write_text(TEXT, encoding="utf-8")
    (folder / "other.txt").write_text("Sweden\n\nThe Minister spoke of the weather.\n", encoding="utf-8")
    return folder


def script(request: Mapping[str, Any], number: int) -> Reply:
    shown = request["messages"][1]["content"]
    return said(
        {**ANSWER, "positions": [*ANSWER["positions"], {**JOIN, "holders": ["Sweden"]}]}
        if "Rasmussen" in shown
        else {}
    )


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server(script) as running:
        yield running


def with_model(server: ModelServer, way: str = "model") -> tuple[str, ...]:
    return ("--extractor", way, "--model", "tiny", "--model-address", server.address)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"store", "shards"} & set(path.relative_to(folder).parts)
    }


def test_a_build_with_a_model_says_what_it_believed_and_what_not(
    run: Run, server: ModelServer, texts: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, printed, err = run("build", texts, "--out", out, *with_model(server))
    assert code == 0
    assert printed.startswith("2 documents, 5 claims, ")
    assert "2 requests to the model, 0 answers from the cache, 200 tokens sent, 40 received" in err
    assert (
        f"not believed of the model, or not shown to it: holder 1 (listed in {out / 'unbelieved.jsonl'})"
        in err
    )
    (line,) = (out / "unbelieved.jsonl").read_text(encoding="utf-8").splitlines()
    record = json.loads(line)
    assert (record["document"], record["reason"]) == ("case.txt", "holder")
    assert record["said"]["holders"] == ["Sweden"]
    assert not (out / "disagreements.jsonl").exists()


def test_a_rebuild_needs_no_server_and_gives_the_same_bytes(
    run: Run, server: ModelServer, texts: Path, tmp_path: Path
) -> None:
    first = run("build", texts, "--out", tmp_path / "one", *with_model(server, "both"))
    gone = ("--extractor", "both", "--model", "tiny", "--model-address", "http://127.0.0.1:9/v1")
    second = run("build", texts, "--out", tmp_path / "two", *gone)
    assert (first[0], second[0]) == (0, 0)
    assert "0 requests to the model, 2 answers from the cache" in second[2]
    one, two = files(tmp_path / "one"), files(tmp_path / "two")
    assert {"dataset.nq", "claims.jsonl", "unbelieved.jsonl", "disagreements.jsonl"} <= one.keys()
    assert one == two


def test_the_graph_names_model_prompt_and_parameters_and_never_the_key(
    run: Run, server: ModelServer, texts: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    code, printed, err = run(
        "build", texts, "--out", out, "--model-set", "temperature=0.5", *with_model(server)
    )
    assert code == 0
    assert server.headers[0]["Authorization"] == f"Bearer {SECRET}"
    quads = list(parse(path=str(out / "dataset.nq"), format=RdfFormat.N_QUADS))
    prov = "http://www.w3.org/ns/prov#"
    (run_of_it,) = {quad.subject for quad in quads if quad.predicate.value == f"{prov}wasAssociatedWith"}
    said_of_run = [quad.object.value for quad in quads if quad.subject == run_of_it]
    agents = [
        quad.object.value
        for quad in quads
        if quad.subject.value in said_of_run and quad.predicate.value.endswith("/title")
    ]
    assert agents == ["tiny"]
    assert any("temperature = 0.5" in value and "seed = 0" in value for value in said_of_run)
    (claims_run,) = {quad.object for quad in quads if quad.predicate.value == f"{prov}wasGeneratedBy"}
    assert claims_run == run_of_it
    kept = [*tmp_path.rglob("*")]
    assert not any(SECRET.encode() in path.read_bytes() for path in kept if path.is_file())
    assert SECRET not in printed + err


def test_a_document_without_an_answer_is_named_and_the_next_build_asks_for_it_alone(
    run: Run, server: ModelServer, texts: Path, tmp_path: Path
) -> None:
    def failing(request: Mapping[str, Any], number: int) -> Reply:
        return script(request, number) if "Rasmussen" in request["messages"][1]["content"] else said("no")

    with model_server(failing) as poor:
        code, printed, err = run("build", texts, "--out", tmp_path / "out", *with_model(poor))
    assert code == 1
    assert printed.startswith("1 document, 5 claims")
    assert "accgraph: left out: other.txt: the language model's answer cannot be used" in err
    assert "Traceback" not in err
    code, printed, err = run("build", texts, "--out", tmp_path / "out", *with_model(server))
    assert code == 0
    assert printed.startswith("2 documents, 5 claims")
    assert "1 request to the model, 1 answer from the cache" in err


def test_the_limit_of_cost_holds(run: Run, server: ModelServer, texts: Path, tmp_path: Path) -> None:
    prices = ("--model-set", "price_in=1", "--model-set", "price_out=1", "--max-cost", "0.001")
    code, _, err = run("build", texts, "--out", tmp_path / "out", *with_model(server), *prices)
    assert code == 2
    assert "the language model was not asked: the next request may cost" in err
    assert server.requests == []


def test_claims_and_reports_of_both(run: Run, server: ModelServer, texts: Path, tmp_path: Path) -> None:
    code, printed, err = run(
        "claims", texts / "case.txt", "--reports", tmp_path / "reports", *with_model(server, "both")
    )
    assert code == 0
    rules = [json.loads(line)["rule"] for line in printed.splitlines()]
    assert any(rule.endswith("+model") for rule in rules)
    assert "rules and model differ on" in err
    differences = (tmp_path / "reports" / "disagreements.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["difference"] for line in differences} <= {"only the rules", "only the model"}


def test_any_of_the_three_is_scored(run: Run, server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "case.txt").write_text(TEXT, encoding="utf-8")
    names = {"Denmark": {"type": "state", "aliases": []}, "Register": {"type": "mechanism", "aliases": []}}
    names["Register"]["aliases"] = ["Register of Damage for Ukraine"]
    position = {"holder": "Denmark", "kind": "join", "target": "Register", "by": None, "date": None}
    gold = {
        "document": "case.txt",
        "genre": "press-release",
        "issuer": [],
        "published": None,
        "positions": [{**position, "quote": JOIN["quote"]}],
        "commitments": [],
        "events": [],
        "names": names,
    }
    (tmp_path / "case.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    for way in ("rules", "model", "both"):
        options = () if way == "rules" else with_model(server, way)
        code, printed, _ = run("evaluate", tmp_path, "--format", "json", *options)
        assert code == 0
        families = json.loads(printed)["families"]
        assert (families["kind"]["hits"], families["kind"]["misses"]) == (1, 0), way


WRONG = [
    (("--extractor", "model"), "no language model is named: give its name with --model or ACCGRAPH_MODEL"),
    (
        ("--extractor", "model", "--model", "x", "--model-address", "nowhere"),
        "is not the address of a language",
    ),
    (("--extractor", "model", "--model", "x", "--model-set", "speed=1"), "'speed=1' sets nothing"),
    (("--extractor", "model", "--model", "x", "--max-cost", "1"), "a limit of cost needs the prices"),
    (("--extractor", "model", "--model", "x", "--model-address", "http://127.0.0.1:9"), "start its server"),
    (("--max-cost", "1"), "--max-cost is for a language model"),
    (("--extractor", "oracle"), "'oracle' is not one of 'rules', 'model', 'both'"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_wrong_use_is_named(
    run: Run, texts: Path, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    code, _, err = run("build", texts, "--out", tmp_path / "out", *options)
    assert code == 2
    assert message in err
    assert "Traceback" not in err
    assert not (tmp_path / "out").exists()
