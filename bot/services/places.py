"""The places by which readers name their time zone: CLDR's cities and countries, and more cities of South Asia and its diaspora."""

import asyncio
from collections.abc import Iterator
from functools import cache
from zoneinfo import available_timezones

from babel import Locale
from babel.core import get_global

from bot.domain.models import LANGUAGES
from bot.domain.places import Guess, Places

# CLDR names one city a zone, and Barta's readers live in many others.
_MORE_CITIES = {
    "Asia/Dhaka": "Chattogram Chittagong চট্টগ্রাম Sylhet সিলেট Khulna খুলনা Rajshahi রাজশাহী Barishal বরিশাল Rangpur রংপুর "
    "Mymensingh ময়মনসিংহ Cumilla Comilla কুমিল্লা Gazipur গাজীপুর Narayanganj নারায়ণগঞ্জ Bogura বগুড়া Jashore যশোর "
    "Noakhali নোয়াখালী Feni ফেনী Tangail টাঙ্গাইল Chandpur চাঁদপুর Pabna পাবনা Dinajpur দিনাজপুর Kushtia কুষ্টিয়া Faridpur ফরিদপুর",
    "Asia/Kolkata": "কলকাতা Delhi দিল্লি Mumbai মুম্বাই Bombay Chennai চেন্নাই Bengaluru Bangalore বেঙ্গালুরু Hyderabad হায়দরাবাদ "
    "Howrah হাওড়া Siliguri শিলিগুড়ি Durgapur দুর্গাপুর Asansol আসানসোল Agartala আগরতলা Guwahati গুয়াহাটি Silchar শিলচর "
    "Patna পাটনা Ranchi রাঁচি Malda মালদা Kharagpur খড়গপুর Bardhaman বর্ধমান Murshidabad মুর্শিদাবাদ",
    "Asia/Karachi": "Lahore লাহোর Islamabad ইসলামাবাদ",
    "Asia/Riyadh": "Jeddah জেদ্দা Mecca Makkah মক্কা Medina মদিনা Dammam দাম্মাম",
    "Asia/Dubai": "Sharjah শারজাহ Ajman আজমান",
    "Asia/Qatar": "Doha দোহা",
    "Asia/Kuala_Lumpur": "Johor জোহর Penang পেনাং",
    "Asia/Shanghai": "Beijing বেইজিং",
    "Asia/Jerusalem": "জেরুজালেম",
    "Europe/London": "Birmingham বার্মিংহাম Manchester ম্যানচেস্টার Luton Oldham Bradford Leeds Glasgow Edinburgh Cardiff",
    "Europe/Berlin": "Frankfurt ফ্রাঙ্কফুর্ট Munich মিউনিখ Hamburg হামবুর্গ Cologne",
    "Europe/Rome": "Milan মিলান Venice ভেনিস",
    "Europe/Madrid": "Barcelona বার্সেলোনা",
    "Europe/Moscow": "Petersburg পিটার্সবার্গ",
    "America/New_York": "Washington ওয়াশিংটন Boston বোস্টন Philadelphia Atlanta Miami Buffalo Paterson NYC "
    "Brooklyn ব্রুকলিন Queens কুইন্স Bronx ব্রঙ্কস",
    "America/Chicago": "Houston হিউস্টন Dallas ডালাস Austin",
    "America/Los_Angeles": "Seattle Hollywood",
    "America/Toronto": "Ottawa Montreal মন্ট্রিয়ল",
    "Australia/Sydney": "Canberra",
    "Etc/UTC": "GMT",
}
# Countries of several zones: CLDR's primary zone, or the zones of most people, among which a reader then chooses.
_MAIN_ZONES = {
    "US": ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    "CA": ("America/Toronto", "America/Winnipeg", "America/Edmonton", "America/Vancouver"),
    "AU": ("Australia/Sydney", "Australia/Brisbane", "Australia/Adelaide", "Australia/Perth"),
    "RU": ("Europe/Moscow", "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Vladivostok"),
    "BR": ("America/Sao_Paulo", "America/Manaus"),
    "ID": ("Asia/Jakarta", "Asia/Makassar"),
    "CL": ("America/Santiago",),
    "CN": ("Asia/Shanghai",),
    "DE": ("Europe/Berlin",),
    "ES": ("Europe/Madrid",),
    "MY": ("Asia/Kuala_Lumpur",),
    "NZ": ("Pacific/Auckland",),
    "PT": ("Europe/Lisbon",),
    "UA": ("Europe/Kyiv",),
    "UZ": ("Asia/Tashkent",),
}
_COUNTRIES_AS_SPOKEN = {
    "US": "USA America আমেরিকা যুক্তরাষ্ট্র",
    "GB": "UK England Britain ইংল্যান্ড ব্রিটেন বিলেত",
    "AE": "UAE Emirates আমিরাত",
    "SA": "Saudi সৌদি",
}
_MORE_NAMES = {
    "Asia/Dhaka": ("Cox's Bazar", "কক্সবাজার"),
    "Asia/Kolkata": ("New Delhi", "নয়া দিল্লি"),
    "Asia/Dubai": ("Abu Dhabi", "আবুধাবি"),
    "America/Los_Angeles": ("San Francisco", "সান ফ্রান্সিসকো"),
    "Europe/Moscow": ("Saint Petersburg", "সেন্ট পিটার্সবার্গ"),
}
# Aliases that end in no place's name: Brazil/East would be what "IST" means. Etc/GMT+6 is six hours behind, unlike "GMT+6".
_NO_PLACES = {
    *(
        "East",
        "West",
        "North",
        "South",
        "Eastern",
        "Central",
        "Mountain",
        "Pacific",
        "Atlantic",
        "Continental",
        "General",
    ),
    *("ACT", "LHI", "NSW"),
}


