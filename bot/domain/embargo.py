"""When a brief goes out, as an editor types it."""

from datetime import date, datetime, time, timedelta

import regex

from bot.domain.clock_times import read_times

_DATE = regex.compile(r"(\p{Nd}{4}-\p{Nd}{1,2}-\p{Nd}{1,2})T?")
_TOMORROW = regex.compile(r"\b(?:tomorrow|আগামীকাল|আগামী কাল)", regex.IGNORECASE)


def read_moment(typed: str, here: datetime) -> datetime | None:
    """Give the moment that was typed, without a zone, as the editor's own clock will show it; None for what is none.

    `here` is the time on that clock. A time of day alone is the next one: `18:00`, `সন্ধ্যা ৬টা`, `tomorrow 9 am`,
    `2026-11-23 18:00`.
    """
    named = _DATE.search(typed)
    rest = typed.replace(named[0], " ") if named else typed
    times = read_times(_TOMORROW.sub(" ", rest))
    if len(times) != 1:
        return None
    at: time = times[0]
    try:
        day = _day(named[1]) if named else here.date() + timedelta(days=bool(_TOMORROW.search(typed)))
    except ValueError:
        return None
    moment = datetime.combine(day, at)
    bare = not named and not _TOMORROW.search(typed)
    return moment + timedelta(days=1) if bare and moment <= here.replace(tzinfo=None) else moment


def read_written(typed: str) -> datetime | None:
    """Give the moment that was typed with its zone, as a brief's file has it: `2026-12-01T08:00:00Z`; None for any other."""
    try:
        moment = datetime.fromisoformat(typed.strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _day(written: str) -> date:
    year, month, day = map(int, written.split("-"))
    return date(year, month, day)
