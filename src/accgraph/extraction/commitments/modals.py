"""Demands by a modal: "B should do X", "B must do X", "B has to do X", "the measures must be lifted"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, actions_of, has_to
from accgraph.extraction.commitments.antecedents import imposed_by
from accgraph.extraction.commitments.asking import agent_party, by_speaker, is_disputed, ruling_court
from accgraph.extraction.commitments.bearers import Party, party_of, party_roles, speakers
from accgraph.extraction.commitments.findings import Finding, Kind
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.syntax import agents, is_passive, is_verb, subjects
from accgraph.model import Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["find_modals", "is_hypothetical", "is_reported", "is_under_law"]

_REPORTING = frozenset({"say", "add", "tell", "argue", "insist", "stress", "warn", "write", "note"})


def find_modals(analysis: Analysis, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield what the text says somebody must, should, shall, ought or has to do."""
    for token in analysis.parsed.tokens:
        if analysis.parsed.is_scaffold(token.i):
            continue
        if token.tag_ == "MD":
            yield from _modal(analysis, token, lexicon)
        elif (
            token.lemma_.lower() in {"have", "need", "ought"}
            and (token.tag_ in {"VBZ", "VBP"} or _is_past_for_present(analysis, token, lexicon))
            and token.pos_ == "VERB"
        ):
            yield from _semi_modal(analysis, token, lexicon)
        elif token.lemma_.lower() == "be" and token.dep_ not in {"aux", "auxpass"}:
            yield from _to_be_done(analysis, token, lexicon)


