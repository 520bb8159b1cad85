"""Sending through the local Bot API: what arrives, and what Telegram refuses."""

from typing import Any

import aiohttp
import pytest

from bot.playground.person import Person
from tests.local_api import LocalApi


@pytest.fixture
def anna(api: LocalApi) -> Person:
    """A person who has started the bot."""
    anna = api.world.person("Anna", language_code="en")
    api.world.private(anna).started = True
    return anna


def keyboard(**button: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    """Give a keyboard of one button."""
    return {"inline_keyboard": [[{"text": "আরও"} | button]]}


async def test_a_text_arrives_with_its_entities_and_buttons(api: LocalApi, anna: Person) -> None:
    markup = keyboard(callback_data="আরও:১")
    sent = await api.call(
        "sendMessage", chat_id=anna.id, text=" <b>ইরান</b> 😀 #খবর\n", parse_mode="HTML", reply_markup=markup
    )
    assert sent["text"] == "ইরান 😀 #খবর"
    assert sent["entities"] == [
        {"type": "bold", "offset": 0, "length": 4},
        {"type": "hashtag", "offset": 8, "length": 4},
    ]
    assert sent["reply_markup"] == markup
    message = await anna.chat.next_message()
    assert (message.text, message.buttons) == ("ইরান 😀 #খবর", ["আরও"])


async def test_control_characters_become_spaces_and_a_carriage_return_goes(
    api: LocalApi, anna: Person
) -> None:
    sent = await api.call("sendMessage", chat_id=anna.id, text="ক\r\n<b>খ\x07\rগ</b>", parse_mode="HTML")
    assert sent["text"] == "ক\nখ গ"
    assert sent["entities"] == [{"type": "bold", "offset": 2, "length": 3}]


@pytest.mark.parametrize("send", ["query", "form", "multipart", "json", "json of texts"])
async def test_parameters_come_in_the_address_a_form_or_json(api: LocalApi, anna: Person, send: str) -> None:
    texts = {
        "chat_id": str(anna.id),
        "text": "ইরান",
        "reply_markup": '{"inline_keyboard": [[{"text": "ক", "callback_data": "k"}]]}',
    }
    whole = {
        "chat_id": anna.id,
        "text": "ইরান",
        "reply_markup": {"inline_keyboard": [[{"text": "ক", "callback_data": "k"}]]},
    }
    multipart = aiohttp.FormData(texts, default_to_multipart=True)
    ways: dict[str, dict[str, Any]] = {
        "query": {"params": texts},
        "form": {"data": texts},
        "multipart": {"data": multipart},
        "json": {"json": whole},
        "json of texts": {"json": texts},
    }
    request = api.session.get if send == "query" else api.session.post
    async with request(api.url("SENDmessage"), **ways[send]) as response:
        result = (await response.json())["result"]
    assert (result["text"], result["reply_markup"]["inline_keyboard"][0][0]["text"]) == ("ইরান", "ক")


async def test_a_wrong_token_is_unauthorized_and_an_unknown_method_not_found(api: LocalApi) -> None:
    async with api.session.get(f"{api.playground.url}/bot1:ক/getMe") as response:
        assert (response.status, await response.json()) == (
            401,
            {"ok": False, "error_code": 401, "description": "Unauthorized"},
        )
    assert await api.raw("sendSunshine") == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found"},
    )


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": None}, "message text is empty"),
        ({"text": ""}, "message text is empty"),
        ({"text": " \n\u200b "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "ক" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        (
            {"text": "<b>ইরান", "parse_mode": "HTML"},
            "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        ({"text": "x", "parse_mode": "Markdown"}, "unsupported parse_mode"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"chat_id": None}, "chat_id is empty"),
        ({"chat_id": ""}, "chat_id is empty"),
        ({"chat_id": 0}, "chat not found"),
        ({"chat_id": -100123}, "chat not found"),
        ({"chat_id": "নেই"}, "chat not found"),
        ({"chat_id": "@nobody_is_here"}, "chat not found"),
        ({"chat_id": [1]}, 'field "chat_id" must be of type String'),
        ({"text": 5}, 'field "text" must be of type String'),
        ({"message_thread_id": "x"}, 'field "message_thread_id" must be of type Number'),
        ({"message_thread_id": 9}, "message thread not found"),
        ({"disable_notification": "maybe"}, 'field "disable_notification" must be of type Boolean'),
        ({"txet": "ইরান"}, 'unknown parameter "txet" of sendMessage'),
        ({"entities": "["}, "can't parse entities JSON object"),
        ({"entities": {}}, 'field "entities" must be of type Array'),
        (
            {"entities": [{"type": "bold", "offset": 9, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 9",
        ),
        (
            {"entities": [{"type": "bold", "offset": 0, "length": 9}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9",
        ),
        (
            {"entities": [{"type": "bold", "offset": -1, "length": 9}]},
            "receive an entity with incorrect offset -1",
        ),
        (
            {"entities": [{"type": "bald", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"entities": [{"type": "bold", "offset": 0}]},
            "can't parse MessageEntity: Can't find field \"length\"",
        ),
        (
            {"entities": [{"type": "text_link", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Can't find field \"url\"",
        ),
        (
            {"entities": [{"type": "text_link", "offset": 0, "length": 1, "url": "x"}]},
            "entity URL 'x' is invalid: Wrong HTTP URL",
        ),
        ({"reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        ({"link_preview_options": {"is_disabled": "yes"}}, 'field "is_disabled" must be of type Boolean'),
        ({"link_preview_options": {"disabled": True}}, 'unknown field "disabled" in LinkPreviewOptions'),
        ({"link_preview_options": {"url": "x"}}, "WEBPAGE_URL_INVALID"),
        ({"business_connection_id": "x"}, "business connection not found"),
        ({"message_effect_id": "1"}, "EFFECT_ID_INVALID"),
        ({"allow_paid_broadcast": True}, "FLOODSKIP_NOT_ALLOWED"),
        ({"suggested_post_parameters": {}}, "suggested posts can be sent only to channel direct messages"),
    ],
)
async def test_a_wrong_message_is_refused_in_telegrams_words(
    api: LocalApi, anna: Person, params: dict[str, Any], words: str
) -> None:
    assert (
        await api.refusal("sendMessage", **({"chat_id": anna.id, "text": "ইরান"} | params))
        == f"Bad Request: {words}"
    )
    assert not anna.chat.sent


BUTTON = "can't parse inline keyboard button: "


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        (keyboard(callback_data="ক" * 22), "BUTTON_DATA_INVALID"),
        (keyboard(callback_data=""), BUTTON + "Text buttons are unallowed in the inline keyboard"),
        (keyboard(), BUTTON + "Text buttons are unallowed in the inline keyboard"),
        (
            keyboard(callback_data="x", url="https://example.com"),
            BUTTON + "more than one action: url, callback_data",
        ),
        (keyboard(url="not-a-url"), "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL"),
        (
            keyboard(url="ftp://example.com"),
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            keyboard(web_app={"url": "http://example.com"}),
            "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
        ),
        (keyboard(copy_text={"text": "ক" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard(pay=True), "BUTTON_TYPE_INVALID"),
        (keyboard(callback_data="x", style="loud"), BUTTON + "Unsupported button style specified"),
        (
            keyboard(callback_data="x", colour="red"),
            BUTTON + 'Unknown field "colour" in InlineKeyboardButton',
        ),
        ({"inline_keyboard": [[{"callback_data": "x"}]]}, BUTTON + 'Can\'t find field "text"'),
        (
            {"inline_keyboard": [[{"text": 1, "callback_data": "x"}]]},
            BUTTON + 'Field "text" must be of type String',
        ),
        ({"inline_keyboard": "bad"}, 'field "inline_keyboard" must be of type Array'),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 9]}, "reply markup is too long"),
        ({"force_reply": "yes"}, 'field "force_reply" must be of type Boolean'),
        ([], "object expected as reply markup"),
    ],
)
async def test_wrong_buttons_are_refused_in_telegrams_words(
    api: LocalApi, anna: Person, markup: object, words: str
) -> None:
    assert (
        await api.refusal("sendMessage", chat_id=anna.id, text="ইরান", reply_markup=markup)
        == f"Bad Request: {words}"
    )


async def test_a_whole_4096_units_and_64_bytes_are_taken(api: LocalApi, anna: Person) -> None:
    markup = keyboard(callback_data="ক" * 21 + "x")
    await api.call(
        "sendMessage", chat_id=anna.id, text=f"<b>{'😀' * 2048}</b>", parse_mode="HTML", reply_markup=markup
    )


async def test_a_reply_names_what_it_replies_to_or_goes_without(api: LocalApi, anna: Person) -> None:
    asked = await anna.send("ইরানের খবর কী?")
    reply = {"message_id": asked.id, "quote": "ইরানের"}
    sent = await api.call("sendMessage", chat_id=anna.id, text="উত্তর", reply_parameters=reply)
    assert sent["reply_to_message"]["message_id"] == asked.id
    assert sent["quote"]["text"] == "ইরানের"
    lost = {"message_id": 99, "allow_sending_without_reply": True}
    assert "reply_to_message" not in await api.call(
        "sendMessage", chat_id=anna.id, text="উত্তর", reply_parameters=lost
    )
    wrong = {"message_id": asked.id, "quote": "রাশিয়া"}
    assert (
        await api.refusal("sendMessage", chat_id=anna.id, text="x", reply_parameters=wrong)
        == "Bad Request: QUOTE_TEXT_INVALID"
    )


async def test_a_stranger_is_not_found_and_a_neighbour_in_a_group_cannot_be_addressed(api: LocalApi) -> None:
    stranger, neighbour = api.world.person("Stranger"), api.world.person("রহিমা")
    api.world.group("পাড়া", members=[neighbour])
    assert await api.refusal("sendMessage", chat_id=stranger.id, text="ক") == "Bad Request: chat not found"
    api.world.private(neighbour)
    words = "Forbidden: bot can't initiate conversation with a user"
    assert await api.refusal("sendMessage", chat_id=neighbour.id, text="ক") == words


async def test_a_person_who_blocked_the_bot_or_is_gone_cannot_be_reached(api: LocalApi, anna: Person) -> None:
    await anna.block()
    assert (
        await api.refusal("sendMessage", chat_id=anna.id, text="ক")
        == "Forbidden: bot was blocked by the user"
    )
    await anna.unblock()
    await api.call("sendMessage", chat_id=anna.id, text="ক")
    api.world.deactivate(anna)
    assert await api.refusal("sendMessage", chat_id=anna.id, text="ক") == "Forbidden: user is deactivated"


async def test_a_photo_comes_from_an_address_a_file_or_its_id(api: LocalApi, anna: Person) -> None:
    sent = await api.call(
        "sendPhoto",
        chat_id=anna.id,
        photo="https://example.com/ছবি.png",
        caption="<i>ছবি</i>",
        parse_mode="HTML",
    )
    assert (sent["caption"], sent["caption_entities"][0]["type"], "text" in sent) == ("ছবি", "italic", False)
    await api.call("sendPhoto", chat_id=anna.id, photo=sent["photo"][-1]["file_id"])
    form = aiohttp.FormData({"chat_id": str(anna.id)})
    form.add_field("photo", b"\x89PNG", filename="ক.png")
    async with api.session.post(api.url("sendPhoto"), data=form) as response:
        assert (await response.json())["result"]["photo"]
    assert len(anna.chat.sent) == 3


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({}, "there is no photo in the request"),
        ({"photo": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"photo": "attach://nothing"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "no-such-id"}, "wrong file identifier/HTTP URL specified"),
        ({"photo": "https://example.com/a.png", "caption": "ক" * 1025}, "message caption is too long"),
    ],
)
async def test_a_wrong_photo_is_refused(
    api: LocalApi, anna: Person, params: dict[str, Any], words: str
) -> None:
    assert await api.refusal("sendPhoto", chat_id=anna.id, **params) == f"Bad Request: {words}"


async def test_a_channel_takes_posts_of_its_administrators_alone(api: LocalApi) -> None:
    channel = api.world.channel("বার্তা", bot="member", username="barta_news")
    words = "Bad Request: need administrator rights in the channel chat"
    assert await api.refusal("sendMessage", chat_id="@barta_news", text="ক") == words
    await api.world.person("Admin").promote_bot(channel)
    sent = await api.call("sendMessage", chat_id="@BARTA_news", text="ক")
    assert sent["sender_chat"]["title"] == "বার্তা"
    assert (await channel.next_message()).text == "ক"


async def test_messages_are_forwarded_and_copied(api: LocalApi, anna: Person) -> None:
    asked = await anna.send("ইরান @someone")
    group = api.world.group("পাড়া")
    where = {"chat_id": group.id, "from_chat_id": anna.id}
    forwarded = await api.call("forwardMessage", **where, message_id=asked.id)
    assert (forwarded["text"], forwarded["forward_origin"]["sender_user"]["id"]) == ("ইরান @someone", anna.id)
    copied = await api.call("copyMessage", **where, message_id=asked.id)
    assert group.messages[copied["message_id"]].text == "ইরান @someone"
    assert (
        await api.refusal("forwardMessage", **where, message_id=99)
        == "Bad Request: message to forward not found"
    )
    assert (
        await api.refusal("copyMessage", **where, message_id=99) == "Bad Request: message to copy not found"
    )
    secret = await api.call("sendMessage", chat_id=anna.id, text="গোপন", protect_content=True)
    words = "Bad Request: message can't be copied"
    assert await api.refusal("copyMessage", **where, message_id=secret["message_id"]) == words


async def test_typing_is_shown_where_it_is_known(api: LocalApi, anna: Person) -> None:
    await api.call("sendChatAction", chat_id=anna.id, action="typing")
    assert anna.chat.last_action == ("typing", None)
    words = "Bad Request: wrong parameter action in request"
    assert await api.refusal("sendChatAction", chat_id=anna.id, action="নাচ") == words


async def test_rates_are_telegrams_when_they_are_switched_on(api: LocalApi, anna: Person) -> None:
    api.playground.limits.enforce = True
    await api.call("sendMessage", chat_id=anna.id, text="১")
    status, body = await api.raw("sendMessage", chat_id=anna.id, text="২")
    assert (status, body["parameters"]) == (429, {"retry_after": 1})
    assert body["description"] == "Too Many Requests: retry after 1"
    api.world.advance(1)
    await api.call("sendMessage", chat_id=anna.id, text="২")
    group = api.world.group("পাড়া")
    for _ in range(20):
        await api.call("sendMessage", chat_id=group.id, text="খবর")
        api.world.advance(1.1)
    status, body = await api.raw("sendMessage", chat_id=group.id, text="খবর")
    assert body["parameters"]["retry_after"] > 30


async def test_thirty_chats_a_second_are_the_most(api: LocalApi) -> None:
    api.playground.limits.enforce = True
    people = [api.world.person(f"ক{number}") for number in range(31)]
    for person in people:
        api.world.private(person).started = True
    statuses = [(await api.raw("sendMessage", chat_id=person.id, text="খবর"))[0] for person in people]
    assert statuses[:30] == [200] * 30
    assert statuses[30] == 429


async def test_a_file_is_sent_and_known_by_its_id(api: LocalApi, anna: Person) -> None:
    form = aiohttp.FormData({"chat_id": str(anna.id), "caption": "তথ্য"}, quote_fields=False)
    form.add_field("document", "খবর".encode(), filename="তথ্য.json")
    async with api.session.post(api.url("sendDocument"), data=form) as response:
        sent = (await response.json())["result"]
    assert sent["caption"] == "তথ্য"
    assert (sent["document"]["file_name"], sent["document"]["file_size"]) == ("তথ্য.json", 9)
    again = await api.call("sendDocument", chat_id=anna.id, document=sent["document"]["file_id"])
    assert again["document"] == sent["document"]
    assert "wrong file identifier" in await api.refusal("sendDocument", chat_id=anna.id, document="তথ্য")
    assert "no document" in await api.refusal("sendDocument", chat_id=anna.id)
