from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path

import matplotlib.image
import networkx as nx
import numpy as np
import pytest
from network.cases import ROWS

from accgraph.network.discourse import Options, one_mode, two_mode
from accgraph.network.formats import network_text
from accgraph.network.graphs import one_mode_graph, two_mode_graph
from accgraph.network.measures import measure
from accgraph.network.page import page
from accgraph.network.palette import BOTH, OPPOSITION, SUPPORT
from accgraph.network.statements import Row, Statements

STATEMENTS = Statements.of(ROWS)
# No name can be looked up, and no connection is made but to this very machine.
WITHOUT_A_NETWORK = ("--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9")


def two_mode_page() -> str:
    return page(two_mode_graph(two_mode(STATEMENTS), STATEMENTS))


def embedded(text: str) -> dict:  # type: ignore[type-arg]
    found = re.search(r'<script type="application/json" id="graph">(.*?)</script>', text, re.DOTALL)
    assert found
    return json.loads(found[1])


def test_a_page_has_all_that_it_shows() -> None:
    given = embedded(two_mode_page())
    assert [node["data"]["label"] for node in given["elements"]["nodes"]] == ["Ana", "Bea", "Cem", *"xyz"]
    ties = {
        (tie["data"]["source"], tie["data"]["target"]): (tie["data"]["side"], tie["data"]["weight"])
        for tie in given["elements"]["edges"]
    }
    assert ties == {
        ("Ana", "x"): ("support", 2),
        ("Ana", "y"): ("opposition", 1),
        ("Bea", "x"): ("both", 2),
        ("Bea", "y"): ("opposition", 1),
        ("Cem", "x"): ("opposition", 1),
        ("Cem", "z"): ("support", 1),
    }
    assert [name for name, *_ in given["sides"]] == ["support", "opposition", "both"]
    assert given["when"] == ", 2024-01-10 to 2025-01-09"
    assert {node["position"]["x"] for node in given["elements"]["nodes"][:3]} == {0}


def test_a_page_asks_no_network_for_anything() -> None:
    text = two_mode_page()
    assert "default-src 'none'" in text
    assert not re.findall(
        r'(?:src|href)="(?!data:,")', re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)
    )
    assert "@import" not in text


def test_names_cannot_break_out_of_the_page() -> None:
    hostile = "</script><script>alert(1)</script>"
    graph = nx.Graph(title="<b>")
    graph.add_node(hostile, label=hostile)
    text = page(graph)
    assert hostile not in text
    assert embedded(text)["elements"]["nodes"][0]["data"]["label"] == hostile
    assert "<title>&lt;b&gt;</title>" in text


def test_any_network_has_a_page_and_the_same_one_each_time() -> None:
    alike = one_mode_graph(one_mode(STATEMENTS, Options(qualifier="subtract")))
    crossed = nx.MultiDiGraph([("a", "b", {"kind": "demand", "weight": 1.0, "date": "2024-05"})])
    agreed = one_mode_graph(one_mode(STATEMENTS, Options(qualifier="congruence")))
    measure(agreed)
    neutral = Statements.of([Row("A", "x", 0, "d")], numeric=True)
    for graph, title in (
        (alike, "Who stands with whom"),
        (crossed, "Who turns to whom"),
        (agreed, "Who stands with whom"),
        (two_mode_graph(two_mode(neutral), neutral), "Who supports and opposes what"),
        (nx.Graph(), "Who stands with whom"),
    ):
        text = network_text(graph, "html")
        assert f"<h1>{title}</h1>" in text
        assert text == page(graph)
        assert len(embedded(text)["elements"]["edges"]) == graph.number_of_edges()
    assert embedded(page(crossed))["directed"]
    numbers = {name: data["community"] for name, data in agreed.nodes(data=True)}
    colours = {
        node["data"]["id"]: node["data"]["colour"] for node in embedded(page(agreed))["elements"]["nodes"]
    }
    assert {name: colours[name] == SUPPORT for name in colours} == {
        name: numbers[name] == 1 for name in colours
    }
    assert "line" in embedded(page(alike))["elements"]["edges"][1]["data"]


def browser() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and os.environ.get("ACCGRAPH_SERVERS") != "1":
        pytest.skip("there is no Chromium: ACCGRAPH_SERVERS=1 makes this fail")
    assert found, "there is no Chromium"
    return found


def seen(file: Path, *options: str) -> str:
    """Return what Chromium writes when it opens *file* without a network."""
    return subprocess.run(
        [
            browser(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--window-size=1200,800",
            "--virtual-time-budget=3000",
            f"--user-data-dir={file.parent / 'profile'}",
            *WITHOUT_A_NETWORK,
            *options,
            file.as_uri(),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout


@pytest.mark.server
def test_a_browser_without_a_network_draws_the_page(tmp_path: Path) -> None:
    file = tmp_path / "network.html"
    file.write_text(two_mode_page(), encoding="utf-8")
    # The script has run to its end: the last thing that it does is to say what is shown.
    assert "6 of 6 nodes, 6 of 6 ties, 2024-01-10 to 2025-01-09" in seen(file, "--dump-dom")
    picture = tmp_path / "seen.png"
    seen(file, f"--screenshot={picture}")
    drawn = (matplotlib.image.imread(picture)[160:, :, :3] * 255).round().astype(int)
    for colour in (SUPPORT, OPPOSITION, BOTH):
        rgb = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
        # Ties are drawn with an opacity of 0.75 on white.
        shade = np.round(np.array(rgb) * 0.75 + 255 * 0.25)
        alike = (np.abs(drawn - shade) <= 3).all(axis=2)
        assert alike.sum() > 100, colour


@pytest.mark.server
def test_ties_are_sifted_and_nodes_found_in_the_browser(tmp_path: Path) -> None:
    steps = """<script>
      const said = [];
      const say = () => said.push(document.getElementById("shown").textContent);
      const change = (id, event, value) => {
        const field = document.getElementById(id);
        if (typeof value === "boolean") field.checked = value; else field.value = value;
        field.dispatchEvent(new Event(event));
        say();
      };
      change("weight", "input", "2");
      change("alone", "change", true);
      change("weight", "input", "0");
      document.querySelector("#sides input").click();
      say();
      change("find", "change", "Bea");
      document.body.dataset.said = said.join("|");
    </script></body>"""
    file = tmp_path / "network.html"
    file.write_text(two_mode_page().replace("</body>", steps), encoding="utf-8")
    seen_page = seen(file, "--dump-dom")
    found = re.search(r'data-said="([^"]*)"', seen_page)
    assert found, seen_page[-500:]
    # Two ties are of two statements, and three nodes have them; without support, z is tied to nothing.
    assert [said.partition(" ties")[0] for said in found[1].split("|")] == [
        "6 of 6 nodes, 2 of 6",
        "3 of 6 nodes, 2 of 6",
        "6 of 6 nodes, 6 of 6",
        "5 of 6 nodes, 4 of 6",
        "5 of 6 nodes, 4 of 6",
    ]
    assert re.search(r'<aside id="details"[^>]*><h2>Bea</h2><dl><dt>iri</dt><dd>Bea</dd>', seen_page)
