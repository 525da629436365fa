"""Holders: who takes the position that a frame gives, actors only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.agents import seating, stationed, unnamed_agents
from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import PARTITIVE, argument_heads
from accgraph.extraction.companions import companions, members_opening
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.nationals import is_private
from accgraph.extraction.ordered import addressees, bound
from accgraph.extraction.sanctioners import sanctioners
from accgraph.extraction.standins import authors, called_behind, meant_by
from accgraph.extraction.syntax import (
    agents,
    coordinated,
    is_passive,
    is_verb,
    modified_noun,
    objects,
    possessors,
    prepositional_objects,
    subjects,
    surface_subjects,
)
from accgraph.extraction.viewpoints import viewpoint
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["ACTORS", "actors", "holders"]

ACTORS = (
    "State",
    "InternationalOrganisation",
    "Court",
    "GovernmentBody",
    "CivilSocietyOrganisation",
    "Group",
    "Person",
    "Tribunal",
)
_REPORTING = 0.7
_ASSOCIATED = 0.8
_EACH = frozenset({"all", "some", "many", "most", "several", "few", "other", "permanent"})
_ANYBODY = frozenset({"any", "each", "every", "no"})


def holders(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> list[Mention]:
    """Return who the holders of *trigger* are: actors, each once; the first place that holds any decides.

    What a statement says of its own issuer, those who align themselves with it say of themselves.
    """
    found = _holders(analysis, lexicon, trigger)
    if not analysis.context.associated or not _is_performed(analysis, trigger.token):
        return found
    first = analysis.context.issuers[0]
    if [analysis.resolver.principal(m.entity) for m in found if m.kind == "name"] != [first]:
        return found
    others = (e for e in analysis.context.associated if e != first)
    i = trigger.token.i
    return found + [Mention(i, i + 1, i, e, "pronoun", _ASSOCIATED) for e in others]


def _is_performed(analysis: Analysis, token: Token) -> bool:
    """Say whether the clause of *token* does what it says, in the present: "X *reaffirms* its support"."""
    verb = token
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    present = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_.lower() in word_list("performative")
    return present and analysis.source_at(token.i) is None


def _holders(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> list[Mention]:
    for selector in trigger.frame.holder:
        if selector == "possessor" and _own(trigger.token) and (implied := _implied(analysis, trigger)):
            return implied
        found: dict[str, Mention] = {}
        if selector == "in" and any(t.pos_ == "PROPN" for t in _holder_heads(trigger, "subject")):
            # Somebody has filed it in the state, who is named and not known.
            continue
        if selector == "possessor" and _own(trigger.token) and "light" in trigger.frame.holder:
            selector = "light" if _holder_heads(trigger, "light") else selector
        if selector == "speaker":
            candidates = _speakers(analysis, trigger.token)
        elif selector == "addressee":
            candidates = addressees(analysis, trigger.token)
        elif selector == "bound":
            candidates = bound(analysis, trigger.token)
        elif selector == "seating":
            candidates = seating(analysis, trigger.token)
        elif selector == "issuer":
            candidates = _reporting(analysis, trigger.token)
        else:
            candidates = [
                m for head in _holder_heads(trigger, selector) for m in actors(analysis, lexicon, head)
            ]
        if selector == "predicated" and trigger.frame.pos == "noun" and not candidates:
            opening = members_opening(analysis, trigger)
            candidates = [m for head in opening for m in actors(analysis, lexicon, head)]
        if selector == "possessor" and "possessor" in trigger.frame.target:
            candidates = [m for m in candidates if not _names_it(analysis, trigger.token, m)]
        if selector == "possessor" and trigger.token.lemma_.lower() in word_list("currencies"):
            # "Two million *United States* dollars" may be anybody's.
            candidates = [m for m in candidates if analysis.parsed.doc[m.head].dep_ == "poss"]
        if selector == "possessor" and trigger.token.lemma_.lower() in word_list("acted_on"):
            candidates = [m for m in candidates if analysis.parsed.doc[m.head].head.lower_ != "of"]
        if selector == "possessor" and "of" in trigger.frame.target:
            candidates = [m for m in candidates if not _is_object_of(analysis, trigger.token, m)]
        for mention in candidates:
            found.setdefault(mention.entity.iri, mention)
        if found:
            return list(found.values())
    implied = _implied(analysis, trigger) or unnamed_agents(analysis, trigger)
    return implied or stationed(analysis, trigger) or sanctioners(analysis, trigger)


def _is_object_of(analysis: Analysis, noun: Token, mention: Mention) -> bool:
    """Say whether *mention* is the mechanism that "the defence of it" is about, not whose defence it is."""
    head = analysis.parsed.doc[mention.head]
    return (
        head.i > noun.i and head.head.lower_ == "of" and analysis.resolver.is_a(mention.entity, "Mechanism")
    )


def _names_it(analysis: Analysis, noun: Token, mention: Mention) -> bool:
    """Say whether *mention* is the mechanism that tells what *noun* is from or to: "its *ICC* exit"."""
    head = analysis.parsed.doc[mention.head]
    modifies = head.head == noun and head.dep_ in {"compound", "nmod", "amod"}
    return modifies and analysis.resolver.is_a(mention.entity, "Mechanism")


def _own(noun: Token) -> bool:
    """Say whether *noun* is its bearer's own: "reiterates *its* support"."""
    return any(c.dep_ == "poss" and c.lower_ in {"its", "their", "our", "my"} for c in noun.children)


