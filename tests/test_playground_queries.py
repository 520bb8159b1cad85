"""Buttons, inline mode and guests: what a person's client asks and how the bot must answer."""

import asyncio
from typing import Any

import pytest

from bot.playground.person import Person
from bot.playground.state import Message
from tests.local_api import LocalApi

STALE = "Bad Request: query is too old and response timeout expired or query ID is invalid"
MARKUP = {
    "inline_keyboard": [
        [{"text": "আরও", "callback_data": "more"}, {"text": "উৎস", "url": "https://example.com/"}]
    ]
}


def article(name: str = "ক", **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Give an inline result."""
    content = {"message_text": "<b>ইরান</b>", "parse_mode": "HTML"}
    return {"type": "article", "id": name, "title": "ইরান", "input_message_content": content} | fields


@pytest.fixture
def anna(api: LocalApi) -> Person:
    """A person who has started the bot."""
    anna = api.world.person("Anna", language_code="bn")
    api.world.private(anna).started = True
    return anna


async def next_update(api: LocalApi, kind: str) -> Any:  # noqa: ANN401 - any JSON
    """Give the next update of this kind, as a polling bot gets it."""
    while True:
        for update in await api.call("getUpdates", timeout=5):
            await api.call("getUpdates", offset=update["update_id"] + 1)
            if kind in update:
                return update[kind]


@pytest.fixture
async def card(api: LocalApi, anna: Person) -> Message:
    """A message of the bot with a button and a link."""
    await api.call("sendMessage", chat_id=anna.id, text="ইরান", reply_markup=MARKUP)
    return await anna.chat.next_message()


async def test_a_pressed_button_waits_for_its_one_answer(api: LocalApi, anna: Person, card: Message) -> None:
    pressing = asyncio.create_task(anna.press(card, "আরও"))
    query = await next_update(api, "callback_query")
    assert (query["data"], query["message"]["message_id"], query["from"]["language_code"]) == (
        "more",
        card.id,
        "bn",
    )
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="এই নিন", show_alert=True)
    answer = await pressing
    assert (answer.text, answer.show_alert) == ("এই নিন", True)
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == STALE


async def test_a_link_is_opened_without_the_bot(api: LocalApi, anna: Person, card: Message) -> None:
    assert (await anna.press(card, "উৎস")).url == "https://example.com/"
    assert not api.world.updates.pending
    with pytest.raises(LookupError, match="আরও"):
        await anna.press(card, "নেই")


async def test_a_late_or_long_answer_to_a_button_is_refused(
    api: LocalApi, anna: Person, card: Message
) -> None:
    pressing = asyncio.create_task(anna.press(card, "more"))
    query = await next_update(api, "callback_query")
    words = "Bad Request: MESSAGE_TOO_LONG"
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"], text="ক" * 201) == words
    api.world.advance(60)
    assert await api.refusal("answerCallbackQuery", callback_query_id=query["id"]) == STALE
    pressing.cancel()


async def test_no_answer_to_a_button_is_a_timeout(anna: Person, card: Message) -> None:
    with pytest.raises(TimeoutError, match="more"):
        await anna.press(card, "আরও", within=0.01)


async def test_a_chosen_result_with_a_keyboard_can_be_edited_and_pressed_wherever_it_went(
    api: LocalApi, anna: Person
) -> None:
    elsewhere = api.world.group("অন্য পাড়া", members=[anna], bot="left")
    asking = asyncio.create_task(anna.inline("ইরান", elsewhere))
    query = await next_update(api, "inline_query")
    assert (query["query"], query["offset"], query["chat_type"]) == ("ইরান", "", "supergroup")
    results = [article("ক", reply_markup=MARKUP), article("খ")]
    await api.call(
        "answerInlineQuery",
        inline_query_id=query["id"],
        results=results,
        next_offset="২",
        is_personal=True,
        cache_time=0,
    )
    found = await asking
    assert (found.next_offset, found.is_personal, found.cache_time, len(found.results)) == ("২", True, 0, 2)

    message = await anna.choose(found, "ক", to=elsewhere)
    assert (message.text, message.via_bot) == ("ইরান", api.world.bot)
    chosen = await next_update(api, "chosen_inline_result")
    assert chosen["inline_message_id"] == message.inline_id
    assert await api.call("editMessageText", inline_message_id=message.inline_id, text="রাশিয়া") is True
    assert message.text == "রাশিয়া"

    plain = await anna.choose(found, "খ", to=elsewhere)
    await anna.add_bot(elsewhere)
    words = "Bad Request: message can't be edited"
    assert await api.refusal("editMessageText", chat_id=elsewhere.id, message_id=plain.id, text="ক") == words
    assert plain.inline_id is None
    assert "inline_message_id" not in await next_update(api, "chosen_inline_result")


async def test_a_button_of_an_inline_message_names_no_message(api: LocalApi, anna: Person) -> None:
    asking = asyncio.create_task(anna.inline("ইরান"))
    query = await next_update(api, "inline_query")
    await api.call("answerInlineQuery", inline_query_id=query["id"], results=[article(reply_markup=MARKUP)])
    message = await anna.choose(await asking, "ক")
    pressing = asyncio.create_task(anna.press(message, "আরও"))
    pressed = await next_update(api, "callback_query")
    assert (pressed["inline_message_id"], "message" in pressed) == (message.inline_id, False)
    await api.call("answerCallbackQuery", callback_query_id=pressed["id"])
    assert (await pressing).text == ""


PHOTO = {
    "type": "photo",
    "id": "ছ",
    "photo_url": "https://example.com/a.jpg",
    "thumbnail_url": "https://example.com/b.jpg",
}
RESULT = "can't parse inline query result: "


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"results": [article(str(number)) for number in range(51)]}, "RESULTS_TOO_MUCH"),
        ({"results": [article(), article()]}, "RESULT_ID_DUPLICATE"),
        ({"results": [article("")]}, "RESULT_ID_EMPTY"),
        ({"results": [article("ক" * 22)]}, "RESULT_ID_INVALID"),
        ({"results": [article(title=" ")]}, "ARTICLE_TITLE_EMPTY"),
        ({"results": [], "next_offset": "ক" * 22}, "NEXT_OFFSET_INVALID"),
        ({"results": [article(input_message_content={"message_text": ""})]}, "message text is empty"),
        ({"results": [article(input_message_content={"message_text": "ক" * 4097})]}, "MESSAGE_TOO_LONG"),
        (
            {"results": [article(input_message_content={"message_text": "<b>", "parse_mode": "HTML"})]},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"results": [article(input_message_content={})]}, RESULT + 'Can\'t find field "message_text"'),
        ({"results": [article(type="poem")]}, RESULT + 'Type "poem" is unsupported'),
        ({"results": [{"id": "1"}]}, RESULT + 'Can\'t find field "type"'),
        (
            {"results": [{"type": "article", "id": "1", "title": "x"}]},
            RESULT + 'Can\'t find field "input_message_content"',
        ),
        ({"results": [article(colour="red")]}, RESULT + 'Unknown field "colour" in InlineQueryResultArticle'),
        (
            {
                "results": [
                    article(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]})
                ]
            },
            "BUTTON_DATA_INVALID",
        ),
        ({"results": [article(thumbnail_url="x")]}, "WEBDOCUMENT_URL_INVALID"),
        ({"results": [PHOTO | {"caption": "ক" * 1025}]}, "message caption is too long"),
        ({"results": [], "button": {"text": "", "start_parameter": "x"}}, "SWITCH_PM_TEXT_EMPTY"),
        ({"results": [], "button": {"text": "ভাষা", "start_parameter": "ক"}}, "START_PARAM_INVALID"),
        ({"results": "["}, "can't parse results JSON object"),
        ({}, 'parameter "results" is required'),
    ],
)
async def test_wrong_results_are_refused_in_telegrams_words(
    api: LocalApi, anna: Person, params: dict[str, Any], words: str
) -> None:
    asking = asyncio.create_task(anna.inline("ইরান"))
    query = await next_update(api, "inline_query")
    assert (
        await api.refusal("answerInlineQuery", inline_query_id=query["id"], **params)
        == f"Bad Request: {words}"
    )
    await api.call("answerInlineQuery", inline_query_id=query["id"], results=[])
    assert (await asking).results == ()


async def test_an_inline_query_is_answered_once_and_soon(api: LocalApi, anna: Person) -> None:
    asking = asyncio.create_task(anna.inline("ইরান"))
    query = await next_update(api, "inline_query")
    await api.call("answerInlineQuery", inline_query_id=query["id"], results=[article(), PHOTO])
    await asking
    assert await api.refusal("answerInlineQuery", inline_query_id=query["id"], results=[]) == STALE
    assert await api.refusal("answerInlineQuery", inline_query_id="নেই", results=[]) == STALE
    late = asyncio.create_task(anna.inline("রাশিয়া"))
    query = await next_update(api, "inline_query")
    api.world.advance(11)
    assert await api.refusal("answerInlineQuery", inline_query_id=query["id"], results=[]) == STALE
    late.cancel()


async def test_a_guest_calls_the_bot_into_a_chat_that_it_never_joined(api: LocalApi, anna: Person) -> None:
    elsewhere = api.world.group("অন্য পাড়া", members=[anna], bot="left")
    calling = asyncio.create_task(anna.summon("@barta_bot ইরান", elsewhere))
    asked = await next_update(api, "guest_message")
    sent = await api.call("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=article())
    answer = await calling
    assert (answer.text, answer.inline_id, answer.chat) == ("ইরান", sent["inline_message_id"], elsewhere)
    assert (
        await api.refusal("answerGuestQuery", guest_query_id=asked["guest_query_id"], result=article())
        == STALE
    )


async def test_a_prepared_message_needs_someone_who_may_get_it(api: LocalApi, anna: Person) -> None:
    saved = await api.call(
        "savePreparedInlineMessage", user_id=anna.id, result=article(), allow_user_chats=True
    )
    assert saved["id"]
    words = "Bad Request: PEER_TYPES_EMPTY"
    assert await api.refusal("savePreparedInlineMessage", user_id=anna.id, result=article()) == words
