"""What a server may do wrong, and what comes of it; each fault is one that real servers show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from language_model.model_server import ModelServer, Reply, in_order, model_server, said

from accgraph.errors import ModelError
from accgraph.language_model.guide import Guide
from accgraph.language_model.server import NoAnswer, Server, key_from
from accgraph.language_model.settings import ModelSettings
from accgraph.vocabulary import Vocabulary

MESSAGES = [{"role": "system", "content": "Read."}, {"role": "user", "content": "A text."}]
OK = said({})


@pytest.fixture(scope="module")
def guide() -> Guide:
    return Guide.load(Vocabulary.load())


class Patience:
    """Waits in a test's stead."""

    def __init__(self) -> None:
        self.waits: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def patience() -> Patience:
    return Patience()


def connect(server: ModelServer, guide: Guide, patience: Patience, **changes: Any) -> Server:
    settings = ModelSettings(
        model="tiny", address=server.address, **{"retries": 3, "timeout": 5.0, **changes}
    )
    return Server(settings, guide, key=changes.pop("key", None), sleep=patience)


def test_a_model_is_asked_as_the_settings_say(guide: Guide, patience: Patience) -> None:
    with (
        model_server(lambda request, number: OK) as server,
        connect(server, guide, patience, temperature=0.25, seed=7) as connection,
    ):
        answer = connection.ask(MESSAGES, 99)
    (request,) = server.requests
    assert {name: request[name] for name in ("model", "temperature", "seed", "max_tokens", "messages")} == {
        "model": "tiny",
        "temperature": 0.25,
        "seed": 7,
        "max_tokens": 99,
        "messages": MESSAGES,
    }
    assert request["response_format"]["json_schema"]["schema"] == guide.schema()
    assert (answer.tokens_in, answer.tokens_out, answer.cut) == (100, 20, False)


BUSY = [Reply(status, "busy") for status in (429, 500, 502, 503, 504, 529, 408)]


@pytest.mark.parametrize("fault", [*BUSY, Reply(0)], ids=lambda reply: str(reply.status))
def test_a_server_that_is_busy_or_breaks_off_is_asked_again(
    guide: Guide, patience: Patience, fault: Reply
) -> None:
    with model_server(in_order([fault, fault, OK])) as server, connect(server, guide, patience) as connection:
        connection.ask(MESSAGES, 9)
    assert len(server.requests) == 3
    assert len(patience.waits) == 2


def test_a_server_is_left_alone_as_long_as_it_asks(guide: Guide, patience: Patience) -> None:
    replies = [Reply(429, headers={"Retry-After": "7"}), Reply(429, headers={"Retry-After": "99999"}), OK]
    with model_server(in_order(replies)) as server, connect(server, guide, patience) as connection:
        connection.ask(MESSAGES, 9)
    assert patience.waits == [7.0, 60.0]


def test_a_server_that_stays_busy_is_given_up(guide: Guide, patience: Patience) -> None:
    with (
        model_server(in_order([Reply(503)])) as server,
        connect(server, guide, patience) as connection,
        pytest.raises(NoAnswer, match="answered HTTP 503"),
    ):
        connection.ask(MESSAGES, 9)
    assert len(server.requests) == 4


def test_a_server_that_says_nothing_is_given_up_in_time(guide: Guide, patience: Patience) -> None:
    slow = Reply(body=OK.body, delay=0.6)
    with (
        model_server(lambda request, number: slow) as server,
        connect(server, guide, patience, timeout=0.15, retries=1) as connection,
        pytest.raises(NoAnswer, match=r"did not answer within 0\.15 s"),
    ):
        connection.ask(MESSAGES, 9)
    assert len(server.requests) == 2


@pytest.mark.parametrize("status", [401, 402, 403, 404])
def test_a_server_that_will_never_answer_is_not_asked_again(
    guide: Guide, patience: Patience, status: int
) -> None:
    with (
        model_server(in_order([Reply(status, "no such thing")])) as server,
        connect(server, guide, patience) as connection,
        pytest.raises(ModelError, match="no such thing"),
    ):
        connection.ask(MESSAGES, 9)
    assert len(server.requests) == 1


def test_no_server_at_all_is_said_to_be_none(guide: Guide, patience: Patience) -> None:
    with model_server(in_order([OK])) as server:
        pass
    with (
        connect(server, guide, patience) as connection,
        pytest.raises(ModelError, match=r"no language model answers there .*: start its server"),
    ):
        connection.ask(MESSAGES, 9)


def test_a_request_that_is_refused_concerns_this_request_alone(guide: Guide, patience: Patience) -> None:
    refusal = Reply(400, "maximum context length is 10 tokens")
    with (
        model_server(in_order([refusal])) as server,
        connect(server, guide, patience) as connection,
        pytest.raises(NoAnswer, match=r"refuses to answer \(HTTP 400\): maximum context length"),
    ):
        connection.ask(MESSAGES, 9)


NO_ANSWERS = ["", "<html>", "[]", "{}", '{"choices": []}', '{"choices": [{"message": {"content": 7}}]}']


@pytest.mark.parametrize("body", NO_ANSWERS)
def test_what_is_no_chat_completion_is_no_answer(guide: Guide, patience: Patience, body: str) -> None:
    with (
        model_server(in_order([Reply(body=body)])) as server,
        connect(server, guide, patience) as connection,
        pytest.raises(NoAnswer, match="something else"),
    ):
        connection.ask(MESSAGES, 9)


