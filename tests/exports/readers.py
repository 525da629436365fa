"""Programs by others that read what accgraph exports: rapper (Raptor), riot (Apache Jena) and ftm."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

from engines.servers import needed, refuse_or_skip
from pyoxigraph import Quad, RdfFormat, parse

from accgraph.graph.syntax import canonical

JARS = Path("/usr/share/java")
# Debian's Jena has no start script, and a class path of all jars there are would hold two loggers at odds.
CLASS_PATH = """
    jena-arq jena-base jena-cmds jena-core jena-iri commons-cli commons-codec commons-compress commons-csv
    commons-io commons-lang3 dexx.collection guava httpclient httpclient-cache httpcore jackson-annotations
    jackson-core jackson-databind jakarta.json-api jcl-over-slf4j jsonld-java protobuf slf4j-api slf4j-nop
    thrift titanium-json-ld
"""
XERCES = "org/apache/jena/ext/xerces/"
RAPPER = {name: name for name in ("nquads", "trig", "turtle", "ntriples", "rdfxml")}
RIOT = RAPPER | {"jsonld": "jsonld10"}


def rapper(file: Path, syntax: str) -> list[Quad]:
    """The statements that Raptor reads in *file*."""
    written = run([needed("rapper"), "-q", "-i", RAPPER[syntax], "-o", "nquads", str(file)])
    return canonical(parse(written, format=RdfFormat.N_QUADS))


def riot(file: Path, syntax: str, folder: Path) -> list[Quad]:
    """The statements that Jena reads in *file*; *folder* is for what it needs."""
    command = [needed("java"), "-XX:TieredStopAtLevel=1", "-cp", class_path(folder), "riotcmd.riot"]
    written = run([*command, f"--syntax={RIOT[syntax]}", "--output=nquads", str(file)])
    return canonical(parse(written, format=RdfFormat.N_QUADS))


def ftm(file: Path) -> list[str]:
    """The lines of entities that followthemoney finds valid in *file*."""
    return run([needed("ftm"), "validate", "--infile", str(file)]).decode().splitlines()


def run(command: list[str]) -> bytes:
    done = subprocess.run(command, capture_output=True, timeout=120)
    complaints = done.stderr.decode()
    assert done.returncode == 0, complaints
    assert "ERROR" not in complaints, complaints
    return done.stdout


def class_path(folder: Path) -> str:
    jars = [JARS / f"{name}.jar" for name in CLASS_PATH.split()]
    missing = [jar.name for jar in jars if not jar.is_file()]
    if missing:
        refuse_or_skip(f"Apache Jena is not installed: {', '.join(missing)}")
    # Debian's Jena looks for the messages of its Xerces where its own jar does not have them.
    with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
        for name in jar.namelist():
            if name.startswith(XERCES) and name.endswith(".properties"):
                place = folder / "xerces" / name.removeprefix(XERCES)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(jar.read(name))
    return ":".join(map(str, [folder, *jars]))
