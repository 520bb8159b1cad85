"""The bot's HTTP server: updates by webhook, health, metrics; real HTTP, and real processes where that tells."""

import asyncio
import hmac
import json
import socket
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import text

from bot.app import running
from bot.domain.errors import SettingsError
from bot.playground.faults import ResetBefore, Slow
from bot.playground.server import Playground
from bot.playground.world import World
from bot.server.front import Front
from bot.server.site import LARGEST_BODY
from bot.services.desk import Desk
from bot.settings import read_settings
from bot.store.engine import Store
from tests.processes import end, free_port, running_bot, said
from tests.stores import NOON, both, rows

SECRET = "a-secret-of-the-tests"  # noqa: S105 - it opens nothing
HEADER = "X-Telegram-Bot-Api-Secret-Token"
QUESTION = "ষষ্ঠ ফোন কল"


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
async def site(playground: Playground, desk: Desk) -> AsyncIterator[str]:
    """Start the bot with a webhook, and give its server's address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    front = Front("127.0.0.1", port, f"{address}/telegram", SECRET)
    async with running(playground.token, playground.url, desk, front=front):
        await playground.world.until(lambda: playground.world.webhook is not None)
        yield address


def update(world: World, number: int) -> dict[str, object]:
    anu = world.person("অনু", language_code="bn")
    chat = world.private(anu)
    chat.started = True
    message = {
        "message_id": 5,
        "date": 1_751_500_000,
        "chat": chat.json(),
        "from": anu.json(),
        "text": QUESTION,
    }
    return {"update_id": number, "message": message}


async def post(http: aiohttp.ClientSession, site: str, body: object, secret: str = SECRET) -> int:
    data = {"data": body} if isinstance(body, bytes | BytesIO) else {"json": body}
    async with http.post(f"{site}/telegram", headers={HEADER: secret}, **data) as response:
        return response.status


async def measured(http: aiohttp.ClientSession, site: str) -> dict[str, float]:
    async with http.get(f"{site}/metrics") as response:
        assert response.content_type == "text/plain"
        lines = (await response.text()).splitlines()
    return {
        name: float(value) for name, _, value in (line.rpartition(" ") for line in lines if line[0] != "#")
    }


async def health(http: aiohttp.ClientSession, site: str) -> tuple[int, list[str]]:
    async with http.get(f"{site}/health") as response:
        return response.status, (await response.json())["troubles"]


async def container_check(port: int) -> int:
    """Run the health check of the container image against a port, and give its exit status."""
    text = (Path(__file__).parents[1] / "deploy" / "Containerfile").read_text(encoding="utf-8")
    (check,) = [line.partition(" CMD ")[2] for line in text.splitlines() if line.startswith("HEALTHCHECK")]
    _, *arguments = json.loads(check.replace("8080", str(port)))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, stderr=asyncio.subprocess.DEVNULL
    )
    return await process.wait()


async def handling(http: aiohttp.ClientSession, site: str) -> None:
    """Wait until a process handles a message."""
    async with asyncio.timeout(20):
        while 'barta_updates_total{kind="message"}' not in await measured(http, site):  # noqa: ASYNC110 - it tells only when it is asked
            await asyncio.sleep(0.02)


async def test_an_update_is_answered_before_it_is_acknowledged(
    http: aiohttp.ClientSession, site: str, playground: Playground
) -> None:
    """At the moment of the 200, the reader has the reply."""
    playground.faults.add(Slow(0.3), method="sendMessage")
    assert await post(http, site, update(playground.world, 1)) == 200
    (chat,) = playground.world.chats.values()
    assert chat.last
    assert "সূত্র: " in chat.last.text


async def test_an_update_that_is_posted_twice_is_answered_once(
    http: aiohttp.ClientSession, site: str, playground: Playground
) -> None:
    """The second of two at once is told to come again, so that the update is not lost if the first one fails."""
    playground.faults.add(Slow(0.5), method="sendMessage")
    body = update(playground.world, 2)
    first = asyncio.create_task(post(http, site, body))
    await asyncio.wait([first], timeout=0.1)
    statuses = sorted(await asyncio.gather(first, post(http, site, body)))
    assert statuses == [200, 503]
    assert await post(http, site, body) == 200
    assert len(playground.world.calls_of("sendMessage")) == 1


@pytest.mark.parametrize("secret", ["", SECRET[:-1], "গোপন".encode().decode("latin-1"), SECRET + "x"])
async def test_who_does_not_know_the_secret_is_refused(
    http: aiohttp.ClientSession, site: str, playground: Playground, secret: str
) -> None:
    assert await post(http, site, update(playground.world, 3), secret) == 403
    assert playground.world.calls_of("sendMessage") == []


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'{"update_id": "1"}', b'{"update_id": true}', b"[" * 100_000, b"\xff\xfe"],
)
async def test_what_is_no_update_is_refused(http: aiohttp.ClientSession, site: str, body: bytes) -> None:
    assert await post(http, site, body) == 400


async def test_too_large_a_body_is_refused(http: aiohttp.ClientSession, site: str) -> None:
    assert await post(http, site, BytesIO(b" " * (LARGEST_BODY + 1))) == 413


async def test_an_update_of_an_unknown_kind_is_acknowledged(http: aiohttp.ClientSession, site: str) -> None:
    assert await post(http, site, {"update_id": 9, "নতুন": {"x": 1}}) == 200
    assert await post(http, site, {"update_id": 10, "message": {"message_id": "x"}}) == 200


async def test_readers_are_answered_while_the_store_cannot_say_what_came_before(
    http: aiohttp.ClientSession, site: str, playground: Playground, desk: Desk
) -> None:
    await desk.store._do.write(lambda connection: connection.execute(text("DROP TABLE received")))
    assert await post(http, site, update(playground.world, 4)) == 200
    assert len(playground.world.calls_of("sendMessage")) == 1


async def test_health_is_good_only_while_the_store_and_telegram_answer(
    http: aiohttp.ClientSession, site: str, desk: Desk
) -> None:
    assert await health(http, site) == (200, [])
    await desk.store._do.write(lambda connection: connection.execute(text("DROP TABLE editors")))
    assert await health(http, site) == (503, ["the store does not answer"])


async def test_health_is_bad_where_telegram_is_not_reached(
    http: aiohttp.ClientSession, site: str, playground: Playground
) -> None:
    playground.faults.add(ResetBefore(), method="getMe", times=100)
    assert await health(http, site) == (503, ["Telegram was not reached lately"])


async def test_metrics_count_updates_replies_and_waits(
    http: aiohttp.ClientSession, site: str, playground: Playground
) -> None:
    assert (await measured(http, site))["barta_replies_total"] == 0
    await post(http, site, update(playground.world, 5))
    found = await measured(http, site)
    assert found['barta_updates_total{kind="message"}'] == 1
    assert found["barta_replies_total"] == 1
    assert found['barta_wait_seconds_count{lane="reply"}'] == 1
    assert (found["barta_store_up"], found["barta_hold_seconds"], found['barta_backlog{due="now"}']) == (
        1,
        0,
        0,
    )


async def test_a_port_that_is_taken_is_said(playground: Playground, desk: Desk) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        front = Front("127.0.0.1", taken.getsockname()[1])
        with pytest.raises(SettingsError, match=r"BARTA_LISTEN: 127\.0\.0\.1:.* cannot be listened at"):
            async with running(playground.token, playground.url, desk, front=front):
                pass


async def test_an_address_that_telegram_refuses_is_said(playground: Playground, desk: Desk) -> None:
    front = Front("127.0.0.1", free_port(), "http://বার্তা.example/telegram", SECRET)
    async with running(playground.token, playground.url, desk, front=front) as bot:
        with pytest.raises(SettingsError, match=r"Telegram refuses BARTA_WEBHOOK_URL: .*https"):
            await asyncio.wait_for(bot.polling, 10)


async def test_a_process_with_a_webhook_ends_in_order(
    http: aiohttp.ClientSession, playground: Playground, tmp_path: Path
) -> None:
    """What Telegram has posted is answered before the process ends; the secret is made of the token."""
    port = free_port()
    settings = {"BARTA_WEBHOOK_URL": f"http://127.0.0.1:{port}/t", "BARTA_LISTEN": f"127.0.0.1:{port}"}
    anu = playground.world.person("অনু", language_code="bn")
    async with running_bot(playground, f"sqlite:///{tmp_path / 'barta.db'}", **settings) as process:
        await playground.world.until(lambda: playground.world.webhook is not None, 40)
        made = hmac.new(playground.token.encode(), b"webhook", sha256).hexdigest()
        assert playground.world.calls_of("setWebhook")[0].params["secret_token"] == made
        assert await health(http, f"http://127.0.0.1:{port}") == (200, [])
        playground.faults.add(Slow(2), method="sendMessage")
        await anu.send(QUESTION)
        await handling(http, f"http://127.0.0.1:{port}")
        errors = await end(process)
    assert process.returncode == 0, errors
    assert "was not answered" not in errors
    assert "সূত্র: " in (await anu.chat.next_message()).text
    assert len(playground.world.calls_of("sendMessage")) == 1
    assert not playground.world.updates.pending


async def test_a_process_that_polls_serves_health_where_it_is_told_to_listen(
    http: aiohttp.ClientSession, playground: Playground, tmp_path: Path
) -> None:
    port = free_port()
    database = f"sqlite:///{tmp_path / 'barta.db'}"
    async with running_bot(playground, database, BARTA_LISTEN=f"127.0.0.1:{port}") as process:
        await said(process, "answers with")
        assert await health(http, f"http://127.0.0.1:{port}") == (200, [])
        assert (await measured(http, f"http://127.0.0.1:{port}"))["barta_store_up"] == 1
        assert await container_check(port) == 0
        assert await container_check(free_port()) != 0
        assert await post(http, f"http://127.0.0.1:{port}", update(playground.world, 1)) == 404
        assert playground.world.webhook is None
        await end(process)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("BARTA_WEBHOOK_URL", "telegram", "https://"),
        ("BARTA_WEBHOOK_URL", "https://example.org/health/", "/health is served by the bot itself"),
        ("BARTA_WEBHOOK_SECRET", "গোপন কথা যা কেউ জানে না", "16 to 256 letters"),
        ("BARTA_WEBHOOK_SECRET", "short", "16 to 256 letters"),
        ("BARTA_LISTEN", "8080", "host and a port"),
        ("BARTA_LISTEN", "127.0.0.1", "host and a port"),
        ("BARTA_LISTEN", "127.0.0.1:99999", "host and a port"),
        ("BARTA_LISTEN", "http://127.0.0.1:80", "host and a port"),
    ],
)
def test_a_wrong_setting_is_said_with_its_mend(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, words: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=f"{name}: .*{words}"):
        read_settings()


def test_a_webhook_listens_on_loopback_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARTA_TOKEN", "123456:well-shaped-token-of-nobody-at-all")
    assert read_settings().front is None
    monkeypatch.setenv("BARTA_WEBHOOK_URL", "https://example.org/telegram")
    front = read_settings().front
    assert front
    assert (front.host, front.port, len(front.secret)) == ("127.0.0.1", 8080, 64)
    monkeypatch.setenv("BARTA_LISTEN", "[::1]:9000")
    monkeypatch.setenv("BARTA_WEBHOOK_SECRET", "chosen-by-the-operator")
    front = read_settings().front
    assert front
    assert (front.host, front.port, front.secret) == ("::1", 9000, "chosen-by-the-operator")
    assert "chosen-by-the-operator" in read_settings().secrets


@both
async def test_an_update_whose_process_died_may_be_handled_by_another(store: Store) -> None:
    received = store.received
    assert await received.begin(1, NOON)
    assert await received.begin(1, NOON + timedelta(seconds=60)) is False
    later = NOON + timedelta(minutes=5)
    assert await received.begin(1, later)
    await received.finish(1)
    assert await received.begin(1, later + timedelta(minutes=5)) is None
    assert await received.begin(2, later)
    await received.give_back(2)
    assert await received.begin(2, later)
    await received.give_back(1)
    assert await received.begin(1, later) is None
    await store.tidy(later + timedelta(days=3))
    assert await rows(store, "SELECT id FROM received") == []


@both
async def test_of_many_who_begin_an_update_at_once_one_may_handle_it(store: Store, second: Store) -> None:
    begun = await asyncio.gather(*(each.received.begin(7, NOON) for each in (store, second) * 10))
    assert (begun.count(True), begun.count(False)) == (1, 19)
