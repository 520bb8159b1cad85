"""The chat page's calls, and that no other page can make them."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from yarl import URL

from bot.playground import Playground
from bot.playground.demo import GROUP
from tests.local_api import LocalApi


@pytest.fixture
async def api() -> AsyncIterator[LocalApi]:
    """The demo's world, with a visitor and a group, and no bot connected."""
    playground = Playground.demo()
    await playground.start()
    async with aiohttp.ClientSession() as session:
        yield LocalApi(playground, session)
    await playground.stop()


async def get(api: LocalApi, path: str, **headers: str) -> tuple[int, Any]:
    """Get a path; give the status and the JSON."""
    async with api.session.get(api.playground.url + path, headers=headers) as response:
        return response.status, await response.json() if response.content_type == "application/json" else None


async def play(api: LocalApi, name: str, **body: Any) -> tuple[int, Any]:  # noqa: ANN401 - any JSON
    """Make a call of the page; give the status and the JSON."""
    async with api.session.post(f"{api.playground.url}/play/{name}", json=body) as response:
        return response.status, await response.json()


async def next_update(api: LocalApi, kind: str) -> Any:  # noqa: ANN401 - any JSON
    """Give the next update of this kind, as a polling bot gets it."""
    while True:
        for update in await api.call("getUpdates", timeout=5):
            await api.call("getUpdates", offset=update["update_id"] + 1)
            if kind in update:
                return update[kind]


async def test_the_state_tells_who_and_what_there_is(api: LocalApi) -> None:
    await api.call(
        "setMyCommands", commands=[{"command": "topics", "description": "বিষয়"}], language_code="bn"
    )
    status, state = await get(api, "/play/state?language_code=bn")
    assert status == 200
    assert state["bot"]["username"] == "barta_bot"
    private, group = state["chats"]
    assert (private["id"], private["type"]) == (state["me"], "private")
    assert (group["title"], group["is_forum"], len(group["topics"])) == (GROUP, True, 2)
    assert [each["language_code"] for each in state["people"]] == ["bn", "bn"]
    assert state["commands"][str(state["me"])] == [{"command": "topics", "description": "বিষয়"}]
    assert [message["service"] for message in state["messages"]] == [
        topic["name"] for topic in group["topics"]
    ]


async def test_what_the_visitor_writes_reaches_the_bot_and_its_answer_the_page(api: LocalApi) -> None:
    visitor = api.world.visitor
    assert visitor is not None
    async with api.session.get(api.playground.url + "/play/events") as events:
        assert events.content_type == "text/event-stream"
        status, sent = await play(api, "send", chat_id=visitor.id, text="ইরানের খবর")
        assert (status, sent["message"]["from"]["id"]) == (200, visitor.id)
        message = await next_update(api, "message")
        assert message["from"]["language_code"] == "en"
        reply = {"message_id": message["message_id"]}
        await api.call("sendChatAction", chat_id=visitor.id, action="typing")
        answer = await api.call(
            "sendMessage", chat_id=visitor.id, text="<b>উত্তর</b>", parse_mode="HTML", reply_parameters=reply
        )
        await api.call("editMessageText", chat_id=visitor.id, message_id=answer["message_id"], text="শুদ্ধ")
        await api.call("deleteMessage", chat_id=visitor.id, message_id=answer["message_id"])
        await api.call("setMyCommands", commands=[{"command": "start", "description": "শুরু"}])
        told = await read_events(events, 6)
    names = [name for name, _ in told]
    assert names == ["message", "action", "message", "edit", "delete", "commands"]
    assert told[1][1] == {"chat_id": visitor.id, "thread_id": None, "action": "typing"}
    assert told[2][1]["entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert told[2][1]["reply_to"]["text"] == "ইরানের খবর"
    assert (told[3][1]["text"], "edit_date" in told[3][1]) == ("শুদ্ধ", True)
    assert told[4][1] == {"chat_id": visitor.id, "message_id": answer["message_id"]}
    assert told[5][1][str(visitor.id)][0]["command"] == "start"


async def read_events(response: aiohttp.ClientResponse, count: int) -> list[tuple[str, Any]]:
    """Give the next `count` events of a stream."""
    told: list[tuple[str, Any]] = []
    name = ""
    while len(told) < count:
        line = (await response.content.readline()).decode().rstrip()
        if line.startswith("event: "):
            name = line.removeprefix("event: ")
        if line.startswith("data: "):
            told.append((name, json.loads(line.removeprefix("data: "))))
    return told


async def test_a_pressed_button_waits_for_the_bot(api: LocalApi) -> None:
    visitor = api.world.visitor
    assert visitor is not None
    await visitor.start()
    markup = {"inline_keyboard": [[{"text": "আরও", "callback_data": "more"}]]}
    sent = await api.call("sendMessage", chat_id=visitor.id, text="ইরান", reply_markup=markup)
    where = {"chat_id": visitor.id, "message_id": sent["message_id"]}
    pressing = asyncio.create_task(play(api, "press", **where, data="more"))
    query = await next_update(api, "callback_query")
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="এই নিন")
    assert await pressing == (200, {"text": "এই নিন", "show_alert": False, "url": None})
    assert (await play(api, "press", **where, data="নেই"))[0] == 404


