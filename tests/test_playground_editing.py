"""Editing and deleting through the local Bot API."""

from typing import Any

import pytest

from bot.playground.person import Person
from bot.playground.state import Message
from tests.local_api import LocalApi

SAME = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
MARKUP = {"inline_keyboard": [[{"text": "আরও", "callback_data": "more"}]]}


@pytest.fixture
def anna(api: LocalApi) -> Person:
    """A person who has started the bot."""
    anna = api.world.person("Anna")
    api.world.private(anna).started = True
    return anna


@pytest.fixture
async def card(api: LocalApi, anna: Person) -> Message:
    """A message of the bot with a button."""
    await api.call("sendMessage", chat_id=anna.id, text="<b>ইরান</b>", parse_mode="HTML", reply_markup=MARKUP)
    return await anna.chat.next_message()


async def test_a_text_is_edited_in_place_and_a_keyboard_not_given_again_is_gone(
    api: LocalApi, anna: Person, card: Message
) -> None:
    edited = await api.call("editMessageText", chat_id=anna.id, message_id=card.id, text="রাশিয়া")
    assert (edited["message_id"], edited["text"]) == (card.id, "রাশিয়া")
    assert "edit_date" in edited
    assert "reply_markup" not in edited
    assert await anna.chat.next_edit() is card


async def test_an_edit_that_changes_nothing_is_refused(api: LocalApi, anna: Person, card: Message) -> None:
    where: dict[str, Any] = {"chat_id": anna.id, "message_id": card.id, "reply_markup": MARKUP}
    assert await api.refusal("editMessageText", **where, text="<b>ইরান</b> ", parse_mode="HTML") == SAME
    assert await api.refusal("editMessageReplyMarkup", **where) == SAME
    await api.call("editMessageText", **where, text="ইরান")
    assert not card.entities


async def test_buttons_are_edited_alone(api: LocalApi, anna: Person, card: Message) -> None:
    edited = await api.call("editMessageReplyMarkup", chat_id=anna.id, message_id=card.id)
    assert (edited["text"], card.buttons) == ("ইরান", [])


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"text": "x"}, "chat_id is empty"),
        ({"text": "x", "chat_id": "anna"}, "message identifier is not specified"),
        ({"text": "x", "chat_id": "anna", "message_id": 99}, "message to edit not found"),
        ({"text": "x", "chat_id": "anna", "message_id": "theirs"}, "message can't be edited"),
        ({"text": "ক" * 4097, "chat_id": "anna", "message_id": "card"}, "MESSAGE_TOO_LONG"),
        ({"chat_id": "anna", "message_id": "card"}, "message text is empty"),
        ({"text": "x", "chat_id": 5, "message_id": 1}, "chat not found"),
        ({"text": "x", "inline_message_id": "নেই"}, "MESSAGE_ID_INVALID"),
    ],
)
async def test_a_wrong_edit_is_refused_in_telegrams_words(
    api: LocalApi, anna: Person, card: Message, params: dict[str, Any], words: str
) -> None:
    theirs = await anna.send("আমার কথা")
    known = {"anna": anna.id, "theirs": theirs.id, "card": card.id}
    given = {name: known.get(value, value) for name, value in params.items()}
    assert await api.refusal("editMessageText", **given) == f"Bad Request: {words}"


async def test_a_caption_is_edited_where_there_is_a_photo(api: LocalApi, anna: Person, card: Message) -> None:
    sent = await api.call("sendPhoto", chat_id=anna.id, photo="https://example.com/a.png", caption="ক")
    where = {"chat_id": anna.id, "message_id": sent["message_id"]}
    assert (await api.call("editMessageCaption", **where, caption="খ"))["caption"] == "খ"
    words = "Bad Request: there is no text in the message to edit"
    assert await api.refusal("editMessageText", **where, text="গ") == words
    words = "Bad Request: there is no caption in the message to edit"
    assert await api.refusal("editMessageCaption", chat_id=anna.id, message_id=card.id, caption="গ") == words


async def test_a_deleted_message_is_gone(api: LocalApi, anna: Person, card: Message) -> None:
    where = {"chat_id": anna.id, "message_id": card.id}
    assert await api.call("deleteMessage", **where) is True
    assert card.deleted
    assert await api.refusal("deleteMessage", **where) == "Bad Request: message to delete not found"
    assert await api.refusal("editMessageText", **where, text="x") == "Bad Request: message to edit not found"


async def test_after_48_hours_a_message_can_be_edited_and_no_longer_deleted(
    api: LocalApi, anna: Person, card: Message
) -> None:
    api.world.advance(48 * 3600 + 1)
    where = {"chat_id": anna.id, "message_id": card.id}
    assert await api.refusal("deleteMessage", **where) == "Bad Request: message can't be deleted"
    await api.call("editMessageText", **where, text="শুদ্ধ")


async def test_others_messages_in_a_group_are_deleted_by_administrators_alone(
    api: LocalApi, anna: Person
) -> None:
    group = api.world.group("পাড়া", members=[anna])
    message = await anna.send("কথা", to=group)
    where = {"chat_id": group.id, "message_id": message.id}
    assert await api.refusal("deleteMessage", **where) == "Bad Request: message can't be deleted"
    await anna.promote_bot(group)
    await api.call("deleteMessage", **where)


async def test_many_are_deleted_at_once_and_missing_ones_passed_over(
    api: LocalApi, anna: Person, card: Message
) -> None:
    assert await api.call("deleteMessages", chat_id=anna.id, message_ids=[card.id, 99, card.id]) is True
    assert card.deleted
    words = "Bad Request: too many message identifiers specified"
    assert await api.refusal("deleteMessages", chat_id=anna.id, message_ids=list(range(101))) == words
