"""Subscribe: what a chat wants, begun, changed and ended."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from zoneinfo import available_timezones

from bot.domain.models import Language
from bot.domain.schedule import EVERY_DAY
from bot.domain.subscription import BEGUN, DHAKA, NOWHERE, Subscription, default_schedule
from bot.render.choices import followable
from bot.render.steps import Step, Verb, mark_of
from bot.render.timetable import working_days
from bot.services.desk import Desk

STOPPED = "stopped"
# Why subscriptions end by themselves: they go on when the chat can be reached again.
UNREACHABLE = ("blocked", "kicked", "deactivated", "removed")
_UNLISTED = (BEGUN, "moved", "thread")
_MOST_TIMES = 12
_LONGEST_KEYWORDS = 200


@dataclass(frozen=True)
class Chat:
    """A chat, or a forum topic in it, that may get briefings; `title` is "" for a reader's own."""

    id: int
    thread: int | None = None
    title: str = ""


@dataclass(frozen=True)
class Taken:
    """What became of a step: the subscription, None where it is gone, and why it was refused, a key of the words."""

    wish: Subscription | None
    refused: str = ""


async def begin(
    desk: Desk, chat: Chat, language: Language, reader: int | None, now: datetime
) -> Subscription:
    """Give a chat's subscription, active again where it had ended; a new one waits where its time zone is not known."""
    known = await desk.store.subscriptions.get(chat.id, chat.thread)
    if known is None:
        zone = await _zone_for(desk, language, reader)
        known = await _new(desk, chat, language, reader, zone, now)
        return await _renew(desk, known, now) if zone else known
    return known if known.active or known.is_begun else await _renew(desk, known, now)


async def propose(desk: Desk, chat: Chat, language: Language, reader: int, now: datetime) -> Subscription:
    """Give a chat's subscription; a new one is not active before its reader agrees."""
    known = await desk.store.subscriptions.get(chat.id, chat.thread)
    zone = await _zone_for(desk, language, reader)
    return known or await _new(desk, chat, language, reader, zone, now)


async def take(desk: Desk, step: Step, now: datetime) -> Taken:
    """Take a step; one that cannot be taken changes nothing."""
    refused = []

    def changed(wish: Subscription) -> Subscription:
        made = _changed(desk, wish, step, now)
        if isinstance(made, str):
            refused.append(made)
            return wish
        return made

    wish = await desk.store.subscriptions.change(step.subscription, changed, now)
    return Taken(wish, refused[-1] if refused else "")


async def set_language(desk: Desk, chat: int, language: Language | None, now: datetime) -> None:
    """Set the language of a chat and of what comes there; None leaves it to what its reader writes."""
    await desk.store.readers.set_language(chat, language, now)
    if language:
        for wish in await desk.store.subscriptions.of_chat(chat):
            await take(desk, Step(wish.id, "language", language), now)


async def set_keywords(desk: Desk, number: int, words: str, now: datetime) -> Taken:
    """Let only what mentions some words come; a line break separates alternatives as a comma does."""
    words = ", ".join(" ".join(line.split()) for line in words.splitlines() if line.strip())
    if len(words) > _LONGEST_KEYWORDS:
        return Taken(await desk.store.subscriptions.find(number), "long_keywords")
    changed = await desk.store.subscriptions.change(number, lambda wish: replace(wish, keywords=words), now)
    return Taken(changed)


async def add_times(desk: Desk, number: int, times: Iterable[time], now: datetime) -> Taken:
    """Add times of day."""
    taken = Taken(None)
    for at in times:
        taken = await take(desk, Step(number, "time", f"+{at:%H%M}"), now)
        if taken.refused:
            break
    return taken


async def end(desk: Desk, chat: Chat, now: datetime) -> Subscription | None:
    """End what a chat gets, and give it; None where it got nothing."""
    ended = await desk.store.subscriptions.end(chat.id, chat.thread, STOPPED, now)
    return await desk.store.subscriptions.get(chat.id, chat.thread) if ended else None


async def all_of(desk: Desk, reader: int) -> list[Subscription]:
    """Give a reader's own subscriptions and those that they set up elsewhere."""
    own = await desk.store.subscriptions.of_chat(reader)
    return [wish for wish in (*own, *await desk.store.subscriptions.managed_by(reader)) if is_listed(wish)]


def is_listed(wish: Subscription) -> bool:
    """Say whether a subscription is one that its reader would know of."""
    return wish.active or wish.ended not in _UNLISTED


