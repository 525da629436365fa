"""Association: who joins a statement that others make ("X and Y align themselves with this statement")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accgraph.extraction.mentions import Mention
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

__all__ = ["associated"]

_THIS = r"(?:this|the (?:above|present)) (?:joint )?(?:statement|declaration|communiqu[eé])"
_JOINING = re.compile(
    r"\b(?:align(?:s|ed)?|associate[sd]?|join(?:s|ed)?|endorse[sd]?|support(?:s|ed)?|subscribe[sd]?|co-signed)\b"
    rf"[^.;]{{0,60}}?\b{_THIS}\b"
    rf"|\b{_THIS} (?:is|was|has been) (?:also |further )?"
    r"(?:co-?)?(?:endorsed|supported|signed|joined|sponsored)(?: \w+)? by\b",
    re.IGNORECASE,
)
_ALIGNED = re.compile(r"\balign(?:s|ed)? (?:itself|themselves) with it\b", re.IGNORECASE)
_SAID = re.compile(rf"\b{_THIS}\b", re.IGNORECASE)
_INVITED = re.compile(r"\b(?:invite|urge|call|encourage|ask|would|could|should|may|not)\b", re.IGNORECASE)
_LIST_WORDS = 6


def associated(parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary) -> tuple[Entity, ...]:
    """Return the states and organisations that a sentence of the statement says have joined it.

    A list below such a sentence that ends with a colon goes with it.
    """
    found: list[Entity] = []
    for block in parsed.blocks:
        match = _JOINING.search(block.text)
        aligned = _ALIGNED.search(block.text) if match is None else None
        match = aligned if aligned is not None and _SAID.search(block.text[: aligned.start()]) else match
        if match is None or _INVITED.search(match.group()):
            continue
        first, last = parsed.block_range(block.index)
        at = block.starts[match.start()]
        token = next((i for i in range(first, last) if parsed.starts[i] >= at), first)
        sentence = parsed.sentence(token)
        if _INVITED.search(sentence.text):
            continue
        listed = list(range(sentence.start, sentence.end))
        blocks = [block.index] if sentence.text.rstrip().endswith(":") else []
        for after in parsed.blocks[block.index + 1 :] if blocks else ():
            if after.kind != "item" and len(after.text.split()) > _LIST_WORDS:
                break
            blocks.append(after.index)
        inside = set(listed)
        found += [
            vocabulary.acting(m.entity)
            for m in mentions
            if (m.head in inside or parsed.block_of[m.head] in blocks[1:])
            and m.kind == "name"
            and vocabulary.is_a(m.entity, "State")
        ]
    return tuple(dict.fromkeys(found))
