"""Nationals: people of a country who do not speak for it ("a Dutch professor", "retired generals")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["is_private", "speaks_for_no_state"]


_SOME = frozenset({"few", "several", "some"})


def is_private(noun: Token) -> bool:
    """Say whether *noun* is somebody who has a country and speaks for nobody else.

    One member of a parliament speaks for themself as well, several are as good as the parliament.
    """
    lemma = noun.lemma_.lower()
    if lemma in word_list("private_persons") or lemma == "party":
        return True
    some = any(c.lower_ in _SOME or c.dep_ == "nummod" for c in noun.children)
    if (noun.tag_ == "NN" or some) and lemma in word_list("single_members"):
        return True
    return any(
        c.dep_ in {"amod", "compound"} and c.lower_ in word_list("out_of_office") for c in noun.children
    )


def speaks_for_no_state(actor: Token) -> bool:
    """Say whether *actor*, a country, only tells whose people do so, who do not speak for it."""
    return _has_own_mind(actor) or _is_people(actor)


def _has_own_mind(owner: Token) -> bool:
    """Say whether *owner*, a country, only tells whose or from where somebody is who thinks for themself.

    "*Spanish* rebels", "*Spain*'s allies", "experts from *Spain*", "the people of *Spain*".
    """
    noun = owner.head
    if owner.dep_ == "pobj" and noun.lower_ in {"from", "in", "of"}:
        noun = noun.head
    elif owner.dep_ not in {"amod", "compound", "nmod", "poss"}:
        return False
    lemma = noun.lemma_.lower()
    pleading = lemma in word_list("pleaders") and owner.dep_ == "poss"
    listed = lemma in word_list("private_people") | word_list("own_minds") and not pleading
    return noun.pos_ in {"NOUN", "PROPN"} and (listed or is_private(noun))


def _is_people(noun: Token) -> bool:
    """Say whether *noun* is all who live in a country: "Spaniards", "the *people* of Spain" are no state."""
    the = any(c.lower_ == "the" for c in noun.children)
    named = (
        noun.tag_ in {"NNS", "NNPS"}
        and noun.text[:1].isupper()
        and noun.dep_ != "compound"
        and noun.ent_type_ == "NORP"
        and not the
    )
    return named or noun.lemma_.lower() in word_list("peoples")
