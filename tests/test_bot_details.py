"""What a reader may rely on in the corners, through the real bot and the strict local Bot API."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.app import running
from bot.delivery.limits import NO_LIMITS
from bot.playground.faults import Slow, TooManyRequests
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.state import Chat
from bot.playground.world import World
from bot.render.words import say
from bot.services.ask import Further
from bot.services.ask import ask as find
from bot.services.desk import Desk
from bot.transport.failures import NotSent
from bot.transport.request import AiohttpRequest
from tests.own_briefs import ask, bot_with, press, write_brief, write_topics
from tests.small_folder import SmallFolder

HISTORY = """
[[history]]
date = 2025-07-05T09:00:00Z
kind = "{kind}"
note.bn = "{bn}"
note.en = "{en}"
"""


def add_history(folder: SmallFolder, kind: str, bn: str, en: str) -> None:
    text = folder.brief.read_text(encoding="utf-8")
    folder.brief.write_text(text + HISTORY.format(kind=kind, bn=bn, en=en), encoding="utf-8")


@pytest.fixture
def group(world: World, anna: Person, anu: Person) -> Chat:
    """A group whose owner is anna; the bot sees all that is written in it."""
    world.privacy = False
    group = world.group("পাড়ার খবর", members=[anu])
    group.members[anna.id] = (anna, "creator")
    return group


def told(chat: Chat) -> list[str]:
    """Give the first lines of all that the bot sent to a chat."""
    return [message.text.split("\n")[0] for message in chat.sent]


# -- what readers may see


async def test_a_draft_is_readable_by_no_link_and_no_button(tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    folder.mkdir()
    write_brief(folder, "secret", title="গোপন খসড়া", status="draft", quotes=["গোপন কথা"])
    write_brief(folder, "open", title="খোলা খবর")
    async with bot_with(folder, tmp_path / "barta.db") as world:
        anu = world.person("অনু", language_code="bn")
        greeting = await ask(anu, "/start brief_secret")
        assert "গোপন" not in greeting.text + "".join(greeting.buttons)
        for view in "cwqxrs":
            answer = await anu.press_data(greeting, f"{view}0:b:secret")
            assert answer.show_alert, view
        assert anu.chat.edited == []


async def test_a_retracted_brief_says_so_with_its_note(folder: SmallFolder, tmp_path: Path) -> None:
    folder.edit('status = "published"', 'status = "retracted"')
    add_history(folder, "retraction", "সেতুর খবরটি ভুল ছিল।", "The news of the bridge was wrong.")
    async with bot_with(folder.path, tmp_path / "barta.db") as world:
        reply = await ask(world.person("অনু", language_code="bn"), "/start brief_bridge")
        assert "প্রত্যাহার" in reply.text
        assert reply.text.endswith("সেতুর খবরটি ভুল ছিল।")
        assert "মেয়র" not in reply.text
        english = await ask(world.person("Anna", language_code="en"), "/start brief_bridge")
        assert english.text.endswith("The news of the bridge was wrong.")


@pytest.mark.parametrize("kind", ["correction", "update"])
async def test_a_noted_change_stands_on_the_card_and_with_the_source(
    folder: SmallFolder, tmp_path: Path, kind: str
) -> None:
    add_history(folder, kind, "আগে চার মাস লেখা ছিল।", "It said four months before.")
    add_history(folder, "typo", "বানান ঠিক হলো।", "A misprint.")
    async with bot_with(folder.path, tmp_path / "barta.db") as world:
        anna = world.person("Anna", language_code="en")
        card = await ask(anna, "/start brief_bridge")
        assert "It said four months before." in card.text
        assert "A misprint." not in card.text
        await press(anna, card, "Source")
        assert "It said four months before." in card.text
        assert "A misprint." not in card.text
        await press(anna, card, "বাংলা")
        assert "আগে চার মাস লেখা ছিল।" in card.text


async def test_a_topic_of_one_brief_is_answered_with_that_brief(tmp_path: Path) -> None:
    folder = tmp_path / "briefs"
    folder.mkdir()
    write_topics(folder, [("flood", "বন্যা"), ("city", "শহর")])
    write_brief(folder, "river", title="নদীর পানি বাড়ছে", topic="flood", summary="পানি বিপৎসীমার ওপরে।")
    write_brief(folder, "bridge", title="সেতু খুলছে")
    async with bot_with(folder, tmp_path / "barta.db") as world:
        anu = world.person("অনু", language_code="bn")
        assert "পানি বিপৎসীমার ওপরে।" in (await ask(anu, "বন্যা")).text
        page = await ask(anu, "/start topic_flood")
        await press(anu, page, "নদীর পানি বাড়ছে")
        assert "পানি বিপৎসীমার ওপরে।" in page.text


# -- what is left alone


async def test_what_was_sent_through_the_bot_itself_is_no_question_to_it(anna: Person) -> None:
    found = await anna.inline("poltava")
    await anna.choose(found, found.results[0].id, to=anna.chat)
    await ask(anna, "macron")
    assert len(told(anna.chat)) == 1
    assert "Macron" in told(anna.chat)[0]


async def test_service_messages_in_a_private_chat_get_silence(world: World, anu: Person) -> None:
    first = await anu.send("/start")
    await anu.chat.next_message()
    for media in ({"pinned_message": first.json()}, {"new_chat_title": "নতুন নাম"}):
        message = world.post(anu.chat, anu, service="changed", media=media)
        world.updates.push("message", message.json())
    assert (await ask(anu, "/help")).text.startswith("কীভাবে জিজ্ঞেস করবেন")


async def test_a_forum_topic_that_the_bot_opened_is_no_message_to_reply_to(world: World, anu: Person) -> None:
    world.privacy = False
    forum = world.group("পাড়ার খবর", members=[anu], forum=True)
    topic = world.add_topic(forum, "খবর", by=world.bot)
    forum.sent.clear()  # Telegram's word about the topic, which is not the bot's
    await anu.send("ইরান নিয়ে পুতিন কী বলেছেন?", to=forum, topic=topic)
    await anu.send("@barta_bot সিরিয়া", to=forum, topic=topic)
    await forum.next_message()
    assert len(world.calls_of("sendMessage")) == 1
    assert "সিরিয়া" in forum.sent[0].text


# -- commands in groups


@pytest.mark.parametrize("text", ["@barta_bot /help", "@Barta_Bot /weather ঢাকা", "/weather@barta_bot ঢাকা"])
async def test_a_command_in_a_group_that_is_the_bots_but_not_in_its_table_gets_help(
    group: Chat, anu: Person, text: str
) -> None:
    await anu.send(text, to=group)
    assert (await group.next_message()).text.startswith("কীভাবে জিজ্ঞেস করবেন")


async def test_a_command_of_another_bot_or_of_none_gets_silence(group: Chat, anna: Person) -> None:
    await anna.send("@barta_bot macron", to=group)
    answer = await group.next_message()
    for text in ("/weather", "/weather@another_bot", "@barta_bot /help@another_bot", "@another_bot /help"):
        await anna.send(text, to=group)
    await anna.send("/weather", to=group, reply_to=answer)
    await anna.send("@barta_bot সিরিয়া", to=group)
    assert "সিরিয়া" in (await group.next_message()).text


async def test_the_owner_of_a_group_sets_its_language(group: Chat, anna: Person) -> None:
    await anna.send("/language@barta_bot", to=group)
    page = await group.next_message()
    await press(anna, page, "বাংলা")
    assert page.text.startswith("ভাষা")
    await anna.send("@barta_bot putin macron", to=group)
    assert "সূত্র: " in (await group.next_message()).text


# -- memory


async def test_what_a_chat_saw_last_is_forgotten_after_an_hour(desk: Desk) -> None:
    start = datetime(2025, 7, 3, 18, tzinfo=UTC)
    await desk.store.readers.remember_brief(1, None, "poltava-strike", start)

    async def brief_after(passed: timedelta) -> str | None:
        found = await find(desk, "আরও", 1, None, None, start + passed)
        assert isinstance(found, Further)
        return found.brief.id if found.brief else None

    assert await brief_after(timedelta(minutes=59)) == "poltava-strike"
    assert await brief_after(timedelta(minutes=61)) is None


# -- getting it through


async def test_while_telegram_asks_for_more_than_a_minute_nobody_is_asked_for_or_answered_late(
    playground: Playground, anu: Person, anna: Person, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot.handlers.errors")
    playground.faults.add(TooManyRequests(61), method="sendMessage")
    await anu.send("পোলতাভা")
    await world.until(lambda: len(world.calls_of("sendMessage")) == 1)
    await anna.send("syria")
    async with asyncio.timeout(5):
        while caplog.text.count("was not answered") < 2:  # noqa: ASYNC110 - a log wakes nobody
            await asyncio.sleep(0.01)
    assert len(world.calls_of("sendMessage")) == 1


async def test_what_never_left_this_machine_is_sent_again(
    anna: Person, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: Callable[..., Awaitable[tuple[int, bytes]]] = AiohttpRequest.do_request
    failures = ["sendMessage", "sendMessage"]

    async def failing(self: AiohttpRequest, url: str, *given: object, **named: object) -> tuple[int, bytes]:
        if failures and url.endswith(failures[0]):
            failures.pop()
            raise NotSent("no route")
        return await whole(self, url, *given, **named)

    monkeypatch.setattr(AiohttpRequest, "do_request", failing)
    assert "পোলতাভা" in (await ask(anna, "পোলতাভা")).text
    assert failures == []
    assert len(world.calls_of("sendMessage")) == 1


async def test_a_question_deleted_before_its_answer_is_still_answered(
    world: World, group: Chat, anu: Person
) -> None:
    world.delete(await anu.send("@barta_bot সিরিয়া", to=group))
    answer = await group.next_message()
    assert "সিরিয়া" in answer.text
    assert answer.reply_to is None


async def test_a_message_that_can_no_longer_be_edited_gets_a_new_one(world: World, anu: Person) -> None:
    card = await ask(anu, "সিরিয়া")
    source = next(b["callback_data"] for row in card.keyboard for b in row if b["text"] == "সূত্র")
    world.delete(card)
    await anu.press_data(card, source)
    assert (await anu.chat.next_message()).text.startswith("কোথা থেকে এসেছে")


async def test_no_link_is_previewed(world: World, anna: Person) -> None:
    off = {"is_disabled": True}
    card = await ask(anna, "সিরিয়া")
    assert card.extra["link_preview_options"] == off
    await press(anna, card, "English")
    (edit,) = world.calls_of("editMessageText")
    assert edit.params["link_preview_options"] == off
    found = await anna.inline("syria")
    assert found.results
    (answer,) = world.calls_of("answerInlineQuery")
    contents = [result["input_message_content"] for result in answer.params["results"]]
    assert all(content["link_preview_options"] == off for content in contents)


async def test_inline_results_are_kept_for_a_minute(anna: Person) -> None:
    assert (await anna.inline("মাখোঁ")).cache_time == 60


# -- the order of things


async def test_a_slow_answer_comes_before_the_next_of_its_chat_and_holds_up_no_other(
    playground: Playground, anna: Person, anu: Person
) -> None:
    playground.faults.add(Slow(1.0), method="sendMessage", chat_id=anna.id)
    await anna.send("macron")
    await anna.send("সিরিয়া")
    await anu.send("পোলতাভা")
    await anu.chat.next_message()
    assert anna.chat.sent == []
    first, second = [await anna.chat.next_message() for _ in range(2)]
    assert "Macron" in first.text
    assert "সিরিয়া" in second.text


# -- what Telegram shows of the bot


async def set_at_start(playground: Playground, desk: Desk) -> list[tuple[str, str]]:
    """Start and end the bot, and give which of its texts it set in that time, each with its language."""
    before = len(playground.calls)
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS):
        await asyncio.wait([task for task in asyncio.all_tasks() if task.get_name() == "profile"])
    calls = [call for call in playground.calls[before:] if call.method.startswith("setMy")]
    return sorted((call.method, call.params.get("language_code", "")) for call in calls)


async def test_texts_and_commands_are_set_in_both_languages_and_only_where_they_differ(
    playground: Playground, desk: Desk
) -> None:
    methods = ("setMyCommands", "setMyDescription", "setMyShortDescription")
    assert await set_at_start(playground, desk) == [(name, code) for name in methods for code in ("", "bn")]
    profile = playground.world.profile
    assert "Bengali" in profile.text("description", "")
    assert "বাংলা" in profile.text("description", "bn")
    assert "বাংলা" in profile.text("short_description", "bn")
    assert profile.commands_for(1, private=True, language="bn")[0]["description"] == say(
        "bn", "command.latest"
    )
    assert await set_at_start(playground, desk) == []
    profile.texts["description", "bn"] = "পুরোনো কথা"
    assert await set_at_start(playground, desk) == [("setMyDescription", "bn")]
