"""Word pieces: the units that the encoder reads, as BERT's uncased vocabulary cuts them.

Words are lowered, rid of accents and cut at punctuation, then into the longest pieces that the vocabulary
knows, from the left (Devlin et al. 2019, "BERT", section 3; Wu et al. 2016, "Google's Neural Machine
Translation System", section 4.1).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

__all__ = ["WordPieces"]

_CONTINUES = "##"
_UNKNOWN = "[UNK]"
# longer runs without a break are no words
_LONGEST = 100


class WordPieces:
    """Cuts words into pieces of a vocabulary, and remembers how."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._numbers[_UNKNOWN]
        self._known: dict[str, tuple[int, ...]] = {}

    def number(self, piece: str) -> int:
        """Return the number of *piece*; raises KeyError if the vocabulary has none of that name."""
        return self._numbers[piece]

    def pieces(self, word: str) -> tuple[int, ...]:
        """Return the numbers of the pieces of *word*, a token without spaces; none for an empty one."""
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = tuple(n for part in _parts(word) for n in self._cut(part))
        return found

    def _cut(self, part: str) -> Sequence[int]:
        if len(part) > _LONGEST:
            return (self._unknown,)
        found: list[int] = []
        start = 0
        while start < len(part):
            mark = _CONTINUES if start else ""
            ends = range(len(part), start, -1)
            end = next((end for end in ends if mark + part[start:end] in self._numbers), None)
            if end is None:
                return (self._unknown,)
            found.append(self._numbers[mark + part[start:end]])
            start = end
        return found


def _parts(word: str) -> Iterator[str]:
    """Yield the parts of *word*, lowered and without accents, that punctuation leaves, and each mark."""
    part = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn" or char in "\u0000\ufffd" or (category[0] == "C" and not char.isspace()):
            continue
        if char.isspace() or _is_mark(char, category):
            if part:
                yield part
            part = ""
            if not char.isspace():
                yield char
        else:
            part += char
    if part:
        yield part


def _is_mark(char: str, category: str) -> bool:
    ascii_mark = char.isascii() and not char.isalnum() and char.isprintable()
    return ascii_mark or category[0] == "P" or "\u4e00" <= char <= "\u9fff"
