"""Event antecedents: what shortened words in an account of an event go back to.

"that of X by a jury in Y" for the conviction named before it, "the one issued in March" for the warrant, and
whose judges "its judges" are where nobody acts against their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.mentions import Mention
from accgraph.extraction.reference import Resolver
from accgraph.extraction.syntax import is_verb, surface_subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.event_frames import EventFrames, EventTrigger
    from accgraph.extraction.tokens import Token

__all__ = [
    "announcement",
    "described_by",
    "gathered",
    "named_before",
    "occasion",
    "of_somebody_else",
    "postponed_object",
    "purpose",
    "scheduled_by",
    "separated_relative",
    "shortened",
]

_ASIDE = 18
_DURING = frozenset({"at", "during", "after", "in", "on", "following", "before"})
_SETTING = frozenset({"schedule", "plan", "set", "slate", "fix", "expect"})
_EDGES = frozenset(
    {"close", "end", "conclusion", "margin", "margins", "sideline", "start", "opening", "outset"}
)

_MEETING = frozenset({"meet", "gather", "convene", "assemble", "sit"})
_OWNERS = frozenset({"its", "their"})
_SENTENCES_BACK = 3
_SURE = 0.6


def announcement(trigger: EventTrigger) -> Token | None:
    """Return the verb by which the speaker announces the event ("I can announce that we are paying ...")."""
    verb = trigger.verb
    if (
        verb is None
        or verb.dep_ != "ccomp"
        or verb.head.lemma_.lower() not in {"announce", "confirm", "report"}
    ):
        return None
    own = {c.lower_ for c in verb.children if c.dep_ in {"aux", "neg"}}
    return None if own & {"could", "might", "may", "would", "should", "not", "n't"} else verb.head


def shortened(token: Token) -> bool:
    """Say whether *token* stands for a noun named before: "that of X", "the one issued by Y"."""
    if token.lower_ in {"that", "those"} and token.dep_ != "det":
        following = token.nbor() if token.i + 1 < token.sent.end else token
        return following.lower_ == "of"
    if token.lower_ in {"one", "ones"} and any(c.lower_ == "the" for c in token.children):
        return any(c.dep_ in {"acl", "relcl"} for c in token.children)
    return False


def named_before(token: Token, nouns: frozenset[str]) -> Token | None:
    """Return the last noun of *nouns* before *token* in its sentence."""
    for i in range(token.i - 1, token.sent.start - 1, -1):
        before = token.doc[i]
        if before.pos_ == "NOUN" and before.lemma_.lower() in nouns:
            return before
    return None


def of_somebody_else(
    head: Token, mention: Mention, doers: Sequence[Entity], analysis: Analysis
) -> Mention | None:
    """Return *mention*, found at *head*, or whom it means if "its" made it one of *doers*; None if nobody.

    "The United States sanctioned four of its judges": nobody sanctions their own.
    """
    if mention.kind not in {"pronoun", "nominal"} or mention.entity not in doers:
        return mention
    if not any(t.lower_ in _OWNERS for t in head.subtree):
        return mention
    resolver, doc = analysis.resolver, analysis.parsed.doc
    sentence = head.sent
    for _ in range(_SENTENCES_BACK):
        for other in reversed(list(resolver.mentions_in(sentence.start, min(head.i, sentence.end)))):
            body = resolver.is_a(other.entity, "Court", "Tribunal", "InternationalOrganisation")
            if body and other.kind == "name" and other.entity not in doers:
                return Mention(head.i, head.i + 1, head.i, other.entity, "pronoun", _SURE)
        for token in reversed(doc[sentence.start : min(head.i, sentence.end)]):
            if token.text[:1].isupper() and token.pos_ in {"NOUN", "PROPN"}:
                for other in resolver.resolve(token):
                    if resolver.is_a(other.entity, "Court", "Tribunal") and other.entity not in doers:
                        return Mention(head.i, head.i + 1, head.i, other.entity, "pronoun", _SURE)
        if sentence.start == 0:
            return None
        sentence = doc[sentence.start - 1].sent
    return None


def described_by(participle: Token) -> list[Token]:
    """Return the nouns that *participle* may describe though the parser has hung it elsewhere, nearest first.

    "the request for measures submitted on", "the Coalition for the Return of Children, launched in": those
    before it up to the head of its noun phrase (the head first after a comma), or, where it opens a sentence,
    the subject to come.
    """
    cut_off = participle.i > participle.sent.start and participle.nbor(-1).text == ","
    own = ("aux",) if cut_off else ("aux", "nsubj")
    taken_for_past = (
        participle.tag_ == "VBD"
        and cut_off
        and any(c.dep_ == "conj" and c.tag_ in {"VBZ", "VBD", "VBP"} for c in participle.children)
        and not any(c.dep_ in {"dobj", "ccomp", "xcomp"} for c in participle.children)
    )
    if (participle.tag_ != "VBN" and not taken_for_past) or any(
        c.dep_.startswith(own) for c in participle.children
    ):
        return []
    doc, first = participle.doc, participle.sent.start
    if participle.i == first:
        return [c for c in participle.head.children if c.dep_.startswith("nsubj") and c.i > participle.i]
    last = participle.i - 1
    while last > first and (doc[last].pos_ == "ADV" or doc[last].text in {",", ")", "("}):
        if doc[last].text == ")":
            while last > first and doc[last].text != "(":
                last -= 1
        last -= 1
    found: list[Token] = []
    current = doc[last]
    while current.i >= first and current.pos_ in {"NOUN", "PROPN", "ADP", "NUM"} and current.i <= last:
        if current.pos_ != "ADP":
            found.append(current)
        if current.head == current or current.head.i >= participle.i:
            break
        current = current.head
    return found[::-1] if doc[participle.i - 1].text in {",", ")"} else found


def occasion(trigger_clause: Token, nouns: frozenset[str]) -> Token | None:
    """Return the gathering named before at which something is done: "at the close of the audience".

    ``nouns`` are the words for gatherings; the phrase stands in the clause of *trigger_clause*.
    """
    for token in trigger_clause.subtree:
        if token.lower_ not in {"the", "this", "these", "their", "his", "her", "our"}:
            continue
        noun = token.head
        if noun.lemma_.lower() not in nouns or noun.dep_ != "pobj":
            continue
        governor = noun.head
        while governor.head != governor and _is_edge(governor.head):
            governor = governor.head
        bare = all(c.dep_ in {"det", "poss", "amod"} for c in noun.children)
        if bare and governor.lower_ in _DURING:
            return noun
    return None


def _is_edge(token: Token) -> bool:
    """Say whether *token* is a word for the beginning or end of a gathering, or joins one to it."""
    return token.pos_ in {"NOUN", "ADP"} and token.lemma_.lower() in _EDGES | {"of", "at"}


def purpose(token: Token, frames: EventFrames) -> Token | None:
    """Return the "for" that makes the event of *token* what somebody comes for ("for two days of talks")."""
    preposition = token.head
    if preposition.lower_ == "of" and preposition.head.lemma_.lower() in frames.portions:
        preposition = preposition.head.head
    return preposition if token.dep_ == "pobj" and preposition.lower_ == "for" else None


def gathered(verb: Token) -> Token | None:
    """Return the participle that says when and where those met who do what *verb* tells of, if one does.

    "The ministers, meeting in Lima today, adopted a declaration", "Meeting in Lima, the ministers adopted".
    """
    asides = [c for s in surface_subjects(verb) for c in s.children if c.dep_ == "acl"]
    asides += [c for c in verb.children if c.dep_ == "advcl"]
    met = (c for c in asides if c.tag_ == "VBG" and c.lemma_.lower() in _MEETING and c.i < verb.i)
    return next(met, None)


def scheduled_by(token: Token) -> Token | None:
    """Return the word that sets the event named by *token*: "the hearing is due on", "is planned for"."""
    head = token.head
    if token.dep_ not in {"nsubj", "nsubjpass"} or any(
        c.dep_ == "neg" or c.tag_ == "MD" for c in head.children
    ):
        return None
    if token.dep_ == "nsubjpass":
        return head if head.lemma_.lower() in _SETTING else None
    return next((c for c in head.children if c.dep_ == "acomp" and c.lower_ in {"due", "set"}), None)


def postponed_object(verb: Token) -> list[Token]:
    """Return the object of *verb* that asides between commas keep from it, if it has none.

    "received yesterday in the palace, in Lima, a delegation of relatives", "signed, on behalf of his
    Government, the Convention": the parser makes it part of an aside.
    """
    if verb.tag_ not in {"VBD", "VBZ", "VBP", "VBN", "VB"} or verb.i + 3 >= verb.sent.end:
        return []
    if any(
        c.dep_ in {"dobj", "ccomp", "xcomp", "dative", "attr"} and c.i < verb.i + 4 for c in verb.children
    ):
        return []
    doc, opened = verb.doc, False
    for i in range(verb.i + 1, min(verb.sent.end - 1, verb.i + _ASIDE)):
        token = doc[i]
        if is_verb(token) or token.tag_ in {"MD", "WDT", "WP"} or token.text in {";", ":"}:
            return []
        following = doc[i + 1]
        if opened and token.tag_ == "DT" and token.head.dep_ == "appos" and doc[i - 1].pos_ == "PROPN":
            return [token.head] if token.head.pos_ in {"NOUN", "PROPN"} else []
        if (
            token.text == ","
            and opened
            and following.pos_ == "DET"
            and following.head.pos_ in {"NOUN", "PROPN"}
        ):
            return [following.head]
        opened = opened or (
            token.pos_ in {"ADP", "ADV"} and (token.i == verb.i + 1 or doc[i - 1].pos_ in {"PUNCT", "NOUN"})
        )
    return []


def separated_relative(verb: Token, resolver: Resolver) -> list[Token]:
    """Return the noun before the relative pronoun whose verb this is though the parser does not say so.

    "the United Kingdom, which in March, at the request of the Office, froze": adverbials part the two.
    """
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or any(c.dep_.startswith("nsubj") for c in verb.children):
        return []
    for i in range(verb.i - 1, verb.sent.start, -1):
        token = verb.doc[i]
        if token.tag_ in {"WDT", "WP"} and token.lower_ in {"which", "who"}:
            before = i - 1 if verb.doc[i - 1].text != "," else i - 2
            mention = resolver.mention_at(before)
            return [verb.doc[mention.head]] if mention is not None and mention.kind == "name" else []
        if is_verb(token) or token.tag_ == "MD" or token.text in {";", ":"}:
            return []
    return []
