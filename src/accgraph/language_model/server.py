"""The server of a language model: any that speaks the chat completions of OpenAI's API.

The form of an answer is said in the strictest way that the server knows: ``schema`` is structured output
(``response_format`` of type ``json_schema``), ``grammar`` the same with bounds, for llama.cpp and its kin,
which turn a schema into a grammar, ``object`` any JSON object, and ``plain`` nothing but the words of the
prompt. ``auto`` takes ``grammar`` where the server is llama.cpp, and otherwise the first in this order that
the server does not refuse.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from accgraph.errors import ModelError
from accgraph.language_model.guide import Guide
from accgraph.language_model.settings import KEYS, Format, ModelSettings

if TYPE_CHECKING:
    import httpx

__all__ = ["CHARACTERS_PER_TOKEN", "Answer", "Message", "NoAnswer", "Server", "key_from"]

Message = Mapping[str, str]

CHARACTERS_PER_TOKEN = 3
"""English text in the tokenizers of large models has about four; three leave room."""

_TRY_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_HOPELESS = frozenset({401, 402, 403, 404, 405})
_NEXT_FORMAT: Mapping[Format, Format] = MappingProxyType(
    {"schema": "grammar", "grammar": "object", "object": "plain"}
)
_LONGEST_WAIT = 60.0


class NoAnswer(Exception):
    """The server gave no answer, however often it was asked; what happened last is the text."""


class _TryAgain(Exception):
    """One attempt failed; ``wait`` is how many seconds the server asks to be left alone."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said, whether it was cut off, and how many tokens it was given and gave."""

    text: str
    cut: bool
    tokens_in: int
    tokens_out: int


def key_from(environment: Mapping[str, str] | None = None) -> str | None:
    """Return the key for the model's server that is in the environment, if there is one."""
    known = os.environ if environment is None else environment
    return next((known[name] for name in KEYS if known.get(name)), None)


