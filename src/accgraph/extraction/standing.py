"""Standing: what modality leaves of a frame, a position of its kind or of another, a denial, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import Modality, ModalityLexicon
from accgraph.extraction.syntax import agents, first_coordinated, is_passive, is_verb

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["is_of_the_past", "is_question", "standing_of"]

_DUTY = frozenset({"must", "should", "shall", "ought"})
_REFUSED = {
    "endorse": "reject",
    "join": "reject",
    "initiate": "reject",
    "host": "reject",
    "cooperate": "obstruct",
}
_REFUSING = frozenset({"refuse", "reject", "refusal"})
_OPENING = 3
_VOWED = frozenset({"promised", "future"})
_WILL = frozenset({"will", "wo", "'ll"})
_CAN = frozenset({"can", "ca", "cannot"})
_ENDED = frozenset({"join", "fund"})
_STANCES = frozenset({"endorse", "reject"})
_ONCE = frozenset({"once", "formerly"})
_DECIDING = frozenset({"agree", "choose", "decide", "resolve", "vote"})


def standing_of(trigger: Trigger, lexicon: ModalityLexicon) -> tuple[str, bool] | None:
    """Return the kind of position that modality leaves of *trigger*, and whether it is a denial; or None."""
    frame, token = trigger.frame, trigger.token
    if frame.only == "fragment":
        return (frame.kind, False) if _is_fragment(token) else None
    if frame.only in {"impersonal", "must"}:
        return (frame.kind, False) if _is_due(trigger) else None
    if frame.kind in _STANCES | {"fund"} and is_of_the_past(token):
        return None
    if frame.kind == "obstruct" and frame.pos == "noun" and _is_alleged(token):
        return None
    if _is_presupposed(trigger) or (frame.kind == "join" and _opens_as(trigger)):
        return frame.kind, False
    if frame.kind in _REFUSED and _is_purpose(token):
        return None
    mode: Modality = modality_of(_asserting(trigger), lexicon)
    if mode in {"demanded", "hoped", "proposed", "promised"} and frame.pos == "noun" and _presupposed(token):
        return frame.kind, False
    if frame.only == "asked":
        return (frame.kind, False) if mode == "demanded" else None
    if frame.only == "evaluation":
        return (frame.kind, False) if mode in {"asserted", "conditional", "future"} else None
    if mode == "denied" and frame.kind in _ENDED and _no_longer(token):
        return "withdraw", False
    if frame.only == "unaddressed" and _addresses(token):
        return None
    if frame.only == "ending":
        wanted = "denied" if token.lemma_ == "participate" else "asserted"
        return (frame.kind, False) if mode == wanted else None
    if mode in _VOWED and _is_vow(trigger) and not _is_pledged(token):
        return frame.kind, False
    if mode == "future" and frame.kind == "reject" and frame.pos == "verb" and frame.only is None:
        # To say that one will oppose is to oppose, as "we will not sign" is no pledge.
        return frame.kind, False
    if mode == "asserted":
        return None if frame.only == "denied" else (frame.kind, False)
    if mode == "denied":
        if (
            frame.kind == "fund"
            and token.dep_ == "dobj"
            and token.head.lemma_.lower() in word_list("continuing")
        ):
            return "withdraw", False
        if frame.denied is None and frame.kind in _REFUSED and _refused(token):
            return _REFUSED[frame.kind], False
        if frame.denied is not None:
            return (
                None
                if _not_yet(token) or (frame.kind == "cooperate" and _disowned(token))
                else (frame.denied, False)
            )
        return frame.kind, True
    return None


def _is_purpose(verb: Token) -> bool:
    """Say whether *verb* tells what something was set up for: "was founded *to give* them effect"."""
    founded = verb.head
    bound = (
        verb.tag_ == "VB" and verb.dep_ in {"advcl", "xcomp"} and any(c.lower_ == "to" for c in verb.children)
    )
    return bound and is_passive(founded) and founded.lemma_.lower() in word_list("founding")


def _addresses(verb: Token) -> bool:
    """Say whether *verb* tells whom it asks to act: "urges *the Council* to", "urges *the Council*:"."""
    for child in verb.children:
        if (child.dep_ == "prep" and child.lower_ in {"on", "upon"}) or child.dep_ in {"xcomp", "ccomp"}:
            return True
        asked = child.dep_ == "dobj" and verb.lemma_ == "urge"
        if asked and (child.tag_ in {"NNP", "NNPS"} or child.lemma_.lower() in word_list("asked")):
            return True
    return False


def _is_alleged(noun: Token) -> bool:
    """Say whether *noun* is only what a case is about: "an application concerning *alleged* violations"."""
    return any(c.dep_ == "amod" and c.lower_ == "alleged" for c in noun.children)


def is_of_the_past(token: Token) -> bool:
    """Say whether *token* is a stance of the past: "*used to* call", "*once* backed", "*former* support"."""
    if token.dep_ == "oprd" and is_verb(token.head):
        return is_of_the_past(token.head)
    verb = token.head
    used = token.dep_ == "xcomp" and verb.lemma_ == "use" and verb.tag_ == "VBD"
    before = token.doc[token.i - 1] if token.i > token.sent.start else token
    once = token.tag_ == "VBD" and before.dep_ == "advmod" and before.lower_ in _ONCE
    former = any(c.dep_ == "amod" and c.lower_ == "former" for c in token.children)
    sorry = (
        token.dep_ == "pcomp"
        and verb.lower_ == "for"
        and verb.head.lemma_.lower() in word_list("apologising")
    )
    return used or once or (former and token.pos_ == "NOUN") or sorry


def _presupposed(token: Token) -> bool:
    """Say whether *token* is what somebody is asked to end, and so what is ("urged X to lift *its ban*")."""
    verb = token.head
    whose = any(c.dep_ == "poss" for c in token.children)
    asked = verb.dep_ in {"xcomp", "ccomp", "advcl", "acl"} and verb.tag_ == "VB"
    # "Voted to cancel its withdrawal": there is none any more.
    asked = asked and verb.head.lemma_.lower() not in _DECIDING
    return token.dep_ == "dobj" and whose and asked and verb.lemma_.lower() in word_list("undoing")


def _is_presupposed(trigger: Trigger) -> bool:
    """Say whether what *trigger* names is there whatever is said of it: "its *case* against Y"."""
    token = trigger.token
    if trigger.frame.kind == "host" and token.dep_ == "pobj" and token.head.lower_ == "under":
        # "Will sit there under a seat agreement *concluded* in May"
        return any(c.dep_ == "acl" and c.tag_ in {"VBN", "VBD"} and not _is_to_be(c) for c in token.children)
    return (
        trigger.frame.pos == "noun"
        and trigger.frame.target == ("self",)
        and any(c.dep_ == "poss" for c in token.children)
        and token.head.lemma_.lower() not in trigger.frame.light
    )


def _is_to_be(participle: Token) -> bool:
    """Say whether *participle* is what is still to be done: "an agreement *to be signed*"."""
    return any(c.dep_ in {"aux", "auxpass"} for c in participle.children)


def _opens_as(trigger: Trigger) -> bool:
    """Say whether *trigger* opens its sentence as what is given: "*As members of X*, A and B will ..."."""
    token, opening = trigger.token, trigger.token.sent[0]
    return trigger.frame.pos == "noun" and opening.lower_ == "as" and 0 < token.i - opening.i <= _OPENING


def _refused(token: Token) -> bool:
    """Say whether *token* is what somebody refuses, will not or cannot do: "we cannot support it" is a no."""
    if any(c.dep_ == "aux" and c.lower_ in _WILL | _CAN for c in token.children):
        return _is_negated(token)
    aux = {c.lower_ for c in token.children if c.dep_ == "aux"}
    if "could" in aux and "have" not in aux and token.lemma_.lower() in word_list("backing"):
        # In an explanation of vote, who could not support a text did not.
        return _is_negated(token)
    head = token.head
    if "would" in aux and "have" not in aux and token.dep_ == "ccomp" and head.tag_ == "VBD":
        # "Said that it *would not* sign"
        return _is_negated(token)
    return token.dep_ in {"xcomp", "acl"} and head.lemma_.lower() in _REFUSING and not _is_negated(head)


def _is_vow(trigger: Trigger) -> bool:
    """Say whether to promise what the frame says is to say it: "we will always defend the Court"."""
    frame = trigger.frame
    return (
        frame.kind == "endorse"
        and frame.pos == "verb"
        and frame.only is None
        and frame.holder == ("subject",)
        and trigger.token.lemma_.lower() in word_list("standing_by")
    )


def _is_pledged(token: Token) -> bool:
    """Say whether somebody only gives their word that they will do so: "*undertook* to support the Court"."""
    token = first_coordinated(token)
    head = token.head
    if token.dep_ == "pcomp" and head.lower_ == "to" and head.head.lemma_ == "commit":
        return head.head.tag_ != "VBN"
    promised = is_verb(head) and head.tag_ != "VBN" and head.lemma_.lower() in word_list("giving_word")
    return promised and token.dep_ in {"xcomp", "ccomp", "advcl"}


def _is_negated(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children)


def is_question(token: Token) -> bool:
    """Say whether *token* stands in a question."""
    for last in reversed(token.sent):
        text = last.text.rstrip(" \"')")
        if text:
            return text.endswith("?")
    return False


def _is_due(trigger: Trigger) -> bool:
    """Say whether something is said to be due, by nobody in particular if the frame asks for that."""
    token = trigger.token
    due = any(c.dep_ == "aux" and c.lower_ in _DUTY for c in token.children) or any(
        c.lower_ in {"has", "have", "needs", "need"} for c in (token.head,) if token.dep_ == "xcomp"
    )
    denied = any(c.dep_ == "neg" for c in (*token.children, *token.head.children))
    impersonal = is_passive(token) and not agents(token)
    return due and not denied and (impersonal or trigger.frame.only == "must")


def _is_fragment(token: Token) -> bool:
    """Say whether *token* heads a sentence that has no finite verb."""
    return token.dep_ == "ROOT" and not any(
        t.pos_ in {"VERB", "AUX"} and t.dep_ not in {"acl", "amod", "relcl"} for t in token.sent
    )


def _asserting(trigger: Trigger) -> Token:
    """Return the verb of a noun's own clause ("the case that A *brought*") where it tells the modality."""
    token = trigger.token
    if trigger.frame.pos == "noun" and trigger.frame.target == ("self",):
        for clause in token.children:
            if clause.dep_ in {"acl", "relcl"} and clause.lemma_.lower() in trigger.frame.light:
                return clause
    return token


def _no_longer(token: Token) -> bool:
    """Say whether *token*, or the verb that carries it, is said to hold no longer, or to be stopped."""
    carriers = [token, *(t for t in token.ancestors if t.lemma_ == "be")][:2]
    longer = any(c.lower_ == "longer" for carrier in carriers for c in carrier.subtree if c.i < carrier.i + 4)
    stopped = (c for c in carriers if c.dep_ == "xcomp")
    return longer or any(c.head.lemma_.lower() in word_list("stopping") for c in stopped)


def _disowned(token: Token) -> bool:
    """Say whether *token* is what somebody says they did not do: "*denied having handed over* the file"."""
    return token.dep_ in {"xcomp", "ccomp"} and token.head.lemma_ in {"deny", "dispute"}


def _not_yet(token: Token) -> bool:
    """Say whether what *token* denies is only said not to have happened so far."""
    words = [t.lower_ for t in token.sent]
    if token.lemma_.lower() in word_list("owed") and any(
        words[i : i + 2] == ["yet", "to"] for i in range(len(words))
    ):
        # An answer may still come; an order that one "has yet to carry out" is not carried out.
        return False
    return "yet" in words or any(
        words[i : i + 2] in (["so", "far"], ["to", "date"]) for i in range(len(words))
    )