async def find_zone(text: str) -> tuple[Guess, ...]:
    """Give the time zones that a text may mean, the likeliest first."""
    return await asyncio.to_thread(lambda: _places().find(text))


async def zone_at(latitude: float, longitude: float) -> str:
    """Give the time zone of a point on the earth; at sea, one of whole hours."""
    return await asyncio.to_thread(_zone_at, latitude, longitude)


def _zone_at(latitude: float, longitude: float) -> str:
    from tzfpy import get_tz  # noqa: PLC0415 - its maps take memory, and few readers share where they are

    zone = get_tz(longitude, latitude)
    return zone if zone in available_timezones() else "UTC"


@cache
def _places() -> Places:
    """Give the places; making them takes some tenths of a second."""
    known = available_timezones()
    return Places((name, zone) for name, zone in _names() if zone in known)


def _names() -> Iterator[tuple[str, str]]:
    for zone in get_global("zone_territories"):
        if not zone.startswith("Etc/GMT"):
            yield _last(zone), zone
    for old, zone in get_global("zone_aliases").items():
        if "/" in old and _last(old) not in _NO_PLACES and not zone.startswith("Etc/GMT"):
            yield _last(old), zone
    for language in LANGUAGES:
        yield from _cities(Locale(language))
        yield from _countries(Locale(language))
    for zone, cities in _MORE_CITIES.items():
        yield from ((city, zone) for city in cities.split())
    for zone, several in _MORE_NAMES.items():
        yield from ((name, zone) for name in several)


def _cities(locale: Locale) -> Iterator[tuple[str, str]]:
    for key, names in locale.time_zones.items():
        if "city" in names:
            yield names["city"], get_global("zone_aliases").get(key, key)


def _countries(locale: Locale) -> Iterator[tuple[str, str]]:
    for territory, zones in get_global("territory_zones").items():
        names = [locale.territories.get(territory), *_COUNTRIES_AS_SPOKEN.get(territory, "").split()]
        main = _MAIN_ZONES.get(territory, zones if len(zones) == 1 else ())
        yield from (
            (name, get_global("zone_aliases").get(zone, zone)) for name in names if name for zone in main
        )


def _last(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
