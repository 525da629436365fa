"""What a document says of itself: who issues it, who speaks in it, to whom, and when it was published."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from accgraph.extraction.association import associated
from accgraph.extraction.issuers import (
    joint_issuers,
    ordering_state,
    resolving_body,
    speaking_state,
    spoken_for,
    stating,
    two_states,
)
from accgraph.extraction.layout import SPEECH, has_verb, head_blocks, in_blocks, tail_blocks
from accgraph.extraction.letterheads import (
    authors,
    letterhead,
    listed_issuers,
    metadata_issuer,
    reporting,
    several_heads,
)
from accgraph.extraction.letters import (
    addressees_of,
    letter_issuers,
    own_letterhead,
    sender_of_note,
    senders,
    signatories,
)
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.people import People, Person
from accgraph.extraction.sentences import ParsedText
from accgraph.model import Document, Entity
from accgraph.vocabulary import Vocabulary

__all__ = ["Context", "document_context"]

_OPEN_SUBJECT = re.compile(
    r"(?:We|The (?:\w+ ){0,3}(?:Ministers|Heads|Leaders|Participants|States|Parties|Members))\b.*,$"
    r"|We,?$"
)
_OPENING = 14
_LETTERHEAD, _HEADED, _DATED = 3, 20, 8
_ADDRESS_WORDS, _CAPITALS = 10, 7
_SALUTATION = re.compile(r"^(?:Dear|Excellenc(?:y|ies)\b|Your Excellenc)", re.IGNORECASE)
_STATES_OFFICE = re.compile(
    r"^(?:the )?(?:state|state house|republic|kingdom|government|parliament|presidency|embassy|office of the"
    r" president|royal (?:court|government)|permanent mission) of\b",
    re.IGNORECASE,
)
_LETTER_TITLE = re.compile(
    r"^\W*(?:[^/.]{1,30} / )?(?:an? )?(?:(?:joint|public) )?(?:open|joint|public) letter\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Context:
    """Who stands behind a document.

    ``issuers`` are whom "we" means where nobody is quoted; ``speaker`` the person whose words the whole
    document is (a speech, a statement by a minister); ``addressees`` whom "you" means; ``home`` the state
    that a minister without a country serves. ``listed_clauses`` says that the clauses of a joint statement
    have the issuers, named once above them, as their subject. ``associated`` are the
    issuers who only join in what the others state. ``published`` is an ISO date of any precision.
    """

    issuers: tuple[Entity, ...] = ()
    speaker: Person | None = None
    addressees: tuple[Entity, ...] = ()
    home: Entity | None = None
    published: str | None = None
    is_letter: bool = False
    resolution_body: bool = False
    listed_clauses: bool = False
    associated: tuple[Entity, ...] = ()


def document_context(
    document: Document,
    parsed: ParsedText,
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
    published: str | None,
) -> Context:
    """Return who issues *document*, with those who join in it, and who speaks in it."""
    context = _own_context(document, parsed, mentions, people, vocabulary, published)
    others = (
        associated(parsed, mentions, vocabulary) if context.issuers and not context.resolution_body else ()
    )
    listed = any(_OPEN_SUBJECT.match(b.text) for b in parsed.blocks[:_OPENING]) and not context.is_letter
    return replace(
        context,
        issuers=tuple(dict.fromkeys([*context.issuers, *others])),
        listed_clauses=listed,
        associated=tuple(e for e in others if e not in context.issuers),
    )


def _own_context(
    document: Document,
    parsed: ParsedText,
    mentions: Sequence[Mention],
    people: People,
    vocabulary: Vocabulary,
    published: str | None,
) -> Context:
    """Return who issues *document* and who speaks in it, from its first and last lines and its metadata."""
    head, tail = head_blocks(parsed), tail_blocks(parsed)
    letter = _is_letter([parsed.blocks[b].text for b in head])
    home = _home(parsed, head, tail, mentions, vocabulary)
    body = resolving_body(parsed, mentions, vocabulary)
    if body is not None:
        return Context((vocabulary.acting(body),), None, (), home, published, False, True)
    if letter:
        addressees = addressees_of(parsed, head, mentions, people, vocabulary)
        issuers = senders(parsed, head, mentions, vocabulary)
        issuers = issuers or own_letterhead(parsed, head, mentions, vocabulary)
        issuers = issuers or signatories(parsed, tail, mentions, people, vocabulary)
        issuers = issuers or letter_issuers(parsed, mentions, vocabulary)
        issuers = issuers or own_letterhead(parsed, head, mentions, vocabulary, known=False)
        addressees = tuple(e for e in addressees if e.label not in {i.label for i in issuers})
        # Who writes for nobody's government is at home in no state, wherever the letter is dated.
        home = home if any(vocabulary.is_a(e, "State") for e in issuers) else None
        return Context(issuers, None, addressees, home, published, True)
    joint = spoken_for(parsed, mentions, vocabulary) or joint_issuers(
        parsed, head, mentions, people, vocabulary
    )
    speaker = _speaker(parsed, head, people)
    if len(joint) < 2 and speaker is None:
        joint = listed_issuers(parsed, mentions, vocabulary) or joint
        joint = joint or several_heads(parsed, head, mentions, vocabulary)
        joint = joint or two_states(parsed, head, mentions, vocabulary)
    if len(joint) > 1 or (joint and speaker is None):
        return Context(joint, None, (), joint[0] if len(joint) == 1 else None, published)
    institution = letterhead(parsed, [*head, *tail], mentions, vocabulary)
    if speaker is not None:
        if speaker.speaks_for == "self" and speaker.post is not None:
            return Context((speaker.entity,), speaker, (), home, published)
        principal = speaker.principal or (joint[0] if joint else _served(parsed, head, people, vocabulary))
        principal = principal or (_state_behind(institution, home, vocabulary) if institution else home)
        issuers = (principal,) if principal is not None else (speaker.entity,)
        return Context(issuers, speaker, (), issuers[0], published)
    named = (
        metadata_issuer(document, vocabulary) or ordering_state(parsed, mentions, vocabulary) or institution
    )
    named = named or sender_of_note(parsed, head, mentions, vocabulary)
    named = named or speaking_state(parsed, head, mentions, vocabulary)
    named = named or stating(parsed, head, mentions, vocabulary) or reporting(parsed, mentions, vocabulary)
    issuers = (_state_behind(named, home, vocabulary),) if named is not None else ()
    if not issuers and home is not None and _is_of_office(parsed, head, tail, people):
        issuers = (home,)
    if written := authors(parsed, head, people):
        return Context(written, None, (), None, published)
    state = issuers[0] if issuers and vocabulary.is_a(issuers[0], "State") else None
    return Context(issuers, None, (), state, published)


def _served(parsed: ParsedText, head: Sequence[int], people: People, vocabulary: Vocabulary) -> Entity | None:
    """Return the state that a post of the head names: "Ambassador, Permanent Representative of *X* to Y"."""
    named = [p.principal for p in people.posts if parsed.block_of[p.head] in head and p.speaks_for == "state"]
    states = {e for e in named if e is not None and vocabulary.is_a(e, "State")}
    return states.pop() if len(states) == 1 else None


def _is_letter(head: Sequence[str]) -> bool:
    """Say whether the lines of *head* open a letter: one greets somebody, or is its title."""
    if any(_LETTER_TITLE.match(line) for line in head[:2]):
        return True
    return any(_is_salutation(line) for line in head) and not any(SPEECH.search(line) for line in head)


def _is_salutation(line: str) -> bool:
    """Say whether *line* opens a letter, and not a speech to several people."""
    return _SALUTATION.match(line) is not None and "ladies and gentlemen" not in line.lower()


def _is_address(parsed: ParsedText, mention: Mention) -> bool:
    """Say whether *mention* ends a line that tells where an office is: "Marina Parade, Banjul, Gambia"."""
    block = parsed.blocks[parsed.block_of[mention.head]]
    first, last = parsed.block_range(block.index)
    short = last - first <= _ADDRESS_WORDS and not has_verb(parsed, first, last)
    return short and last - mention.last <= 2 and "," in {t.text for t in parsed.doc[first : mention.first]}


def _is_of_office(parsed: ParsedText, head: Sequence[int], tail: Sequence[int], people: People) -> bool:
    """Say whether an office or a post stands at head or foot as that of who issues, and names no state.

    It has a line of its own ("Minister for Foreign Affairs", "Ministerio de Justicia"), or is in the title of
    a speech.
    """
    for index in (*head, *tail):
        if word_list("foreign_offices") & set(re.findall(r"\w+", parsed.blocks[index].text.lower())):
            return True
    for post in people.posts:
        block = parsed.block_of[post.head]
        first, last = parsed.block_range(block)
        behind = {t.lower_ for t in parsed.doc[post.last : last]}
        alone = post.first - first <= 1 and (last - post.last <= 1 or behind <= {"'s", "’s", "office"})
        speech = SPEECH.search(parsed.blocks[block].text) is not None
        if block in head and post.speaks_for == "state" and post.principal is None and (alone or speech):
            return True
    return False


def _state_behind(entity: Entity, home: Entity | None, vocabulary: Vocabulary) -> Entity:
    """Return whom a letterhead stands for: a ministry without a country is that of the document's own."""
    acting = vocabulary.acting(entity)
    if acting == entity and vocabulary.is_a(entity, "GovernmentBody") and home is not None:
        return home
    return acting


