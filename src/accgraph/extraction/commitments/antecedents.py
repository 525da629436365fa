"""Antecedents of bearers: who "the three States", "her government", "his Ukrainian colleague" are, and who
imposed "these measures".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.lexicon import load_table
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import agents, is_passive, is_verb, subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["counted", "imposed_by", "own_organ"]

_BACK = 4
_BETWEEN = frozenset({",", "and", "the", "as", "well", "&"})
_PERSONAL = frozenset({"his", "her"})


def counted(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> tuple[Mention, ...]:
    """Return the states in the last list of as many as *noun* counts: "the three States"."""
    if noun.lemma_.lower() not in lexicon.words("bearers", "counted"):
        return ()
    words = {c.lower_ for c in noun.children if c.i < noun.i}
    numbers: dict[str, int] = load_table("dates")["numbers"]
    wanted = next((numbers[word] for word in sorted(words & numbers.keys())), 0)
    if wanted < 2 or not words & {"the", "these", "those", "all"}:
        return ()
    run: list[Mention] = []
    for mention in reversed([m for m in analysis.resolver.named if m.last <= noun.i]):
        if mention.kind != "name" or not analysis.resolver.is_a(mention.entity, "State"):
            if len(run) == wanted:
                break
            run = []
            continue
        if run and not _is_next(analysis, mention, run[-1]):
            if len(run) == wanted:
                break
            run = []
        run.append(mention)
    if len(run) != wanted:
        return ()
    return tuple(Mention(noun.i, noun.i + 1, noun.i, m.entity, "nominal", 0.8) for m in reversed(run))


def _is_next(analysis: Analysis, first: Mention, second: Mention) -> bool:
    between = analysis.parsed.doc[first.last : second.first]
    return 0 < len(between) <= 4 and {t.lower_ for t in between} <= _BETWEEN


def own_organ(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> tuple[Mention, ...]:
    """Return the state of "her government", or of "his Ukrainian colleague"."""
    resolver = analysis.resolver
    lemma = noun.lemma_.lower()
    if lemma in lexicon.words("bearers", "organs_of_state"):
        for child in noun.children:
            if child.lower_ in _PERSONAL and child.dep_ == "poss":
                for person in resolver.resolve(child):
                    state = resolver.principal(person.entity)
                    if state != person.entity:
                        return (Mention(noun.i, noun.i + 1, noun.i, state, "nominal", 0.8 * person.sure),)
    if lemma in lexicon.words("bearers", "organs_of_state", "national"):
        reporter = _reporter(analysis, noun)
        if reporter:
            return reporter
        for child in noun.children:
            mention = resolver.mention_at(child.i)
            is_state = mention is not None and resolver.is_a(mention.entity, "State")
            if mention is not None and is_state and child.dep_ == "amod" and mention.kind == "adjective":
                return (Mention(noun.i, noun.i + 1, noun.i, mention.entity, "nominal", 0.8),)
    if lemma in lexicon.words("bearers", "colleagues"):
        for child in noun.children:
            mention = resolver.mention_at(child.i)
            if mention is not None and child.dep_ in {"amod", "compound"} and mention.kind == "adjective":
                return (Mention(noun.i, noun.i + 1, noun.i, mention.entity, "nominal", 0.8),)
    return ()


def _reporter(analysis: Analysis, noun: Token) -> tuple[Mention, ...]:
    """Return for whom the reported speaker of "the government would ask" speaks."""
    source = analysis.speech.at(noun.i)
    bare = {c.lower_ for c in noun.children if c.i < noun.i} == {"the"} and not any(
        c.i > noun.i for c in noun.children
    )
    if (
        not bare
        or source is None
        or source.speaker is None
        or noun.lower_ not in {"government", "country", "state"}
    ):
        return ()
    principal = analysis.resolver.principal(source.speaker.entity)
    if not analysis.resolver.is_a(principal, "State"):
        return ()
    return (Mention(noun.i, noun.i + 1, noun.i, principal, "nominal", 0.8),)


def imposed_by(analysis: Analysis, thing: Token, lexicon: CommitmentLexicon) -> tuple[Mention, ...]:
    """Return who imposed "these measures", as this sentence or one shortly before it says."""
    nouns = lexicon.words("imposed", "nouns")
    if thing.lemma_.lower() not in nouns:
        return ()
    for noun in _named_so(thing, nouns):
        found = _imposer(analysis, noun, lexicon)
        if found:
            return tuple(Mention(thing.i, thing.i + 1, thing.i, m.entity, "nominal", 0.7) for m in found)
    return ()


def _named_so(thing: Token, nouns: frozenset[str]) -> Iterator[Token]:
    """Yield *thing*, then the nouns of its kind before it, the nearest first."""
    yield thing
    sentence = thing.sent
    for _ in range(_BACK):
        for token in reversed(sentence):
            content = token.i < thing.i and token.pos_ in {"NOUN", "PROPN", "VERB"}
            if content and token.lemma_.lower() in nouns:
                yield token
        if sentence.start == 0:
            return
        sentence = thing.doc[sentence.start - 1].sent


def _imposer(analysis: Analysis, noun: Token, lexicon: CommitmentLexicon) -> tuple[Mention, ...]:
    """Return the state or organisation whose measure *noun* is: by adjective, "by", or as who imposed it."""
    heads: list[Token] = []
    bodies = ("State", "InternationalOrganisation")
    if is_verb(noun):
        heads = agents(noun) if is_passive(noun) else subjects(noun)
        return _actors(analysis, heads)
    for child in noun.children:
        mention = analysis.resolver.mention_at(child.i)
        if child.dep_ in {"amod", "compound", "nmod", "poss"}:
            if mention is not None and analysis.resolver.is_a(mention.entity, *bodies):
                return (mention,)
        elif child.lower_ in {"by", "of", "from"} and child.dep_ in {"prep", "agent"}:
            heads += [c for c in child.children if c.dep_ == "pobj"] if child.lower_ != "of" else []
        elif child.dep_ == "acl" and child.lemma_.lower() in lexicon.words("imposed", "verbs"):
            heads += agents(child)
        elif child.dep_ == "relcl" and child.lemma_.lower() in lexicon.words("imposed", "verbs"):
            heads += agents(child) if is_passive(child) else [c for c in child.children if c.dep_ == "nsubj"]
    governor = noun.head
    while governor.pos_ in {"ADP", "NOUN", "PROPN"} and governor.head != governor and not is_verb(governor):
        if governor.lemma_.lower() in lexicon.words("imposed", "acts"):
            by = [c for c in governor.children if c.lower_ == "by"]
            heads += [o for p in by for o in p.children if o.dep_ == "pobj"]
        governor = governor.head
    if is_verb(governor) and governor.lemma_.lower() in lexicon.words("imposed", "verbs"):
        heads += agents(governor) if is_passive(governor) else subjects(governor)
    return _actors(analysis, heads)


def _actors(analysis: Analysis, heads: list[Token]) -> tuple[Mention, ...]:
    found = [m for head in heads for m in analysis.resolver.resolve_all(head)]
    return tuple(
        m
        for m in found
        if analysis.resolver.is_a(analysis.resolver.principal(m.entity), "State", "InternationalOrganisation")
    )[:1]
