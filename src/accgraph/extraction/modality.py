"""Modality: whether what a trigger says is asserted, denied, or only hoped for, proposed, demanded, promised.

A step of its own, so that the frames need not know of it: the same frame "accede to" gives a position in
"X acceded", a denial in "X has yet to accede", nothing in "X could accede" and a pledge in "X will accede".
The scope of a cue is its syntactic complement, as in ConText (Harkema et al. 2009) read over a parse.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.modality_cues import own_cue
from accgraph.extraction.modality_lexicon import Modality, ModalityLexicon
from accgraph.extraction.syntax import finite_partner, first_coordinated, is_passive, is_verb, noun_completed

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["modality_of"]

_CLAUSAL = frozenset(
    {"xcomp", "ccomp", "pcomp", "acl", "advcl", "pobj", "dobj", "prep", "oprd", "acomp", "attr", "csubj"}
)
# conjunctions whose clause is said to be so whatever becomes of the clause above it
_APART = frozenset({"after", "when", "while", "because", "since", "although", "though", "whereas"})
_ITS = frozenset({"its", "their", "our", "my", "his", "her"})
_HEARSAY = frozenset({"allege", "claim", "rumour", "rumor", "say", "suggest"})
_HEARSAY_NOUNS = frozenset({"allegation", "claim", "report", "rumour", "rumor", "story", "suggestion"})
_UNTRUE = frozenset({"baseless", "fabricated", "false", "inaccurate", "incorrect", "unfounded", "untrue"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_TELLING_TO = frozenset({"advise", "caution", "remind", "tell"})
_ACCUSING = frozenset({"accuse", "suspect"})


def modality_of(trigger: Token, lexicon: ModalityLexicon) -> Modality:
    """Return the modality of what *trigger*, a verb, noun or adjective, says.

    Cues on the trigger itself come first, then those of the words that govern it, outwards to the nearest
    finite verb that is not itself governed. Two denials ("did not fail to join") make an assertion.
    """
    denials = 0
    current = trigger
    first, carried = True, False
    while True:
        own = own_cue(current, lexicon, first=first, told=first or carried)
        if own == "denied":
            denials += 1
        elif own is not None and denials == 0:
            return own
        elif own is not None:
            return own if own != "future" else "denied"
        # "Has yet to *impose* sanctions": the act is the verb's as much as the noun's
        carried = first and current.pos_ == "NOUN" and current.dep_ == "dobj"
        first = False
        if current.tag_ == "VBG" and current.i == current.sent.start:
            # "*Recalling* that X acceded to it, under which ...": nothing governs what opens a paragraph
            break
        predicated = _predicated(current, lexicon) if current == trigger else None
        if predicated is not None:
            return predicated
        governor = _governor(current) if current == trigger or current.dep_ != "acomp" else None
        if governor is None or _performs(governor, current, lexicon) or _unaltered(governor, current):
            break
        if current.dep_ == "pcomp" and current.head.lower_ == "by":
            # "Has failed in its duty *by* not *executing* the warrant": two failures, not none
            above = modality_of(governor, lexicon)
            return "denied" if denials % 2 and above == "asserted" else above
        cue = _governing_cue(governor, current, lexicon)
        if cue == "denied":
            denials += 1
        elif cue is not None:
            return "denied" if cue == "promised" and denials % 2 else cue
        current = governor
    return "denied" if denials % 2 else "asserted"


def _unaltered(governor: Token, current: Token) -> bool:
    """Say whether *current* is so whatever *governor* says: "this does not *alter* our respect"."""
    if current.dep_ in {"ccomp", "csubj"} and governor.lemma_.lower() in word_list("recalling"):
        return is_passive(governor)
    altering = current.dep_ == "dobj" and governor.lemma_.lower() in word_list("altering")
    return altering and any(c.dep_ == "neg" for c in governor.children)


def _performs(governor: Token, current: Token, lexicon: ModalityLexicon) -> bool:
    """Say whether *current* is said by the very wish to say it ("would like to thank"; Austin 1962)."""
    spoken = current.dep_ in {"xcomp", "ccomp"} and current.lemma_.lower() in lexicon.utterances
    negated = any(c.dep_ == "neg" for c in governor.children)
    return spoken and governor.lemma_.lower() in lexicon.wishes and not negated


def _governor(token: Token) -> Token | None:
    head = token.head
    infinitive = (
        token.dep_ == "relcl" and token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children)
    )
    if head == token or (token.dep_ not in _CLAUSAL | {"conj"} and not infinitive):
        return None
    noun = noun_completed(token)
    if noun is not None:
        return noun
    if token.dep_ == "pcomp" and head.lower_ == "of" and head.head.head.lemma_.lower() in _ACCUSING:
        # "Accused the cabinet of X *of ignoring* the order": the parser hangs it on the noun.
        return head.head.head
    if token.dep_ == "ccomp" and token.i < head.i:
        return None
    marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod"}}
    finite = any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children)
    past = "before" in marks and token.tag_ == "VBD"
    if token.dep_ == "advcl" and (marks & _APART or past or ("as" in marks and finite)):
        return None
    if token.dep_ == "advcl" and token.tag_ == "VBN" and token.doc[max(token.left_edge.i - 1, 0)].text == ",":
        return None
    if token.dep_ == "conj":
        if is_verb(token) and any(c.dep_ in {"nsubj", "nsubjpass"} for c in token.children):
            return None
        return _governor(finite_partner(token) if is_verb(token) and is_verb(head) else head)
    asked = head.head.head if token.dep_ in {"acl", "relcl"} and head.dep_ == "pobj" else head
    if token.tag_ == "VB" and asked != head and head.head.lower_ in {"before", "after", "during", "ahead"}:
        # "Asked X before the trip *to carry out* the warrant"
        return asked if is_verb(asked) else head
    if token.dep_ == "acl" and token.tag_ == "VBG" and head.lemma_.lower() in word_list("drafts"):
        return head
    if (
        token.dep_ == "acl"
        and finite
        and head.lemma_.lower() in word_list("litigated")
        and head.dep_ != "attr"
    ):
        # "The case *that X brought*": the parser takes it for what the case says.
        return None
    if token.dep_ == "acl" and token.tag_ in {"VBN", "VBG"} and not (finite and "that" in marks):
        text = token.tag_ == "VBG" and head.dep_ == "dobj" and head.lemma_.lower() in word_list("texts")
        planned = head.head.tag_ == "VB" or head.head.lemma_.lower() in word_list("considering")
        return head.head if text and planned else None
    if token.dep_ == "pobj" and head.lower_ in {"as", "over", "despite"}:
        return None
    if token.dep_ in {"dobj", "pobj", "prep", "attr"} and not is_verb(token):
        while head.pos_ == "ADP" and head.head != head:
            head = head.head
        return head if is_verb(head) or head.pos_ in {"NOUN", "ADJ"} else None
    return head


def _decides(governor: Token) -> bool:
    """Say whether *governor* is a body's decision: what the Council *agrees* to set up, it sets up."""
    if governor.lemma_ != "agree":
        return False
    deciding = word_list("deciding_bodies")
    return any(c.dep_ == "nsubj" and c.lemma_.lower() in deciding for c in governor.children)