def _holder_heads(trigger: Trigger, selector: str) -> list[Token]:
    token = trigger.token
    if selector == "subject" and trigger.frame.pos == "verb":
        return subjects(token) + _gapped(token)
    if selector == "controller":
        return _controllers(token)
    if selector == "admitting":
        # "were allowed into A": A let them in, where nobody else is said to have.
        if not is_passive(token) or agents(token) or token.lemma_.lower() not in word_list("admitting"):
            return []
        entered = [c for c in token.children if c.dep_ == "xcomp" and c.lemma_ in {"enter", "visit"}]
        return prepositional_objects(token, ("to", "into", "from")) + [t for c in entered for t in objects(c)]
    if selector == "light":
        for clause in token.children:
            told = {"mark", "dobj"} <= {c.dep_ for c in clause.children}
            if clause.dep_ in {"acl", "relcl"} and clause.lemma_.lower() in trigger.frame.light and not told:
                return subjects(clause)
        governor = token.head
        noun = token
        while (noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}) or _only(noun):
            noun = noun.head if noun.dep_ == "conj" else noun.head.head
            governor = noun.head
        carries = noun.dep_ in {"nsubjpass", "dobj"} or is_verb(governor)
        return subjects(governor) if carries and governor.lemma_.lower() in trigger.frame.light else []
    if selector == "possessor" and (thanked := _thanked(token)):
        return thanked
    return argument_heads(trigger, selector)


def _gapped(verb: Token) -> list[Token]:
    """Return who does the same at another time: "A joined it in May, and *B* in June"."""
    return [
        c
        for c in verb.children
        if c.dep_ == "conj"
        and c.pos_ == "PROPN"
        and c.i > verb.i
        and any(t.dep_ in {"prep", "npadvmod", "advmod"} and t.i > c.i for t in c.children)
    ]


def _thanked(noun: Token) -> list[Token]:
    """Return whose "congratulated X on its accession", "urged X to lift its ban" mean: not the subject's."""
    if not _own(noun) and not _is_received(noun):
        return []
    if noun.dep_ == "dobj" and noun.head.dep_ == "xcomp":
        asked = noun.head.head.lemma_.lower() in word_list("object_control")
        return subjects(noun.head) if asked else []
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"for", "on", "over"}:
        return []
    verb = noun.head.head
    return objects(verb) if verb.lemma_.lower() in word_list("blaming") else []


def _is_received(noun: Token) -> bool:
    """Say whether *noun* is theirs who are thanked for it: "thanked X for the help *given* to Y"."""
    if any(c.dep_ == "poss" or c.lower_ in {"of", "by", "from", "between"} for c in noun.children):
        return False
    return any(c.dep_ == "acl" and c.tag_ == "VBN" and not agents(c) for c in noun.children)


