"""What a demo and a benchmark do with the local Telegram: take it down, give the bot Stars, move its clock."""

import aiohttp
import pytest

from bot.playground import Playground
from tests.local_api import LocalApi


async def test_telegram_goes_down_and_comes_back_as_it_was(api: LocalApi) -> None:
    anu = api.world.person("অনু")
    await anu.start()
    await api.playground.go_down()
    with pytest.raises(aiohttp.ClientConnectorError):
        await api.call("getMe")
    await api.playground.come_back()
    assert [update["message"]["text"] for update in await api.call("getUpdates")] == ["/start"]


async def test_only_a_bot_with_stars_pays_for_broadcasts(api: LocalApi) -> None:
    anu = api.world.person("অনু")
    await anu.start()
    words = {"chat_id": anu.id, "text": "ব্রিফিং", "allow_paid_broadcast": True}
    assert await api.refusal("sendMessage", **words) == "Bad Request: FLOODSKIP_NOT_ALLOWED"
    api.world.stars = True
    assert (await api.call("sendMessage", **words))["text"] == "ব্রিফিং"


class _Controls:
    async def next_briefing(self) -> int:
        return 2

    async def correct(self) -> str | None:
        return "ইরান"

    async def new_article(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("call", "key", "value"), [("next", "chats", 2), ("correct", "title", "ইরান"), ("article", "new", True)]
)
async def test_the_page_moves_a_demo_and_nothing_else(call: str, key: str, value: object) -> None:
    async with Playground.demo() as playground, aiohttp.ClientSession(playground.url) as session:
        async with session.post(f"/play/{call}", json={}) as response:
            assert response.status == 404
        playground.world.controls = _Controls()
        async with session.post(f"/play/{call}", headers={"Origin": "http://example.org"}) as response:
            assert response.status == 403
        async with session.post(f"/play/{call}", json={}) as response:
            assert (await response.json())[key] == value
