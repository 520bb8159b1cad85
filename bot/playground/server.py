"""The local Telegram's HTTP server: the Bot API at /bot<token>/<method>, and the chat page with its calls."""

import asyncio
import hmac
import inspect
import json
import socket
import struct
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Self
from urllib.parse import urlsplit

from aiohttp import web

from bot.playground.checking import parse_json
from bot.playground.demo import furnish
from bot.playground.faults import (
    Fault,
    Faults,
    ResetAfter,
    ResetBefore,
    ServerError,
    Slow,
    Truncated,
    refusal_of,
)
from bot.playground.limits import SENDING, Limits
from bot.playground.methods import ACTIONS
from bot.playground.parameters import Upload, read_parameters
from bot.playground.play import Play
from bot.playground.refusal import Json, RefusedError, bad_request
from bot.playground.state import User
from bot.playground.world import Call, World

TOKEN = "424242:no-secret-of-the-playground"  # noqa: S105 - opens nothing but this
LARGEST_BODY = 20 * 1024 * 1024
SHUTDOWN_SECONDS = 1.0
BY_NAME = {name.lower(): name for name in ACTIONS}
BAD_GATEWAY = (
    "<html>\r\n<head><title>{0}</title></head>\r\n<body><center><h1>{0}</h1></center></body>\r\n</html>\r\n"
)


class Playground:
    """A Telegram of one's own, on loopback; see `world` for how to act in it.

    `world` holds its state, `faults` makes it misbehave, `limits` its rates, `calls` what the bot called. `url` is its
    address once started; a bot takes `url + "/bot"` for the Bot API's base.
    """

    def __init__(self, token: str = TOKEN, *, name: str = "Barta", username: str = "barta_bot") -> None:
        self.token = token
        self.world = World(User(int(token.partition(":")[0]), name, username, is_bot=True))
        self.faults = Faults()
        self.limits = Limits()
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._play = Play(self.world)
        self._stopping = asyncio.Event()

    @classmethod
    def demo(cls, token: str = TOKEN) -> Self:
        """Give a playground with a visitor, whom the page plays, and a group."""
        playground = cls(token)
        furnish(playground.world)
        return playground

    @property
    def calls(self) -> list[Call]:
        """Every call of the bot, oldest first."""
        return self.world.calls

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listen on loopback; port 0 takes a free one. ValueError for an address that others could reach."""
        if not ip_address(host).is_loopback:
            raise ValueError(f"the playground listens on loopback only, not on {host}")
        app = web.Application(client_max_size=LARGEST_BODY)
        app.router.add_route("*", "/bot{token}/{method}", self._answer)
        self._play.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        bound = self._runner.addresses[0]
        shown = f"[{host}]" if ":" in host else host
        self.url = f"http://{shown}:{bound[1]}"
        self._play.listen(bound[1])

    async def stop(self) -> None:
        """Stop at once: open polls end empty, streams end, waits end."""
        self._stopping.set()
        webhook = self.world.webhook
        self.world.remove_webhook()
        self.world.updates.changes.close()
        self.world.changes.close()
        self._play.close()
        if webhook is not None:
            await asyncio.gather(webhook.task, return_exceptions=True)
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def go_down(self) -> None:
        """Listen no more, and break every connection; the world goes on."""
        if self._runner is not None and self._runner.server is not None:
            for connection in self._runner.server.connections:
                connection.force_close()
            await self._runner.cleanup()
            self._runner = None

    async def come_back(self) -> None:
        """Listen again where it was."""
        await self.start(port=urlsplit(self.url).port or 0)

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # -- one call of the Bot API

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self._play.check_host(request)
        if not hmac.compare_digest(request.match_info["token"].encode(), self.token.encode()):
            return _json(RefusedError(401, "Unauthorized").json(), 401)
        method = BY_NAME.get(request.match_info["method"].lower())
        if method is None:
            return _json(RefusedError(404, "Not Found").json(), 404)
        try:
            given = await _given(request)
        except RefusedError as refused:
            return self._refuse(method, {}, refused)
        fault = self.faults.take(method, given)
        if isinstance(fault, Slow):
            self.world.changes.notify()
            await self._pause(fault.seconds)
        if isinstance(fault, ResetBefore | ServerError):
            self._record(method, given, type(fault).__name__)
            if isinstance(fault, ServerError):
                words = f"{fault.status} Bad Gateway"
                return web.Response(
                    status=fault.status, text=BAD_GATEWAY.format(words), content_type="text/html"
                )
            return _reset(request)
        return await self._execute(request, method, given, fault)

    async def _execute(
        self, request: web.Request, method: str, given: Json, fault: Fault | None
    ) -> web.StreamResponse:
        params: Json = given
        try:
            if refusal := refusal_of(fault):
                raise refusal
            params = read_parameters(method, given)
            if self.limits.enforce and method in SENDING:
                self.limits.take(params["chat_id"], self.world.now())
            result = ACTIONS[method](self.world, params)
            if inspect.isawaitable(result):
                result = await result
        except RefusedError as refused:
            return self._refuse(method, params, refused)
        self._record(method, params, "ok", result)
        if isinstance(fault, ResetAfter):
            return _reset(request)
        body = {"ok": True, "result": result}
        if isinstance(fault, Truncated):
            text = json.dumps(body)
            return web.Response(text=text[: len(text) // 2], content_type="application/json")
        return _json(body)

    def _record(self, method: str, params: Json, outcome: str, result: object = None) -> None:
        self.world.calls.append(Call(method, params, self.world.now(), outcome, result))
        self.world.changes.notify()

    def _refuse(self, method: str, params: Json, refused: RefusedError) -> web.Response:
        self._record(method, params, refused.description)
        headers = (
            {"Retry-After": str(refused.parameters["retry_after"])}
            if "retry_after" in refused.parameters
            else None
        )
        return _json(refused.json(), refused.code, headers)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stopping.wait()
        except TimeoutError:
            return


def _json(body: Json, status: int = 200, headers: Mapping[str, str] | None = None) -> web.Response:
    text = json.dumps(body, separators=(",", ":"))
    return web.Response(body=text.encode(), status=status, content_type="application/json", headers=headers)


def _reset(request: web.Request) -> web.Response:
    """Break the connection hard, as a crashed proxy does."""
    if request.transport is not None:
        connection = request.transport.get_extra_info("socket")
        # Lingering for no time makes the kernel send a reset instead of an orderly end.
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        request.transport.abort()
    return web.Response()


async def _given(request: web.Request) -> Json:
    """Give the parameters of a call as they came: in the address, a form or JSON."""
    given: Json = dict(request.query)
    if request.method != "POST" or not request.can_read_body:
        return given
    if request.content_type == "application/json":
        body = parse_json(await request.read(), "can't parse JSON object in the request body")
        if not isinstance(body, dict):
            raise bad_request("JSON object expected in the request body")
        return given | body
    try:
        form = await request.post()
    except (ValueError, LookupError, AssertionError, web.HTTPException):
        raise bad_request("can't parse the form in the request body") from None
    for name, value in form.items():
        given[name] = value if isinstance(value, str) else _upload(value)
    return given


def _upload(value: object) -> object:
    if isinstance(value, web.FileField):
        return Upload(value.filename, value.file.read())
    return value.decode("utf-8", "replace") if isinstance(value, bytes | bytearray) else value
