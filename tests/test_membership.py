"""Briefings in groups, their forum topics and channels: who may, and what happens when the bot comes and goes."""

import asyncio
from collections.abc import AsyncIterator
from unicodedata import normalize

import pytest

from bot.domain.subscription import Subscription
from bot.playground.membership import bot_changed
from bot.playground.person import Person
from bot.playground.state import Chat, Message
from bot.playground.world import World
from bot.services.desk import Desk, clock

TOPIC = "ইরান"


@pytest.fixture
async def forum(world: World, anna: Person, anu: Person) -> AsyncIterator[Chat]:
    """Give a forum that Anu leads; in the end nothing was sent that Telegram would refuse."""
    yield world.group("খবর", members=[anna], admins=[anu], topics=[TOPIC, "Ukraine"])
    refused = [call.outcome for call in world.calls if not call.ok]
    assert [why for why in refused if "message is not modified" not in why] == []


@pytest.fixture
def channel(world: World, anu: Person) -> Chat:
    """Give a channel that Anu leads and the bot may post in."""
    return world.channel("দৈনিক", admins=[anu], username="doinik")


async def ask(person: Person, text: str, to: Chat | None = None, topic: str | None = None) -> Message:
    """Write, and give the bot's next message there."""
    where = to or person.chat
    await person.send(normalize("NFC", text), to=where, topic=where.topic(topic) if topic else None)
    return await where.next_message()


async def wish_of(desk: Desk, chat: Chat, topic: str | None = None) -> Subscription | None:
    return await desk.store.subscriptions.get(chat.id, chat.topic(topic).id if topic else None)


async def begun(desk: Desk, chat: Chat, topic: str | None = None) -> Subscription:
    wish = await wish_of(desk, chat, topic)
    assert wish is not None
    return wish


async def becomes(desk: Desk, chat: Chat, ended: str, topic: str | None = None) -> None:
    """Wait until briefings have ended for a reason, "" for until they come; nothing that the bot sends tells it."""
    async with asyncio.timeout(5):
        while (wish := await wish_of(desk, chat, topic)) is None or wish.ended != ended:
            pass  # each look lets the bot go on


# -- groups


async def test_each_forum_topic_has_its_own_briefings(forum: Chat, anu: Person, desk: Desk) -> None:
    shown = await ask(anu, "/subscribe@barta_bot", forum, TOPIC)
    assert shown.text.startswith("খবর › ইরান: ব্রিফিং")
    assert shown.thread_id == forum.topic(TOPIC).id
    assert (await begun(desk, forum, TOPIC)).active
    assert await wish_of(desk, forum) is None
    await ask(anu, "/subscribe@barta_bot", forum, "Ukraine")
    listed = await ask(anu, "/subscriptions@barta_bot", forum)
    assert listed.buttons == ["খবর › ইরান", "খবর › Ukraine"]
    await anu.press(listed, "খবর › Ukraine")
    assert listed.text.startswith("খবর › Ukraine: ব্রিফিং")


async def test_only_admins_set_up_a_group_and_telegram_is_asked_at_every_press(
    forum: Chat, anna: Person, anu: Person, desk: Desk
) -> None:
    refused = await ask(anna, "/subscribe@barta_bot", forum)
    assert refused.text.startswith("Here only admins")
    assert refused.keyboard[0][0]["url"] == "https://t.me/barta_bot?start=subscribe"
    shown = await ask(anu, "/subscribe@barta_bot", forum)
    answer = await anna.press(shown, "বন্ধ করুন")
    assert answer.text == "Only admins of “খবর” can change this."
    forum.members[anu.id] = (anu, "member")
    assert (await anu.press(shown, "বন্ধ করুন")).show_alert
    assert (await begun(desk, forum)).active
    assert (await ask(anna, "/unsubscribe@barta_bot", forum)).text.startswith("Here only admins")
    assert (await begun(desk, forum)).active


async def test_who_may_not_change_a_chat_with_a_long_name_hears_so(
    world: World, anna: Person, anu: Person
) -> None:
    """Telegram takes 200 characters of a notice, and names of groups and topics have up to 128 each."""
    group = world.group("খবর " * 32, members=[anna], admins=[anu], forum=True, topics=["বিষয় " * 20])
    shown = await ask(anu, "/subscribe@barta_bot", group, "বিষয় " * 20)
    answer = await anna.press(shown, "বন্ধ করুন")
    assert answer.text.startswith("Only admins of “খবর খবর")


