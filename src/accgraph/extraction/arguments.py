"""Arguments: the words that stand in the grammatical places of a frame around its trigger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accgraph.extraction.displaced import (
    agents_behind,
    behind_insertion,
    objects_behind_phrase,
    pied_piped,
)
from accgraph.extraction.frames import Trigger
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.syntax import (
    agents,
    coordinated,
    is_passive,
    is_verb,
    noun_phrase,
    objects,
    own_subjects,
    possessors,
    prepositional_objects,
    surface_subjects,
)
from accgraph.extraction.wished import wished_for

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["PARTITIVE", "argument_heads"]

_COPULAS = frozenset(
    {"be", "become", "remain", "seem", "appear", "consider", "call", "stay", "prove", "go", "stand"}
)
_SERVING = frozenset({"act", "serve", "rank", "figure"})
_THANKS = frozenset({"thanks", "due", "owing"})
# nouns that only say of what kind the noun behind their "of" is ("an act of interference")
_KINDS = frozenset({"act", "form", "piece", "instance", "example", "exercise", "source", "product", "symbol"})
_MEANS = frozenset({"with", "through", "by", "on"})
_UNDER = frozenset({"under"})
_INSIDE = frozenset({"in", "from", "at"})
_SHARES = frozenset({"half", "third", "quarter", "part", "bulk", "most", "majority", "share", "rest", "much"})
_CONCESSIVE = frozenset({"despite", "notwithstanding"})
# what praise, money or evidence does that is somebody's ("praise for the court came *from* X")
_COMING = frozenset({"come", "arrive", "pour", "flow", "emanate"})
# "has three donors: A, B and C", "its donors include A"
_HAVING = frozenset({"have", "list", "count"})
_TOLD_AMONG = frozenset({"among", "amongst", "including", "notably"})
_INCLUDING = frozenset({"include", "comprise"})
# "nothing more than a show", "little short of a miracle"
_NOTHING = frozenset({"nothing", "little"})
# after which the object of a noun may stand behind its agent and an aside
_BEHIND_AGENT = frozenset({"of", "to"})
_BELOW = frozenset({"prep", "pobj", "dobj", "prt", "advmod"})
_RENDERING = frozenset({"deliver", "give", "issue", "provide", "render"})
PARTITIVE = frozenset(
    [
        "all",
        "each",
        "both",
        "most",
        "some",
        "one",
        "many",
        "several",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
    ]
)


def argument_heads(trigger: Trigger, selector: str) -> list[Token]:
    """Return the tokens that stand in the place *selector* (see ``frames.toml``) of *trigger*."""
    token = trigger.token
    if selector == "object":
        plain = objects(token) or _reduced(token) or _behind_particle(trigger) or _misread(token)
        return plain or objects_behind_phrase(token)
    attributive = token.dep_ == "amod" and token.head.lower_ != "as"
    if selector == "predicated" and attributive and trigger.frame.kind == "reject":
        token = token.head
    if selector == "subject":
        return surface_subjects(token) if trigger.frame.pos == "verb" else _predicated(token)
    if selector == "possessor":
        return possessors(token)
    if selector == "predicated":
        return _predicated(token)
    if selector == "predicated-noun":
        return _predicated_noun(token)
    if selector == "partner":
        return _partners(trigger)
    if selector == "object-owner":
        return [owner for thing in objects(token) for owner in possessors(thing)]
    if selector == "enabled":
        enabling = token.dep_ == "nsubj" and token.head.lemma_.lower() in word_list("enabling")
        return objects(token.head) + _clause_subjects(token.head) if enabling else []
    if selector == "sustained":
        return _sustained(token, _MEANS)
    if selector == "assisted":
        return _assisted(token)
    if selector == "pushed":
        verb = token.head.head
        set_up = token.head.lower_ in {"at", "on", "upon"} and verb.lemma_.lower() in word_list("founding")
        return objects(verb) or objects_behind_phrase(verb) if token.dep_ == "pobj" and set_up else []
    if selector == "housed":
        return _sustained(token, _INSIDE)
    if selector == "thanks":
        return _thanks(token)
    if selector == "owner":
        return [c for c in token.doc[trigger.last - 1].children if c.dep_ == "poss"]
    if selector == "complement":
        return _complements(token)
    if selector == "self":
        return [token]
    if selector == "dative":
        return [c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP"]
    if selector == "clause":
        return [t for c in token.children if _is_content(c) for t in (_made_in(c) or surface_subjects(c))]
    if selector == "having":
        spelled = token.dep_ == "dobj" and token.head.lemma_ in _HAVING and _predicated(token)
        return surface_subjects(token.head) if spelled else []
    if selector == "light-subject":
        return [s for v in _light_verbs(trigger) for s in surface_subjects(v)]
    if selector in {"adopted", "wanted", "debated", "ordered", "tried"}:
        return []
    if selector == "seated":
        return _sustained(token, _UNDER)
    if selector == "in-case":
        # "Supports X *in its case* against Y"
        inside = [t for t in _on_the_way(token) if t.dep_ == "pobj" and t.head.lower_ == "in"]
        return [t for t in inside if t.lemma_ in word_list("litigated")]
    if selector == "advisory":
        # "Took the floor in the *advisory* proceedings", "asked it to give an *advisory* opinion"
        fronted = [t for p in token.children if p.dep_ == "prep" and p.i < token.i for t in p.children]
        inside = [*_on_the_way(token), *fronted]
        return [t for t in inside if any(c.lower_ == "advisory" for c in t.children)]
    if selector == "appos":
        return [t for t in token.subtree if t.dep_ == "appos"]
    found = prepositional_objects(token, (selector,))
    if selector == "for" and not found:
        found = wished_for(token)
    if selector == "for" and token.lemma_ == "vote":
        # "Voted to cut funding *for the Court*": what stands behind an infinitive belongs to it.
        told = [c.i for c in token.children if c.dep_ == "xcomp"]
        found = [t for t in found if not any(i < t.i for i in told)]
    if not found and trigger.frame.pos == "verb":
        found = pied_piped(token, selector)
    if not found and selector == "by" and trigger.frame.pos == "noun":
        made = [c for c in token.children if c.dep_ == "acl" and c.lemma_.lower() in trigger.frame.light]
        found = agents_behind(token) or [a for c in made for a in agents(c)]
    if not found and selector in _BEHIND_AGENT and trigger.frame.pos == "noun":
        found = behind_insertion(token, selector)
    if not found and selector in _CONCESSIVE:
        found = [c for t in token.subtree if t.lower_ == selector for c in t.children if c.dep_ == "pobj"]
        # "In *spite* of the warrant"
        spite = [t for t in token.subtree if t.lower_ == "spite" and selector == "despite"]
        found += [t for noun in spite for t in prepositional_objects(noun, ("of",))]
    if not found and trigger.frame.pos in {"noun", "adj"}:
        for verb in _light_verbs(trigger):
            found += [t for t in prepositional_objects(verb, (selector,)) if t.i > token.i or t.tag_ == "WDT"]
    if not found and selector == "from" and token.dep_ == "pobj" and trigger.frame.pos == "noun":
        # "Founded with money *from* X": the parser hangs it on the verb.
        behind = token.right_edge.i + 1
        found = [t for t in prepositional_objects(token.head.head, ("from",)) if t.left_edge.i - 1 <= behind]
    if not found and selector == "with" and trigger.frame.kind == "cooperate":
        whole = token if trigger.frame.pos == "verb" else token.head
        found = [
            c
            for t in whole.subtree
            if t.lower_ == "with" and t.i > token.i
            for c in t.children
            if c.dep_ == "pobj"
        ]
    if not found and trigger.frame.pos == "verb" and is_passive(token):
        ties = [c for c in token.children if c.dep_ == "prep" and c.lower_ == selector]
        found = objects(token) if any(not [*c.children] for c in ties) else []
    if not found and trigger.last > token.i + 1:
        last = token.doc[trigger.last - 1]
        if last.lower_ == selector:
            found = [c for c in last.children if c.dep_ == "pobj"]
        else:
            found = prepositional_objects(last, (selector,))
    return found


def _on_the_way(verb: Token) -> list[Token]:
    """Return what *verb* governs, through objects and prepositions: "asked X to give *an opinion*"."""
    below = [verb]
    for token in below:
        below += [
            c
            for c in token.children
            if c.i > verb.i and (c.dep_ in _BELOW or (c.dep_ == "xcomp" and c.lemma_ in _RENDERING))
        ]
    return below[1:]


def _reduced(verb: Token) -> list[Token]:
    """Return the object with a participle that the parser took for a clause ("hailed the ruling given by X").

    With the object comes who did what the participle says.
    """
    found: list[Token] = []
    for clause in verb.children:
        kinds = {c.dep_ for c in clause.children}
        if (
            clause.dep_ == "ccomp"
            and clause.tag_ in {"VBN", "VBD"}
            and not kinds & {"aux", "auxpass", "mark"}
        ):
            by = [c for c in clause.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by"]
            if by and clause.i > verb.i:
                found += [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i > verb.i]
    return found


def _misread(verb: Token) -> list[Token]:
    """Return the object that the parser took for a clause without a verb ("financed X's *archive*")."""
    said = [c for c in verb.children if c.dep_ == "ccomp" and c.tag_ == "VB" and c.i > verb.i]
    if said and verb.lemma_.lower() in word_list("naming"):
        return [s for c in said for s in c.children if s.dep_ == "nsubj" and verb.i < s.i]
    return [
        c
        for c in verb.children
        if c.dep_ == "ccomp"
        and c.i > verb.i
        and c.pos_ in {"NOUN", "PROPN", "ADJ"}
        and not any(t.dep_ in {"nsubj", "cop", "aux", "mark"} for t in c.children)
    ]


def _behind_particle(trigger: Trigger) -> list[Token]:
    """Return what follows the frame's last word, a particle taken for a preposition ("let in X")."""
    last = trigger.token.doc[trigger.last - 1]
    particle = last != trigger.token and last.dep_ == "prep" and last.head == trigger.token
    return [c for c in last.children if c.dep_ == "pobj"] if particle else []


