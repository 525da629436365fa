"""Phrases: the mechanisms that a noun phrase stands for or names, and the nouns on the way to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.arguments import PARTITIVE
from accgraph.extraction.displaced import objects_behind_agent
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.syntax import is_passive, objects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Target", "attack_or_lemma", "is_mechanism", "is_shielded", "resolved", "within"]

_DEPTH = 5
_IMPERSONAL = ("ClaimsCommission", "Court", "Fund", "Proceeding", "Register", "Treaty", "Tribunal")
_PERSONAL = frozenset({"he", "her", "him", "his", "she"})
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


_HEARD = frozenset({"proceeding", "proceedings", "hearing", "case", "trial"})


@dataclass(frozen=True, slots=True)
class Target:
    """A mechanism below an argument: the lemmas between the two, the argument's own included."""

    mention: Mention
    path: tuple[str, ...]


_SPANS = frozenset({"year", "month", "week", "day", "decade"})
_HOSTILE_MEANS = frozenset({"coercive", "hostile", "punitive", "retaliatory"})
_BY_COURTS = frozenset({"at", "before", "by"})


def within(analysis: Analysis, head: Token) -> Iterator[Target]:
    """Yield the mechanisms that *head* stands for or that its phrase names, with the lemmas on the way."""
    stack: list[tuple[Token, tuple[str, ...]]] = [(head, ())]
    seen: set[int] = set()
    while stack:
        token, path = stack.pop(0)
        if token.i in seen:
            continue
        seen.add(token.i)
        mechanisms = [m for m in resolved(analysis, token) if is_mechanism(analysis, m.entity)]
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
        lemma = attack_or_lemma(token)
        taken = _is_taken(token)
        bare = (
            token.pos_ in {"ADP", "SCONJ", "NUM"}
            or token.dep_ == "prep"
            or named is not None
            or token.lower_ in PARTITIVE
            or _is_span(token)
            or taken
            or (token.text in word_list("calendar") and token.dep_ == "pobj")
        ) and lemma != "against"
        if any(c.dep_ == "neg" for c in token.children) and token.pos_ == "VERB":
            # "Praised X for *not leaving* the Court": the harm that is not done
            lemma = f"not {lemma}"
        means = [c.lower_ for c in token.children if c.dep_ == "amod" and c.lower_ in _HOSTILE_MEANS]
        further = path if bare else (*path, *means[:1], lemma)
        acts = lemma in word_list("sentencing")
        stack += [(stray, further) for stray in _strays(token)]
        deciding = lemma in word_list("deciding") and any(c.dep_ == "acl" for c in token.children)
        beside = [c for c in token.children if c.dep_ == "appos" and c.i > token.i]
        called = [c for c in beside if any(is_mechanism(analysis, m.entity) for m in resolved(analysis, c))]
        if called and token.pos_ == "NOUN":
            stack += [(c, path) for c in called]
            continue
        if lemma in word_list("binding") and token.tag_ in {"NN", "NNS"}:
            # "the measures that the Court ordered": whose they are says the clause that tells who gave them.
            stack += [
                (c, further)
                for clause in token.children
                if clause.dep_ == "relcl"
                and clause.lemma_.lower() in word_list("enjoining") | word_list("addressed_to")
                for c in clause.children
                if c.dep_ == "nsubj" and c.pos_ != "PRON"
            ]
        founded = token.dep_ == "acl" and lemma in word_list("founding")
        for child in token.children:
            if child.dep_ == "appos" and named is not None and analysis.resolver.is_a(named.entity, "State"):
                # "Evidence of violations in *X* (the X project)": in brackets stands what all of it is called
                continue
            if deciding and child.dep_ in {"prep", "poss", "agent"}:
                continue
            if child.dep_ == "agent" and (founded or taken):
                continue
            made = lemma in word_list("made_by") | word_list("acts_of")
            if child.lower_ == "by" and child.dep_ in {"prep", "agent"} and made:
                continue
            if child.lower_ == "from" and is_shielded(head):
                continue
            if child.dep_ == "nsubj" and _is_done_by(token):
                continue
            makes = child.lemma_.lower() in word_list("texts_do")
            text = child.dep_ == "relcl" and lemma in word_list("texts") and makes
            if acts and child.dep_ in {"prep", "agent"} and child.lower_ in _BY_COURTS:
                stack.append((child, path))
                continue
            if child.dep_ == "prep" and child.lower_ in {"near", "outside"}:
                # An attack near the Court's seat is none on the Court.
                continue
            if child.dep_ == "poss" and lemma in word_list("following_on"):
                continue
            heard = child.dep_ == "prep" and child.lower_ in {"at", "before"}
            if heard and _is_done(token, head) and not _is_tried(token):
                continue
            harming = child.dep_ == "relcl" and lemma in word_list("harming")
            undergone = child.dep_ == "nsubjpass" and token != head
            if (
                child.dep_ in _NESTED
                or text
                or undergone
                or harming
                or (child.dep_ == "ccomp" and lemma in word_list("letting"))
            ):
                stack.append((child, further))
            elif child.dep_ == "conj" and token != head:
                stack.append((child, path))


