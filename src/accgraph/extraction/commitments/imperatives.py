"""Imperatives: demands that are spoken to somebody named, "to Moscow we say: hand him over"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import actions_of, has_to
from accgraph.extraction.commitments.asking import by_speaker
from accgraph.extraction.commitments.bearers import Party, party_of
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.syntax import is_verb
from accgraph.model import Role

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["find_imperatives"]

_SAYING = frozenset({"say", "message", "appeal", "call", "word", "request", "plea", "demand"})


def find_imperatives(analysis: Analysis, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield the imperatives after words that name to whom they are spoken.

    And those of a letter after "please".
    """
    spoken: tuple[int, Party] | None = None
    for token in analysis.parsed.doc:
        if (
            token.tag_ not in {"VB", "VBP"}
            or not is_verb(token)
            or has_to(token)
            or analysis.parsed.is_scaffold(token.i)
        ):
            continue
        before = [c for c in token.children if c.i < token.i and c.lower_ != "do"]
        if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "mark"} for c in before):
            continue
        addressee = _addressee(token)
        headline = _headed(token, analysis) if addressee is None else None
        if headline is not None:
            bearer = party_of(analysis, headline, lexicon, any_noun=False)
        elif addressee is not None:
            bearer = party_of(analysis, addressee, lexicon, any_noun=False)
        elif analysis.context.is_letter and token.dep_ == "ROOT" and _is_polite(token):
            bearer = Party([Role(e) for e in analysis.context.addressees], 0.8)
        elif spoken is not None and spoken[0] == token.sent.start and token.dep_ == "ROOT":
            bearer = spoken[1]
        else:
            continue
        if bearer and not bearer.first_person:
            spoken = token.sent.end, bearer
            for action in actions_of(analysis.parsed, token, lexicon.words("trailing", "openers")):
                yield Finding(
                    "demand",
                    "demand-imperative",
                    (token.i, token.i + 1),
                    bearer,
                    action,
                    by_speaker(analysis, token.i),
                    0.75,
                )


def _headed(verb: Token, analysis: Analysis) -> Token | None:
    """Return the state or body in front of a colon that a headline speaks to ("Chad: Release Them")."""
    parsed = analysis.parsed
    first, last = parsed.block_range(parsed.block_of[verb.i])
    if verb.i - first > 8 or last - first > 22 or parsed.doc[last - 1].text in {".", "?"}:
        return None
    if verb.doc[verb.i - 1].text != ":" or verb.tag_ != "VB" or not verb.text[:1].isupper():
        return None
    mention = analysis.resolver.mention_at(verb.i - 2)
    if mention is None or mention.first != first or mention.last != verb.i - 1:
        return None
    if not analysis.resolver.is_a(mention.entity, "State", "InternationalOrganisation"):
        return None
    return parsed.doc[mention.head]


def _is_polite(verb: Token) -> bool:
    return any(c.lower_ in {"please", "kindly"} and c.i < verb.i for c in verb.children)


def _addressee(verb: Token) -> Token | None:
    """Return who stands after "to" before a colon, with a word of saying.

    Right before the imperative *verb*.
    """
    sentence = verb.sent
    k = verb.i - 1
    while (
        k > sentence.start and (verb.doc[k].is_punct or verb.doc[k].pos_ == "ADV") and verb.doc[k].text != ":"
    ):
        k -= 1
    if k <= sentence.start or verb.doc[k].text != ":":
        return None
    before = verb.doc[sentence.start : k]
    if not any(t.lemma_.lower() in _SAYING for t in before):
        return None
    for token in before:
        if token.lower_ == "to" and token.dep_ in {"prep", "dative"}:
            found = next((c for c in token.children if c.dep_ == "pobj"), None)
            if found is not None:
                return found
    return None
