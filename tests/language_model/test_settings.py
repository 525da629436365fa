from __future__ import annotations

import pytest

from accgraph.errors import ModelError
from accgraph.language_model.settings import ModelSettings

SETTINGS = ModelSettings(model="tiny")


def test_assignments_change_settings() -> None:
    changed = SETTINGS.changed(["temperature=0.5", "window = 4000", "format=plain", "price_in=2", "seed=7"])
    assert (changed.temperature, changed.window, changed.format) == (0.5, 4000, "plain")
    assert (changed.price_in, changed.seed, changed.model) == (2.0, 7, "tiny")


WRONG = [
    ("temperature", "'temperature' sets nothing"),
    ("model=other", "'model=other' sets nothing"),
    ("speed=9", "sets nothing: NAME=VALUE is wanted, NAME one of temperature, seed"),
    ("window=many", "window is 'many': a whole number is wanted"),
    ("temperature=warm", "temperature is 'warm': a number is wanted"),
    ("concurrency=0", "concurrency of the language model is 0: at least 1 is wanted"),
    ("overlap=5000", "overlap is 5000: at most half of window"),
    ("format=xml", "format is 'xml': one of auto, schema"),
    ("price_in=-1", "price_in of the language model is -1"),
]


@pytest.mark.parametrize(("assignment", "message"), WRONG)
def test_a_wrong_assignment_is_named(assignment: str, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        SETTINGS.changed([assignment])


@pytest.mark.parametrize("address", ["", "localhost:8080", "ftp://host/v1", "http://"])
def test_an_address_is_one_of_http(address: str) -> None:
    with pytest.raises(ModelError, match="is not the address of a language model"):
        ModelSettings(model="tiny", address=address)


@pytest.mark.parametrize("address", ["http://me:secret@host/v1", "http://host/v1?key=secret"])
def test_an_address_holds_no_key_and_the_message_does_not_show_it(address: str) -> None:
    with pytest.raises(ModelError, match="put its key in ACCGRAPH_MODEL_KEY") as caught:
        ModelSettings(model="tiny", address=address)
    assert "secret" not in str(caught.value)


def test_a_model_has_a_name() -> None:
    with pytest.raises(ModelError, match="no language model is named"):
        ModelSettings(model=" ")


def test_only_what_bears_on_answers_is_a_parameter() -> None:
    assert SETTINGS.parameters == SETTINGS.changed(["concurrency=9", "timeout=3", "price_in=1"]).parameters
    assert SETTINGS.parameters != SETTINGS.changed(["temperature=1"]).parameters