def _is_untrue(noun: Token) -> bool:
    """Say whether what *noun* says is called untrue: "*reports* that ... were false"."""
    said = noun.head if noun.dep_ in _SUBJECTS else noun
    return any(c.lower_ in _UNTRUE and c.dep_ in {"acomp", "amod", "oprd"} for c in said.children)


def _predicated(noun: Token, lexicon: ModalityLexicon) -> Modality | None:
    """Return what is said of *noun*, an act, that tells that it is not so: "its *accession* is overdue"."""
    if noun.pos_ != "NOUN":
        return None
    if noun.dep_ not in _SUBJECTS:
        return "denied" if _is_of_undone(noun) else None
    predicate = noun.head
    if not is_verb(predicate) or any(c.dep_ == "neg" for c in predicate.children):
        return None
    if predicate.lemma_.lower() in lexicon.unrealised:
        return "proposed"
    if any(c.dep_ == "aux" and c.lower_ in {"could", "may", "might", "would"} for c in predicate.children):
        return "conditional"
    said = (c for c in predicate.children if c.dep_ in {"acomp", "attr", "advmod"} and c.i > predicate.i)
    uncertain = predicate.lemma_ == "be" and any(c.lemma_.lower() in lexicon.uncertain for c in said)
    return "proposed" if uncertain else None


