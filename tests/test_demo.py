"""`barta demo` serves the chat page with the bot behind it."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest


@asynccontextmanager
async def demo(*options: str) -> AsyncIterator[str]:
    """Run the demo and give the address that it prints; it must end by itself when interrupted."""
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", *options)
    process = await asyncio.create_subprocess_exec(*command, stdout=PIPE, stderr=DEVNULL)
    assert process.stdout
    first = (await process.stdout.readline()).decode()
    assert "http://127.0.0.1:" in first
    yield first.split()[-1]
    process.send_signal(signal.SIGINT)
    assert await asyncio.wait_for(process.wait(), 10) == 0


async def ask(address: str, text: str) -> str:
    """Ask in the page's private chat and give the bot's answer, as the page gets it."""
    async with aiohttp.ClientSession(address) as session, session.get("/play/events") as events:
        async with session.get("/play/state") as state:
            chat = (await state.json())["me"]
        async with session.post("/play/send", json={"chat_id": chat, "text": text}) as sent:
            assert sent.status == 200
        async for line in events.content:
            if line.startswith(b"data:") and b'"is_bot": true' in line:
                return line.decode()
    pytest.fail("the stream ended without an answer")


async def test_the_page_is_answered_by_the_real_bot() -> None:
    async with demo("--port", "0") as address:
        assert "Macron" in await asyncio.wait_for(ask(address, "macron call"), 20)


async def test_a_second_demo_finds_another_port() -> None:
    async with demo() as first, demo() as second:
        assert first != second


async def test_a_taken_port_is_said_with_the_mend() -> None:
    async with demo("--port", "0") as address:
        port = address.rpartition(":")[2]
        command = (sys.executable, "-m", "bot", "demo", "--no-browser", "--port", port)
        process = await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=PIPE)
        _, errors = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == 2
        assert f"Port {port} is taken; name another with --port" in errors.decode()
