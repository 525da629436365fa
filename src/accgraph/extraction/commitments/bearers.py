"""Bearers and demanders: whom a noun phrase makes responsible, named or only described.

What the resolver cannot link ("all parties to the conflict", "local courts") becomes a group found in the
text, called by the words that name it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from accgraph.extraction.analysis import Analysis
from accgraph.extraction.commitments.antecedents import counted, own_organ
from accgraph.extraction.commitments.lexicon import CommitmentLexicon
from accgraph.extraction.lexicon import word_list
from accgraph.extraction.mentions import Mention, found_entity
from accgraph.extraction.syntax import coordinated, noun_phrase
from accgraph.model import Entity, Role

if TYPE_CHECKING:
    from accgraph.extraction.tokens import Token

__all__ = ["Party", "party_of", "party_roles", "speakers"]

_CLAUSE = 12
_FIRST = frozenset({"we", "i", "us", "me", "our", "my"})
_THIRD = frozenset({"it", "they", "them", "its", "their"})
_JOINT = frozenset({"minister", "leader", "participant", "signatory", "president"})
_MEMBERS = frozenset({"country", "state", "member", "leader", "minister", "nation"})
_ORGANS = frozenset(
    {
        "ministry",
        "delegation",
        "country",
        "government",
        "nation",
        "administration",
        "department",
        "parliament",
        "state",
    }
)
_ARTICLE = re.compile(
    r"^(?:the|a|an|all|both|each|every|these|this|that|any|its|their|our|your|his|her)\s+", re.IGNORECASE
)


class Party:
    """Who is meant by some words: the roles, how sure that is, and whether the speaker means himself."""

    __slots__ = ("entities", "first_person", "named", "roles", "sure")

    def __init__(
        self, roles: Sequence[Role], sure: float, *, first_person: bool = False, named: Sequence[Entity] = ()
    ) -> None:
        unique: dict[str, Role] = {}
        for role in roles:
            unique.setdefault(role.entity.iri, role)
        self.roles = tuple(unique.values())
        self.sure = sure
        self.first_person = first_person
        self.entities = tuple(r.entity for r in self.roles)
        self.named = tuple(named)

    def __bool__(self) -> bool:
        return bool(self.roles)

    @property
    def iris(self) -> frozenset[str]:
        """The IRIs of the entities."""
        return frozenset(e.iri for e in self.entities)


def party_roles(
    analysis: Analysis, mentions: Iterable[Mention], lexicon: CommitmentLexicon
) -> list[tuple[Role, float]]:
    """Return *mentions* as roles of those whose acts count: states for ministers, institutions for organs."""
    resolver = analysis.resolver
    passive = lexicon.words("bearers", "passive_classes")
    found = []
    for mention in mentions:
        entity = resolver.principal(mention.entity)
        if resolver.is_a(entity, *passive) and not resolver.is_a(entity, "Actor", "Court"):
            continue
        found.append((analysis.role(mention, entity), mention.sure))
    return found


def party_of(
    analysis: Analysis,
    token: Token,
    lexicon: CommitmentLexicon,
    *,
    any_noun: bool,
    but: frozenset[str] = frozenset(),
) -> Party:
    """Return whom *token*, head of a noun phrase, and what is coordinated with it stand for.

    With *any_noun* every noun phrase counts as somebody; otherwise its head must be a noun for those who can
    act. Pronouns that cannot be resolved stand for nobody; those of the third person stand for none of *but*,
    whose IRIs are given: who asks somebody else is not who is asked.
    """
    roles: list[Role] = []
    named: list[Entity] = []
    sure = 1.0
    parts = [t for t in coordinated(token) if t.i >= token.i]
    parts += [t for part in parts for t in _instances(part) if t not in parts]
    for part in parts:
        mentions = _members_of(analysis, part, lexicon) or counted(analysis, part, lexicon)
        mentions = mentions or analysis.resolver.resolve(part)
        mentions = mentions or own_organ(analysis, part, lexicon) or _group_inside(analysis, part)
        if _is_speakers_own(part):
            mentions = tuple(
                Mention(part.i, part.i + 1, part.i, e, "nominal", 0.9) for e in speakers(analysis, part.i)
            )
        if (
            part.lower_ in _THIRD
            and but
            and any(analysis.resolver.principal(m.entity).iri in but for m in mentions)
        ):
            mentions = _other_antecedent(analysis, part, but)
        elif (
            but
            and mentions
            and not (_is_own(part) or _is_own_officer(analysis, part))
            and all(m.kind != "name" and analysis.resolver.principal(m.entity).iri in but for m in mentions)
        ):
            mentions = ()
        if not mentions and part.pos_ in {"NOUN", "PROPN"}:
            named_so = [c for c in part.children if c.dep_ == "appos"]
            mentions = analysis.resolver.resolve(named_so[0]) if named_so else ()
        if not mentions and part.lower_ in {"each", "all", "both", "members", "any"}:
            inner = next(
                (c for p in part.children if p.lower_ == "of" for c in p.children if c.dep_ == "pobj"), None
            )
            if inner is not None:
                mentions = analysis.resolver.resolve(inner)
        if mentions and _is_restricted(part, mentions[0]):
            mentions = ()
        issuers = analysis.context.issuers
        if (
            len(issuers) > 1
            and len(mentions) == 1
            and mentions[0].entity == issuers[0]
            and part.pos_ != "PRON"
            and analysis.resolver.is_a(issuers[0], "Group")
        ):
            first, last = mentions[0].first, mentions[0].last
            mentions = tuple(Mention(first, last, part.i, e, "name") for e in issuers)
        linked = party_roles(analysis, mentions, lexicon) or _of_issuer(analysis, part)
        if linked:
            roles += [role for role, _ in linked]
            named += [m.entity for m in mentions]
            sure = min(sure, *(s for _, s in linked))
        elif (role := _described(analysis, part, lexicon, any_noun=any_noun)) is not None:
            roles.append(role)
            sure = min(sure, 0.75)
    first = token.lower_ in _FIRST
    return Party(roles, sure, first_person=first, named=named)


def _is_restricted(token: Token, mention: Mention) -> bool:
    """Say whether "all States" are only those that what follows tells apart ("... that supply arms")."""
    if mention.entity.label not in word_list("everybody") or token.i + 1 >= token.sent.end:
        return False
    return mention.last == token.i + 1 and token.nbor().lower_ in {"that", "which", "who", "whose"}


def speakers(analysis: Analysis, index: int) -> tuple[Entity, ...]:
    """Return for whom those speak whose words token *index* is part of: "we" there."""
    source = analysis.speech.at(index)
    if source is not None and source.speaker is not None:
        return (analysis.resolver.principal(source.speaker.entity),)
    if source is not None and source.kind == "quoted" and source.last - source.first > 6:
        return ()
    return analysis.context.issuers


def _members_of(analysis: Analysis, token: Token, lexicon: CommitmentLexicon) -> tuple[Mention, ...]:
    """Return the group in "the members of the group"."""
    if token.lower_ not in lexicon.words("bearers", "members"):
        return ()
    for preposition in token.children:
        if preposition.lower_ == "of":
            for noun in preposition.children:
                found = analysis.resolver.resolve(noun) if noun.dep_ == "pobj" else ()
                if found and analysis.resolver.is_a(found[0].entity, "Group"):
                    return found
    return ()


def _instances(token: Token) -> list[Token]:
    """Return who is named after "in particular", "including" or "notably" in the phrase of *token*."""
    found: list[Token] = []
    for part in token.subtree:
        opens = part.lower_ in {"including", "notably", "especially", "particularly"} or (
            part.lower_ == "particular" and part.head.lower_ == "in"
        )
        if opens and part.i > token.i:
            after = [t for t in part.doc[part.i + 1 : token.right_edge.i + 1] if t.pos_ == "PROPN"]
            found += [t for head in after[:1] for t in coordinated(head)]
    return found


def _other_antecedent(analysis: Analysis, pronoun: Token, but: frozenset[str]) -> tuple[Mention, ...]:
    """Return the nearest actor before *pronoun*, a subject if there is one, who is none of *but*."""
    doc, resolver = analysis.parsed.doc, analysis.resolver
    sentence = pronoun.sent
    plural = pronoun.lower_ in {"they", "them", "their"}
    for _ in range(3):
        fits = []
        for mention in resolver.named:
            if sentence.start <= mention.first < min(pronoun.i, sentence.end) and mention.kind != "adjective":
                acts = resolver.is_a(mention.entity, "Actor", "Court") and not resolver.is_a(
                    mention.entity, "Person"
                )
                if acts and resolver.principal(mention.entity).iri not in but:
                    fits.append(mention)
        fits.sort(key=lambda m: (doc[m.head].dep_ not in {"nsubj", "nsubjpass"}, -m.first))
        if fits and not (plural and resolver.is_a(fits[0].entity, "State")):
            best = fits[0]
            return (Mention(pronoun.i, pronoun.i + 1, pronoun.i, best.entity, "pronoun", 0.6),)
        if sentence.start == 0:
            break
        sentence = doc[sentence.start - 1].sent
    return ()


def _parent_of_issuer(analysis: Analysis, token: Token) -> Entity | None:
    """Return the organisation that the body behind a resolution is part of.

    Where *token* is one of its posts.
    """
    post = analysis.resolver.post_at(token.i)
    if post is None or post.principal is not None or not analysis.context.resolution_body:
        return None
    entry = analysis.vocabulary.entries.get(analysis.context.issuers[0].iri)
    parent = entry and (entry.link("subOrganizationOf") or entry.link("organOf"))
    known = analysis.vocabulary.entries.get(parent or "")
    return known.entity if known is not None else None


def _reach(token: Token, last: int) -> int:
    """Return where the words for *token* end.

    "all in authority", "those responsible", "parties to the conflict".
    """
    doc = token.doc
    if token.lower_ in {"all", "those"} or (
        token.lower_ in {"everyone", "everybody", "anyone"} and doc[token.i + 1 : token.i + 2].text == "who"
    ):
        last = token.i + 1
        told = doc[last].lower_ in {"who", "that"} if last < token.sent.end else False
        while last < token.sent.end and doc[last].lower_ != "to" and doc[last].pos_ != "PUNCT":
            ends = doc[last].pos_ == "AUX" or doc[last].tag_ == "MD"
            if ends and not (told and doc[last - 1].lower_ in {"who", "that"}):
                break
            last += 1
        return last
    after = token.i + 1
    if (
        token.lemma_.lower() in {"party", "signatory"}
        and last <= after + 1 < token.sent.end
        and doc[after].lower_ == "to"
    ):
        end = after + 1
        while end < token.sent.end and doc[end].pos_ in {"DET", "ADJ", "PROPN", "NOUN"}:
            end += 1
        if end > after + 1 and doc[end - 1].pos_ in {"NOUN", "PROPN"}:
            return end
    return last


def _with_clause(token: Token, last: int) -> int:
    """Return where the words for *token* end with the clause that says which are meant."""
    clause = next((c for c in token.children if c.dep_ == "relcl" and c.i > token.i), None)
    if clause is None or token.tag_ not in {"NNS", "NNPS"} or last != clause.left_edge.i:
        return last
    end = clause.right_edge.i + 1
    end = next((t.i for t in token.doc[last:end] if t.text in {",", ";"}), end)
    opens = token.doc[last].lower_ in {"that", "who", "which", "whose"}
    return end if opens and end - last <= _CLAUSE else last


def _singulars(token: Token) -> set[str]:
    """Return the forms under which *token* may stand in a list of nouns; names keep their plural as lemma."""
    word = token.lower_
    return {word, token.lemma_.lower(), word.removesuffix("s"), re.sub(r"ies$", "y", word)}


def _is_speakers_own(token: Token) -> bool:
    """Say whether *token* is an organ of the speaker's state ("my ministry", "our parliament")."""
    return token.lemma_.lower() in _ORGANS and any(c.lower_ in {"my", "our"} for c in token.children)


