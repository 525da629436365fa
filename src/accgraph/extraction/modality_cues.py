"""What a word says of the modality of its own clause: negation, auxiliaries, conjunctions and set phrases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import word_list
from accgraph.extraction.modality_lexicon import Modality, ModalityLexicon
from accgraph.extraction.syntax import finite_partner, first_coordinated, has_modal, is_verb

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["own_cue"]

# "not one euro", "not a single file", "not a cent"
_SINGLE = frozenset({"one", "a", "single"})
_NEGATIVE = frozenset(
    {
        "not",
        "n't",
        "never",
        "neither",
        "nor",
        "no",
        "hardly",
        "barely",
        "scarcely",
        "nobody",
        "none",
        "nowhere",
    }
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NON = frozenset({"non", "non-"})
_IF = frozenset({"if", "lest", "unless", "whether"})
_ONLY = frozenset({"alone", "just", "merely", "only", "simply"})
_INVERTED = frozenset({"had", "should", "were"})
_WHICHEVER = frozenset({"any", "whatever", "whichever"})
_WHENEVER = frozenset({"once", "until", "when"})
_NEARLY = frozenset({"almost", "nearly"})


def own_cue(token: Token, lexicon: ModalityLexicon, *, first: bool, told: bool) -> Modality | None:
    """Return what *token* says of its own clause.

    *first* is whether it is the word asked about, *told* whether it tells the act, as a light verb does.
    """
    result: Modality | None = None
    if any(c.dep_ in {"mark", "advmod"} and c.lower_ in _IF and c.i < token.i for c in token.children):
        return "conditional"
    if token.dep_ == "relcl" and any(c.dep_ == "det" and c.lower_ in _WHICHEVER for c in token.head.children):
        # "*Any* body of X which cooperates with it"
        return "conditional"
    if first and token.pos_ == "NOUN" and (_is_scant(token) or _is_nor(token) or _is_non(token)):
        return "denied"
    if first and token.pos_ == "NOUN" and _would_be(token):
        return "hoped"
    if token.dep_ == "conj" and _is_after_nor(token):
        return "denied"
    if (
        token.lower_ == "nothing"
        and token.i + 1 < len(token.doc)
        and token.nbor().lower_ not in {"but", "less"}
    ):
        return "denied"
    if token.dep_ == "pcomp" and token.head.lower_ in {"before", "without"} and _is_wanted(token.head.head):
        # "*Without ratifying* it, it cannot ...", "*Before joining*, it has to ..."
        return "conditional"
    if token.dep_ == "pcomp" and token.head.lower_ in {"without", "against"}:
        return "denied"
    for child in token.children:
        if _is_only(child):
            continue
        if (
            child.dep_ == "neg"
            or (child.dep_ == "aux" and any(c.dep_ == "neg" for c in child.children))
            or (first and _is_no_longer(child))
            or (
                child.lower_ in _NEGATIVE
                and child.dep_ in {"advmod", "preconj", "det", "cc"}
                and child.i < token.i
            )
        ):
            return "denied"
        if first and child.lower_ in _WHENEVER and token.tag_ != "VBD" and has_modal(token.head):
            # "Will be paid when the budget is passed"
            result = "conditional"
        if first and child.dep_ == "advmod" and child.lower_ in _NEARLY and child.i == token.i - 1:
            return "hoped"
        dated = child.text in word_list("calendar") and child.i + 1 < token.i and child.i > 0
        if dated and child.nbor(-1).like_num:
            # "On 3 *May* the Council created ..."
            continue
        if child.dep_ == "aux" and child.lower_ in lexicon.auxiliaries and not _is_open(token):
            result = lexicon.auxiliaries[child.lower_]
            if first and child.lower_ == "would" and _is_backshifted(token, lexicon):
                result = "future"
        if (
            child.dep_ == "nsubj"
            and token.tag_ == "VB"
            and token.dep_ == "ccomp"
            and not _has_auxiliary(token)
        ):
            result = "demanded"
        if first and child.dep_ == "amod" and child.lower_ in lexicon.possible and token.pos_ == "NOUN":
            result = "proposed"
        if child.dep_ == "aux" and child.lower_ == "to" and token.dep_ == "ROOT":
            result = "demanded"
        if child.dep_ == "mark" and child.lower_ == "for" and token.tag_ == "VB":
            result = "demanded"
        if first and child.dep_ == "advmod" and child.lower_ in lexicon.hedges:
            result = "proposed"
        if token.dep_ in {"advcl", "ccomp"} and child.lower_ in _INVERTED and _is_inverted(child):
            result = "conditional"
        if child.dep_ == "nsubj" and child.lower_ == "nothing" and not first:
            return "denied"
        if first and child.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_none(child):
            return "denied"
        if child.dep_ == "prep" and child.i < token.i and _at_no(child):
            return "denied"
        # "*Neither* A nor B is a party to it"; of "is opposed" they are the auxiliary's.
        being = [child] if token.lemma_ == "be" else child.children if child.dep_ == "auxpass" else ()
        if any(c.dep_ == "nsubj" and _is_none(c) for c in being):
            return "denied"
        if first and child.dep_ == "prep" and any(t.lower_ in {"none", "neither"} for t in child.children):
            return "denied"
    if first and result is None and _is_of_coming_text(token):
        return "future"
    if (told or token.dep_ == "pcomp") and result is None and _follows_phrase(token, lexicon.denying_phrases):
        return "denied"
    if told and result is None and _follows_phrase(token, lexicon.nearing_phrases):
        # that it nearly happened is as good as that it did if somebody denies it
        return "hoped" if all(t.lemma_ != "deny" for t in token.ancestors) else None
    if (
        result is None
        and token.dep_ == "conj"
        and is_verb(token)
        and is_verb(token.head)
        and not _has_tense_of_its_own(token)
        and not any(c.dep_ in {"nsubj", "aux", "nsubjpass"} and c.lower_ != "to" for c in token.children)
    ):
        return own_cue(token.head, lexicon, first=False, told=False)
    return result


def _is_open(verb: Token) -> bool:
    """Say whether it is left open that *verb* is so, whatever its auxiliary: "*whether* it will join"."""
    return any(c.dep_ == "mark" and c.lower_ == "whether" for c in verb.children)


def _is_of_coming_text(verb: Token) -> bool:
    """Say whether *verb* tells what is in a text still to come: "will table a text *extending* it"."""
    text = verb.head
    inside = verb.tag_ == "VBG" and verb.dep_ == "acl" and text.lemma_.lower() in word_list("adopted_texts")
    return inside and text.dep_ == "dobj" and has_modal(text.head)


def _is_backshifted(token: Token, lexicon: ModalityLexicon) -> bool:
    """Say whether the "would" of *token* is the "will" of what somebody said: "said it would"."""
    token = first_coordinated(token)
    said = token.head
    past = said.tag_ == "VBD" or (said.tag_ in {"VBN", "VBG"} and said != token)
    conditional = any(c.dep_ == "advcl" and any(m.lower_ == "if" for m in c.children) for c in token.children)
    return (
        token.dep_ in {"ccomp", "acl"} and past and said.lemma_.lower() in lexicon.telling and not conditional
    )


def _is_wanted(verb: Token) -> bool:
    """Say whether *verb* is no more than possible or due: "*cannot* go on", "*has to* change"."""
    due = verb.lemma_ in {"have", "need"} and any(c.dep_ == "xcomp" for c in verb.children)
    return due or has_modal(verb)


def _is_inverted(auxiliary: Token) -> bool:
    """Say whether *auxiliary* stands before its subject, as it does for "if": "*Had* Peru joined, ..."."""
    verb = auxiliary.head
    return auxiliary.dep_ == "aux" and any(c.dep_ in _SUBJECTS and c.i > auxiliary.i for c in verb.children)


def _is_no_longer(adverb: Token) -> bool:
    return (
        adverb.lower_ == "longer"
        and adverb.dep_ == "advmod"
        and any(c.lower_ == "no" for c in adverb.children)
    )


def _has_auxiliary(token: Token) -> bool:
    """Say whether *token* has an auxiliary; without one a bare verb is a subjunctive ("that it accept")."""
    return any(c.dep_ in {"aux", "auxpass"} for c in token.children) or token.head.lemma_.lower() in {
        "let",
        "make",
        "see",
        "help",
        "have",
    }


def _is_scant(noun: Token) -> bool:
    """Say whether there is as good as none of *noun*: "*little* faith", not "a little help"."""
    scant = any(c.dep_ == "amod" and c.lower_ in {"little", "scant"} for c in noun.children)
    return scant and not any(c.dep_ == "det" and c.lower_ == "a" for c in noun.children)


def _is_only(negation: Token) -> bool:
    """Say whether *negation* denies nothing: "does *not only* support it"."""
    doc, i = negation.doc, negation.i
    if negation.lower_ != "not" or i + 2 >= len(doc):
        return False
    return doc[i + 1].lower_ in _ONLY or (doc[i + 1].lower_ == "but" and doc[i + 2].tag_ == "VB")


def _at_no(preposition: Token) -> bool:
    """Say whether *preposition* opens "at *no* time", "under *no* circumstances", "on *no* account"."""
    held = (
        t for t in preposition.children if t.dep_ == "pobj" and t.lemma_.lower() in word_list("occasions")
    )
    return any(c.lower_ == "no" for noun in held for c in noun.children)


def _is_nor(noun: Token) -> bool:
    """Say whether *noun* is the second of two that are both denied: "neither a party nor a *donor*"."""
    before = noun.head
    if noun.dep_ != "conj" or not any(c.lower_ == "nor" and c.dep_ == "cc" for c in before.children):
        return False
    return any(c.lower_ == "neither" for c in (*before.children, *before.head.children))


def _is_non(noun: Token) -> bool:
    """Say whether *noun* tells what somebody is not: "X, *not a party* to it", "X, a *non-member*"."""
    doc, first = noun.doc, noun.left_edge.i
    beside = noun.dep_ == "appos" and first > 0 and doc[first - 1].lower_ in {"not", "never"}
    return beside or any(t.lower_ in _NON for t in doc[max(noun.i - 3, 0) : noun.i])


def _would_be(noun: Token) -> bool:
    """Say whether somebody is to become what *noun* says: "a *would-be* member"."""
    return "would-be" in noun.doc[max(noun.i - 4, 0) : noun.i + 1].text.lower()


def _is_after_nor(verb: Token) -> bool:
    """Say whether the clause of *verb* opens with "nor": "has not joined it, *nor* does it back it"."""
    opening = next((c for c in verb.children if c.dep_ in {"aux", "nsubj"}), None)
    first = verb if opening is None or verb.i < opening.i else opening
    return first.i > 0 and first.nbor(-1).lower_ == "nor" and is_verb(verb)


def _is_none(noun: Token) -> bool:
    """Say whether *noun* is said not to be anything: "no state", "neither party", "not one of them"."""
    if noun.lower_ in {"neither", "nobody", "none"}:
        return True
    if noun.lower_ == "nothing" and not any(c.i > noun.i for c in noun.children):
        return True
    single = [c for c in (noun, *noun.children) if c.lower_ in _SINGLE]
    if single and any(c.dep_ == "neg" for part in (noun, *single) for c in part.children):
        return True
    return _is_scant(noun) or any(
        c.lower_ in {"no", "neither"} and c.dep_ in {"det", "preconj"} for c in noun.children
    )


def _has_tense_of_its_own(token: Token) -> bool:
    """Say whether *token*, coordinated with a verb under a modal, has a tense and so no part in the modal."""
    if token.tag_ not in {"VBD", "VBZ"}:
        return False
    # "was not impressed and found": what is denied is only what somebody is or undergoes.
    being = token.head.pos_ == "AUX" or any(c.dep_ == "auxpass" for c in token.head.children)
    return being or has_modal(token.head) or finite_partner(token) != token.head


def _follows_phrase(token: Token, phrases: Mapping[str, tuple[tuple[str, ...], ...]]) -> bool:
    start, begin = token.i, token.sent.start
    while (
        start > begin
        and token.doc[start - 1].dep_ in {"advmod", "aux", "auxpass", "det", "poss", "amod", "compound"}
        and token.doc[start - 1].head == token
    ):
        start -= 1
    first = max(begin, start - 4)
    words = tuple(t.lower_ for t in token.doc.tokens[first : token.i])
    return any(
        words[k : k + len(phrase)] == phrase
        # What denies a verb in between denies that alone, which has its own turn: "has not *paid* its share",
        # "X, which has not *joined*, has supported it".
        and not any(t.pos_ == "VERB" for t in token.doc.tokens[first + k + 1 : start])
        for k, word in enumerate(words)
        for phrase in phrases.get(word, ())
    )
