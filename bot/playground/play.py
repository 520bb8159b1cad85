"""The chat page and its calls: what the visitor does, and a stream of what happens."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from mimetypes import guess_type
from pathlib import Path

from aiohttp import web

from bot.playground.controls import Controls
from bot.playground.person import Person
from bot.playground.refusal import Json
from bot.playground.shown import chat_json, message_json
from bot.playground.state import Chat, Message
from bot.playground.visit import ACTS, Act, CallError
from bot.playground.world import Event, World

PAGE = Path(__file__).with_name("page")
HOSTS = ("127.0.0.1", "localhost", "[::1]")
MOST_SHOWN = 500
HEARTBEAT_SECONDS = 15.0
GUARDS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'; object-src 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
}


class Play:
    """The page's side of the server."""

    def __init__(self, world: World) -> None:
        self._hosts: frozenset[str] = frozenset()
        self._world = world
        self._streams: set[asyncio.Queue[str | None]] = set()
        world.watchers.add(self._tell)

    def add_routes(self, app: web.Application) -> None:
        """Serve the page, its files and its calls."""
        app.router.add_get("/", self._index)
        app.router.add_get("/page/{path:.+}", self._file)
        app.router.add_get("/play/state", self._state)
        app.router.add_get("/play/events", self._events)
        for name, act in ACTS.items():
            app.router.add_post(f"/play/{name}", self._call(act))
        app.router.add_post("/play/next", self._next)
        app.router.add_post("/play/correct", self._correct)
        app.router.add_post("/play/article", self._article)

    def check_host(self, request: web.Request) -> None:
        """Refuse a page from elsewhere that drives this server, also one whose name was bent to loopback."""
        origin = request.headers.get("Origin")
        foreign = origin is not None and origin.removeprefix("http://") not in self._hosts
        crossed = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
        if request.headers.get("Host", "") not in self._hosts or foreign or crossed:
            raise web.HTTPForbidden(
                text=json.dumps({"error": "only from this computer's own page"}),
                content_type="application/json",
            )

    def listen(self, port: int) -> None:
        """Answer at `port` alone."""
        self._hosts = frozenset(f"{host}:{port}" for host in HOSTS)

    def close(self) -> None:
        """End every stream."""
        for stream in self._streams:
            stream.put_nowait(None)

    # -- files

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return self._page(request, "index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        return self._page(request, request.match_info["path"])

    def _page(self, request: web.Request, name: str) -> web.StreamResponse:
        self.check_host(request)
        path = (PAGE / name.replace("\0", "")).resolve()
        if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
            raise web.HTTPNotFound
        kind, _ = guess_type(path.name)
        return web.FileResponse(path, headers=GUARDS | {"Content-Type": kind or "application/octet-stream"})

    # -- what there is

    async def _state(self, request: web.Request) -> web.Response:
        self.check_host(request)
        world, visitor = self._world, self._visitor()
        if language := request.query.get("language_code"):
            visitor.language_code = language[:8]
        guests = {guest.id: guest for guest in world.guests}
        chats = [
            chat
            for chat in world.chats.values()
            if chat.person is visitor or visitor.id in chat.members or chat.id in guests
        ]
        messages = [message for chat in chats for message in chat.messages.values()][-MOST_SHOWN:]
        state = {
            "bot": {"id": world.bot.id, "username": world.bot.username, "first_name": world.bot.first_name},
            "people": [
                {"id": each.id, "first_name": each.first_name, "language_code": each.language_code}
                for each in world.people.values()
            ],
            "me": visitor.id,
            "chats": [chat_json(chat, world.bot, guests.get(chat.id)) for chat in chats],
            "messages": [message_json(message) for message in messages],
            "commands": self._commands(),
            "now": world.now(),
            "controls": world.controls is not None,
        }
        return web.json_response(state, headers=GUARDS)

    def _visitor(self) -> Person:
        if self._world.visitor is None:
            raise web.HTTPNotFound(
                text=json.dumps({"error": "this world has no visitor"}), content_type="application/json"
            )
        return self._world.visitor

    def _commands(self) -> dict[int, list[Json]]:
        """Give the commands that the visitor and each guest see in their private chats, by chat."""
        visitor = self._world.visitor
        if visitor is None:
            return {}
        language, menu = visitor.language_code or "", self._world.profile.commands_for
        people = (visitor, *self._world.guests)
        return {each.id: menu(each.id, private=True, language=language) for each in people}

    # -- what happens

    def _tell(self, event: Event, subject: Message | Chat | None) -> None:
        if not self._streams:
            return
        told: Json | dict[int, list[Json]]
        if isinstance(subject, Message):
            deleted = {"chat_id": subject.chat.id, "message_id": subject.id}
            told = deleted if event == "delete" else message_json(subject)
        elif isinstance(subject, Chat):
            action, thread = subject.last_action
            told = {"chat_id": subject.id, "thread_id": thread, "action": action}
        else:
            told = self._commands()
        for stream in self._streams:
            stream.put_nowait(f"event: {event}\ndata: {json.dumps(told)}\n\n")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        self.check_host(request)
        response = web.StreamResponse(headers=GUARDS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        stream: asyncio.Queue[str | None] = asyncio.Queue()
        self._streams.add(stream)
        try:
            await response.write(b": open\n\n")
            while not self._world.changes.closed:
                try:
                    async with asyncio.timeout(HEARTBEAT_SECONDS):
                        told = await stream.get()
                except TimeoutError:
                    told = ": still here\n\n"
                if told is None:
                    break
                await response.write(told.encode())
        except ConnectionError:
            return response
        finally:
            self._streams.discard(stream)
        return response

    # -- what the visitor does

    def _actor(self, body: Json) -> Person:
        """Give who acts: in a guest's private chat the guest, everywhere else the visitor."""
        chat = body.get("chat_id")
        return next((guest for guest in self._world.guests if guest.id == chat), self._visitor())

    def _controls(self, request: web.Request) -> Controls:
        self.check_host(request)
        if self._world.controls is None:
            raise web.HTTPNotFound
        return self._world.controls

    async def _next(self, request: web.Request) -> web.Response:
        chats = await self._controls(request).next_briefing()
        return web.json_response({"now": self._world.now(), "chats": chats}, headers=GUARDS)

    async def _correct(self, request: web.Request) -> web.Response:
        title = await self._controls(request).correct()
        return web.json_response({"title": title}, headers=GUARDS)

    async def _article(self, request: web.Request) -> web.Response:
        new = await self._controls(request).new_article()
        return web.json_response({"new": new}, headers=GUARDS)

    def _call(self, act: Act) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            self.check_host(request)
            self._visitor()
            try:
                body = json.loads(await request.read())
                if not isinstance(body, dict):
                    raise CallError("a JSON object is wanted")
                return web.json_response(await act(self._world, self._actor(body), body), headers=GUARDS)
            except TimeoutError:
                # Not 408: browsers take that for a stale connection, and send the same press again.
                return _error("the bot did not answer in time", web.HTTPGatewayTimeout.status_code)
            except LookupError as error:
                return _error(str(error.args[0]) if error.args else "not found", web.HTTPNotFound.status_code)
            except (ValueError, RecursionError) as error:
                return _error(str(error), web.HTTPBadRequest.status_code)

        return handle


def _error(words: str, status: int) -> web.Response:
    return web.json_response({"error": words}, status=status, headers=GUARDS)
