"""How updates reach the bot: by polling, and by webhook."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web

from bot.playground.person import Person
from tests.local_api import LocalApi


@pytest.fixture
def anna(api: LocalApi) -> Person:
    """A person."""
    return api.world.person("Anna")


def texts(updates: list[dict[str, Any]]) -> list[str]:
    """Give the texts of the messages in some updates."""
    return [update["message"]["text"] for update in updates]


async def test_an_update_comes_until_a_later_offset_confirms_it(api: LocalApi, anna: Person) -> None:
    await anna.send("ইরান")
    await anna.send("রাশিয়া")
    first = await api.call("getUpdates")
    assert texts(first) == ["ইরান", "রাশিয়া"]
    assert await api.call("getUpdates") == first
    assert texts(await api.call("getUpdates", offset=first[1]["update_id"])) == ["রাশিয়া"]
    assert texts(await api.call("getUpdates")) == ["রাশিয়া"]
    assert await api.call("getUpdates", offset=first[1]["update_id"] + 1) == []


async def test_a_limit_and_a_negative_offset_choose_among_them(api: LocalApi, anna: Person) -> None:
    for text in "কখগ":
        await anna.send(text)
    assert texts(await api.call("getUpdates", limit=1)) == ["ক"]
    assert texts(await api.call("getUpdates", offset=-1)) == ["গ"]
    assert texts(await api.call("getUpdates")) == ["গ"]


async def test_a_long_poll_ends_with_the_first_update(api: LocalApi, anna: Person) -> None:
    polling = asyncio.create_task(api.call("getUpdates", timeout=30))
    await api.world.until(lambda: bool(api.world.updates.changes._waiting))
    await anna.send("ইরান")
    assert texts(await polling) == ["ইরান"]


async def test_only_the_kinds_asked_for_come_and_they_are_remembered(api: LocalApi, anna: Person) -> None:
    await api.call("getUpdates", allowed_updates=["edited_message"])
    message = await anna.send("ইরান")
    await anna.edit(message, "রাশিয়া")
    (update,) = await api.call("getUpdates")
    assert update["edited_message"]["text"] == "রাশিয়া"
    await api.call("getUpdates", offset=update["update_id"] + 1, allowed_updates=[])
    await anna.send("ক")
    assert texts(await api.call("getUpdates")) == ["ক"]
    words = 'Bad Request: unknown update type "massage" in allowed_updates'
    assert await api.refusal("getUpdates", allowed_updates=["massage"]) == words


async def test_a_second_poller_ends_the_first(api: LocalApi, anna: Person) -> None:
    first = asyncio.create_task(api.raw("getUpdates", timeout=30))
    await api.world.until(lambda: bool(api.world.updates.changes._waiting))
    second = asyncio.create_task(api.call("getUpdates", timeout=30))
    status, body = await first
    words = (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert (status, body["description"]) == (409, words)
    await anna.send("ইরান")
    assert texts(await second) == ["ইরান"]


async def test_stopping_ends_an_open_poll_at_once(api: LocalApi) -> None:
    polling = asyncio.create_task(api.call("getUpdates", timeout=50))
    await api.world.until(lambda: bool(api.world.updates.changes._waiting))
    began = time.monotonic()
    await api.playground.stop()
    assert await polling == []
    assert time.monotonic() - began < 1


class Receiver:
    """A bot's webhook: it keeps what it takes, and answers with `statuses` first."""

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.taken: list[dict[str, Any]] = []
        self.secrets: list[str | None] = []
        self.arrived = asyncio.Event()
        self.url = ""
        self.hold = asyncio.Event()
        self.hold.set()
        self.at_once = 0
        self.most_at_once = 0

    async def take(self, request: web.Request) -> web.Response:
        """Take one update."""
        update = await request.json()
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        self.arrived.set()
        await self.hold.wait()
        self.at_once -= 1
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        status = self.statuses.pop(0) if self.statuses else 200
        if status == 200:
            self.taken.append(update)
        return web.Response(status=status)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    """A webhook on loopback."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_a_webhook_gets_updates_in_order_with_the_secret(
    api: LocalApi, anna: Person, receiver: Receiver
) -> None:
    await api.call("setWebhook", url=receiver.url, secret_token="s-1", max_connections=1)  # noqa: S106 - a test's
    for text in "কখগ":
        await anna.send(text)
    await api.world.updates.changes.until(lambda: len(receiver.taken) == 3, 5)
    assert texts(receiver.taken) == ["ক", "খ", "গ"]
    assert receiver.secrets == ["s-1"] * 3
    await api.world.updates.changes.until(lambda: not api.world.updates.pending, 5)
    info = await api.call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"], info["max_connections"]) == (receiver.url, 0, 1)


async def test_what_a_webhook_refuses_comes_again(api: LocalApi, anna: Person, receiver: Receiver) -> None:
    receiver.statuses = [500, 404]
    await api.call("setWebhook", url=receiver.url)
    await anna.send("ইরান")
    await api.world.updates.changes.until(lambda: bool(receiver.taken), 5)
    assert (texts(receiver.taken), len(receiver.secrets)) == (["ইরান"], 3)
    info = await api.call("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 404 Not Found"


async def test_a_webhook_is_called_as_often_at_once_as_it_allows(
    api: LocalApi, anna: Person, receiver: Receiver
) -> None:
    receiver.hold.clear()
    await api.call("setWebhook", url=receiver.url, max_connections=2)
    for text in "কখগঘ":
        await anna.send(text)
    await receiver.arrived.wait()
    receiver.hold.set()
    await api.world.updates.changes.until(lambda: len(receiver.taken) == 4, 5)
    assert receiver.most_at_once <= 2


async def test_polling_and_a_webhook_exclude_each_other(
    api: LocalApi, anna: Person, receiver: Receiver
) -> None:
    receiver.statuses = [500] * 99
    await api.call("setWebhook", url=receiver.url)
    words = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
    assert await api.refusal("getUpdates") == words
    await anna.send("ইরান")
    await api.call("deleteWebhook")
    assert texts(await api.call("getUpdates")) == ["ইরান"]
    await api.call("setWebhook", url="", drop_pending_updates=True)
    assert await api.call("getUpdates") == []


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"url": "http://example.com/x"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        (
            {"url": "https://example.com:99/"},
            "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
        ),
        ({"url": "http://[::1"}, "bad webhook: invalid webhook URL specified"),
        ({"url": "http://127.0.0.1/", "secret_token": "ক"}, "secret token contains unallowed characters"),
        ({"url": "http://127.0.0.1/", "max_connections": 101}, "max_connections must be between 1 and 100"),
        ({}, 'parameter "url" is required'),
    ],
)
async def test_a_wrong_webhook_is_refused(api: LocalApi, params: dict[str, Any], words: str) -> None:
    assert await api.refusal("setWebhook", **params) == f"Bad Request: {words}"
