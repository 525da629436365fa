"""Arguments: who the holder of a frame is, and which mechanism its target, around a trigger.

A mechanism may stand some nouns below the grammatical argument ("welcomed the *completion* of the *work* on
the Tribunal"); the nouns on the way decide whether a stance on the argument is one on the mechanism, and
hostile ones ("sanctions on the Court") turn it round.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.mentions import Mention
from accgraph.extraction.reference import coordinated
from accgraph.extraction.syntax import (
    TEXTS,
    is_verb,
    modified_noun,
    objects,
    possessors,
    prepositional_objects,
    subjects,
    surface_subjects,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["Target", "argument_heads", "holders", "targets"]

_COPULAS = frozenset({"be", "become", "remain", "seem", "appear", "consider", "call", "stay", "prove"})
_NAMING = frozenset(
    {
        "call",
        "describe",
        "consider",
        "deem",
        "label",
        "brand",
        "hail",
        "term",
        "regard",
        "portray",
        "view",
        "see",
        "dub",
        "find",
        "characterise",
        "characterize",
        "dismiss",
        "denounce",
        "praise",
    }
)
_PARTITIVE = frozenset(
    {
        "all",
        "each",
        "both",
        "most",
        "some",
        "one",
        "many",
        "several",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    }
)
_ACTORS = (
    "State",
    "InternationalOrganisation",
    "Court",
    "GovernmentBody",
    "CivilSocietyOrganisation",
    "Group",
    "Person",
    "Tribunal",
)
_DEPTH = 4
_NESTED = frozenset(
    {
        "poss",
        "compound",
        "amod",
        "nmod",
        "appos",
        "acl",
        "pobj",
        "prep",
        "dobj",
        "pcomp",
        "xcomp",
        "nsubj",
        "dative",
        "agent",
        "npadvmod",
    }
)


@dataclass(frozen=True, slots=True)
class Target:
    """A mechanism below an argument: the lemmas between the two, the argument's own included."""

    mention: Mention
    path: tuple[str, ...]


def argument_heads(trigger: Trigger, selector: str) -> list[Token]:
    """Return the tokens that stand in the place *selector* (see ``frames.toml``) of *trigger*."""
    token = trigger.token
    if selector == "object":
        return objects(token)
    if selector == "subject":
        return surface_subjects(token) if trigger.frame.pos == "verb" else _predicated(token)
    if selector == "possessor":
        return possessors(token)
    if selector == "predicated":
        return _predicated(token)
    if selector == "modified":
        noun = modified_noun(token)
        return [noun] if noun is not None else []
    if selector == "complement":
        return [c for c in token.children if c.dep_ in {"xcomp", "acl", "ccomp", "relcl"}]
    if selector == "self":
        return [token]
    if selector == "clause":
        return [s for c in token.children if c.dep_ == "ccomp" for s in surface_subjects(c)]
    if selector == "light-subject":
        return [s for v in _light_verbs(trigger) for s in surface_subjects(v)]
    if selector == "appos":
        return [c for c in token.children if c.dep_ == "appos"]
    found = prepositional_objects(token, (selector,))
    if not found and trigger.frame.pos in {"noun", "adj"}:
        for verb in _light_verbs(trigger):
            found += [t for t in prepositional_objects(verb, (selector,)) if t.i > token.i or t.tag_ == "WDT"]
    if not found and trigger.last > token.i + 1:
        last = token.doc[trigger.last - 1]
        if last.lower_ == selector:
            found = [c for c in last.children if c.dep_ == "pobj"]
        else:
            found = prepositional_objects(last, (selector,))
    return found


def _light_verbs(trigger: Trigger) -> list[Token]:
    """Return the light verbs around a noun: the one whose object it is, and those of the clauses that modify it."""
    token, light = trigger.token, trigger.frame.light
    around = [c for c in token.children if c.dep_ in {"acl", "relcl"}]
    if token.dep_ in {"dobj", "nsubjpass", "attr", "acomp", "oprd"}:
        around.append(token.head)
    return [v for v in around if v.lemma_.lower() in light or v.lemma_.lower() in _COPULAS]


