"""Judging: what the nouns between a trigger and a mechanism leave of a position.

A stance on the *work* of a court is one on the court, one on *sanctions* against it is the opposite, and one
on its *meeting* is none; what is paid into, joined or hosted has to be something that can be.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.conditions import is_put_forward
from accgraph.extraction.exceptions import (
    is_itself,
    is_of_harm,
    is_own_fault,
    is_sentenced,
    lets_work,
)
from accgraph.extraction.frames import FrameLexicon, Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.links import is_only_linked
from accgraph.extraction.phrases import Target
from accgraph.extraction.sanction_nouns import names_sanctions
from accgraph.extraction.wished import wished_stance
from accgraph.model import polarity

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["judged"]

_UNKNOWN_NOUN = 0.55
_STEP = 0.97
_WISHED = 0.9
_PRAISE = "endorse.praise-for"
_FURTHER = "reject.further-attacks"
_MEMBER, _CHAIR = "join.become-party", "join.co-chairs"
# what nobody pays for: who pays a judgment debt or sponsors a resolution does something else
_UNPAID = ("Treaty", "Legislation")
# what has no seat: who lodges an application houses nothing
_PLACELESS = ("Proceeding", "Treaty", "Legislation", "SanctionsRegime")
# what a body holds, on which a stance is none on the body
_SITTING = frozenset({"meeting", "session", "summit"})
# one sentences a court's staff, not the court: "X's verdict on the ICC" is what X thinks of it
_SENTENCING = frozenset({"verdict", "conviction", "sentence", "trial", "judgment", "judgement"})


def judged(
    analysis: Analysis, lexicon: FrameLexicon, trigger: Trigger, target: Target, kind: str
) -> tuple[str, float] | None:
    """Return the kind of position that the nouns before the mechanism leave, and how sure it is."""
    if is_only_linked(analysis, trigger, target, kind):
        return None
    words, path, mode = lexicon.words, target.path, trigger.frame.path
    factor = _STEP ** len(path)
    wished = wished_stance(trigger.token, target.mention.head)
    if wished is not None:
        return (wished, factor * _WISHED) if wished != "other" and kind == "endorse" else None
    if kind == "host" and analysis.resolver.is_a(target.mention.entity, *_PLACELESS):
        return None
    if trigger.frame.id == _MEMBER and _is_organ(analysis, target):
        # Who sits on the Human Rights Council has taken no position by it.
        return None
    if trigger.frame.id == _CHAIR and _is_circle(analysis, target):
        # Who chairs a group of states belongs to it, and does not join it.
        return None
    if kind == "host" and any(c.lower_ == "former" for c in trigger.token.children):
        return None
    if kind == "fund" and analysis.resolver.is_a(target.mention.entity, *_UNPAID):
        return None
    if kind == "fund" and set(path) & word_list("owed_sums"):
        # who pays what was awarded in a case pays a debt
        return None
    if kind == "obstruct" and is_of_harm(trigger.token, target):
        return None
    if trigger.frame.id == _PRAISE and _is_for_sum(trigger.token, target, words["money"]):
        # Who thanks another for a sum tells what that one is for.
        return None
    if trigger.frame.id == "endorse.call-for" and set(path) & word_list("reforming"):
        return None
    if trigger.frame.id == _FURTHER and (
        "against" in path[:-1] or sum(w in words["hostile"] for w in path) > 1
    ):
        # "Sponsored a resolution *against* the sanctions on it", "welcomed the *rejection* of the attacks"
        return None
    if mode == "any":
        proposed = kind == "fund" and trigger.frame.pos == "noun" and set(path) & word_list("texts")
        # The sponsor of a resolution that sets a body up pays nothing.
        return ("initiate" if proposed else kind), factor
    if mode == "direct":
        return (kind, factor) if not path else None
    if mode in {"attitude", "hostile"}:
        if set(path) & _SITTING and analysis.resolver.is_a(
            target.mention.entity, "InternationalOrganisation"
        ):
            # "Welcomes the session of the Council" is said of what it may decide, and not of the Council.
            return None
        if analysis.resolver.is_a(target.mention.entity, "SanctionsRegime"):
            return _on_sanctions(path, kind, factor, mode, words["hostile"])
        # An *end* to the sanctions on a court is good for it.
        eased = next((i for i, word in enumerate(path) if word in word_list("easing")), len(path))
        harmless = any(w in words["hostile"] and w not in word_list("easing") for w in path[eased:])
        hostile = not harmless and any(word in words["hostile"] for word in path)
        # "Criticised X for *not supporting* it"
        hostile = hostile or any(w.startswith("not ") and w[4:] not in words["hostile"] for w in path)
        hostile = hostile or is_sentenced(analysis, trigger.token, target)
        if hostile and is_itself(analysis, path, target):
            return None
        if hostile and is_own_fault(analysis, target):
            # "Deplored the Court's failure to act": against it, if anything
            return (kind, factor * 0.8) if (mode, polarity(kind)) == ("attitude", "opposition") else None
        unknown = sum(
            word not in words["hostile"] and word not in words["transparent"] and word not in words["staff"]
            for word in path
        )
        factor *= _UNKNOWN_NOUN**unknown
        if mode == "hostile":
            return (kind, factor) if hostile else None
        if hostile:
            return ("reject" if polarity(kind) == "support" else "endorse"), factor * 0.8
        return kind, factor
    ending = set(path) & word_list("abolishing")
    if mode == "text" and ending:
        # Who puts forward a text that ends something is against it.
        rest = set(path) - ending
        return ("reject", factor * 0.8) if rest and lexicon.paths[mode].issuperset(rest) else None
    if (mode == "text" and "against" in path) or (mode == "membership" and "support" in path):
        return None
    if mode == "order" and kind == "reject" and "against" in path:
        # "The verdict against the Court's judges is void": that is no word against the Court
        return None
    path = tuple(word for word in path if word != "against")
    named_only = trigger.frame.pos == "noun" and not path
    if trigger.frame.kind == "sanction" and named_only and trigger.token.lemma_ in _SENTENCING:
        people = analysis.parsed.doc[target.mention.head].lemma_.lower() in word_list("court_people")
        return (kind, factor) if people else None
    if mode == "order" and trigger.frame.kind == "cooperate":
        vague = trigger.token.lemma_.lower() in word_list("vaguely_obeying")
        if not path or (vague and not set(path) & word_list("binding")):
            return None
    if mode == "text" and not path:
        young = not target.mention.entity.known or target.mention.kind == "nominal"
        drafted = young and trigger.token.lemma_.lower() in word_list("drafting")
        law = target.mention.kind == "pronoun" and analysis.resolver.is_a(
            target.mention.entity, "Legislation"
        )
        passed = law and trigger.token.lemma_.lower() in word_list("putting_forward")
        forward = drafted or passed or is_put_forward(trigger, target.mention.head)
        return (kind, factor) if forward else None
    if mode in {"defied", "convicted", "requested", "created", "staffed", "owed"} and not path:
        return None
    if trigger.frame.kind == "join" and set(path) & words["hostile"]:
        return None
    signed = trigger.token.lemma_ == "sign" and analysis.resolver.is_a(target.mention.entity, "Legislation")
    if trigger.frame.kind == "join" and (signed or set(path) & word_list("enactments")):
        # Who signs an order for a court sets it up.
        return "initiate", factor
    if mode == "staff" and not path and trigger.token.lemma_.lower() in word_list("receiving"):
        # To receive a court's prosecutor is to meet; to receive its investigators is to let them in.
        met = analysis.resolver.post_at(target.mention.head) is not None
        met = met or analysis.resolver.is_a(target.mention.entity, "Person")
        return None if met else (kind, factor)
    if mode == "text" and set(path) & words["renewing"] and lexicon.paths[mode].issuperset(path):
        return "endorse", factor
    if (
        mode == "staff"
        and trigger.frame.kind == "cooperate"
        and not path
        and target.mention.kind == "pronoun"
        and not lets_work(trigger.token)
    ):
        return None
    return (kind, factor) if lexicon.paths[mode].issuperset(path) else None


def _is_organ(analysis: Analysis, target: Target) -> bool:
    """Say whether *target* is an organ of an organisation, on which states have seats."""
    entity, is_a = target.mention.entity, analysis.resolver.is_a
    return is_a(entity, "InternationalOrganisation") and is_a(entity, "Institution")


def _is_circle(analysis: Analysis, target: Target) -> bool:
    """Say whether *target* is a group of states that does nothing but speak and act together."""
    entity, is_a = target.mention.entity, analysis.resolver.is_a
    return is_a(entity, "Group") and is_a(entity, "Institution")


def _is_for_sum(verb: Token, target: Target, money: Collection[str]) -> bool:
    """Say whether a sum is told between *verb* and *target*: "thanked X for *two million* to the Court"."""
    return any(t.lemma_.lower() in money for t in verb.doc[verb.i : target.mention.first])


def _on_sanctions(
    path: Sequence[str], kind: str, factor: float, mode: str, hostile: Collection[str]
) -> tuple[str, float] | None:
    """Return the stance on sanctions of who takes one on what is done with them (*path*).

    Who regrets that they are lifted or vetoed is for them, and who welcomes "listings under" them is not
    against them.
    """
    opposed = polarity(kind) == "opposition"
    if set(path) & (word_list("easing") | word_list("loosening")):
        return ("endorse", factor * 0.8) if (mode == "attitude") == opposed else None
    harmed = any(word in hostile and not names_sanctions(word) for word in path)
    if mode == "hostile":
        return (kind, factor) if harmed else None
    if harmed:
        return ("endorse" if opposed else "reject"), factor * 0.8
    return kind, factor
