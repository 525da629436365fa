"""Frames: which words signal a position, read from ``frames.toml``, and where in a parse they stand.

A frame is a lexical unit with its valence in the sense of frame semantics (Fillmore 1982; FrameNet): the
words that evoke it and the grammatical places of its holder and target. The file says what the fields mean.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from accgraph.errors import VocabularyError
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.sentences import ParsedText
from accgraph.model import POSITION_KINDS

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Frame", "FrameLexicon", "Trigger"]

_POS = {
    "verb": frozenset({"VERB", "AUX"}),
    "noun": frozenset({"NOUN", "PROPN"}),
    "adj": frozenset({"ADJ"}),
}
_PREDICATIVE = frozenset({"acomp", "ROOT", "acl", "advcl", "ccomp", "relcl"})
_REACH = 20
_NEAR = 4
_BESIDE = 3
_OTHER_CLAUSES = frozenset({"relcl", "acl", "advcl", "parataxis", "appos"})


@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of ``frames.toml``; the comments at its top say what each field means."""

    id: str
    gloss: str
    kind: str
    pos: str
    holder: tuple[str, ...]
    target: tuple[str, ...]
    path: str
    sure: float
    classes: tuple[str, ...] = ()
    light: frozenset[str] = frozenset()
    needs: str | None = None
    denied: str | None = None
    makes: str | None = None
    only: str | None = None
    unless: str | None = None
    barred: frozenset[str] = frozenset()
    elided: str | None = None
    focus: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """A frame that a text evokes: *token*, and the tokens up to *last* (exclusive) of a longer entry."""

    frame: Frame
    token: Token
    last: int


@dataclass(frozen=True, slots=True)
class FrameLexicon:
    """All frames by the first lemma of their words, and the word lists that they refer to.

    ``paths`` gives for a frame's ``path`` the words that may stand between argument and mechanism;
    ``praising`` the words that say good things of what they are predicated of; ``idle`` phrases, by their
    first word, in which the words of frames mean nothing ("friend of the court").
    """

    by_lemma: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]
    words: Mapping[str, frozenset[str]]
    paths: Mapping[str, frozenset[str]]
    glosses: Mapping[str, str]
    praising: frozenset[str]
    idle: Mapping[str, tuple[tuple[str, ...], ...]]

    @classmethod
    def load(cls) -> FrameLexicon:
        """Read ``frames.toml``; raises VocabularyError if a frame's kind is not one of POSITION_KINDS."""
        table = load_table("frames")
        by_lemma: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
        glosses: dict[str, str] = {}
        for row in table["frame"]:
            frame = _frame(row)
            glosses[frame.id] = frame.gloss
            pairs = [f"{verb} {noun}" for verb in row.get("verbs", ()) for noun in row.get("nouns", ())]
            for entry in (*row["words"], *pairs):
                words = tuple(entry.split())
                by_lemma.setdefault(words[0], []).append((words[1:], frame))
        ranked = {
            lemma: tuple(sorted(entries, key=lambda e: -len(e[0]))) for lemma, entries in by_lemma.items()
        }
        lists = {name: frozenset(words) for name, words in table["words"].items()}
        paths = {
            path: frozenset(word for name in names for word in lists[name])
            for path, names in table["paths"].items()
        }
        praising = {
            lemma
            for lemma, entries in ranked.items()
            for rest, frame in entries
            if not rest
            and frame.kind == "endorse"
            and "predicated" in frame.target
            and frame.path != "hostile"
        }
        idle: dict[str, list[tuple[str, ...]]] = {}
        for phrase in table["idle"]["phrases"]:
            idle.setdefault(phrase.split()[0], []).append(tuple(phrase.split()))
        fixed = {word: tuple(phrases) for word, phrases in idle.items()}
        return cls(ranked, lists, paths, glosses, lists["praising"] | praising, fixed)

    def triggers(self, parsed: ParsedText, first: int = 0, last: int | None = None) -> Iterator[Trigger]:
        """Yield the frames that tokens *first* to *last* of *parsed* evoke, in text order."""
        end_of_sentence, said = -1, frozenset[str]()
        for token in parsed.tokens[first:last]:
            if token.i >= end_of_sentence:
                sentence = token.sent
                end_of_sentence = sentence.end
                said = frozenset(form for t in sentence for form in (t.lemma_.lower(), t.lower_))
            lemma, form = token.lemma_.lower(), token.lower_
            entries = self.by_lemma.get(lemma, ())
            if form != lemma and form in self.by_lemma:
                entries += tuple(e for e in self.by_lemma[form] if e[1].pos == "adj")
            if not entries or parsed.is_scaffold(token.i) or self._is_idle(token):
                continue
            for rest, frame in entries:
                # Most entries of several words fail for want of one in the whole sentence.
                if not said.issuperset(rest):
                    continue
                described = rest and frame.pos == "noun" and token.dep_ == "amod"
                if token.pos_ not in _POS[frame.pos] and not described and not _mistagged(token, frame):
                    continue
                end = _match_rest(token, rest, _REACH if frame.pos == "verb" else _NEAR)
                if end is not None:
                    yield Trigger(frame, _compound_head(token, end), end)

    def _is_idle(self, token: Token) -> bool:
        """Say whether a phrase in which its words mean nothing by themselves starts with *token*."""
        return any(
            tuple(t.lower_ for t in token.doc[token.i : token.i + len(phrase)]) == phrase
            for phrase in self.idle.get(token.lower_, ())
        )