def _predicated(token: Token) -> list[Token]:
    """Return what the noun or adjective *token* is said of: by copula, in apposition, after "as", as a modifier."""
    head = token
    while head.dep_ == "conj" or (
        head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in _PARTITIVE
    ):
        head = head.head if head.dep_ == "conj" else head.head.head
    if head.dep_ in {"attr", "acomp", "oprd", "dobj"} and head.head.lemma_ in _NAMING and is_verb(head.head):
        named = [t for t in objects(head.head) if t != head]
        if named:
            return named
        return [c for c in head.children if c.dep_ == "nsubj"]
    if head.dep_ in {"ccomp", "oprd"} and head.head.lemma_ in _NAMING:
        return [c for c in head.children if c.dep_ == "nsubj"]
    if head.dep_ in {"attr", "acomp", "oprd", "dobj"} and head.head.lemma_ in _COPULAS:
        return (
            surface_subjects(head.head)
            if head.dep_ != "oprd"
            else (objects(head.head) or surface_subjects(head.head))
        )
    if head.dep_ == "appos":
        return [head.head]
    if head.dep_ == "pobj" and head.head.lower_ in {"among", "amongst"} and head.head.head.lemma_ in _COPULAS:
        return surface_subjects(head.head.head)
    if head.dep_ in {"pobj", "pcomp", "amod"} and head.head.lower_ == "as":
        governor = head.head.head
        if governor.lemma_.lower() in _NAMING:
            return objects(governor)
        return subjects(governor) if is_verb(governor) else []
    if head.dep_ in {"acl", "relcl", "advcl"} and head.pos_ == "ADJ":
        return [head.head] if head.head.pos_ in {"NOUN", "PROPN"} else surface_subjects(head.head)
    if head.dep_ in {"ROOT", "ccomp"} and head.pos_ in {"NOUN", "ADJ", "PROPN"}:
        return [c for c in head.children if c.dep_ == "nsubj"]
    if head.dep_ in {"nsubj"} and head.head.lemma_ == "be":
        return [c for c in head.head.children if c.dep_ == "attr"]
    return []


def holders(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> list[Mention]:
    """Return who the holders of *trigger* are: actors, each once; the first place that holds any decides."""
    for selector in trigger.frame.holder:
        found: dict[str, Mention] = {}
        if selector == "speaker":
            candidates = _speakers(analysis, trigger.token)
        else:
            candidates = [
                m for head in _holder_heads(trigger, selector) for m in _actors(analysis, lexicon, head)
            ]
        for mention in candidates:
            found.setdefault(mention.entity.iri, mention)
        if found:
            return list(found.values())
    return _implied(analysis, trigger)


def _holder_heads(trigger: Trigger, selector: str) -> list[Token]:
    token = trigger.token
    if selector == "subject" and trigger.frame.pos == "verb":
        return subjects(token)
    if selector == "controller":
        return _controllers(token)
    if selector == "light":
        for clause in token.children:
            if clause.dep_ in {"acl", "relcl"} and clause.lemma_.lower() in trigger.frame.light:
                return subjects(clause)
        governor = token.head
        noun = token
        while noun.dep_ == "conj" and noun.head.pos_ in {"NOUN", "PROPN"}:
            noun, governor = noun.head, noun.head.head
        if noun.dep_ in {"nsubjpass", "dobj"} and governor.lemma_.lower() in trigger.frame.light:
            return subjects(governor)
        if is_verb(governor) and governor.lemma_.lower() in trigger.frame.light:
            return subjects(governor)
        return []
    return argument_heads(trigger, selector)


def _controllers(noun: Token) -> list[Token]:
    """Return the subject of the clause in which *noun* stands after "through", "with", "by" or "in"."""
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"through", "with", "by", "via", "including", "in"}:
        return []
    governor = noun.head.head
    while not is_verb(governor) and governor.head != governor:
        governor = governor.head
    return subjects(governor) if is_verb(governor) else []