def _is_own(token: Token) -> bool:
    """Say whether *token* is of the first person, or belongs to it ("our governments")."""
    return token.lower_ in _FIRST or any(c.lower_ in _FIRST for c in token.children)


def _is_own_officer(analysis: Analysis, token: Token) -> bool:
    """Say whether *token* is an officer of the body that adopts a resolution ("instructs its President")."""
    owned = any(c.lower_ == "its" for c in token.children)
    return analysis.context.resolution_body and owned and analysis.resolver.post_at(token.i) is not None


def _are_issuers(analysis: Analysis, token: Token) -> bool:
    """Say whether "the Ministers" and their like are those who make the joint statement."""
    issuers = analysis.context.issuers
    joint = len(issuers) > 1 or (bool(issuers) and analysis.resolver.is_a(issuers[0], "Group"))
    words = {c.lower_ for c in token.children if c.i < token.i}
    return joint and words <= {"the", "foreign", "our", "prime"} and analysis.speech.at(token.i) is None


def _group_inside(analysis: Analysis, token: Token) -> tuple[Mention, ...]:
    """Return the group or organisation in "the G7 countries", "EU leaders": its members act as it."""
    if not _singulars(token) & _MEMBERS:
        return ()
    inside = [
        analysis.resolver.mention_at(c.i) for c in token.children if c.dep_ in {"compound", "amod", "nmod"}
    ]
    return tuple(
        m for m in inside if m and analysis.resolver.is_a(m.entity, "Group", "InternationalOrganisation")
    )[:1]