def _is_done_by(clause: Token) -> bool:
    """Say whether *clause* tells what its subject does by a text: "the resolution by which *X* set it up"."""
    links = (p for p in clause.children if p.dep_ == "prep" and p.i < clause.i)
    return clause.dep_ == "relcl" and any(t.tag_ == "WDT" for p in links for t in p.children)


def is_shielded(noun: Token) -> bool:
    """Say whether *noun* is what somebody shields from something: "protects the *judges* from sanctions"."""
    return noun.head.lemma_.lower() in word_list("shielding")


def _is_taken(verb: Token) -> bool:
    """Say whether *verb* says who took a decision: "the decision *taken* by X to"."""
    return verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.head.lemma_.lower() in word_list("deciding")


def _is_span(noun: Token) -> bool:
    """Say whether *noun* says for how long, which the parser took for what is renewed: "for two *years*"."""
    return noun.lemma_.lower() in _SPANS and noun.dep_ in {"pobj", "npadvmod"}


def _is_done(token: Token, head: Token) -> bool:
    """Say whether *token* is in what a verb at or below *head* says is done ("to *argue* at a court")."""
    while token != head and token.pos_ != "VERB":
        token = token.head
    return token.pos_ == "VERB"


def _is_tried(verb: Token) -> bool:
    """Say whether *verb* tells that somebody has to answer to a court: "*bring* them before the Tribunal"."""
    asked = any(t.lemma_.lower() in word_list("litigated") for t in objects(verb))
    return verb.lemma_.lower() in word_list("brought_to_court") and not asked


def attack_or_lemma(word: Token) -> str:
    """Return the lemma of *word*, that of an attack for "coercive measures"."""
    beside = [c.lower_ for c in word.children if c.dep_ in {"amod", "compound"}]
    coercing = any(c in word_list("coercing") for c in beside)
    if word.i > 1 and word.nbor(-1).text == "-" and word.nbor(-2).lower_ == "non":
        return f"non-{word.lemma_.lower()}"
    return "sanction" if coercing and word.pos_ == "NOUN" else word.lemma_.lower()


