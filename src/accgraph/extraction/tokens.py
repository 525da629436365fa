"""The tokens of a parsed document as plain Python objects, which the rules read many times over.

Their interface is the part of spaCy's that the rules need, and they say the same. spaCy makes a token anew
whenever it is asked for one, and decodes each string anew: here it is done once for a document. A token is
the same object each time that it comes up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, overload

if TYPE_CHECKING:
    from spacy.tokens import Doc as Parsed

__all__ = ["Doc", "Entity", "Span", "Token"]

_STRINGS = ("LOWER", "LEMMA", "TAG", "POS", "DEP", "ENT_TYPE")
_FLAGS = (
    "IS_ALPHA",
    "IS_CURRENCY",
    "IS_DIGIT",
    "IS_PUNCT",
    "IS_QUOTE",
    "IS_SPACE",
    "IS_STOP",
    "IS_UPPER",
    "LIKE_NUM",
)
(
    _IS_ALPHA,
    _IS_CURRENCY,
    _IS_DIGIT,
    _IS_PUNCT,
    _IS_QUOTE,
    _IS_SPACE,
    _IS_STOP,
    _IS_UPPER,
    _LIKE_NUM,
) = (1 << place for place in range(len(_FLAGS)))
_COLUMNS = ("ORTH", *_STRINGS, "SPACY", "HEAD", *_FLAGS)
_HEAD = _COLUMNS.index("HEAD")
_SPACY = _COLUMNS.index("SPACY")
# spaCy gives up where sentences come to no end after so many rounds
_ROUNDS = 12


class Token:
    """A word or mark of a document, with its place in the tree of its sentence.

    ``i`` is its index in ``doc``, ``idx`` that of its first character in ``doc.text``. ``head`` is the token
    that it depends on, or itself.
    """

    __slots__ = (
        "_flags",
        "_subtree",
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "left_edge",
        "lefts",
        "lemma_",
        "lower_",
        "pos_",
        "right_edge",
        "rights",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    children: tuple[Token, ...]
    head: Token
    left_edge: Token
    lefts: tuple[Token, ...]
    right_edge: Token
    rights: tuple[Token, ...]
    sent: Span

    def __init__(
        self,
        doc: Doc,
        i: int,
        idx: int,
        text: str,
        lower: str,
        lemma: str,
        tag: str,
        pos: str,
        dep: str,
        entity: str,
        whitespace: str,
        flags: int,
    ) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text = text
        self.lower_ = lower
        self.lemma_ = lemma
        self.tag_ = tag
        self.pos_ = pos
        self.dep_ = dep
        self.ent_type_ = entity
        self.whitespace_ = whitespace
        self._flags = flags
        self._subtree: tuple[Token, ...] | None = None

    def __len__(self) -> int:
        """Return how many characters it has."""
        return len(self.text)

    def __bool__(self) -> bool:
        """A token is never nothing."""
        return True

    def __repr__(self) -> str:
        """Return its text, as spaCy does."""
        return self.text

    @property
    def subtree(self) -> tuple[Token, ...]:
        """It and all that depends on it, in the order of the text."""
        if self._subtree is None:
            self._subtree = tuple(_in_order(self)) if self.children else (self,)
        return self._subtree

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The tokens that it is coordinated with."""
        first = self
        while first.head is not first and first.dep_ == "conj":
            first = first.head
        found = [first]
        for token in found:
            found += [child for child in token.rights if child.dep_ == "conj"]
        return tuple(token for token in found if token is not self)

    @property
    def n_rights(self) -> int:
        """How many tokens after it depend on it."""
        return len(self.rights)

    def is_ancestor(self, descendant: Token) -> bool:
        """Say whether *descendant* depends on it, over however many others."""
        token = descendant
        while token.head is not token:
            token = token.head
            if token is self:
                return True
        return False

    def nbor(self, i: int = 1) -> Token:
        """Return the token *i* places on; raises IndexError if there is none."""
        if self.i + i < 0:
            raise IndexError(f"there is no token at {self.i + i}")
        return self.doc.tokens[self.i + i]

    @property
    def is_alpha(self) -> bool:
        """Whether it is all letters."""
        return self._flags & _IS_ALPHA != 0

    @property
    def is_currency(self) -> bool:
        """Whether it is the sign of a currency."""
        return self._flags & _IS_CURRENCY != 0

    @property
    def is_digit(self) -> bool:
        """Whether it is all digits."""
        return self._flags & _IS_DIGIT != 0

    @property
    def is_punct(self) -> bool:
        """Whether it is a mark of punctuation."""
        return self._flags & _IS_PUNCT != 0

    @property
    def is_quote(self) -> bool:
        """Whether it is a quotation mark."""
        return self._flags & _IS_QUOTE != 0

    @property
    def is_space(self) -> bool:
        """Whether it is white space."""
        return self._flags & _IS_SPACE != 0

    @property
    def is_stop(self) -> bool:
        """Whether it is one of the commonest words."""
        return self._flags & _IS_STOP != 0

    @property
    def is_upper(self) -> bool:
        """Whether all its letters are capitals."""
        return self._flags & _IS_UPPER != 0

    @property
    def like_num(self) -> bool:
        """Whether it says a number, in digits or letters."""
        return self._flags & _LIKE_NUM != 0


