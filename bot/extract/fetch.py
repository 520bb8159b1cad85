"""Pages and feeds from the web: public servers only, and never more of them than an article needs."""

import asyncio
import zlib
from dataclasses import dataclass
from typing import Final, Literal

import aiohttp
from aiohttp import (
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
    ThreadedResolver,
)
from yarl import URL

from bot import __version__
from bot.domain.errors import ArticleError
from bot.extract.facts import one_line
from bot.extract.reach import Reach, UnreachableError

Kind = Literal["page", "text", "feed"]

_KINDS: Final[dict[str, Kind]] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/xml": "feed",
    "text/xml": "feed",
}
_HEADERS: Final = {
    "User-Agent": f"Barta/{__version__} (drafts news briefs for an editor)",
    "Accept": ", ".join(_KINDS),
    "Accept-Encoding": "gzip",  # what is packed otherwise is not unpacked
}
_LONGEST: Final = 2048  # characters of an address
_ELSEWHERE: Final = frozenset((301, 302, 303, 307, 308))
_CLOSED: Final = frozenset((401, 402, 403, 451))
_GONE: Final = frozenset((404, 410))
_BUSY: Final = 429
_SAVE: Final = "save the page in your browser and give the file"
_ANOTHER: Final = "give the address of the article's page"


@dataclass(frozen=True)
class Limits:
    """How long in seconds and how large in bytes an answer may be, and how often it may lead elsewhere."""

    seconds: float = 30  # from the first look-up to the last byte
    connecting: float = 10
    size: int = 4 * 1024 * 1024  # as it came, and as it is unpacked; a newspaper's page has a tenth of it
    redirects: int = 5


@dataclass(frozen=True)
class Page:
    """What a server gave: the address it came from in the end, its bytes unpacked, and what its header calls them."""

    url: str
    body: bytes
    charset: str | None
    kind: Kind


async def fetch(url: str, *, limits: Limits = Limits(), reach: Reach = Reach()) -> Page:  # noqa: B008 - both are frozen
    """Get a page, text or feed.

    Cookies, proxies and passwords are never used; each redirect is looked at as the first address was.

    Raises:
        ArticleError: There is none to be had; the message names the mend.
    """
    connector = TCPConnector(
        resolver=ThreadedResolver(),
        socket_factory=reach.opener(),
        use_dns_cache=False,  # a name is looked up for each redirect
        happy_eyeballs_delay=None,  # one address after the other, and the first that is refused ends it
        force_close=True,
    )
    session = ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar(),
        headers=_HEADERS,
        auto_decompress=False,
        timeout=ClientTimeout(total=None, sock_connect=limits.connecting),
    )
    asked = url
    try:
        async with asyncio.timeout(limits.seconds), session:
            for _ in range(limits.redirects + 1):
                address = _address(asked, reach)
                async with session.get(address, allow_redirects=False) as response:
                    if response.status not in _ELSEWHERE:
                        return await _page(response, limits)
                    asked = _next(response)
    except TimeoutError:
        why = f"gave no whole page within {limits.seconds:g} seconds; try again later, or {_SAVE}."
    except UnreachableError as error:
        why = f"leads to {error}, which is no public address; {_ANOTHER}."
    except (aiohttp.ClientError, OSError, ValueError) as error:
        why = _explain(error)
    else:
        why = f"leads from page to page more than {limits.redirects} times; {_ANOTHER}."
    raise ArticleError(f"{_plain(asked)} {why}") from None


def _address(text: str, reach: Reach) -> URL:
    """Give an address that may be asked, without what stands behind its #."""
    try:
        url = URL(text).with_fragment(None)
        port = url.port
    except ValueError:
        url, port = URL(), None
    if len(text) > _LONGEST or url.scheme not in ("http", "https") or not url.host:
        raise ArticleError(
            f"{_plain(text)} is no address of the web; give one like https://example.org/article."
        )
    if url.user is not None or url.password is not None:
        raise ArticleError(
            f"{_plain(str(url.with_user(None)))} was given with a name or password; Barta reads public pages alone: take it out."
        )
    if port is None or not reach.allows_port(port):
        raise ArticleError(
            f"{_plain(str(url))} names port {port}; Barta asks the web's own ports alone, 80 and 443."
        )
    return url


