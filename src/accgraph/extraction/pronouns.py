"""Pronouns: whom "he", "it", "they" and "which" stand for.

Pronouns of the third person take the most salient fitting entity before them, subjects before others and
near before far, which is the core of salience-based resolution (Lappin & Leass 1994, Computational
Linguistics 20(4)).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.addressees import addressed, is_the_thankeds
from accgraph.extraction.cataphora import announced_by, parallel_object, subject_ahead
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.scope import Scope
from accgraph.extraction.syntax import is_verb, subjects, surface_subjects
from accgraph.model import Entity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span, Token

__all__ = [
    "FIRST_PLURAL",
    "FIRST_SINGULAR",
    "RELATIVE",
    "SECOND",
    "SUBJECTS",
    "THIRD_PERSON",
    "THIRD_PLURAL",
    "THIRD_THING",
    "means_text",
    "pronoun",
    "relative",
    "third",
]

FIRST_PLURAL = frozenset({"we", "us", "our", "ours", "ourselves"})
FIRST_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
SECOND = frozenset({"you", "your", "yours"})
THIRD_PERSON = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
THIRD_THING = frozenset({"it", "its", "itself"})
THIRD_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
RELATIVE = frozenset({"which", "who", "that", "whom", "whose"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "pobj"})
_TOLD = _OBJECTS | SUBJECTS | {"ROOT"}
_SENTENCES_BACK, _BLOCKS_BACK = 3, 1
_SENTENCES_BACK_PERSON, _BLOCKS_BACK_PERSON = 8, 3
_SUBJECT, _SAYS, _DESCRIBED, _OFFICIAL = 0.7, 0.85, 0.55, 0.9
# what "it" stood for in the last sentence goes on being spoken of
_CONTINUED = 0.95
_ABOUT = frozenset({"about", "on", "into", "against"})
_DEFINITE = frozenset({"the", "this", "that"})


def pronoun(token: Token, entities: Sequence[Entity], sure: float) -> tuple[Mention, ...]:
    """Return the mentions by which *token* stands for *entities*."""
    return tuple(Mention(token.i, token.i + 1, token.i, entity, "pronoun", sure) for entity in entities)


def relative(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return what the relative pronoun *token* stands for: what the noun before its clause does."""
    verb = token.head
    while verb.dep_ not in {"relcl", "acl"} and verb.head != verb:
        verb = verb.head
    if verb.dep_ not in {"relcl", "acl"}:
        return _before_comma(scope, token)
    return (
        _before_preposition(scope, token) or scope.resolve(verb.head) or _told_above(scope, token, verb.head)
    )


def _told_above(scope: Scope, token: Token, noun: Token) -> tuple[Mention, ...]:
    """Return what is told by a phrase on whose last *noun* the parser hung the clause of *token*.

    "The law on redress for victims of torture, *which* parliament passed" is about the law.
    """
    before = token.i - 1 - (token.i > 1 and token.nbor(-1).pos_ == "ADP")
    if token.lower_ != "which" or token.doc[before].text != ",":
        return ()
    while noun.dep_ in {"pobj", "prep", "conj"} and noun.pos_ in {"NOUN", "PROPN", "ADP"}:
        noun = noun.head
        mention = scope.mention_at(noun.i)
        if mention is not None:
            return pronoun(token, (mention.entity,), 0.75) if mention.kind == "name" else ()
    return ()


