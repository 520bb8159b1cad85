"""Groups, topics and channels: what the bot sees there, and where it may write."""

from typing import Any

import pytest

from bot.playground.person import Person
from bot.playground.state import Chat
from tests.local_api import LocalApi


@pytest.fixture
def anna(api: LocalApi) -> Person:
    """A person."""
    return api.world.person("Anna")


@pytest.fixture
def forum(api: LocalApi, anna: Person) -> Chat:
    """A forum with two topics."""
    return api.world.group("পাড়ার খবর", members=[anna], topics=["ইরান", "আড্ডা"])


async def seen(api: LocalApi, kind: str = "message") -> list[dict[str, Any]]:
    """Give the new updates of a kind, and confirm all."""
    updates = await api.call("getUpdates")
    if updates:
        await api.call("getUpdates", offset=updates[-1]["update_id"] + 1)
    return [update[kind] for update in updates if kind in update]


@pytest.mark.parametrize(
    ("text", "is_seen"),
    [
        ("ইরানের খবর কী?", False),
        ("@someone_else ইরান", False),
        ("a@barta_bot.com", False),
        ("/help@other_bot", False),
        ("/help", True),
        ("/help@Barta_Bot", True),
        ("😀 @BARTA_bot ইরান", True),
        ("@barta_bots ইরান", False),
    ],
)
async def test_privacy_passes_on_commands_and_mentions_alone(
    api: LocalApi, anna: Person, forum: Chat, text: str, *, is_seen: bool
) -> None:
    await anna.send(text, to=forum)
    assert [message["text"] for message in await seen(api)] == [text] * is_seen


async def test_replies_to_the_bot_pass_and_without_privacy_everything(
    api: LocalApi, anna: Person, forum: Chat
) -> None:
    await api.call("sendMessage", chat_id=forum.id, text="খবর")
    await anna.send("সূত্র কী?", reply_to=await forum.next_message())
    await anna.send("আমি যাই", to=forum)
    assert [message["text"] for message in await seen(api)] == ["সূত্র কী?"]
    api.world.privacy = False
    await anna.send("আমি যাই", to=forum)
    await anna.sticker(to=forum)
    assert len(await seen(api)) == 2


async def test_an_administrator_bot_sees_everything(api: LocalApi, anna: Person, forum: Chat) -> None:
    await anna.promote_bot(forum)
    await anna.send("আমি যাই", to=forum)
    assert (await seen(api))[-1]["text"] == "আমি যাই"


async def test_a_message_in_a_topic_says_so(api: LocalApi, anna: Person, forum: Chat) -> None:
    topic = forum.topic("ইরান")
    await anna.send("/help", topic=topic)
    await anna.send("/help", to=forum)
    in_topic, in_general = await seen(api)
    assert (in_topic["message_thread_id"], in_topic["is_topic_message"]) == (topic.id, True)
    assert in_topic["reply_to_message"]["forum_topic_created"]["name"] == "ইরান"
    assert in_topic["chat"]["is_forum"] is True
    assert "message_thread_id" not in in_general


async def test_the_bot_writes_into_topics_that_there_are(api: LocalApi, anna: Person, forum: Chat) -> None:
    topic = forum.topic("আড্ডা")
    sent = await api.call("sendMessage", chat_id=forum.id, message_thread_id=topic.id, text="খবর")
    assert (sent["message_thread_id"], sent["is_topic_message"]) == (topic.id, True)
    asked = await anna.send("/help", topic=topic)
    reply = await api.call(
        "sendMessage", chat_id=forum.id, text="ক", reply_parameters={"message_id": asked.id}
    )
    assert reply["message_thread_id"] == topic.id
    words = "Bad Request: message thread not found"
    assert await api.refusal("sendMessage", chat_id=forum.id, message_thread_id=1, text="ক") == words
    topic.closed = True
    assert (
        await api.refusal("sendMessage", chat_id=forum.id, message_thread_id=topic.id, text="ক")
        == "Bad Request: TOPIC_CLOSED"
    )
    api.world.delete_topic(topic)
    assert await api.refusal("sendMessage", chat_id=forum.id, message_thread_id=topic.id, text="ক") == words


async def test_a_thread_of_replies_outside_a_forum_is_no_topic(api: LocalApi, anna: Person) -> None:
    group = api.world.group("পাড়া", members=[anna])
    first = await anna.send("/help", to=group)
    await anna.send("/help", reply_to=first)
    reply = (await seen(api))[-1]
    assert (reply["message_thread_id"], "is_topic_message" in reply) == (first.id, False)
    words = "Bad Request: message thread not found"
    assert await api.refusal("sendMessage", chat_id=group.id, message_thread_id=first.id, text="ক") == words