class Server:
    """A connection to the server, used by several threads at once.

    *sleep* is what waiting is done with, and *key* what the server is told as a bearer token; it is kept
    nowhere else.
    """

    def __init__(
        self,
        settings: ModelSettings,
        guide: Guide,
        *,
        key: str | None = None,
        sleep: Callable[[float], None] | None = None,
    ) -> None:
        self._settings = settings
        self._guide = guide
        self._key = key
        self._sleep = sleep or self._wait
        self._format = settings.format
        # What newer models of OpenAI's call it is said where they refuse the name that all others know.
        self._limit = "max_tokens"
        self._lock = threading.RLock()
        self._stopped = threading.Event()
        self._client: httpx.Client | None = None

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """Send no request any more: whoever asks, or waits to ask again, gets no answer."""
        self._stopped.set()

    def close(self) -> None:
        """End the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def ask(self, messages: Sequence[Message], max_tokens: int) -> Answer:
        """Return what the model answers to *messages*, in *max_tokens* tokens at most.

        Raises NoAnswer if the server stays busy, refuses this request or answers what is no answer,
        ModelError if it will answer none: it is not there, knows no such model, or wants a key.
        """
        form = self._known_format()
        while True:
            response = self._send("POST", "chat/completions", self._body(messages, max_tokens, form))
            if response.is_success:
                return _answer(response, sum(len(each["content"]) for each in messages))
            said = f"refuses to answer (HTTP {response.status_code}): {self._said(response)}"
            if response.status_code in _HOPELESS:
                raise ModelError(f"{self._url('chat/completions')}: {said}")
            if self._limit == "max_tokens" and "max_completion_tokens" in response.text:
                self._limit = "max_completion_tokens"
            elif form in _NEXT_FORMAT and self._settings.format == "auto" and _is_about_format(response.text):
                form = self._format = _NEXT_FORMAT[form]
            else:
                raise NoAnswer(said)

    def _wait(self, seconds: float) -> None:
        self._stopped.wait(seconds)

    def _url(self, path: str) -> str:
        return f"{self._settings.address.rstrip('/')}/{path}"

    def _body(self, messages: Sequence[Message], max_tokens: int, form: Format) -> dict[str, Any]:
        settings = self._settings
        body: dict[str, Any] = {
            "model": settings.model,
            "messages": list(messages),
            "temperature": settings.temperature,
            "seed": settings.seed,
            self._limit: max_tokens,
        }
        if form == "schema":
            described = {"name": "claims", "strict": True, "schema": self._guide.schema()}
            body["response_format"] = {"type": "json_schema", "json_schema": described}
        elif form == "grammar":
            body["response_format"] = {"type": "json_object", "schema": self._guide.schema(settings.most)}
        elif form == "object":
            body["response_format"] = {"type": "json_object"}
        return body

    def _known_format(self) -> Format:
        with self._lock:
            if self._format == "auto":
                self._format = "grammar" if self._is_llama() else "schema"
            return self._format

    def _is_llama(self) -> bool:
        """Say whether the server lists its models as llama.cpp does, once it has loaded them."""
        try:
            models = self._send("GET", "models").json()["data"]
            return any(model.get("owned_by") == "llamacpp" for model in models)
        except (NoAnswer, ValueError, KeyError, TypeError, AttributeError):
            return False

    def _send(self, method: str, path: str, body: Mapping[str, Any] | None = None) -> httpx.Response:
        from tenacity import (
            RetryCallState,
            Retrying,
            retry_if_exception_type,
            stop_after_attempt,
            wait_random_exponential,
        )

        back_off = wait_random_exponential(multiplier=1, max=_LONGEST_WAIT)

        def wait(state: RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            asked = error.wait if isinstance(error, _TryAgain) else None
            return back_off(state) if asked is None else min(asked, _LONGEST_WAIT)

        attempts = Retrying(
            retry=retry_if_exception_type(_TryAgain),
            stop=stop_after_attempt(self._settings.retries + 1),
            wait=wait,
            sleep=self._sleep,
            reraise=True,
        )
        try:
            return attempts(self._attempt, method, path, body)
        except _TryAgain as error:
            raise NoAnswer(str(error)) from error

    def _attempt(self, method: str, path: str, body: Mapping[str, Any] | None) -> httpx.Response:
        import httpx

        if self._stopped.is_set():
            raise NoAnswer("is not asked any more")
        try:
            response = self._http.request(method, self._url(path), json=body, headers=self._headers)
        except httpx.ConnectError as error:
            raise ModelError(
                f"{self._settings.address}: no language model answers there ({error}): start its server,"
                " or give its address with --model-address"
            ) from error
        except httpx.TimeoutException:
            raise _TryAgain(f"did not answer within {self._settings.timeout:g} s") from None
        except httpx.HTTPError as error:
            raise _TryAgain(f"broke off: {type(error).__name__}") from error
        if response.status_code in _TRY_AGAIN:
            raise _TryAgain(f"answered HTTP {response.status_code}", _wait_asked(response))
        return response

    @property
    def _http(self) -> httpx.Client:
        import httpx

        with self._lock:
            if self._client is None:
                self._client = httpx.Client(
                    timeout=self._settings.timeout,
                    limits=httpx.Limits(max_connections=self._settings.concurrency),
                )
            return self._client

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._key}"} if self._key else {}

    def _said(self, response: httpx.Response) -> str:
        """Return what the server says is wrong, on one line and without the key, should it repeat that."""
        said = " ".join(response.text.split())[:300] or "it says no more"
        if self._key:
            said = said.replace(self._key, "...")
        if response.status_code in {401, 403}:
            said += f" (its key is read from {' or '.join(KEYS)})"
        return said


def _answer(response: httpx.Response, asked: int) -> Answer:
    """Return the answer in *response*; tokens are reckoned from *asked* characters if not counted."""
    try:
        record = response.json()
        choice = record["choices"][0]
        text = choice["message"].get("content") or ""
        usage = record.get("usage") or {}
        tokens = (
            int(usage.get("prompt_tokens") or asked // CHARACTERS_PER_TOKEN),
            int(usage.get("completion_tokens") or len(text) // CHARACTERS_PER_TOKEN),
        )
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise NoAnswer("answered something else than a chat completion") from error
    if not isinstance(text, str):
        raise NoAnswer("answered something else than a chat completion")
    # A lone surrogate, which JSON may escape, can be written to no file.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return Answer(text, choice.get("finish_reason") == "length", *tokens)


def _wait_asked(response: httpx.Response) -> float | None:
    said = response.headers.get("Retry-After", "").strip()
    try:
        return max(0.0, float(said))
    except ValueError:
        return None


def _is_about_format(said: str) -> bool:
    return any(
        word in said.lower()
        for word in ("response_format", "json_schema", "json_object", "schema", "grammar")
    )
