"""How times, days and plans are read and said, and how buttons carry steps."""

from datetime import UTC, datetime, time
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.clock_times import read_span, read_times
from bot.domain.models import LANGUAGES, Language
from bot.domain.schedule import Schedule
from bot.domain.subscription import default_schedule
from bot.render import bengali
from bot.render.actions import decode
from bot.render.steps import _LETTERS, Step, decode_step, encode_step, mark_of
from bot.render.timetable import at_times, clock, moment, plan, week, working_days, zone_time
from bot.render.words import say_zone

STEPS = st.builds(
    Step,
    st.integers(0, 2**63 - 1),
    st.sampled_from(sorted(_LETTERS)),
    st.text("ABCXYZabcxyz019_+/-", max_size=48),
)


@given(STEPS)
def test_every_step_comes_back_from_its_button_which_telegram_takes(step: Step) -> None:
    data = encode_step(step)
    assert 1 <= len(data.encode()) <= 64
    assert decode_step(data) == step
    assert decode(data) is None, "no other button means it"


@given(st.text(max_size=70))
def test_what_no_button_carries_is_no_step(data: str) -> None:
    step = decode_step(data)
    assert step is None or encode_step(step) == data


def test_a_long_topic_fits_a_button() -> None:
    step = Step(2**63 - 1, "topic", f"+{mark_of('ক' * 56)}")
    assert decode_step(encode_step(step)) == step


@pytest.mark.parametrize(
    ("typed", "times"),
    [
        ("7:30", ["07:30"]),
        ("৭:৩০", ["07:30"]),
        ("সকাল ৭টা", ["07:00"]),
        ("সকাল ৭টায় ও রাত ৯টায়", ["07:00", "21:00"]),
        ("সন্ধ্যা সাড়ে ৬টা", ["18:30"]),
        ("দুপুর দেড়টা", ["13:30"]),
        ("দুপুর আড়াইটায়", ["14:30"]),
        ("পৌনে আটটা", ["07:45"]),
        ("রাত ১২টা", ["00:00"]),
        ("রাত সাড়ে ১২টা", ["00:30"]),
        ("বিকেল ৪টা ১০ মিনিটে", ["16:10"]),
        ("sokal 7ta", ["07:00"]),
        ("rat 10ta", ["22:00"]),
        ("7 pm", ["19:00"]),
        ("12 am", ["00:00"]),
        ("at 8, 20:30 and 7pm", ["08:00", "19:00", "20:30"]),
        ("8 in the evening", ["20:00"]),
        ("noon", ["12:00"]),
        ("৭ঃ৩০", ["07:30"]),
        ("৭.৩০", ["07:30"]),
        ("সাড়ে সাতটা", ["07:30"]),
        ("সন্ধ্যে ৭টা", ["19:00"]),
        ("রাত ন'টা", ["21:00"]),
        ("রাত ১০টা ৩০", ["22:30"]),
        ("সকাল ৭টা ১০টা", ["07:00", "10:00"]),
        ("সকাল ৭টা, 19:30", ["07:00", "19:30"]),
        ("মাঝরাত", ["00:00"]),
        ("sokal sare sat tay", ["07:30"]),
        ("rat dosh ta", ["22:00"]),
        ("25:00", []),
        ("8:75", []),
        ("2026", []),
        ("what did putin say at 8", []),
        ("পুতিন কী বলেছেন", []),
        ("", []),
    ],
)
def test_times_are_read_as_people_write_them(typed: str, times: list[str]) -> None:
    assert [f"{at:%H:%M}" for at in read_times(typed)] == times


@settings(deadline=None)  # the words are read at the first one
@given(st.times())
def test_a_time_that_is_said_is_read_again(at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    for language in LANGUAGES:
        assert read_times(clock(language, at)) == (at,)
        assert read_times(at_times(language, [at])) == (at,)


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("22:00-7:00", (22, 7)),
        ("রাত ১১টা থেকে সকাল ৬টা পর্যন্ত", (23, 6)),
        ("from 10pm to 6am", (22, 6)),
        ("between 10 pm and 7 am", (22, 7)),
        ("রাত ১১টা হইতে সকাল ৬টা", (23, 6)),
        ("10pm to 10pm", None),
        ("ইরান থেকে ইউক্রেন", None),
        ("7:00", None),
    ],
)
def test_hours_between_two_times_are_read(typed: str, hours: tuple[int, int] | None) -> None:
    assert read_span(typed) == (hours and (time(hours[0]), time(hours[1])))