def is_hypothetical(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether *verb* stands in a condition, a question or a relative clause.

    So that nothing is said outright.
    """
    current = verb
    while True:
        if current.dep_ == "relcl" or (current == verb and is_disputed(verb, lexicon)):
            return True
        if any(
            c.lower_ in lexicon.words("modal", "question_marks")
            and c.dep_ in {"mark", "advmod", "dobj", "attr", "nsubj", "nsubjpass", "pobj", "det"}
            and c.i < current.i
            and not (c.lower_ == "why" and current.head.lemma_ == "be")
            for c in current.children
        ):
            return True
        if current.dep_ not in {"conj", "ccomp", "xcomp", "advcl", "acl"} or current.head == current:
            return False
        if current.dep_ == "ccomp" and any(c.dep_ == "neg" for c in current.head.children):
            return True
        if current.dep_ == "advcl" and current != verb:
            return False
        current = current.head


def _modal(analysis: Analysis, modal: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    word = modal.lower_
    verb = modal.head if modal.dep_ == "aux" else modal
    negated = any(c.dep_ == "neg" for c in verb.children)
    if word in {"can", "may"}:
        if not negated or verb.lemma_.lower() not in lexicon.words("cannot", "verbs") or word == "may":
            return
    elif word not in lexicon.words("modal", "demand"):
        return
    if word == "ought" and modal.dep_ != "aux":
        verb = next((c for c in modal.children if c.dep_ == "xcomp"), modal)
    grammatical = _subjects_before(verb, modal)
    if not grammatical or is_hypothetical(verb, lexicon):
        return
    if any(c.dep_ == "aux" and c.lower_ == "have" and c.i > modal.i for c in verb.children):
        return
    subject = grammatical[0]
    if subject.lower_ in {"i", "we"} and (
        word == "shall" or verb.lemma_.lower() in lexicon.words("modal", "speech_acts")
    ):
        return
    if subject.lower_ == "i":
        return
    trigger = (modal.i, modal.i + 1)
    if is_passive(verb):
        yield from _passive(analysis, modal, verb, subject, lexicon)
        return
    bearer = agent_party(analysis, subject, lexicon)
    if not bearer:
        return
    kind, rule, by, sure = _force(analysis, modal, verb, bearer, lexicon)
    if rule == "demand-shall":
        bearer = _officers(analysis, bearer)
    if subject.lower_ in {"we", "us"}:
        sure *= 0.6
    if verb is modal:
        yield Finding(kind, rule, trigger, bearer, None, by, sure)
        return
    for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
        if word == "can" and action.head == verb.i:
            action = Action(modal.i, action.last, action.head)
        if action.first <= modal.i < action.last and word != "can":
            action = Action(modal.i + 1, action.last, action.head)
        if action.first < action.last:
            yield Finding(kind, rule, trigger, bearer, action, by, sure)


def is_reported(analysis: Analysis, token: Token) -> bool:
    """Say whether *token* stands in reported speech, where past tense stands for what is said to hold."""
    source = analysis.speech.at(token.i)
    if source is not None and source.kind == "reported":
        return True
    if token.dep_ == "ccomp" and token.head.lemma_.lower() in _REPORTING:
        return True
    return any(c.dep_ == "parataxis" and c.lemma_.lower() in _REPORTING for c in token.children)


def _is_past_for_present(analysis: Analysis, token: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether *token* is past only because it is reported, or ruled by a court."""
    return token.tag_ == "VBD" and (
        is_reported(analysis, token) or bool(ruling_court(analysis, token, lexicon))
    )


def is_under_law(analysis: Analysis, verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether the clause of *verb* names the treaty, article or order under which it speaks."""
    return any(
        p.lower_ in lexicon.words("modal", "legal_prepositions")
        and any(
            n.lemma_.lower() in lexicon.words("modal", "legal_nouns") or _is_treaty(analysis, n)
            for n in p.subtree
            if n is not p
        )
        for p in verb.children
        if p.dep_ in {"prep", "agent", "advmod", "amod"} and p.lower_ != "by"
    )


def _subjects_before(verb: Token, modal: Token) -> list[Token]:
    """Return the grammatical subjects of *verb* that stand before *modal*.

    None in a question or inversion.
    """
    own = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    if own or any(c.dep_ == "expl" for c in verb.children):
        return [s for s in own if s.i < modal.i]
    if verb.dep_ == "ccomp":
        return _before_participle(verb, modal)
    if verb.dep_ == "conj" and is_verb(verb.head):
        return [c for c in verb.head.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < modal.i]
    return [s for s in subjects(verb) if s.i < modal.i] if not is_passive(verb) else []


def _before_participle(verb: Token, modal: Token) -> list[Token]:
    """Return the subject that the parser gave to a participle: "leaders meeting in X should"."""
    for sibling in verb.head.children:
        between = verb.head.i < sibling.i < modal.i and sibling.right_edge.i == modal.i - 1
        if between and sibling.tag_ in {"VBG", "VBN"}:
            return [c for c in sibling.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return []


def _force(
    analysis: Analysis, modal: Token, verb: Token, bearer: Party, lexicon: CommitmentLexicon
) -> tuple[Kind, str, tuple[Role, ...], float]:
    """Return kind, rule, source and sureness of what *modal* lays on *bearer*.

    Law where the clause names one.
    """
    by = by_speaker(analysis, modal.i)
    court = any(analysis.resolver.is_a(r.entity, "Court", "Tribunal") for r in by)
    ruling = ruling_court(analysis, verb, lexicon)
    if ruling:
        return "duty", "duty-order", ruling, 0.9
    legal = is_under_law(analysis, verb, lexicon)
    if modal.lower_ in {"must", "shall"} and legal:
        return "duty", "duty-modal", by if court else (), 0.85
    if modal.lower_ in {"shall", "must"} and court:
        return "duty", "duty-order", by, 0.85
    if modal.lower_ == "shall":
        return "demand", "demand-shall", by, 0.85
    return "demand", "demand-modal", by, 0.9 if modal.lower_ in {"must", "should", "ought"} else 0.7


def _to_be_done(analysis: Analysis, be: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "held that the State was to pay": what a court says somebody is to do."""
    verb = next((c for c in be.children if c.dep_ == "xcomp" and has_to(c)), None)
    subject = next((c for c in be.children if c.dep_ == "nsubj" and c.i < be.i), None)
    if is_hypothetical(be, lexicon):
        return
    spoken = tuple(r for r in by_speaker(analysis, be.i) if analysis.resolver.is_a(r.entity, "Court"))
    by = ruling_court(analysis, be, lexicon) or spoken
    if verb is None or subject is None or not by or verb.i - be.i > 3:
        return
    bearer = agent_party(analysis, subject, lexicon)
    if bearer:
        for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
            yield Finding("duty", "duty-order", (be.i, be.i + 1), bearer, action, by, 0.85)


def _is_treaty(analysis: Analysis, noun: Token) -> bool:
    mention = analysis.resolver.mention_at(noun.i)
    return mention is not None and analysis.resolver.is_a(mention.entity, "Treaty", "Legislation")


def _officers(analysis: Analysis, bearer: Party) -> Party:
    """Return the state that issues an order as the bearer of what it lays on its own, unnamed, officers."""
    issuers = analysis.context.issuers
    if (
        not issuers
        or not analysis.resolver.is_a(issuers[0], "State")
        or any(e.known for e in bearer.entities)
    ):
        return bearer
    role = bearer.roles[0]
    return Party([Role(issuers[0], role.mention, role.start, role.end)], bearer.sure)


def _passive(
    analysis: Analysis, modal: Token, verb: Token, subject: Token, lexicon: CommitmentLexicon
) -> Iterator[Finding]:
    """Yield the demand of a passive that says by whom the thing is to be done; the action is its clause."""
    agent = agents(verb)
    if agent:
        bearer = party_of(analysis, agent[0], lexicon, any_noun=False)
    elif verb.lemma_.lower() in lexicon.words("imposed", "undone"):
        linked = party_roles(analysis, imposed_by(analysis, subject, lexicon), lexicon)
        bearer = Party([role for role, _ in linked], min((sure for _, sure in linked), default=0.0))
    else:
        return
    if not bearer:
        return
    kind, rule, by, sure = _force(analysis, modal, verb, bearer, lexicon)
    if rule == "demand-shall":
        bearer = _officers(analysis, bearer)
    closing = lexicon.words("trailing", "openers")
    for action in actions_of(analysis.parsed, verb, closing):
        whole = bool(agent) and action.head == verb.i
        first = min(t.i for t in subject.subtree) if whole else action.first
        yield Finding(
            kind,
            rule,
            (modal.i, modal.i + 1),
            bearer,
            Action(first, action.last, action.head),
            by,
            sure * 0.9,
        )


def _semi_modal(analysis: Analysis, token: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    verb = next((c for c in token.children if c.dep_ in {"xcomp", "advcl"} and has_to(c)), None)
    if (
        verb is None
        or verb.i - token.i > 3
        or any(t.lower_ in {"yet", "only"} for t in token.doc[token.i : verb.i])
        or any(c.dep_ in {"aux", "neg", "dobj"} for c in token.children)
        or is_hypothetical(token, lexicon)
    ):
        return
    subject = next((c for c in token.children if c.dep_ == "nsubj" and c.i < token.i), None)
    if subject is None or subject.lower_ in {"i", "we", "you"} or is_passive(verb):
        return
    bearer = agent_party(analysis, subject, lexicon)
    if not bearer or bearer.iris & {e.iri for e in speakers(analysis, token.i)}:
        return
    if token.tag_ == "VBD" and not all(e.known for e in bearer.entities):
        return
    ruling = ruling_court(analysis, token, lexicon)
    if not ruling and token.lemma_.lower() == "have" and is_under_law(analysis, token, lexicon):
        spoken = tuple(r for r in by_speaker(analysis, token.i) if analysis.resolver.is_a(r.entity, "Court"))
        for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
            yield Finding("duty", "duty-modal", (token.i, token.i + 1), bearer, action, spoken, 0.8)
        return
    for action in actions_of(analysis.parsed, verb, lexicon.words("trailing", "openers")):
        yield Finding(
            "duty" if ruling else "demand",
            "duty-order" if ruling else "demand-modal",
            (token.i, token.i + 1),
            bearer,
            action,
            ruling or by_speaker(analysis, token.i),
            0.85 if ruling else 0.65,
        )