def _strays(noun: Token) -> list[Token]:
    """Return what belongs to *noun* and the parser hung on the verb beside it.

    "On ..." after a text, "from ..." after those who come from there; "to ..." after an object such as
    "recourse"; "by ..." after a participle that it took for a clause.
    """
    verb = noun.head
    ahead = noun.right_edge.i + 1
    if noun.lemma_.lower() in _HEARD and ahead < len(noun.doc) and noun.doc[ahead].lower_ == "before":
        return [noun.doc[ahead]] if noun.doc[ahead].dep_ == "prep" and noun.head.dep_ == "prep" else []
    if any(c.lower_ == "such" for c in noun.children):
        return [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" and c.i > noun.i]
    behind = noun.nbor() if noun.i + 1 < len(noun.doc) else noun
    if done := objects_behind_agent(noun):
        return done
    if noun.dep_ in {"dobj", "pobj"} and noun.lemma_.lower() in word_list("litigated"):
        return [behind] if behind.lower_ == "before" and behind.head != noun else []
    if behind.lower_ == "from" and is_shielded(noun):
        return []
    if behind.lower_ == "from" and behind.dep_ == "prep" and noun.tag_ == "NNS":
        return [behind] if behind.head in {verb, verb.head} else []
    if noun.dep_ == "dobj" and noun.lemma_.lower() in word_list("done_by"):
        doers = [
            c for c in verb.children if c.dep_ in {"prep", "agent"} and c.lower_ == "by" and c.i > noun.i
        ]
        if doers and not is_passive(verb):
            return doers
    inserted = [c for c in verb.children if c.dep_ == "prep" and c.lower_ == "of" and c.i > noun.i]
    if noun.dep_ == "dobj" and any(noun.doc[c.i - 1].text == "," for c in inserted):
        return inserted
    aimed = behind.dep_ == "prep" and behind.lower_ in {"on", "against"} and behind.head == verb
    if noun.dep_ == "dobj" and aimed and attack_or_lemma(noun) in word_list("attacking"):
        return [behind]
    if noun.dep_ == "dobj" and noun.lemma_.lower() in word_list("texts"):
        return [behind] if behind.dep_ == "prep" and behind.lower_ == "on" and behind.head == verb else []
    if noun.dep_ == "dobj" and noun.lemma_.lower() in word_list("relational"):
        return [
            c for c in verb.children if c.dep_ in {"prep", "dative"} and c.lower_ == "to" and c.i > noun.i
        ]
    attacks = {noun.lemma_.lower(), *(c.lower_ for c in noun.children if c.dep_ == "amod")}
    if attacks & word_list("attacking"):
        return [
            c
            for clause in noun.children
            if clause.dep_ == "relcl"
            for c in clause.children
            if c.dep_ == "prep" and c.lower_ in {"on", "against"}
        ]
    reduced = noun.dep_ in {"nsubj", "nsubjpass"} and verb.dep_ == "ccomp" and verb.tag_ in {"VBN", "VBD"}
    if reduced and not any(c.dep_ in {"aux", "auxpass", "mark"} for c in verb.children):
        return [c for c in verb.children if c.dep_ == "agent" and c.i > noun.i]
    return []


def resolved(analysis: Analysis, token: Token) -> tuple[Mention, ...]:
    """Return what *token* stands for; a pronoun stands for a mechanism, if any before it can be meant."""
    mention = analysis.resolver.mention_at(token.i)
    if mention is not None:
        return (mention,)
    if token.lower_ in _PERSONAL:
        # "Surrender *him*" is about somebody, a rapporteur perhaps, but not about a court or a treaty.
        people = analysis.resolver.resolve_as(token, lambda entity: is_mechanism(analysis, entity))
        return tuple(m for m in people if not analysis.resolver.is_a(m.entity, *_IMPERSONAL))
    if _tells_itself(analysis, token) or _is_owners(analysis, token):
        return ()
    if token.dep_ == "poss" and token.head.lemma_.lower() in word_list("own_acts"):
        return tuple(m for m in analysis.resolver.resolve(token) if is_mechanism(analysis, m.entity))
    if token.pos_ in {"NOUN", "PROPN", "PRON"} or token.tag_ in {"WP$", "PRP$"}:
        return analysis.resolver.resolve_as(token, lambda entity: is_mechanism(analysis, entity))
    return ()


def _is_owners(analysis: Analysis, pronoun: Token) -> bool:
    """Say whether *pronoun* means whose the noun is that its clause explains: "X's plan that *it*"."""
    clause = pronoun.head
    if pronoun.dep_ != "nsubj" or pronoun.pos_ != "PRON" or clause.dep_ not in {"acl", "ccomp", "relcl"}:
        return False
    owners = (analysis.resolver.mention_at(c.i) for c in clause.head.children if c.dep_ == "poss")
    return any(m is not None and not is_mechanism(analysis, m.entity) for m in owners)


def _tells_itself(analysis: Analysis, text: Token) -> bool:
    """Say whether a clause tells what *text* does: "the *resolution* which extends the mandate of X"."""
    if text.lemma_.lower() not in word_list("texts") or text.pos_ != "NOUN":
        return False
    clauses = (c for c in text.children if c.dep_ in {"relcl", "acl"})
    doing = (c for c in clauses if c.lemma_.lower() in word_list("texts_do") and not is_passive(c))
    named = (analysis.resolver.mention_at(t.i) for clause in doing for t in clause.subtree if t.i > clause.i)
    return any(m is not None and is_mechanism(analysis, m.entity) for m in named)


def is_mechanism(analysis: Analysis, entity: Entity) -> bool:
    """Say whether *entity* may be the target of a position: a mechanism, or an organ of one."""
    resolver = analysis.resolver
    return resolver.is_a(entity, "Mechanism") or resolver.is_a(resolver.principal(entity), "Mechanism")
