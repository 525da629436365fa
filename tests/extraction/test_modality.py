"""Modality: the same verb asserted, denied, hoped for, demanded or promised."""

from __future__ import annotations

import pytest

from accgraph.extraction.analysis import Analyser
from accgraph.extraction.modality import modality_of
from accgraph.extraction.modality_lexicon import ModalityLexicon
from accgraph.extraction.tokens import Doc


@pytest.fixture(scope="module")
def lexicon() -> ModalityLexicon:
    return ModalityLexicon.load()


@pytest.mark.parametrize(
    ("sentence", "trigger", "modality"),
    [
        ("Denmark joined the Tribunal.", "joined", "asserted"),
        ("Denmark has joined the Tribunal.", "joined", "asserted"),
        ("Denmark did not join the Tribunal.", "join", "denied"),
        ("Denmark never joined the Tribunal.", "joined", "denied"),
        ("No state joined the Tribunal.", "joined", "denied"),
        ("Denmark refused to join the Tribunal.", "join", "denied"),
        ("Denmark has yet to join the Tribunal.", "join", "denied"),
        ("Denmark stopped short of joining the Tribunal.", "joining", "denied"),
        ("Denmark did not refuse to join the Tribunal.", "join", "asserted"),
        ("Denmark did not fail to join the Tribunal.", "join", "asserted"),
        ("Denmark could join the Tribunal.", "join", "conditional"),
        ("If Denmark joins the Tribunal, others will follow.", "joins", "conditional"),
        ("Denmark will join the Tribunal.", "join", "future"),
        ("Denmark won't join the Tribunal.", "join", "denied"),
        ("Denmark should join the Tribunal.", "join", "demanded"),
        ("Norway urged Denmark to join the Tribunal.", "join", "demanded"),
        ("Denmark promised to join the Tribunal.", "join", "promised"),
        ("Denmark hopes to join the Tribunal.", "join", "hoped"),
        ("Denmark proposed to join the Tribunal.", "join", "proposed"),
        ("Denmark announced its plan to join the Tribunal.", "join", "promised"),
        ("Denmark said that it joined the Tribunal.", "joined", "asserted"),
    ],
)
def test_modality(
    sentence: str, trigger: str, modality: str, lexicon: ModalityLexicon, analyser: Analyser
) -> None:
    token = next(token for token in Doc([analyser.nlp(sentence)]) if token.text == trigger)
    assert modality_of(token, lexicon) == modality


def test_no_word_signals_two_auxiliary_modalities() -> None:
    from accgraph.extraction.lexicon import load_table

    words = [word for words in load_table("modality")["auxiliaries"].values() for word in words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("text", ["not", "not not not", "if will should", "!"])
def test_any_token_has_a_modality(text: str, lexicon: ModalityLexicon, analyser: Analyser) -> None:
    for token in Doc([analyser.nlp(text)]):
        assert isinstance(modality_of(token, lexicon), str)
