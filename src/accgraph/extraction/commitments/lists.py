"""Lists: demands, pledges and duties whose actions are the items under an introduction.

And later additions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.blocks import Block
from accgraph.extraction.commitments.actions import Action, actions_of, phrase_action, trimmed
from accgraph.extraction.commitments.asking import by_speaker
from accgraph.extraction.commitments.bearers import party_of
from accgraph.extraction.commitments.demands import introduces
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.syntax import coordinated

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["find_continuations", "find_items"]


def find_items(
    analysis: Analysis, found: Sequence[Finding], lexicon: CommitmentLexicon
) -> Iterator[tuple[int, Finding]]:
    """Yield, with its block, each list item that says what the introduction of its list asks.

    Promises or binds to.
    """
    parsed = analysis.parsed
    frames: dict[int | None, Finding] = {}
    addressed: Finding | None = None
    for block in parsed.blocks:
        if block.kind == "heading" or (block.kind == "paragraph" and block.text.endswith(":")):
            addressed = _addressed(analysis, block, lexicon)
        before = block.index - 1
        while before >= 0 and block.kind == "item" and parsed.blocks[before].kind == "item":
            before -= 1
        frame = frames.get(block.intro if block.intro is not None or block.kind != "item" else before)
        if frame is None and addressed is not None and block.kind != "heading" and _is_bare(analysis, block):
            frame = addressed
        if frame is not None and block.kind != "heading" and not _has_own_subject(analysis, block):
            action = _item(analysis, block, lexicon)
            if action is not None:
                yield block.index, replace(frame, action=action, quoted=_sentence_of(analysis, action))
        if introduces(parsed, block.index):
            introducing = _introduction(analysis, block, found)
            if introducing is None and _continues(block, lexicon):
                introducing = frame or _last_in(analysis, block, found)
            if introducing is not None:
                frames[block.index] = _as_list(introducing)
            elif addressed is not None and block.kind != "item":
                frames[block.index] = addressed


def _as_list(finding: Finding) -> Finding:
    return replace(finding, rule=f"{finding.kind}-list", sure=0.9 * finding.sure)


def _introduction(analysis: Analysis, block: Block, found: Sequence[Finding]) -> Finding | None:
    """Return the last finding of the last sentence of *block*."""
    _, last = analysis.parsed.block_range(block.index)
    sentence = analysis.parsed.sentence(last - 1)
    inside = [f for f in found if sentence.start <= f.trigger[0] < last]
    return max(inside, key=lambda f: f.trigger[0]) if inside else None


def _last_in(analysis: Analysis, block: Block, found: Sequence[Finding]) -> Finding | None:
    """Return the last finding of *block*."""
    first, last = analysis.parsed.block_range(block.index)
    inside = [f for f in found if first <= f.trigger[0] < last]
    return max(inside, key=lambda f: f.trigger[0]) if inside else None


def _continues(block: Block, lexicon: CommitmentLexicon) -> bool:
    """Say whether *block* ends with words such as "this includes by:" that carry on what it says itself."""
    words = block.text.rstrip(":").lower().replace(",", " ").split()[-4:]
    return bool(set(words) & lexicon.words("lists", "continuing"))


def _addressed(analysis: Analysis, block: Block, lexicon: CommitmentLexicon) -> Finding | None:
    """Return the demand that a heading such as "To the Government of X:" opens."""
    match = lexicon.addressing.match(block.text)
    if match is None or len(block.text.split()) > 25:
        return None
    first, last = analysis.parsed.block_range(block.index)
    offset = block.starts[match.start("who")]
    heads = [
        t
        for t in analysis.parsed.doc[first:last]
        if analysis.parsed.starts[t.i] >= offset
        and t.dep_ in {"pobj", "ROOT", "nsubj", "dobj"}
        and t.pos_ in {"NOUN", "PROPN"}
    ]
    if not heads:
        return None
    bearer = party_of(analysis, heads[0], lexicon, any_noun=False)
    if not bearer:
        return None
    return Finding(
        "demand", "demand-list", (first, first + 1), bearer, None, by_speaker(analysis, first), 0.8
    )


def _is_bare(analysis: Analysis, block: Block) -> bool:
    """Say whether *block* opens with a bare verb, as an item of recommendations does."""
    first, last = analysis.parsed.block_range(block.index)
    words = [
        t
        for t in analysis.parsed.doc[first:last]
        if not t.is_punct and not analysis.parsed.is_scaffold(t.i) and t.pos_ != "ADV"
    ]
    return bool(words) and words[0].tag_ in {"VB", "VBP"} and words[0].dep_ != "aux"


def _has_own_subject(analysis: Analysis, block: Block) -> bool:
    """Say whether *block* is a clause of its own: the parser was given its subject, or whom it asks."""
    first, last = analysis.parsed.block_range(block.index)
    return (
        first < last
        and analysis.parsed.is_scaffold(first)
        and analysis.parsed.doc[first].lower_ in {"it", "we"}
    )


def _item(analysis: Analysis, block: Block, lexicon: CommitmentLexicon) -> Action | None:
    """Return what the first sentence of the item *block* says is to be done."""
    parsed = analysis.parsed
    first, last = parsed.block_range(block.index)
    while first < last and (
        parsed.is_scaffold(first) or parsed.doc[first].is_punct or parsed.doc[first].lower_ == "to"
    ):
        first += 1
    if first >= last:
        return None
    head = next(
        (t for t in parsed.doc[first:last] if t.pos_ not in {"ADV", "PUNCT", "PART"}), parsed.doc[first]
    )
    if head.tag_ == "MD" or head.pos_ in {"PRON"} or (head.pos_ == "SCONJ" and head.lower_ != "that"):
        head = next((t for t in parsed.doc[first:last] if t.tag_ in {"VB", "VBP"}), head)
        first = head.i
    end = min(parsed.sentence(head.i).end, last)
    while end < last and parsed.doc[end - 1].text not in {".", ";", "!", "?", ":"}:
        end = parsed.sentence(end).end
    for k in range(head.i + 1, end):
        if parsed.doc[k].text == ";" or (
            parsed.doc[k].text == "," and k + 1 < end and parsed.doc[k + 1].lower_ in {"that", "which", "who"}
        ):
            end = k
            break
    return trimmed(parsed, Action(first, min(end, last), head.i))


def _sentence_of(analysis: Analysis, action: Action) -> tuple[int, int]:
    sentence = analysis.parsed.sentence(action.head)
    return min(sentence.start, action.first), max(sentence.end, action.last)


def find_continuations(
    analysis: Analysis, found: Sequence[Finding], blocks: Mapping[int, Finding], lexicon: CommitmentLexicon
) -> Iterator[Finding]:
    """Yield what a sentence adds to the demand before it.

    "This must include X and Y", "This must be done through X".
    """
    doc = analysis.parsed.doc
    for sentence in analysis.parsed.sentences():
        verb = sentence.root
        block = analysis.parsed.block_of[verb.i]
        subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        modal = next((c for c in verb.children if c.tag_ == "MD"), None)
        if subject is None or modal is None or modal.lower_ not in {"must", "should", "would", "will"}:
            continue
        if subject.lower_ not in lexicon.words(
            "lists", "further_subjects"
        ) or verb.lemma_.lower() not in lexicon.words("lists", "further_verbs"):
            continue
        before = [
            f
            for f in found
            if f.trigger[0] < sentence.start
            and analysis.parsed.block_of[f.trigger[0]] == block
            and f.kind == "demand"
            and sentence.start - f.trigger[0] < 90
        ]
        frame = blocks.get(block) or (max(before, key=lambda f: f.trigger[0]) if before else None)
        if frame is None or frame.kind != "demand":
            continue
        for part in _parts(verb):
            for action in _part_actions(analysis, part, lexicon):
                if doc[action.first].i >= sentence.start:
                    yield replace(
                        frame,
                        rule="demand-continued",
                        action=action,
                        trigger=(modal.i, modal.i + 1),
                        by=frame.by,
                        sure=0.75 * frame.sure,
                        quoted=(sentence.start, sentence.end),
                    )


def _parts(verb: Token) -> list[Token]:
    """Return what *verb* ("include", "be done through") has as its objects.

    Each of a coordination by itself.
    """
    heads: list[Token] = []
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in {"dobj", "obj", "xcomp", "ccomp"}:
            heads.append(child)
        elif child.lower_ in {"by", "through", "via"}:
            heads += [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
            heads += [
                c
                for p in child.children
                if p.dep_ in {"conj", "prep"} and p.pos_ in {"ADP", "SCONJ"}
                for c in p.children
                if c.dep_ in {"pobj", "pcomp"}
            ]
    heads += [
        c
        for t in verb.subtree
        if t.lower_ in {"by", "through"} and t.dep_ == "conj" and t.i > verb.i
        for c in t.children
        if c.dep_ == "pcomp" and c not in heads
    ]
    found: list[Token] = []
    for head in heads:
        if head.tag_ == "VBG":
            found.append(head)
            continue
        found += [t for t in coordinated(head) if t not in found and t.i >= head.i]
    return sorted(found, key=lambda t: t.i)


def _part_actions(analysis: Analysis, part: Token, lexicon: CommitmentLexicon) -> list[Action]:
    closing = lexicon.words("trailing", "openers")
    if part.tag_ == "VBG":
        return actions_of(analysis.parsed, part, closing)
    limits = [c.i for c in part.subtree if c.dep_ == "conj" and c.head == part]
    limit = min(limits) if limits else None
    if limit is not None:
        while limit - 1 > part.i and (part.doc[limit - 1].pos_ in {"CCONJ", "PUNCT", "ADJ", "DET"}):
            limit -= 1
    action = phrase_action(analysis.parsed, part, closing, limit)
    return [action] if action is not None else []
