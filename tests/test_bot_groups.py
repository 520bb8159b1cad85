"""In a group the bot answers when it is spoken to, where it was spoken to, and is silent otherwise."""

import pytest

from bot.playground.person import Person
from bot.playground.state import Chat
from bot.playground.world import World


@pytest.fixture
def forum(world: World, anna: Person, anu: Person) -> Chat:
    """A forum with two topics; anna is its admin."""
    return world.group("পাড়ার খবর", members=[anu], admins=[anna], forum=True, topics=["ইরান", "Ukraine"])


async def test_a_mention_is_answered_in_the_same_topic_as_a_reply(forum: Chat, anu: Person) -> None:
    asked = await anu.send("@barta_bot ইরানের তিন স্থাপনায় হামলা", to=forum, topic=forum.topic("ইরান"))
    reply = await forum.next_message()
    assert reply.thread_id == forum.topic("ইরান").id
    assert reply.reply_to is asked
    assert "ইরান" in reply.text


async def test_a_reply_to_the_bot_goes_on_from_its_answer(forum: Chat, anna: Person) -> None:
    topic = forum.topic("Ukraine")
    await anna.send("@barta_bot poltava", to=forum, topic=topic)
    answer = await forum.next_message()
    await anna.send("source?", to=forum, topic=topic, reply_to=answer)
    assert (await forum.next_message()).text.startswith("Where this comes from")


async def test_follow_ups_of_one_topic_are_not_mixed_with_another_topics(forum: Chat, anna: Person) -> None:
    await anna.send("@barta_bot poltava", to=forum, topic=forum.topic("Ukraine"))
    await forum.next_message()
    await anna.send("@barta_bot source?", to=forum, topic=forum.topic("ইরান"))
    assert (await forum.next_message()).text.startswith("Which brief do you mean?")


async def test_ordinary_chatter_is_left_alone_even_where_the_bot_sees_it(
    world: World, forum: Chat, anna: Person, anu: Person
) -> None:
    world.privacy = False
    message = await anu.send("ইরান নিয়ে পুতিন কী বলেছেন?", to=forum)
    await anna.send("and @another_bot?", to=forum, reply_to=message)
    await anna.send("/help@another_bot", to=forum)
    await anna.sticker(to=forum)
    await anna.send("@barta_bot macron", to=forum)
    assert "Macron" in (await forum.next_message()).text
    assert len(world.calls_of("sendMessage")) == 1


async def test_commands_are_answered(forum: Chat, anu: Person) -> None:
    await anu.send("/topics@barta_bot", to=forum, topic=forum.topic("ইরান"))
    reply = await forum.next_message()
    assert reply.text.startswith("বিষয়")
    assert reply.thread_id == forum.topic("ইরান").id


async def test_a_bare_mention_under_a_message_asks_about_that_message(
    forum: Chat, anna: Person, anu: Person
) -> None:
    asked = await anu.send("ষষ্ঠ ফোন কল", to=forum)
    await anna.send("@barta_bot", to=forum, reply_to=asked)
    assert "সূত্র: " in (await forum.next_message()).text


async def test_a_bare_mention_asks_what_is_meant(forum: Chat, anna: Person) -> None:
    await anna.send("@barta_bot", to=forum)
    assert (await forum.next_message()).text.startswith("What would you like to know?")


async def test_only_admins_choose_a_groups_language(forum: Chat, anna: Person, anu: Person) -> None:
    await anu.send("/language@barta_bot", to=forum)
    page = await forum.next_message()
    refused = await anu.press(page, "English")
    assert refused.show_alert
    assert refused.text == "গ্রুপে কেবল অ্যাডমিনরা এটি বদলাতে পারেন।"
    await anna.press(page, "English")
    assert page.text.startswith("Language")
    await anu.send("@barta_bot putin macron", to=forum)
    assert "Source: " in (await forum.next_message()).text
