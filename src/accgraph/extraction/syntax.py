"""Grammatical relations over a dependency parse: who does it, what it is done to, through which preposition.

The labels are those of ClearNLP / spaCy's English models. Relations that the tree leaves implicit are made
explicit: shared subjects of coordinated verbs, controlled subjects of infinitives and participles, the
noun that a relative clause or a participle modifies.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from accgraph.extraction.displaced import agent_before, agents_behind, split_off, stray_subject
from accgraph.extraction.lexicon import word_list

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = [
    "agents",
    "complements",
    "coordinated",
    "finite_partner",
    "first_coordinated",
    "has_modal",
    "is_passive",
    "is_verb",
    "modified_noun",
    "noun_completed",
    "noun_phrase",
    "objects",
    "own_subjects",
    "possessors",
    "prepositional_objects",
    "subjects",
    "surface_subjects",
    "thanked_for",
]

_RELATIVE = frozenset({"which", "who", "that", "whom"})


def is_verb(token: Token) -> bool:
    """Say whether *token* is a verb, auxiliaries used as full verbs included."""
    return token.pos_ == "VERB" or (token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"})


def is_passive(verb: Token) -> bool:
    """Say whether *verb* is a passive, or a past participle that modifies a noun ("sanctions imposed by")."""
    if verb.tag_ in {"VBZ", "VBG"} or _is_finite_past(verb):
        return False
    if any(c.dep_ in {"nsubjpass", "auxpass", "csubjpass"} for c in verb.children):
        return True
    if (
        verb.dep_ == "conj"
        and verb.tag_ == "VBN"
        and not any(c.dep_ in {"aux", "nsubj"} for c in verb.children)
    ):
        return is_passive(verb.head)
    if any(c.dep_ in {"aux"} for c in verb.children):
        return False
    if verb.tag_ == "VBD" and verb.dep_ == "conj" and is_verb(verb.head) and verb.i > verb.head.i:
        # "was arrested and surrendered by X": the participle that the tagger took for a past tense.
        by = [c for c in verb.children if c.lower_ == "by" and c.dep_ in {"prep", "agent"}]
        bare = not any(c.dep_ in {"dobj", "nsubj", "ccomp", "xcomp", "acomp", "attr"} for c in verb.children)
        if by and bare and any(c.dep_ == "auxpass" for c in verb.head.children):
            return True
    if verb.tag_ == "VBD" and verb.dep_ == "acl":
        # A past tense cannot stand so: it is a participle that the tagger took for one.
        return not any(c.dep_ in {"dobj", "nsubj"} for c in verb.children)
    return (verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod", "advcl"}) or any(
        c.dep_ == "agent" and not any(t.lemma_.lower() in word_list("by_how_many") for t in c.children)
        for c in verb.children
    )


def _is_finite_past(verb: Token) -> bool:
    """Say whether *verb* is a past tense taken for a participle: "X, last week, *signed* the pact"."""
    alone = verb.dep_ == "acl" and verb.head.dep_ == "ROOT" and verb.head.pos_ == "PROPN"
    behind = verb.nbor(-1).text == "," if verb.i else False
    return alone and behind and any(c.dep_ == "dobj" for c in verb.children)


def subjects(verb: Token) -> list[Token]:
    """Return the heads of the logical subjects of *verb*, whatever its voice leaves in front of it.

    For a passive that is its agent; for an infinitive or participle without a subject of its own it is the
    subject, or after verbs of asking the object, of the clause it depends on; empty if there is none.
    """
    return agents(verb) if is_passive(verb) else _surface_subjects(verb, set())


def surface_subjects(verb: Token) -> list[Token]:
    """Return the heads of what stands as the subject of *verb*, its voice left aside."""
    return _surface_subjects(verb, set())


def objects(verb: Token) -> list[Token]:
    """Return the heads of the logical objects of *verb*: what a passive has as its subject included."""
    if is_passive(verb):
        own = [c for c in verb.children if c.dep_ in {"nsubjpass", "csubjpass"}]
        if own:
            return [_antecedent(t, verb) for t in own]
        if verb.dep_ in {"acl", "amod"}:
            return [verb.head]
        trailing = _noun_before(verb)
        if trailing is not None:
            return [trailing]
        return _surface_subjects(verb, set())
    found = [
        c for c in verb.children if c.dep_ in {"dobj", "obj", "dative", "oprd", "attr"} and c.pos_ != "ADP"
    ]
    contact = verb.dep_ == "relcl" and any(
        c.dep_ == "nsubj" and (c.lower_ not in _RELATIVE or _behind_relative(c)) for c in verb.children
    )
    if contact and found and all(c.dep_ == "oprd" for c in found):
        # "The court that X *calls* a farce": what it is called is no object.
        return [verb.head, *found]
    if found:
        return [_antecedent(t, verb) for t in found]
    if contact:
        return [verb.head]
    told = _told_of(verb)
    if told is not None:
        return [told]
    for conjunct in verb.children:
        if conjunct.dep_ == "conj" and is_verb(conjunct) and not any(c.dep_ == "prep" for c in verb.children):
            return [c for c in conjunct.children if c.dep_ in {"dobj", "obj"}]
    return []


def _told_of(verb: Token) -> Token | None:
    """Return what a relative clause of saying is about: "the inquiry, which X says it does not *recognise*".

    Only where *verb* has a subject of its own, and the relative pronoun is not the one who says so.
    """
    if verb.dep_ != "ccomp" or not any(c.dep_ == "nsubj" for c in verb.children):
        return None
    said = verb.head
    while said.dep_ == "ccomp":
        said = said.head
    relative = (c for c in said.children if c.lower_ in {"which", "that", "whom"} and c.i < said.i)
    free = said.dep_ == "relcl" and any(c.dep_ in {"dep", "dobj", "pobj"} for c in relative)
    return said.head if free else None


def agents(verb: Token) -> list[Token]:
    """Return the heads after "by" in a passive."""
    found = []
    for child in _prepositions(verb):
        if child.dep_ == "agent" or child.lower_ == "by":
            found += [c for c in child.children if c.dep_ == "pobj"]
    if not found and verb.dep_ == "amod" and verb.i >= 2 and verb.nbor(-1).text == "-":
        return [verb.nbor(-2)]
    if not found and verb.tag_ == "VBN":
        for token in verb.subtree:
            if (
                token.lower_ == "by"
                and token.dep_ in {"prep", "agent"}
                and token.i > verb.i
                and token.head.pos_ in {"NOUN", "PROPN"}
            ):
                return [c for c in token.children if c.dep_ == "pobj"]
    if not found and verb.dep_ == "conj" and is_verb(verb.head) and is_passive(verb.head):
        return agents(verb.head)
    return found


def _prepositions(token: Token) -> list[Token]:
    """Return the prepositions below *token*, those coordinated with one of them included.

    "By A in May and *by* B in June": the parser may join the second to either.
    """
    found = [
        c
        for c in token.children
        if c.dep_ in {"prep", "dative", "agent"} or (c.dep_ == "dep" and c.pos_ == "ADP" and c.i < token.i)
    ]
    for current in found:
        found += [c for c in current.children if c.dep_ == "conj" and c.pos_ == "ADP"]
    return found


def prepositional_objects(token: Token, prepositions: Iterable[str]) -> list[Token]:
    """Return the heads after one of *prepositions* below *token*, or below its object."""
    wanted = set(prepositions)
    found: list[Token] = []
    for child in _prepositions(token):
        if child.lower_ in wanted:
            found += [c for c in child.children if c.dep_ in {"pobj", "pcomp"}]
        if child.dep_ in {"prep", "dative"} and child.lower_ not in wanted and child.lower_ != "according":
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in wanted:
                    found += [c for c in inner.children if c.dep_ in {"pobj", "pcomp"}]
                given = child.lower_ == "of" and token.lemma_.lower() in word_list("done_by")
                if (given or child.lower_ == "by") and inner.dep_ == "pobj" and not is_verb(token):
                    found += [
                        c
                        for part in inner.children
                        if part.dep_ == "prep" and part.lower_ in wanted
                        for c in part.children
                        if c.dep_ == "pobj"
                    ]
    for child in token.children:
        if child.dep_ in {"dobj", "obj", "nsubjpass", "attr", "oprd"} and is_verb(token):
            for inner in child.children:
                if inner.dep_ == "prep" and inner.lower_ in wanted:
                    found += [c for c in inner.children if c.dep_ in {"pobj", "pcomp"}]
    return found


def possessors(noun: Token) -> list[Token]:
    """Return whose *noun* is: its possessive, its modifiers, or what stands after "of" or "by"."""
    found = [c for c in noun.children if c.dep_ == "poss"]
    found += [c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"}]
    found += [c for owner in tuple(found) for c in owner.children if c.dep_ == "conj"]
    owners = prepositional_objects(noun, ("by",)) + agents_behind(noun)
    owners = owners or prepositional_objects(noun, ("of",))
    return found + [part for t in owners for part in coordinated(t)]


def complements(verb: Token) -> list[Token]:
    """Return the heads of the clauses that complete *verb* ("urged X to act", "said that ...")."""
    return [c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "pcomp"}]


def modified_noun(verb: Token) -> Token | None:
    """Return the noun that *verb* modifies in a relative or participial clause, None if it modifies none."""
    while verb.dep_ == "conj":
        verb = verb.head
    if verb.dep_ in {"relcl", "acl", "amod"}:
        return verb.head
    return None


def thanked_for(governor: Token) -> list[Token]:
    """Return whom "thanked X for doing", "expressed appreciation to X for doing" say to have done it."""
    if governor.lemma_.lower() in word_list("blaming"):
        return objects(governor)
    if governor.lemma_.lower() in word_list("grateful"):
        return prepositional_objects(governor, ("to",))
    thanks = [c for c in governor.children if c.dep_ == "dobj" and c.lemma_.lower() in word_list("thanks")]
    return prepositional_objects(governor, ("to",)) if thanks else []


def _text_before(verb: Token) -> Token | None:
    """Return the order, resolution or agreement right before a present participle that says what is in it."""
    places = {"advcl", "acl", "pcomp", "prep", "ccomp"}
    if (
        verb.tag_ != "VBG"
        or verb.dep_ not in places
        or any(c.dep_ in {"nsubj", "aux"} for c in verb.children)
    ):
        return None
    for i in range(verb.i - 1, max(verb.sent.start - 1, verb.i - 8), -1):
        token = verb.doc[i]
        if token.lemma_.lower() in word_list("texts"):
            return token
        if token.is_punct or token.pos_ in {"VERB", "AUX", "PRON"}:
            return None
    return None


def noun_completed(verb: Token) -> Token | None:
    """Return the noun right before an infinitive that the parser hung on the verb above them.

    "Deplores *the refusal of X to grant* access": it says what is refused, not what for.
    """
    if verb.tag_ != "VB" or verb.dep_ not in {"advcl", "xcomp"} or verb.left_edge.lower_ != "to":
        return None
    for noun in verb.head.children:
        behind = noun.right_edge.i + 1 == verb.left_edge.i
        if (
            noun.dep_ in {"dobj", "nsubjpass", "attr"}
            and behind
            and noun.lemma_.lower() in word_list("completed")
        ):
            return noun
    return _obligation(verb)


def _obligation(verb: Token) -> Token | None:
    """Return the noun for what binds to do *verb*: "is under an *obligation*, by treaty, to cooperate"."""
    if verb.dep_ != "xcomp" or verb.head.lemma_ not in {"be", "remain", "stand"}:
        return None
    under = (t for c in verb.head.children if c.lower_ == "under" and c.i < verb.i for t in c.children)
    return next((t for t in under if t.dep_ == "pobj" and t.lemma_.lower() in {"duty", "obligation"}), None)


def _noun_before(verb: Token) -> Token | None:
    """Return the noun that a participle after a comma describes ("the Centre, hosted by Eurojust")."""
    if verb.dep_ != "advcl" or verb.tag_ != "VBN" or verb.left_edge != verb:
        return None
    i = verb.i - 1
    while i > verb.sent.start and (verb.doc[i].is_punct or verb.doc[i].dep_ == "appos"):
        i -= 1
    token = verb.doc[i]
    return token if token.pos_ in {"NOUN", "PROPN"} and i < verb.i - 1 else None


def _behind_relative(token: Token) -> Token | None:
    """Return the subject that the parser hung from a relative pronoun: "which *X* hosts"."""
    if token.lower_ not in _RELATIVE:
        return None
    return next((c for c in token.children if c.dep_ == "appos" and c.pos_ in {"NOUN", "PROPN"}), None)


def _antecedent(token: Token, verb: Token) -> Token:
    """Return the noun a relative pronoun stands for, *token* itself if it is none."""
    if token.lower_ in _RELATIVE and verb.dep_ in {"relcl", "acl", "conj"}:
        noun = modified_noun(verb)
        if noun is not None:
            return noun
    return (_cleft(token, verb) if token.lower_ in _RELATIVE else None) or token


def _cleft(token: Token, verb: Token) -> Token | None:
    """Return what a cleft sentence puts first ("it was *Serbia* that blocked it"), None if it is none."""
    copula = verb.head
    if token.dep_ != "nsubj" or verb.dep_ not in {"ccomp", "advcl"} or copula.lemma_ != "be":
        return None
    if not any(c.lower_ == "it" and c.dep_ in {"nsubj", "expl"} for c in copula.children):
        return None
    return next((c for c in copula.children if c.dep_ == "attr"), None)


def finite_partner(verb: Token) -> Token:
    """Return the verb that *verb* is coordinated with.

    A verb with a tense that the parser hung from an infinitive ("asked him to go and told her") goes with the
    verb above it that has one too.
    """
    partner = verb.head
    if verb.tag_ in {"VBD", "VBZ"}:
        while (
            partner.tag_ == "VB"
            and partner.dep_ in {"xcomp", "advcl", "acl", "conj"}
            and not has_modal(partner)
        ):
            if partner.head == partner or partner.head.pos_ not in {"VERB", "AUX", "NOUN"}:
                break
            partner = partner.head
    return partner if is_verb(partner) else verb.head


def first_coordinated(verb: Token) -> Token:
    """Return the first of the verbs that *verb* is coordinated with, which tells where all of them hang."""
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    return verb


def has_modal(verb: Token) -> bool:
    """Say whether *verb* has a modal auxiliary."""
    return any(c.tag_ == "MD" for c in verb.children)


def _surface_subjects(verb: Token, seen: set[int]) -> list[Token]:
    if verb.i in seen:
        return []
    seen.add(verb.i)
    own = own_subjects(verb)
    if own:
        return [_behind_relative(t) or _antecedent(t, verb) for t in own]
    stray = stray_subject(verb)
    if stray is not None:
        return [stray]
    head = verb.head
    if head == verb:
        return []
    if verb.dep_ == "conj" and is_verb(head):
        own_one = split_off(verb)
        if own_one is not None:
            return [own_one]
        opening = verb.sent[0]
        if verb.tag_ == opening.tag_ == "VBG" and head.tag_ == "VBN" and opening.dep_ == "ROOT":
            return _surface_subjects(opening, seen)
        return _surface_subjects(finite_partner(verb), seen)
    if verb.dep_ == "xcomp" and head.pos_ == "ADJ" and is_verb(head.head):
        return _surface_subjects(head.head, seen)
    text = _text_before(verb)
    if text is not None:
        return [text]
    noun = noun_completed(verb)
    if noun is not None:
        return _nominal_subject(noun, seen)
    if verb.dep_ in {"xcomp", "ccomp"} and is_verb(head):
        if head.lemma_.lower() in word_list("object_control"):
            controlled = objects(head) or prepositional_objects(head, ("to", "on", "upon"))
            if controlled:
                return controlled
        return agents(head) if is_passive(head) and agents(head) else _surface_subjects(head, seen)
    if verb.dep_ in {"advcl", "pcomp", "prep"}:
        governor = head
        while governor.pos_ in {"ADP", "ADV"} and governor.head != governor:
            governor = governor.head
        if is_verb(governor):
            if verb.dep_ == "pcomp" and head.lower_ == "as" and objects(governor):
                return objects(governor)
            if verb.dep_ == "pcomp" and head.lower_ == "in":
                parts = [c for c in governor.children if c.dep_ == "dobj"]
                taken = [
                    o for c in parts if c.lemma_.lower() in word_list("taking_part") for o in possessors(c)
                ]
                if taken:
                    return taken
            if verb.dep_ == "pcomp":
                blamed = thanked_for(governor)
                if blamed:
                    return blamed
            joined = governor.lemma_ == "join" and verb.dep_ == "pcomp" and head.lower_ == "in"
            return _surface_subjects(governor, seen) + (objects(governor) if joined else [])
        if verb.dep_ == "pcomp" and governor.pos_ == "ADJ" and thanked_for(governor):
            return thanked_for(governor)
        if verb.dep_ == "pcomp" and head.lower_ == "for" and governor in thanked_for(governor.head):
            # "Jailed an *activist* for helping the Court": the parser hangs it on the noun.
            return [governor]
        if governor.pos_ in {"NOUN", "PROPN"}:
            return _nominal_subject(governor, seen)
    if (
        verb.dep_ in {"acl", "relcl", "xcomp", "advcl"}
        and head.pos_ in {"ADJ", "NUM"}
        and head.dep_ == "attr"
    ):
        return _surface_subjects(head.head, seen)
    one_of = head.dep_ == "pobj" and head.head.lower_ in {"among", "of"}
    if verb.dep_ in {"acl", "relcl", "xcomp"} and one_of and head.pos_ in {"ADJ", "NUM", "PRON"}:
        return [head]
    if verb.dep_ in {"acl", "relcl"} and (head.pos_ in {"NOUN", "PROPN"} or head.lower_ == "those"):
        if verb.tag_ in {"VBG", "VBN"}:
            return [head]
        return _nominal_subject(head, seen)
    return []


def own_subjects(verb: Token) -> list[Token]:
    """Return the subjects that stand before *verb* itself, or that the parser hung on its auxiliary."""
    places = {"nsubj", "nsubjpass"}
    own = [c for c in verb.children if c.dep_ in places]
    own = own or [
        s for c in verb.children if c.dep_ in {"aux", "auxpass"} for s in c.children if s.dep_ in places
    ]
    if own or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return own
    # "The ministers, meeting in Lima today, adopted": the parser gives the participle the subject of both
    between = [c for c in verb.children if c.dep_ == "advcl" and c.tag_ == "VBG" and c.i < verb.i]
    return [s for p in between for s in p.children if s.dep_ == "nsubj" and p.doc[p.i - 1].text == ","]


def _nominal_subject(noun: Token, seen: set[int]) -> list[Token]:
    """Return who does what is said after *noun* ("X's decision to join"): possessor, or verb's subject."""
    owners = [c for c in noun.children if c.dep_ == "poss"] + prepositional_objects(noun, ("of", "by"))
    if not owners and noun.lemma_.lower() in word_list("deciding"):
        # "The decision taken *by X* to join"
        owners = [a for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" for a in agents(c)]
    if not owners and (agent := agent_before(noun)) is not None:
        return [agent]
    if not owners and noun.lemma_.lower() in word_list("deciding"):
        modifiers = (c for c in noun.children if c.dep_ in {"amod", "compound", "nmod"})
        owners = [c for c in modifiers if c.text[:1].isupper()]
    if owners:
        return owners
    if thanked := _thanked_over(noun):
        return thanked
    if is_verb(noun.head) and noun.dep_ in {"dobj", "obj", "attr", "pobj"}:
        return _surface_subjects(noun.head, seen)
    if noun.head.pos_ == "ADP" and is_verb(noun.head.head):
        return _surface_subjects(noun.head.head, seen)
    return []


def _thanked_over(noun: Token) -> list[Token]:
    """Return whose *noun* is, if they are thanked for it: "thanked *X* for the decision to join"."""
    link = noun.head
    if noun.dep_ != "pobj" or link.lower_ not in {"for", "on", "over"}:
        return []
    while link.dep_ == "conj":
        link = link.head
    return [t for t in thanked_for(link.head) if t.i < noun.i]


def noun_phrase(token: Token) -> tuple[int, int]:
    """Return first and last (exclusive) token of the noun phrase of *token*, relative clauses left out."""
    inside = [token.i]
    stack = [
        c
        for c in token.children
        if c.dep_ not in {"relcl", "acl", "advcl", "appos", "conj", "cc", "punct", "parataxis"}
    ]
    while stack:
        child = stack.pop()
        inside.append(child.i)
        stack.extend(c for c in child.children if c.dep_ not in {"relcl", "acl", "advcl", "punct"})
    return min(inside), max(inside) + 1


def coordinated(token: Token) -> list[Token]:
    """Return *token* and the tokens coordinated with it ("A, B and C"), in text order."""
    found = [token]
    for current in found:
        found.extend(c for c in current.children if c.dep_ == "conj" and c not in found)
    return sorted(found, key=lambda t: t.i) if len(found) > 1 else found
