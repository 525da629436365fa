"""The cues of modality, as ``lexicon/modality.toml`` lists them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from accgraph.extraction.lexicon import load_table

__all__ = ["Modality", "ModalityLexicon"]

Modality = Literal["asserted", "denied", "hoped", "proposed", "demanded", "promised", "future", "conditional"]


@dataclass(frozen=True, slots=True)
class ModalityLexicon:
    """The cues of ``modality.toml``, each with the modality it signals."""

    auxiliaries: Mapping[str, Modality]
    governors: Mapping[str, Modality]
    attached: Mapping[str, frozenset[str]]
    prospective: frozenset[str]
    ended: frozenset[str]
    outright: frozenset[str]
    hedges: frozenset[str]
    possible: frozenset[str]
    unrealised: frozenset[str]
    uncertain: frozenset[str]
    denying_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    nearing_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    wishes: frozenset[str]
    utterances: frozenset[str]
    opinions: frozenset[str]
    telling: frozenset[str]

    @classmethod
    def load(cls) -> ModalityLexicon:
        """Read ``modality.toml``."""
        table = load_table("modality")
        governors: dict[str, Modality] = {}
        for name, lemmas in table["governors"].items():
            for lemma in lemmas:
                governors.setdefault(lemma, name)
        return cls(
            auxiliaries={a: name for name, words in table["auxiliaries"].items() for a in words},
            governors=governors,
            attached={g: frozenset(row["places"]) for row in table["attached"] for g in row["governors"]},
            prospective=frozenset(table["nominal"]["prospective"]),
            ended=frozenset(table["nominal"]["ended"]),
            outright=frozenset(table["nominal"]["outright"]),
            hedges=frozenset(table["adverbs"]["hedges"]),
            possible=frozenset(table["nominal"]["possible"]),
            unrealised=frozenset(table["nominal"]["unrealised"]),
            uncertain=frozenset(table["nominal"]["uncertain"]),
            denying_phrases=_by_first_word(table["phrases"]["denied"]),
            nearing_phrases=_by_first_word(table["phrases"]["nearly"]),
            wishes=frozenset(table["performatives"]["wishes"]),
            utterances=frozenset(table["performatives"]["utterances"]),
            opinions=frozenset(table["reports"]["opinions"]),
            telling=frozenset(table["reports"]["telling"]),
        )


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found
