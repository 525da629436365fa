"""Modality: whether what a trigger says is asserted, denied, or only hoped for, proposed, demanded, promised.

A step of its own, so that the frames need not know of it: the same frame "accede to" gives a position in
"X acceded", a denial in "X has yet to accede", nothing in "X could accede" and a pledge in "X will accede".
The scope of a cue is its syntactic complement, as in ConText (Harkema et al. 2009) read over a parse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accgraph.extraction.lexicon import load_table, word_list
from accgraph.extraction.syntax import (
    finite_partner,
    first_coordinated,
    has_modal,
    is_passive,
    is_verb,
    noun_completed,
)

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Modality", "ModalityLexicon", "modality_of"]

Modality = Literal["asserted", "denied", "hoped", "proposed", "demanded", "promised", "future", "conditional"]

_CLAUSAL = frozenset(
    {"xcomp", "ccomp", "pcomp", "acl", "advcl", "pobj", "dobj", "prep", "oprd", "attr", "csubj"}
)
_POSSIBLE = frozenset({"eventual", "future", "planned", "possible", "potential", "proposed", "prospective"})
# conjunctions whose clause is said to be so whatever becomes of the clause above it
# "not one euro", "not a single file", "not a cent"
_SINGLE = frozenset({"one", "a", "single"})
_APART = frozenset({"after", "when", "while", "because", "since", "although", "though", "whereas"})
_ITS = frozenset({"its", "their", "our", "my", "his", "her"})
_NEGATIVE = frozenset(
    {"not", "n't", "never", "neither", "nor", "no", "hardly", "barely", "scarcely", "nobody", "none"}
)


_HEARSAY = frozenset({"allege", "claim", "rumour", "rumor", "say", "suggest"})
_HEARSAY_NOUNS = frozenset({"allegation", "claim", "report", "rumour", "rumor", "story", "suggestion"})
_UNTRUE = frozenset({"baseless", "fabricated", "false", "inaccurate", "incorrect", "unfounded", "untrue"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_INVERTED = frozenset({"had", "should", "were"})
_TELLING_TO = frozenset({"advise", "caution", "remind", "tell"})
_WHENEVER = frozenset({"once", "until", "when"})
_NEARLY = frozenset({"almost", "nearly"})
_ACCUSING = frozenset({"accuse", "suspect"})


@dataclass(frozen=True, slots=True)
class ModalityLexicon:
    """The cues of ``modality.toml``, each with the modality it signals."""

    auxiliaries: Mapping[str, Modality]
    governors: Mapping[str, Modality]
    attached: Mapping[str, frozenset[str]]
    prospective: frozenset[str]
    ended: frozenset[str]
    outright: frozenset[str]
    denying_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    nearing_phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    wishes: frozenset[str]
    utterances: frozenset[str]
    opinions: frozenset[str]
    telling: frozenset[str]

    @classmethod
    def load(cls) -> ModalityLexicon:
        """Read ``modality.toml``."""
        table = load_table("modality")
        governors: dict[str, Modality] = {}
        for name, lemmas in table["governors"].items():
            for lemma in lemmas:
                governors.setdefault(lemma, name)
        return cls(
            auxiliaries={a: name for name, words in table["auxiliaries"].items() for a in words},
            governors=governors,
            attached={lemma: frozenset(places) for lemma, places in table["attached"].items()},
            prospective=frozenset(table["nominal"]["prospective"]),
            ended=frozenset(table["nominal"]["ended"]),
            outright=frozenset(table["nominal"]["outright"]),
            denying_phrases=_by_first_word(table["phrases"]["denied"]),
            nearing_phrases=_by_first_word(table["phrases"]["nearly"]),
            wishes=frozenset(table["performatives"]["wishes"]),
            utterances=frozenset(table["performatives"]["utterances"]),
            opinions=frozenset(table["reports"]["opinions"]),
            telling=frozenset(table["reports"]["telling"]),
        )


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def modality_of(trigger: Token, lexicon: ModalityLexicon) -> Modality:
    """Return the modality of what *trigger*, a verb, noun or adjective, says.

    Cues on the trigger itself come first, then those of the words that govern it, outwards to the nearest
    finite verb that is not itself governed. Two denials ("did not fail to join") make an assertion.
    """
    denials = 0
    current = trigger
    first, carried = True, False
    while True:
        own = _own_cue(current, lexicon, first=first, told=first or carried)
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
        governor = _governor(current)
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


def _own_cue(token: Token, lexicon: ModalityLexicon, *, first: bool, told: bool) -> Modality | None:
    """Return what *token* says of its own clause.

    *first* is whether it is the word asked about, *told* whether it tells the act, as a light verb does.
    """
    result: Modality | None = None
    if first and token.pos_ == "NOUN" and _is_scant(token):
        return "denied"
    if token.dep_ == "pcomp" and token.head.lower_ in {"before", "without"} and _is_wanted(token.head.head):
        # "*Without ratifying* it, it cannot ...", "*Before joining*, it has to ..."
        return "conditional"
    if token.dep_ == "pcomp" and token.head.lower_ in {"without", "against"}:
        return "denied"
    for child in token.children:
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
        whether = any(c.dep_ == "mark" and c.lower_ == "whether" for c in token.children)
        if child.dep_ == "aux" and child.lower_ in lexicon.auxiliaries and not whether:
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
        if first and child.dep_ == "amod" and child.lower_ in _POSSIBLE and token.pos_ == "NOUN":
            result = "proposed"
        if child.dep_ == "aux" and child.lower_ == "to" and token.dep_ == "ROOT":
            result = "demanded"
        if child.dep_ == "mark" and child.lower_ == "for" and token.tag_ == "VB":
            result = "demanded"
        if child.dep_ in {"mark", "advmod"} and child.lower_ in {"if", "unless", "whether"}:
            result = "conditional"
        if token.dep_ in {"advcl", "ccomp"} and child.lower_ in _INVERTED and _is_inverted(child):
            result = "conditional"
        if child.dep_ == "nsubj" and child.lower_ == "nothing" and not first:
            return "denied"
        if first and child.dep_ in {"nsubj", "nsubjpass", "dobj"} and _is_none(child):
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
        return _own_cue(token.head, lexicon, first=False, told=False)
    return result


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


def _is_none(noun: Token) -> bool:
    """Say whether *noun* is said not to be anything: "no state", "neither party", "not one of them"."""
    if noun.lower_ in {"none", "nobody"} or (noun.lower_ == "neither" and noun.dep_ == "dobj"):
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
    # What denies a verb before a noun denies the verb, which has its own turn: "has not *paid* its share".
    first = max(begin, start - 4)
    if token.pos_ == "NOUN":
        first = max([first, *(t.i for t in token.doc.tokens[first:start] if t.pos_ == "VERB")])
    words = tuple(t.lower_ for t in token.doc.tokens[first : token.i])
    return any(
        words[k : k + len(phrase)] == phrase
        # "X, which *has not* joined, has supported it": said of the verb of another clause
        and not any(t.pos_ == "VERB" for t in token.doc.tokens[first + k + len(phrase) : start])
        for k, word in enumerate(words)
        for phrase in phrases.get(word, ())
    )


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
    if token.dep_ == "advcl" and (marks & _APART or ("as" in marks and finite)):
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
    if token.dep_ == "acl" and finite and head.lemma_.lower() in word_list("litigated"):
        # "The case *that X brought*": the parser takes it for what the case says.
        return None
    if token.dep_ == "acl" and token.tag_ in {"VBN", "VBG"} and not (finite and "that" in marks):
        text = token.tag_ == "VBG" and head.dep_ == "dobj" and head.lemma_.lower() in word_list("texts")
        return head.head if text and head.head.lemma_.lower() in word_list("considering") else None
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
    """Say whether *clause* says what somebody thinks ("considers that X is vital"), not what they may do."""
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
    if (
        current.pos_ == "NOUN"
        and current.dep_ in {"dobj", "pobj"}
        and is_verb(governor)
        and lemma in lexicon.prospective | lexicon.ended
    ):
        return "hoped"
    if _orders_its_own(governor, current):
        return None
    if lemma == "stand" and current.dep_ == "xcomp" and governor.tag_ in {"VBZ", "VBP"}:
        # "Stands to become a party"
        return "conditional"
    if current.dep_ == "xcomp" and lemma in word_list("hearsay") and is_passive(governor):
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
    if lemma in _TELLING_TO and any(c.dep_ == "aux" and c.lower_ == "to" for c in current.children):
        return "demanded"
    if lemma == "be" and current.dep_ == "xcomp" and current.tag_ == "VB":
        described = any(
            c.dep_ in {"acomp", "attr", "oprd"}
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
    particle = next((f"{lemma} {c.lower_}" for c in governor.children if c.dep_ == "prt"), lemma)
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