def _was_due(be: Token, verb: Token) -> bool:
    """Say whether *verb*, a passive, was to be done: "was to be *surrendered*"."""
    return be.tag_ == "VBD" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)


def _is_of_undone(noun: Token) -> bool:
    """Say whether *noun* tells a text that was not signed: "a statement in *support* of it"."""
    text = noun
    while text.dep_ in {"pobj", "prep"} and text.head != text:
        text = text.head
    signed = text.head
    done = text != noun and text.dep_ == "nsubjpass" and signed.lemma_.lower() in word_list("signing")
    return done and any(c.dep_ == "neg" for c in signed.children)


def _orders_its_own(governor: Token, current: Token) -> bool:
    """Say whether *governor* has its subject's own people do *current*: "*ordered* its police to arrest him".

    What a state has its organs do it does.
    """
    complete = current.dep_ in {"xcomp", "ccomp", "advcl"}
    if not complete or governor.lemma_.lower() not in word_list("ordering"):
        return False
    ordered = [c for c in governor.children if c.dep_ == "dobj"]
    ordered += [c for c in current.children if c.dep_ == "nsubj"]
    return any(c.dep_ == "poss" and c.lower_ in _ITS for noun in ordered for c in noun.children)


def _is_draft(noun: Token) -> bool:
    """Say whether *noun* is a text that is not yet adopted: "a *bill*", "a draft *law*"."""
    drafted = any(c.lower_ == "draft" and c.dep_ in {"compound", "amod"} for c in noun.children)
    return drafted or noun.lemma_.lower() in word_list("drafts")


def _is_opinion(clause: Token) -> bool:
    """Say whether *clause* says what somebody thinks ("considers that X is vital"), not what they may do.

    "Insists that X *admit* the mission" is a demand.
    """
    one = [c for c in clause.children if c.dep_ == "nsubj" and c.tag_ in {"NN", "NNP"} and not [*c.conjuncts]]
    if clause.tag_ == "VBP" and one:
        return False
    return clause.dep_ == "ccomp" and (
        clause.tag_ in {"VBZ", "VBP", "VBD"} or any(c.tag_ in {"VBZ", "VBP", "VBD"} for c in clause.children)
    )


