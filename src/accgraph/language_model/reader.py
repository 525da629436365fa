"""The reader: a request is answered from the cache, or else by the server, with one attempt at repair."""

from __future__ import annotations

from collections.abc import Sequence

from accgraph.language_model.answers import Said, Unusable, read_answer
from accgraph.language_model.budget import Budget, TooDear
from accgraph.language_model.cache import AnswerCache
from accgraph.language_model.guide import Guide
from accgraph.language_model.server import Answer, Message, NoAnswer, Server
from accgraph.language_model.settings import ModelSettings

__all__ = ["NotRead", "Reader"]

_ECHO = 4000


class NotRead(Exception):
    """A request has no usable answer; the text says why."""


class Reader:
    """Asks a model; what it is asked is counted in ``budget``. Used by several threads at once."""

    def __init__(
        self, settings: ModelSettings, guide: Guide, server: Server, cache: AnswerCache, budget: Budget
    ) -> None:
        self.budget = budget
        self._settings = settings
        self._guide = guide
        self._server = server
        self._cache = cache

    def read(self, words: str) -> Said:
        """Return what the model says when it is asked *words*.

        An answer that is cut off or not of the right form is asked for once more. Raises NotRead if that is
        no better, if the server gives no answer or if the request could cost too much; ModelError if the
        model cannot be asked at all.
        """
        kept = self._cache.get(words)
        if kept is not None:
            try:
                said = read_answer(kept.text)
            except Unusable:
                pass
            else:
                self.budget.found()
                return said
        asked: list[Message] = [
            {"role": "system", "content": self._guide.system},
            {"role": "user", "content": words},
        ]
        tokens = self._settings.max_tokens
        answer, said_or_fault = self._ask(asked, tokens)
        if isinstance(said_or_fault, str):
            if answer.cut:
                shorter = self._guide.words["repair_cut"].strip().format(tokens=tokens)
                asked[1] = {"role": "user", "content": f"{words}\n\n{shorter}"}
                tokens *= 2
            else:
                again = self._guide.words["repair_invalid"].strip().format(fault=said_or_fault)
                asked += [
                    {"role": "assistant", "content": answer.text[:_ECHO]},
                    {"role": "user", "content": again},
                ]
            answer, said_or_fault = self._ask(asked, tokens)
        if isinstance(said_or_fault, str):
            raise NotRead(
                f"the language model's answer cannot be used, even at the second attempt: {said_or_fault}"
            )
        self._cache.put(words, answer)
        return said_or_fault

    def stop(self) -> None:
        """Make no request any more."""
        self._server.stop()

    def _ask(self, messages: Sequence[Message], max_tokens: int) -> tuple[Answer, Said | str]:
        """Return the answer, and what it says or what is wrong with it."""
        try:
            reserved = self.budget.reserve(sum(len(each["content"]) for each in messages), max_tokens)
        except TooDear as error:
            raise NotRead(f"the language model was not asked: {error}") from error
        answer = None
        try:
            answer = self._server.ask(messages, max_tokens)
        except NoAnswer as error:
            raise NotRead(f"the language model {error}") from error
        finally:
            self.budget.settle(reserved, *((answer.tokens_in, answer.tokens_out) if answer else (0, 0)))
        if answer.cut:
            return answer, f"it was cut off after {max_tokens} tokens"
        try:
            return answer, read_answer(answer.text)
        except Unusable as error:
            return answer, str(error)
