"""Keyboards that ask for a place or a chat: what is refused, and what a key shares."""

from typing import Any

import pytest

from bot.playground.person import Person
from tests.local_api import LocalApi

NONE = dict.fromkeys(
    (
        *("is_anonymous", "can_delete_messages", "can_manage_video_chats", "can_restrict_members"),
        *("can_promote_members", "can_change_info", "can_invite_users"),
        *("can_post_stories", "can_edit_stories", "can_delete_stories"),
    ),
    False,
) | {"can_manage_chat": True}
POSTS = NONE | {"can_post_messages": True}


def keyboard(*keys: dict[str, Any]) -> dict[str, Any]:
    """Give a keyboard of one row."""
    return {"keyboard": [list(keys)]}


def request(number: int = 1, *, channel: bool = True, **more: object) -> dict[str, Any]:
    """Give a key that asks for a chat."""
    return {"text": "চ্যানেল", "request_chat": {"request_id": number, "chat_is_channel": channel, **more}}


@pytest.fixture
async def anna(api: LocalApi) -> Person:
    """Give a person whom the bot may write to."""
    anna = api.world.person("Anna")
    await anna.start()
    return anna


async def test_places_and_chats_are_asked_for_in_private_only(api: LocalApi, anna: Person) -> None:
    group = api.world.group("পাড়া", members=[anna])
    place = {"text": "কোথায়", "request_location": True}
    for key, words in ((place, "location can be requested"), (request(), "chats can be requested")):
        refusal = await api.refusal("sendMessage", chat_id=group.id, text="ক", reply_markup=keyboard(key))
        assert words in refusal
        assert await api.call("sendMessage", chat_id=anna.id, text="ক", reply_markup=keyboard(key))


async def test_a_request_is_complete_and_gives_the_bot_no_more_than_its_user_has(
    api: LocalApi, anna: Person
) -> None:
    async def refusal(*keys: dict[str, Any]) -> str:
        return await api.refusal("sendMessage", chat_id=anna.id, text="ক", reply_markup=keyboard(*keys))

    assert "request_id" in await refusal({"text": "ক", "request_chat": {"chat_is_channel": True}})
    assert "BUTTON_ID_INVALID" in await refusal(request(), request())
    greedy = request(user_administrator_rights=NONE, bot_administrator_rights=POSTS)
    assert "subset" in await refusal(greedy)
    assert "is_anonymous" in await refusal(request(bot_administrator_rights={"can_post_messages": True}))


async def test_a_key_shares_a_chat_that_fits_and_makes_the_bot_its_admin(api: LocalApi, anna: Person) -> None:
    own = api.world.channel("দৈনিক", admins=[anna], bot="left")
    key = request(7, user_administrator_rights=POSTS, bot_administrator_rights=POSTS, request_title=True)
    await api.call("sendMessage", chat_id=anna.id, text="ক", reply_markup=keyboard(key))
    for other in (api.world.channel("অন্য"), api.world.group("পাড়া", admins=[anna])):
        with pytest.raises(LookupError):
            await anna.press_key("চ্যানেল", share=other)
    shared = await anna.press_key("চ্যানেল", share=own)
    assert shared.json()["chat_shared"] == {"request_id": 7, "chat_id": own.id, "title": "দৈনিক"}
    assert own.status(api.world.bot) == "administrator"
    kinds = [next(key for key in each if key != "update_id") for each in api.world.updates.pending]
    assert kinds == ["message", "my_chat_member", "message"]


async def test_a_key_shares_a_place_or_is_written_until_the_keyboard_goes(
    api: LocalApi, anna: Person
) -> None:
    keys = keyboard({"text": "কোথায়", "request_location": True}, {"text": "না"})
    await api.call("sendMessage", chat_id=anna.id, text="ক", reply_markup=keys)
    assert (await anna.press_key("কোথায়", place=(52.5, 13.4))).media == {
        "location": {"latitude": 52.5, "longitude": 13.4}
    }
    assert (await anna.press_key("না")).text == "না"
    await api.call("sendMessage", chat_id=anna.id, text="খ", reply_markup={"remove_keyboard": True})
    with pytest.raises(LookupError):
        await anna.press_key("না")
