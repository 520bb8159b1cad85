"""A place that is named in any script means its time zone."""

from zoneinfo import available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.places import Places, is_sure
from bot.services.places import find_zone, zone_at


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("dhaka", "Asia/Dhaka"),
        ("ঢাকা", "Asia/Dhaka"),
        ("বাংলাদেশ", "Asia/Dhaka"),
        ("chittagong", "Asia/Dhaka"),
        ("চিটাগাং", "Asia/Dhaka"),
        ("sylet", "Asia/Dhaka"),
        ("লন্ডন", "Europe/London"),
        ("UK", "Europe/London"),
        ("নিউ ইয়র্ক", "America/New_York"),
        ("নিউইয়র্ক", "America/New_York"),
        ("newyork", "America/New_York"),
        ("barlin", "Europe/Berlin"),
        ("জার্মানি", "Europe/Berlin"),
        ("kolkata", "Asia/Kolkata"),
        ("calcutta", "Asia/Kolkata"),
        ("কলকাতা", "Asia/Kolkata"),
        ("Mumbai", "Asia/Kolkata"),
        ("সৌদি আরব", "Asia/Riyadh"),
        ("riad", "Asia/Riyadh"),
        ("Ukraine", "Europe/Kyiv"),
        ("kiev", "Europe/Kyiv"),
        ("Ho Chi Minh", "Asia/Ho_Chi_Minh"),
        ("Dhaka, Bangladesh", "Asia/Dhaka"),
        ("London, UK", "Europe/London"),
        ("doha", "Asia/Qatar"),
        ("দোহা", "Asia/Qatar"),
        ("cox's bazar", "Asia/Dhaka"),
        ("NYC", "America/New_York"),
    ],
)
async def test_a_city_or_country_is_known_however_it_is_spelt(typed: str, zone: str) -> None:
    guesses = await find_zone(typed)
    assert is_sure(guesses), guesses
    assert guesses[0].zone == zone


@pytest.mark.parametrize(("typed", "among"), [("landan", "Europe/London"), ("আমেরিকা", "America/Chicago")])
async def test_where_several_may_be_meant_a_few_are_offered(typed: str, among: str) -> None:
    guesses = await find_zone(typed)
    assert not is_sure(guesses)
    assert among in {guess.zone for guess in guesses}
    assert len(guesses) <= 4


@pytest.mark.parametrize(
    "typed",
    [
        "putin",
        "ট্রাম্প",
        "what did putin say about iran?",
        "পুতিন ইরান নিয়ে কী বলেছেন",
        "help",
        "",
        "🙂",
        "IST",
        "GMT+6",
        "south",
    ],
)
async def test_what_is_no_place_is_none(typed: str) -> None:
    assert not is_sure(await find_zone(typed))


@pytest.mark.parametrize(
    ("where", "zone"),
    [((23.81, 90.41), "Asia/Dhaka"), ((52.52, 13.4), "Europe/Berlin"), ((0.0, -30.0), "Etc/GMT+2")],
)
async def test_a_point_on_the_earth_has_a_zone(where: tuple[float, float], zone: str) -> None:
    assert await zone_at(*where) == zone


@settings(deadline=None)  # the places are made at the first one
@given(st.text(max_size=40))
async def test_whatever_is_typed_gives_zones_that_exist(typed: str) -> None:
    assert {guess.zone for guess in await find_zone(typed)} <= available_timezones()


def test_a_name_of_two_zones_is_asked_about() -> None:
    places = Places([("সান্তিয়াগো", "America/Santiago"), ("Santiago", "Europe/Madrid"), ("ঢাকা", "Asia/Dhaka")])
    assert len(places.find("santiago")) == 2
    assert not is_sure(places.find("santiago"))
    assert is_sure(places.find("dhaka"))
