"""Words that the parser hangs on the wrong word.

In "In Lima, a court was opened" it makes the subject an aside on the place. It hangs what somebody decided to
do on the verb that says what others think of it, and what these go on to say on what was decided; what
"which" tells of an organisation on the person who speaks for it; and "of" behind a date on the date.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import load_table, word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["rehung"]

# what a court does itself: who welcomes it is for the court
_OWN_DOINGS = frozenset({"conclusion", "inauguration", "launch", "opening", "publication"})
_QUOTES = frozenset("\"'“‘")
# how far into a sentence the verb of a resolution's paragraph stands, and how it may be tagged
_OPENING, _NOUN_LIKE = 4, frozenset({"NN", "NNS", "NNPS"})
_VERB_LIKE = _NOUN_LIKE | {"VBZ"}
_SPANS = frozenset({"day", "decade", "hour", "month", "week", "year"})


def rehung(doc: Doc) -> Doc:
    """Return *doc*, with its verbs tagged and its entities found, with these words hung where they belong."""
    strings = doc.vocab.strings
    words = doc.to_array(["LOWER", "DEP"])

    def of_kind(dep: str) -> list[int]:
        found: list[int] = (words[:, 1] == strings[dep]).nonzero()[0].tolist()
        return found

    marks = (words[:, 0] == strings[";"]).nonzero()[0].tolist()
    joined = (
        i for i in (words[:, 0] == strings["and"]).nonzero()[0].tolist() if i and doc[i - 1].text == ","
    )
    _resolve_on(doc, sorted([*marks, *(i for i in joined if _after_mark(doc[i]).tag_ in _NOUN_LIKE)]))
    for i in (words[:, 0] == strings["to"]).nonzero()[0].tolist():
        mark = doc[i]
        if mark.dep_ == "aux" and (adjective := _completed(mark.head)) is not None:
            mark.head.head, mark.head.dep_ = adjective, "xcomp"
        elif mark.dep_ == "aux" and mark.head.dep_ in {"advcl", "xcomp"}:
            _as_decided(mark.head, i)
        elif mark.dep_ == "aux" and (verb := _asked_for_long(mark.head)) is not None:
            mark.head.head, mark.head.dep_ = verb, "xcomp"
    for i in (words[:, 0] == strings["of"]).nonzero()[0].tolist():
        if doc[i].dep_ == "prep" and (act := _act_before_date(doc[i]) or _told_of_which(doc[i])) is not None:
            doc[i].head = act
    for i in of_kind("conj"):
        if (other := _owner_before(doc[i])) is not None:
            doc[i].head, doc[i].dep_ = other.head, other.dep_
            other.head, other.dep_ = doc[i], "nmod"
        elif _is_finite(doc[i]) and (verb := _finite_above(doc[i].head)) is not None:
            doc[i].head = verb
        elif doc[i].head.dep_ == "dobj" and (got := _recipient(doc[i])) is not None:
            _given(doc[i], got)
    for dep in ("appos", "dep", "npadvmod"):
        for i in of_kind(dep):
            if (first := _first_of_list(doc[i])) is not None:
                doc[i].head, doc[i].dep_ = first, "conj"
    for link in ("by", "of", "to"):
        for i in (words[:, 0] == strings[link]).nonzero()[0].tolist():
            if doc[i].dep_ in {"prep", "agent", "dative"} and (act := _act_spoken_of(doc[i])) is not None:
                doc[i].head, doc[i].dep_ = act, "prep"
    for i in of_kind("acl"):
        if (act := _act_made(doc[i])) is not None:
            doc[i].head = act
    for dep in ("acomp", "attr", "ccomp", "dobj", "oprd"):
        for i in of_kind(dep):
            if (thing := _called_so(doc[i])) is not None:
                _as_called(thing, doc[i])
    for i in of_kind("ccomp"):
        if (told_of := _told_by_which(doc[i])) is not None:
            _as_aside(doc[i], told_of)
    for i in of_kind("relcl"):
        if (body := _body_told_of(doc[i])) is not None:
            doc[i].head = body
    for i in of_kind("nsubj"):
        if (who := _named_behind_place(doc[i])) is not None:
            who.head, who.dep_ = doc[i].head, "nsubj"
            doc[i].head, doc[i].dep_ = doc[i - 1], "pobj"
    for i in of_kind("appos"):
        if (verb := _verb_behind(doc[i])) is not None:
            doc[i].head = verb
            passive = any(c.dep_ == "auxpass" for c in verb.children)
            doc[i].dep_ = "nsubjpass" if passive else "nsubj"
    return doc


def _completed(infinitive: Token) -> Token | None:
    """Return the adjective that *infinitive* goes with: "remains *bound*, under the treaty, to cooperate"."""
    if infinitive.dep_ != "advcl":
        return None
    said = (c for c in infinitive.head.children if c.dep_ in {"acomp", "oprd"} and c.i < infinitive.i)
    return next((c for c in said if c.lower_ in word_list("with_infinitive")), None)


def _first_of_list(second: Token) -> Token | None:
    """Return the name that opens the list of *second*: "for *the Court*, the Fund and the Register".

    The parser takes what follows the first comma for an aside, or for when something is done.
    """
    doc, start = second.doc, second.left_edge.i
    others = [c for c in second.children if c.dep_ == "conj" and any(t.dep_ == "cc" for t in second.children)]
    if not others or start < 2 or doc[start - 1].text != "," or doc[start].lower_ != "the":
        return None
    first = doc[start - 2]
    while first.dep_ in {"appos", "punct"} and first.head.i < first.i and first.head.dep_ not in {"ROOT"}:
        # "The Court (*ICC*), the Fund and the Register"
        first = first.head
    while first.dep_ == "compound":
        first = first.head
    named = all(t.text[:1].isupper() and t.pos_ == "PROPN" for t in (first, second, *others))
    inside = first.dep_ in {"pobj", "dobj"} and second not in first.ancestors
    return first if named and inside and first.right_edge.i == start - 2 else None


def _resolve_on(doc: Doc, marks: Sequence[int]) -> None:
    """Hang what a resolution goes on to do, behind the semicolons or "and" at *marks*, on what it does first.

    "It calls on X to act; *welcomes* the Court; *notes* the report": neither the Court nor a note does it.
    """
    words = load_table("resolutions")["operative"]["verbs"]
    for sent in doc.sents if marks else ():
        first = next((t for t in sent[:_OPENING] if t.lower_ in words and t.tag_ == "VBZ"), None)
        if first is None:
            continue
        behind = (_after_mark(doc[i]) for i in marks if first.i < i < sent.end - 1)
        further = [t for t in behind if t.lower_ in words and t.tag_ in _VERB_LIKE]
        if further and sent.root not in (first, *further):
            continue
        for verb in further:
            for thing in [c for c in verb.children if c.dep_ == "nsubj" and c.i > verb.i]:
                thing.dep_ = "dobj"
            if verb.tag_ != "VBZ":
                verb.tag_, verb.pos_, verb.lemma_ = "VBZ", "VERB", verb.lower_.removesuffix("s")
                after = min((t.i for t in further if t.i > verb.i), default=sent.end)
                for thing in [c for c in first.children if verb.i < c.i < after and not c.is_punct]:
                    thing.head = verb
        if further and sent.root != first:
            first.head, first.dep_ = first, "ROOT"
        for verb in further:
            verb.head, verb.dep_ = first, "conj"


def _after_mark(mark: Token) -> Token:
    """Return the verb that may follow *mark*, a semicolon or "and", an adverb left aside."""
    doc, i = mark.doc, mark.i
    while i < len(doc) - 1 and (i == mark.i or doc[i].lower_ == "and" or doc[i].tag_ == "RB"):
        i += 1
    return doc[i]


def _owner_before(noun: Token) -> Token | None:
    """Return whose *noun* is too, where it is taken for one with it: "under *U.S.* and EU sanctions"."""
    other, doc = noun.head, noun.doc
    if noun.lemma_.lower() not in word_list("owned_jointly") or other.tag_ != "NNP" or other.i > noun.i:
        return None
    between = [doc[i] for i in range(other.i + 1, noun.i) if doc[i].head.i != noun.i]
    between = [t for t in between if t.dep_ not in {"compound", "cc", "det", "punct"}]
    owned = any(c.dep_ in {"compound", "nmod"} and c.tag_ == "NNP" for c in noun.children)
    return other if owned and not between and other.dep_ in {"pobj", "dobj", "nsubj", "nsubjpass"} else None


def _act_spoken_of(link: Token) -> Token | None:
    """Return the act that "by", "of" or "to" tells of, hung on the verb: "welcomes the *referral* by Z".

    Who welcomes or recalls something does so neither by anybody nor to anybody.
    """
    verb = link.head
    if verb.lemma_.lower() not in word_list("speaking_of_acts") or any(
        c.dep_ == "auxpass" for c in verb.children
    ):
        return None
    acts = [c for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < link.i and c.pos_ == "NOUN"]
    named = any(c.dep_ == "pobj" and c.pos_ in {"NOUN", "PROPN"} for c in link.children)
    if not acts or not named or acts[0].lemma_.lower() not in word_list("acts_of") - _OWN_DOINGS:
        return None
    # "Under an agreement *signed* by Z" tells by whom that was signed.
    between = link.doc[acts[0].i : link.i]
    return acts[0] if not any(t.tag_ == "VBN" for t in between) else None


def _act_made(participle: Token) -> Token | None:
    """Return the act that *participle*, hung on a court, tells of: "the *referral* to it *made* by X"."""
    made = participle.lower_ in {"filed", "lodged", "made", "sent", "submitted"}
    if not made or participle.head.dep_ != "pobj":
        return None
    link = participle.head.head
    while link.dep_ in {"prep", "pobj"} and link.lemma_.lower() not in word_list("acts_of"):
        link = link.head
    return link if link.lemma_.lower() in word_list("acts_of") and link.pos_ == "NOUN" else None


def _called_so(word: Token) -> Token | None:
    """Return what is called *word*, if the two were taken for one phrase: "called *the ruling* 'absurd'"."""
    verb = word.head
    if verb.lemma_.lower() not in word_list("calling_so") or word.i < verb.i or verb.pos_ != "VERB":
        return None
    if any(c.dep_ == "auxpass" for c in verb.children):
        return None
    before = [c for c in word.children if c.i < word.i and not c.is_punct]
    named = [c for c in before if c.dep_ in {"amod", "compound", "nmod"} and c.pos_ in {"NOUN", "PROPN"}]
    if not named or not any(c.dep_ == "det" and c.i < named[-1].i for c in before):
        return None
    quoted = word.doc[named[-1].i + 1].text in _QUOTES
    return named[-1] if quoted or word.tag_ == "JJ" or word.lower_ == "null" else None


def _as_called(thing: Token, word: Token) -> None:
    """Make *thing* the object of the verb that calls it *word*."""
    for child in list(word.children):
        if child.i < thing.i and not child.is_punct:
            child.head = thing
    thing.head, thing.dep_ = word.head, "dobj"
    word.dep_ = "oprd"


def _told_by_which(clause: Token) -> Token | None:
    """Return of whom *clause*, taken for what is asked, tells: "ask *Peru* now, which has left, to"."""
    asking = clause.head
    which = [
        c for c in clause.children if c.dep_ == "nsubj" and c.lower_ in {"which", "who"} and c.i < clause.i
    ]
    if not which or asking.i > which[0].i or clause.doc[which[0].i - 1].text != ",":
        return None
    asked = [c for c in asking.children if c.dep_ in {"dobj", "dative"} and asking.i < c.i < which[0].i]
    return asked[-1] if asked and asked[-1].pos_ == "PROPN" else None


def _as_aside(clause: Token, told_of: Token) -> None:
    """Hang *clause* on *told_of*, and what that is asked to do on who asks."""
    asking = clause.head
    for part in list(clause.children):
        mark = [c for c in part.children if c.lower_ == "to" and c.dep_ == "aux"]
        if part.i > clause.i and part.tag_ == "VB" and mark and part.doc[mark[0].i - 1].text == ",":
            part.head, part.dep_ = asking, "xcomp"
    clause.head, clause.dep_ = told_of, "relcl"


def _named_behind_place(place: Token) -> Token | None:
    """Return who acts, taken for an aside on *place*: "On Monday, in Abuja, *the leaders* adopted it"."""
    before = place.doc[place.i - 1] if place.i else place
    loose = before.lower_ in {"at", "in"} and before.dep_ == "prep" and not list(before.children)
    if not loose or place.tag_ != "NNP":
        return None
    asides = [c for c in place.children if c.dep_ == "appos"]
    parted = len(asides) == 1 and place.doc[asides[0].left_edge.i - 1].text == ","
    return asides[0] if parted else None


def _verb_behind(noun: Token) -> Token | None:
    """Return the verb that *noun*, taken for an aside, is the subject of: "In Lima, *a court* was opened"."""
    place, doc = noun.head, noun.doc
    start = noun.left_edge.i
    if (
        place.dep_ != "pobj"
        or place.head.dep_ != "prep"
        or place.head.i >= place.i
        or doc[start - 1].text != ","
    ):
        return None
    verb = place.head.head
    opens = place.head.i == 0 or doc[place.head.i - 1].is_punct or doc[place.head.i - 1].is_space
    if not opens or verb.pos_ not in {"VERB", "AUX"} or verb.i < noun.i:
        return None
    if any(c.dep_ in {"nsubj", "nsubjpass", "expl", "csubj"} for c in verb.children):
        return None
    behind = noun.right_edge.i + 1
    auxiliary = doc[behind].head == verb and doc[behind].dep_ in {"aux", "auxpass", "advmod", "neg"}
    finite = behind == verb.i and verb.tag_ in {"VBD", "VBZ", "VBP"}
    return verb if auxiliary or finite else None


def _as_decided(infinitive: Token, mark: int) -> None:
    """Hang *infinitive* on whose decision it is: "X regrets the *decision* of Y, taken in May, to leave"."""
    aside = infinitive.head if _is_aside(infinitive.head, mark) else None
    verb = aside.head if aside is not None else infinitive.head
    if infinitive.i < verb.i or (aside is None and infinitive.dep_ != "advcl"):
        return
    things = [c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in word_list("resolving")]
    noun = things[0] if things and things[0].i < mark else None
    if noun is None:
        return
    between = [c for c in verb.children if noun.i < c.i < mark]
    aside = aside or next((c for c in between if _is_aside(c, mark)), None)
    strays = [c for c in between if c.lower_ in {"of", "by"}]
    owned = [c for c in noun.children if _tells_whose(c)]
    parted = infinitive.doc[mark - 1].text == "," and any(c.dep_ == "acl" for c in noun.children)
    if aside is None and not parted and noun.right_edge.i != mark - 1:
        return
    if not owned and (aside is None or not strays):
        return
    infinitive.head, infinitive.dep_ = noun, "acl"
    if aside is not None:
        for child in [c for c in aside.children if c.i > mark and c.dep_ in {"cc", "conj", "punct"}]:
            child.head = verb
        for part in (*strays, aside):
            part.head = noun
        aside.dep_ = "acl"


def _is_aside(participle: Token, mark: int) -> bool:
    """Say whether *participle*, between commas, was taken for what the subject did: "X, *made* today, to"."""
    doc = participle.doc
    parted = doc[mark - 1].text == "," and participle.i > 0 and doc[participle.i - 1].text == ","
    taken = participle.dep_ in {"conj", "advcl"} and participle.tag_ in {"VBN", "VBD"}
    return parted and taken and not any(c.dep_ in {"nsubj", "dobj"} for c in participle.children)


def _asked_for_long(infinitive: Token) -> Token | None:
    """Return the verb that asks for *infinitive*, hung on how long: "pressed Peru for *months* to join"."""
    span, link = infinitive.head, infinitive.head.head
    spans = (
        infinitive.dep_ in {"relcl", "acl"}
        and span.lemma_.lower() in _SPANS
        and link.lower_ in {"for", "over"}
    )
    asked = any(c.dep_ == "dobj" and c.i < link.i for c in link.head.children)
    return link.head if spans and asked else None


def _tells_whose(part: Token) -> bool:
    """Say whether *part* of a decision tells whose it is: "*its* decision", "of Peru", "*taken* by Peru"."""
    taken = part.dep_ == "acl" and any(c.dep_ == "agent" for c in part.children)
    return part.dep_ == "poss" or part.lower_ in {"of", "by"} or taken


def _is_finite(verb: Token) -> bool:
    own = any(c.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass"} for c in verb.children)
    return verb.tag_ in {"VBZ", "VBD"} and not own


def _finite_above(infinitive: Token) -> Token | None:
    """Return the verb that a finite verb goes on with, which was hung on an *infinitive* below that one.

    "X *deplores* the decision of Y to leave and thanks Z": an infinitive and a finite verb are no pair.
    """
    if infinitive.tag_ != "VB" or not any(c.lower_ == "to" and c.dep_ == "aux" for c in infinitive.children):
        return None
    above = (t for t in infinitive.ancestors if t.tag_ in {"VBZ", "VBD", "VBP"})
    verb = next(above, None)
    return verb if verb is not None and any(c.dep_ == "nsubj" for c in verb.children) else None


def _act_before_date(of: Token) -> Token | None:
    """Return the noun of which *of* behind a date tells more: "the *adoption* by Peru in May of the Act"."""
    date = of.head
    dated = date.ent_type_ == "DATE" and date.dep_ == "pobj" and date.head.lower_ in {"in", "on"}
    if not dated or of.i + 1 >= len(of.doc) or of.doc[of.i + 1].lower_ not in {"a", "an", "its", "the"}:
        return None
    for token in reversed(of.doc[of.sent.start : date.head.i]):
        if token.pos_ == "NOUN" and token.lemma_.lower() in word_list("acts_of"):
            return token if all(c.lower_ != "of" for c in token.children) else None
    return None


def _told_of_which(of: Token) -> Token | None:
    """Return the noun of which *of* tells where the parser went too far: "X, *of* which A was a *member*"."""
    behind = of.nbor() if of.i + 1 < len(of.doc) else of
    far = behind.tag_ == "WDT" and of.head.i > of.i
    verb = next((t for t in of.doc[of.i : of.head.i] if t.dep_ == "relcl"), None) if far else None
    if verb is None or verb.lemma_ != "be":
        return None
    return next((c for c in verb.children if c.dep_ == "attr" and c.i < of.head.i), None)


def _recipient(thing: Token) -> Token | None:
    """Return who is given *thing*, which was taken for one more of them: "granted *X* or Y access"."""
    first = thing.head
    gives = first.head.lemma_.lower() in word_list("granting")
    named = any(c.dep_ == "compound" and c.tag_ == "NNP" for c in thing.children)
    return first if gives and named and thing.lemma_.lower() == "access" else None


def _given(thing: Token, got: Token) -> None:
    """Make *thing* what is given to *got* and to whoever stands before *thing* as part of its name."""
    verb = got.head
    last = max((c for c in thing.children if c.dep_ == "compound"), key=lambda c: c.i)
    for child in list(thing.children):
        if child.i < last.i and child.dep_ in {"det", "compound", "amod"}:
            child.head = last
    last.head, last.dep_ = got, "conj"
    got.dep_ = "dative"
    thing.head, thing.dep_ = verb, "dobj"


def _body_told_of(verb: Token) -> Token | None:
    """Return of which body *verb* tells, if "which" cannot mean who speaks for it: "X of *Y*, which sued"."""
    person = verb.head
    which = [c for c in verb.children if c.tag_ == "WDT" and c.lower_ == "which"]
    if not which or person.ent_type_ != "PERSON":
        return None
    links = [c for c in person.children if c.dep_ == "prep" and c.lower_ in {"at", "from", "of"}]
    bodies = [t for link in links for t in link.children if t.dep_ == "pobj" and t.ent_type_ != "PERSON"]
    return bodies[-1] if bodies and bodies[-1].i < which[0].i else None
