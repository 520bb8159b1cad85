"""Local servers that pages are fetched from: what a handler answers, or what is written to the bare connection."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from ssl import SSLContext

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.extract.reach import Reach

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
LOOPBACK = "127.0.0.1"


@dataclass
class Site:
    """A server on loopback: its pages by path, and what it was asked. `reach` lets it, and it alone, be asked."""

    url: str = ""
    reach: Reach = field(default_factory=Reach)
    pages: dict[str, Handler] = field(default_factory=dict)
    asked: list[web.Request] = field(default_factory=list)

    def gives(self, path: str, body: bytes, kind: str = "text/html", **headers: str) -> str:
        """Answer a path with a body; give its address."""

        async def answer(_: web.Request) -> web.Response:
            return web.Response(body=body, headers={"Content-Type": kind, **headers})

        self.pages[path] = answer
        return f"{self.url}{path}"

    def leads(self, path: str, target: str, status: int = 302) -> str:
        """Answer a path with a redirect; give its address."""

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=status, headers={"Location": target})

        self.pages[path] = answer
        return f"{self.url}{path}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request)
        handler = self.pages.get(request.path)
        return await handler(request) if handler else web.Response(status=404)


@asynccontextmanager
async def serving(context: SSLContext | None = None) -> AsyncIterator[Site]:
    """Run a server, with TLS where it is given what it takes."""
    site = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", site._answer)
    server = TestServer(app, host=LOOPBACK)
    await server.start_server(ssl=context)
    try:
        site.url = f"{'https' if context else 'http'}://{LOOPBACK}:{server.port}"
        site.reach = Reach(frozenset({(LOOPBACK, server.port or 0)}))
        yield site
    finally:
        await server.close()


@asynccontextmanager
async def writing(answer: bytes, then: bytes = b"") -> AsyncIterator[Site]:
    """Run a server that writes bytes whatever it is asked, then `then` without end, or nothing and stays."""
    serving = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        serving.add(asyncio.current_task())
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        with suppress(ConnectionError):
            while then:
                writer.write(then)
                await writer.drain()
            await reader.read()
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(serve, LOOPBACK, 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        yield Site(f"http://{LOOPBACK}:{port}/খবর", Reach(frozenset({(LOOPBACK, port)})))
        await asyncio.gather(*filter(None, serving))