def _governing_cue(governor: Token, current: Token, lexicon: ModalityLexicon) -> Modality | None:
    lemma = governor.lemma_.lower()
    if (
        governor.lemma_ == "say"
        and current.dep_ == "xcomp"
        and current.doc[max(current.left_edge.i - 1, 0)].text == ":"
    ):
        # "To the Government we say: *sign* the Statute"
        return "demanded"
    if governor.tag_ == "MD" and current.dep_ == "xcomp":
        # "They should" before an item of a list that opens with "To"
        return lexicon.auxiliaries.get(governor.lower_)
    if current.dep_ == "oprd" or (
        current.dep_ == "ccomp" and not is_verb(current) and lemma in word_list("naming")
    ):
        return None
    particle = next((f"{lemma} {c.lower_}" for c in governor.children if c.dep_ == "prt"), lemma)
    if current.pos_ == "NOUN" and current.dep_ in {"dobj", "pobj"} and is_verb(governor):
        if {lemma, particle} & lexicon.ended:
            # "Will never *give up* its support"
            return "asserted" if any(c.dep_ == "neg" for c in governor.children) else "hoped"
        if lemma in lexicon.prospective:
            return "hoped"
    if _orders_its_own(governor, current):
        return None
    if lemma == "use" and current.dep_ == "xcomp" and not any(c.dep_ == "dobj" for c in governor.children):
        # "*Used* to be a party"
        return "hoped"
    if lemma == "stand" and current.dep_ == "xcomp" and governor.tag_ in {"VBZ", "VBP"}:
        # "Stands to become a party"
        return "conditional"
    heard = is_passive(governor) or (governor.dep_ == "acl" and governor.tag_ == "VBN")
    if current.dep_ == "xcomp" and lemma in word_list("hearsay") and heard:
        # "Peru is *believed* to have left it"
        return "proposed"
    if lemma in _HEARSAY and current.dep_ == "ccomp" and is_passive(governor):
        # "It is sometimes *said* that Peru bars the Court"
        return "proposed" if any(c.lower_ == "it" for c in governor.children) else None
    if current.dep_ == "ccomp" and any(c.lower_ in _UNTRUE for c in governor.head.children):
        # "It was *false* to say that Peru had opposed it"
        return "denied"
    if current.dep_ in {"acl", "ccomp"} and lemma in _HEARSAY_NOUNS and _is_untrue(governor):
        # "*Reports* that Peru had left were false"
        return "denied"
    if current.dep_ in {"ccomp", "csubj"} and lemma in {"be", "seem", "appear"}:
        # "It is *possible* that Peru has left", "it *seems* that"
        said = (
            c.lemma_.lower() for c in governor.children if c.dep_ in {"acomp", "attr"} and c.i < current.i
        )
        hedged = next((h for word in said if (h := lexicon.governors.get(word)) is not None), None)
        return "proposed" if hedged is not None or lemma != "be" else None
    if (
        current.dep_ == "ccomp"
        and lemma in word_list("confirming")
        and any(c.dep_ == "neg" for c in governor.children)
    ):
        # "Could not *confirm* that Peru had left"
        return "proposed"
    if lemma in _TELLING_TO and any(c.dep_ == "aux" and c.lower_ == "to" for c in current.children):
        return "demanded"
    if lemma == "be" and current.dep_ == "xcomp" and (current.tag_ == "VB" or _was_due(governor, current)):
        described = any(
            c.dep_ in {"acomp", "attr", "oprd"}
            or (c.dep_ == "prep" and c.lower_ in {"among", "amongst"})
            or (c.dep_ == "nsubj" and (c.lower_ == "it" or c.lemma_.lower() in word_list("replies")))
            for c in governor.children
        )
        return None if described else "future"
    if lemma in word_list("openings") and governor.head.lemma_.lower() in word_list("taking_openings"):
        # Who seizes the chance to do something does it.
        return None
    if governor.pos_ == "NOUN" and _is_draft(governor):
        # "Passed the *bill* on its accession" is another thing than to table it
        return None if governor.head.lemma_.lower() in word_list("passing") else "proposed"
    found = lexicon.governors.get(particle) or lexicon.governors.get(lemma)
    opinion = lemma in lexicon.opinions and _is_opinion(current)
    if found is None or opinion or _decides(governor):
        return None
    if lemma in lexicon.attached:
        return found if current.dep_ in lexicon.attached[lemma] else None
    completing = noun_completed(current) == governor
    first = first_coordinated(current) if is_verb(current) else current
    inside = (
        governor.pos_ == "NOUN"
        and not completing
        and first.dep_ not in {"acl", "ccomp", "pcomp", "prep", "relcl"}
    )
    unmade = lemma in word_list("unmade") and current.dep_ == "pobj" and current.head.lower_ in {"for", "of"}
    if inside and lemma not in lexicon.outright and not unmade:
        return None
    clausal = is_verb(current) or any(c.dep_ == "pcomp" for c in current.children)
    if is_verb(governor) and not clausal and current.dep_ in {"dobj", "pobj", "prep", "attr"}:
        return found if lemma in lexicon.outright else None
    return found
