"""Several `barta run` on one PostgreSQL: they share the work, and one takes over what another leaves."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from bot.playground.person import Person
from bot.playground.server import Playground
from bot.store.engine import Store
from tests.processes import barta, end, free_port, running_bot, said
from tests.stores import wish

BRIEF = "film-exchange"
TITLE = "সিনেমা"
MANY = 120


@pytest.fixture
async def readers(playground: Playground, postgres_url: str) -> AsyncIterator[list[Person]]:
    """Give people who follow all topics."""
    people = [playground.world.person(f"পাঠক {number}", language_code="bn") for number in range(MANY)]
    store = await asyncio.to_thread(Store.open, postgres_url)
    for person in people:
        playground.world.private(person).started = True
        await store.subscriptions.save(wish(person.id), datetime.now(UTC))
    yield people
    await store.close()


def got(playground: Playground) -> Counter[int]:
    """Give how many messages each chat got that show the brief."""
    sent = (call.params for call in playground.world.calls_of("sendMessage") if call.ok)
    return Counter(call["chat_id"] for call in sent if TITLE in call["text"])


async def sent_by(http: aiohttp.ClientSession, port: int) -> float:
    async with http.get(f"http://127.0.0.1:{port}/metrics") as response:
        lines = (await response.text()).splitlines()
    return sum(
        float(line.split()[1]) for line in lines if line.startswith('barta_sends_total{outcome="sent"}')
    )


async def test_two_processes_send_a_push_together_and_nobody_gets_it_twice(
    playground: Playground, postgres_url: str, readers: list[Person]
) -> None:
    first, second = free_port(), free_port()
    async with (
        running_bot(playground, postgres_url, BARTA_LISTEN=f"127.0.0.1:{first}") as one,
        running_bot(playground, postgres_url, BARTA_LISTEN=f"127.0.0.1:{second}") as other,
        aiohttp.ClientSession() as http,
    ):
        await asyncio.gather(said(one, "answers with"), said(other, "answers with"))
        status, printed, errors = await barta(postgres_url, "push", "brief", BRIEF, "--yes")
        assert status == 0, errors
        assert f"{MANY}  get it at once" in printed
        await playground.world.until(lambda: len(got(playground)) == MANY, 30)
        shares = await asyncio.gather(sent_by(http, first), sent_by(http, second))
        assert min(shares) > 0
        assert await end(one) is not None
        assert await end(other) is not None
    assert (one.returncode, other.returncode) == (0, 0)
    assert got(playground) == Counter(person.id for person in readers)
    status, printed, _ = await barta(postgres_url, "pushes")
    assert f"{MANY} of {MANY}" in printed
    assert "100 %" in printed


async def test_when_one_is_killed_the_other_answers_and_sends_what_is_left(
    playground: Playground, postgres_url: str, readers: list[Person]
) -> None:
    """Nobody is missed; twice comes at most what was on its way when the process was killed."""
    async with running_bot(playground, postgres_url) as one:
        await said(one, "answers with")
        await readers[0].send("/start")
        await playground.world.until(lambda: len(playground.world.calls_of("sendMessage")) == 1, 20)
        async with running_bot(playground, postgres_url) as other:
            await said(other, "answers with")
            await barta(postgres_url, "push", "brief", BRIEF, "--yes")
            await playground.world.until(lambda: len(got(playground)) > MANY / 4, 30)
            one.kill()
            await readers[1].send("ষষ্ঠ ফোন কল")
            await playground.world.until(lambda: not playground.world.updates.pending, 30)
            await playground.world.until(lambda: len(got(playground)) == MANY, 60)
            assert await end(other) is not None
    counts = got(playground)
    assert set(counts) == {person.id for person in readers}
    assert counts.total() - MANY <= 10


async def test_an_update_posted_to_two_processes_is_answered_once(
    playground: Playground, postgres_url: str, readers: list[Person]
) -> None:
    ports = [free_port(), free_port()]
    secret = "shared-by-both-of-them"  # noqa: S105 - it opens nothing
    settings = [
        {
            "BARTA_WEBHOOK_URL": f"http://127.0.0.1:{ports[0]}/telegram",
            "BARTA_WEBHOOK_SECRET": secret,
            "BARTA_LISTEN": f"127.0.0.1:{port}",
        }
        for port in ports
    ]
    message = {
        "message_id": 5,
        "date": 1_751_500_000,
        "chat": readers[0].chat.json(),
        "from": readers[0].json(),
        "text": "ষষ্ঠ ফোন কল",
    }
    async with (
        running_bot(playground, postgres_url, **settings[0]) as one,
        running_bot(playground, postgres_url, **settings[1]) as other,
        aiohttp.ClientSession(headers={"X-Telegram-Bot-Api-Secret-Token": secret}) as http,
    ):
        await asyncio.gather(said(one, "answers with"), said(other, "answers with"))

        async def post(port: int, number: int) -> int:
            body = {"update_id": number, "message": message}
            async with http.post(f"http://127.0.0.1:{port}/telegram", json=body) as response:
                return response.status

        statuses = await asyncio.gather(*(post(port, number) for number in range(10) for port in ports))
        assert set(statuses) <= {200, 503}
        assert statuses.count(200) >= 10
        repeated = await asyncio.gather(*(post(port, number) for number in range(10) for port in ports))
        assert set(repeated) == {200}
        assert len(playground.world.calls_of("sendMessage")) == 10
        await end(one)
        await end(other)
