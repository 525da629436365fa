"""Mechanisms told by the words around a common noun: "the inquiry opened by X", "the Koblenz trial".

Which nouns can stand for one, and which words tell it from others, is in ``[[told]]`` of ``names.toml``:
whose it is, after what it is called, who made it, what it is about, or how many are meant.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.lexicon import NameLexicon, Telling, word_list
from accgraph.extraction.mentions import Mention
from accgraph.extraction.sentences import ParsedText
from accgraph.vocabulary import Vocabulary

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Doc, Token

__all__ = ["Phrase", "closing", "is_led_into", "opening", "told_phrases"]

_BEFORE, _AFTER = 8, 12
_ABOUT = frozenset({"on", "into", "for", "over", "about", "regarding", "concerning", "against"})
_AT = frozenset({"of", "in", "at"})
_GIVING = frozenset({"before", "from", "of", "by", "at"})
_FORUM = frozenset({"before", "in", "at"})
_MODIFIERS = frozenset({"NOUN", "ADJ", "PROPN"})
_JOINTS = frozenset({"-", "'s", "'", "and", "/"})
_DEFINITE = frozenset({"the", "these", "those", "both", "its", "their", "his", "her", "our", "your", "such"})
_NO_ONE = frozenset({"no", "any", "every", "each", "other", "another", "which", "what", "whose"})
_ENDS = frozenset({"AUX", "SCONJ", "PRON"})
# what tells that a post is spoken of as the one who holds it: "the *High* Commissioner for *his* update"
_ONE_PERSONS, _NEAR = frozenset({"high", "his", "her"}), 2
_FINITE = frozenset({"VB", "VBD", "VBZ", "VBP", "MD"})
_CLAUSES = frozenset({"to", "that", "which", "who", "since", "because"})
_INNER = frozenset({"of", "in", "for", "on", "against", "within", "from", "between", "over", "into"})
_OTHERS = frozenset({"VERB", "AUX", "ADV", "DET", "PRON", "NUM"})
_AGENT, _OWNED = 8, 40
_DOING = frozenset({"commission", "mission", "team", "prosecution", "account", "system", "law", "act"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens *first* to *last* name a kind of mechanism; what tells it goes from *start* to *end*."""

    first: int
    last: int
    end: int
    name: str
    start: int


def told_phrases(
    parsed: ParsedText,
    at: Mapping[int, Mention],
    taken: Collection[int],
    vocabulary: Vocabulary,
    lexicon: NameLexicon,
) -> Iterator[Phrase]:
    """Yield the phrases of *parsed* that ``[[told]]`` makes mechanisms.

    *at* are the names by their tokens, *taken* the tokens of the phrases that are known already.
    """
    last = 0
    for token in parsed.tokens:
        if token.i < last or token.i in at or token.i in taken or parsed.is_scaffold(token.i):
            continue
        for telling in lexicon.told.get(token.lemma_.lower(), ()):
            phrase = _phrase(parsed, token, telling, at, vocabulary, lexicon)
            if phrase is not None:
                last = phrase.last
                yield phrase
                break


