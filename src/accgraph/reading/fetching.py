"""Documents at addresses: fetched as a polite guest, one after the other, and never from a private network.

The client says who it is, keeps to ``robots.txt`` (RFC 9309), waits between requests to one host, follows few
redirects, and reads no more than the limit of the size in no more than the limit of the time. Each host is
looked up once, and the connection goes to the very address that was checked, so that a name cannot be pointed
elsewhere in between. Proxies that the environment names are not used, as they would look it up again.
"""

from __future__ import annotations

import ipaddress
import mimetypes
import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import httpx

from accgraph import __version__
from accgraph.errors import DocumentError
from accgraph.namespaces import digest
from accgraph.reading.metadata import SIDECAR
from accgraph.reading.options import MEGABYTE, Limits

if TYPE_CHECKING:
    from protego import Protego

__all__ = ["Fetched", "fetch_all"]

_AGENT = "accgraph"
_REDIRECTS = 5
_LONGEST_ROBOTS = 500_000
_LONGEST_NAME = 80
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Fetched:
    """The files that were fetched, and the addresses that were not, with the reason."""

    files: tuple[Path, ...]
    left_out: tuple[tuple[str, str], ...]


def fetch_all(
    addresses: Iterable[str],
    folder: Path,
    limits: Limits,
    *,
    allow_private: bool = False,
    pause: float = 1.0,
) -> Fetched:
    """Fetch what is at *addresses* into files in *folder*, each with its address in a file beside it.

    *pause* is how many seconds at least pass between requests to one host; *allow_private* allows addresses
    of this machine and of private networks. What cannot be fetched is named in the result.
    """
    files: list[Path] = []
    left_out: list[tuple[str, str]] = []
    with _Guest(limits, allow_private, pause) as guest:
        for address in dict.fromkeys(addresses):
            try:
                final, media_type, data = guest.fetch(address)
            except DocumentError as error:
                left_out.append((address, str(error)))
                continue
            path = folder / _file_name(final, media_type)
            path.write_bytes(data)
            quoted = final.replace("\\", "%5C").replace('"', "%22")
            path.with_name(path.name + SIDECAR).write_text(f'address = "{quoted}"\n', encoding="utf-8")
            files.append(path)
    return Fetched(tuple(files), tuple(left_out))