def _goes_on(token: Token) -> bool:
    """Say whether words after "all" say who they are: "all in authority", "all who can"."""
    after = token.nbor() if token.i + 1 < token.sent.end else token
    return (after.pos_ == "ADP" and after.lower_ != "to") or after.lower_ in {
        "who",
        "those",
        "concerned",
        "involved",
    }


def _of_issuer(analysis: Analysis, token: Token) -> list[tuple[Role, float]]:
    """Return whose organ *token* names: the issuing court's registrar, the issuing state's government."""
    home = analysis.context.home
    if (
        token.lower_ in {"government", "parliament"}
        and home is not None
        and analysis.speech.at(token.i) is None
    ) and {c.lower_ for c in token.children if c.i < token.i} <= {"the"}:
        return [(analysis.role(Mention(token.i, token.i + 1, token.i, home, "nominal")), 0.7)]
    if _singulars(token) & _JOINT and token.lower_.endswith("s") and _are_issuers(analysis, token):
        span = analysis.parsed.span(token.i, token.i + 1)
        words = analysis.parsed.quote(span)
        return [(Role(e, words, span.start, span.end), 0.7) for e in analysis.context.issuers]
    parent = _parent_of_issuer(analysis, token)
    if parent is not None:
        return [(analysis.role(Mention(token.i, token.i + 1, token.i, parent, "nominal")), 0.8)]
    nouns = {noun for organ in analysis.resolver.lexicon.organs.values() for noun in organ}
    if token.lower_ not in nouns:
        return []
    span = analysis.parsed.span(token.i, token.i + 1)
    return [
        (Role(e, analysis.parsed.quote(span), span.start, span.end), 0.8)
        for e in analysis.context.issuers[:1]
        if analysis.resolver.is_a(e, "Court")
    ]