def kinds_asked(server: ModelServer) -> list[str]:
    def kind(request: Mapping[str, Any]) -> str:
        form = request.get("response_format", {"type": "plain"})
        return "grammar" if "schema" in form else str(form["type"])

    return [kind(request) for request in server.requests]


@pytest.mark.parametrize("knows", ["json_schema", "grammar", "json_object", "plain"])
def test_the_strictest_form_that_the_server_knows_is_found_once(
    guide: Guide, patience: Patience, knows: str
) -> None:
    def script(request: Mapping[str, Any], number: int) -> Reply:
        asked = kinds_asked(server)[number]
        return OK if asked == knows else Reply(400, f"response_format {asked} is not supported")

    with model_server(script) as server, connect(server, guide, patience) as connection:
        connection.ask(MESSAGES, 9)
        connection.ask(MESSAGES, 9)
    order = ["json_schema", "grammar", "json_object", "plain"]
    assert kinds_asked(server) == [*order[: order.index(knows) + 1], knows]


def test_llama_cpp_is_given_a_schema_with_bounds_as_it_makes_a_grammar_of_it(
    guide: Guide, patience: Patience
) -> None:
    with (
        model_server(in_order([OK]), owner="llamacpp") as server,
        connect(server, guide, patience, most=3) as connection,
    ):
        connection.ask(MESSAGES, 9)
    (request,) = server.requests
    assert request["response_format"] == {"type": "json_object", "schema": guide.schema(3)}


def test_a_server_that_is_still_loading_is_asked_again_what_it_is(guide: Guide, patience: Patience) -> None:
    with (
        model_server(in_order([OK]), owner="llamacpp", loading=2) as server,
        connect(server, guide, patience, most=3) as connection,
    ):
        connection.ask(MESSAGES, 9)
    (request,) = server.requests
    assert request["response_format"] == {"type": "json_object", "schema": guide.schema(3)}


def test_a_form_that_was_asked_for_is_not_exchanged(guide: Guide, patience: Patience) -> None:
    refusal = Reply(400, "response_format is not supported")
    with (
        model_server(in_order([refusal])) as server,
        connect(server, guide, patience, format="schema") as connection,
        pytest.raises(NoAnswer, match="response_format is not supported"),
    ):
        connection.ask(MESSAGES, 9)
    assert kinds_asked(server) == ["json_schema"]


def test_a_model_that_calls_the_limit_otherwise_is_told_it_so(guide: Guide, patience: Patience) -> None:
    refusal = Reply(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.")
    with model_server(in_order([refusal, OK])) as server, connect(server, guide, patience) as connection:
        connection.ask(MESSAGES, 9)
    assert server.requests[1]["max_completion_tokens"] == 9
    assert "max_tokens" not in server.requests[1]


def test_tokens_that_nobody_counted_are_reckoned(guide: Guide, patience: Patience) -> None:
    with (
        model_server(in_order([said("x" * 30, usage=None)])) as server,
        connect(server, guide, patience) as connection,
    ):
        answer = connection.ask([{"role": "user", "content": "y" * 300}], 9)
    assert (answer.tokens_in, answer.tokens_out) == (100, 10)


SECRET = "sk-do-not-show"


def test_the_key_is_a_bearer_token_and_is_not_repeated(guide: Guide, patience: Patience) -> None:
    with model_server(in_order([Reply(401, f"the key {SECRET} is not valid")])) as server:
        settings = ModelSettings(model="tiny", address=server.address)
        with Server(settings, guide, key=SECRET, sleep=patience) as connection:
            with pytest.raises(ModelError, match="its key is read from ACCGRAPH_MODEL_KEY") as caught:
                connection.ask(MESSAGES, 9)
            assert SECRET not in f"{caught.value} {connection!r} {settings!r}"
    assert server.headers[0]["Authorization"] == f"Bearer {SECRET}"


@pytest.mark.parametrize(
    ("environment", "key"),
    [
        ({}, None),
        ({"OPENAI_API_KEY": "b"}, "b"),
        ({"ACCGRAPH_MODEL_KEY": "a", "OPENAI_API_KEY": "b"}, "a"),
        ({"ACCGRAPH_MODEL_KEY": "", "OPENAI_API_KEY": "b"}, "b"),
    ],
)
def test_the_key_is_in_the_environment(environment: Mapping[str, str], key: str | None) -> None:
    assert key_from(environment) == key


def test_no_key_is_sent_if_there_is_none(guide: Guide, patience: Patience) -> None:
    with model_server(in_order([OK])) as server, connect(server, guide, patience) as connection:
        connection.ask(MESSAGES, 9)
    assert "Authorization" not in server.headers[0]


def test_a_server_that_was_stopped_is_not_asked_again(guide: Guide, patience: Patience) -> None:
    def script(request: Mapping[str, Any], number: int) -> Reply:
        connection.stop()
        return Reply(503)

    with model_server(script) as server, connect(server, guide, patience) as connection:
        for _ in range(2):
            with pytest.raises(NoAnswer, match="is not asked any more"):
                connection.ask(MESSAGES, 9)
    assert len(server.requests) == 1