async def test_two_admins_who_press_the_same_button_agree(
    forum: Chat, anna: Person, anu: Person, desk: Desk
) -> None:
    forum.members[anna.id] = (anna, "administrator")
    shown = await ask(anu, "/subscribe@barta_bot", forum)
    await anu.press(shown, "সময়")
    data = shown.button("✓ রাত ৮টা")["callback_data"]
    for each in (anu, anna):
        await each.press_data(shown, data)
    assert [at.hour for at in (await begun(desk, forum)).schedule.times] == [8]


async def test_in_a_group_an_answer_replies_to_the_message_that_asks(
    forum: Chat, anna: Person, anu: Person, world: World, desk: Desk
) -> None:
    world.privacy = False
    shown = await ask(anu, "/subscribe@barta_bot", forum)
    await anu.press(shown, "সময়")
    assert "রিপ্লাই" in shown.text
    await anu.send("7:30", to=forum)
    await anna.send("9:30", to=forum, reply_to=shown)
    await forum.next_message()
    await anu.send("সকাল ১০টা", to=forum, reply_to=shown)
    await forum.next_message()
    assert [at.hour for at in (await begun(desk, forum)).schedule.times] == [8, 10, 20]


async def test_a_group_that_becomes_a_supergroup_keeps_its_briefings(
    world: World, anu: Person, desk: Desk
) -> None:
    group = world.group("পাড়া", admins=[anu], basic=True)
    await ask(anu, "/subscribe@barta_bot", group)
    upgraded = world.migrate(group)
    upgraded.members[anu.id] = (anu, "administrator")
    await becomes(desk, upgraded, "")
    listed = await ask(anu, "/subscriptions@barta_bot", upgraded)
    assert listed.buttons == ["পাড়া"]


async def test_a_supergroup_goes_on_where_the_bot_was_said_to_have_left_the_old_group(
    world: World, anu: Person, desk: Desk
) -> None:
    group = world.group("পাড়া", admins=[anu], basic=True)
    await ask(anu, "/subscribe@barta_bot", group)
    bot_changed(world, anu, group, "member", "left")
    upgraded = world.migrate(group)
    await becomes(desk, upgraded, "")


async def test_removed_from_a_group_it_ends_and_added_again_it_goes_on(
    forum: Chat, anu: Person, desk: Desk
) -> None:
    await ask(anu, "/subscribe@barta_bot", forum, TOPIC)
    await anu.remove_bot(forum)
    await becomes(desk, forum, "removed", TOPIC)
    await anu.add_bot(forum)
    line = await forum.next_message()
    assert "আগের মতোই ব্রিফিং আসবে: প্রতিদিন সকাল ৮টা ও রাত ৮টায়" in line.text
    assert (await begun(desk, forum, TOPIC)).active


# -- private


@pytest.mark.usefixtures("application")
@pytest.mark.parametrize(("language", "words"), [("bn", "আবার স্বাগতম"), ("en", "Welcome back")])
async def test_blocking_ends_and_coming_back_goes_on_with_the_old_settings(
    world: World, desk: Desk, language: str, words: str
) -> None:
    reader = world.person("পাঠক", language_code=language)
    shown = await ask(reader, "/subscribe")
    if language == "en":
        await reader.press(shown, "Dhaka")
    await reader.block()
    await becomes(desk, reader.chat, "blocked")
    await reader.unblock()
    assert (await reader.chat.next_message()).text.startswith(words)
    assert (await begun(desk, reader.chat)).active
    await reader.start()
    assert words not in (await reader.chat.next_message()).text, "it is said once"


async def test_who_starts_the_bot_again_goes_on_though_telegram_never_said_that_they_were_back(
    anu: Person, desk: Desk
) -> None:
    await ask(anu, "/subscribe")
    await desk.store.subscriptions.end(anu.id, None, "blocked", clock(), whole=True)
    assert (await ask(anu, "/start")).text.startswith("আবার স্বাগতম")
    assert (await begun(desk, anu.chat)).active


async def test_who_stopped_stays_stopped_when_they_come_back(anu: Person, desk: Desk) -> None:
    await ask(anu, "/subscribe")
    await ask(anu, "/unsubscribe")
    await anu.block()
    await anu.unblock()
    await ask(anu, "/help")
    assert (await begun(desk, anu.chat)).ended == "stopped"


# -- channels


