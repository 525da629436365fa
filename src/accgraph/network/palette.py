"""The colours of networks: of the Okabe-Ito palette, which colour-blind people tell apart."""

from __future__ import annotations

__all__ = ["BOTH", "NEITHER", "OPPOSITION", "SUPPORT", "side_of"]

SUPPORT, OPPOSITION, BOTH, NEITHER = "#0072B2", "#D55E00", "#6A6A6A", "#BBBBBB"


def side_of(support: float, opposition: float) -> str:
    """Return ``support``, ``opposition``, ``both`` or ``neither``, by which of the two there is."""
    if support and opposition:
        return "both"
    if not support and not opposition:
        return "neither"
    return "support" if support else "opposition"