def _frame(row: Mapping[str, Any]) -> Frame:
    if row["kind"] not in POSITION_KINDS:
        raise VocabularyError(f"frame {row['id']!r} of frames.toml has the unknown kind {row['kind']!r}")
    return Frame(
        id=row["id"],
        gloss=row["gloss"],
        kind=row["kind"],
        pos=row["pos"],
        holder=tuple(row["holder"]),
        target=tuple(row["target"]),
        path=row["path"],
        sure=row["sure"],
        classes=tuple(row.get("classes", ())),
        light=frozenset(row.get("light", ())),
        needs=row.get("needs"),
        denied=row.get("denied"),
        makes=row.get("makes"),
        only=row.get("only"),
        unless=row.get("unless"),
        barred=frozenset(row.get("barred", ())),
        elided=row.get("elided"),
        focus=row.get("focus"),
    )


def _mistagged(token: Token, frame: Frame) -> bool:
    """Say whether the tagger took a participle for a verb, or a verb of a headline for a noun."""
    if frame.pos == "adj":
        joined = token.dep_ == "conj" and any(c.dep_ == "auxpass" for c in token.children)
        participle = token.tag_ == "VBN" and (token.dep_ in _PREDICATIVE or joined)
        return participle or (token.tag_ == "NN" and token.dep_ in {"ccomp", "oprd"})
    return (
        frame.pos == "verb"
        and token.pos_ == "NOUN"
        and any(c.dep_ in {"nsubj", "dobj"} for c in token.children)
    )


def _compound_head(token: Token, last: int) -> Token:
    """Return the head of the compound that the frame's words make up ("State Party"), or *token* itself."""
    if token.dep_ in {"compound", "amod", "nmod"} and token.i < token.head.i < last:
        return token.head
    return token


def _match_rest(token: Token, rest: tuple[str, ...], reach: int) -> int | None:
    """Return the token after the last word of *rest*, all found in order soon after *token*; None if not.

    Of a passive, the first of them may be its subject ("its *costs* were *borne*" for "bear costs").
    """
    if rest and any(c.dep_ == "nsubjpass" and c.lemma_.lower() == rest[0] for c in token.children):
        rest = rest[1:]
    position = token.i + 1
    end = min(token.sent.end, token.i + 1 + reach)
    matched = {token.i}
    for word in rest:
        while position < end and not (
            word in (token.doc[position].lemma_.lower(), token.doc[position].lower_)
            and not _receives(token, token.doc[position], matched)
            and _belongs(token, token.doc[position], max(matched))
        ):
            position += 1
        if position >= end:
            return None
        matched.add(position)
        position += 1
    return position if not rest or _hangs_together(token, token.doc[position - 1], matched) else None


def _receives(token: Token, word: Token, matched: set[int]) -> bool:
    """Say whether *word* is given something: "gave money *to* the *office*" is no "give office"."""
    to = word.head
    return word.dep_ == "pobj" and to.lower_ == "to" and to.head == token and to.i not in matched


def _belongs(token: Token, word: Token, before: int) -> bool:
    """Say whether *word* of an entry is in the clause of its first word *token*, or close behind the rest."""
    if word.i - before <= _BESIDE:
        return True
    current = word
    while current != token:
        within = current.dep_ == "ccomp" and current != word
        if current.dep_ in _OTHER_CLAUSES or within or current.head == current:
            return False
        current = current.head
    return True


def _hangs_together(token: Token, last: Token, matched: set[int]) -> bool:
    """Say whether *last*, if it is a preposition, is one of *token*, its object or a word of the entry."""
    if last.pos_ not in {"ADP", "SCONJ"}:
        return True
    head = last.head
    # "Called *for* the court to be closed": the preposition opens a clause
    near = {"dobj", "prt", "advmod", "prep", "nsubjpass"} | (
        {"advcl", "ccomp"} if last.dep_ == "mark" else set()
    )
    return head.i in matched or (head.dep_ in near and head.head.i in {token.i, *matched})
