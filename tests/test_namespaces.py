from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accgraph.namespaces import ACCID, PREFIXES, content_iri, digest, named_iri


@pytest.mark.parametrize(
    ("family", "name", "slug"),
    [
        ("court", "International Criminal Court", "international-criminal-court"),
        ("person", "Dr. Jüri Õunapuu", "dr-juri-ounapuu"),
        ("person", "Siniša Đurić", "sinisa-duric"),
        ("mechanism", "ICJ genocide case (Gambia v. Myanmar)", "icj-genocide-case-gambia-v-myanmar"),
        ("state", "Côte d'Ivoire", "cote-d-ivoire"),
    ],
)
def test_a_name_becomes_a_readable_iri(family: str, name: str, slug: str) -> None:
    assert named_iri(family, name) == f"{ACCID}{family}/{slug}"


def test_a_name_without_letters_still_gets_an_iri_of_its_own() -> None:
    assert named_iri("group", "!!") != named_iri("group", "??")


def test_long_names_that_begin_alike_stay_apart() -> None:
    start = "Special Tribunal for " * 10
    first, second = named_iri("court", start + "A"), named_iri("court", start + "B")
    assert first != second
    assert len(first) < 200


def test_parts_are_kept_apart() -> None:
    assert digest("a", "bc") != digest("ab", "c")
    assert content_iri("claim", "a", "bc") != content_iri("claim", "ab", "c")


@given(st.text(max_size=300))
def test_every_iri_is_plain_ascii(name: str) -> None:
    assert re.fullmatch(r"https://[a-z0-9./-]+", named_iri("person", name))
    assert re.fullmatch(r"https://[a-z0-9./-]+/[0-9a-f]{20}", content_iri("claim", name))


def test_every_prefix_ends_where_local_names_begin() -> None:
    assert all(namespace.endswith(("#", "/")) for namespace in PREFIXES.values())
    assert len(set(PREFIXES.values())) == len(PREFIXES)
