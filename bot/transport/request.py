"""How Barta talks to the Bot API: python-telegram-bot's `BaseRequest` on aiohttp.

A call that fails is told as what became of it, see `bot.transport.failures`.

The token stands in every URL, so no error raised here has one in its text, cause or context.
"""

import json
from http import HTTPStatus
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import aiohttp
from telegram._utils.defaultvalue import DefaultValue
from telegram.request import BaseRequest, RequestData

from bot.transport.failures import Unreadable, failure_of, server_failure

NO_REASON = b'{"ok":false}'

Seconds = float | None
Given = Seconds | DefaultValue[float] | DefaultValue[None]


class AiohttpRequest(BaseRequest):
    """A pool of kept connections to the Bot API. Times are in seconds; None waits for ever.

    Args:
        connections: The most that are open at once; a call beyond them waits for `pool_timeout`.
        read_timeout: The longest silence while an answer is awaited (a long poll adds its own).
        write_timeout: The longest that writing a request may take.
        connect_timeout: The longest that opening a connection may take.
        pool_timeout: The longest that a call waits for a connection to come free.
    """

    __slots__ = ("_connections", "_defaults", "_proxies", "_session", "_timeout")

    def __init__(
        self,
        connections: int = 256,
        *,
        read_timeout: Seconds = 20,
        write_timeout: Seconds = 20,
        connect_timeout: Seconds = 10,
        pool_timeout: Seconds = 10,
    ) -> None:
        self._connections = connections
        self._defaults = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        self._timeout = _client_timeout(*self._defaults)
        self._session: aiohttp.ClientSession | None = None
        self._proxies: dict[str, str | None] = {}

    @property
    def read_timeout(self) -> Seconds:
        """The default read timeout in seconds, to which a long poll adds its own."""
        return self._defaults[0]

    async def initialize(self) -> None:
        """Open the pool in the running loop; opening it twice is harmless."""
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                timeout=self._timeout,
            )

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Given = BaseRequest.DEFAULT_NONE,
        write_timeout: Given = BaseRequest.DEFAULT_NONE,
        connect_timeout: Given = BaseRequest.DEFAULT_NONE,
        pool_timeout: Given = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Make one HTTP request and give its status and body.

        Raises:
            NotSent: Nothing left this machine.
            NotDone: The server failed.
            Unreadable: The call is carried out; its answer broke off.
            TimedOut: The answer did not come in time; the call may have been carried out.
            NetworkError: The connection broke; the call may have been carried out.
        """
        if self._session is None:
            raise RuntimeError("AiohttpRequest is used before initialize() or after shutdown().")
        given = (read_timeout, write_timeout, connect_timeout, pool_timeout)
        status = 0
        try:
            async with self._session.request(
                method,
                url,
                **_body(request_data),
                timeout=self._timeout
                if given == (BaseRequest.DEFAULT_NONE,) * 4
                else self._timeout_for(given),
                proxy=self._proxy(url),
                allow_redirects=False,  # a redirect would carry the token elsewhere
            ) as response:
                status = response.status
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            failure = failure_of(error, status)
        else:
            if status < HTTPStatus.INTERNAL_SERVER_ERROR:
                return status, _reason(status, body)
            failure = server_failure(status)
        raise failure  # here and not in the handler, so that the error's context holds no URL

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:  # noqa: ANN401 - as the overridden method has it
        """Give the answer's JSON object; unlike the overridden method it logs no payload.

        Raises:
            Unreadable: It is none.
        """
        try:
            answer = json.loads(payload)
        except ValueError:
            answer = None
        if isinstance(answer, dict) and ("result" in answer or answer.get("ok") is False):
            return answer
        raise Unreadable("The answer is not the Bot API's.")

    def _timeout_for(self, given: tuple[Given, ...]) -> aiohttp.ClientTimeout:
        pairs = zip(given, self._defaults, strict=True)
        return _client_timeout(
            *(default if isinstance(value, DefaultValue) else value for value, default in pairs)
        )

    def _proxy(self, url: str) -> str | None:
        """Give the proxy that the environment names for a host; asking once a host keeps it out of every call."""
        origin = url[: url.find("/", len("https://"))]
        if origin not in self._proxies:
            parts = urlsplit(origin)
            proxies = {} if proxy_bypass(parts.hostname or "") else getproxies()
            self._proxies[origin] = proxies.get(parts.scheme) or proxies.get("all")
        return self._proxies[origin]


def _client_timeout(read: Seconds, write: Seconds, connect: Seconds, pool: Seconds) -> aiohttp.ClientTimeout:
    """Map telegram's four timeouts on aiohttp's, which has none for writing: the total bounds it."""
    waiting = None if pool is None or connect is None else pool + connect
    total = None if waiting is None or read is None or write is None else waiting + write + read
    return aiohttp.ClientTimeout(total=total, connect=waiting, sock_connect=connect, sock_read=read)


def _body(data: RequestData | None) -> dict[str, Any]:
    """Give the request's body: JSON, an eighth of the cost of a form for Bengali text, or multipart for files."""
    if data is None:
        return {}
    if not data.contains_files:
        # A lone surrogate has no UTF-8; a question mark for it is better than a failed call.
        body = json.dumps(data.parameters, ensure_ascii=False).encode("utf-8", "replace")
        return {"data": body, "headers": {"Content-Type": "application/json"}}
    form = aiohttp.FormData(quote_fields=False)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        # As a file, bytes are written piece by piece instead of holding up the loop.
        file = BytesIO(content) if isinstance(content, bytes) else content
        form.add_field(name, file, filename=filename, content_type=mime_type)
    return {"data": form}


def _reason(status: int, body: bytes) -> bytes:
    """Give the body; a proxy's or gateway's error page is dropped, since telegram would quote it in its message."""
    return body if status < HTTPStatus.MULTIPLE_CHOICES or body.startswith(b"{") else NO_REASON
