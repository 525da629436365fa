"""Bridging: the mechanism that a noun phrase means without naming it ("the warrant", "these sanctions").

It is the nearest one before that can have or be such a thing; this is bridging reference (Clark 1975).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.decisions import attacked_before, decided_before
from accgraph.extraction.focus import in_focus
from accgraph.extraction.frames import FrameLexicon
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.ordered import order_before
from accgraph.extraction.phrases import Target, attack_or_lemma, within
from accgraph.extraction.products import product_of
from accgraph.extraction.pronouns import THIRD_PERSON
from accgraph.extraction.repetition import another_since
from accgraph.extraction.syntax import agents, coordinated, objects, prepositional_objects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Span, Token

__all__ = ["bridged", "spoken_of_last"]

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_LAWMAKERS = ("Institution",)
_TOPIC = 0.55
_SUMMED, _SUMMED_BLOCKS = 0.75, 4
_BELOW, _POINTING = 4, frozenset({"this", "that", "these", "those"})
_DOWN = frozenset({"prep", "pobj", "dobj", "acl", "xcomp", "pcomp"})
_DOING = frozenset({"take", "make", "adopt", "announce", "impose"})
# which mechanisms have such people: an inquiry has neither prosecutors nor judges
_HAVING = {
    "judge": ("Court", "Tribunal"),
    "prosecutor": ("Court", "Tribunal", "InvestigationTeam"),
    "registrar": ("Court", "Tribunal"),
}
_EXECUTIVE = frozenset({"executive", "presidential"})
_PROBES, _OPENING = frozenset({"investigation", "probe"}), frozenset({"begin", "launch", "open", "start"})
# how many a list of those who are hit has at most
_LISTED = 12
_SANCTIONING = frozenset({"blacklist", "penalise", "penalize", "sanction"})
_PARTS = frozenset({"aspect", "bit", "element", "half", "part", "point", "portion", "provision"})
_STANDING = frozenset({"body", "institution", "entity", "instrument", "mandate"})


def bridged(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that *head* means without saying so; empty if none can be told."""
    while head.lemma_.lower() in _PARTS and (whole := prepositional_objects(head, ("of",))):
        # "Has not complied with any *part of the judgment*"
        head = whole[0]
    return (
        _antecedents(analysis, lexicon, head)
        or _summed_up(analysis, head)
        or _below(analysis, lexicon, head)
        or _of_topic(analysis, lexicon, head)
        or _of_order(analysis, head)
        or product_of(analysis, head)
    )


def _of_order(analysis: Analysis, head: Token) -> list[Target]:
    """Return whose "the request", "that order" is: of the body that gave it in a sentence before."""
    definite = any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in head.children)
    if any(c.dep_ == "acl" for c in head.children):
        return []
    if head.lemma_.lower() not in word_list("binding") or not definite or _is_anothers(head):
        return []
    order, source = order_before(analysis, head), analysis.source_at(head.i)
    giver = order.body if order is not None else source.speaker if source is not None else None
    if giver is None or (order is None and not analysis.resolver.is_a(giver.entity, "Court", "Inquiry")):
        return []
    mention = replace(giver, sure=_SUMMED, first=head.i, last=head.i + 1, head=head.i, kind="nominal")
    return [Target(mention, (head.lemma_.lower(),))]