async def test_added_to_a_channel_it_offers_briefings_to_who_added_it(
    world: World, anu: Person, desk: Desk
) -> None:
    channel = world.channel("দৈনিক", admins=[anu], bot="left")
    await anu.start()
    await anu.chat.next_message()
    await anu.add_bot(channel, "administrator")
    offer = await anu.chat.next_message()
    assert "“দৈনিক”" in offer.text
    assert not (await begun(desk, channel)).active
    await anu.press(offer, "ব্রিফিং পাঠান")
    assert offer.text.startswith("দৈনিক: ব্রিফিং")
    assert (await begun(desk, channel)).active
    assert channel.sent == [], "a channel's readers hear nothing of its settings"


async def test_who_never_wrote_to_the_bot_gets_no_offer_and_that_is_no_failure(
    world: World, anu: Person, anna: Person
) -> None:
    stranger = world.person("নতুন")
    channel = world.channel("দৈনিক", admins=[stranger], bot="left")
    await stranger.add_bot(channel, "administrator")
    assert (await ask(anna, "/help")).text
    assert stranger.chat.sent == anu.chat.sent == []


@pytest.mark.parametrize("name", ["@doinik", "doinik", "https://t.me/doinik", "t.me/Doinik/"])
async def test_a_channel_is_set_up_by_name_from_the_private_chat(
    channel: Chat, anu: Person, desk: Desk, name: str
) -> None:
    shown = await ask(anu, f"/subscribe {name}")
    assert shown.text.startswith("দৈনিক: ব্রিফিং")
    assert (await begun(desk, channel)).active
    listed = await ask(anu, "/subscriptions")
    assert listed.buttons == ["দৈনিক", "চ্যানেল বা গ্রুপ যোগ করুন"]
    stopped = await ask(anu, f"/unsubscribe {name}")
    assert not (await begun(desk, channel)).active
    await anu.press(stopped, "আবার চালু করুন")
    assert (await begun(desk, channel)).active


async def test_whose_channel_gets_briefings_finds_it_when_they_end_what_comes(
    channel: Chat, anu: Person, desk: Desk
) -> None:
    await ask(anu, "/subscribe @doinik")
    listed = await ask(anu, "/unsubscribe")
    assert listed.buttons[0] == "দৈনিক"
    assert (await begun(desk, channel)).active


async def test_a_channel_is_set_up_by_its_admins_alone_and_where_the_bot_may_post(
    world: World, channel: Chat, anna: Person, anu: Person, desk: Desk
) -> None:
    assert (await ask(anna, "/subscribe @doinik")).text == "Only admins of “দৈনিক” can change this."
    assert (await ask(anna, "/unsubscribe @doinik")).text == "Only admins of “দৈনিক” can change this."
    assert (await ask(anu, "/subscribe @nowhere")).text.startswith("এ নামে কোনো চ্যানেল বা গ্রুপ পেলাম না")
    channel.members[world.bot.id] = (world.bot, "member")
    assert (await ask(anu, "/subscribe @doinik")).text.startswith("“দৈনিক”-এ লেখার অনুমতি আমার নেই")
    assert await wish_of(desk, channel) is None


async def test_a_channel_or_group_is_chosen_with_a_key(
    world: World, forum: Chat, anna: Person, anu: Person, desk: Desk
) -> None:
    channel = world.channel("দৈনিক", admins=[anu], bot="left")
    listed = await ask(anu, "/subscriptions")
    for label, chat in (("চ্যানেল বেছে নিন", channel), ("গ্রুপ বেছে নিন", forum)):
        await anu.press(listed, "চ্যানেল বা গ্রুপ যোগ করুন")
        await anu.chat.next_message()
        with pytest.raises(LookupError):
            await anu.press_key(label, share=world.group("অন্যের", members=[anna]))
        await anu.press_key(label, share=chat)
        while not (await anu.chat.next_message()).text.startswith(f"{chat.title}: ব্রিফিং"):
            pass  # that the key was pressed, and that the bot came to a channel
        assert (await begun(desk, chat)).active
    assert {wish.chat for wish in await desk.store.subscriptions.managed_by(anu.id)} == {channel.id, forum.id}


async def test_demoted_in_a_channel_it_ends_and_promoted_again_it_goes_on(
    channel: Chat, anu: Person, desk: Desk
) -> None:
    await ask(anu, "/subscribe @doinik")
    await anu.add_bot(channel, "member")
    await becomes(desk, channel, "removed")
    await anu.promote_bot(channel)
    assert (await anu.chat.next_message()).text.startswith("“দৈনিক”-এ আগের মতোই ব্রিফিং আসবে")
    assert (await begun(desk, channel)).active
