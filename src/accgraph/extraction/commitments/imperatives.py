"""Imperatives: demands that are spoken to somebody named, "to Moscow we say: hand him over".

Also "let B do X", the imperatives of a letter, and those that a speaker adds to a demand ("She urged the
ministers to act. 'Use the assets.'").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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
    from accgraph.extraction.tokens import Token

__all__ = ["find_imperatives"]

_LEADING = frozenset(
    {"please", "kindly", "do", "not", "n't", "never", "and", "but", "so", "now", "then", "instead"}
)
_NEAR = 60
_SAYING = frozenset({"say", "message", "appeal", "call", "word", "request", "plea", "demand"})


def find_imperatives(
    analysis: Analysis, lexicon: CommitmentLexicon, demands: Sequence[Finding]
) -> Iterator[Finding]:
    """Yield the imperatives after words that name to whom they are spoken, and those of a letter.

    ``demands`` are those found so far: whom a speaker has just asked is whom his imperatives ask.
    """
    spoken: tuple[int, Party] | None = None
    for token in analysis.parsed.tokens:
        if (
            token.tag_ not in {"VB", "VBP"}
            or not is_verb(token)
            or has_to(token)
            or analysis.parsed.is_scaffold(token.i)
        ):
            continue
        if token.lower_ == "let":
            yield from _let(analysis, token, lexicon)
            continue
        before = [c for c in token.children if c.i < token.i and c.lower_ != "do"]
        if any(c.dep_ in {"nsubj", "nsubjpass", "aux", "mark"} and c.lower_ != "do" for c in before):
            continue
        addressee = _addressee(token) or _told_before(analysis, token)
        headline = _headed(token, analysis) if addressee is None else None
        if headline is not None:
            bearer = party_of(analysis, headline, lexicon, any_noun=False)
        elif addressee is not None:
            bearer = party_of(analysis, addressee, lexicon, any_noun=True)
        elif analysis.context.is_letter and _is_sentence(token, analysis) and _is_asked(token, lexicon):
            bearer = Party([Role(e) for e in analysis.context.addressees], 0.8)
        elif spoken is not None and spoken[0] == token.sent.start and token.dep_ == "ROOT":
            bearer = spoken[1]
        elif _is_sentence(token, analysis) and _is_asked(token, lexicon):
            bearer = _asked_before(analysis, token, demands)
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


def _told_before(analysis: Analysis, verb: Token) -> Token | None:
    """Return to whom the paragraph opens: "*To the Government* we say only this. *Sign* the Statute"."""
    doc, (first, _) = analysis.parsed.doc, analysis.parsed.block_range(analysis.parsed.block_of[verb.i])
    said = doc[first].head
    if doc[first].lower_ != "to" or said.lemma_ not in _SAYING or verb.i < doc[first].sent.end:
        return None
    if verb.tag_ != "VB" or verb.dep_ != "ROOT" or not any(c.lower_ in {"i", "we"} for c in said.children):
        return None
    return next((c for c in doc[first].children if c.dep_ == "pobj"), None)


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


def _is_sentence(verb: Token, analysis: Analysis) -> bool:
    """Say whether *verb* opens a sentence, or a quotation, as its main verb."""
    block = analysis.parsed.blocks[analysis.parsed.block_of[verb.i]]
    closed = re.search(r"[.!?;:][\"')\]]*$", block.text) is not None
    if verb.dep_ not in {"ROOT", "ccomp"} or block.kind == "heading" or not closed or block.index == 0:
        return False
    lead = verb.doc[verb.sent.start : verb.i]
    return verb.tag_ == "VB" and all(t.is_punct or t.lower_ in _LEADING for t in lead)


def _is_asked(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether to do *verb* is more than to follow a text: "please note", "imagine", "see annex 2"."""
    return verb.lemma_.lower() not in lexicon.words("imperative", "rhetorical")


def _asked_before(analysis: Analysis, verb: Token, demands: Sequence[Finding]) -> Party:
    """Return whom the same speaker has asked for something shortly before, in the same paragraph."""
    source = analysis.speech.at(verb.i)
    block = analysis.parsed.block_of[verb.i]
    speaker = source.speaker.entity if source is not None and source.speaker is not None else None
    for demand in sorted(demands, key=lambda f: f.trigger, reverse=True):
        near = analysis.parsed.block_of[demand.trigger[0]] == block
        if demand.kind != "demand" or not near or not 0 < verb.i - demand.trigger[0] < _NEAR:
            continue
        voices = {r.entity for r in demand.by}
        if speaker in voices or (source is None and analysis.context.speaker is not None):
            return demand.bearer
        return Party((), 0.0)
    return Party((), 0.0)


def _let(analysis: Analysis, let: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "let B do X", where B is somebody named."""
    verb = next((c for c in let.children if c.dep_ == "ccomp" and c.tag_ in {"VB", "VBP"}), None)
    own = [c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i] if verb is not None else []
    source = analysis.speech.at(let.i)
    if source is not None and source.kind == "quoted":
        return
    if verb is None or not own or let.i > let.sent.start + 2 or own[0].tag_ == "PRP":
        return
    bearer = party_of(analysis, own[0], lexicon, any_noun=False)
    if bearer and all(e.known for e in bearer.entities):
        for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
            by = by_speaker(analysis, let.i)
            yield Finding("demand", "demand-imperative", (let.i, let.i + 1), bearer, action, by, 0.7)


def _addressee(verb: Token) -> Token | None:
    """Return who stands after "to" before a colon, with a word of saying.

    Right before the imperative *verb*.
    """
    sentence = verb.sent
    k = verb.i - 1
    while (
        k > sentence.start
        and (verb.doc[k].is_punct or verb.doc[k].pos_ in {"ADV", "PART"} or verb.doc[k].lower_ == "do")
        and verb.doc[k].text != ":"
    ):
        k -= 1
    if k <= sentence.start or verb.doc[k].text != ":":
        return None
    before = verb.doc[sentence.start : k]
    opens = [t.lower_ for t in before if not t.is_punct][:2]
    spoken = "to" in opens[:1] or opens == ["and", "to"] or opens == ["but", "to"]
    if not spoken and not any(t.lemma_.lower() in _SAYING for t in before):
        return None
    for token in before:
        if token.lower_ == "to" and token.dep_ in {"prep", "dative"}:
            found = next((c for c in token.children if c.dep_ == "pobj"), None)
            if found is not None:
                return found
    return None