def _is_content(clause: Token) -> bool:
    """Say whether *clause* says what an attitude is about: "glad that ...", "heartened when ..."."""
    if clause.dep_ == "ccomp":
        return True
    marks = {c.lower_ for c in clause.children if c.dep_ in {"advmod", "mark"}}
    return clause.dep_ == "advcl" and bool(marks & {"that", "when"})


def _made_in(clause: Token) -> list[Token]:
    """Return what *clause* says that somebody set up or prolonged: "glad that X renewed *its mandate*"."""
    making = word_list("founding") | word_list("prolonging")
    return objects(clause) if clause.lemma_.lower() in making else []


def _light_verbs(trigger: Trigger) -> list[Token]:
    """Return the light verbs around a noun: the one whose object it is, those of clauses that modify it."""
    token, light = trigger.token, trigger.frame.light
    around = [c for c in token.children if c.dep_ in {"acl", "relcl"}]
    if token.dep_ in {"dobj", "nsubjpass", "attr", "acomp", "oprd"}:
        around.append(token.head)
    whole = token
    if token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in _SHARES:
        whole = token.head.head
    if whole.dep_ == "nsubj" and whole.head.lemma_ in _COMING:
        return [whole.head]
    among = token.head.head if token.head.lower_ == "of" and token.head.head.lower_ in PARTITIVE else token
    if among.dep_ == "pobj" and among.head.lower_ == "as" and among.head.head.lemma_.lower() in _SERVING:
        return [among.head.head]
    return [v for v in around if v.lemma_.lower() in light or v.lemma_.lower() in _COPULAS]