class _Guest:
    """One visit to the web: the connections, and what is known of the hosts that were met."""

    def __init__(self, limits: Limits, allow_private: bool, pause: float) -> None:
        self._limits = limits
        self._pause = pause
        self._robots: dict[str, Protego | None] = {}
        self._last: dict[str, float] = {}
        self._client = httpx.Client(
            transport=_Checked(allow_private),
            headers={
                "User-Agent": f"{_AGENT}/{__version__}",
                "Accept": "text/html,application/pdf,*/*;q=0.5",
            },
            timeout=min(30.0, limits.seconds),
            follow_redirects=False,
            trust_env=False,
        )

    def __enter__(self) -> _Guest:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def fetch(self, address: str) -> tuple[str, str, bytes]:
        """Return the address at which *address* ends, and the media type and the bytes of what is there."""
        url = _parsed(address)
        deadline = time.monotonic() + self._limits.seconds
        for _ in range(_REDIRECTS + 1):
            self._ask_leave(url, deadline)
            status, headers, data = self._get(url, self._limits.size, deadline)
            if status in (301, 302, 303, 307, 308) and "location" in headers:
                url = _parsed(str(url.join(headers["location"])))
                continue
            if status != 200:
                raise DocumentError(f"{address}: cannot be fetched: the server answers {status}")
            return str(url), headers.get("content-type", "").partition(";")[0].strip().lower(), data
        raise DocumentError(f"{address}: cannot be fetched: it is redirected more than {_REDIRECTS} times")

    def _get(self, url: httpx.URL, limit: int, deadline: float) -> tuple[int, httpx.Headers, bytes]:
        host = url.host
        wait = self._last.get(host, 0.0) + self._pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._client.stream("GET", url) as response:
                for chunk in response.iter_bytes(_CHUNK):
                    size += len(chunk)
                    if size > limit:
                        raise DocumentError(
                            f"{url}: is larger than the limit of {limit / MEGABYTE:,.1f} MB (--max-size)"
                        )
                    if time.monotonic() > deadline:
                        raise DocumentError(
                            f"{url}: takes longer to fetch than {self._limits.seconds:g} seconds"
                            " (--max-seconds)"
                        )
                    chunks.append(chunk)
                return response.status_code, response.headers, b"".join(chunks)
        except httpx.TimeoutException as error:
            raise DocumentError(f"{url}: cannot be fetched: the server does not answer in time") from error
        except httpx.HTTPError as error:
            raise DocumentError(f"{url}: cannot be fetched: {error}") from error
        finally:
            self._last[host] = time.monotonic()

    def _ask_leave(self, url: httpx.URL, deadline: float) -> None:
        """Raise DocumentError if the robots.txt of the host of *url* keeps us out."""
        origin = f"{url.scheme}://{url.netloc.decode()}"
        if origin not in self._robots:
            try:
                self._robots[origin] = self._read_robots(httpx.URL(f"{origin}/robots.txt"), deadline)
            except DocumentError as error:
                raise DocumentError(f"{url}: is not fetched: {error}") from error
        robots = self._robots[origin]
        if robots is None:
            raise DocumentError(f"{url}: is not fetched: the robots.txt of its host cannot be had")
        if not robots.can_fetch(str(url), _AGENT):
            raise DocumentError(f"{url}: is not fetched: the robots.txt of its host asks not to")
        self._pause = max(self._pause, min(robots.crawl_delay(_AGENT) or 0.0, 30.0))

    def _read_robots(self, url: httpx.URL, deadline: float) -> Protego | None:
        """Return the rules of *url*; none of them if there is no such file, None if its host is at fault."""
        from protego import Protego

        for _ in range(_REDIRECTS + 1):
            status, headers, data = self._get(url, _LONGEST_ROBOTS, deadline)
            if 300 <= status < 400 and "location" in headers:
                url = _parsed(str(url.join(headers["location"])))
                continue
            if status >= 500:
                return None
            return Protego.parse(data.decode("utf-8", "replace") if status == 200 else "")
        return Protego.parse("")


class _Checked(httpx.BaseTransport):
    """Connects to the address of a host that was looked up and checked, and to no other."""

    def __init__(self, allow_private: bool) -> None:
        self._allow_private = allow_private
        self._inner = httpx.HTTPTransport(retries=1)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        host = request.url.host
        try:
            found = socket.getaddrinfo(host, request.url.port or 443, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"there is no host {host!r}: {error}", request=request) from error
        numbers = [str(entry[4][0]) for entry in found]
        for number in numbers:
            if not self._allow_private and not ipaddress.ip_address(number.partition("%")[0]).is_global:
                raise httpx.UnsupportedProtocol(
                    f"{host!r} is in a private network ({number}): --allow-private lets it be asked",
                    request=request,
                )
        # The name stays in the header and in the certificate that is asked for.
        extensions = {**request.extensions, "sni_hostname": host}
        checked = httpx.Request(
            request.method,
            request.url.copy_with(host=numbers[0]),
            headers=request.headers,
            stream=request.stream,
            extensions=extensions,
        )
        return self._inner.handle_request(checked)

    def close(self) -> None:
        self._inner.close()


def _parsed(address: str) -> httpx.URL:
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, ValueError) as error:
        raise DocumentError(f"{address}: is no address: {error}") from error
    if url.scheme not in ("http", "https") or not url.host:
        raise DocumentError(f"{address}: is no address that is fetched: give one with https:// or http://")
    if url.userinfo:
        raise DocumentError(f"{url.copy_with(userinfo=b'')}: is not fetched with a name and a password in it")
    return url.copy_with(fragment=None)


def _file_name(address: str, media_type: str) -> str:
    """Return a name for what is at *address*, which no other address gives."""
    from slugify import slugify

    url = httpx.URL(address)
    path = PurePosixPath(url.path)
    suffix = path.suffix.lower() if mimetypes.guess_type(path.name)[0] else ""
    guessed = mimetypes.guess_extension(media_type) or ""
    stem = slugify(f"{url.host} {str(path).removesuffix(path.suffix if suffix else '')}")[:_LONGEST_NAME]
    return f"{stem}-{digest(address)[:8]}{guessed if guessed != '.bin' and guessed else suffix}"