def _below(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism of "those warrants" below *head* ("attempts to bury those warrants")."""
    found: list[tuple[Token, tuple[str, ...]]] = [(head, ())]
    for token, path in found:
        if token != head and token.lemma_.lower() in _STANDING:
            for target in _summed_up(analysis, token):
                return [Target(target.mention, path)]
        if token != head and token.lemma_.lower() in lexicon.words["bridging_orders"]:
            said = {c.lower_ for c in token.children if c.dep_ == "det"}
            for target in _antecedents(analysis, lexicon, token) if said & _POINTING else ():
                return [Target(target.mention, (*path, *target.path))]
        if len(path) < _BELOW and analysis.resolver.mention_at(token.i) is None:
            further = path if token.pos_ in {"ADP", "SCONJ"} else (*path, token.lemma_.lower())
            found += [(c, further) for c in token.children if c.dep_ in _DOWN]
    return []


def _summed_up(analysis: Analysis, head: Token) -> list[Target]:
    """Return the mechanism spoken of last that "the scheme", "this body" means: one that is still young.

    A plan, an idea or a draft is never a court that has long been there; a body or an institution may be.
    """
    owners = [c for c in head.children if c.dep_ == "poss"] + prepositional_objects(head, ("of",))
    return _summed(analysis, head) or [
        replace(target, path=(head.lemma_.lower(),))
        for owner in owners
        if analysis.resolver.mention_at(owner.i) is None
        for target in _summed(analysis, owner)
    ]


def _summed(analysis: Analysis, head: Token) -> list[Target]:
    """Return the mechanism that *head* itself, "the panel", means."""
    resolver = analysis.resolver
    names = resolver.lexicon
    classes = names.summing.get(head.lemma_.lower(), ())
    said = {c.lower_ for c in head.children if c.dep_ == "det"}
    bare = all(
        c.lower_ in names.plain
        for c in head.children
        if c.dep_ in {"amod", "compound", "nmod", "poss", "acl", "relcl", "prep", "appos", "nummod"}
        and not (c.dep_ == "prep" and c.lower_ in {"in", "at", "on"})
        and not (c.dep_ in {"acl", "relcl"} and head.doc[c.left_edge.i - 1].text == ",")
    )
    if not classes or not said & _DEFINITE or not bare or head.dep_ == "compound" or _is_owned(head):
        return []
    standing = head.lemma_.lower() in _STANDING
    if head.lemma_.lower() in _PROBES and head.dep_ == "dobj" and head.head.lemma_.lower() in _OPENING:
        # An investigation that a state opens is its own, not the inquiry spoken of.
        return []
    return [
        Target(Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", _SUMMED), ())
        for mention in spoken_of_last(analysis, head, classes, standing=standing)
        if not another_since(analysis.resolver, head, mention)
        and (standing or not _is_ended(head.doc[mention.last : head.i]))
    ]


def _is_ended(between: Span) -> bool:
    """Say whether a plan or text that *between* tells of puts an end to what was named before."""
    return any(
        t.lemma_.lower() in word_list("abolishing") and any(c.lower_ == "to" for c in t.children)
        for t in between
    )


def spoken_of_last(
    analysis: Analysis, head: Token, classes: tuple[str, ...], *, standing: bool = False
) -> list[Mention]:
    """Return the mechanism of *classes* named last before *head*; an old one only if it may be *standing*."""
    resolver = analysis.resolver
    block = analysis.parsed.block_of[head.i]
    for mention in reversed(resolver.named):
        if mention.first >= head.i or mention.kind != "name":
            continue
        if standing and head.sent.start <= mention.first and _is_other_body(analysis, mention, classes):
            return []
        if not resolver.is_a(mention.entity, *classes):
            continue
        if not mention.entity.known and head.tag_ == "NN" and head.doc[mention.head].tag_ == "NNS":
            continue
        if block - analysis.parsed.block_of[mention.head] > _SUMMED_BLOCKS:
            break
        entry = resolver.vocabulary.entries.get(mention.entity.iri)
        young = entry is None or bool(entry.links.get("situation"))
        if (standing or young) and not resolver.is_forum(mention.entity):
            return [mention]
    return []


def _is_other_body(analysis: Analysis, mention: Mention, classes: tuple[str, ...]) -> bool:
    """Say whether *mention* is of a body that "that body" may mean and that is no mechanism of *classes*."""
    is_a = analysis.resolver.is_a
    return is_a(mention.entity, "InternationalOrganisation", "Court") and not is_a(mention.entity, *classes)


def _is_owned(head: Token) -> bool:
    """Say whether *head* is somebody's in its own phrase: "the Mission, *whose* mandate"."""
    return any(c.dep_ == "poss" and c.lower_ == "whose" for c in head.children)


def _of_topic(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that the document is about, if *head* is a part of it: "its archives"."""
    topic, lemma = analysis.resolver.topic, head.lemma_.lower()
    if topic is None and lemma in lexicon.words["parts"] | lexicon.words["staff"]:
        topic = analysis.resolver.announced
    parts = frozenset().union(*(lexicon.words[name] for name in ("transparent", "staff", "texts", "parts")))
    definite = any(c.lower_ in _DEFINITE or c.dep_ == "poss" for c in head.children)
    named = any(analysis.resolver.mention_at(t.i) for t in head.subtree) or _is_anothers(head)
    whole = lemma in word_list("own_acts") or lemma not in parts or head.pos_ != "NOUN"
    theirs = any(c.dep_ == "poss" and c.lower_ in THIRD_PERSON for c in head.children)
    if theirs and lemma in lexicon.words["bridging_staff"] | lexicon.words["staff"]:
        return []
    if lemma in word_list("found_elsewhere") and not any(c.dep_ == "poss" for c in head.children):
        # States and assemblies have presidents and rapporteurs as well.
        return []
    if topic is None or whole or not definite or named:
        return []
    if lemma in lexicon.words["texts"] and analysis.resolver.is_a(topic, *_LAWMAKERS):
        return []
    return [Target(Mention(head.i, head.i + 1, head.i, topic, "nominal", _TOPIC), (attack_or_lemma(head),))]


def _is_told(act: Token) -> bool:
    """Say whether the phrase of *act* says itself what was done ("the decision *to open* proceedings")."""
    return any(c.dep_ in {"acl", "xcomp"} and any(t.tag_ == "TO" for t in c.children) for c in act.children)


def _is_anothers(act: Token) -> bool:
    """Say whether the phrase of *act* tells whose it is and needs no antecedent: "the steps *taken by X*"."""
    behind = act.nbor() if act.i + 1 < len(act.doc) else act
    if behind.lower_ in {"directed", "aimed", "targeting", "targeted", "taken"}:
        return True
    return any(
        (c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "of", "towards", "toward"})
        or (c.dep_ == "acl" and c.lemma_ in _DOING and any(t.dep_ == "agent" for t in c.children))
        for c in act.rights
    )


def _antecedents(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that what was said before makes *head* stand for."""
    lemma = head.lemma_.lower()
    determiners = _determiners(head)
    if head.i == analysis.parsed.block_range(analysis.parsed.block_of[head.i])[0] and head.tag_ in {
        "NN",
        "NNP",
    }:
        # A headline leaves the article out: "Move condemned by EU".
        determiners = determiners | {"the"}
    titled = (
        head.text[:1].isupper() and head.i > head.sent.start and lemma in lexicon.words["bridging_orders"]
    )
    others = lemma not in lexicon.words["hostile"] and _is_anothers(head)
    if lemma in lexicon.words["attacks"] and not (_is_told(head) or _is_ordered(head) or titled or others):
        definite = bool(determiners & _DEFINITE)
        if definite and lemma in lexicon.words["hostile"]:
            decided = attacked_before(analysis, lexicon, head)
        else:
            decided = decided_before(analysis, lexicon, head, definite=definite)
        if decided:
            return decided
    if head.lower_ == "that" and head.dep_ == "pobj":
        # "Grateful for *that*": for what was done, not for the mechanism
        return []
    if head.lower_ in {"this", "that"} or (
        determiners & {"this", "that"} and lemma in lexicon.words["abstract"]
    ):
        return _of_last_sentence(analysis, lexicon, head)
    if "the" in determiners and lemma in word_list("sums_up") and not list(head.rights):
        return _of_clause_before(analysis, lexicon, head) or _of_last_sentence(analysis, lexicon, head)
    if determiners & {"the", "this", "that", "these", "said"} and lemma in lexicon.words["instruments"]:
        told = _same_noun_before(analysis, head)
        if told or lemma not in lexicon.words["bridging_orders"]:
            return told
    if lemma in lexicon.words["bridging_orders"] and "the" in determiners and not list(head.rights):
        told = _same_noun_before(analysis, head)
        if told:
            return told
    if lemma in lexicon.words["bridging_orders"] and _is_executive(head):
        return []
    if lemma in lexicon.words["bridging_orders"] or (lemma == "measure" and _is_ordered(head)):
        classes: tuple[str, ...] = ("Court", "Tribunal")
    elif lemma in lexicon.words["bridging_staff"]:
        classes = _HAVING.get(lemma, ("Court", "Tribunal", "Inquiry", "InvestigationTeam"))
    else:
        return []
    definite = bool(determiners & _DEFINITE) or _is_struck(analysis, head)
    if lemma in lexicon.words["bridging_staff"] and any(c.dep_ == "prep" for c in head.children):
        return []
    owned = any(
        c.dep_ in {"poss", "amod", "compound"} and analysis.resolver.mention_at(c.i) for c in head.children
    ) or any(
        analysis.resolver.mention_at(t.i)
        for c in head.children
        if c.lower_ in {"of", "by"}
        for t in c.subtree
    )
    if not definite or owned or _is_told(head):
        return []
    asking = in_focus(analysis, head.i) if lemma in lexicon.words["own_requests"] else set()
    if asking:
        meant = [Mention(head.i, head.i + 1, head.i, e, "nominal", 0.7) for e in asking]
        return [Target(mention, (lemma,)) for mention in meant] if len(meant) == 1 else []
    block = analysis.parsed.block_of[head.i]
    wanted = (classes, ("Mechanism",))
    for mention in reversed(analysis.resolver.named):
        near = mention.first < head.i and block - analysis.parsed.block_of[mention.head] <= 2
        if near and _is_their_office(analysis, mention, lemma):
            return []
        if near and all(analysis.resolver.is_a(mention.entity, *any_of) for any_of in wanted):
            return [Target(Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", 0.7), (lemma,))]
    return []


def _is_struck(analysis: Analysis, staff: Token) -> bool:
    """Say whether measures are taken against *staff*; a text that does not tell whose has told it before.

    "Sanctions on *eleven judges*", "measures against elected judges and *deputy prosecutors*".
    """
    first, listed = staff, 0
    while first.dep_ == "conj" and listed < _LISTED:
        first, listed = first.head, listed + 1
    if staff.tag_ != "NNS" or first.dep_ == "conj":
        return False
    if staff.lemma_.lower() == "president" or any(c.lower_ == "former" for c in staff.children):
        # A court has one: several have governed states.
        return False
    told = [c for each in coordinated(first) for c in each.children if c.dep_ not in {"appos", "conj"}]
    theirs = any(c.lower_ == "of" or analysis.resolver.mention_at(c.i) is not None for c in told)
    if theirs or any(c.dep_ in {"relcl", "acl"} for c in told):
        return False
    if first.dep_ in {"dobj", "nsubjpass"}:
        return first.head.lemma_.lower() in _SANCTIONING
    if first.dep_ != "pobj" or first.head.lower_ not in {"on", "against"}:
        return False
    above = first.head.head
    around = [above, *(t for t in (above.head, *above.children) if t.pos_ == "NOUN"), *objects(above)]
    return any(t.lemma_.lower() in word_list("attacking") for t in around)


def _is_their_office(analysis: Analysis, mention: Mention, lemma: str) -> bool:
    """Say whether *mention* is an office of a state of which such staff are, as "Prosecutors of X" is."""
    words = mention.entity.label.lower().replace("'s", "").split()
    return analysis.resolver.is_a(mention.entity, "GovernmentBody") and lemma in words


def _is_ordered(measure: Token) -> bool:
    """Say whether a court has ordered *measure*: "the measures *indicated*", "the *provisional* measures"."""
    return any(
        (c.dep_ in {"acl", "relcl"} and c.lemma_ in {"indicate", "order", "prescribe"})
        or c.lower_ in {"provisional", "interim"}
        for c in measure.children
    )


def _is_executive(order: Token) -> bool:
    """Say whether the text speaks of an executive's own *order* before it, and so of no court's."""
    before = (t for t in order.doc[: order.i + 1] if t.lemma_.lower() == order.lemma_.lower())
    return any(c.lower_ in _EXECUTIVE for t in before for c in t.children)


def _determiners(noun: Token) -> set[str]:
    """Return the determiners of *noun*, one that the parser hung on a word before it included."""
    words = [noun, *(c for c in noun.children if c.dep_ in {"compound", "amod", "nmod"})]
    return {c.lower_ for word in words for c in word.children if c.dep_ == "det"}


def _of_clause_before(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the only mechanism that the clauses before *head* in its sentence name, if not attacked."""
    return _summing(analysis, lexicon, head, head.sent.start, head.left_edge.i)


def _of_last_sentence(analysis: Analysis, lexicon: FrameLexicon, head: Token) -> list[Target]:
    """Return the mechanism that "this step" sums up: the only one of the sentence before, if not attacked."""
    if head.sent.start == 0:
        return []
    sentence = head.doc[head.sent.start - 1].sent
    return _summing(analysis, lexicon, head, sentence.start, sentence.end)


def _summing(analysis: Analysis, lexicon: FrameLexicon, head: Token, first: int, last: int) -> list[Target]:
    if any(t.lemma_.lower() in lexicon.words["hostile"] for t in head.doc[first:last]):
        return []
    resolver = analysis.resolver
    found = {
        m.entity: m
        for m in resolver.mentions_in(first, last)
        if resolver.is_a(m.entity, "Mechanism") and m.kind == "name"
    }
    if len(found) != 1:
        return []
    (mention,) = found.values()
    return [Target(Mention(head.i, head.i + 1, head.i, mention.entity, "nominal", 0.75), ())]


def _same_noun_before(analysis: Analysis, head: Token) -> list[Target]:
    """Return the mechanism of the last phrase with the same head noun ("the agreement on the Tribunal")."""
    if any(c.dep_ == "acl" and agents(c) for c in head.children):
        # "The resolution *adopted by the Council*" is told for the first time.
        return []
    doc = head.doc
    block = analysis.parsed.block_of[head.i]
    for i in range(head.i - 1, -1, -1):
        if block - analysis.parsed.block_of[i] > 3:
            break
        if doc[i].lemma_.lower() == head.lemma_.lower() and doc[i].pos_ in {"NOUN", "PROPN"}:
            for target in within(analysis, doc[i]):
                mention = Mention(head.i, head.i + 1, head.i, target.mention.entity, "nominal", 0.8)
                return [Target(mention, target.path)]
    return []
