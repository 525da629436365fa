"""Titles of cases: in "Ukraine and the Netherlands v. Russia" the first two have brought a case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.mentions import Mention
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Titled", "titled_cases"]

_VERSUS = frozenset({"v", "v."})
_JOINING = frozenset({"and", ",", "&", "the"})
# "Georgia v. Russia (II)" is spoken of as a precedent
_NUMBERED = frozenset({"I", "II", "III", "IV"})
_SURE = 0.85


@dataclass(frozen=True, slots=True)
class Titled:
    """That *applicant* has brought *case*, as its title tells from token *trigger* on."""

    trigger: int
    applicant: Mention
    case: Mention


def titled_cases(analysis: Analysis) -> Iterator[Titled]:
    """Yield who has brought the cases between states that *analysis* names by their titles, each once."""
    doc, told = analysis.parsed.doc, set[tuple[str, str]]()
    for case in analysis.resolver.named:
        if case.kind != "name" or not analysis.resolver.is_a(case.entity, "Proceeding"):
            continue
        words = doc[case.first : case.last]
        against = next((t.i for t in words if t.lower_ in _VERSUS), None)
        if against is None or _is_numbered([t.text for t in doc[case.last : case.last + 2]]):
            continue
        sides = (
            _states(analysis, doc[case.first : against]),
            _states(analysis, doc[against + 1 : case.last]),
        )
        if not all(sides):
            continue
        for applicant in sides[0]:
            if (applicant.entity.iri, case.entity.iri) not in told:
                told.add((applicant.entity.iri, case.entity.iri))
                yield Titled(case.head, applicant, case)


def _is_numbered(behind: Sequence[str]) -> bool:
    return len(behind) > 1 and behind[0] == "(" and behind[1] in _NUMBERED


def _states(analysis: Analysis, words: Iterable[Token]) -> list[Mention]:
    """Return the states that *words*, one side of a title, list; none if anybody else is among them."""
    found: list[Mention] = []
    first: int | None = None
    # "The *case of* X v. Y"
    named = [*dropwhile(lambda t: t.text[:1].islower(), words)]
    for token in (*named, None):
        if token is not None and token.lower_ not in _JOINING and not token.is_punct:
            first = token.i if first is None else first
            continue
        if first is not None:
            last = token.i if token is not None else named[-1].i + 1
            state = _state(analysis, analysis.parsed.doc[first:last].text)
            if state is None:
                return []
            found.append(Mention(first, last, last - 1, state, "name", _SURE))
            first = None
    return found


def _state(analysis: Analysis, name: str) -> Entity | None:
    known = analysis.vocabulary.lookup(name.removesuffix("."))
    return next((e for e in known if analysis.resolver.is_a(e, "State")), None)
