"""When briefings come, in words: "Every day at 8:00 and 20:00, Dhaka time", "প্রতিদিন সকাল ৮টা ও রাত ৮টায়, ঢাকার সময়ে"."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import get_day_names

from bot.domain.models import Language
from bot.domain.schedule import EVERY_DAY, Schedule
from bot.render import bengali
from bot.render.words import say, say_date, say_number, say_zone

# Friday and Saturday, as the government of Bangladesh has it; CLDR gives Saturday and Sunday.
_WEEKENDS = {"BD": (5, 6)}
_MONDAY, _SATURDAY, _SUNDAY = 1, 6, 7
_FEW = 2  # days left out of a week: naming those is shorter


def plan(language: Language, schedule: Schedule, topics: Sequence[str]) -> str:
    """Give what comes and when in one sentence; `topics` are the names of those that are followed, none for all."""
    return say(
        language,
        "timetable.plan",
        days=days(language, schedule),
        times=at_times(language, schedule.times),
        zone=zone_time(language, schedule.zone),
        topics=say(language, "timetable.some_topics", topics="; ".join(topics))
        if topics
        else say(language, "timetable.all_topics"),
    )


def days(language: Language, schedule: Schedule) -> str:
    """Give the days of a schedule: every day, on working days, on Monday and Friday."""
    if schedule.days == EVERY_DAY:
        return say(language, "timetable.every_day")
    if schedule.days == working_days(schedule.zone):
        return say(language, "timetable.working_days")
    left_out = EVERY_DAY - schedule.days
    few = len(left_out) <= _FEW
    chosen = [day for day in week(schedule.zone) if day in (left_out if few else schedule.days)]
    return say(language, f"timetable.{'all_but' if few else 'some'}_days", days=_named(language, chosen))


def _named(language: Language, days: Sequence[int]) -> str:
    """Give days as a list; Bengali says শুক্র ও শনিবার."""
    *first, last = days
    names = [day_name(language, day, short=language == "bn") for day in first]
    return together(language, [*names, day_name(language, last)])


def clock(language: Language, at: time) -> str:
    """Give a time of day: 7:30; সকাল সাড়ে ৭টা."""
    return bengali.clock(at) if language == "bn" else f"{at.hour}:{at.minute:02}"


def short_clock(language: Language, at: time) -> str:
    """Give a time of day where what stands above tells the part of the day: 19:30; ৭:৩০."""
    if language == "en":
        return clock(language, at)
    minute = "".join(say_number(language, int(digit)) for digit in f"{at.minute:02}")
    return f"{say_number(language, at.hour % 12 or 12)}:{minute}"


def at_times(language: Language, times: Sequence[time]) -> str:
    """Give times of day as a sentence has them after "at": 8:00 and 20:00; সকাল ৮টা ও রাত ৮টায়."""
    said = [clock(language, at) for at in sorted(times)]
    if language == "bn":
        said[-1] = bengali.locative(said[-1])
    return together(language, said)


def moment(language: Language, at: datetime, zone: str, now: datetime) -> str:
    """Give a moment as it is seen from now in a time zone: today at 20:00; on a later day, with its date."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    near = {today: "timetable.today", today + timedelta(days=1): "timetable.tomorrow"}.get(local.date())
    day = say(language, near) if near else say_date(language, local.date())
    return say(language, "timetable.moment", day=day, time=at_times(language, [local.time()]))


def zone_time(language: Language, zone: str) -> str:
    """Give whose time a time zone is: Dhaka time; ঢাকার সময়ে."""
    city = say_zone(language, zone)
    return say(language, "timetable.zone", city=bengali.genitive(city) if language == "bn" else city)


def together(language: Language, names: Sequence[str]) -> str:
    """Give names as a list in a sentence: a, b and c."""
    *first, last = names
    return say(language, "timetable.list", first=", ".join(first), last=last) if first else last


def day_name(language: Language, day: int, *, short: bool = False) -> str:
    """Give the name of a day of the week by its ISO number: শুক্রবার, Friday; short শুক্র, Fri."""
    return str(get_day_names("abbreviated" if short else "wide", "stand-alone", language)[day - 1])


def week(zone: str) -> tuple[int, ...]:
    """Give the ISO days of a week in the order of a zone's country, as CLDR has it."""
    locale = _locale(zone)
    first = locale.first_week_day + 1 if locale else _MONDAY
    return tuple((first - 1 + offset) % 7 + 1 for offset in range(7))


def working_days(zone: str) -> frozenset[int]:
    """Give the ISO days that are no weekend in a zone's country."""
    locale = _locale(zone)
    weekend = (locale.weekend_start + 1, locale.weekend_end + 1) if locale else (_SATURDAY, _SUNDAY)
    return EVERY_DAY - set(_WEEKENDS.get(locale.territory or "", weekend) if locale else weekend)


@cache
def _locale(zone: str) -> Locale | None:
    """Give the locale of the country that a time zone lies in; None where it lies in none."""
    try:
        return Locale.parse(f"und_{get_global('zone_territories').get(zone, 'ZZ')}")
    except (UnknownLocaleError, ValueError):
        return None