def _before_preposition(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return what is named right before "to which", "for whom", whatever noun the clause was hung on."""
    start = token.i - 1
    if token.dep_ != "pobj" or token.head.i != start or start < 1:
        return ()
    before = start - 1 if scope.parsed.doc[start - 1].text == "," else start
    mention = scope.mention_at(before - 1) if before > 0 else None
    return pronoun(token, (mention.entity,), 0.85) if mention is not None and mention.kind == "name" else ()


def _before_comma(scope: Scope, token: Token) -> tuple[Mention, ...]:
    """Return what ends before the comma of ", the statute of which", where the parser saw no such clause."""
    noun = token.head.head
    if token.lower_ != "which" or token.dep_ != "pobj" or noun.pos_ not in {"NOUN", "PROPN"}:
        return ()
    edge = noun.left_edge.i - 1
    mention = scope.mention_at(edge - 1) if edge > 0 and noun.doc[edge].text == "," else None
    return pronoun(token, (mention.entity,), 0.85) if mention is not None else ()


def third(
    scope: Scope, token: Token, wanted: Callable[[Entity], bool] = lambda e: True
) -> tuple[Mention, ...]:
    """Return whom the pronoun of the third person *token* stands for: an entity that is *wanted* there."""
    word = token.lower_
    if _is_cleft(token):
        return ()
    if word in THIRD_PERSON:
        speaker = scope.speaking_person(token.i)
        return _antecedent(
            scope, token, lambda e: scope.is_a(e, "Person") and e != speaker and wanted(e), plural=False
        ) or _antecedent(scope, token, lambda e: _is_one_person(e) and wanted(e), plural=False)
    if word in THIRD_THING:
        return _antecedent(scope, token, lambda e: not scope.is_a(e, "Person") and wanted(e), plural=False)
    return _antecedent(scope, token, wanted, plural=True)


def _but(fits: Callable[[Entity], bool], some: Sequence[Entity]) -> Callable[[Entity], bool]:
    return lambda entity: fits(entity) and entity not in some


def _beside(scope: Scope, subject: Token) -> list[Entity]:
    """Return what *subject* does something to, and so is not: "*It* supports the Tribunal" (Chomsky 1981)."""
    if subject.dep_ not in SUBJECTS:
        return []
    things = (c for c in subject.head.children if c.dep_ in _OBJECTS and c.pos_ in {"NOUN", "PROPN"})
    return [m.entity for thing in things for m in scope.resolve(thing) if scope.is_a(m.entity, "Mechanism")]


def _deciding(owner: Token) -> list[Token]:
    """Return who decided on what is *owner*'s: "regrets the decision of *X* to lift *its* sanctions"."""
    verb = next((t for t in owner.ancestors if is_verb(t)), None) if owner.dep_ == "poss" else None
    if verb is None or verb.dep_ != "acl" or verb.tag_ != "VB" or verb.head.lemma_ == "refusal":
        # What somebody is refused is rather his own than that of who refuses.
        return []
    return subjects(verb) if verb.head.lemma_.lower() in word_list("deciding") else []


def _is_cleft(token: Token) -> bool:
    """Say whether *token* stands for nothing: "*it* is judges from abroad who do the work"."""
    if token.lower_ != "it" or token.dep_ not in SUBJECTS or token.head.lemma_ != "be":
        return False
    told = (c for c in token.head.children if c.dep_ == "attr" and c.i > token.head.i)
    return any(
        clause.dep_ == "relcl"
        and any(t.lower_ in {"who", "that"} and t.dep_ == "nsubj" for t in clause.children)
        for noun in told
        if noun.pos_ in {"NOUN", "PROPN"} and not any(c.lower_ in {"a", "an"} for c in noun.children)
        for clause in noun.children
    )


def _is_one_person(entity: Entity) -> bool:
    """Say whether *entity* is a mandate that one person holds."""
    return bool(set(entity.label.lower().split()) & word_list("personal_mandates"))


def _antecedent(
    scope: Scope, token: Token, fits: Callable[[Entity], bool], *, plural: bool
) -> tuple[Mention, ...]:
    """Return the most salient fitting entity before *token*: subjects before others, near before far."""
    doc = scope.parsed.doc
    sentence = token.sent
    block = scope.parsed.block_of[token.i]
    spoken_to = [m.entity for m in addressed(scope, token) if fits(m.entity)]
    if spoken_to:
        return pronoun(token, spoken_to, 0.75)
    if is_the_thankeds(token):
        return ()
    if scope.context.resolution_body and token.lower_ in THIRD_THING and not _states_before(scope, token):
        itself = scope.context.issuers
        if token.dep_ not in _OBJECTS or not scope.starting_in(sentence.start, token.i):
            return pronoun(token, itself, 0.9)
        # What a body decides on is not the body: "contributions made to *it*".
        fits = _but(fits, itself)
    beside = _beside(scope, token)
    if beside:
        fits = _but(fits, beside)
    if token.dep_ == "poss" and token.head.dep_ == "conj" and token.head.head.pos_ in {"NOUN", "PROPN"}:
        first = token.head.head
        beside = [m.entity for m in scope.resolve_all(first) if fits(m.entity)] if first.i < token.i else []
        thing = first.tag_ == "NN" and not any(scope.mention_at(t.i) for t in first.subtree if t.i < token.i)
        thing = thing and any(c.lower_ in _DEFINITE for c in first.children)
        if beside or thing or (first.pos_ == "PROPN" and scope.mention_at(first.i) is None):
            return pronoun(token, beside, 0.8)
    parallel = parallel_object(token)
    if parallel is not None:
        beside = [m.entity for m in scope.resolve_all(parallel) if fits(m.entity)]
        judged = token.dep_ in SUBJECTS and parallel.lemma_.lower() not in word_list("any_mechanisms")
        if beside or judged:
            return pronoun(token, beside, 0.75)
    ahead = subject_ahead(token)
    if ahead is not None:
        found = tuple(m for m in scope.resolve_all(ahead) if fits(m.entity))
        if found and (plural or len(found) == 1):
            return tuple(
                Mention(token.i, token.i + 1, token.i, m.entity, "pronoun", 0.75 * m.sure) for m in found
            )
    decided = [m.entity for s in _deciding(token) for m in scope.resolve_all(s) if fits(m.entity)]
    if decided:
        return pronoun(token, decided, 0.75)
    personal = token.lower_ in THIRD_PERSON
    announced = announced_by(scope, token, fits) if not personal else None
    if announced is not None:
        return pronoun(token, announced, 0.75)
    bearer = None if personal or token.dep_ != "poss" else _bearer(token)
    if bearer is not None and bearer.lower_ in RELATIVE:
        return pronoun(token, [m.entity for m in relative(scope, bearer) if fits(m.entity)], 0.65)
    if plural and bearer is not None and bearer.tag_ == "NNS" and not scope.resolve_all(bearer):
        return ()
    for _ in range(_SENTENCES_BACK_PERSON if personal else _SENTENCES_BACK):
        subjects = [
            t
            for t in sentence
            if t.dep_ in SUBJECTS
            and t.i < token.i
            and t.lower_ not in RELATIVE | FIRST_PLURAL | FIRST_SINGULAR
            and not scope.parsed.is_scaffold(t.i)
            and not _governs(scope, t, token)
            and (personal or plural or not _is_official(scope, t) or _says(t, token))
        ]
        for subject in sorted(subjects, key=lambda t: (not _speaks_of_itself(t, token), _depth(t), -t.i)):
            ordered = _ordered_by(scope, subject) if token.dep_ in SUBJECTS and not personal else ()
            found = tuple(m for m in ordered or scope.resolve_all(subject) if fits(m.entity))
            if personal and not found and (officials := _official(scope, subject)):
                return pronoun(token, officials, _OFFICIAL)
            if plural and len(found) == 1 and scope.is_a(found[0].entity, "Person"):
                continue
            if plural and not found and subject.tag_ == "NNS" and subject.head.dep_ == "ROOT":
                return ()
            if _goes_on_about(scope, subject, token) or _tells(scope, token, subject):
                return ()
            if not (plural or personal or found) and sentence.end <= token.i and _goes_on(subject):
                return ()
            if found and (plural or len(found) == 1):
                sure = _SAYS if _says(subject, token) else _SUBJECT
                sure = _CONTINUED if subject.lower_ in THIRD_THING else sure
                return tuple(
                    Mention(token.i, token.i + 1, token.i, m.entity, "pronoun", sure * m.sure) for m in found
                )
        if (
            not (plural or personal)
            and sentence.end <= token.i
            and _other_text(scope, sentence, SUBJECTS | {"ROOT"})
        ):
            return ()
        others = [
            m
            for m in scope.starting_in(sentence.start, min(token.i, sentence.end))
            if fits(m.entity)
            and m.kind != "adjective"
            and not _governs(scope, doc[m.head], token)
            and (personal or not _in_official(scope, m))
            and (personal or plural or sentence.end > token.i or not _in_study(doc[m.head]))
        ]
        if others and not plural:
            salient = min(others, key=lambda m: (_depth(doc[m.head]), -m.first))
            if not personal and sentence.end <= token.i and _thing_since(scope, sentence, salient):
                return ()
            return (Mention(token.i, token.i + 1, token.i, salient.entity, "pronoun", 0.55),)
        several = {
            m.entity for m in others if doc[m.head].tag_ == "NNS" and scope.is_a(m.entity, "Proceeding")
        }
        if plural and len(several) == 1:
            return pronoun(token, [*several], _DESCRIBED)
        told = () if personal or plural else _told_of(scope, sentence, token, fits)
        if told:
            return told
        goes_on = token.dep_ in _OBJECTS and sentence.end <= token.i and not (plural or personal)
        repeated = _same_pronoun(scope, sentence, fits) if goes_on else ()
        if repeated:
            return pronoun(token, [m.entity for m in repeated], repeated[0].sure)
        if not (plural or personal) and sentence.end <= token.i and _other_text(scope, sentence):
            return ()
        if sentence.start == 0:
            break
        sentence = doc[sentence.start - 1].sent
        if scope.parsed.block_of[sentence.start] < block - (
            _BLOCKS_BACK_PERSON if personal else _BLOCKS_BACK
        ):
            break
    return ()


def _ordered_by(scope: Scope, subject: Token) -> tuple[Mention, ...]:
    """Return whom a court orders to do something: "*it* has not done so" goes on about them."""
    verb = subject.head
    ordered = [c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i]
    told = verb.lemma_.lower() in word_list("enjoining") and any(c.dep_ == "xcomp" for c in verb.children)
    if not told or not ordered or not any(scope.is_a(m.entity, "Court") for m in scope.resolve(subject)):
        return ()
    return scope.resolve(ordered[0])


def _goes_on(subject: Token) -> bool:
    """Say whether *subject* is an "it" that means something: the next "it" means the same."""
    clauses = {c.dep_ for c in subject.head.children} & {"ccomp", "xcomp", "advcl", "csubj"}
    return subject.lower_ == "it" and subject.head.dep_ == "ROOT" and not clauses


def means_text(scope: Scope, token: Token) -> bool:
    """Say whether "it" means a text that the sentences just before it in its block speak of."""
    sentence, first = token.sent, scope.parsed.block_range(scope.parsed.block_of[token.i])[0]
    for _ in range(_SENTENCES_BACK):
        if sentence.start <= first:
            return False
        sentence = token.doc[sentence.start - 1].sent
        if _other_text(scope, sentence):
            return True
        if any(scope.is_a(m.entity, "Mechanism") for m in scope.starting_in(sentence.start, sentence.end)):
            return False
    return False


def _other_text(scope: Scope, sentence: Span, places: frozenset[str] = _TOLD) -> bool:
    """Say whether *sentence* speaks of a text ("We object to *the bill*."), which "it" then means."""
    return any(
        t.dep_ in places
        and t.tag_ == "NN"
        and t.lemma_.lower() in word_list("other_texts")
        and (t.lemma_.lower() in word_list("studies") or not any(scope.mention_at(i.i) for i in t.subtree))
        for t in sentence
    )


def _in_study(head: Token) -> bool:
    """Say whether a report or an article is on what *head* names: "it" is rather the report."""
    about = head.head
    return (
        head.dep_ == "pobj" and about.lower_ in _ABOUT and about.head.lemma_.lower() in word_list("studies")
    )


def _thing_since(scope: Scope, sentence: Span, salient: Mention) -> bool:
    """Say whether *sentence* has an object without a name behind *salient*, which "it" rather means.

    "X handed *the file* to Y. Z sat on it."
    """
    return salient.kind == "name" and any(
        t.dep_ == "dobj"
        and t.tag_ == "NN"
        and t.i > salient.head
        and scope.parsed.doc[salient.head].dep_ in {"pobj", "poss"}
        and any(c.lower_ in {"the", "a", "an", "its"} for c in t.children)
        and not scope.resolve_all(t)
        for t in sentence
    )


def _goes_on_about(scope: Scope, subject: Token, token: Token) -> bool:
    """Say whether *token* opens a sentence that goes on about *subject*, which is nothing known.

    "*The draft* was adopted by 30 votes to 3 (A, B and C). *It* extends the mandate": none of A, B and C.
    """
    opens = token.lower_ == "it" and token.dep_ in SUBJECTS and token.i == token.sent.start
    definite = any(c.lower_ in _DEFINITE for c in subject.children)
    main = subject.tag_ == "NN" and definite and subject.head.dep_ == "ROOT" and subject.sent.end <= token.i
    return opens and main and not scope.resolve_all(subject)


def _tells(scope: Scope, token: Token, subject: Token) -> bool:
    """Say whether *token* means the text that *subject* names: "The draft calls on X. *It* commends"."""
    text = subject.lemma_.lower() in word_list("texts") and scope.mention_at(subject.i) is None
    begins = token.dep_ == "nsubj" and token.lower_ == "it" and token.i - token.sent.start <= 1
    return text and begins and subject.sent.end == token.sent.start and not scope.resolve(subject)


def _official(scope: Scope, subject: Token) -> list[Entity]:
    """Return whom the nameless official *subject* speaks for: "Brazil's delegate". Then "she" is as good."""
    if not _is_official(scope, subject):
        return []
    return [m.entity for m in scope.resolve(subject) if not scope.is_a(m.entity, "Person")]


def _in_official(scope: Scope, mention: Mention) -> bool:
    """Say whether *mention* only tells for whom an official speaks: "the delegate of *X* said"."""
    post = scope.post_at(mention.head)
    return post is not None and scope.parsed.doc[post.head].dep_ == "nsubj"


def _is_official(scope: Scope, subject: Token) -> bool:
    """Say whether *subject* is the post of somebody who speaks for a state or an institution."""
    post = scope.post_at(subject.i)
    return post is not None and subject.i == post.head and post.speaks_for != "self"


def _told_of(
    scope: Scope, sentence: Span, token: Token, fits: Callable[[Entity], bool]
) -> tuple[Mention, ...]:
    """Return the fitting entity that *sentence* calls "the commission", before *token*, not as a subject."""
    for noun in reversed(sentence[: max(0, token.i - sentence.start)]):
        definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in noun.children)
        if noun.dep_ not in _OBJECTS or not definite or noun.is_ancestor(token) or _in_study(noun):
            continue
        found = [m.entity for m in scope.resolve_all(noun) if fits(m.entity)]
        if len(found) == 1:
            return pronoun(token, found, _DESCRIBED)
    return ()


