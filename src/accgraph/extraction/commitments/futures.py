"""Pledges in the future tense: "we will do X", where the speaker's own acts are meant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.actions import Action, has_to
from accgraph.extraction.commitments.bearers import Party, speakers
from accgraph.extraction.commitments.findings import Finding
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.commitments.modals import is_hypothetical, is_under_law
from accgraph.extraction.commitments.promising import promised_actions, promised_by, promiser
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.syntax import first_coordinated, is_passive, is_verb, subjects

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["FUTURE", "find_futures"]

_THIRD = frozenset({"it", "they", "he", "she"})
FUTURE = frozenset({"will", "'ll", "shall", "would", "wo"})


def find_futures(
    analysis: Analysis, lexicon: CommitmentLexicon, modality: ModalityLexicon
) -> Iterator[Finding]:
    """Yield what the speakers of the document, or of a quotation in it, say they will do."""
    for token in analysis.parsed.tokens:
        if analysis.parsed.is_scaffold(token.i):
            continue
        if token.tag_ == "MD" and token.lower_ in FUTURE:
            told = first_coordinated(token.head)
            if told.dep_ != "ccomp" or modality_of(told.head, modality) != "denied":
                yield from _future(analysis, token, lexicon)
        elif token.lower_ in {"is", "are"} and token.dep_ not in {"aux", "auxpass"}:
            yield from _set_to(analysis, token, lexicon)
        elif token.lower_ == "going" and token.dep_ not in {"amod", "acl"}:
            yield from _going(analysis, token, lexicon)


def _future(analysis: Analysis, modal: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "we will do X" and its like, where the speaker's own acts are meant."""
    verb = modal.head
    if modal.dep_ != "aux" or _is_doubtful(verb, lexicon):
        return
    subject = next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    if subject is None and verb.dep_ == "conj" and is_verb(verb.head):
        subject = next((c for c in verb.head.children if c.dep_ == "nsubj"), None)
    if subject is None or (subject.i > modal.i and modal.lower_ != "will") or subject.dep_ == "nsubjpass":
        return
    inverted = subject.i > modal.i
    if inverted and not any(t.lower_ == "nor" for t in verb.doc[max(verb.sent.start, modal.i - 2) : modal.i]):
        return
    teller = _teller(verb) if subject.lower_ in _THIRD else None
    bearer = promiser(analysis, teller or subject, lexicon)
    ensured = verb.lemma_.lower() in lexicon.words("pledge", "third_person") and modal.lower_ == "will"
    ensured = ensured and any(analysis.resolver.is_a(e, "State") for e in bearer.entities)
    own = _speaks(analysis, modal, verb, subject, bearer)
    announced = not own and _is_announced(analysis, modal, verb, subject, bearer, lexicon)
    if not bearer or not (ensured or own or announced):
        return
    first = subject.lower_ in {"we", "i"}
    if modal.lower_ == "shall" and not first:
        return
    by = promised_by(analysis, modal, bearer)
    sure = 0.8 if first else 0.6 if announced else 0.75
    for action in promised_actions(analysis, verb, lexicon):
        head = analysis.parsed.doc[action.head]
        if (
            action.last - action.first == 1
            and action.last < len(analysis.parsed.doc)
            and analysis.parsed.doc[action.last].text in {"-", "–", "—"}
        ):
            continue
        if inverted:
            action = Action(modal.i - 1, action.last, action.head)
        if announced and not (head.lemma_.lower() in lexicon.words("pledge", "announced") or _sees_to(head)):
            continue
        if _is_promise(
            analysis, head, action, lexicon, negated=inverted or any(c.dep_ == "neg" for c in verb.children)
        ):
            yield Finding("pledge", "pledge-will", (modal.i, modal.i + 1), bearer, action, by, sure)


