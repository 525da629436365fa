"""Products: whose a verdict or a report is that a text only calls so ("Israel rejected *the report*").

It is that of the court or inquiry named just before (bridging reference, Clark 1975). Anybody may report, so
an organisation or a person named in between leaves it open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.phrases import Target, is_mechanism

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["product_of"]

_DEFINITE = frozenset({"that", "the", "these", "this", "those"})
_TRYING = ("Court", "Tribunal", "Proceeding")
_FINDING = ("Inquiry", "InvestigationTeam")
_REPORTING = ("CivilSocietyOrganisation", "InternationalOrganisation", "Court", "Person")
_SENTENCES, _SURE = 2, 0.7


def product_of(analysis: Analysis, head: Token) -> list[Target]:
    """Return the body whose verdict or report *head* is; empty if none is named before, or it says whose."""
    lemma = head.lemma_.lower()
    verdict = lemma in word_list("verdicts")
    if head.pos_ != "NOUN" or not (verdict or lemma in word_list("findings")) or _says_whose(analysis, head):
        return []
    sentences = [head.sent, *analysis.parsed.sentences_before(head.sent, _SENTENCES)]
    for mention in reversed(analysis.resolver.starting_in(sentences[-1].start, head.i)):
        if mention.kind != "name":
            continue
        if is_mechanism(analysis, mention.entity) and _brings(analysis, mention, verdict=verdict):
            meant = Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", _SURE)
            # Who welcomes "the conviction" welcomes no harm done to the court.
            return [Target(meant, ("verdict" if verdict else "report",))]
        if not verdict and analysis.resolver.is_a(mention.entity, *_REPORTING):
            return []
    return []


def _brings(analysis: Analysis, mention: Mention, *, verdict: bool) -> bool:
    return analysis.resolver.is_a(mention.entity, *(_TRYING if verdict else _FINDING))


def _says_whose(analysis: Analysis, head: Token) -> bool:
    """Say whether the words around *head* tell whose it is, or that somebody brings it forth."""
    if head.head.lemma_.lower() in word_list("handing_down"):
        return True
    if not any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in head.children):
        return True
    behind = any(c.dep_ == "prep" and c.lower_ in {"by", "from", "in", "of", "on"} for c in head.children)
    return behind or any(analysis.resolver.mention_at(t.i) is not None for t in head.subtree)