def _says(subject: Token, token: Token) -> bool:
    """Say whether *token* is the subject of what *subject* says or thinks: "*X* said that *it* would ..."."""
    if token.dep_ not in SUBJECTS or token.head.dep_ != "ccomp":
        return False
    said = token.head.head
    while said.dep_ == "conj" and said != subject.head and not any(c.dep_ in SUBJECTS for c in said.children):
        said = said.head
    return said == subject.head


def _speaks_of_itself(subject: Token, token: Token) -> bool:
    """Say whether *token* rather means *subject*, which says so, than whoever was told of before.

    Who "held that *it* must release them" speaks of somebody else.
    """
    bound = any(c.lower_ in {"must", "shall", "should"} for c in token.head.children)
    return not bound and _says(subject, token)


def _bearer(token: Token) -> Token | None:
    """Return the subject of the clause in which *token*, a possessive, stands in the object's phrase."""
    verb = token.head
    while verb.pos_ not in {"VERB", "AUX"} and verb.head != verb:
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < token.i), None)
    inside = subject is not None and (subject == token.head or subject.is_ancestor(token))
    return None if inside else subject


def _same_pronoun(scope: Scope, sentence: Span, fits: Callable[[Entity], bool]) -> tuple[Mention, ...]:
    """Return what an "it" of *sentence* in the place of an object stands for: the next one may go on so."""
    for before in sentence:
        if before.lower_ == "it" and before.dep_ in _OBJECTS:
            found = scope.resolve_as(before, fits)
            if found:
                return pronoun(before, [m.entity for m in found], 0.95 * found[0].sure)
    return ()


def _states_before(scope: Scope, token: Token) -> bool:
    """Say whether an actor is named before *token* in its sentence, so that it need not mean the body."""
    return any(
        m.kind == "name" and scope.is_a(m.entity, "Actor")
        for m in scope.starting_in(token.sent.start, token.i)
    )


def _governs(scope: Scope, subject: Token, token: Token) -> bool:
    """Say whether *token* cannot refer to *subject*: it sits inside it, or is an object of the same verb."""
    if token.dep_ in {"dobj", "pobj", "dative"}:
        verb = token.head
        while verb.pos_ == "ADP" and verb.head != verb:
            verb = verb.head
        if subject in surface_subjects(verb):
            return True
    return subject == token or (subject.is_ancestor(token) and token.dep_ != "poss")


def _depth(token: Token) -> int:
    return sum(1 for _ in token.ancestors)
