"""Nouns and verbs for sanctions: which words mean them, what they hold, and where they say whom they hit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import load_table
from accgraph.extraction.syntax import agents, coordinated, is_verb, noun_phrase, objects, subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "AIMED",
    "aims_at_all",
    "aims_of",
    "carrier_of",
    "held_assets",
    "held_under",
    "is_like",
    "is_listing",
    "is_listing_verb",
    "is_sanction",
    "names_sanctions",
    "parts_of",
    "sanction_words",
    "whole_sanctions",
]

AIMED = frozenset({"on", "against", "upon"})
# what tells why or by which law, not whom
_APART = frozenset({"over", "since", "under"})
_THEM = frozenset({"him", "her", "them"})
_CARRIED = frozenset({"dobj", "nsubjpass", "pobj", "conj"})
_STANDING = frozenset({"effect", "force", "place"})
_CLOSING = frozenset(',;:.()–—"“”')
_LONGEST, _LONGEST_NAMED = 12, 26


@cache
def sanction_words() -> Mapping[str, frozenset[str]]:
    """Return the words for sanctions of ``proceedings.toml``."""
    table = load_table("proceedings")["sanctions"]
    return {name: frozenset(words) for name, words in table.items() if isinstance(words, list)}


def is_sanction(noun: Token) -> bool:
    """Say whether *noun* is one for sanctions: "embargo", "travel ban", "package of sanctions"."""
    words = sanction_words()
    lemma = noun.lemma_.lower()
    if noun.pos_ not in {"NOUN", "PROPN"}:
        return False
    if lemma in words["nouns"]:
        return noun.dep_ != "compound"
    if lemma in {"designation", "listing"} and noun.tag_ == "NNS":
        return True
    beside = [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}]
    if lemma in words["modified"] and any(
        c.lower_ in words["modifiers"] or c.lemma_.lower() in words["modifiers"] for c in beside
    ):
        return True
    held = beside + [t for p in noun.children if p.lower_ == "of" for t in p.children]
    return lemma in words["holding"] and any(t.lemma_.lower() in words["nouns"] for t in held)


def names_sanctions(lemma: str) -> bool:
    """Say whether *lemma* is a word for sanctions or for what puts somebody under them."""
    words = sanction_words()
    return any(lemma in words[name] for name in ("nouns", "modified", "holding", "summing", "listing"))


def is_like(noun: Token) -> bool:
    """Say whether *noun* tells of sanctions as others have imposed: "took *similar measures*"."""
    words = sanction_words()
    likened = any(c.lower_ in words["likening"] for c in noun.children if c.dep_ == "amod")
    return likened and (is_sanction(noun) or noun.lemma_.lower() in words["summing"] | words["likened"])


def is_listing_verb(verb: Token) -> bool:
    """Say whether *verb* by itself tells of sanctions: "four more judges were *listed*"."""
    return verb.lemma_.lower() in sanction_words()["listing"]


def is_listing(noun: Token) -> bool:
    """Say whether *noun* is a list on which those are put who are sanctioned: "its sanctions list"."""
    titled = any(c.pos_ == "PROPN" and c.dep_ == "compound" for c in noun.children)
    of = [t for p in noun.children if p.lower_ == "of" for t in p.subtree]
    shunned = any(t.lower_ in sanction_words()["shunned"] or is_sanction(t) for t in of)
    told = is_sanction(noun) or titled or shunned or (not of and _is_put_on(noun))
    return noun.lemma_.lower() in {"list", "blacklist"} and told


def _is_put_on(noun: Token) -> bool:
    """Say whether people are put on what *noun* names, somebody's own: "placed *him* on *its list*"."""
    own = any(c.dep_ == "poss" and c.tag_ == "PRP$" for c in noun.children)
    verb = noun.head.head
    if not own or noun.dep_ != "pobj" or noun.head.lower_ not in {"on", "to"} or not is_verb(verb):
        return False
    people = sanction_words()["struck"]
    return verb.lemma_.lower() in {"add", "put", "place", "include", "enter"} and any(
        t.lower_ in _THEM or t.ent_type_ == "PERSON" or t.lemma_.lower() in people for t in objects(verb)
    )


def parts_of(noun: Token) -> list[Token]:
    """Return *noun*, what it holds or is held by ("*package* of *sanctions*"), and what is joined to it."""
    holding = sanction_words()["holding"]
    parts = [noun]
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in holding:
        parts.append(noun.head.head)
    if noun.lemma_.lower() in holding:
        parts += [t for p in noun.children if p.lower_ == "of" for t in p.children if t.dep_ == "pobj"]
    return parts + [t for p in [*parts] for t in p.conjuncts if t not in parts and is_sanction(t)]


def aims_at_all(parts: Sequence[Token]) -> bool:
    """Say whether any of *parts* says whom it hits."""
    return any(aims_of(p) for p in parts)


def aims_of(noun: Token) -> list[Token]:
    """Return the prepositions after *noun* behind which stands whom it hits."""
    clauses = [c for c in noun.children if c.dep_ in {"acl", "relcl"}]
    around = [noun, *clauses, *(t for c in clauses for by in agents(c) for t in coordinated(by))]
    carrier = carrier_of(noun)
    around += [carrier] if carrier is not None else []
    # The parser hangs it on what is between: "extension of *sanctions* on", "*sanctions* in force against"
    around += [t for p in noun.children if p.lower_ == "in" for t in p.children if t.lower_ in _STANDING]
    around += [noun.head.head] if noun.dep_ == "pobj" and noun.head.lower_ == "of" else []
    found = [c for t in around for c in t.children if c.lower_ in AIMED and c.i > noun.i and not _is_dated(c)]
    if not found and carrier is not None and carrier.lemma_.lower() in sanction_words()["widening"]:
        found = [c for c in carrier.children if c.lower_ == "to" and c.i > noun.i and not _is_dated(c)]
    return found or _aims_behind(noun)


