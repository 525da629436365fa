"""A document, and an answer about it of which every record is proved by its words."""

from __future__ import annotations

from typing import Any

TEXT = """Joint press release

Copenhagen, 3 March 2025

Denmark and Norway today joined the Register of Damage for Ukraine. “We call on Russia to comply with the \
orders of the International Court of Justice”, said the Danish Foreign Minister, Lars Løkke Rasmussen.

Prosecutor General Ruslan Kravchenko met his Danish colleague in The Hague on 5 March 2025. Hungary will not \
withdraw from the Rome Statute.
"""

JOIN: dict[str, Any] = {
    "holders": ["Denmark", "Norway"],
    "kind": "join",
    "target": "Register of Damage for Ukraine",
    "by": None,
    "denied": False,
    "date": "2025-03-03",
    "quote": "Denmark and Norway today joined the Register of Damage for Ukraine.",
}
STAY: dict[str, Any] = {
    "holders": ["Hungary"],
    "kind": "withdraw",
    "target": "Rome Statute",
    "by": None,
    "denied": True,
    "date": None,
    "quote": "Hungary will not withdraw from the Rome Statute",
}
DEMAND: dict[str, Any] = {
    "kind": "demand",
    "bearers": ["Russia"],
    "by": ["Lars Løkke Rasmussen"],
    "action": "comply with the orders of the International Court of Justice",
    "mechanisms": ["International Court of Justice"],
    "status": "open",
    "date": None,
    "quote": "We call on Russia to comply with the orders of the International Court of Justice",
}
MEETING: dict[str, Any] = {
    "kind": "meeting",
    "date": "2025-03-05",
    "place": "The Hague",
    "participants": ["Ruslan Kravchenko"],
    "quote": "Prosecutor General Ruslan Kravchenko met his Danish colleague in The Hague on 5 March 2025.",
}
ANSWER: dict[str, Any] = {
    "positions": [JOIN, STAY],
    "commitments": [DEMAND],
    "events": [MEETING],
    "names": [],
}
