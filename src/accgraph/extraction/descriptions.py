"""Names that are descriptions: "the fact-finding mission on Venezuela", "A v. B", "the Danish Government"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.gazetteer import content_words
from accgraph.extraction.lexicon import NameLexicon
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Doc, Token

__all__ = ["with_case_titles", "with_descriptions", "with_governments"]

_DESCRIBED = frozenset(
    {"Inquiry", "Tribunal", "Register", "ClaimsCommission", "InvestigationTeam", "Programme"}
)
_VERSUS = frozenset({"v.", "v", "vs.", "vs", "versus"})
_NAMING = frozenset({"and", "&", "de", "of", "al", "-"})
_OFFICES = frozenset({"attorney", "councillor", "minister", "prosecutor", "secretary"})


def with_descriptions(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with known mechanisms that are only described ("the fact-finding mission on X")."""
    doc = parsed.tokens
    words = [t.lower_ for t in doc]
    result = list(mentions)
    for mention in mentions:
        if not vocabulary.is_a(mention.entity, "State"):
            continue
        before = mention.first - 1
        while before > 0 and words[before] == "the":
            before -= 1
        if before < 2 or words[before] not in {"on", "for", "in", "into", "of"}:
            continue
        for head, name in lexicon.heads:
            first = before - len(head)
            if head[-1] != words[before - 1] or name not in _DESCRIBED:
                continue
            if len(head) < 2 or first < 0 or words[first:before] != list(head):
                continue
            fits = {
                entry.entity
                for entry in vocabulary.members(name)
                if any(
                    " ".join(head).replace(" - ", "-") in n.lower()
                    and mention.entity.label.lower() in n.lower()
                    for n in entry.names
                )
            }
            if len(fits) == 1 and not any(m.first <= first < m.last for m in result):
                result = [m for m in result if m is not mention]
                result.append(Mention(first, mention.last, before - 1, fits.pop(), "name", 0.85))
            break
    return sorted(result, key=lambda m: m.first)


def with_case_titles(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> list[Mention]:
    """Return *mentions* with "A v. B" as a mention of the case between these states."""
    doc = parsed.tokens
    result: list[Mention] = []
    for mention in mentions:
        first = _applicant_before(doc, mention) if vocabulary.is_a(mention.entity, "State") else None
        if first is not None and not any(
            vocabulary.is_a(m.entity, "State") for m in result[-1:] if m.last > first
        ):
            while result and result[-1].last > first:
                first = min(first, result.pop().first)
            title = parsed.doc[first : mention.last].text
            case = found_entity(title, ("Proceeding",))
            result.append(Mention(first, mention.last, _title_head(parsed.doc, first), case, "name", 0.9))
            continue
        before = result[-1] if result else None
        between = [t.lower_ for t in doc[before.last : mention.first]] if before is not None else []
        parties = before is not None and all(vocabulary.is_a(m.entity, "State") for m in (before, mention))
        if (
            before is not None
            and parties
            and [w for w in between if w not in {"the", "."}] in (["v."], ["v"], ["vs."], ["vs"], ["versus"])
        ):
            case = _case_between(before.entity, mention.entity, parsed, vocabulary)
            result[-1] = Mention(before.first, mention.last, before.head, case, "name", 0.95)
        else:
            result.append(mention)
    return result


def _applicant_before(doc: Sequence[Token], respondent: Mention) -> int | None:
    """Return where the name of who brought "*A and Others* v. B" begins, B being *respondent*."""
    i = respondent.first - 1
    while i > 0 and doc[i].lower_ in {"the", "."}:
        i -= 1
    if i < 1 or doc[i].lower_ not in _VERSUS:
        return None
    first = i
    while first > 0 and (
        doc[first - 1].text[:1].isupper()
        or (doc[first - 1].lower_ in _NAMING and doc[first - 2].text[:1].isupper())
    ):
        first -= 1
    return first if first < i else None


def _title_head(doc: Doc, first: int) -> int:
    """Return the head of the title of a case that begins at token *first*: of its first party."""
    token = doc[first]
    while token.head.i > first and token.head.pos_ == "PROPN" and token.dep_ in {"compound", "nmod", "amod"}:
        token = token.head
    return token.i


def _case_between(
    applicant: Entity, respondent: Entity, parsed: ParsedText, vocabulary: Vocabulary
) -> Entity:
    """Return the known case between two states, by the words of the document where there are several."""
    text = parsed.source.lower()
    fits = [
        entry
        for _, entry in sorted(vocabulary.entries.items())
        if applicant.iri in entry.links.get("applicant", ())
        and respondent.iri in entry.links.get("respondent", ())
    ]
    if not fits:
        return found_entity(f"{applicant.label} v. {respondent.label}", ("Proceeding",))
    return max(
        fits, key=lambda e: sum(w in text for n in e.names[:1] for w in content_words(n) if len(w) > 5)
    ).entity


def _belongs(noun: str, link: str) -> bool:
    """Say whether *link* ties a noun for a government to its state: "of", and "authorities *in*"."""
    return link == "of" or (link == "in" and noun == "authorities")


def with_governments(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> list[Mention]:
    """Return *mentions* with "the Danish Government", "the authorities of Mali" as mentions of the state."""
    doc = parsed.tokens
    result: list[Mention] = []
    for mention in mentions:
        is_state = vocabulary.is_a(mention.entity, "State") or vocabulary.is_a(
            mention.entity, "InternationalOrganisation"
        )
        after = mention.last
        if is_state and after < len(doc) and doc[after].lower_ == "'s":
            after += 1
        noun = after
        while (
            noun < len(doc)
            and noun - after < 2
            and doc[noun].pos_ == "ADJ"
            and noun not in {m.first for m in mentions}
        ):
            noun += 1
        if (
            is_state
            and mention.kind in {"adjective", "name"}
            and noun < len(doc)
            and doc[noun].lower_ in lexicon.government_nouns
            and (mention.kind == "adjective" or noun == mention.last or after > mention.last)
            and not any(m.first == noun for m in mentions)
            and not (noun + 1 < len(doc) and doc[noun].lower_ == "state" and doc[noun + 1].lower_ in _OFFICES)
        ):
            result.append(Mention(mention.first, noun + 1, noun, mention.entity, "name", 0.95))
            continue
        start = mention.first
        if start > 0 and doc[start - 1].lower_ == "the":
            start -= 1
        if (
            is_state
            and mention.kind == "name"
            and start >= 2
            and doc[start - 2].lower_ in lexicon.government_nouns
            and _belongs(doc[start - 2].lower_, doc[start - 1].lower_)
            and not any(m.first <= start - 2 < m.last for m in result)
        ):
            result.append(Mention(start - 2, mention.last, start - 2, mention.entity, "name", 0.95))
            continue
        result.append(mention)
    return result
