"""Context: who stands behind a document, who speaks in it, and to whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from accgraph.extraction.analysis import Analysis

Analyse = Callable[..., Analysis]
BODY = (
    "We remain firmly committed to the fight against impunity for the most serious crimes of concern to the"
    " international community as a whole, wherever they are committed and whoever commits them."
)


@pytest.mark.parametrize(
    ("head", "issuers"),
    [
        ("Joint statement by Denmark, Norway and Sweden", {"Denmark", "Norway", "Sweden"}),
        ("Statement by the Delegation of Denmark", {"Denmark"}),
        ("Remarks by Lars Hansen, Minister of Justice of Denmark", {"Denmark"}),
        ("Statement by Human Rights Watch", {"Human Rights Watch"}),
        ("Weather report", set()),
        ("The Court rejected an appeal by Israel against the warrants.", set()),
        ("The Government of Chad invites Japan", set()),
    ],
)
def test_issuers(head: str, issuers: set[str], analyse: Analyse) -> None:
    assert {entity.label for entity in analyse(f"{head}\n\n{BODY}\n").context.issuers} == issuers


def test_a_resolution_is_its_bodys(analyse: Analyse) -> None:
    context = analyse(
        "The General Assembly,\n\nRecalling its resolutions,\n\n1. Condemns all attacks against civilians;"
    ).context
    assert context.resolution_body
    assert [entity.label for entity in context.issuers] == ["United Nations General Assembly"]


def test_a_letter_has_addressees_and_signatories(analyse: Analyse) -> None:
    context = analyse(
        "To the Minister of Foreign Affairs of Denmark\n\nDear Minister,\n\n"
        + BODY
        + "\n\nYours sincerely,\n\nHuman Rights Watch\n\nAmnesty International\n"
    ).context
    assert context.is_letter
    assert [entity.label for entity in context.addressees] == ["Denmark"]
    assert [entity.label for entity in context.issuers] == ["Human Rights Watch", "Amnesty International"]


def test_where_a_signatory_is_from_is_no_signatory(analyse: Analyse) -> None:
    signed = "Signed:\nInternational Commission of Jurists - Kenya\nHaki Africa\nAmnesty International\n"
    context = analyse(f"Dear Cabinet Secretary,\n\n{BODY}\n\n{signed}").context
    labels = [entity.label for entity in context.issuers]
    assert labels == ["International Commission of Jurists", "Haki Africa", "Amnesty International"]


def test_the_speaker_of_a_speech(analyse: Analyse) -> None:
    context = analyse(f"Speech by Lars Hansen, Minister of Justice of Denmark\n\n{BODY}\n").context
    assert context.speaker is not None
    assert context.speaker.entity.label == "Lars Hansen"


def test_a_document_without_words_has_nobody_behind_it(analyse: Analyse) -> None:
    context = analyse("").context
    assert (context.issuers, context.speaker, context.addressees, context.home) == ((), None, (), None)