class Span:
    """The tokens of *doc* from *start* to *end* (exclusive)."""

    __slots__ = ("doc", "end", "start")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end

    def __len__(self) -> int:
        """Return how many tokens it has."""
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        """Yield its tokens."""
        return iter(self.doc.tokens[self.start : self.end])

    def __eq__(self, other: object) -> bool:
        """Say whether *other* is the same tokens."""
        return (
            isinstance(other, Span)
            and (self.start, self.end) == (other.start, other.end)
            and self.doc is other.doc
        )

    def __hash__(self) -> int:
        """Return the hash of its place."""
        return hash((self.start, self.end))

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Span: ...
    def __getitem__(self, index: int | slice) -> Token | Span:
        """Return one of its tokens, or a part of it; raises IndexError if there is no such token."""
        size = self.end - self.start
        if isinstance(index, slice):
            first, last, _ = index.indices(size)
            return Span(self.doc, self.start + first, self.start + max(first, last))
        if not -size <= index < size:
            raise IndexError(f"there is no token {index} in {size}")
        return self.doc.tokens[index + (self.start if index >= 0 else self.end)]

    def __repr__(self) -> str:
        """Return its text, as spaCy does."""
        return self.text

    @property
    def text(self) -> str:
        """Its text, without white space at its end."""
        if self.end <= self.start:
            return ""
        last = self.doc.tokens[self.end - 1]
        return self.doc.text[self.doc.tokens[self.start].idx : last.idx + len(last.text)]

    @property
    def sent(self) -> Span:
        """The sentence that its first token stands in."""
        return self.doc.tokens[self.start].sent

    @property
    def root(self) -> Token:
        """The first of its tokens that are highest in the tree."""
        tokens = self.doc.tokens[self.start : self.end]
        outside: list[Token] = []
        for token in tokens:
            head = token.head
            if head is token:
                return token
            if not self.start <= head.i < self.end:
                outside.append(token)
        if len(outside) == 1:
            return outside[0]
        deepest = len(self.doc.tokens)
        near = [(_depth(token), place) for place, token in enumerate(outside)]
        depth, place = min(near, default=(deepest, 0))
        return outside[place] if depth < deepest else tokens[0]


class Entity(Span):
    """A name that the model recognised; ``label_`` is its kind."""

    __slots__ = ("label_",)

    def __init__(self, doc: Doc, start: int, end: int, label: str) -> None:
        super().__init__(doc, start, end)
        self.label_ = label