async def _zone_for(desk: Desk, language: Language, reader: int | None) -> str:
    own = await desk.store.subscriptions.get(reader, None) if reader else None
    if own and not own.is_begun:
        return own.schedule.zone
    return DHAKA if language == "bn" else ""


async def _new(
    desk: Desk, chat: Chat, language: Language, reader: int | None, zone: str, now: datetime
) -> Subscription:
    schedule = default_schedule(zone or NOWHERE)
    wish = Subscription(chat.id, chat.thread, language, schedule, active=False, ended=BEGUN)
    return await desk.store.subscriptions.save(replace(wish, manager=reader, title=chat.title), now)


async def _renew(desk: Desk, wish: Subscription, now: datetime) -> Subscription:
    return (await take(desk, Step(wish.id, "start"), now)).wish or wish


def _changed(desk: Desk, wish: Subscription, step: Step, now: datetime) -> Subscription | str:
    """Give what a step makes of a subscription, or why it cannot be taken; a senseless value changes nothing."""
    if step.verb == "topic":
        return _with_topic(desk, wish, step.value)
    if step.verb == "pause":
        span = {"1": timedelta(days=1), "7": timedelta(days=7)}.get(step.value)
        return replace(wish, paused_until=now + span if span else None)
    change = _CHANGES.get(step.verb)
    return change(wish, step.value) if change else wish


def _with_topic(desk: Desk, wish: Subscription, value: str) -> Subscription:
    if value == "all":
        return replace(wish, topics=frozenset())
    topic = {mark_of(key) for key in followable(desk.index, wish)} & {value[1:]}
    chosen = frozenset(key for key in followable(desk.index, wish) if mark_of(key) in topic)
    return replace(wish, topics=wish.topics - chosen if value.startswith("-") else wish.topics | chosen)


def _with_time(wish: Subscription, value: str) -> Subscription | str:
    at = _time(value[1:5])
    if at is None:
        return wish
    times = set(wish.schedule.times)
    times = times - {at} if value.startswith("-") else times | {at}
    if not times:
        return "one_time"
    if len(times) > _MOST_TIMES:
        return "many_times"
    return replace(wish, schedule=replace(wish.schedule, times=tuple(sorted(times))))


def _with_day(wish: Subscription, value: str) -> Subscription | str:
    day = {int(value[1:])} & EVERY_DAY if value[1:].isdecimal() else set()
    days = wish.schedule.days - day if value.startswith("-") else wish.schedule.days | day
    return replace(wish, schedule=replace(wish.schedule, days=days)) if days else "one_day"


def _with_days(wish: Subscription, value: str) -> Subscription:
    days = {"all": EVERY_DAY, "work": working_days(wish.schedule.zone)}.get(value, wish.schedule.days)
    return replace(wish, schedule=replace(wish.schedule, days=days))


def _with_zone(wish: Subscription, value: str) -> Subscription:
    if value not in available_timezones():
        return wish
    begun = not wish.active and wish.ended == BEGUN
    wish = replace(wish, active=True, ended="") if begun else wish
    return replace(wish, schedule=replace(wish.schedule, zone=value))


def _with_quiet(wish: Subscription, value: str) -> Subscription:
    begin, end = (_time(part) for part in value.partition("-")[::2])
    if value != "off" and (begin is None or end is None):
        return wish
    return replace(wish, quiet=(begin, end) if begin is not None and end is not None else None)


def _started(wish: Subscription, _: str) -> Subscription:
    return wish if wish.is_begun else replace(wish, active=True, ended="")


def _with_language(wish: Subscription, value: str) -> Subscription:
    languages: dict[str, Language] = {"bn": "bn", "en": "en"}
    return replace(wish, language=languages.get(value, wish.language))


_CHANGES: Mapping[Verb, Callable[[Subscription, str], Subscription | str]] = {
    "time": _with_time,
    "day": _with_day,
    "days": _with_days,
    "zone": _with_zone,
    "quiet": _with_quiet,
    "silent": lambda wish, value: replace(wish, silent=value == "on"),
    "nothing": lambda wish, value: replace(wish, says_nothing=value == "on"),
    "keywords": lambda wish, _: replace(wish, keywords=""),
    "language": _with_language,
    "stop": lambda wish, _: replace(wish, active=False, ended=STOPPED),
    "start": _started,
}


def _time(written: str) -> time | None:
    """Give the time of day that is written as 0730."""
    try:
        return time(int(written[:2]), int(written[2:])) if len(written) == len("0730") else None
    except ValueError:
        return None
