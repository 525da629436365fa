"""Nationals: people of a country who do not speak for it ("a Dutch professor", "retired generals")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["is_private"]


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