class Doc:
    """A parsed document: ``tokens``, which make up ``text``, in sentences, with ``ents``, the names in it."""

    __slots__ = ("ents", "sents", "text", "tokens")

    tokens: tuple[Token, ...]
    text: str
    ents: tuple[Entity, ...]
    sents: tuple[Span, ...]

    def __init__(self, parts: Sequence[Parsed] = ()) -> None:
        """Make one document of *parts*, parsed by one model, with a space between two of them."""
        self.tokens, self.text, self.ents, self.sents = (), "", (), ()
        parts = [part for part in parts if len(part)]
        if parts:
            self._fill(parts)

    def __len__(self) -> int:
        """Return how many tokens it has."""
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        """Yield its tokens."""
        return iter(self.tokens)

    @overload
    def __getitem__(self, index: int) -> Token: ...
    @overload
    def __getitem__(self, index: slice) -> Span: ...
    def __getitem__(self, index: int | slice) -> Token | Span:
        """Return a token, or those from one to another; raises IndexError if there is no such token."""
        if isinstance(index, int):
            return self.tokens[index]
        first, last, _ = index.indices(len(self.tokens))
        return Span(self, first, max(first, last))

    def covering(self, start: int, end: int) -> Span | None:
        """Return the tokens that have a character of ``text[start:end]``, None if it is not in the text."""
        if not 0 <= start < end <= len(self.text):
            return None
        first = bisect_right(self.tokens, start, key=lambda token: token.idx + len(token.text))
        last = bisect_left(self.tokens, end, key=lambda token: token.idx)
        return Span(self, first, last) if first < last else None

    def _fill(self, parts: Sequence[Parsed]) -> None:
        import numpy

        arrays: list[Any] = [part.to_array(list(_COLUMNS)) for part in parts]
        for array, part in zip(arrays[:-1], parts, strict=False):
            if not part[-1].is_space:
                array[-1, _SPACY] = 1
        rows: Any = numpy.concatenate(arrays)
        weights = 1 << numpy.arange(len(_FLAGS), dtype="uint64")
        flags = (rows[:, -len(_FLAGS) :] * weights).sum(axis=1).tolist()
        columns: list[list[int]] = rows[:, : 1 + len(_STRINGS)].T.tolist()
        strings = parts[0].vocab.strings
        known = {key: strings[key] for key in set(chain(*columns))}
        texts, *others = ([known[key] for key in column] for column in columns)
        spaces = [" " if space else "" for space in rows[:, _SPACY].tolist()]
        places = [0]
        for text, space in zip(texts, spaces, strict=True):
            places.append(places[-1] + len(text) + len(space))
        self.text = "".join(chain.from_iterable(zip(texts, spaces, strict=True)))
        each = zip(places[:-1], texts, *others, spaces, flags, strict=True)
        self.tokens = tuple(Token(self, i, *values) for i, values in enumerate(each))
        self._relate(rows[:, _HEAD].astype("int64").tolist())
        entities: list[Entity] = []
        first = 0
        for part in parts:
            entities += [Entity(self, first + e.start, first + e.end, e.label_) for e in part.ents]
            first += len(part)
        self.ents = tuple(entities)

    def _relate(self, offsets: Sequence[int]) -> None:
        """Put the tokens into trees, the head of each being so many places off, and these into sentences."""
        tokens = self.tokens
        heads = [i + offset for i, offset in enumerate(offsets)]
        lefts: list[list[Token]] = [[] for _ in tokens]
        rights: list[list[Token]] = [[] for _ in tokens]
        for token, head in zip(tokens, heads, strict=True):
            token.head = tokens[head]
            if head > token.i:
                lefts[head].append(token)
            elif head < token.i:
                rights[head].append(token)
        first, last, starts = _edges(heads)
        for i, token in enumerate(tokens):
            token.lefts, token.rights = tuple(lefts[i]), tuple(rights[i])
            token.children = token.lefts + token.rights
            token.left_edge, token.right_edge = tokens[first[i]], tokens[last[i]]
        starts = sorted({0} | {first[i] for i, head in enumerate(heads) if head == i and tokens[i].dep_})
        ends = [*starts[1:], len(tokens)]
        self.sents = tuple(Span(self, start, end) for start, end in zip(starts, ends, strict=True))
        for sentence in self.sents:
            for token in sentence:
                token.sent = sentence


def _edges(heads: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
    """Return the first and last token of what depends on each, by the indices of heads; and sentence starts.

    Where arcs cross, what spaCy comes to depends on when it stops: as soon as no head is outside its
    sentence.
    """
    size = len(heads)
    first, last = list(range(size)), list(range(size))
    starts: list[int] = []
    forth = list(enumerate(heads))
    for _ in range(_ROUNDS):
        for pairs in (forth, reversed(forth)):
            for i, head in pairs:
                if first[i] < first[head]:
                    first[head] = first[i]
                if last[i] > last[head]:
                    last[head] = last[i]
        starts = sorted({first[i] for i, head in forth if head == i})
        if _closed(heads, starts):
            break
    return first, last, starts


def _closed(heads: Sequence[int], starts: Iterable[int]) -> bool:
    """Say whether all heads are within the sentences that begin at *starts*, as spaCy looks at it."""
    size = len(heads)
    begin = 0
    for end in [*(start for start in starts if 0 < start < size - 1), size - 1]:
        if any(not begin <= head <= end for head in heads[begin:end]):
            return False
        begin = end
    return True


def _in_order(token: Token) -> Iterator[Token]:
    """Yield *token* and all that depends on it: what is to its left, itself, what is to its right."""
    waiting: list[tuple[Token, bool]] = [(token, False)]
    while waiting:
        one, opened = waiting.pop()
        if opened or not one.children:
            yield one
            continue
        waiting += [(right, False) for right in reversed(one.rights)]
        waiting.append((one, True))
        waiting += [(left, False) for left in reversed(one.lefts)]


def _depth(token: Token) -> int:
    """Return how many heads are above *token*; that of a lone mark is as great as can be."""
    if (token.is_space or token.is_punct) and not token.children:
        return len(token.doc.tokens) - 1
    return sum(1 for _ in token.ancestors)