def _described(
    analysis: Analysis, token: Token, lexicon: CommitmentLexicon, *, any_noun: bool
) -> Role | None:
    """Return the group that the noun phrase of *token* describes, None if it describes none that can act."""
    nouns = lexicon.words("bearers", "nouns")
    acting = analysis.resolver.post_at(token.i) is not None or bool(_singulars(token) & nouns)
    if token.pos_ == "PRON" or token.tag_ in {"PRP", "EX", "WP", "WDT", "DT"}:
        if token.lower_ not in lexicon.words("bearers", "pronouns"):
            return None
        if not any_noun and token.lower_ == "those":
            return None
        if token.lower_ in {"all", "both"} and not _goes_on(token):
            return None
    elif token.pos_ == "ADJ" or (not acting and not (any_noun and token.pos_ in {"NOUN", "PROPN"})):
        return None
    if any(c.lower_ == "no" for c in token.children):
        return None
    first, last = noun_phrase(token)
    while first < last and (analysis.parsed.is_scaffold(first) or analysis.parsed.doc[first].is_punct):
        first += 1
    for i in range(token.i + 1, last):
        if analysis.parsed.doc[i].text in {",", ";", ":", "(", "-", "–"}:
            last = i
            break
    last = _with_clause(token, _reach(token, last))
    if last <= first:
        return None
    span = analysis.parsed.span(first, last)
    words = analysis.parsed.quote(span)
    label = re.sub(r"\s+", " ", re.sub(r"[*_\[\]\"“”]|\(#?[^()]*\)", "", words)).strip(" ,;:.")
    label = _ARTICLE.sub("", label)
    if not label or not any(c.isalpha() for c in label):
        return None
    return Role(found_entity(label, ("Group",)), words, span.start, span.end)