def _thanks(noun: Token) -> list[Token]:
    """Return who acts in the clause that *noun* is the ground of: "Thanks to *evidence* from X, ..."."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ != "to" or noun.doc[max(link.i - 1, 0)].lower_ not in _THANKS:
        return []
    verb = link
    while not is_verb(verb) and verb.head != verb:
        verb = verb.head
    clauses = [verb] if is_verb(verb) else [c for c in verb.children if is_verb(c) and c.i > noun.i]
    return [s for clause in clauses[:1] for s in surface_subjects(clause)]


def _complements(token: Token) -> list[Token]:
    """Return the clauses that complete *token*: "refuses *to admit*", "it is regrettable that X *left*"."""
    found = [c for c in token.children if c.dep_ in {"xcomp", "acl", "ccomp", "relcl"}]
    if token.pos_ == "ADJ" and token.dep_ in {"acomp", "oprd", "ccomp", "attr"}:
        found += [c for c in token.head.children if c.dep_ in {"ccomp", "csubj"} and c.i > token.i]
        found += [
            c for c in token.children if c.dep_ == "advcl" and any(m.lower_ == "that" for m in c.children)
        ]
    return found


def _partners(trigger: Trigger) -> list[Token]:
    """Return those who sign or conclude something together: "*A and B* signed an agreement"."""
    token = trigger.token
    verb = token if trigger.frame.pos == "verb" else token.head
    between = prepositional_objects(token, ("between",))
    together = surface_subjects(verb) if is_verb(verb) else []
    return between or [head for head in together if len(coordinated(head)) > 1]


def _sustained(noun: Token, links: frozenset[str]) -> list[Token]:
    """Return the subject of the clause that goes on by or in *noun*: "*the Unit* does its work with funding".

    *links* are the prepositions by which it may be tied to the verb.
    """
    if noun.dep_ == "pobj" and noun.head.head.lower_ == "virtue":
        # "Has its seat in X *by virtue of* an agreement"
        noun, links = noun.head.head, links | {"by"}
    if noun.dep_ != "pobj" or noun.head.lower_ not in links:
        return []
    governor = noun.head.head
    governor = governor.head if governor.dep_ == "dobj" else governor
    return surface_subjects(governor) if is_verb(governor) else []


def _assisted(noun: Token) -> list[Token]:
    """Return what acts, is made or is invoked with *noun*: "*X* works with the help of A".

    Not what harm is done by or to.
    """
    if noun.dep_ != "pobj" or noun.head.lower_ not in {"with", "under"}:
        return []
    governor = noun.head.head
    if governor.dep_ == "pobj" and governor.head.dep_ in {"agent", "prep"} and governor.head.lower_ == "by":
        governor = governor.head.head
    if governor.pos_ == "NOUN":
        done = governor.lemma_.lower() in word_list("done_by") | word_list("invoking")
        return prepositional_objects(governor, ("of",)) if done else []
    if not is_verb(governor) or governor.lemma_.lower() in word_list("harmful_verbs"):
        return []
    if any(c.dep_ == "neg" for c in governor.children):
        return []
    return objects(governor) if is_passive(governor) else surface_subjects(governor)


def _clause_subjects(verb: Token) -> list[Token]:
    return [s for c in verb.children if c.dep_ == "ccomp" for s in c.children if s.dep_ == "nsubj"]


def _predicated_noun(adjective: Token) -> list[Token]:
    """Return what the noun that *adjective* modifies is said of: "X is an *indispensable* institution"."""
    head = adjective
    while head.dep_ == "conj" and head.head.pos_ == "ADJ":
        head = head.head
    if head.dep_ != "amod" or head.head.pos_ != "NOUN":
        return []
    return _predicated(head.head)


def _fronted(noun: Token) -> list[Token]:
    """Return the subject that *noun* describes before it: "A founder of the Tribunal, *Norway* ..."."""
    end = noun.right_edge.i + 1
    if noun.left_edge != noun.sent[0] or end >= len(noun.doc) or noun.doc[end].text != ",":
        return []
    places = {"nsubj", "nsubjpass"}
    return [c for c in noun.head.children if c.dep_ in places and c.i > end and c.left_edge.i == end + 1]


def _predicated(token: Token) -> list[Token]:
    """Return what *token*, a noun or adjective, is said of: by copula, apposition, "as", or as a modifier."""
    head = token
    while head.dep_ == "compound" and head.head.pos_ == "NOUN":
        head = head.head
    while head.dep_ == "conj" or (
        head.dep_ == "pobj" and head.head.lower_ == "of" and head.head.head.lower_ in PARTITIVE | _KINDS
    ):
        head = head.head if head.dep_ == "conj" else head.head.head
    if (
        head.dep_ in {"attr", "acomp", "oprd", "dobj"}
        and head.head.lemma_ in word_list("naming")
        and is_verb(head.head)
    ):
        named = [t for t in objects(head.head) if t != head]
        if named:
            return named
        seen = prepositional_objects(head.head, ("in",)) if head.dep_ == "dobj" else []
        return seen or [c for c in head.children if c.dep_ == "nsubj"]
    if head.dep_ in {"ccomp", "oprd"} and head.head.lemma_ in word_list("naming"):
        return [c for c in head.children if c.dep_ == "nsubj"]
    if head.dep_ in {"attr", "acomp", "oprd", "dobj"} and head.head.lemma_ in _COPULAS:
        return (
            surface_subjects(head.head)
            if head.dep_ != "oprd"
            else (objects(head.head) or surface_subjects(head.head))
        )
    if head.dep_ in {"advmod", "acomp"} and head.head.dep_ == "acl" and head.head.head.dep_ == "dobj":
        # "called the case brought by X *baseless*", which the parser hangs on the participle.
        called = head.head.head
        return [called] if called.head.lemma_ in word_list("naming") else []
    if head.dep_ == "appos":
        # "called the trial of three men *a farce*", which the parser sets beside the last noun.
        called = head.head
        while called.dep_ in {"pobj", "prep"}:
            called = called.head
        naming = called.dep_ == "dobj" and called.head.lemma_ in word_list("naming")
        if naming and head.doc[head.left_edge.i - 1].text != ",":
            return [called]
        return [head.head]
    if head.dep_ == "dobj" and head.head.lemma_ in _HAVING:
        # "X has three donors: A, B and C", "its donors include A"
        end = noun_phrase(head)[1]
        if any(t.lower_ in _TOLD_AMONG for t in head.doc[end : end + 3]):
            return [head]
        spelled = [c for c in head.children if c.dep_ == "appos"]
        behind = [t.text for t in head.doc[head.i + 1 : head.i + 2]]
        counted = any(c.dep_ == "nummod" for c in head.children) and behind == [","]
        return spelled or [c for c in head.children if c.dep_ == "conj" and c.pos_ == "PROPN" and counted]
    if head.dep_ == "nsubj" and head.head.lemma_ in _INCLUDING:
        return objects(head.head)
    among = head.dep_ == "pobj" and head.head.lower_ == "among"
    if among and head.head.head.lemma_ in _HAVING and is_verb(head.head.head):
        return objects(head.head.head)
    if head.dep_ == "pobj" and head.head.lower_ in {"than", "but", "short", "of"}:
        whole = head.head
        while whole.dep_ in {"prep", "amod", "advmod", "acl", "pobj"} and whole.lower_ not in _NOTHING:
            whole = whole.head
        if whole.lower_ in _NOTHING and whole.dep_ in {"attr", "dobj", "pobj", "oprd"}:
            return _predicated(whole)
    fronted = _fronted(head)
    if fronted:
        return fronted
    if head.dep_ == "nsubj" and head.head.dep_ == "ccomp" and head.head.head.lemma_ in word_list("naming"):
        return [t for t in objects(head.head.head) if t.i < head.i]
    if head.dep_ == "pobj" and head.head.lower_ in {"among", "amongst"} and head.head.head.lemma_ in _COPULAS:
        return surface_subjects(head.head.head)
    if head.dep_ in {"pobj", "pcomp", "amod"} and head.head.lower_ == "as":
        governor = head.head.head
        if head.i > governor.i and governor.lemma_.lower() in word_list("naming") | word_list("naming_as"):
            return objects(governor) or prepositional_objects(governor, ("upon", "on", "to", "of", "at"))
        return surface_subjects(governor) if is_verb(governor) else []
    if head.dep_ in {"acl", "relcl", "advcl"} and head.pos_ == "ADJ":
        return [head.head] if head.head.pos_ in {"NOUN", "PROPN"} else surface_subjects(head.head)
    if head.dep_ in {"ROOT", "ccomp", "conj", "advcl"} and head.pos_ in {"NOUN", "ADJ", "PROPN", "VERB"}:
        return own_subjects(head)
    if head.dep_ in {"nsubj"} and head.head.lemma_ == "be":
        return [c for c in head.head.children if c.dep_ == "attr"]
    return []