def _actors(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> Iterator[Mention]:
    """Yield the actors that *head* and what is coordinated with it stand for."""
    resolver = analysis.resolver
    for part in [*_listed(analysis, head), *_accompanying(head)]:
        if part.lower_ in _PARTITIVE or (
            part.dep_ == "attr" and part.lemma_.lower() in {"body", "state", "country", "one"}
        ):
            inner = prepositional_objects(part, ("of",)) or (
                surface_subjects(part.head) if part.dep_ == "attr" else []
            )
            for token in inner:
                yield from _actors(analysis, lexicon, token)
            continue
        named = resolver.mention_at(part.i)
        found = (named,) if named is not None else resolver.resolve(part)
        yielded = False
        for mention in found:
            if resolver.is_a(mention.entity, *_ACTORS):
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
        if not yielded and part.lemma_.lower() in lexicon.words["acts"] | lexicon.words["staff"]:
            for owner in possessors(part):
                mention = resolver.mention_at(owner.i)
                for candidate in (mention,) if mention else resolver.resolve(owner):
                    if resolver.is_a(candidate.entity, *_ACTORS):
                        yield candidate


def _listed(analysis: Analysis, head: Token) -> list[Token]:
    """Return *head* and what is coordinated with it, also where the parser hangs the list on a word inside a name."""
    parts = coordinated(head)
    for part in tuple(parts):
        named = analysis.resolver.mention_at(part.i)
        for i in range(named.first, named.last) if named is not None else ():
            for child in head.doc[i].children:
                outside = named is not None and not named.first <= child.i < named.last
                if child.dep_ == "conj" and outside and child not in parts:
                    parts += coordinated(child)
    return parts


def _accompanying(head: Token) -> list[Token]:
    """Return whom "X, together with A and B" and "many states, including A" add to X."""
    found: list[Token] = []
    for child in head.children:
        phrase = " ".join(t.lower_ for t in head.doc[child.left_edge.i : child.i + 2])
        if child.dep_ in {"prep", "advmod", "cc", "appos"} and any(
            w in phrase
            for w in (
                "together with",
                "along with",
                "alongside",
                "including",
                "such as",
                "as well as",
                "among them",
                "among others",
                "like ",
            )
        ):
            for inner in child.subtree:
                if inner.dep_ in {"pobj", "appos"} and inner.pos_ == "PROPN":
                    found += coordinated(inner)
                    break
    return found


def _speakers(analysis: Analysis, token: Token) -> list[Mention]:
    """Return whose words *token* is: who calls it so, whoever is quoted, or the document's issuers."""
    resolver = analysis.resolver
    governor = token.head.head if token.head.lower_ == "as" else token.head
    if governor.lemma_.lower() in _NAMING and is_verb(governor):
        return [
            m
            for s in subjects(governor)
            for m in resolver.resolve_all(s)
            if resolver.is_a(m.entity, *_ACTORS)
        ]
    source = analysis.source_at(token.i)
    if source is not None:
        return [source.speaker] if source.speaker is not None else []
    return [Mention(token.i, token.i + 1, token.i, e, "pronoun", 0.9) for e in resolver.speakers(token.i)]


def _implied(analysis: Analysis, trigger: Trigger) -> list[Mention]:
    """Return the body that adopts a resolution as the holder of its clauses, which name no subject."""
    if not analysis.context.resolution_body or "subject" not in trigger.frame.holder:
        return []
    token = trigger.token
    root = token
    while root.dep_ in {"conj", "xcomp", "advcl"} and root.head != root:
        root = root.head
    bare = not any(
        c.dep_ in {"nsubj", "nsubjpass"} and not analysis.parsed.is_scaffold(c.i) for c in root.children
    )
    if bare and root.dep_ == "ROOT" and token.tag_ in {"VBG", "VBZ", "VBP", "VB"}:
        return [Mention(token.i, token.i + 1, token.i, e, "pronoun", 0.9) for e in analysis.context.issuers]
    return []


def targets(analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger) -> list[Target]:
    """Return the mechanisms in the target's places of *trigger*; the first place that holds any decides.

    A fragment ("The work of A, the dedication of B") has no such order: all its places count.
    """
    found: dict[str, Target] = {}
    for selector in trigger.frame.target:
        for head in argument_heads(trigger, selector):
            for part in coordinated(head):
                if part == trigger.token and selector != "self":
                    continue
                for target in [*_within(analysis, part)] or _bridged(analysis, lexicon, part):
                    found.setdefault(target.mention.entity.iri, target)
        named = {iri: t for iri, t in found.items() if t.mention.kind != "pronoun"}
        found = named or found
        if found and trigger.frame.only != "fragment":
            break
    return list(found.values())


def _bridged(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism whose staff or orders *head* means without saying so: "the warrant", "the investigators".

    It is the nearest one named before that can have such; this is bridging reference (Clark 1975).
    """
    lemma = head.lemma_.lower()
    determiners = {c.lower_ for c in head.children if c.dep_ == "det"}
    if head.lower_ in {"this", "that"} or (
        determiners & {"this", "that"} and lemma in lexicon.words["abstract"]
    ):
        return _of_last_sentence(analysis, lexicon, head)
    if determiners & {"the", "this", "that", "these", "said"} and lemma in lexicon.words["instruments"]:
        return _same_noun_before(analysis, head)
    if lemma in lexicon.words["bridging_orders"]:
        classes: tuple[str, ...] = ("Court", "Tribunal")
    elif lemma in lexicon.words["bridging_staff"]:
        classes = ("Court", "Tribunal", "Inquiry", "InvestigationTeam")
    else:
        return []
    definite = any(c.lower_ in {"the", "this", "that", "these", "those", "such"} for c in head.children)
    owned = any(
        c.dep_ in {"poss", "amod", "compound"} and analysis.resolver.mention_at(c.i) for c in head.children
    )
    if not definite or owned:
        return []
    block = analysis.parsed.block_of[head.i]
    for mention in reversed(analysis.resolver.named):
        if mention.first < head.i and analysis.resolver.is_a(mention.entity, *classes):
            if (
                analysis.resolver.is_a(mention.entity, "Mechanism")
                and block - analysis.parsed.block_of[mention.head] <= 2
            ):
                return [Target(Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", 0.7), (lemma,))]
    return []


def _of_last_sentence(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that "this step" sums up: the only one of the sentence before, if nothing hostile is said there."""
    if head.sent.start == 0:
        return []
    sentence = head.doc[head.sent.start - 1].sent
    if any(t.lemma_.lower() in lexicon.words["hostile"] for t in sentence):
        return []
    resolver = analysis.resolver
    found = {
        m.entity: m
        for m in resolver.mentions_in(sentence.start, sentence.end)
        if resolver.is_a(m.entity, "Mechanism") and m.kind == "name"
    }
    if len(found) != 1:
        return []
    (mention,) = found.values()
    return [Target(Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", 0.75), ())]


def _same_noun_before(analysis: Analysis, head: Token) -> list[Target]:
    """Return the mechanism of the last phrase before with the same head noun ("the agreement on the Tribunal")."""
    doc = head.doc
    block = analysis.parsed.block_of[head.i]
    for i in range(head.i - 1, -1, -1):
        if block - analysis.parsed.block_of[i] > 3:
            break
        if doc[i].lemma_.lower() == head.lemma_.lower() and doc[i].pos_ in {"NOUN", "PROPN"}:
            for target in _within(analysis, doc[i]):
                mention = Mention(head.i, head.i + 1, head.i, target.mention.entity, "nominal", 0.8)
                return [Target(mention, target.path)]
    return []


def _within(analysis: Analysis, head: Token) -> Iterator[Target]:
    """Yield the mechanisms that *head* stands for or that its phrase names, with the lemmas on the way."""
    stack: list[tuple[Token, tuple[str, ...]]] = [(head, ())]
    seen: set[int] = set()
    while stack:
        token, path = stack.pop(0)
        if token.i in seen:
            continue
        seen.add(token.i)
        mechanisms = [m for m in _resolved(analysis, token) if is_mechanism(analysis, m)]
        if mechanisms:
            for mention in mechanisms:
                yield Target(mention, path)
            stack += [(c, path) for c in token.children if c.dep_ == "conj"]
            continue
        named = analysis.resolver.mention_at(token.i)
        if named is not None and named.kind != "adjective" and token.i != named.head:
            continue
        if len(path) >= _DEPTH:
            continue
        lemma = token.lemma_.lower()
        bare = (
            token.pos_ in {"ADP", "SCONJ"} or token.dep_ == "prep" or named is not None
        ) and lemma != "against"
        further = path if bare else (*path, lemma)
        for child in token.children:
            if child.dep_ in _NESTED or (child.dep_ == "relcl" and lemma in TEXTS):
                stack.append((child, further))
            elif child.dep_ == "conj" and token != head:
                stack.append((child, path))


def _resolved(analysis: Analysis, token: Token) -> tuple[Mention, ...]:
    mention = analysis.resolver.mention_at(token.i)
    if mention is not None:
        return (mention,)
    if token.pos_ in {"NOUN", "PROPN", "PRON"} or token.tag_ in {"WP$", "PRP$"}:
        return analysis.resolver.resolve(token)
    return ()


def is_mechanism(analysis: Analysis, mention: Mention) -> bool:
    """Say whether *mention* may be the target of a position: a mechanism, or an organ of one."""
    resolver = analysis.resolver
    return resolver.is_a(mention.entity, "Mechanism") or resolver.is_a(
        resolver.principal(mention.entity), "Mechanism"
    )
