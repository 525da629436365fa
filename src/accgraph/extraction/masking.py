"""Masking: the parser meets each known name as one common word, so that no name's own words mislead it.

A small parser trips over names that it has not seen ("Nauru" for an adverb) and over the prepositions and
conjunctions inside long ones ("the Council of Bars and Law Societies of Europe is ..."). What a sentence says
of one state it says of another in the same words: so every state is put to the parser as the same one, every
other known long name as its head word. What the parser finds is carried over to the words of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from accgraph.extraction.gazetteer import Gazetteer, Match
from accgraph.extraction.headlines import past_of, reworded
from accgraph.extraction.lexicon import load_table, word_list

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["masked", "unmasked"]

_LINKS = frozenset({"of", "for", "on", "to", "in", "against", "under", "into", "by", "with"})
# what parts a name, so that a parser may take it apart
_PARTING = _LINKS | frozenset({"the", "and", "a", "'s", "'", ",", "-", "&", "v.", "v"})
_FROZEN = frozenset({"asset", "assets", "account"})
_CARRYING = frozenset({"have", "had", "are", "were", "will"})
_PARTICIPLES = ("ed", "en", "aid", "ade", "ent")
_STATE, _STATE_WITH_ARTICLE = "France", "Netherlands"
_STATES = frozenset({_STATE, _STATE_WITH_ARTICLE})
_YEAR = 4
_ADJECTIVES = ("able", "ible", "ful", "less", "ous", "ive", "ary", "ial")
_BODY, _BODY_WITH_ARTICLE = "NATO", "UN"
_QUOTES, _LONGEST_BRACKET = frozenset("\"'“”‘’„"), 10
_OWN, _ADVERB = frozenset({"its", "their", "his", "her", "our"}), "also"
_PARSED = ("TAG", "POS", "DEP", "LEMMA", "MORPH")
_DEP, _LEMMA = _PARSED.index("DEP"), _PARSED.index("LEMMA")


def masked(doc: Doc, gazetteer: Gazetteer) -> tuple[Doc, list[tuple[int, int]]]:
    """Return *doc*, tokenised only, its names masked, and the tokens that each of its words stands for.

    What comes out is *doc* itself if there is nothing to mask.
    """
    import numpy
    from spacy.tokens import Doc

    given, strings = load_table("words")["hyphenated"], doc.vocab.strings
    # To ask a document for its tokens makes each of them anew.
    texts = [strings[number] for number in doc.to_array("ORTH").tolist()]
    read = {i: given[w.lower()][0] for i, w in enumerate(texts) if "-" in w and w.lower() in given}
    matches = list(gazetteer.matches(texts))
    stands = {m.first: (m, word) for m in matches if (word := _mask(doc, m)) is not None}
    # The tagger takes "asset freezes" for a clause.
    frozen = (i for i, w in enumerate(texts) if w.lower() == "freezes" and texts[i - 1].lower() in _FROZEN)
    read.update({i: given["freezes"][0] for i in frozen if i})
    # "Have each signed": the parser takes the participle for an adjective of what is behind it.
    floating = (
        i for i, w in enumerate(texts[:-1]) if w.lower() == "each" and texts[i - 1].lower() in _CARRYING
    )
    read.update({i: "also" for i in floating if i and texts[i + 1].endswith(_PARTICIPLES)})
    read.update(reworded(doc, matches))
    asides, brackets = dict(_asides(texts)), dict(_brackets(texts))
    if not (stands or read or asides or brackets):
        # Words that are masked have no norms of their own ("n't" for "not"): nor has what is parsed as it is.
        none: Any = numpy.zeros((len(texts), 1), dtype="uint64")
        doc.from_array(["NORM"], none)
        return doc, [(i, i + 1) for i in range(len(texts))]
    words, spaces, ranges = [], [], []
    i = 0
    while i < len(texts):
        match, word = stands.get(i, (None, read.get(i, texts[i])))
        last = match.last if match is not None else asides.get(i, i + 1)
        word = _ADVERB if i in asides else word
        last = brackets.get(last, last)
        words.append(word)
        spaces.append(bool(doc[last - 1].whitespace_))
        ranges.append((i, last))
        i = last
    return Doc(doc.vocab, words, spaces), ranges


def _asides(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each "for its part" and ", where appropriate,", which mislead the parser.

    It takes them for what something is said of, or for a clause that goes on.
    """
    for i in range(1, len(texts) - 3):
        if texts[i] == "," == texts[i + 3] and f"{texts[i + 1]} {texts[i + 2]}" in word_list("in_passing"):
            yield i, i + 4
        told = texts[i].lower() == "for" and texts[i + 2].lower() == "part"
        if told and texts[i + 1].lower() in _OWN and texts[i + 3].lower() not in {"of", "in"}:
            yield i, i + 3


