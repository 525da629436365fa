"""The words of commitments: what ``lexicon/commitments.toml`` says, ready for use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from accgraph.extraction.lexicon import load_table

__all__ = ["CommitmentLexicon"]


@dataclass(frozen=True, slots=True)
class CommitmentLexicon:
    """Sets of lemmas by section and name (``words("pledge", "verbs")``), and the rules with their glosses."""

    rules: Mapping[str, str]
    prepositions: Mapping[str, frozenset[str]]
    for_nouns: Mapping[str, frozenset[str]]
    negatives: tuple[str, ...]
    breached_words: tuple[str, ...]
    addressing: re.Pattern[str]
    _words: Mapping[tuple[str, str], frozenset[str]]
    _joined: dict[tuple[str, tuple[str, ...]], frozenset[str]] = field(default_factory=dict, compare=False)

    @classmethod
    def load(cls) -> CommitmentLexicon:
        """Read ``commitments.toml``; raises VocabularyError as load_table does."""
        table = load_table("commitments")
        return cls(
            rules=dict(table["rules"]),
            prepositions=_sets(table["demand"]["prepositional"]),
            for_nouns=_sets(table["demand"]["for_nouns"]),
            negatives=tuple(table["modal"]["negative"]),
            breached_words=tuple(table["status"]["breached_words"]),
            addressing=re.compile(table["lists"]["addressing"], re.IGNORECASE),
            _words={
                (section, name): frozenset(words)
                for section, names in table.items()
                if section != "rules"
                for name, words in names.items()
                if isinstance(words, list)
            },
        )

    def words(self, section: str, *names: str) -> frozenset[str]:
        """Return the words that stand in *section* of the file under any of *names*."""
        joined = self._joined.get((section, names))
        if joined is None:
            joined = frozenset().union(*(self._words[section, name] for name in names))
            self._joined[section, names] = joined
        return joined


def _sets(table: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    def as_set(value: str | Iterable[str]) -> frozenset[str]:
        return frozenset((value,)) if isinstance(value, str) else frozenset(value)

    return {name: as_set(value) for name, value in table.items()}