async def test_coming_and_going_is_told(api: LocalApi, anna: Person) -> None:
    group = api.world.group("পাড়া", members=[anna], bot="left")
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert await api.refusal("sendMessage", chat_id=group.id, text="ক") == words
    await anna.add_bot(group)
    updates = await api.call("getUpdates")
    membership = updates[0]["my_chat_member"]
    assert (membership["old_chat_member"]["status"], membership["new_chat_member"]["status"]) == (
        "left",
        "member",
    )
    assert updates[1]["message"]["new_chat_members"][0]["is_bot"] is True
    newcomer = api.world.person("রহিম")
    await newcomer.join(group)
    await newcomer.leave(group)
    messages = await seen(api)
    assert messages[-2]["new_chat_members"][0]["first_name"] == "রহিম"
    assert messages[-1]["left_chat_member"]["first_name"] == "রহিম"


async def test_a_bot_that_was_removed_or_has_left_writes_no_more(api: LocalApi, anna: Person) -> None:
    group = api.world.group("পাড়া", members=[anna])
    await anna.remove_bot(group)
    words = "Forbidden: bot was kicked from the supergroup chat"
    assert await api.refusal("sendMessage", chat_id=group.id, text="ক") == words
    assert await seen(api, "my_chat_member")
    await anna.add_bot(group)
    assert await api.call("leaveChat", chat_id=group.id) is True
    words = "Forbidden: bot is not a member of the supergroup chat"
    assert await api.refusal("sendMessage", chat_id=group.id, text="ক") == words


async def test_a_muted_bot_may_not_write(api: LocalApi) -> None:
    group = api.world.group("পাড়া")
    group.muted = True
    words = "Bad Request: not enough rights to send text messages to the chat"
    assert await api.refusal("sendMessage", chat_id=group.id, text="ক") == words


async def test_a_group_that_became_a_supergroup_names_it(api: LocalApi, anna: Person) -> None:
    group = api.world.group("পাড়া", members=[anna], basic=True)
    await api.call("sendMessage", chat_id=group.id, text="ক")
    upgraded = api.world.migrate(group)
    status, body = await api.raw("sendMessage", chat_id=group.id, text="ক")
    assert (status, body["description"]) == (400, "Bad Request: group chat was upgraded to a supergroup chat")
    assert body["parameters"] == {"migrate_to_chat_id": upgraded.id}
    old, new = await seen(api)
    assert (old["migrate_to_chat_id"], new["migrate_from_chat_id"]) == (upgraded.id, group.id)
    await api.call("sendMessage", chat_id=upgraded.id, text="ক")


async def test_channel_posts_reach_an_administrator_bot(api: LocalApi, anna: Person) -> None:
    channel = api.world.channel("বার্তা", admins=[anna])
    await anna.send("সংবাদ", to=channel)
    (post,) = await seen(api, "channel_post")
    assert (post["text"], post["sender_chat"]["id"], "from" in post) == ("সংবাদ", channel.id, False)


async def test_what_people_send_besides_text_arrives(api: LocalApi, anna: Person) -> None:
    await anna.start("brief_iran")
    message = await anna.send("ইরান")
    await anna.edit(message, "রাশিয়া")
    await anna.sticker()
    await anna.photo("ছবি #ইরান")
    await anna.voice()
    await anna.location()
    updates = await api.call("getUpdates")
    assert updates[0]["message"]["text"] == "/start brief_iran"
    assert updates[0]["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert updates[2]["edited_message"]["text"] == "রাশিয়া"
    assert [
        next(key for key in ("sticker", "photo", "voice", "location") if key in each["message"])
        for each in updates[3:]
    ] == [*("sticker", "photo", "voice", "location")]
    assert updates[4]["message"]["caption_entities"][0]["type"] == "hashtag"


async def test_chats_and_members_are_told(api: LocalApi, anna: Person, forum: Chat) -> None:
    await anna.start()
    assert (await api.call("getChat", chat_id=forum.id))["title"] == "পাড়ার খবর"
    assert (await api.call("getChat", chat_id=anna.id))["first_name"] == "Anna"
    assert await api.call("getChatMemberCount", chat_id=forum.id) == 2
    assert (await api.call("getChatMember", chat_id=forum.id, user_id=anna.id))["status"] == "member"
    assert (await api.call("getChatMember", chat_id=forum.id, user_id=api.world.bot.id))["user"][
        "is_bot"
    ] is True
    assert await api.call("getChatAdministrators", chat_id=forum.id) == []
    forum.members[anna.id] = (anna, "administrator")
    (admin,) = await api.call("getChatAdministrators", chat_id=forum.id)
    assert (admin["user"]["id"], admin["can_delete_messages"]) == (anna.id, True)
    assert await api.refusal("getChatMember", chat_id=forum.id, user_id=7) == "Bad Request: user not found"
    words = "Bad Request: there are no administrators in the private chat"
    assert await api.refusal("getChatAdministrators", chat_id=anna.id) == words
    assert await api.refusal("leaveChat", chat_id=anna.id) == "Bad Request: chat not found"
