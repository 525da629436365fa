"""What an export gives."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of an export, and how many claims its form cannot express."""

    content: bytes
    left_out: int = 0
