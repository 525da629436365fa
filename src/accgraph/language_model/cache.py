"""The cache of answers: a file for each, found again by what it is the answer to.

With all its answers there, a build needs no network and gives the same bytes. What was paid for is kept
whatever happens afterwards, so that a build that was broken off, or stopped at its limit of cost, goes on
where it was.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from accgraph.errors import ModelError
from accgraph.language_model.server import Answer

__all__ = ["AnswerCache", "default_cache"]

FOLDER = "ACCGRAPH_CACHE"


def default_cache(environment: Mapping[str, str] | None = None) -> Path:
    """Return ACCGRAPH_CACHE, or else the folder ``accgraph/answers`` in the user's cache folder."""
    known = os.environ if environment is None else environment
    if known.get(FOLDER):
        return Path(known[FOLDER])
    base = Path(known["XDG_CACHE_HOME"]) if known.get("XDG_CACHE_HOME") else Path.home() / ".cache"
    return base / "accgraph" / "answers"


class AnswerCache:
    """Answers in *folder*, by *model*, the version of the *prompt*, the *parameters* and the words asked."""

    def __init__(self, folder: Path, model: str, prompt: str, parameters: Mapping[str, str]) -> None:
        self._folder = folder
        self._about = {"model": model, "prompt": prompt, "parameters": dict(sorted(parameters.items()))}

    def get(self, words: str) -> Answer | None:
        """Return the answer to *words* that was put here, or None; a file that is damaged counts as none."""
        try:
            record = json.loads(self._path(words).read_text(encoding="utf-8"))
            return Answer(str(record["answer"]), False, int(record["tokens_in"]), int(record["tokens_out"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, words: str, answer: Answer) -> None:
        """Keep *answer* as that to *words*. Raises ModelError if the folder cannot be written."""
        path = self._path(words)
        record = {
            **self._about,
            "words": hashlib.sha256(words.encode()).hexdigest(),
            "tokens_in": answer.tokens_in,
            "tokens_out": answer.tokens_out,
            "answer": answer.text,
        }
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
                # Written aside and then moved, so that nobody reads half of it.
                temporary = Path(folder) / path.name
                temporary.write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
                temporary.replace(path)
        except OSError as error:
            raise ModelError(
                f"{path.parent}: answers cannot be kept there: {error.strerror or error}"
            ) from error

    def _path(self, words: str) -> Path:
        key = hashlib.sha256(json.dumps([self._about, words], sort_keys=True).encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json"