def _is_of_crimes(noun: Token) -> bool:
    """Say whether *noun* is no one case: "the *prosecution* of crimes committed in X"."""
    of = (t for c in noun.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj")
    return noun.lemma_ == "prosecution" and any(t.lemma_.lower() in word_list("crimes") for t in of)


def _is_against_body(noun: Token, at: Mapping[int, Mention], vocabulary: Vocabulary) -> bool:
    """Say whether a case is brought against a mechanism's own people: "proceedings *against* its judges"."""
    aims = (t for t in noun.subtree if t.lower_ == "against" and t.i > noun.i)
    struck = (at[t.i].entity for aim in aims for t in aim.subtree if t.i in at)
    return any(vocabulary.is_a(e, "Mechanism") and not vocabulary.is_a(e, "State") for e in struck)


def is_led_into(doc: Doc, last: int) -> bool:
    """Say whether who is told before token *last* is let or sent into a place: "let a panel *into* X"."""
    if last >= len(doc) or doc[last].lower_ != "into":
        return False
    leading = word_list("letting") | word_list("sending")
    return any(t.lemma_.lower() in leading for t in doc[last - 1].ancestors)


def _phrase(
    parsed: ParsedText,
    token: Token,
    telling: Telling,
    at: Mapping[int, Mention],
    vocabulary: Vocabulary,
    lexicon: NameLexicon,
) -> Phrase | None:
    doc, last = parsed.doc, token.i + len(telling.words)
    if last > len(doc) or any(
        w not in (t.lower_, t.lemma_.lower()) for w, t in zip(telling.words, doc[token.i : last], strict=True)
    ):
        return None
    noun = doc[last - 1]
    if noun.pos_ not in {"NOUN", "PROPN"} or (last < len(doc) and doc[last].pos_ in {"NOUN", "PROPN"}):
        return None
    first = opening(doc, token.i, at, vocabulary)
    said = doc[first - 1].lower_ if first > token.sent.start else ""
    if said in _NO_ONE or (telling.office and not _is_spoken_of(noun)):
        return None
    if (telling.office or telling.post) and _is_held(noun):
        return None
    if _is_part(doc, first, said, at, vocabulary, lexicon):
        return None
    if telling.name == "Proceeding" and (_is_of_crimes(noun) or _is_against_body(noun, at, vocabulary)):
        return None
    before = [t for t in doc[first : token.i] if t.is_alpha]
    if telling.post and any(t.lower_ in _ONE_PERSONS for t in (*before, *doc[last : last + _NEAR])):
        return None
    owner = at.get(first - 2) if said in {"'s", "'"} else None
    numbered = noun.tag_ == "NNS" and first > 0 and (doc[first - 1].pos_ == "NUM" or said == "both")
    doing = last + 1 < len(doc) and doc[last].lower_ in {"that", "which"} and doc[last + 1].tag_ in _FINITE
    several = noun.tag_ == "NNS" and telling.words[0] not in word_list("confiscating")
    if several and not (numbered or said in _DEFINITE | {"'s", "'"}):
        return None
    judging = telling.name == "Tribunal" or telling.office
    special = lexicon.specialities | lexicon.sitting if judging else lexicon.specialities
    if telling.special and not any(t.lower_ in special for t in before):
        return None
    behind = _past_court(doc, last, at, vocabulary) if "advisory" in telling.words else last
    about, made = (behind, False) if is_led_into(doc, behind) else closing(doc, behind, at)
    if "placed" in telling.by:
        about = _court_after(doc, last, about, at)
    inside = {at[i] for i in (*range(first, last), *range(behind, about)) if i in at} | (
        {owner} if owner is not None else set()
    )
    if any(vocabulary.is_a(m.entity, "Mechanism") for m in inside) and "advisory" not in telling.words:
        return None
    link = doc[behind].lower_ if about > behind else ""
    if telling.office and link != "of" and not any(t.pos_ == "PROPN" or t.i in at for t in doc[behind:about]):
        # "Works with the federal prosecutor *on the file*"
        about, link = behind, ""
    if about > behind + 1 and link != "of" and doc[behind + 1].ent_type_ == "DATE":
        # "Submitted a bill *on Tuesday*"
        about, link = behind, ""
    names = [t for t in doc[last + 1 : about] if t.pos_ == "PROPN" or t.i in at]
    plain = lexicon.specialities | lexicon.sitting | lexicon.describing
    names_it = [t for t in before if t.pos_ == "PROPN" and t.lower_ not in plain]
    called = noun.pos_ == "NOUN" and any(not _is_state(at.get(t.i), vocabulary) for t in names_it)
    matter = link in _ABOUT | {"of", "to"} and any(_is_matter(t, lexicon) for t in doc[last:about])
    task = matter and (link != "of" or noun.lemma_.lower() not in _DOING)
    ways = {
        "owner": (owner is not None and (link != "of" or bool(names) or "trial" not in telling.words))
        or any(t.i in at for t in before)
        or (link == "of" and bool(names)),
        "called": called,
        "named": called or (bool(names) and (link == "of" or (link in _AT and telling.special))),
        "maker": made or (telling.name == "Proceeding" and _is_brought(noun, at)),
        "task": task,
        "matter": task or any(_is_matter(t, lexicon) for t in before),
        "about": link in _ABOUT and (bool(names) or matter),
        "charge": link == "of" and bool(names),
        "subject": link in _ABOUT | {"of"},
        "placed": _is_placed(doc, last, about, at),
        "opened": (bool(names) or matter) and _is_opened(noun, at, vocabulary),
        "sought": bool(link) and _is_sought(noun),
        "number": numbered or (doing and said in _DEFINITE),
    }
    if not any(ways[way] for way in telling.by):
        return None
    start = at[first - 2].first if owner is not None else first
    while first in at:
        first = at[first].last
    return Phrase(min(first, token.i), last, about, telling.name, start)


def _is_part(
    doc: Doc, first: int, said: str, at: Mapping[int, Mention], vocabulary: Vocabulary, lexicon: NameLexicon
) -> bool:
    """Say whether what token *first* opens is a mechanism's own: "the Office's archive", "its desk"."""
    if said in {"'s", "'"}:
        return first - 2 not in at and doc[first - 2].lower_ in lexicon.references
    if said not in {"its", "their"}:
        return False
    named = next((at[i] for i in range(first - 2, max(0, first - _OWNED), -1) if i in at), None)
    return named is not None and vocabulary.is_a(named.entity, "Mechanism")


def opening(doc: Doc, index: int, at: Mapping[int, Mention], vocabulary: Vocabulary) -> int:
    """Return where the modifiers of the noun at token *index* begin, those aside that tell nothing."""
    first, sentence = index, doc[index].sent.start
    while first > max(sentence, index - _BEFORE):
        before = doc[first - 1]
        mention = at.get(before.i)
        if mention is not None:
            if mention.kind == "adjective" or (vocabulary.is_a(mention.entity, "Actor") and first == index):
                first = mention.first
                continue
            break
        joint = before.text in _JOINTS and before.text != "'s" and first - 1 > sentence
        if joint and doc[first - 2].pos_ in _MODIFIERS and first - 2 not in at and first < index:
            first -= 2
            continue
        hyphened = first > 1 and doc[first - 2].text == "-"
        told = before.tag_ in {"VBN", "VBG"} and (before.dep_ == "amod" or hyphened)
        if before.pos_ not in _MODIFIERS and not told:
            break
        first -= 1
    while first < index and doc[first].lower_ in word_list("ordinals") and first not in at:
        first += 1
    return first


def _past_court(doc: Doc, last: int, at: Mapping[int, Mention], vocabulary: Vocabulary) -> int:
    """Return where "before the Court", "from the Court" ends that begins at *last*; *last* if none does."""
    if last >= len(doc) or doc[last].lower_ not in _GIVING:
        return last
    name = next((at[i] for i in range(last + 1, min(last + 3, len(doc))) if i in at), None)
    court = name is not None and vocabulary.is_a(name.entity, "Court") and name.last < len(doc)
    return name.last if court and name is not None else last


def _court_after(doc: Doc, last: int, about: int, at: Mapping[int, Mention]) -> int:
    """Return where "the trial of ten men before a court in Goma" ends, whose first part ends at *about*."""
    while about < len(doc) and doc[about].lower_ in _FORUM:
        further, _ = closing(doc, about, at, _FORUM)
        if further <= about + 1:
            break
        about = further
    return about


def _is_placed(doc: Doc, last: int, about: int, at: Mapping[int, Mention]) -> bool:
    """Say whether tokens *last* to *about* tell where a trial is held: in a place, or before a court."""
    for i in range(last, about - 1):
        if doc[i].lower_ in _FORUM:
            behind = doc[i + 1 : about]
            if any(t.pos_ == "PROPN" or t.i in at or t.lower_ == "court" for t in behind):
                return True
    return False


def _is_opened(noun: Token, at: Mapping[int, Mention], vocabulary: Vocabulary) -> bool:
    """Say whether a state's own people open what *noun* calls: "Dutch prosecutors opened a probe"."""
    verb = noun.head
    if noun.dep_ not in {"dobj", "nsubjpass"} or verb.lemma_.lower() not in word_list("opening"):
        return False
    if any(t.i in at and vocabulary.is_a(at[t.i].entity, "UniversalJurisdiction") for t in noun.sent):
        return False
    links = {"nsubj"} if noun.dep_ == "dobj" else {"agent"}
    doing = {at[t.i] for c in verb.children if c.dep_ in links for t in c.subtree if t.i in at}
    return any(vocabulary.is_a(m.entity, "State") for m in doing) and not any(
        vocabulary.is_a(m.entity, "Mechanism") for m in doing
    )


def _is_brought(noun: Token, at: Mapping[int, Mention]) -> bool:
    """Say whether a clause on *noun* tells who brought it: "the *proceedings* which X instituted"."""
    clauses = (c for c in noun.children if c.dep_ == "relcl" and c.lemma_.lower() in word_list("making"))
    return any(c.dep_ == "nsubj" and c.i in at for clause in clauses for c in clause.children)


def _is_sought(noun: Token) -> bool:
    """Say whether a court is asked for what *noun* calls: "applied to it for the *forfeiture* of X"."""
    asked = noun.dep_ in {"pobj", "dobj"} and any(
        t.lemma_.lower() in word_list("applying") for t in (noun.head, noun.head.head)
    )
    return asked and any(t.lower_ == "court" for t in noun.sent)


def _is_spoken_of(noun: Token) -> bool:
    """Say whether *noun*, an office, is nobody who does something."""
    return noun.dep_ in {"dobj", "pobj", "conj", "dative", "nsubjpass"} and noun.head.lower_ != "by"


def _is_held(noun: Token) -> bool:
    """Say whether the name of who holds the post *noun* follows."""
    after = noun.doc[noun.i + 1 : noun.i + 3]
    names = [t for t in after if t.pos_ == "PROPN" and t.ent_type_ in {"PERSON", ""}]
    return bool(names) and (after[0].pos_ == "PROPN" or after[0].text == ",")


def closing(
    doc: Doc, last: int, at: Mapping[int, Mention], links: frozenset[str] = _ABOUT | _AT
) -> tuple[int, bool]:
    """Return where what tells the noun before *last* ends, and whether it says who made it.

    *links* are the prepositions that what tells it may open with.
    """
    if last >= len(doc):
        return last, False
    stop = min(doc[last - 1].sent.end, last + _AFTER)
    word, made = doc[last], False
    end = last + 1
    if word.tag_ in {"VBN", "VBD"} and word.lemma_.lower() in word_list("making"):
        by = next((i for i in range(last + 1, min(stop, last + _AGENT)) if doc[i].lower_ == "by"), None)
        if by is None:
            return last, False
        made = any(i in at or doc[i].pos_ == "PROPN" for i in range(by, min(stop, by + _AGENT)))
        end = by + 1
    elif word.lower_ == "to" and doc[last - 1].lower_ in {"memorial", "monument"}:
        end += last + 1 < stop and doc[last + 1].pos_ == "DET"
    elif word.lower_ not in links:
        return last, False
    while end < stop and not _is_end(doc[end], made=made):
        end += 1
    while end > last and doc[end - 1].pos_ in {"ADP", "DET", "CCONJ", "ADV"}:
        end -= 1
    return end, made


def _is_end(token: Token, *, made: bool) -> bool:
    """Say whether *token* belongs no longer to what tells a mechanism."""
    if token.lower_ == "to" and token.i + 1 < token.sent.end and token.nbor().tag_ in {"NN", "NNS"}:
        return False
    if token.is_punct:
        return token.text not in {"-", "'", "/", '"'}
    if (token.pos_ in _ENDS and token.tag_ != "PRP$") or token.tag_ in _FINITE or token.lower_ in _CLAUSES:
        return True
    following = token.nbor(1) if token.i + 1 < token.sent.end else None
    if token.pos_ != "ADP" or following is None or token.lower_ == "of":
        return token.pos_ == "CCONJ" and (following is None or following.pos_ in _OTHERS)
    dated = following.text in word_list("calendar") or following.like_num
    return (
        made or token.lower_ not in _INNER or dated or (following.tag_ == "VBG" and following.dep_ != "amod")
    )


def _is_matter(word: Token, lexicon: NameLexicon) -> bool:
    return word.lemma_.lower() in lexicon.matters or word.lower_ in lexicon.matters


def _is_state(mention: Mention | None, vocabulary: Vocabulary) -> bool:
    return mention is not None and mention.kind != "metonym" and vocabulary.is_a(mention.entity, "State")
