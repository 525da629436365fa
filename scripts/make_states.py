"""Write ontology/vocabulary/states.ttl from states.txt and the rigour package.

Run ``uv run --with rigour scripts/make_states.py`` after changing ``states.txt``. Names, demonyms, capitals
and metonyms are hand-written in that file; two-letter codes and Wikidata identifiers come from rigour
(OpenSanctions, MIT licence). The script refuses a state that rigour does not know.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from rigour.territories import Territory, get_territories

ROOT = Path(__file__).resolve().parent.parent
SOURCE = Path(__file__).with_name("states.txt")
TARGET = ROOT / "ontology" / "vocabulary" / "states.ttl"

# rigour has no identifiers for the Holy See and the Sahrawi Republic, only for their territories.
WITHOUT_WIKIDATA = frozenset({"VAT", "ESH"})
# Not in ISO 3166-1, so that the code the Publications Office uses cannot be derived.
WITHOUT_PUBLICATIONS_OFFICE = frozenset({"XKX"})
# Such words have no plural in -s. Others that have none are marked with an asterisk in states.txt.
NO_PLURAL_ENDINGS = ("ese", "ish", "s", "lic", "dic", "nic", "men", "woman", "chman", "shman")

HEADER = """\
# States, and entities that act as states in what accgraph reads.
#
# Made by scripts/make_states.py: edit scripts/states.txt, not this file.
# Names, official names, demonyms, capitals and metonyms are facts written by hand for accgraph (Apache-2.0);
# ISO 3166-1 codes and Wikidata identifiers are from rigour {version} by OpenSanctions (MIT licence, data from
# Wikidata, CC0). The links to the EU Publications Office's country table follow its published IRI pattern.
#
# acc:recognition says how the entity stands towards the United Nations: "UN member", "UN observer" or
# "other". It takes no position on statehood.
# acc:metonym is a place or building that stands for the government ("Kyiv said"); it is left out where the
# name is too common to be told apart. acc:demonym has adjectives and nouns.

@prefix acc: <https://w3id.org/accgraph/ontology#> .
@prefix country: <http://publications.europa.eu/resource/authority/country/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix state: <https://w3id.org/accgraph/id/state/> .
@prefix wd: <http://www.wikidata.org/entity/> .
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of states.txt."""

    code: str
    name: str
    official: str
    other: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    metonyms: tuple[str, ...]
    recognition: str


def read(path: Path) -> list[Row]:
    """Return the rows of states.txt in their order; raise ValueError at a line that has not seven fields."""
    rows: list[Row] = []
    recognition = ""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            recognition = line.strip("[]")
            continue
        fields = [field.strip() for field in line.split("|")]
        if len(fields) != 7:
            raise ValueError(f"{path.name}, line {number}: {len(fields)} fields where 7 are wanted: {line!r}")
        code, name, official, other, demonyms, capital, metonyms = fields
        rows.append(
            Row(
                code=code,
                name=name,
                official=official or name,
                other=split(other),
                demonyms=with_plurals(split(demonyms)),
                capital=capital,
                metonyms=tuple(capital if m == "=" else m for m in split(metonyms)),
                recognition=recognition,
            )
        )
    return rows


def split(field: str) -> tuple[str, ...]:
    """Return the items of a semicolon-separated field."""
    return tuple(item for item in (part.strip() for part in field.split(";")) if item)


def with_plurals(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return *words*, each noun followed by its regular plural, without the asterisks."""
    result: list[str] = []
    for word in words:
        result.append(word.rstrip("*"))
        if not word.endswith(("*", *NO_PLURAL_ENDINGS)):
            result.append(f"{word}s")
    return tuple(result)


def literals(words: tuple[str, ...]) -> str:
    """Return *words* as English Turtle literals."""
    return ", ".join('"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"@en' for word in words)


def turtle(row: Row, territory: Territory) -> str:
    """Return the description of one state."""
    lines = [
        "a acc:State",
        f"skos:prefLabel {literals((row.name,))}",
        f"acc:officialName {literals((row.official,))}",
    ]
    if row.other:
        lines.append(f"skos:altLabel {literals(row.other)}")
    if row.demonyms:
        lines.append(f"acc:demonym {literals(row.demonyms)}")
    lines.append(f"acc:capital {literals((row.capital,))}")
    if row.metonyms:
        lines.append(f"acc:metonym {literals(row.metonyms)}")
    lines.append(f'acc:recognition "{row.recognition}"')
    lines.append(f"acc:unMember {'true' if row.recognition == 'UN member' else 'false'}")
    lines.append(f'acc:iso2 "{territory.code.upper()}" ; acc:iso3 "{row.code}"')
    matches = [] if row.code in WITHOUT_PUBLICATIONS_OFFICE else [f"country:{row.code}"]
    if row.code not in WITHOUT_WIKIDATA:
        matches.append(f"wd:{territory.qid}")
    lines.append(f"skos:exactMatch {', '.join(matches)}")
    return f"state:{row.code} " + " ;\n    ".join(lines) + " .\n"


def main() -> int:
    """Write states.ttl; return 1 if a state is unknown or stands twice."""
    known = {t.alpha3.upper(): t for t in get_territories() if t.alpha3}
    rows = read(SOURCE)
    codes = [row.code for row in rows]
    faults = [f"{code}: rigour does not know it" for code in codes if code not in known]
    faults += [f"{code}: stands more than once" for code in sorted({c for c in codes if codes.count(c) > 1})]
    members = sum(row.recognition == "UN member" for row in rows)
    if members != 193:
        faults.append(f"{members} UN members, but there are 193")
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    parts = [HEADER.format(version=version("rigour"))]
    recognition = ""
    order = ("UN member", "UN observer", "other")
    for row in sorted(rows, key=lambda r: (order.index(r.recognition), r.code)):
        if row.recognition != recognition:
            recognition = row.recognition
            parts.append(f"# {recognition}\n")
        parts.append(turtle(row, known[row.code]))
    TARGET.write_text("\n".join(parts), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
