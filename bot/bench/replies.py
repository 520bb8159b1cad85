"""How many replies a second the bot gives on one core, beside python-telegram-bot's bare echo.

A bare Bot API in a process of its own answers every call after a fixed latency. Each bot runs in a fresh process pinned
to one core, and is timed by that API from the moment that it fetches the first questions to the last reply.
"""

import asyncio
import multiprocessing
import os
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path

from aiohttp import web
from telegram import Update
from telegram.ext import ApplicationBuilder, ContextTypes, MessageHandler, filters

from bot.app import open_desk, running
from bot.delivery.limits import NO_LIMITS
from bot.domain.errors import BartaError
from bot.settings import read_settings
from bot.transport.request import AiohttpRequest

_TOKEN = "1:" + "b" * 35  # shaped like a token; the benchmark's API takes any
_BATCH = 100
_CONCURRENT = 256
_CHATS = 1000  # one chat's questions are answered one after another
_PATIENCE = 300.0  # seconds
_QUESTIONS = (
    "ইরান নিয়ে পুতিন কী বলেছেন?",
    "which weapons are being held back from ukraine?",
    "trump putin phone e ki kotha hoilo",
    "জেলেনস্কি ট্রাম্প আলাপ",
    "stokpile reveiw",
    "tell me a joke",
)


@dataclass(frozen=True)
class Result:
    """One bot's figures: `rate` in replies a second, `cpu` in milliseconds of processor time a reply."""

    name: str
    rate: float
    cpu: float


def measure(replies: int, latency: float) -> list[Result]:
    """Time each bot over `replies` questions, with an API that answers after `latency` seconds."""
    return [_measure(name, replies, latency) for name in BOTS]


def table(results: list[Result]) -> str:
    """Give the figures as a table, each with its ratio to the first."""
    first = results[0].rate
    rows = [f"{each.name:46} {each.rate:10.0f} {each.cpu:12.2f} {each.rate / first:7.1f}" for each in results]
    return "\n".join([f"{'bot':46} {'replies/s':>10} {'CPU ms/reply':>12} {'ratio':>7}", *rows])


def _measure(name: str, replies: int, latency: float) -> Result:
    """Run the API and one bot side by side until every question has its reply."""
    context = multiprocessing.get_context("spawn")
    api_end, api_pipe = context.Pipe()
    bot_end, bot_pipe = context.Pipe()
    api = context.Process(target=_serve, args=(api_pipe, replies, latency), daemon=True)
    api.start()
    port = _receive(api_end, api)
    asked = context.Process(target=_answer, args=(bot_pipe, name, port), daemon=True)
    asked.start()
    seconds = _receive(api_end, asked)
    bot_end.send("stop")
    cpu = _receive(bot_end, asked)
    for process in (asked, api):
        process.terminate()
        process.join()
    return Result(name, replies / seconds, cpu / replies * 1000)


def _receive(pipe: Connection, worker: SpawnProcess) -> float:
    """Give the next figure; a worker that ends, or is silent for minutes, is an error."""
    ready = wait([pipe, worker.sentinel], _PATIENCE)
    if pipe not in ready:
        raise BartaError("A process of the benchmark failed; see above.")
    return float(pipe.recv())


def _pin(core: int) -> None:
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[core % len(cores)]})


# --- the bare Bot API


def _serve(pipe: Connection, replies: int, latency: float) -> None:
    _pin(1)
    asyncio.run(_Api(pipe, replies, latency).run())


class _Api:
    """Hands out questions, counts the replies, and says how long they took."""

    def __init__(self, pipe: Connection, replies: int, latency: float) -> None:
        self._pipe, self._replies, self._latency = pipe, replies, latency
        self._asked = self._answered = 0
        self._began = 0.0

    async def run(self) -> None:
        application = web.Application()
        application.router.add_route("*", "/bot{token}/{method}", self._call)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self._pipe.send(runner.addresses[0][1])
        await asyncio.Event().wait()

    async def _call(self, request: web.Request) -> web.Response:
        await request.read()
        method = request.match_info["method"]
        if method == "getUpdates":
            return web.json_response({"ok": True, "result": await self._updates()})
        await asyncio.sleep(self._latency)
        if method == "sendMessage":
            self._answered += 1
            if self._answered == self._replies:
                self._pipe.send(time.perf_counter() - self._began)
        return web.json_response({"ok": True, "result": _RESULTS.get(method, True)})

    async def _updates(self) -> list[object]:
        self._began = self._began or time.perf_counter()
        if self._asked == self._replies:
            await asyncio.sleep(1)
        first, self._asked = self._asked, min(self._asked + _BATCH, self._replies)
        return [_question(number) for number in range(first, self._asked)]


def _question(number: int) -> object:
    chat = 1 + number % _CHATS
    person = {"id": chat, "is_bot": False, "first_name": "অনু"}
    text = _QUESTIONS[number % len(_QUESTIONS)]
    message = {
        "message_id": number + 1,
        "date": 1,
        "chat": {"id": chat, "type": "private"},
        "from": person,
        "text": text,
    }
    return {"update_id": number + 1, "message": message}


_RESULTS = {
    "getMe": {"id": 1, "is_bot": True, "first_name": "Barta", "username": "barta_bot"},
    "sendMessage": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}, "text": "বার্তা"},
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}


# --- the bots


def _answer(pipe: Connection, name: str, port: float) -> None:
    _pin(0)
    asyncio.run(_run_bot(pipe, name, f"http://127.0.0.1:{port:.0f}"))


async def _run_bot(pipe: Connection, name: str, api_url: str) -> None:
    before = time.process_time()
    async with BOTS[name](api_url):
        await asyncio.to_thread(pipe.recv)
        pipe.send(time.process_time() - before)


@asynccontextmanager
async def _echo(api_url: str, *transports: AiohttpRequest) -> AsyncIterator[None]:
    """Run the bare echo, on python-telegram-bot's transport or on two of Barta's: one for replies, one for updates."""

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:  # noqa: ARG001 - PTB passes it
        if update.message and update.message.text:
            await update.message.reply_text(update.message.text)

    builder = ApplicationBuilder().token(_TOKEN).base_url(f"{api_url}/bot").concurrent_updates(_CONCURRENT)
    if transports:
        replies, updates = transports
        builder = builder.request(replies).get_updates_request(updates)
    else:
        builder = builder.connection_pool_size(_CONCURRENT)
    application = builder.job_queue(None).build()
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        await application.start()
        if application.updater is None:
            raise AssertionError("the builder gives one")
        await application.updater.start_polling(timeout=1)
        yield
        await application.updater.stop()
        await application.stop()


def _echo_on_aiohttp(api_url: str) -> AbstractAsyncContextManager[None]:
    return _echo(api_url, AiohttpRequest(_CONCURRENT), AiohttpRequest(1))


@asynccontextmanager
async def _barta(api_url: str) -> AsyncIterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings(
            database_url=f"sqlite:///{Path(folder) / 'barta.db'}", token=_TOKEN, semantic="false"
        )
        async with open_desk(settings) as desk, running(_TOKEN, api_url, desk, limits=NO_LIMITS):
            yield


BOTS: dict[str, Callable[[str], AbstractAsyncContextManager[None]]] = {
    "bare echo, python-telegram-bot's transport": _echo,
    "bare echo, Barta's transport": _echo_on_aiohttp,
    "Barta": _barta,
}
