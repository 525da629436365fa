"""Who we say we are to an endpoint: from the environment, or else from .netrc."""

from __future__ import annotations

import base64
import netrc
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from accgraph.errors import StoreError

__all__ = ["Credentials"]

TOKEN = "ACCGRAPH_TOKEN"
USER = "ACCGRAPH_USER"
PASSWORD = "ACCGRAPH_PASSWORD"


@dataclass(frozen=True, slots=True)
class Credentials:
    """A user with a password, or a token, or nothing; never shown when printed."""

    user: str | None = None
    password: str | None = None
    token: str | None = None

    def __repr__(self) -> str:
        return f"Credentials({'token' if self.token else 'password' if self.user else 'none'})"

    @classmethod
    def find(cls, address: str, environment: Mapping[str, str] | None = None) -> Credentials:
        """Return what is known for the endpoint at *address*.

        ``ACCGRAPH_TOKEN`` goes before ``ACCGRAPH_USER`` and ``ACCGRAPH_PASSWORD``, and these before what
        ``.netrc`` (or the file that ``NETRC`` names) says of the host.

        Raises StoreError if that file cannot be read.
        """
        known = os.environ if environment is None else environment
        if known.get(TOKEN):
            return cls(token=known[TOKEN])
        if known.get(USER):
            return cls(user=known[USER], password=known.get(PASSWORD, ""))
        path = Path(known["NETRC"]) if known.get("NETRC") else Path.home() / ".netrc"
        if not path.is_file():
            return cls()
        try:
            entry = netrc.netrc(str(path)).authenticators(urlsplit(address).hostname or "")
        except (OSError, netrc.NetrcParseError) as error:
            raise StoreError(f"{path}: cannot be read for the password of {address}: {error}") from error
        return cls(user=entry[0], password=entry[2]) if entry else cls()

    def header(self) -> str | None:
        """Return the value of the HTTP header ``Authorization``, if there is anything to say."""
        if self.token:
            return f"Bearer {self.token}"
        if self.user is None:
            return None
        return "Basic " + base64.b64encode(f"{self.user}:{self.password or ''}".encode()).decode()
