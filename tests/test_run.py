"""`barta run` as an operator meets it: a process, its exit status, and what it says."""

import asyncio
from asyncio.subprocess import Process
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bot.playground.faults import Refusal, Slow, TooManyRequests
from bot.playground.server import Playground
from tests.processes import end, running_bot_at

WRONG_TOKEN = "123456:wrong-but-well-shaped-token-of-nobody"  # noqa: S105 - it opens nothing


def bot(folder: Path, api_url: str, token: str, **settings: str) -> AbstractAsyncContextManager[Process]:
    return running_bot_at(api_url, token, f"sqlite:///{folder / 'barta.db'}", **settings)


async def test_a_token_that_telegram_refuses_is_said_and_not_shown(
    playground: Playground, tmp_path: Path
) -> None:
    async with bot(tmp_path, playground.url, WRONG_TOKEN, BARTA_LOG_LEVEL="debug") as process:
        _, errors = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 2
    assert "barta: Telegram refuses the token; copy it again" in errors.decode()
    assert WRONG_TOKEN.partition(":")[2] not in errors.decode()
    assert "Unclosed" not in errors.decode()


async def test_a_bot_that_cannot_reach_telegram_tries_again_and_can_be_stopped(tmp_path: Path) -> None:
    async with bot(tmp_path, "http://127.0.0.1:9", WRONG_TOKEN) as process:
        assert process.stderr
        first = await asyncio.wait_for(process.stderr.readline(), 20)
        said = first.decode() + await end(process)
    assert "Telegram cannot be reached" in said
    assert "trying again in 1 s" in said
    assert WRONG_TOKEN.partition(":")[2] not in said
    assert process.returncode == 0


async def test_what_is_being_answered_is_answered_before_the_bot_ends(
    playground: Playground, tmp_path: Path
) -> None:
    world = playground.world
    anu = world.person("অনু", language_code="bn")
    async with bot(tmp_path, playground.url, playground.token) as process:
        playground.faults.add(Slow(1), method="sendMessage")
        await anu.send("ষষ্ঠ ফোন কল")
        assert await world.updates.changes.until(lambda: not world.updates.pending, 20)
        await end(process)
    assert process.returncode == 0
    assert "সূত্র: " in (await anu.chat.next_message()).text


async def test_a_token_that_telegram_revokes_ends_the_bot(playground: Playground, tmp_path: Path) -> None:
    world = playground.world
    anu = world.person("অনু", language_code="bn")
    async with bot(tmp_path, playground.url, playground.token) as process:
        await anu.send("/start")
        await anu.chat.next_message(within=20)
        playground.faults.add(Refusal(401, "Unauthorized"), method="getUpdates")
        await anu.send("/latest")
        _, errors = await asyncio.wait_for(process.communicate(), 15)
    assert process.returncode == 2
    assert "Telegram refuses the token" in errors.decode()


async def test_a_bot_that_telegram_asks_to_wait_at_the_start_waits(
    playground: Playground, tmp_path: Path
) -> None:
    playground.faults.add(TooManyRequests(1), method="getMe")
    anu = playground.world.person("অনু", language_code="bn")
    async with bot(tmp_path, playground.url, playground.token) as process:
        await anu.send("/latest")
        assert (await anu.chat.next_message(within=20)).text
        assert "trying again in 1 s" in await end(process)
