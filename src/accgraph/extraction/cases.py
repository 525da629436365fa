"""Cases that a text describes by their parties: "the proceedings that A instituted against B"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.helped import helped_in
from accgraph.extraction.lexicon import load_table, word_list
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.sentences import ParsedText
from accgraph.extraction.syntax import is_verb, possessors, prepositional_objects, subjects
from accgraph.model import Entity
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.analysis import Analysis
    from accgraph.extraction.frames import Trigger
    from accgraph.extraction.tokens import Token

__all__ = ["bringers", "case_label", "known_case", "may_be_sued", "short_name", "with_described_cases"]

_SURE = 0.85
_THEY = frozenset({"it", "they"})
_ABOUT = frozenset({"for", "of", "about", "on"})
_THEM = frozenset({"it", "them"})
_THEIRS = frozenset({"its", "their"})
_TITLE = re.compile(r"\((.+) v\. ")
_PARTIES, _ACRONYM = 2, 6


def with_described_cases(
    parsed: ParsedText, mentions: Sequence[Mention], vocabulary: Vocabulary
) -> list[Mention]:
    """Return *mentions* with the nouns for cases between states as mentions of these cases."""
    table = load_table("proceedings")
    nouns, bringing = frozenset(table["case"]["nouns"]), frozenset(table["case"]["bringing"])
    suing = frozenset(table["case"]["suing"])
    loose = frozenset(table["case"]["loose"])
    at_court = frozenset(table["case"]["at_court"])
    at = {i: m for m in mentions for i in range(m.first, m.last)}

    def states(tokens: Iterable[Token]) -> list[Entity]:
        found = [at[t.i].entity for t in tokens if t.i in at]
        return list(dict.fromkeys(e for e in found if vocabulary.is_a(e, "State")))

    added = []
    for token in parsed.tokens:
        if token.i in at:
            continue
        if token.pos_ == "VERB" and token.lemma_.lower() in suing:
            brought = _sued(token, states, at, vocabulary)
            if brought is not None:
                added.append(brought)
            continue
        if token.lemma_.lower() not in nouns | at_court or token.pos_ != "NOUN":
            continue
        if any(c.lower_ in word_list("criminal") for c in token.children):
            continue
        below = list(_below(token))
        courts = [at[t.i].entity for t in below if t.i in at and vocabulary.is_a(at[t.i].entity, "Court")]
        if token.lemma_.lower() in at_court and not courts:
            continue
        respondents = states(_against(token, below)) or _meant_respondent(token, below, at, vocabulary)
        applicants = states(_bringing(token, bringing))
        meant = _meant(token, bringing, at, vocabulary, respondents)
        applicants = [meant] if meant is not None else applicants
        between = states(_between(token))
        if len(between) == _PARTIES and not respondents:
            applicants, respondents = between[:1], between[1:]
            if known_case(vocabulary, applicants, respondents, (), set()) is None:
                applicants, respondents = respondents, applicants
                if known_case(vocabulary, applicants, respondents, (), set()) is None:
                    continue
        indefinite = any(c.dep_ == "det" and c.lower_ in {"a", "an"} for c in token.children)
        if not respondents and (not applicants or (indefinite and not courts)):
            continue
        courts = courts or _ruling_court(token, at, vocabulary)
        words = {t.lemma_.lower() for t in token.sent}
        if not (respondents or courts) and token.lemma_.lower() in loose and not _is_alone(token):
            continue
        others = [
            m.entity for m in mentions if m.entity not in applicants and vocabulary.is_a(m.entity, "State")
        ]
        case = known_case(vocabulary, applicants, respondents or others, courts, words)
        if case is None and applicants and respondents:
            label = case_label(vocabulary, courts[0] if courts else None, applicants, respondents)
            case = found_entity(label, ("Proceeding",))
        clause = next((c for c in token.children if c.dep_ == "acl" and c.lemma_.lower() in bringing), None)
        if case is None and clause is not None and token.tag_ in {"NN", "NNS"}:
            case = found_entity(_told_by(token, clause), ("Proceeding",))
        if case is not None:
            added.append(Mention(token.i, token.i + 1, token.i, case, "name", _SURE))
    return sorted([*mentions, *added], key=lambda m: m.first)


def _sued(
    verb: Token,
    states: Callable[[Iterable[Token]], list[Entity]],
    at: Mapping[int, Mention],
    vocabulary: Vocabulary,
) -> Mention | None:
    """Return the case that "A sued B", "A took B to the Court" tells of, at its verb."""
    below = list(verb.subtree)
    courts = [at[t.i].entity for t in below if t.i in at and vocabulary.is_a(at[t.i].entity, "Court")]
    if verb.lemma_ != "sue" and not courts and not any(t.lower_ == "court" for t in below):
        return None
    applicants = states(t for s in subjects(verb) for t in (s, *s.conjuncts))
    things = [t for t in verb.children if t.dep_ == "dobj" and t not in subjects(verb) and may_be_sued(t)]
    doing = [t for t in things if t.lemma_.lower() in word_list("doings")]
    respondents = states(
        [*things, *(o for t in doing for o in (*possessors(t), *prepositional_objects(t, ("of", "by"))))]
    )
    if not applicants or not respondents:
        return None
    words = {t.lemma_.lower() for t in verb.sent}
    case = known_case(vocabulary, applicants, respondents, courts, words)
    if case is None:
        label = case_label(vocabulary, courts[0] if courts else None, applicants, respondents)
        case = found_entity(label, ("Proceeding",))
    return Mention(verb.i, verb.i + 1, verb.i, case, "name", _SURE)


def may_be_sued(noun: Token) -> bool:
    """Say whether *noun* can be a state before a court: its *leaders* are tried by one."""
    doing = noun.lemma_.lower() in word_list("doings")
    return doing or noun.pos_ != "NOUN" or noun.lemma_.lower() in load_table("proceedings")["case"]["sued"]


def _ruling_court(noun: Token, at: Mapping[int, Mention], vocabulary: Vocabulary) -> list[Entity]:
    """Return the court of "the ruling of the Court *in the case* brought by A", named before it."""
    if noun.dep_ != "pobj" or noun.head.lower_ != "in":
        return []
    before = {at[i].entity for i in range(noun.sent.start, noun.i) if i in at}
    courts = [e for e in before if vocabulary.is_a(e, "Court")]
    return courts if len(courts) == 1 else []


def _told_by(noun: Token, clause: Token) -> str:
    """Return the words that tell a case by who brought it: "Proceedings brought by Chad and Mali"."""
    first = min([noun.i, *(c.i for c in noun.children if c.dep_ in {"amod", "compound"})])
    words = noun.doc[first : clause.right_edge.i + 1].text.rstrip(" ,.")
    return f"{words[:1].upper()}{words[1:]}"


def _below(noun: Token) -> Iterator[Token]:
    """Yield what depends on *noun*, and on the verb whose object it is where the parse hangs it there."""
    yield from noun.subtree
    if noun.dep_ in {"dobj", "nsubjpass"}:
        for child in noun.head.children:
            if child.dep_ in {"prep", "agent"} and child.i > noun.i:
                yield from child.subtree


def _against(noun: Token, below: Sequence[Token]) -> list[Token]:
    return [
        inner
        for token in below
        if token.i > noun.i
        and (token.lower_ == "against" or (token.lower_ == "with" and noun.lemma_.lower() == "dispute"))
        for child in token.children
        if child.dep_ == "pobj"
        for inner in (child, *child.conjuncts)
    ]


def _is_alone(noun: Token) -> bool:
    """Say whether nothing but its owner and what was done with it tells of which case *noun* speaks."""
    return not any(c.dep_ == "prep" and c.lower_ in _ABOUT for c in noun.children)


def _meant_respondent(
    noun: Token, below: Sequence[Token], at: Mapping[int, Mention], vocabulary: Vocabulary
) -> list[Entity]:
    """Return whom "the case that X brought against *it*" is against: the subject around it."""
    if not any(t.lower_ in _THEM for t in _against(noun, below)):
        return []
    verb = next((t for t in noun.ancestors if is_verb(t) and t.i < noun.i), None)
    around = [at[s.i].entity for s in (subjects(verb) if verb is not None else ()) if s.i in at]
    return [e for e in around if vocabulary.is_a(e, "State")]


def _between(noun: Token) -> list[Token]:
    """Return the two that "the case *between* A and B" is between."""
    links = [c for c in noun.children if c.dep_ == "prep" and c.lower_ == "between"]
    return [t for link in links for c in link.children if c.dep_ == "pobj" for t in (c, *c.conjuncts)]


def _bringing(noun: Token, bringing: frozenset[str]) -> list[Token]:
    """Return who brings the case: its possessor, or the subject of a verb of bringing around it."""
    owners = [c for c in noun.children if c.dep_ == "poss"]
    own = any(c.lower_ in {"its", "their"} for c in owners)
    found = [inner for c in owners if not own for inner in _antecedents(c)]
    for child in noun.children:
        if child.dep_ in {"acl", "relcl"} and child.lemma_.lower() in bringing:
            found += [inner for s in subjects(child) for inner in (s, *s.conjuncts)]
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "of"}:
            found += [inner for t in child.children if t.dep_ == "pobj" for inner in (t, *t.conjuncts)]
    if own and not found:
        found = [inner for t in helped_in(noun) for inner in (t, *t.conjuncts)]
    governor = noun.head
    if not found and is_verb(governor) and (own or governor.lemma_.lower() in bringing):
        found = [inner for s in subjects(governor) for inner in (s, *s.conjuncts)]
    return found


def _meant(
    noun: Token,
    bringing: frozenset[str],
    at: Mapping[int, Mention],
    vocabulary: Vocabulary,
    respondents: Sequence[Entity],
) -> Entity | None:
    """Return who "stands by X in the case that *it* brought", "X's lawyers in *its* case" mean by it.

    It is whoever of those named before has such a case that is known, else who is named last.
    """
    subject = [
        s
        for c in noun.children
        if c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in bringing
        for s in subjects(c)
    ]
    owned = any(c.dep_ == "poss" and c.lower_ in _THEIRS for c in noun.children)
    if not owned and not any(s.lower_ in _THEY for s in subject):
        return None
    named = [at[i] for i in range(noun.sent.start, noun.i) if i in at and at[i].head == i]
    states = [
        m for m in reversed(named) if vocabulary.is_a(m.entity, "State") and m.entity not in respondents
    ]
    for mention in states:
        if respondents and known_case(vocabulary, [mention.entity], respondents, (), set()) is not None:
            return mention.entity
    if not owned:
        return states[0].entity if states else None
    owners = [m.entity for m in states if noun.doc[m.head].dep_ == "poss"]
    return owners[0] if owners else None


def bringers(
    analysis: Analysis, trigger: Trigger, case: Mention, who: Sequence[Mention]
) -> Sequence[Mention]:
    """Return who of *who* brought *case*, if *trigger* says that it was; those whose case it is if none.

    A pronoun may be taken for somebody else: "X backs Y in the case that *it* has filed".
    """
    is_a, entry = analysis.resolver.is_a, analysis.vocabulary.entries.get(case.entity.iri)
    parties = entry.links.get("applicant", ()) if entry is not None else ()
    if trigger.frame.kind != "initiate" or not is_a(case.entity, "Proceeding"):
        return who
    told = _TITLE.search(case.entity.label)
    names = set(told.group(1).split(" and ")) if told is not None and entry is None else set()

    def brought(entity: Entity) -> bool:
        return entity.iri in parties or entity.label in names

    if trigger.frame.id == "initiate.case-noun":
        # "The advisory proceedings of the Court" are those before it.
        who = [m for m in who if not is_a(m.entity, "Court")]
    if not (parties or names) or not any(is_a(m.entity, "State") for m in who):
        return who
    right = [
        m
        for m in who
        if (entry is None and m.kind == "name") or brought(analysis.resolver.principal(m.entity))
    ]
    i = trigger.token.i
    named = {m.entity for m in analysis.resolver.named if brought(m.entity)}
    return right or [Mention(i, i + 1, i, e, "nominal", _SURE) for e in sorted(named, key=lambda e: e.iri)]


def _antecedents(owner: Token) -> list[Token]:
    if owner.lower_ != "whose":
        return [owner, *owner.conjuncts]
    verb = owner.head
    while verb.dep_ != "relcl" and verb.head != verb:
        verb = verb.head
    return [verb.head] if verb.dep_ == "relcl" else []


def known_case(
    vocabulary: Vocabulary,
    applicants: Sequence[Entity],
    respondents: Sequence[Entity],
    courts: Sequence[Entity],
    words: set[str],
) -> Entity | None:
    """Return the known case between these parties.

    Of several it is the one that more of the applicants brought, and then the one on this basis;
    *words* are the lemmas around the description. A case whose applicants are not told must be the only one,
    or the only one on this basis.
    """
    basis = frozenset(load_table("proceedings")["basis"]["words"])
    wanted = {h.iri for h in applicants}
    fits: list[tuple[tuple[int, int], Entity]] = []
    for entry in vocabulary.entries.values():
        brought = entry.links.get("applicant", ())
        if not brought or (wanted and not wanted & set(brought)):
            continue
        if respondents and not {r.iri for r in respondents} & set(entry.links.get("respondent", ())):
            continue
        if courts and entry.link("forum") is not None and entry.link("forum") not in {c.iri for c in courts}:
            continue
        name = " ".join(entry.names).lower()
        fits.append(((len(wanted & set(brought)), sum(w in name for w in words & basis)), entry.entity))
    fits.sort(key=lambda f: (-f[0][0], -f[0][1], f[1].iri))
    if not fits or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1]


def case_label(
    vocabulary: Vocabulary,
    forum: Entity | None,
    applicants: Sequence[Entity],
    respondents: Sequence[Entity],
) -> str:
    """Return the name of a case that has none: its court and its parties."""
    return str(load_table("proceedings")["labels"]["case"]).format(
        forum=short_name(vocabulary, forum) if forum is not None else "inter-state",
        applicant=" and ".join(a.label for a in applicants),
        respondent=" and ".join(r.label for r in respondents),
    )


def short_name(vocabulary: Vocabulary, entity: Entity) -> str:
    """Return the acronym of *entity* if the vocabulary has one, else its shortest name of several words."""
    entry = vocabulary.entries.get(entity.iri)
    names = entry.names if entry is not None else (entity.label,)
    acronym = next((n for n in names if n.isupper() and len(n) <= _ACRONYM), None)
    return acronym or min((n for n in names if " " in n), key=len, default=entity.label)
