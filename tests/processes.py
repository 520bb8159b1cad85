"""The bot as a process of its own, as an operator runs it."""

import asyncio
import os
import signal
import socket
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from bot.playground.server import Playground


def running_bot(
    playground: Playground, database_url: str, **settings: str
) -> AbstractAsyncContextManager[Process]:
    """Run `barta run` against the local Bot API; kill it in the end unless it has ended."""
    return running_bot_at(playground.url, playground.token, database_url, **settings)


@asynccontextmanager
async def running_bot_at(
    api_url: str, token: str, database_url: str, **settings: str
) -> AsyncIterator[Process]:
    """Run `barta run` against any Bot API, with any token; kill it in the end unless it has ended."""
    environment = os.environ | {
        "BARTA_TOKEN": token,
        "BARTA_API_URL": api_url,
        "BARTA_DATABASE_URL": database_url,
        **settings,
    }
    command = (sys.executable, "-m", "bot", "run")
    process = await asyncio.create_subprocess_exec(*command, env=environment, stderr=PIPE)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def end(process: Process) -> str:
    """Ask the bot to end, as a service manager does, and give what it said."""
    process.send_signal(signal.SIGTERM)
    _, errors = await asyncio.wait_for(process.communicate(), 15)
    return errors.decode()


async def said(process: Process, words: str) -> str:
    """Wait until the bot has logged a line with some words, and give it."""
    assert process.stderr
    async with asyncio.timeout(40):
        async for line in process.stderr:
            if words in line.decode():
                return line.decode()
    raise AssertionError(f"the bot ended without a word of {words!r}")


async def barta(
    database_url: str, *arguments: str, answer: str = "", **settings: str
) -> tuple[int, str, str]:
    """Run a command of `barta`; give its exit status, what it printed and its errors."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments,
        env=os.environ | {"BARTA_DATABASE_URL": database_url, **settings}, stdin=PIPE, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    out, errors = await asyncio.wait_for(process.communicate(answer.encode()), 60)
    return process.returncode or 0, out.decode(), errors.decode()


def free_port() -> int:
    """Give a port at which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