def held_under(noun: Token) -> Token | None:
    """Return who is said to be under the sanctions that *noun* names: "*the bank* is under EU sanctions"."""
    inside = noun.dep_ == "pobj" and (
        noun.head.lower_ == "under" or (noun.head.lower_ == "on" and is_listing(noun))
    )
    if not inside:
        return None
    verb = noun.head.head
    if verb.pos_ == "NOUN":
        return verb if noun.head.lower_ == "under" else None
    placing = verb.lemma_.lower() in sanction_words()["placing"]
    held = objects(verb) or subjects(verb) if placing else []
    return held[0] if held else None


def held_assets(noun: Token) -> str | None:
    """Return what *noun* tells of assets, amounts aside: "billions of euros of *Russian reserves*"."""
    inside = [noun, *(t for t in noun.subtree if t.i > noun.i)]
    asset = next((t for t in inside if t.lemma_.lower() in sanction_words()["assets"]), None)
    if asset is None:
        return None
    first, last = noun_phrase(asset)
    while first < asset.i and (asset.doc[first].pos_ in {"DET", "NUM", "PRON"}):
        first += 1
    return asset.doc[first:last].text if 1 < last - first <= _LONGEST else None


def _is_dated(aim: Token) -> bool:
    """Say whether *aim* tells when, not on whom: "imposed *on* 3 May"."""
    return any(o.ent_type_ in {"DATE", "TIME"} or (o.like_num and not [*o.children]) for o in aim.children)


def _aims_behind(noun: Token) -> list[Token]:
    """Return the "on" behind a list that *noun* is part of ("travel bans and asset freezes *on* X")."""
    words, doc = sanction_words(), noun.doc
    i = noun.i + 1
    while i < noun.sent.end and (
        doc[i].lower_ in {"and", ",", "or"} | words["modifiers"]
        or doc[i].lemma_.lower() in words["nouns"] | words["modified"]
    ):
        i += 1
    found = i > noun.i + 1 and i < noun.sent.end and doc[i].lower_ in AIMED and not _is_dated(doc[i])
    return [doc[i]] if found else []


def carrier_of(noun: Token) -> Token | None:
    """Return the verb by which the sanctions that *noun* names are imposed, extended or announced."""
    top = noun
    while top.dep_ == "conj" or (top.dep_ == "pobj" and top.head.lower_ == "of"):
        top = top.head if top.dep_ == "conj" else top.head.head
    verb = top.head
    imposing = sanction_words()["imposing"]
    carried = top.dep_ in _CARRIED and is_verb(verb) and verb.lemma_.lower() in imposing
    return verb if carried else None


def whole_sanctions(noun: Token) -> tuple[int, int]:
    """Return first and last (exclusive) token of *noun* with whom it is on: "sanctions on nine officials"."""
    inner = [t for t in parts_of(noun)[1:] if t.dep_ == "pobj" and t.head.head == noun and is_sanction(t)]
    if inner:
        # "The latest package of *sanctions against X*"
        return whole_sanctions(inner[0])
    first = noun.i
    while first > noun.left_edge.i and noun.doc[first - 1].dep_ in {"amod", "compound", "nummod"}:
        first -= 1
    first -= first > noun.left_edge.i and noun.doc[first - 1].tag_ == "PRP$"
    beside = [t for t in noun.conjuncts if t.i > noun.i and is_sanction(t)]
    if beside:
        # "*Asset freezes and travel bans* on X"
        return first, beside[-1].i + 1
    held = held_under(noun) if noun.head.lower_ == "under" else None
    if held is not None and noun.head.head.i < held.i < noun.i:
        # "*Placed four commanders under sanctions*"
        return noun.head.head.i, noun.i + 1
    told = [_end_of_hit(aim) for aim in aims_of(noun)[:1]] or _ends_of_owners(noun)
    last = max([noun.i + 1, *told])
    return first, last if last - first <= _LONGEST_NAMED else noun.i + 1


def _ends_of_owners(noun: Token) -> list[int]:
    """Return where the words end that tell who imposed what *noun* names: "*sanctions adopted by Peru*"."""
    imposing = sanction_words()["imposing"]
    clauses = [c for c in noun.children if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in imposing]
    owners = [t for c in clauses for by in agents(c) for t in coordinated(by)]
    return [*(c.i + 1 for c in clauses), *(noun_phrase(t)[1] for t in owners)]


def _end_of_hit(aim: Token) -> int:
    """Return where the words end that tell whom *aim* points to, clauses behind them left out."""
    if any(c.tag_ == "WDT" for c in aim.head.children):
        # "*Sanctions which Peru adopted in May* against eleven persons": whose they are tells enough.
        return int(aim.i)
    for token in aim.doc[aim.i + 1 : aim.right_edge.i + 1]:
        why = token.lower_ in _APART or (token.lower_ == "for" and token.head.pos_ == "NOUN")
        apart = token.pos_ == "ADP" and (why or _is_dated(token))
        if token.text in _CLOSING or token.tag_ in {"WDT", "WP", "WP$"} or token.dep_ == "mark" or apart:
            return int(token.i)
    end = aim.right_edge.i + 1
    # "On the persons *involved in it*", where the parser hangs the participle on the sanctions
    behind = [c for c in aim.head.children if c.i == end and c.dep_ == "acl" and c.tag_ == "VBN"]
    return int(behind[0].right_edge.i + 1 if behind else end)
