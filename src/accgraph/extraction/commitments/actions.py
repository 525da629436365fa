"""Actions: the words that say what is to be done, from their verb to the end of its clause.

Coordinated verbs are an action each, unless they share what follows ("arrest and surrender any person").
The small parser often loses the thread of long coordinations, so that a bare verb after a comma or "and"
that hangs from something before the action is taken back into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from accgraph.extraction.syntax import is_verb

if TYPE_CHECKING:
    from accgraph.extraction.sentences import ParsedText
    from accgraph.extraction.tokens import Doc, Token

__all__ = ["Action", "actions_of", "has_to", "phrase_action", "trimmed"]

_BARE = frozenset({"VB", "VBP"})
_UNINFLECTED = frozenset({"put", "set", "let", "cut", "shut"})
_SAYING = frozenset(
    {"say", "warn", "add", "tell", "write", "argue", "insist", "stress", "declare", "note", "urge"}
)
_OPENING = frozenset({"advmod", "neg", "auxpass", "preconj"})
_QUOTES = frozenset("\"'`") | {"''", "``"}
_CONTENT = frozenset(
    {"dobj", "obj", "prep", "xcomp", "ccomp", "attr", "acomp", "dative", "advcl", "oprd", "npadvmod"}
)
_EDGES = frozenset(".,;:!?-–—*_[](){}/|") | {"and", "or", "''", "``", '"', "'", "..", "...", "**", "by", "&"}


@dataclass(frozen=True, slots=True)
class Action:
    """Tokens *first* to *last* (exclusive) are the words of an action.

    *head* the token of its verb or noun.
    """

    first: int
    last: int
    head: int


def has_to(verb: Token) -> bool:
    """Say whether *verb* is an infinitive with "to"."""
    return any(c.lower_ == "to" and c.i < verb.i for c in verb.children if c.dep_ in {"aux", "mark"})


def actions_of(
    parsed: ParsedText, verb: Token, closing: frozenset[str], *, split: bool = True, limit: int | None = None
) -> list[Action]:
    """Return the actions that start with *verb*: its own and those of the verbs coordinated with it.

    ``closing`` are the words that end an action after a comma; ``limit`` is a token index it may not reach.
    """
    end = min(_sentence_end(parsed, verb), limit if limit is not None else len(parsed.doc))
    split = split and not _is_either(verb)
    heads = [verb, *(_coordinated(verb, end) if split else ())]
    groups = _shared(heads)
    result: list[Action] = []
    for number, group in enumerate(groups):
        first = _start(group[0], verb)
        stop = _before(groups[number + 1][0], verb) if number + 1 < len(groups) else end
        last = _end(parsed, group[-1], stop, closing, others=[h for g in groups for h in g if h not in group])
        action = trimmed(parsed, Action(first, last, group[0].i))
        if action is not None:
            result.append(_with_parted_object(parsed, action, verb, end))
    return result


def _with_parted_object(parsed: ParsedText, action: Action, verb: Token, end: int) -> Action:
    """Return *action*, a bare verb, with the object that an aside parts from it, if there is one.

    In "undertakes to publish, every month, a table" the parser gives the object to the governing verb.
    """
    doc = parsed.doc
    if action.last - action.first > 1 or action.last >= end or doc[action.last].text != ",":
        return action
    later = (c for c in verb.head.children if c.dep_ == "dobj" and action.last < c.i < end)
    thing = next((c for c in later if doc[c.left_edge.i - 1].text == ","), None)
    last = min(thing.right_edge.i + 1, end) if thing is not None else action.last
    return trimmed(parsed, Action(action.first, last, action.head)) or action


def phrase_action(
    parsed: ParsedText, noun: Token, closing: frozenset[str], limit: int | None = None
) -> Action | None:
    """Return the noun phrase of *noun*, all that depends on it included, as an action."""
    tokens = [t.i for t in noun.subtree]
    end = min(max(tokens) + 1, limit if limit is not None else len(parsed.doc))
    return trimmed(parsed, Action(min(tokens), _cut(parsed, noun.i, end, closing), noun.i))


def trimmed(parsed: ParsedText, action: Action) -> Action | None:
    """Return *action* without punctuation and connecting words at its ends; None if nothing is left."""
    doc, first, last = parsed.doc, action.first, action.last
    while first < last and (doc[first].text in _EDGES or parsed.is_scaffold(first)):
        first += 1
    while last > first and (doc[last - 1].text in _EDGES - {"by"} or parsed.is_scaffold(last - 1)):
        if doc[last - 1].text in _QUOTES and sum(doc[k].text in _QUOTES for k in range(first, last)) % 2 == 0:
            break
        if doc[last - 1].text in {")", "]"} and any(doc[k].text in {"(", "["} for k in range(first, last)):
            break
        last -= 1
    return Action(first, last, action.head) if last > first else None


def _sentence_end(parsed: ParsedText, verb: Token) -> int:
    """Return where the clause chain of *verb* must have ended: its sentence, a semicolon, its quotation."""
    end = int(verb.sent.end)
    opened = sum(parsed.doc[k].text in {'"', "''", "``"} for k in range(verb.sent.start, verb.i)) % 2
    for k in range(verb.i + 1, end):
        if parsed.doc[k].text in {";", ":"}:
            return k
        if opened and parsed.doc[k].text in {'"', "''", "``"}:
            return k
    return end


def _coordinated(verb: Token, end: int) -> list[Token]:
    """Return the verbs after *verb* that say a further thing to do, in text order."""
    chain = [verb]
    for current in chain:
        for child in current.children:
            coordinated = (child.dep_ == "conj" and not _is_instead(child)) or _is_listed(child, current)
            if coordinated and child not in chain and verb.i < child.i < end and _is_like(child, verb):
                chain.append(child)
        if current == chain[-1]:
            strays = (
                t for t in verb.doc[current.i + 1 : end] if t not in chain and _is_stray(t, verb, chain[1:])
            )
            chain += [t for t in strays if _leads_on(t, end)][:1]
    return sorted(chain[1:], key=lambda t: t.i)


def _is_either(verb: Token) -> bool:
    """Say whether *verb* opens a choice, which is one thing to do: "either to try X or to hand X over"."""
    return any(t.lower_ in {"either", "neither"} for t in verb.doc[max(verb.sent.start, verb.i - 2) : verb.i])


def _is_instead(verb: Token) -> bool:
    """Say whether *verb* is what is not to be done ("act rather than wait")."""
    before = verb.doc[max(0, verb.i - 2) : verb.i]
    return any(t.lower_ == "than" for t in before)


def _is_listed(child: Token, verb: Token) -> bool:
    """Say whether *child* goes on with a list that ends in "and".

    "ending X, upholding Y and guaranteeing Z".
    """
    before = _leader(child)
    if child.dep_ != "advcl" or child.i < verb.i or before is None or before.text != ",":
        return False
    if verb.tag_ == "VBG":
        return child.tag_ == "VBG" and any(c.dep_ == "conj" and c.tag_ == "VBG" for c in child.children)
    ends = any(c.dep_ == "conj" and has_to(c) == has_to(child) for c in child.children)
    own = any(c.dep_ in {"nsubj", "nsubjpass", "mark"} for c in child.children)
    return verb.tag_ == "VB" and child.tag_ == "VB" and ends and not own


def _leads_on(token: Token, end: int) -> bool:
    """Say whether *token* stands after "and".

    Or after a comma with an "and" and a bare verb still to come.
    """
    before = _leader(token)
    if before is not None and before.lower_ in {"and", "or"}:
        return True
    return any(
        t.lower_ in {"and", "or"} and any(n.tag_ == "VB" for n in t.doc[t.i + 1 : min(t.i + 4, end)])
        for t in token.doc[token.i + 1 : end]
    )


def _is_like(token: Token, verb: Token) -> bool:
    """Say whether *token*, coordinated with *verb*, is a verb of its form without a subject of its own."""
    if any(c.dep_ in {"nsubj", "nsubjpass", "expl"} and c.i < token.i for c in token.children):
        return False
    if any(c.dep_ == "aux" and c.tag_ == "MD" for c in token.children):
        return False
    if verb.tag_ == "VBG":
        return token.tag_ == "VBG"
    if token.tag_ == "VBD" and token.lower_ in _UNINFLECTED:
        return verb.tag_ == "VB"
    if verb.tag_ == "VBN" or any(c.dep_ == "auxpass" for c in verb.children):
        return token.tag_ in {"VBN", "VB", "VBD"} and (is_verb(token))
    return (token.tag_ in {"VB", "VBP", "NN"} and (is_verb(token) or has_to(token))) or token.pos_ == "AUX"


def _is_stray(token: Token, verb: Token, found: Sequence[Token]) -> bool:
    """Say whether *token* is a bare verb after a comma or "and", hung from what stands before the action."""
    if (
        token.tag_ != ("VBG" if verb.tag_ == "VBG" else "VB")
        or not is_verb(token)
        or token.dep_ not in {"dep", "conj", "advcl", "ccomp", "ROOT", "xcomp"}
    ):
        return False
    if any(
        c.dep_ in {"nsubj", "nsubjpass", "mark"} or c.tag_ == "MD" for c in token.children if c.lower_ != "to"
    ):
        return False
    before = _leader(token)
    if token.dep_ == "conj" and token.head.tag_ == "VBG" and verb.tag_ != "VBG" and verb.is_ancestor(token):
        return before is not None and before.lower_ in {"and", "or", ","} and not has_to(token)
    if verb.is_ancestor(token) or any(f.is_ancestor(token) for f in found) or token.head.i >= verb.i:
        return False
    return (
        before is not None
        and before.i > verb.i
        and (before.text in {",", ";"} or before.lower_ in {"and", "or"})
    )


def _leader(token: Token) -> Token | None:
    """Return the word before *token* and its "to" and adverbs."""
    i = token.i - 1
    while i >= token.sent.start and (
        token.doc[i].lower_ in {"to", "also", "not", "then"} or token.doc[i].pos_ == "ADV"
    ):
        i -= 1
    return token.doc[i] if i >= token.sent.start else None


def _shared(heads: Sequence[Token]) -> list[list[Token]]:
    """Return *heads* in groups, each of verbs that share what follows the last of them."""
    groups: list[list[Token]] = [[heads[0]]]
    for head in heads[1:]:
        last = groups[-1][-1]
        between = last.doc[last.i + 1 : head.i]
        bare = all(
            t.pos_ in {"CCONJ", "PUNCT", "ADV", "PART"}
            or t.lower_ in {"to", "and", "or"}
            or t.dep_ == "prt"
            or (t.dep_ == "prep" and t.n_rights == 0)
            for t in between
        )
        if bare and not any(
            c.dep_ in _CONTENT and last.i < c.i < head.i and not (c.dep_ == "prep" and c.n_rights == 0)
            for c in last.children
        ):
            groups[-1].append(head)
        else:
            groups.append([head])
    return groups


def _start(verb: Token, first_verb: Token) -> int:
    """Return the first token of the action of *verb*: adverbs, "not" and "be" before it belong to it."""
    start = verb.i
    while start - 1 >= verb.sent.start:
        before = verb.doc[start - 1]
        belongs = (before.head == verb and before.dep_ in _OPENING) or (
            before.lower_ in {"not", "be", "also"} and before.head in {verb, first_verb}
        )
        if not belongs and not (before.pos_ == "ADV" and before.tag_ == "RB" and before.head.head == verb):
            break
        start -= 1
    if (
        start - 2 >= verb.sent.start
        and verb.doc[start - 1].lower_ == "to"
        and verb.doc[start - 2].lower_ == "not"
    ):
        start -= 2
    while start < verb.i and verb.doc[start].lower_ in {"also", "therefore", "further"}:
        start += 1
    return start


def _before(verb: Token, first_verb: Token) -> int:
    """Return the token with which the words that lead to *verb* ("and", "to", a comma) start."""
    start = _start(verb, first_verb)
    while start - 1 > first_verb.i and (
        verb.doc[start - 1].lower_ in {"to", "and", "or", "as", "well", "also", ",", "but"}
    ):
        start -= 1
    return start


def _end(parsed: ParsedText, verb: Token, stop: int, closing: frozenset[str], others: Sequence[Token]) -> int:
    """Return where the action of *verb* ends.

    With its subtree, before the actions *others*, and no later than *stop*.
    """
    blocked = set(others)
    inside = [verb.i]
    stack = [verb]
    while stack:
        current = stack.pop()
        for child in current.children:
            if child in blocked or child.dep_ in {"parataxis"} or child.i >= stop:
                continue
            if (
                child.dep_ == "conj"
                and current == verb
                and child.i > verb.i
                and is_verb(child)
                and _is_clause(child)
            ):
                stop = min(stop, child.left_edge.i)
                continue
            inside.append(child.i)
            stack.append(child)
    end = min(max(inside) + 1, stop)
    if end < stop and _is_tail(verb.doc[end:stop], verb):
        end = stop
    return _cut(parsed, verb.i, _with_condition(verb, end), closing)


def _with_condition(verb: Token, end: int) -> int:
    """Return *end*, or where an inverted condition right after it ends: "arrest him should he return"."""
    doc, last = verb.doc, verb.sent.end
    if end + 1 >= last or doc[end].lower_ not in {"should", "were", "had"} or doc[end].i <= verb.i:
        return end
    if doc[end + 1].dep_ not in {"nsubj", "nsubjpass"} or doc[end + 1].head.i < end:
        return end
    return min(int(doc[end + 1].head.right_edge.i) + 1, last)


def _is_clause(verb: Token) -> bool:
    """Say whether *verb*, coordinated with another, opens a clause of its own.

    It has a subject, a modal or a tense.
    """
    own = any((c.dep_ in {"nsubj", "nsubjpass"} and c.i < verb.i) or c.tag_ == "MD" for c in verb.children)
    return own or (verb.tag_ in {"VBZ", "VBD"} and verb.head.tag_ not in {"VBN", "VBZ", "VBD"})


def _is_tail(rest: Iterable[Token], verb: Token) -> bool:
    """Say whether *rest*, which the parser hung elsewhere, still belongs to the clause of *verb*.

    It has no finite verb.
    """
    tokens = list(rest)
    if not tokens or tokens[0].text in {"(", "["}:
        return False
    modifying = {"relcl", "acl", "ccomp", "advcl"}
    for token in tokens:
        if token.dep_ in {"nsubj", "nsubjpass", "expl"} and token.head.dep_ not in modifying:
            return False
        if (
            token.tag_ in {"VBZ", "VBD", "VBP", "MD"}
            and token.dep_ not in modifying
            and token.head.dep_ not in modifying
        ):
            return False
        if (
            token.dep_ == "conj"
            and token.tag_.startswith("V")
            and token.head.i < verb.i
            and token.tag_ != "VBG"
        ):
            return False
    return True


def _cut(parsed: ParsedText, start: int, end: int, closing: frozenset[str]) -> int:
    """Return *end*, or where before it a comma and a word of *closing* part what is only added."""
    doc = parsed.doc
    end = _before_speaker(doc, start, end)
    for k in range(start + 1, end - 1):
        if doc[k].text in {"(", "["}:
            continue
        adds = (
            k + 2 < end
            and doc[k + 1].lower_ == "and"
            and doc[k + 2].tag_ == "VBG"
            and doc[k + 2].lower_ in closing
        )
        if doc[k].text in {",", "-", "–", "—"} and (doc[k + 1].lower_ in closing or adds) and k - start >= 2:
            if (
                doc[k + 1].lower_ == "as"
                and k + 2 < end
                and doc[k + 2].lower_ in {"well", "appropriate", "necessary", "needed", "soon"}
            ):
                continue
            if _resumes(doc[k + 1 : end]) or _goes_on(doc, start, k, end):
                continue
            return k
    return end


def _before_speaker(doc: Doc, start: int, end: int) -> int:
    """Return *end*, or where the name of who says so begins: "do X, *the envoy* warned"."""
    if end >= len(doc) or doc[end].tag_ not in {"VBD", "VBZ"} or doc[end].lemma_.lower() not in _SAYING:
        return end
    for k in range(end - 1, start, -1):
        if doc[k].text == ",":
            return k
        if doc[k].pos_ not in {"PROPN", "NOUN", "DET", "ADJ", "ADP", "PART", "PRON"}:
            return end
    return end


def _goes_on(doc: Doc, start: int, comma: int, end: int) -> bool:
    """Say whether after an aside ("assist, without payment, the office") the verb's own object follows."""
    second = next((k for k in range(comma + 1, end - 1) if doc[k].text == ","), None)
    if second is None or second - comma > 6:
        return False
    return any(t.dep_ in {"dobj", "obj"} and start <= t.head.i < comma for t in doc[second + 1 : end])


def _resumes(tail: Iterable[Token]) -> bool:
    """Say whether after the added words the action goes on.

    After a second comma, with "to" or "and" and a verb.
    """
    words = list(tail)
    for k, token in enumerate(words[:-1]):
        if (
            token.text == ","
            and k > 0
            and (words[k + 1].lower_ in {"to", "and"} and k + 2 < len(words) and words[k + 2].tag_ == "VB")
        ):
            return True
    return False
