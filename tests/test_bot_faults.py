"""Whatever comes in, the bot answers or is silent as a person would expect, and goes on."""

import logging
from typing import Any

import pytest
import regex
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from telegram import Update

from bot.domain.search import Index
from bot.handlers import errors
from bot.handlers.application import AnyApplication
from bot.playground.faults import Refusal, ResetAfter, ServerError, Slow, TooManyRequests
from bot.playground.person import Person
from bot.playground.queries import CallbackAnswer
from bot.playground.server import Playground
from bot.playground.world import World
from bot.render import views
from bot.services.desk import Desk

NOISE = {
    "4096 characters of noise": "খ" * 2048 + "x!" * 1024,
    "4096 words": "ক " * 2048,
    "emoji": "🎉" * 2048,
    "families": "👩‍👩‍👧" * 500,
    "right-to-left marks": "\u200f\u202eইরান\u202c\u2067",
    "joiners alone": "\u200d\u200c\ufeff",
    "combining marks alone": "\u09cd\u09be\u0301" * 300,
    "HTML": "<b>ইরান</b> & <script>alert(1)</script>",
    "format fields": "{name} {0} %s",
    "null": "\x00ইরান\x00",
}


@pytest.mark.parametrize("text", NOISE.values(), ids=NOISE.keys())
async def test_noise_gets_an_answer_and_no_apology(
    anna: Person, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    await anna.send(text)
    reply = await anna.chat.next_message()
    assert "went wrong" not in reply.text
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


@pytest.mark.parametrize("data", ["", "x", "c0:b:no-such-brief", "t:b:no-such-topic", "খবর", "c0:b:", "l:q"])
async def test_malformed_or_outdated_buttons_say_so(anu: Person, data: str) -> None:
    await anu.send("/start")
    page = await anu.chat.next_message()
    answer = await anu.press_data(page, data)
    assert answer.show_alert
    assert answer.text == "বোতামটি আর কাজ করে না। আবার জিজ্ঞেস করুন।"


async def test_a_button_pressed_twice_is_answered_twice(anna: Person) -> None:
    await anna.send("poltava")
    card = await anna.chat.next_message()
    for _ in range(2):
        assert not (await anna.press_data(card, "s0:e:poltava-strike")).show_alert


async def test_an_unexpected_error_is_logged_with_the_number_that_the_reader_gets(
    anu: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the index fell off the shelf")

    with monkeypatch.context() as patch:
        patch.setattr(Index, "explain", broken)
        await anu.send("ইরান নিয়ে পুতিন কী বলেছেন?")
        apology = (await anu.chat.next_message()).text
    number = regex.search(r"[0-9A-F]{8}", apology)
    assert number
    assert apology.startswith("দুঃখিত")
    assert "shelf" not in apology
    (record,) = [record for record in caplog.records if record.name == errors.__name__]
    assert number.group() in record.getMessage()
    assert record.exc_info
    await anu.send("ইরান নিয়ে পুতিন কী বলেছেন?")
    assert "সূত্র: " in (await anu.chat.next_message()).text


async def test_an_error_behind_a_button_is_told_in_an_alert(
    anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await anna.send("poltava")
    card = await anna.chat.next_message()

    def broken(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(views, "show", broken)
    answer = await anna.press(card, "Source")
    assert answer.show_alert
    assert regex.search(r"went wrong.* [0-9A-F]{8}$", answer.text)


async def test_an_edit_that_telegram_refuses_leaves_no_button_waiting(
    anna: Person, playground: Playground
) -> None:
    await anna.send("poltava")
    card = await anna.chat.next_message()
    for fault in (ServerError(502), ResetAfter(), Refusal(400, "Bad Request: message thread not found")):
        playground.faults.add(fault, method="editMessageText")
        assert await anna.press_data(card, "s0:e:poltava-strike") == CallbackAnswer()


async def test_a_store_that_fails_costs_the_memory_and_not_the_answer(
    anna: Person, desk: Desk, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def broken(*_: object) -> None:
        raise OSError("the disk is full")

    for name in ("remember_copy", "last_brief", "language"):
        monkeypatch.setattr(type(desk.store.readers), name, broken)
    await anna.send("পোলতাভায় হামলা")
    assert "সূত্র: " in (await anna.chat.next_message()).text
    await anna.send("আরও")
    assert "কোন" in (await anna.chat.next_message()).text
    assert "What a message shows was not remembered" in caplog.text


async def test_one_busy_chat_holds_up_nobody(anna: Person, anu: Person, playground: Playground) -> None:
    playground.faults.add(Slow(2), method="sendMessage", chat_id=anna.chat.id)
    for _ in range(300):
        await anna.send("poltava")
    await anu.send("ষষ্ঠ ফোন কল")
    assert "সূত্র: " in (await anu.chat.next_message()).text
    assert not anna.chat.sent


async def test_a_group_that_becomes_a_supergroup_keeps_its_language(
    world: World, anna: Person, desk: Desk
) -> None:
    group = world.group("পাড়া", admins=[anna], basic=True)
    await anna.send("/language@barta_bot", to=group)
    await anna.press(await group.next_message(), "বাংলা")
    grown = world.migrate(group)
    await anna.send("@barta_bot putin macron", to=grown)
    assert "সূত্র: " in (await grown.next_message()).text
    assert await desk.store.readers.language(grown.id) == "bn"


async def test_a_reply_waits_as_long_as_telegram_asks(playground: Playground, anna: Person) -> None:
    playground.faults.add(TooManyRequests(1), method="sendMessage")
    await anna.send("poltava")
    assert "Poltava" in (await anna.chat.next_message()).text


async def test_a_reply_that_may_have_been_sent_is_not_sent_twice(
    playground: Playground, anna: Person, world: World
) -> None:
    playground.faults.add(ResetAfter(), method="sendMessage")
    await anna.send("poltava")
    await anna.chat.next_message()
    await anna.send("/privacy")
    assert (await anna.chat.next_message()).text.startswith("What I keep")
    assert len(world.calls_of("sendMessage")) == 2


async def test_a_reader_who_blocks_the_bot_is_no_error(
    anna: Person, anu: Person, caplog: pytest.LogCaptureFixture
) -> None:
    await anna.send("poltava")
    await anna.block()
    await anu.send("/start")
    await anu.chat.next_message()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


texts = st.one_of(
    st.text(max_size=200), st.sampled_from([*NOISE.values(), "/start", "/start brief_", "আরও", "@barta_bot"])
)
people = st.fixed_dictionaries(
    {"id": st.sampled_from([1, 777]), "is_bot": st.booleans(), "first_name": st.text(min_size=1, max_size=5)},
    optional={"language_code": st.sampled_from(["bn", "en", "de", ""])},
)
chats = st.fixed_dictionaries(
    {
        "id": st.sampled_from([1, -5, -100777]),
        "type": st.sampled_from(["private", "group", "supergroup", "channel"]),
    }
)
entities = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["mention", "bot_command", "text_mention", "url", "bold"]),
            "offset": st.integers(0, 300),
            "length": st.integers(0, 300),
        },
        optional={"user": people},
    ),
    max_size=3,
)
plain_messages = st.fixed_dictionaries(
    {"message_id": st.integers(1, 9), "date": st.integers(0, 2**31), "chat": chats},
    optional={
        "from": people,
        "text": texts,
        "caption": texts,
        "entities": entities,
        "caption_entities": entities,
        "message_thread_id": st.integers(1, 5),
        "is_topic_message": st.booleans(),
        "via_bot": people,
        "dice": st.just({"emoji": "🎲", "value": 3}),
        "new_chat_title": texts,
        "sender_chat": chats,
    },
)
messages = st.builds(
    lambda message, replied: message | ({"reply_to_message": replied} if replied else {}),
    plain_messages,
    st.none() | plain_messages,
)
callbacks = st.fixed_dictionaries(
    {"id": st.just("1"), "from": people, "chat_instance": st.just("1")},
    optional={
        "message": plain_messages,
        "inline_message_id": st.text(max_size=9),
        "data": texts,
        "game_short_name": texts,
    },
)
inlines = st.fixed_dictionaries(
    {"id": st.just("1"), "from": people, "query": texts, "offset": st.text(max_size=9)},
)
updates = st.one_of(
    st.fixed_dictionaries({"message": messages}),
    st.fixed_dictionaries({"edited_message": messages}),
    st.fixed_dictionaries({"channel_post": messages}),
    st.fixed_dictionaries({"callback_query": callbacks}),
    st.fixed_dictionaries({"inline_query": inlines}),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(update=updates)
async def test_no_update_whatever_it_holds_is_an_unexpected_error(
    application: AnyApplication, caplog: pytest.LogCaptureFixture, update: dict[str, Any]
) -> None:
    caplog.clear()  # what an earlier example logged is not this one's
    await application.process_update(Update.de_json({"update_id": 1, **update}, application.bot))
    assert not [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