def _brackets(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each bracket that gives a name another ("(ICC)", '("the Court")').

    The parser takes what is listed behind it for another sentence.
    """
    for i in (i for i, text in enumerate(texts) if text == "(" and i and texts[i - 1][:1].isupper()):
        end = next((k for k in range(i + 2, min(i + _LONGEST_BRACKET, len(texts))) if texts[k] == ")"), None)
        inside = texts[i + 1 : end] if end is not None else ()
        quoted = [t for t in inside if t in _QUOTES]
        named = [t for t in inside if t not in _QUOTES and t.lower() not in {"the", "or"}]
        short = all(t.isupper() and t.isalpha() and len(t) > 1 for t in named)
        if end is not None and named and (short or (quoted and all(t[:1].isupper() for t in named))):
            yield i, end + 1


def _mask(doc: Doc, match: Match) -> str | None:
    """Return the word that the parser is given for the name *match*; None if it is left as it is."""
    classes = match.entities[0].classes
    first = doc[match.first]
    if match.kind != "name" or not first.text[:1].isupper():
        return None
    article = first.lower_ == "the" or (match.first > 0 and doc[match.first - 1].lower_ == "the")
    if "State" in classes:
        return _STATE_WITH_ARTICLE if article else _STATE
    if "Person" in classes or "Group" in classes:
        return None
    if match.last - match.first == 1:
        return (_BODY_WITH_ARTICLE if article else _BODY) if first.text.isupper() and len(first) > 2 else None
    parting = [t.lower_ for t in doc[match.first + 1 : match.last] if t.lower_ in _PARTING]
    if parting in ([], ["of"]):
        return None
    head = doc[_head(doc, match.first, match.last)]
    if not head.text[:1].isupper() or not head.is_alpha:
        return None
    if article or "Mechanism" in classes:
        return str(head.text)
    return _BODY


def _head(doc: Doc, first: int, last: int) -> int:
    """Return the token that heads the name from *first* to *last*: the last one before a preposition."""
    for i in range(first + 1, last):
        if doc[i].lower_ in _LINKS or doc[i].lower_ in {"v.", "v"} or doc[i].text == "(":
            return i - 1
    return last - 1 - (doc[last - 1].text == ",")


def _bracket(doc: Doc, first: int, last: int) -> int:
    """Return where a bracket begins that ends the words from *first* to *last*; *last* if none does."""
    if last - first == 1 or doc[last - 1].text != ")":
        return last
    return next((i for i in range(last - 2, first, -1) if doc[i].text == "("), last)


def unmasked(doc: Doc, parsed: Doc, ranges: Sequence[tuple[int, int]]) -> Doc:
    """Return *doc* with what the parser found in *parsed*, its masked version."""
    import numpy
    from spacy.tokens import Span

    judged = _judged(parsed)
    if parsed is doc and not judged:
        return doc
    given, strings = load_table("words")["hyphenated"], doc.vocab.strings
    tops = numpy.array([i if last - i == 1 else _head(doc, i, last) for i, last in ranges])
    found: Any = parsed.to_array([*_PARSED, "HEAD"])
    above = numpy.arange(len(ranges)) + found[:, -1].astype("int32")
    for i, (head, dependency) in judged.items():
        above[i], found[i, _DEP] = head, strings.add(dependency)
    rows: Any = numpy.zeros((len(doc), found.shape[1]), dtype="uint64")
    rows[tops, :-1] = found[:, :-1]
    rows[tops, -1] = (tops[above] - tops).astype("int64").astype("uint64")
    changed = numpy.flatnonzero(parsed.to_array("ORTH") != doc.to_array("ORTH")[tops])
    for k in changed.tolist():
        i, text = int(tops[k]), doc[int(tops[k])].text
        if past_of(text) == parsed[k].text:
            continue
        rows[i, _LEMMA] = strings.add(given[text.lower()][1] if text.lower() in given else text)
    for (first, last), top in zip(ranges, tops.tolist(), strict=True):
        bracket = _bracket(doc, first, last)
        for i in range(first, last) if last - first > 1 else ():
            if i != top:
                inner = _inner(doc, i, first, bracket, top) if i < bracket else _bracketed(doc, i, top)
                *row, head = inner
                rows[i, : len(row)] = [strings.add(value) for value in row]
                rows[i, -1] = numpy.int64(head - i).astype("uint64")
    doc.from_array([*_PARSED, "HEAD"], rows)
    ends = [_bracket(doc, *ranges[e.end - 1]) for e in parsed.ents]
    doc.ents = [
        Span(doc, ranges[e.start][0], end, label=e.label_) for e, end in zip(parsed.ents, ends, strict=True)
    ]
    return doc


def _judged(parsed: Doc) -> dict[int, tuple[int, str]]:
    """Return the heads and labels that are to be put right where a name is judged by the adjective behind it.

    Of "called the attack on the Court unacceptable" the parser makes one thing, a Court unacceptable.
    """
    right: dict[int, tuple[int, str]] = {}
    strings, dependencies = parsed.vocab.strings, parsed.to_array("DEP")
    here = (dependencies == strings["pobj"]) | (dependencies == strings["compound"])
    for name in (parsed[i] for i in here.nonzero()[0].tolist()):
        if name.dep_ == "pobj" and name.head.lower_ == "in" and name.head.i in {name.i - 2, name.i - 3}:
            right.update(_dated(name))
        judgement = name.head
        if name.dep_ != "compound" or judgement.i != name.i + 1 or not name.is_title:
            continue
        verb = next((t for t in judgement.ancestors if t.lemma_ in word_list("naming")), None)
        adjective = judgement.tag_ == "JJ" or judgement.lower_.endswith(_ADJECTIVES)
        if verb is None or verb.i > name.i or not adjective or not judgement.text.islower():
            continue
        right[name.i] = (judgement.head.i, judgement.dep_)
        right[judgement.i] = (verb.i, "oprd")
        for child in judgement.children:
            if child.dep_ in {"det", "compound", "amod", "poss", "nmod"} and child.i < name.i:
                right[child.i] = (name.i, child.dep_)
    return right


def _dated(name: Token) -> dict[int, tuple[int, str]]:
    """Return what puts "In 2018 *France*, with X, went ...", "In May *London* said" right.

    The parser takes what is named for a part of the date.
    """
    prep, date = name.head, name.nbor(-1)
    verb, year = prep.head, date.like_num and len(date) == _YEAR and name.text in _STATES
    month = date.text in load_table("dates")["months"]["names"] and name.is_title
    told = any(c.dep_ in {"nsubj", "nsubjpass"} for c in verb.children)
    if not (year or month) or verb.i < name.i or told:
        return {}
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    right = {name.i: (verb.i, "nsubjpass" if passive else "nsubj"), date.i: (prep.i, "pobj")}
    right.update({c.i: (date.i, "nmod") for c in name.children if c.i < date.i})
    return right


def _bracketed(doc: Doc, i: int, top: int) -> tuple[str, str, str, str, str, int]:
    """Return the values of _PARSED, and the head, of token *i* in a bracket behind the name of *top*."""
    word = doc[i]
    if word.lower_ in {"the", "or"}:
        return "DT", "DET", "det", word.lower_, "", top
    if word.text.isalpha():
        return "NNP", "PROPN", "appos", word.text, "", top
    return {"(": "-LRB-", ")": "-RRB-"}.get(word.text, "``"), "PUNCT", "punct", word.text, "", top


def _inner(doc: Doc, i: int, first: int, last: int, top: int) -> tuple[str, str, str, str, str, int]:
    """Return the values of _PARSED, and the head, of token *i* in the name from *first* to *last*.

    That name is headed by *top*.
    """
    word = doc[i].lower_
    end = next((k for k in range(i + 1, last) if doc[k].lower_ in _LINKS), last) - 1
    above = top if end == i else end
    if i > top and word in _LINKS:
        return "IN", "ADP", "prep", word, "", top
    if word in {"the", "a"}:
        return "DT", "DET", "det", word, "", above
    if word in {"'s", "'"}:
        return "POS", "PART", "case", word, "", max(first, i - 1) if i > first else above
    if word in {"and", "&"}:
        return "CC", "CCONJ", "cc", word, "", above
    if not word[:1].isalnum():
        return "HYPH", "PUNCT", "punct", word, "", above
    link = next((k for k in range(i, top, -1) if doc[k].lower_ in _LINKS), None)
    if i == end and link is not None:
        return "NNP", "PROPN", "pobj", doc[i].text, "", link
    return "NNP", "PROPN", "compound", doc[i].text, "", above
