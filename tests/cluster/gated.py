"""A source of claims that lets a test look at workers at their work, in a module that these can import."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

from building.scripted import Scripted

from accgraph.model import Claim, Document

PATIENCE = 60


class Gated(Scripted):
    """Notes which process is asked about which document, and answers when the file *gate* is there.

    A document that holds the word "DIE" ends the process, as with Scripted.
    """

    def __init__(self, asked: Path, gate: Path) -> None:
        super().__init__()
        self._noted = asked
        self._gate = gate

    def extract(self, document: Document) -> tuple[Claim, ...]:
        with self._noted.open("a") as file:
            file.write(f"{os.getpid()} {document.name}\n")
        until = time.monotonic() + PATIENCE
        while not self._gate.exists():
            if time.monotonic() > until:
                raise TimeoutError("nobody has opened the gate")
            time.sleep(0.02)
        return super().extract(document)


class Awake(Scripted):
    """Sleeps over no document, and makes the same claims."""

    def extract(self, document: Document) -> tuple[Claim, ...]:
        return super().extract(replace(document, text=document.text.replace("SLEEP", "sleep")))