def _only(noun: Token) -> bool:
    """Say whether *noun* is what "nothing but *praise*" says that there is."""
    return (
        noun.dep_ == "pobj" and noun.head.lower_ in {"but", "except"} and noun.head.head.lower_ == "nothing"
    )


def _controllers(noun: Token) -> list[Token]:
    """Return the subject of the clause in which *noun* stands after "through", "with", "by" or "in"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"through", "with", "by", "via", "including", "in"}:
        return []
    governor = noun.head.head
    while not is_verb(governor) and governor.head != governor:
        governor = governor.head
    return subjects(governor) if is_verb(governor) else []


def actors(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> tuple[Mention, ...]:
    """Return the actors that *head* and what is coordinated with it stand for."""
    found = analysis.acting.get(head.i)
    if found is None:
        # Whoever acts by what *head* itself stands for is not found that way: "was put to members by letter".
        analysis.acting[head.i] = ()
        found = analysis.acting[head.i] = tuple(_actors(analysis, lexicon, head))
    return found


def _actors(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> Iterator[Mention]:
    resolver = analysis.resolver
    for part in companions(analysis, head):
        for meant in meant_by(analysis, part):
            yield from actors(analysis, lexicon, meant)
        owning_states = _whose(analysis, part)
        if owning_states:
            yield from owning_states
            continue
        if part.lower_ in PARTITIVE or (
            part.dep_ == "attr" and part.lemma_.lower() in {"body", "state", "country", "one"}
        ):
            inner = prepositional_objects(part, ("of",)) or (
                surface_subjects(part.head) if part.dep_ == "attr" else []
            )
            for token in inner:
                if not _is_part_of_us(part, token):
                    yield from actors(analysis, lexicon, token)
            continue
        named = resolver.mention_at(part.i)
        called_so = called_behind(analysis, part) if named is None or named.head != part.i else []
        if called_so:
            yield from called_so
            continue
        found = (
            (named,)
            if named is not None
            else resolver.resolve_as(part, lambda entity: resolver.is_a(entity, *ACTORS))
        )
        yielded = False
        for mention in found:
            if head.doc[mention.first].lower_ in _ANYBODY or mention.entity.label.startswith("all "):
                continue
            if named is not None and _is_some(analysis, mention):
                continue
            state = _owning_state(analysis, mention) if named is not None else None
            if state is not None:
                mention = replace(mention, entity=state)
            if resolver.is_a(mention.entity, *ACTORS):
                yield mention
                yielded = True
        if not yielded and named is not None and part.i != named.head and part.dep_ == "poss":
            for iri in (
                analysis.vocabulary.entries[named.entity.iri].links.get("applicant", ())
                if named.entity.known
                else ()
            ):
                if iri in analysis.vocabulary.entries:
                    yield Mention(
                        part.i, part.i + 1, part.i, analysis.vocabulary.entries[iri].entity, "name", 0.9
                    )
                    yielded = True
        if not yielded and not found and part.dep_ == "appos" and part != part.head:
            described = resolver.mention_at(part.head.i)
            if described is not None and resolver.is_a(described.entity, *ACTORS):
                yield described
                yielded = True
        if (
            not yielded
            and not _is_one_of_many(part)
            and not is_private(part)
            and (
                part.lemma_.lower() in lexicon.words["acts"] | lexicon.words["staff"]
                or (part.pos_ == "NOUN" and part.lemma_.lower() in lexicon.words["evidence"])
            )
        ):
            for owner in (each for whole in _owners(part) for each in coordinated(whole)):
                owning = resolver.mention_at(owner.i)
                for candidate in (owning,) if owning is not None else resolver.resolve(owner):
                    if resolver.is_a(candidate.entity, *ACTORS):
                        yield candidate
                        yielded = True
        if not yielded and not found:
            for called in part.children:
                beside = called.doc[part.i + 1 : called.left_edge.i].text
                if called.dep_ == "appos" and called.i > part.i and beside in {"", ","}:
                    yield from actors(analysis, lexicon, called)
                    yielded = True
        if not yielded and not found:
            for author in authors(part):
                yield from actors(analysis, lexicon, author)


def _is_some(analysis: Analysis, mention: Mention) -> bool:
    """Say whether only a few of those whom *mention* means do so: "*some* Polish MPs", not Poland."""
    before = analysis.parsed.doc[max(mention.first - 1, 0)]
    state = analysis.resolver.is_a(mention.entity, "State") and mention.kind == "name"
    return state and before.lower_ in {"few", "several", "some"} and mention.first > before.i


def _is_part_of_us(part: Token, whole: Token) -> bool:
    """Say whether *part* of *whole* is not all of those who speak: "*three* of us", "*some* of us"."""
    return whole.lower_ in {"us", "them"} and part.lower_ not in {"all", "each", "both"}


def _is_one_of_many(noun: Token) -> bool:
    """Say whether *noun* is one or each of a body's members, not the body: "all *members*"."""
    each = any(c.lower_ in _EACH for c in noun.children)
    return noun.lower_ == "member" or (noun.lower_ == "members" and each)


