"""Verb phrase ellipsis: "as Canada did", "so did Mongolia", "Chad followed suit" say again what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.frames import Trigger
from accgraph.extraction.syntax import coordinated, has_modal, subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Ellipsis", "ellipses"]

_AGAIN = frozenset({"do", "say", "take", "hold", "adopt", "express", "follow"})
_STANCES = frozenset({"view", "position", "stance", "line", "step", "course", "opinion", "path"})
_PROVERBS = frozenset({"do", "have", "be"})
_LIKEWISE = frozenset({"too", "likewise", "similarly"})
_ITSELF = frozenset({"it", "they", "he", "she"})
_THEIRS = frozenset({"theirs", "his", "hers", "ours"})
_CLAUSES = frozenset({"conj", "ccomp", "advcl", "parataxis"})


@dataclass(frozen=True, slots=True)
class Ellipsis:
    """*verb* says of *doers*, heads of noun phrases, what *trigger* says, or denies it.

    A *like* one says no more than the trigger does: what was only planned, *doers* only plan too.
    """

    trigger: Trigger
    verb: Token
    doers: tuple[Token, ...]
    denied: bool
    like: bool = False


def ellipses(triggers: Sequence[Trigger]) -> Iterator[Ellipsis]:
    """Yield what verbs without content of their own say by way of *triggers*, which are in text order."""
    seen: set[tuple[int, str]] = set()
    for trigger in triggers:
        for verb in trigger.token.children:
            compares = verb.dep_ == "advcl" and verb.lemma_ in _PROVERBS and _marked_as(verb)
            if compares and (verb.i, trigger.frame.kind) not in seen:
                seen.add((verb.i, trigger.frame.kind))
                yield Ellipsis(trigger, verb, tuple(subjects(verb)), False)
    if not triggers:
        return
    for verb in triggers[0].token.doc:
        if verb.pos_ == "VERB":
            yield from _with_theirs(verb, triggers)
        if verb.lemma_ not in _AGAIN | _PROVERBS:
            continue
        likewise = _likewise(verb)
        if likewise:
            meant = _said_before(verb)
            for trigger in triggers:
                carried = trigger.token.head.lemma_.lower() in trigger.frame.light
                if trigger.token in meant or (carried and trigger.token.head in meant):
                    yield Ellipsis(trigger, verb, likewise, False, like=True)
        else:
            yield from _done_again(verb, triggers)


def _with_theirs(verb: Token, triggers: Sequence[Trigger]) -> Iterator[Ellipsis]:
    """Yield what "announced *theirs* in May" says by way of the noun that was spoken of last."""
    if not any(c.dep_ == "dobj" and c.lower_ in _THEIRS for c in verb.children) or has_modal(verb):
        return
    first = verb.sent.start - _sentence_before(verb)
    nouns = [t for t in triggers if t.frame.pos == "noun" and first <= t.token.i < verb.i]
    if nouns and not any(c.dep_ == "neg" for c in verb.children):
        yield Ellipsis(nouns[-1], verb, tuple(subjects(verb)), False, like=True)


def _done_again(verb: Token, triggers: Sequence[Trigger]) -> Iterator[Ellipsis]:
    """Yield what "X did so", "X did not do so", "X takes the same view" say by way of *triggers*."""
    finite = verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
        c.dep_ == "aux" and c.lower_ != "to" for c in verb.children
    )
    so = verb.lemma_ == "do" and any(t.lower_ == "so" and abs(t.i - verb.i) == 1 for t in verb.subtree)
    if not finite or has_modal(verb) or not (so or _the_same(verb)):
        return
    first = verb.sent.start - _sentence_before(verb)
    before = [t for t in triggers if first <= t.token.i < verb.i and not _is_aside(t.token)]
    denied = any(c.dep_ == "neg" for c in verb.children)
    for trigger in before:
        if trigger.frame.pos != "noun" or _is_carried(trigger):
            yield Ellipsis(trigger, verb, tuple(subjects(verb)), denied)


def _is_carried(trigger: Trigger) -> bool:
    """Say whether the noun of *trigger* has a verb that does not describe it ("expressed its support")."""
    told = any(c.dep_ in {"relcl", "acl"} and c.lemma_ in trigger.frame.light for c in trigger.token.children)
    return "light" in trigger.frame.holder and not told


def _is_aside(token: Token) -> bool:
    """Say whether *token* stands in a clause that describes a noun: no verb behind it stands for that."""
    return any(t.dep_ in {"relcl", "acl"} for t in (token, *token.ancestors))


def _the_same(verb: Token) -> bool:
    """Say whether *verb* says or does again what was said before: "did the same", "takes the same view"."""
    same = [c for c in verb.children if c.dep_ in {"dobj", "attr"} and c.i > verb.i]
    return any(
        (c.lower_ == "same" or (c.lemma_ in _STANCES and any(m.lower_ == "same" for m in c.children)))
        and not any(m.dep_ in {"prep", "relcl", "acl"} for m in c.children)
        for c in same
    )


def _likewise(verb: Token) -> tuple[Token, ...]:
    """Return who "so did X", "X did too", "X followed suit" say to have done as was said; () if none does."""
    doc, after = verb.doc, verb.nbor().lower_ if verb.i + 1 < len(verb.doc) else ""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} and not any(c.lemma_ == "have" for c in verb.children):
        return ()
    if any(c.dep_ == "neg" or c.tag_ == "MD" for c in verb.children):
        return ()
    own = tuple(c for c in verb.children if c.dep_ == "nsubj")
    if verb.lemma_ == "follow":
        before = doc[verb.i - 1] if verb.i else verb
        if not own and before.dep_ == "conj" and before.pos_ == "PROPN":
            # "X left in May and *Y* followed": the parser took Y for another time.
            own = (before,)
        said = [c for c in verb.children if c.i > verb.i and c.dep_ in {"dobj", "ccomp", "agent", "acomp"}]
        alone = all(c.lower_ == "suit" for c in said) and not any(
            c.dep_ == "prep" and c.lower_ not in {"in", "on", "within", "after"} for c in verb.children
        )
        return tuple(t for t in own if t.i < verb.i) if alone else ()
    if verb.i > 0 and doc[verb.i - 1].lower_ == "so" and after not in {"not", "n't"}:
        behind = tuple(c for c in verb.children if c.dep_ in {"nsubj", "attr", "dobj"} and c.i > verb.i)
        return behind[:1]
    likewise = after in _LIKEWISE or (after == "as" and doc[min(verb.i + 2, len(doc) - 1)].lower_ == "well")
    return own if verb.lemma_ == "do" and likewise else ()


def _said_before(verb: Token) -> list[Token]:
    """Return the verbs of the clause before that of *verb*: in its own sentence, or the main one before."""
    before = [c for c in verb.children if c.dep_ in _CLAUSES and c.i < verb.i]
    if verb.dep_ in _CLAUSES and verb.head.i < verb.i:
        before.append(verb.head)
    if not before and verb.dep_ == "ROOT" and verb.sent.start > 0:
        before.append(verb.doc[verb.sent.start - 1].sent.root)
    said = [part for clause in before for part in coordinated(clause) if part.i < verb.i]
    return [*said, *(t for clause in said for t in _done_by(clause))]


def _done_by(verb: Token) -> list[Token]:
    """Return what the subject of *verb* does by it: "announced *that it was leaving*", "is to *join*"."""
    doers = subjects(verb)
    done: list[Token] = []
    for part in verb.children:
        if part.dep_ == "attr" and verb.lemma_ in {"be", "become"}:
            # "Became the ninth state *to ratify*"
            done += [c for c in part.children if c.dep_ in {"relcl", "acl"} and _is_infinitive(c)]
        if part.dep_ == "xcomp" and part.pos_ == "VERB":
            done.append(part)
        if part.dep_ == "ccomp" and all(s.lower_ in _ITSELF for s in subjects(part)) and doers:
            done.append(part)
    return done


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children)


def _marked_as(verb: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "as" for c in verb.children)


def _sentence_before(verb: Token) -> int:
    """Return how many tokens the sentence before that of *verb* has."""
    start = verb.sent.start
    return len(verb.doc[start - 1].sent) if start else 0
