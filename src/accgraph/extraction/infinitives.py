"""Infinitives: verbs after "to" that the tagger takes for other words though the parser does not.

In "is due to extradite the suspect", "agreed to second two judges" the parser makes the word a clause with
"to" as its auxiliary; that it is tagged as an adjective or a noun is then an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.attrs import LOWER

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["as_infinitives"]

_CLAUSES = frozenset({"xcomp", "ccomp", "advcl", "relcl", "acl", "conj", "csubj"})
_MISTAKEN = frozenset({"JJ", "NN", "NNS", "NNP", "RB", "VBP", "VBD", "VBN"})


def as_infinitives(doc: Doc) -> Doc:
    """Return *doc* with what "to" makes an infinitive tagged as one."""
    to = doc.vocab.strings["to"]
    for i in (doc.to_array(LOWER) == to).nonzero()[0].tolist():
        mark = doc[i]
        verb = mark.head
        if mark.dep_ != "aux" or verb.i <= i or verb.tag_ not in _MISTAKEN or verb.dep_ not in _CLAUSES:
            continue
        if any(c.dep_ in {"aux", "auxpass", "det"} and c.i != i for c in verb.children):
            continue
        verb.tag_, verb.pos_, verb.lemma_ = "VB", "VERB", verb.lower_
    return doc