def _whose(analysis: Analysis, officials: Token) -> list[Mention]:
    """Return the states of "A, B and C, whose *envoys* object", where they are several."""
    resolver = analysis.resolver
    acting = resolver.post_at(officials.i) is not None or officials.lemma_.lower() in word_list("officials")
    if officials.tag_ != "NNS" or not acting or not any(c.tag_ == "WP$" for c in officials.children):
        return []
    described = modified_noun(officials.head)
    named = resolver.mention_at(described.i) if described is not None else None
    if named is None or not resolver.is_a(named.entity, "State"):
        return []
    others = [m for m in resolver.listed_with(named) if resolver.is_a(m.entity, "State")]
    return [named, *others] if others else []


def _owners(act: Token) -> list[Token]:
    """Return whose *act* is: "X's", "of X", "by X", "from X", "that X concluded"."""
    told = [c for c in act.children if c.dep_ in {"relcl", "acl"} and act in objects(c)]
    return (
        possessors(act) + prepositional_objects(act, ("from",)) + [s for verb in told for s in subjects(verb)]
    )


def _owning_state(analysis: Analysis, mention: Mention) -> Entity | None:
    """Return the state whose own ministry *mention* names: "its Ministry of Justice"."""
    resolver, entity = analysis.resolver, mention.entity
    if entity.known or entity.part_of or not resolver.is_a(entity, "GovernmentBody", "InvestigationTeam"):
        return None
    owners = [
        owner.entity
        for child in analysis.parsed.doc[mention.head].children
        if child.dep_ == "poss"
        for owner in resolver.resolve(child)
        if resolver.is_a(owner.entity, "State")
    ]
    return owners[0] if len(owners) == 1 else None


def _repliers(said: Token) -> list[Token]:
    return possessors(said) if said.lemma_.lower() in word_list("replies") else []


def _speakers(analysis: Analysis, token: Token) -> list[Mention]:
    """Return whose words *token* is: who calls it so, whoever is quoted, or the document's issuers."""
    resolver = analysis.resolver
    if any(c.dep_ == "agent" for c in token.children):
        return []
    called = token.head if token.dep_ == "amod" else token
    while called.dep_ == "conj":
        called = called.head
    after_as = called.head.lower_ == "as"
    governor = called.head.head if after_as else called.head
    beside = called
    while called.dep_ == "appos" and beside.dep_ in {"appos", "pobj", "prep"}:
        beside = beside.head
    if called.dep_ == "appos" and beside.dep_ == "dobj":
        governor = beside.head
    if called.dep_ in {"advmod", "acomp"} and governor.dep_ == "acl" and governor.head.dep_ == "dobj":
        governor = governor.head.head
    naming = word_list("naming") | word_list("naming_as") if after_as else word_list("naming")
    if governor.lemma_.lower() in naming and is_verb(governor):
        # "Tbilisi's *reply* was to call it a farce"
        who = [t for s in subjects(governor) for t in (_repliers(s) or [s])]
        return [m for s in who for m in resolver.resolve_all(s) if resolver.is_a(m.entity, *ACTORS)]
    thinking = [
        m for t in viewpoint(token) for m in resolver.resolve_all(t) if resolver.is_a(m.entity, *ACTORS)
    ]
    if thinking:
        return thinking
    source = analysis.source_at(token.i)
    if source is not None:
        return [source.speaker] if source.speaker is not None else []
    if _goes_on_reporting(analysis, token):
        return []
    return [Mention(token.i, token.i + 1, token.i, e, "pronoun", 0.9) for e in resolver.speakers(token.i)]


