"""Event context: who takes part in an event though no grammatical relation to its word says so.

The parser attaches prepositional phrases too low in long sentences, and a text leaves out what its last
sentence has said: who paid, and to whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.dates import DateMention
from accgraph.extraction.event_frames import EventFrames, EventTrigger, related_verbs
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import is_passive, is_verb, subjects, surface_subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["following", "from_context", "fronted", "listed_before", "parties", "stamped", "stretch"]

_REACH = 34
_LINE = 20
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_PREPOSITIONS = frozenset({"with", "between", "by", "against", "alongside", "involving"})
_MORE = {
    "measure": frozenset({"to", "on", "of", "from"}),
    "legal-step": frozenset({"of", "to", "before", "in", "at"}),
    "meeting": frozenset({"of", "and"}),
    "conference": frozenset({"of"}),
    "instrument": frozenset(),
}
_SHARED = frozenset({"meeting", "conference", "instrument"})
_PASSED_OVER = frozenset({"DET", "NUM", "ADJ", "PUNCT"})
_INFERRED = 0.6


def stretch(trigger: EventTrigger) -> list[Token]:
    """Return the tokens after the trigger, up to the next clause that does not tell of the event."""
    own = {v.i for v in related_verbs(trigger)} | {trigger.token.i}
    own |= {c.i for v in related_verbs(trigger) for c in v.children if c.dep_ in {"aux", "auxpass"}}
    start = min(own)
    sentence = trigger.token.sent
    found = []
    for i in range(start + 1, min(sentence.end, start + _REACH)):
        token = trigger.token.doc[i]
        if (token.tag_ in _FINITE and i not in own) or token.text in {";", ":"}:
            break
        if token.lower_ == "that" and token.dep_ == "dobj":
            continue
        if token.lower_ in {"that", "while", "whereas", "but", "although"} and i > max(own):
            break
        found.append(token)
    return found


def following(trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> Iterator[Mention]:
    """Yield the named mentions after the trigger that a fitting preposition, or a list, brings in."""
    resolver = analysis.resolver
    kind = trigger.frame.type
    wanted = _PREPOSITIONS | _MORE[kind] | ({"for"} if trigger.frame.money else set())
    tokens = stretch(trigger)
    if not tokens:
        return
    previous: Mention | None = None
    for mention in resolver.mentions_in(tokens[0].i, tokens[-1].i + 1):
        if mention.kind == "metonym" and kind != "measure":
            continue
        if previous is not None and _is_listed(previous, mention, analysis):
            yield mention
            previous = mention
            continue
        previous = None
        if kind == "legal-step" and resolver.is_a(mention.entity, "Proceeding"):
            yield from parties([mention], analysis) if _is_case_of(mention, analysis) else ()
        if _is_brought_in(mention, trigger, analysis, frames, wanted):
            yield mention
            previous = mention


def _is_case_of(mention: Mention, analysis: Analysis) -> bool:
    """Say whether *mention*, a case, is what the event is held or decided in ("in the case X v. Y")."""
    before = [t.lower_ for t in analysis.parsed.doc[max(0, mention.first - 3) : mention.first]]
    return (
        before[-2:] == ["the", "case"] or before[-1:] in (["in"], ["case"]) or before[-2:] == ["case", "of"]
    )


def listed_before(verb: Token, analysis: Analysis) -> Iterator[Mention]:
    """Yield the names right before a finite verb that the parser has given no subject.

    It takes "In Oslo, Norway and Sweden signed" for a list of three places. Headlines have infinitives
    ("X to hold").
    """
    announced = verb.tag_ == "VB" and verb.i > 1 and verb.nbor(-1).lower_ == "to"
    if (
        not (verb.tag_ in _FINITE or announced)
        or verb.dep_ == "conj"
        or any(c.dep_.startswith("nsubj") for c in verb.children)
    ):
        return
    doc, resolver = analysis.parsed.doc, analysis.resolver
    i = verb.i - 2 if announced else verb.i - 1
    while i >= verb.sent.start:
        mention = resolver.mention_at(i)
        if mention is not None and mention.kind == "name":
            yield mention
            i = mention.first - 1
        elif doc[i].lower_ in {"and", "the", ","} or resolver.post_at(i) is not None or doc[i].pos_ == "AUX":
            i -= 1
        else:
            return


def stamped(trigger: EventTrigger, analysis: Analysis) -> tuple[int, DateMention] | None:
    """Return the city, as a token, and the date that follow a gathering's noun between commas.

    "the session of the Commission, Banjul, 20 October": no preposition attaches them to the noun.
    """
    headline = trigger.verb is not None and trigger.verb.head == trigger.verb and trigger.verb.tag_ != "VBD"
    if (trigger.frame.pos != "noun" or trigger.frame.type not in _SHARED) and not headline:
        return None
    doc, i = trigger.token.doc, trigger.token.i
    for mention in analysis.dates.within(i, min(i + 20, trigger.token.sent.end)):
        comma = mention.first - 1
        if comma - 1 <= i or doc[comma].text != "," or any(is_verb(t) for t in doc[i + 1 : comma]):
            continue
        city = analysis.resolver.mention_at(comma - 1)
        is_city = doc[comma - 1].ent_type_ == "GPE" if city is None else city.kind == "metonym"
        first = comma - 1 if city is None else city.first
        if is_city and doc[first - 1].text == ",":
            return first, mention
    return None


def fronted(trigger: EventTrigger) -> tuple[int, int]:
    """Return the token range in front of the event's verb in which adverbials of its clause stand.

    It begins after the last finite verb, semicolon, or coordinator that an adverbial follows; the range is
    empty for an event that no verb tells of.
    """
    verb, noun = trigger.verb, trigger.token
    if verb is None and noun.dep_ in {"nsubj", "nsubjpass"} and is_verb(noun.head):
        verb = noun.head
    if verb is None:
        return noun.i, noun.i
    doc, first = verb.doc, verb.sent.start
    own = {c.i for c in verb.children if c.dep_ in {"aux", "auxpass", "neg"}}
    if verb.dep_ == "xcomp" and verb.head.i < verb.i:
        own |= {verb.head.i, *(c.i for c in verb.head.children if c.dep_ in {"aux", "auxpass"})}
    for i in range(verb.i - 1, first - 1, -1):
        if doc[i].text in {";", ":"} or (doc[i].tag_ in _FINITE and i not in own):
            return i + 1, verb.i
        if doc[i].tag_ in {"WDT", "WP"}:
            return i + 1, verb.i
        if doc[i].pos_ == "CCONJ" and (doc[i + 1].pos_ in {"ADP", "SCONJ"} or doc[i + 1].ent_type_ == "DATE"):
            return i + 1, verb.i
    return first, verb.i


def from_context(
    trigger: EventTrigger, analysis: Analysis, frames: EventFrames, named: Sequence[Entity]
) -> Iterator[Mention]:
    """Yield who must be meant where the clause leaves out who pays or to whom, or which court decides."""
    frame = trigger.frame
    verb = trigger.verb or trigger.token
    resolver = analysis.resolver
    if frame.money:
        if not any(
            resolver.is_a(e, "State", "Person", "CivilSocietyOrganisation") for e in named
        ) and is_passive(verb):
            yield from _payer(trigger, analysis)
        elif len(named) == 1 and not is_passive(verb):
            yield from _payee(trigger, analysis, named)
    if not named and frame.type in {"meeting", "conference"} and frame.pos == "noun":
        issuers = analysis.context.issuers
        several = len(issuers) > 1 or any(resolver.is_a(e, "Group") for e in issuers)
        if several and any(c.lower_ in {"next", "previous", "last"} for c in trigger.token.children):
            for issuer in issuers:
                i = trigger.token.i
                yield Mention(i, i + 1, i, issuer, "nominal", _INFERRED)
    if not named and frame.type == "conference" and trigger.verb is None and _is_headline(trigger.token):
        for issuer in analysis.context.issuers:
            if resolver.is_a(issuer, "InternationalOrganisation"):
                i = trigger.token.i
                yield Mention(i, i + 1, i, issuer, "nominal", _INFERRED)
    judged = any(resolver.is_a(e, "Court", "Tribunal") for e in named)
    heard = frame.id == "hear-case" and is_passive(verb) and not judged
    if heard or (frame.id == "decision-of-court" and not judged) or (frame.id == "proceedings" and not named):
        yield from _deciding_court(trigger, analysis, frames)
    elif named and not judged and _is_of_a_court(trigger):
        yield from _deciding_court(trigger, analysis, frames, told=True)
    elif (
        frame.type == "legal-step"
        and (frame.pos == "noun" or frame.id == "file")
        and named
        and not any(resolver.is_a(e, "Court") for e in named)
    ):
        for issuer in analysis.context.issuers:
            if resolver.is_a(issuer, "Court"):
                yield Mention(
                    trigger.token.i, trigger.token.i + 1, trigger.token.i, issuer, "nominal", _INFERRED
                )


def _is_headline(noun: Token) -> bool:
    """Say whether *noun* stands in a line without a verb ("Tenth Session, Porto, 3 to 5 May")."""
    return noun.sent.end - noun.sent.start <= _LINE and not any(is_verb(t) for t in noun.sent)


def _is_of_a_court(trigger: EventTrigger) -> bool:
    """Say whether only a court can do what the trigger tells of, and no agent is named."""
    word = trigger.token.lemma_.lower()
    if trigger.frame.id in {"found-guilty", "plea"}:
        return True
    if trigger.frame.id == "proceedings":
        return word in {"conviction", "acquittal", "sentencing"}
    return word in {"convict", "acquit", "sentence"} and is_passive(trigger.token)


def _deciding_court(
    trigger: EventTrigger, analysis: Analysis, frames: EventFrames, *, told: bool = False
) -> Iterator[Mention]:
    """Yield the court whose judgment or order it must be where none is named with it.

    That is the court that issues the document, else the one named last before, two sentences back at most.
    """
    token, resolver, parsed = trigger.token, analysis.resolver, analysis.parsed
    if not told and trigger.frame.id != "hear-case" and not _is_judicial(token, frames):
        return
    for issuer in analysis.context.issuers:
        if resolver.is_a(issuer, "Court"):
            yield Mention(token.i, token.i + 1, token.i, issuer, "nominal", _INFERRED)
            return
    first, _ = parsed.block_range(parsed.block_of[token.i])
    start = token.sent.start
    for _ in range(2):
        if start > first:
            start = max(first, parsed.doc[start - 1].sent.start)
    for mention in reversed(list(resolver.mentions_in(start, token.i))):
        court = resolver.is_a(mention.entity, "Court", "Tribunal", "Proceeding")
        if court and mention.kind in {"name", "nominal"}:
            yield Mention(token.i, token.i + 1, token.i, mention.entity, "nominal", _INFERRED)
            yield from parties([replace(mention, sure=_INFERRED)], analysis)
            return


def parties(found: Sequence[Mention], analysis: Analysis) -> Iterator[Mention]:
    """Yield the parties of a case between states where the case itself is named."""
    for mention in found:
        entry = analysis.vocabulary.entries.get(mention.entity.iri)
        if entry is None or not analysis.resolver.is_a(mention.entity, "Proceeding"):
            continue
        for link in ("applicant", "respondent", "forum"):
            for iri in entry.links.get(link, ()):
                party = analysis.vocabulary.entries.get(iri)
                if party is not None:
                    yield replace(mention, entity=party.entity, sure=0.8 * mention.sure)


def _is_judicial(noun: Token, frames: EventFrames) -> bool:
    """Say whether *noun* is what only courts give, and this one a particular one."""
    words = {noun.lemma_.lower(), f"{noun.nbor(-1).lower_} {noun.lemma_.lower()}" if noun.i else ""}
    definite = any(c.lower_ in {"the", "this", "that"} or c.dep_ == "poss" for c in noun.children)
    return bool(words & frames.judicial) and definite


def _is_listed(previous: Mention, mention: Mention, analysis: Analysis) -> bool:
    between = [analysis.parsed.doc[i] for i in range(previous.last, mention.first)]
    posts = analysis.resolver.post_at
    words = [t.lower_ for t in between if posts(t.i) is None and t.pos_ not in {"DET", "ADJ"}]
    return (
        len(between) <= 12 and bool(words) and set(words) <= {",", "and", "&", "/", "mr", "mr.", "ms", "ms."}
    )


def _is_brought_in(
    mention: Mention, trigger: EventTrigger, analysis: Analysis, frames: EventFrames, wanted: frozenset[str]
) -> bool:
    doc, resolver = analysis.parsed.doc, analysis.resolver
    i = mention.first - 1
    steps = 0
    while i > trigger.token.i and steps < 8 and doc[i].lower_ not in wanted:
        inside_post = resolver.post_at(i) is not None
        if (
            not inside_post
            and doc[i].pos_ not in _PASSED_OVER
            and doc[i].text not in analysis.resolver.lexicon.titles
        ):
            break
        if doc[i].text == ",":
            break
        i, steps = i - 1, steps + 1
    if i <= trigger.token.i and trigger.token.i == (trigger.verb.i if trigger.verb is not None else -1):
        return False
    word = doc[i].lower_
    if word in {"which", "whom"} and trigger.frame.type == "legal-step":
        return doc[i - 1].lower_ in {"by", "to", "in", "against"}
    if word not in wanted or i < trigger.token.i:
        return False
    courts = ("Court", "Tribunal", *(["InternationalOrganisation"] if word == "before" else []))
    if word in {"in", "before", "at"} and not resolver.is_a(mention.entity, *courts):
        return doc[mention.last : mention.last + 2].text.startswith(
            ("'s case", "'s lawsuit", "'s application")
        )
    return _carries(doc[i], trigger, analysis, frames)


def _carries(preposition: Token, trigger: EventTrigger, analysis: Analysis, frames: EventFrames) -> bool:
    """Say whether what stands before *preposition* lets it belong to the event, not to some other noun."""
    before = preposition.doc[preposition.i - 1]
    if (
        before.i in {trigger.token.i, trigger.verb.i if trigger.verb is not None else -1}
        or before.pos_ == "PUNCT"
    ):
        return True
    if before.pos_ == "CCONJ" and analysis.resolver.mention_at(before.i - 1) is not None:
        return True
    if is_verb(before) or before.ent_type_ == "DATE" or before.pos_ == "ADV":
        return before.i >= trigger.token.i
    if before.lemma_.lower() in frames.transparent or before.lower_ in frames.transparent:
        return True
    if preposition.lower_ == "with" and trigger.verb is not None and trigger.frame.type in _SHARED:
        return True
    return analysis.resolver.mention_at(before.i) is not None and preposition.lower_ != "of"


def _payer(trigger: EventTrigger, analysis: Analysis) -> Iterator[Mention]:
    """Yield the subject of the sentence before, if it is a state or an organisation."""
    sentence = trigger.token.sent
    block_first, _ = analysis.parsed.block_range(analysis.parsed.block_of[sentence.start])
    if sentence.start <= block_first:
        return
    before = analysis.parsed.doc[sentence.start - 1].sent
    for head in [*subjects(before.root), *surface_subjects(before.root)]:
        for mention in analysis.resolver.resolve(head):
            principal = analysis.resolver.principal(mention.entity)
            if analysis.resolver.is_a(principal, "State", "InternationalOrganisation"):
                yield replace(mention, sure=_INFERRED)
                return


def _payee(trigger: EventTrigger, analysis: Analysis, named: Sequence[Entity]) -> Iterator[Mention]:
    """Yield the body named last before the payment in its paragraph, two sentences back at most."""
    resolver, parsed = analysis.resolver, analysis.parsed
    sentence = trigger.token.sent
    first, _ = parsed.block_range(parsed.block_of[sentence.start])
    start = sentence.start
    for _ in range(2):
        if start > first:
            start = max(first, parsed.doc[start - 1].sent.start)
    skipped = (
        "Treaty",
        "Legislation",
        "Proceeding",
        "SanctionsRegime",
        "UniversalJurisdiction",
        "State",
        "Person",
    )
    for mention in reversed(list(resolver.mentions_in(start, trigger.token.i))):
        if resolver.is_a(mention.entity, "Mechanism") and not resolver.is_a(mention.entity, *skipped):
            if mention.entity not in named:
                yield replace(mention, sure=_INFERRED)
            return
    for token in reversed(parsed.doc[start : trigger.token.i]):
        if token.pos_ in {"NOUN", "PROPN"} and token.text[:1].isupper():
            for mention in resolver.resolve(token):
                if resolver.is_a(mention.entity, "Mechanism") and not resolver.is_a(mention.entity, *skipped):
                    yield replace(mention, sure=_INFERRED)
                    return