def _home(
    parsed: ParsedText,
    head: Sequence[int],
    tail: Sequence[int],
    mentions: Sequence[Mention],
    vocabulary: Vocabulary,
) -> Entity | None:
    """Return the home of a minister or ministry without a country: the state that is most often a subject.

    The letterhead that names one counts for more, and the place where the document is dated for as much.
    """
    counts: Counter[Entity] = Counter()
    for mention in mentions:
        if not vocabulary.is_a(mention.entity, "State"):
            continue
        token, block = parsed.doc[mention.head], parsed.block_of[mention.head]
        if mention.kind == "metonym":
            dated = block in (*head, *tail) and re.search(r"\d", parsed.blocks[block].text)
            counts[mention.entity] += _DATED if dated else 0
            continue
        first, last = parsed.block_range(block)
        own = 2 * (mention.last - mention.first) >= last - first - 1
        if block in head[:_LETTERHEAD] and (own or _STATES_OFFICE.match(parsed.blocks[block].text)):
            counts[mention.entity] += _HEADED
        # "Singapore and Brunei have followed it", "Whereas Germany is an ally": neither is at home there.
        other = token.sent[0].lower_ == "whereas" or any(
            c.dep_ == "conj" and c.pos_ == "PROPN" for c in token.children
        )
        counts[mention.entity] += 10 if token.dep_ == "nsubj" and not other else 1
        if block in head and _is_address(parsed, mention):
            counts[mention.entity] += _HEADED
        if (
            token.dep_ == "nsubj"
            and token.head.lemma_ in word_list("performative")
            and token.head.tag_ in {"VBZ", "VBP"}
        ):
            counts[mention.entity] += 30
    order = {m.entity: m.first for m in reversed(mentions)}
    ranked = sorted(counts.items(), key=lambda item: (-item[1], order[item[0]]))
    alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if alone and ranked[0][1] else None


def _speaker(parsed: ParsedText, head: Sequence[int], people: People) -> Person | None:
    """Return the person whom the head lines of a speech or statement name with a post."""
    speech = any(SPEECH.search(parsed.blocks[b].text) for b in head)
    for mention in in_blocks(parsed, people.mentions, head):
        person = people.persons[mention.entity.iri]
        block = parsed.blocks[parsed.block_of[mention.head]]
        first, last = parsed.block_range(block.index)
        if block.text.isupper() and last - first > _CAPITALS and not SPEECH.search(block.text):
            # "DEPUTY MINISTER X CONCLUDES HER VISIT"
            continue
        named = mention.last - mention.first
        named += sum(p.last - p.first for p in people.posts if first <= p.first and p.last <= last)
        alone = last - first <= 14 and mention.first - first <= 4 and 2 * named >= last - first
        if person.post is not None and (speech or (alone and mention.last < last)):
            return person
        if speech and re.search(r"\bby\b|\bfrom\b|\bof\b", block.text) and SPEECH.search(block.text):
            return person
    return None
