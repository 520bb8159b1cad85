"""The words for readers, and numbers and dates as each language writes them."""

import tomllib
from collections.abc import Mapping
from datetime import date, time
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, get_timezone_location

from bot.domain.models import Language

_BENGALI_DIGITS = str.maketrans("0123456789", "০১২৩৪৫৬৭৮৯")
_OTHER_SIGN = str.maketrans("+-", "-+")
# Cities as the Bengali press writes them, where CLDR differs.
_OWN_NAMES: Mapping[tuple[Language, str], str] = {
    ("bn", "Asia/Kolkata"): "কলকাতা",
    ("bn", "Asia/Riyadh"): "রিয়াদ",
    ("bn", "Asia/Tehran"): "তেহরান",
    ("bn", "Asia/Yangon"): "ইয়াঙ্গুন",
}
_DATES = {"bn": ("d MMMM y", Locale("bn", "BD")), "en": ("MMMM d, y", Locale("en", "US"))}


@cache
def catalogue(language: Language) -> Mapping[str, str]:
    """Give every text of a language, keyed `section.name`."""
    sections = tomllib.loads(
        files("bot.render.i18n").joinpath(f"{language}.toml").read_text(encoding="utf-8")
    )
    return MappingProxyType(
        {
            f"{section}.{name}": text.strip()
            for section, texts in sections.items()
            for name, text in texts.items()
        }
    )


def say(language: Language, key: str, **values: str) -> str:
    """Give the text under `key`, its {names} filled in; an unknown key or name is a KeyError."""
    return catalogue(language)[key].format(**values)


def say_number(language: Language, number: int) -> str:
    """Give a whole number in the language's digits."""
    return _digits(language, str(number))


def say_date(language: Language, day: date) -> str:
    """Give a date as the language's press writes it: ৩ জুলাই ২০২৫, July 3, 2025."""
    pattern, locale = _DATES[language]
    return _digits(language, format_date(day, pattern, locale=locale))


def say_time(language: Language, at: time) -> str:
    """Give a time of day by the 24-hour clock: ২০:০০, 20:00."""
    return _digits(language, f"{at:%H:%M}")


def say_zone(language: Language, zone: str) -> str:
    """Give the city after which a time zone is called, as CLDR names it: ঢাকা, Dhaka; at sea the offset, UTC+6."""
    if zone.startswith("Etc/GMT"):  # whose sign is the other way round
        return _digits(language, f"UTC{zone.removeprefix('Etc/GMT').translate(_OTHER_SIGN)}")
    locale = _DATES[language][1]
    older = locale.time_zones.get(_cldr_names().get(zone, ""), {})  # which babel does not look for by itself
    named = older.get("city") or get_timezone_location(zone, locale, return_city=True)
    return _OWN_NAMES.get((language, zone)) or named.rpartition("/")[2]


@cache
def _cldr_names() -> Mapping[str, str]:
    """Give the older names under which CLDR has some zones: Asia/Kolkata is its Asia/Calcutta."""
    named = Locale("bn").time_zones
    return {
        zone: old for old, zone in get_global("zone_aliases").items() if old in named and zone not in named
    }


def _digits(language: Language, text: str) -> str:
    """Babel names Bengali months but leaves Latin digits."""
    return text.translate(_BENGALI_DIGITS) if language == "bn" else text