async def test_inline_results_are_shown_chosen_and_pressed(api: LocalApi) -> None:
    visitor = api.world.visitor
    assert visitor is not None
    group = api.world.chats[-1_001_000_000_001]
    topic = group.topic("আড্ডা / Chat")
    asking = asyncio.create_task(play(api, "inline", query="ইরান", offset="", chat_id=group.id))
    query = await next_update(api, "inline_query")
    markup = {"inline_keyboard": [[{"text": "আরও", "callback_data": "more"}]]}
    result = {
        "type": "article",
        "id": "ক",
        "title": "ইরান",
        "input_message_content": {"message_text": "ইরান"},
        "reply_markup": markup,
    }
    await api.call("answerInlineQuery", inline_query_id=query["id"], results=[result], next_offset="1")
    status, found = await asking
    assert (status, found["results"], found["next_offset"]) == (200, [result], "1")
    choice = {
        "query_id": found["id"],
        "result_id": "ক",
        "query": "ইরান",
        "chat_id": group.id,
        "thread_id": topic.id,
    }
    status, chosen = await play(api, "choose", **choice)
    message = chosen["message"]
    assert (message["text"], message["via_bot"]["is_bot"], message["thread_id"]) == ("ইরান", True, topic.id)
    pressing = asyncio.create_task(
        play(api, "press", inline_message_id=message["inline_message_id"], data="more")
    )
    pressed = await next_update(api, "callback_query")
    await api.call("answerCallbackQuery", callback_query_id=pressed["id"])
    assert (await pressing)[1]["text"] == ""
    assert (await play(api, "choose", **(choice | {"result_id": "নেই"})))[0] == 404


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("send", {}, 400),
        ("send", {"chat_id": 1, "text": "ক"}, 404),
        ("send", {"chat_id": "me", "text": ""}, 400),
        ("send", {"chat_id": "me", "text": "ক" * 5000}, 400),
        ("send", {"chat_id": "me", "text": 5}, 400),
        ("send", {"chat_id": "me", "text": "ক", "thread_id": 99}, 404),
        ("send", {"chat_id": "me", "text": "ক", "reply_to": 99}, 404),
        ("press", {"chat_id": "me", "message_id": 99, "data": "x"}, 404),
        ("press", {"inline_message_id": "নেই", "data": "x"}, 404),
        ("choose", {"query_id": "নেই", "result_id": "x", "chat_id": "me"}, 404),
    ],
)
async def test_a_wrong_call_of_the_page_is_an_error_that_says_why(
    api: LocalApi, name: str, body: dict[str, Any], status: int
) -> None:
    assert api.world.visitor is not None
    given = {key: api.world.visitor.id if value == "me" else value for key, value in body.items()}
    got, answer = await play(api, name, **given)
    assert (got, list(answer)) == (status, ["error"])
    assert " " in answer["error"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize(
    "path", ["/", "/page/index.html", "/play/state", "/play/events", "/bot424242:playground/getMe"]
)
async def test_another_page_cannot_drive_the_playground(
    api: LocalApi, path: str, headers: dict[str, str]
) -> None:
    assert (await get(api, path, **headers))[0] == 403


async def test_the_pages_own_origin_may(api: LocalApi) -> None:
    origin = api.playground.url
    assert (await get(api, "/play/state", Origin=origin, **{"Sec-Fetch-Site": "same-origin"}))[0] == 200


async def test_the_page_is_served_and_nothing_outside_its_folder(api: LocalApi) -> None:
    async with api.session.get(api.playground.url + "/") as response:
        assert (response.status, response.content_type) == (200, "text/html")
    for path in (
        "/page/../server.py",
        "/page/%2e%2e/server.py",
        "/page/..%2fserver.py",
        "/page//etc/passwd",
        "/page/%00",
    ):
        async with api.session.get(URL(api.playground.url + path, encoded=True)) as response:
            assert response.status == 404


async def test_a_world_without_a_visitor_says_so() -> None:
    async with Playground() as playground, aiohttp.ClientSession() as session:
        status, body = await get(LocalApi(playground, session), "/play/state")
    assert (status, body) == (404, {"error": "this world has no visitor"})


async def test_only_loopback_is_listened_on() -> None:
    with pytest.raises(ValueError, match="loopback"):
        await Playground().start(host="0.0.0.0")  # noqa: S104 - that it is refused is the point


async def test_stopping_ends_open_streams_at_once(api: LocalApi) -> None:
    async with api.session.get(api.playground.url + "/play/events") as events:
        await events.content.readline()
        async with asyncio.timeout(2):
            await api.playground.stop()
            await events.content.read()
