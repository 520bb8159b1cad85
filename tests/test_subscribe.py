"""Subscriptions by dialogue in the running bot: one message, edited in place, in both languages."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import time, timedelta
from unicodedata import normalize

import pytest

from bot.domain.models import Language
from bot.domain.subscription import Subscription
from bot.playground.person import Person
from bot.playground.state import Message
from bot.playground.world import World
from bot.render.steps import Step, encode_step
from bot.render.words import say
from bot.services.desk import Desk

BOTH: tuple[Language, ...] = ("bn", "en")


@dataclass
class Reader:
    """A person at the dialogue, in their language."""

    person: Person
    language: Language
    desk: Desk

    def say(self, key: str, **values: str) -> str:
        """Give the dialogue's words in the reader's language."""
        return say(self.language, f"subscribe.{key}", **values)

    async def ask(self, text: str) -> Message:
        """Write to the bot and give its next message."""
        await self.person.send(normalize("NFC", text))
        return await self.person.chat.next_message()

    async def press(self, message: Message, *keys: str) -> None:
        """Press buttons one after another, told by the keys of their words."""
        for key in keys:
            answer = await self.person.press(message, self.say(key))
            assert answer.text == "", answer

    async def begin(self) -> Message:
        """Subscribe; whose language tells no time zone chooses Dhaka's."""
        message = await self.ask("/subscribe")
        if self.language == "en":
            await self.person.press(message, "Dhaka")
        return message

    async def wish(self) -> Subscription:
        """Give what the store has."""
        wish = await self.desk.store.subscriptions.get(self.person.id, None)
        assert wish is not None
        return wish


@pytest.fixture(params=BOTH)
async def reader(
    request: pytest.FixtureRequest, anna: Person, anu: Person, desk: Desk
) -> AsyncIterator[Reader]:
    """Give a reader, in Bengali and in English; in the end nothing was sent that Telegram would refuse."""
    language: Language = request.param
    person = anu if language == "bn" else anna
    yield Reader(person, language, desk)
    refused = [call for call in person.world.calls if not call.ok]
    assert [(call.method, call.outcome) for call in refused] == []


async def test_one_message_subscribes_with_the_defaults_and_says_what_will_come(
    anu: Person, anna: Person, desk: Desk
) -> None:
    message = await Reader(anu, "bn", desk).ask("/subscribe")
    assert "প্রতিদিন সকাল ৮টা ও রাত ৮টায়, ঢাকার সময়ে, সব বিষয়।" in message.text
    assert "পরের ব্রিফিং: " in message.text
    asked = await Reader(anna, "en", desk).ask("/subscribe")
    assert asked.text.startswith("Which time zone?")
    assert await desk.store.subscriptions.count() == 1, "nothing comes before the zone is known"
    await anna.press(asked, "London")
    assert "Every day at 8:00 and 20:00, London time, all topics." in asked.text
    assert await desk.store.subscriptions.count() == 2


async def test_the_button_under_a_brief_and_in_the_greeting_subscribes(reader: Reader) -> None:
    brief = await reader.ask("ইরান নিয়ে পুতিন কী বলেছেন?" if reader.language == "bn" else "putin on iran")
    title = brief.text
    await reader.press(brief, "get")
    shown = await reader.person.chat.next_message()
    assert brief.text == title, "the brief stays"
    assert (await reader.wish()).chat == reader.person.id
    greeting = await reader.ask("/start")
    await reader.press(greeting, "get")
    again = await reader.person.chat.next_message()
    assert again.text == shown.text
    assert (await reader.ask("/start subscribe")).text == shown.text


async def test_briefings_are_begun_and_ended_in_plain_words(anu: Person, desk: Desk) -> None:
    reader = Reader(anu, "bn", desk)
    assert (await reader.ask("নিয়মিত ব্রিফিং পেতে চাই")).text.startswith("আপনার ব্রিফিং")
    assert (await reader.wish()).active
    await reader.ask("briefing bondho koro")
    assert not (await reader.wish()).active