def _goes_on_reporting(analysis: Analysis, token: Token) -> bool:
    """Say whether *token* may go on with what the sentence before it in its block reports of somebody."""
    parsed = analysis.parsed
    start = token.sent.start
    if start == 0 or parsed.block_of[start - 1] != parsed.block_of[start]:
        return False
    before = parsed.doc[start - 1].sent
    told = (analysis.source_at(i) for i in range(before.start, before.end))
    return any(s is not None and s.kind == "reported" for s in told)


def _reporting(analysis: Analysis, verb: Token) -> list[Mention]:
    """Return the authorities that say in the passive what has been done, without an agent: themselves."""
    if not is_passive(verb) or agents(verb) or verb.dep_ in {"acl", "amod", "relcl"}:
        return []
    if analysis.source_at(verb.i) is not None:
        return []
    owning = (c for s in surface_subjects(verb) for c in s.children if c.dep_ in {"poss", "amod", "compound"})
    if any(analysis.resolver.mention_at(c.i) is not None for c in owning):
        # "A *Belgian* contribution has been transferred"
        return []
    public = ("State", "GovernmentBody")
    return [
        Mention(verb.i, verb.i + 1, verb.i, e, "pronoun", _REPORTING)
        for e in analysis.context.issuers
        if analysis.resolver.is_a(analysis.resolver.principal(e), *public)
    ]


def _implied(analysis: Analysis, trigger: Trigger) -> list[Mention]:
    """Return the body that adopts a resolution as the holder of its clauses, which name no subject."""
    token, context = trigger.token, analysis.context
    clause = context.resolution_body or (context.listed_clauses and _opens_clause(analysis, token))
    if not clause or not {"subject", "light"} & set(trigger.frame.holder):
        return []
    if any(t.lower_ == "whereas" for t in token.sent[:3]):
        return []
    if token.lemma_ == "vote":
        # Of a body's own resolution, its members vote: what it notes of that has a step of its own.
        return []
    if "light" in trigger.frame.holder and trigger.frame.pos == "noun":
        if token.dep_ != "dobj" or token.head.lemma_.lower() not in trigger.frame.light:
            return []
        token = token.head
    root = token
    while root.dep_ in {"conj", "xcomp", "advcl"} and root.head != root:
        root = root.head
    opening = token.sent[0]
    if root.dep_ != "ROOT" and token.tag_ == opening.tag_ == "VBG" and opening.dep_ == "ROOT":
        # "Welcoming what was done by X, and *expressing* appreciation": the second goes with the first.
        root = opening
    bare = not any(
        c.dep_ in {"nsubj", "nsubjpass"} and not analysis.parsed.is_scaffold(c.i) for c in root.children
    )
    if bare and root.dep_ == "ROOT" and token.tag_ in {"VBG", "VBZ", "VBP", "VB"}:
        return [Mention(token.i, token.i + 1, token.i, e, "pronoun", 0.9) for e in analysis.context.issuers]
    return []


def _opens_clause(analysis: Analysis, token: Token) -> bool:
    """Say whether the sentence of *token* is a clause of its own: a block that opens with its verb."""
    opening = token.sent[0]
    first, _ = analysis.parsed.block_range(analysis.parsed.block_of[token.i])
    return opening.i == first and opening.pos_ == "VERB" and opening.tag_ in {"VB", "VBP", "VBG"}
