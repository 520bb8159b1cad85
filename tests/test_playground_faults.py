"""A local Telegram that misbehaves as told."""

import asyncio
import json
import time

import aiohttp
import pytest

from bot.playground.faults import (
    BLOCKED,
    DEACTIVATED,
    KICKED,
    THREAD_DELETED,
    Refusal,
    ResetAfter,
    ResetBefore,
    ServerError,
    Slow,
    TooManyRequests,
    Truncated,
    migrated,
)
from bot.playground.person import Person
from tests.local_api import LocalApi


@pytest.fixture
def anna(api: LocalApi) -> Person:
    """A person who has started the bot."""
    anna = api.world.person("Anna")
    api.world.private(anna).started = True
    return anna


async def test_too_many_requests_says_when_to_try_again_and_sends_nothing(
    api: LocalApi, anna: Person
) -> None:
    api.playground.faults.add(TooManyRequests(3), method="sendMessage", times=2)
    for _ in range(2):
        status, body = await api.raw("sendMessage", chat_id=anna.id, text="ইরান")
        assert (status, body["parameters"]) == (429, {"retry_after": 3})
    assert not anna.chat.sent
    await api.call("sendMessage", chat_id=anna.id, text="ইরান")


async def test_a_server_error_is_a_page_of_html(api: LocalApi, anna: Person) -> None:
    api.playground.faults.add(ServerError(503), method="sendMessage")
    async with api.session.post(api.url("sendMessage"), json={"chat_id": anna.id, "text": "ক"}) as response:
        assert (response.status, response.content_type) == (503, "text/html")
        assert "<html>" in await response.text()
    assert not anna.chat.sent


async def test_a_truncated_answer_is_no_json_though_the_call_was_executed(
    api: LocalApi, anna: Person
) -> None:
    api.playground.faults.add(Truncated(), method="sendMessage")
    async with api.session.post(api.url("sendMessage"), json={"chat_id": anna.id, "text": "ক"}) as response:
        text = await response.text()
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    assert len(anna.chat.sent) == 1


async def test_a_reset_comes_before_or_after_the_call_is_executed(api: LocalApi, anna: Person) -> None:
    api.playground.faults.add(ResetBefore(), method="sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.raw("sendMessage", chat_id=anna.id, text="ক")
    assert not anna.chat.sent
    api.playground.faults.add(ResetAfter(), method="sendMessage")
    with pytest.raises(aiohttp.ClientConnectionError):
        await api.raw("sendMessage", chat_id=anna.id, text="খ")
    assert [message.text for message in anna.chat.sent] == ["খ"]
    assert [call.outcome for call in api.playground.calls] == ["ResetBefore", "ok"]


async def test_a_slow_answer_comes_in_the_end_and_does_not_hold_up_a_stop(
    api: LocalApi, anna: Person
) -> None:
    api.playground.faults.add(Slow(0.05), method="sendMessage")
    began = time.monotonic()
    await api.call("sendMessage", chat_id=anna.id, text="ক")
    assert time.monotonic() - began >= 0.05
    api.playground.faults.add(Slow(60), method="sendMessage")
    sending = asyncio.create_task(api.raw("sendMessage", chat_id=anna.id, text="খ"))
    await api.world.until(lambda: not api.playground.faults._plans)
    began = time.monotonic()
    await api.playground.stop()
    assert time.monotonic() - began < 0.5
    await asyncio.gather(sending, return_exceptions=True)


@pytest.mark.parametrize("fault", [BLOCKED, DEACTIVATED, KICKED, THREAD_DELETED])
async def test_a_refusal_is_given_as_told(api: LocalApi, anna: Person, fault: Refusal) -> None:
    api.playground.faults.add(fault, chat_id=anna.id)
    other = api.world.person("রহিম")
    api.world.private(other).started = True
    await api.call("sendMessage", chat_id=other.id, text="ক")
    assert await api.raw("sendMessage", chat_id=anna.id, text="ক") == (
        fault.code,
        {"ok": False, "error_code": fault.code, "description": fault.description},
    )


async def test_a_migrated_group_names_the_new_one(api: LocalApi, anna: Person) -> None:
    api.playground.faults.add(migrated(-100123), method="sendMessage")
    _, body = await api.raw("sendMessage", chat_id=anna.id, text="ক")
    assert body["parameters"] == {"migrate_to_chat_id": -100123}


async def test_chance_befalls_some_calls_and_polling_is_spared(api: LocalApi, anna: Person) -> None:
    api.playground.faults.add(TooManyRequests(1), chance=0.5, times=None)
    statuses = [(await api.raw("sendMessage", chat_id=anna.id, text="ক"))[0] for _ in range(40)]
    assert 5 < statuses.count(429) < 35
    for _ in range(10):
        await api.call("getUpdates")
    api.playground.faults.clear()
    await api.call("sendMessage", chat_id=anna.id, text="ক")