async def test_times_are_added_and_removed_in_place_and_one_stays(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_times", "button_evening")
    await reader.person.press(message, "৭:৩০" if reader.language == "bn" else "19:30")
    await reader.press(message, "button_back")
    assert (await reader.wish()).schedule.times == (time(8), time(19, 30), time(20))
    for _ in range(2):
        await reader.person.press(message, message.buttons[0])
    assert message.buttons[0].startswith("✓ ")
    refused = await reader.person.press(message, message.buttons[0])
    assert refused.text == reader.say("one_time")
    assert refused.show_alert
    assert (await reader.wish()).schedule.times == (time(20),)
    assert len(reader.person.chat.sent) == 1, "all in one message"


@pytest.mark.parametrize("typed", ["সকাল ৭টা", "7:00", "7 am"])
async def test_a_time_may_be_written_instead(reader: Reader, typed: str) -> None:
    message = await reader.begin()
    await reader.press(message, "button_times")
    overview = await reader.ask(typed)
    assert (await reader.wish()).schedule.times == (time(7), time(8), time(20))
    assert reader.say("heading") in overview.text
    await reader.person.world.until(lambda: message.deleted, what="the message that asked to go")


async def test_days_are_all_the_working_ones_or_single_ones(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_days", "button_working_days")
    assert (await reader.wish()).schedule.days == {7, 1, 2, 3, 4}
    labels = message.buttons[2:9]
    assert labels[0].removeprefix("✓ ") == ("রবি" if reader.language == "bn" else "Sun")
    for label in labels[:5]:
        last = await reader.person.press(message, label)
    assert last.text == reader.say("one_day")
    assert (await reader.wish()).schedule.days == {4}
    await reader.press(message, "button_every_day")
    assert len((await reader.wish()).schedule.days) == 7


async def test_topics_are_chosen_one_by_one_or_all(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_topics")
    first, second = message.buttons[1:3]
    await reader.person.press(message, first)
    await reader.person.press(message, second)
    assert len((await reader.wish()).topics) == 2
    await reader.press(message, "button_back")
    assert f"{first}; {second}" in message.text or f"{second}; {first}" in message.text
    await reader.press(message, "button_topics")
    await reader.person.press(message, f"✓ {first}")
    await reader.press(message, "button_all_topics")
    assert (await reader.wish()).topics == frozenset()


@pytest.mark.parametrize(("typed", "zone"), [("নিউ ইয়র্ক", "America/New_York"), ("barlin", "Europe/Berlin")])
async def test_a_city_in_any_script_sets_the_time_zone(reader: Reader, typed: str, zone: str) -> None:
    message = await reader.begin()
    await reader.press(message, "button_zone")
    await reader.ask(typed)
    assert (await reader.wish()).schedule.zone == zone


async def test_where_a_city_is_unclear_a_few_are_offered(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_zone")
    guesses = await reader.ask("landan")
    names = ["লন্ডন", "লোয়ান্ডা"] if reader.language == "bn" else ["London", "Luanda"]
    assert guesses.buttons == [*names, reader.say("button_back")]
    await reader.person.press(guesses, guesses.buttons[0])
    assert (await reader.wish()).schedule.zone == "Europe/London"
    assert reader.say("heading") in guesses.text


async def test_an_answer_that_is_not_understood_is_no_question_and_there_is_a_way_on(reader: Reader) -> None:
    """A small place that is not known, an hour that no day has: the reader is told, and is not told that there is no news of it."""
    message = await reader.begin()
    await reader.press(message, "button_zone")
    unknown = await reader.ask("কচুয়া" if reader.language == "bn" else "Ashby")
    assert reader.say("zone_unknown") in unknown.text
    await reader.press(unknown, "button_back")
    assert reader.say("zone_heading") in unknown.text
    await reader.press(unknown, "button_back", "button_times")
    assert (await reader.ask("২৫:০০" if reader.language == "bn" else "25:00")).text == reader.say("no_times")
    times = await reader.person.chat.next_message()
    assert reader.say("times_heading") in times.text
    assert (await reader.wish()).schedule.times == (time(8), time(20))
    assert "14" in (await reader.ask("14 june")).text, "a question is none"


async def test_a_shared_location_sets_the_time_zone_and_is_not_kept(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_zone", "button_location")
    await reader.person.chat.next_message()
    await reader.person.press_key(reader.say("button_share_location"), place=(51.5, -0.12))
    done = await reader.person.chat.next_message()
    assert done.markup == {"remove_keyboard": True}
    assert reader.say("heading") in (await reader.person.chat.next_message()).text
    assert (await reader.wish()).schedule.zone == "Europe/London"
    assert "51.5" not in str(await reader.desk.store.readers.export(reader.person.id))


async def test_a_question_typed_meanwhile_is_answered_and_the_dialogue_goes_on(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_zone")
    assert "Putin" in (await reader.ask("what did putin say about iran?")).text
    assert "পুতিন" in (await reader.ask("ইরান নিয়ে পুতিন কী বলেছেন?")).text
    assert "মাখোঁ" in (await reader.ask("মাখোর")).text, "though it is near the name of an island"
    await reader.ask("লন্ডন")
    assert (await reader.wish()).schedule.zone == "Europe/London"


async def test_after_ten_minutes_a_word_is_a_question_again(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = await reader.begin()
    monkeypatch.setattr("bot.handlers.dialogue._PATIENCE", timedelta(0))
    await reader.press(message, "button_zone")
    await reader.ask("লন্ডন")
    assert (await reader.wish()).schedule.zone == "Asia/Dhaka"


async def test_quiet_hours_are_chosen_or_written(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_more", "button_quiet")
    await reader.person.press(message, message.buttons[0])
    assert (await reader.wish()).quiet == (time(22), time(6))
    overview = await reader.ask("রাত ১১টা থেকে সকাল ৬টা")
    assert (await reader.wish()).quiet == (time(23), time(6))
    await reader.press(overview, "button_more", "button_quiet", "button_quiet_off")
    assert (await reader.wish()).quiet is None


async def test_only_what_mentions_a_word_can_be_wished_for(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_more", "button_keywords")
    assert "Putin" in (await reader.ask("what did putin say about iran?")).text, "a question is none"
    overview = await reader.ask("জেলেনস্কি, পুতিন")
    assert reader.say("keywords", keywords="জেলেনস্কি, পুতিন") in overview.text
    await reader.press(overview, "button_more", "button_keywords")
    overview = await reader.ask("জেলেনস্কি\n ইরান")
    assert (await reader.wish()).keywords == "জেলেনস্কি, ইরান"
    await reader.press(overview, "button_more", "button_keywords", "button_keywords_off")
    assert (await reader.wish()).keywords == ""


async def test_silence_and_nothing_new_are_switched_and_the_language_is_changed(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_more", "button_silent", "button_nothing")
    wish = await reader.wish()
    assert (wish.silent, wish.says_nothing) == (True, True)
    other = "English" if reader.language == "bn" else "বাংলা"
    await reader.person.press(message, other)
    assert (await reader.wish()).language != reader.language
    assert say("en" if reader.language == "bn" else "bn", "subscribe.more_heading") in message.text


async def test_who_chooses_a_language_gets_briefings_in_it(reader: Reader) -> None:
    await reader.begin()
    page = await reader.ask("/language")
    await reader.person.press(page, "English" if reader.language == "bn" else "বাংলা")
    assert (await reader.wish()).language != reader.language
    await reader.person.press(page, page.buttons[2])
    assert (await reader.wish()).language != reader.language, (
        "what is written tells nothing of what comes by itself"
    )


@pytest.mark.parametrize("span", ["button_day", "button_week"])
async def test_a_pause_ends_by_itself_or_on_request(reader: Reader, span: str) -> None:
    message = await reader.begin()
    await reader.press(message, "button_pause", span)
    assert (await reader.wish()).paused_until is not None
    assert reader.say("paused", moment="").split(".")[0].split("।")[0] in message.text
    await reader.press(message, "button_resume")
    assert (await reader.wish()).paused_until is None


async def test_stopping_ends_at_once_and_can_be_undone(reader: Reader) -> None:
    message = await reader.begin()
    await reader.press(message, "button_stop")
    assert not (await reader.wish()).active
    await reader.press(message, "button_start")
    assert (await reader.wish()).active
    stopped = await reader.ask("/unsubscribe")
    assert reader.say("ended") in stopped.text
    assert not (await reader.wish()).active
    assert reader.say("ended_none") in (await reader.ask("/unsubscribe")).text
    await reader.press(stopped, "button_start")
    assert (await reader.wish()).active


async def test_the_list_shows_and_changes_what_there_is(reader: Reader) -> None:
    empty = await reader.ask("/subscriptions")
    assert reader.say("list_none") in empty.text
    await reader.begin()
    listed = await reader.ask("/subscriptions")
    assert listed.buttons == [reader.say("own"), reader.say("button_share")]
    await reader.press(listed, "own")
    assert reader.say("heading") in listed.text


async def test_an_old_message_a_gone_subscription_and_a_forged_press_are_answered(reader: Reader) -> None:
    message = await reader.begin()
    wish = await reader.wish()
    world = reader.person.world
    thief = world.person("চোর", language_code="bn")
    shown = await Reader(thief, "bn", reader.desk).ask("/help")
    answer = await thief.press_data(shown, encode_step(Step(wish.id, "stop")))
    assert answer.show_alert
    assert (await reader.wish()).active
    await reader.desk.store.subscriptions.forget(reader.person.id)
    answer = await reader.person.press(message, reader.say("button_times"))
    assert answer.text == reader.say("gone")
    for data in ("=", "=o1:", "=zz:zz", f"=o{'z' * 13}:", "=t1:+9999", "=o1:times99"):
        assert (await reader.person.press_data(message, data)).show_alert, data


@pytest.mark.parametrize(
    "value", ["+9999", "+", "-", "Mars/Crater", "2200-9900", "+9", "+0", "x", "times99", "topics999"]
)
async def test_a_senseless_value_changes_nothing(anu: Person, desk: Desk, value: str) -> None:
    reader = Reader(anu, "bn", desk)
    message = await reader.begin()
    before = await reader.wish()
    for verb in ("show", "time", "day", "days", "topic", "zone", "quiet", "pause", "language", "silent"):
        await anu.press_data(message, encode_step(Step(before.id, verb, value)))
    assert await reader.wish() == before


async def test_a_message_that_cannot_be_edited_is_answered_with_a_new_one(
    anu: Person, desk: Desk, world: World
) -> None:
    reader = Reader(anu, "bn", desk)
    message = await reader.begin()
    world.delete(message)
    await reader.press(message, "button_times")
    assert reader.say("times_heading") in (await anu.chat.next_message()).text
