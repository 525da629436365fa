"""HTTP to a server of RDF: who we are, and patience with one that is busy."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Mapping

import httpx

from accgraph.engines.credentials import Credentials
from accgraph.errors import StoreError

__all__ = ["Http"]

_BUSY = frozenset({429, 502, 503, 504})


class _Login(httpx.Auth):
    """Says who we are: a token at once, a user and password as the server asks (Basic or Digest)."""

    def __init__(self, credentials: Credentials) -> None:
        self._credentials = credentials
        self._digest = httpx.DigestAuth(credentials.user or "", credentials.password or "")
        self._asked = ""

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        header = self._credentials.header()
        if header and (self._credentials.token or self._asked == "basic"):
            request.headers["Authorization"] = header
        if self._asked == "digest":
            yield from self._digest.auth_flow(request)
            return
        response = yield request
        if response.status_code != 401 or self._credentials.user is None or self._asked:
            return
        schemes = response.headers.get("www-authenticate", "").lower()
        self._asked = "digest" if "digest" in schemes else "basic"
        yield from self.auth_flow(request)


class Http:
    """A connection that is kept open between requests."""

    def __init__(
        self,
        credentials: Credentials,
        *,
        timeout: float = 60,
        retries: int = 4,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = httpx.Client(auth=_Login(credentials), timeout=timeout)
        self._timeout = timeout
        self._retries = retries
        self._sleep = sleep

    def __enter__(self) -> Http:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def glance(self, address: str, *, parameters: Mapping[str, str], accept: str) -> tuple[bool, str]:
        """Ask for what is at *address*, and return whether it is given and as what type, but do not read it.

        Raises StoreError if the server cannot be reached, or does not answer in time.
        """
        # Not by HEAD: there are servers that send a body with it, which spoils the connection.
        try:
            with self._client.stream(
                "GET", address, params=parameters, headers={"Accept": accept}
            ) as response:
                kind = response.headers.get("content-type", "").partition(";")[0].strip()
                return response.is_success, kind
        except httpx.TimeoutException as error:
            raise StoreError(f"{address}: does not answer within {self._timeout:g} s") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{address}: cannot be reached: {error}") from error

    def send(
        self,
        method: str,
        address: str,
        *,
        content: bytes | None = None,
        parameters: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Send a request and return the response, whatever its status, when the server is not busy any more.

        Raises StoreError if the server cannot be reached, does not answer in time, or stays busy.
        """
        for attempt in range(self._retries + 1):
            try:
                response = self._client.request(
                    method, address, content=content, params=parameters, headers=headers
                )
            except httpx.TimeoutException as error:
                raise StoreError(f"{address}: does not answer within {self._timeout:g} s") from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise StoreError(f"{address}: cannot be reached: {error}") from error
            if response.status_code not in _BUSY:
                return response
            if attempt < self._retries:
                said = response.headers.get("Retry-After", "")
                self._sleep(float(said) if said.isdigit() else float(2**attempt))
        raise StoreError(f"{address}: is busy (HTTP {response.status_code}): try again later")