@pytest.mark.parametrize(
    ("language", "schedule", "topics", "said"),
    [
        ("bn", default_schedule(), [], "প্রতিদিন সকাল ৮টা ও রাত ৮টায়, ঢাকার সময়ে, সব বিষয়।"),
        ("en", default_schedule(), [], "Every day at 8:00 and 20:00, Dhaka time, all topics."),
        (
            "bn",
            Schedule("Asia/Dubai", (time(13, 30), time(18, 5)), frozenset({1, 5})),
            ["ইরান", "ইউক্রেন ও অস্ত্র"],
            "প্রতি সোম ও শুক্রবার দুপুর দেড়টা ও সন্ধ্যা ৬টা ৫ মিনিটে, দুবাইয়ের সময়ে, বিষয়: ইরান; ইউক্রেন ও অস্ত্র।",
        ),
        (
            "en",
            Schedule("Europe/London", (time(7, 30),), frozenset({1, 2, 3, 4, 5})),
            ["Iran"],
            "On working days at 7:30, London time, topics: Iran.",
        ),
        (
            "en",
            Schedule("UTC", (time(0),), frozenset({1, 2, 3, 4, 5, 7})),
            [],
            "Every day but Saturday at 0:00",
        ),
        (
            "bn",
            Schedule("Asia/Dhaka", (time(4),), frozenset({1, 2, 3, 4, 6, 7})),
            [],
            "শুক্রবার ছাড়া প্রতিদিন ভোর ৪টায়",
        ),
    ],
)
def test_a_plan_says_what_comes_and_when(
    language: Language, schedule: Schedule, topics: list[str], said: str
) -> None:
    assert plan(language, schedule, topics).startswith(said)


@pytest.mark.parametrize(
    ("name", "genitive"),
    [("ঢাকা", "ঢাকার"), ("লন্ডন", "লন্ডনের"), ("দুবাই", "দুবাইয়ের"), ("টোকিও", "টোকিওর"), ("হংকং", "হংকংয়ের")],
)
def test_a_citys_time_is_the_citys(name: str, genitive: str) -> None:
    assert bengali.genitive(name) == genitive


@pytest.mark.parametrize(
    ("zone", "bn", "en"),
    [
        ("Asia/Kolkata", "কলকাতার সময়ে", "Kolkata time"),
        ("America/Argentina/Buenos_Aires", "বুয়েনোস আয়েরেসের সময়ে", "Buenos Aires time"),
        ("Etc/GMT-6", "UTC+৬-এর সময়ে", "UTC+6 time"),
        ("Etc/GMT+2", "UTC-২-এর সময়ে", "UTC-2 time"),
        ("Etc/UTC", "UTC-এর সময়ে", "UTC time"),
    ],
)
def test_a_zone_is_called_as_people_say_it_also_at_sea(zone: str, bn: str, en: str) -> None:
    assert zone_time("bn", zone) == normalize("NFC", bn)
    assert zone_time("en", zone) == en


@pytest.mark.parametrize(
    "zone", ["Asia/Dhaka", "Asia/Kolkata", "Europe/Kyiv", "Asia/Ho_Chi_Minh", "America/New_York"]
)
def test_a_zone_is_called_by_its_city_in_each_language(zone: str) -> None:
    assert all("ঀ" <= letter <= "৿" or letter == " " for letter in say_zone("bn", zone))
    assert say_zone("en", zone).isascii()


def test_a_week_begins_and_ends_as_the_country_has_it() -> None:
    assert week("Asia/Dhaka") == (7, 1, 2, 3, 4, 5, 6)
    assert week("Europe/Berlin")[0] == 1
    assert working_days("Asia/Dhaka") == {7, 1, 2, 3, 4}
    assert working_days("Asia/Riyadh") == {7, 1, 2, 3, 4}
    assert working_days("Europe/Berlin") == working_days("Antarctica/Troll") == {1, 2, 3, 4, 5}


def test_when_the_next_one_comes_is_said_from_now() -> None:
    now = datetime(2025, 7, 3, 12, tzinfo=UTC)  # 18:00 in Dhaka
    said = [
        moment(language, now.replace(day=day, hour=14), "Asia/Dhaka", now)
        for language in LANGUAGES
        for day in (3, 4, 5)
    ]
    assert said == [
        "আজ রাত ৮টায়",
        "আগামীকাল রাত ৮টায়",
        "৫ জুলাই ২০২৫ রাত ৮টায়",
        "today at 20:00",
        "tomorrow at 20:00",
        "July 5, 2025 at 20:00",
    ]