def _plain(text: str) -> str:
    """Give what a server wrote as it may stand in a message: short, and without what a terminal would act on."""
    return one_line(text[:80].encode("utf-8", "replace").decode())


def _next(response: ClientResponse) -> str:
    """Give the address that an answer names instead of itself."""
    named = response.headers.get("Location", "")
    if not named:
        raise ArticleError(f"{response.url} leads elsewhere and does not say where; {_ANOTHER}.")
    try:
        return str(response.url.join(URL(named)))
    except ValueError:
        return named


async def _page(response: ClientResponse, limits: Limits) -> Page:
    if response.status != 200:  # noqa: PLR2004 - HTTP's number for "here it is"
        raise ArticleError(f"{response.url} {_refusal(response.status)}")
    kind = _KINDS.get(response.content_type)
    if kind is None:
        raise ArticleError(f"{response.url} is {_plain(response.content_type)}, and no page; {_ANOTHER}.")
    unpacker = _unpacker(response)
    body, received = bytearray(), 0
    async for chunk in response.content.iter_any():
        received += len(chunk)
        body += unpacker.unpack(chunk, limits.size + 1 - len(body))
        if max(received, len(body)) > limits.size:
            raise ArticleError(
                f"{response.url} has more than {limits.size / 2**20:g} MB and was not read; {_ANOTHER}."
            )
    unpacker.end()
    return Page(str(response.url), bytes(body), response.charset, kind)


def _refusal(status: int) -> str:
    if status in _CLOSED:
        return f"is not free to read for everybody (HTTP {status}); {_SAVE}."
    if status in _GONE:
        return f"is not there (HTTP {status}); check the address."
    if status == _BUSY:
        return f"wants to be asked less often (HTTP {status}); try again in an hour, or {_SAVE}."
    return f"gave no page (HTTP {status}); try again later, or {_SAVE}."


class _Gzip:
    """Unpacks a body part by part; it may have been packed in several."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._stream = zlib.decompressobj(wbits=31)
        self._begun = False

    def unpack(self, chunk: bytes, most: int) -> bytes:
        """Give what a part of the body unpacks to, at most so many bytes of it."""
        body = b""
        while chunk and len(body) < most:
            if self._stream.eof:
                self._stream, self._begun = zlib.decompressobj(wbits=31), False
            try:
                body += self._stream.decompress(chunk, most - len(body))
            except zlib.error:
                raise ArticleError(f"{self._url} came packed and cannot be unpacked; {_SAVE}.") from None
            self._begun, chunk = True, self._stream.unused_data
        return body

    def end(self) -> None:
        """Refuse a body that breaks off."""
        if self._begun and not self._stream.eof:
            raise ArticleError(f"{self._url} broke off before its end; try again later, or {_SAVE}.")


class _Plain:
    """Takes a body as it comes."""

    def unpack(self, chunk: bytes, most: int) -> bytes:  # noqa: ARG002 - see _Gzip
        """Give it as it is."""
        return chunk

    def end(self) -> None:
        """Take any end: HTTP itself says where it is."""


def _unpacker(response: ClientResponse) -> _Gzip | _Plain:
    """Give what unpacks a body."""
    packed = response.headers.get("Content-Encoding", "identity").strip().lower()
    if packed == "identity":
        return _Plain()
    if packed not in ("gzip", "x-gzip"):
        raise ArticleError(
            f"{response.url} came packed as {_plain(packed)}, which was not asked for; {_SAVE}."
        )
    return _Gzip(response.url)


def _explain(error: Exception) -> str:
    """Say why there was no answer, with the mend."""
    if isinstance(error, aiohttp.InvalidURL):
        return "is no address of the web; give one like https://example.org/article."
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "names a server that nobody knows; check the address and the network."
    if isinstance(error, aiohttp.ClientSSLError):
        return f"cannot be trusted: its certificate is not valid; {_SAVE}."
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"cannot be reached ({error.strerror or 'no connection'}); try again later, or {_SAVE}."
    return f"broke off, or did not answer as the web does; try again later, or {_SAVE}."