def _teller(verb: Token) -> Token | None:
    """Return who tells somebody else that they would do what *verb* says: "X told Y that it would"."""
    telling = verb.head
    if verb.dep_ != "ccomp" or telling.lemma_.lower() not in {"tell", "inform", "notify"}:
        return None
    return next((s for s in subjects(telling) if not is_passive(telling)), None)


def _going(analysis: Analysis, going: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    verb = next((c for c in going.children if c.dep_ == "xcomp" and has_to(c)), None)
    subject = next((c for c in going.children if c.dep_ == "nsubj" and c.i < going.i), None)
    be = next((c for c in going.children if c.dep_ == "aux" and c.tag_ in {"VBP", "VBZ"}), None)
    if (
        verb is None
        or subject is None
        or be is None
        or any(c.dep_ == "neg" for c in going.children)
        or _is_doubtful(going, lexicon)
    ):
        return
    bearer = promiser(analysis, subject, lexicon)
    if not bearer or not _speaks(analysis, going, verb, subject, bearer):
        return
    for action in promised_actions(analysis, verb, lexicon):
        if _is_promise(analysis, analysis.parsed.doc[action.head], action, lexicon, negated=False):
            yield Finding(
                "pledge",
                "pledge-will",
                (going.i, going.i + 1),
                bearer,
                action,
                promised_by(analysis, going, bearer),
                0.75,
            )


def _set_to(analysis: Analysis, be: Token, lexicon: CommitmentLexicon) -> Iterator[Finding]:
    """Yield "Sweden is to send four pathologists": what a state or body will do, told as settled."""
    verb = next((c for c in be.children if c.dep_ == "xcomp" and has_to(c)), None)
    subject = next((c for c in be.children if c.dep_ == "nsubj" and c.i < be.i), None)
    if verb is None or subject is None or verb.i - be.i > 2 or _is_doubtful(be, lexicon):
        return
    bearer = promiser(analysis, subject, lexicon)
    if is_under_law(analysis, be, lexicon) or _by_law(be):
        return
    if bearer and _is_announced(analysis, be, verb, subject, bearer, lexicon):
        for action in promised_actions(analysis, verb, lexicon, split=False):
            by = promised_by(analysis, be, bearer)
            yield Finding("pledge", "pledge-will", (be.i, be.i + 1), bearer, action, by, 0.6)


def _by_law(be: Token) -> bool:
    return any(c.lower_ == "by" and any(o.lower_ == "law" for o in c.children) for c in be.children)


def _speaks(analysis: Analysis, modal: Token, verb: Token, subject: Token, bearer: Party) -> bool:
    """Say whether the future is the speaker's own: in the first person, or of whom the speaker stands for."""
    if subject.lower_ in {"we", "i"}:
        return modal.lower_ != "would"
    if _is_of_own_minister(analysis, verb, bearer):
        return True
    aside = [c for c in verb.children if c.dep_ in {"parataxis", "ccomp"} and is_verb(c) and c.i > subject.i]
    for saying in aside:
        for sayer in subjects(saying):
            for mention in analysis.resolver.resolve(sayer):
                if analysis.resolver.principal(mention.entity).iri in bearer.iris:
                    return True
    source = analysis.speech.at(modal.i)
    if subject.lower_ in {"it", "they", "he", "she"} and (source is None or source.kind != "reported"):
        return False
    if modal.lower_ == "would" and (source is None or source.kind != "reported"):
        return False
    return bool(bearer.iris & {e.iri for e in speakers(analysis, modal.i)})


def _is_of_own_minister(analysis: Analysis, verb: Token, bearer: Party) -> bool:
    """Say whether a post that names no state tells what *bearer*, a state, will do: it is its own."""
    saying = verb.head
    if verb.dep_ != "ccomp" or saying.lemma_.lower() not in {
        "say",
        "tell",
        "announce",
        "add",
        "pledge",
        "promise",
    }:
        return False
    posts = [analysis.resolver.post_at(s.i) for s in subjects(saying)]
    states = all(analysis.resolver.is_a(e, "State") for e in bearer.entities)
    return states and any(post is not None and post.principal is None for post in posts)


def _is_announced(
    analysis: Analysis, modal: Token, verb: Token, subject: Token, bearer: Party, lexicon: CommitmentLexicon
) -> bool:
    """Say whether a text tells as settled what a state or organisation will do.

    "Slovenia will train six judges" in the text's own words, or as somebody reports ("he said Belgium would
    drop its objections").
    """
    listed = verb.lemma_.lower() in lexicon.words("pledge", "announced") or _sees_to(verb)
    if not listed or is_passive(verb):
        return False
    if any(c.dep_ == "neg" for c in verb.children) or verb.dep_ in {"relcl", "advcl", "acl"}:
        return False
    conditions = [
        c for c in verb.children if c.dep_ == "advcl" for m in c.children if m.lower_ in {"if", "unless"}
    ]
    if any(c.i < verb.i for c in conditions):
        return False
    source = analysis.speech.at(modal.i)
    if modal.lower_ == "would" and (source is None or source.kind != "reported"):
        return _goes_on_reporting(analysis, modal, verb, bearer)
    if modal.lower_ == "will" and source is not None and source.kind != "reported":
        return False
    bodies = ("State", "InternationalOrganisation")
    return subject.lower_ not in {"they", "he", "she"} and all(
        analysis.resolver.is_a(e, *bodies) for e in bearer.entities
    )


def _sees_to(verb: Token) -> bool:
    """Say whether *verb* is that of "see to it that"."""
    return verb.lemma_ == "see" and verb.doc[verb.i + 1 : verb.i + 3].text.lower() == "to it"


def _goes_on_reporting(analysis: Analysis, modal: Token, verb: Token, bearer: Party) -> bool:
    """Say whether a sentence in the future of the past goes on with what was reported right before it.

    "He said the files were ready. Belgrade would hand them over in May."
    """
    start = verb.sent.start
    same = start > 0 and analysis.parsed.block_of[start - 1] == analysis.parsed.block_of[start]
    if verb.dep_ != "ROOT" or not same or any(c.dep_ == "advcl" for c in verb.children):
        return False
    before = verb.doc[start - 1].sent
    sources = (analysis.speech.at(i) for i in range(before.start, before.end))
    voices = {s.speaker.entity for s in sources if s is not None and s.speaker is not None}
    return any(analysis.resolver.principal(v).iri in bearer.iris for v in voices)


def _is_doubtful(verb: Token, lexicon: CommitmentLexicon) -> bool:
    """Say whether the future of *verb* is only hoped for, expected, asked or set as a condition."""
    current = first_coordinated(verb)
    if current.dep_ == "relcl" or is_hypothetical(verb, lexicon):
        return True
    head = current.head
    return (
        current.dep_ in {"ccomp", "advcl", "acl", "xcomp"}
        and head.i < current.i
        and head.lemma_.lower() in lexicon.words("doubt", "governors")
    )


def _is_promise(
    analysis: Analysis, head: Token, action: Action, lexicon: CommitmentLexicon, *, negated: bool
) -> bool:
    """Say whether to do *action* is something one can promise.

    And not a stance or the management of a speech.
    """
    lemma = head.lemma_.lower()
    if is_passive(head):
        return False
    things = [t for c in head.children if c.dep_ in {"dobj", "obj"} for t in (c, *c.children)]
    if any(t.lower_ in {"no", "nothing"} for t in things):
        return False
    if _sees_to(head):
        return True
    if lemma in lexicon.words("pledge", "kept"):
        return action.last - action.first > 1
    if lemma in lexicon.words("pledge", "not_promised"):
        return False
    if not negated:
        return True
    mentions = analysis.resolver.mentions_in(action.first, action.last)
    return lemma not in lexicon.words("refusals", "verbs") and not any(
        analysis.resolver.is_a(m.entity, "Mechanism") for m in mentions
    )
