"""Why a chat got something, what it wants and when, and what can be done about it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.domain.models import Language, Library
from bot.domain.schedule import EVERY_DAY, Schedule
from bot.domain.subscription import Subscription
from bot.render.actions import ManageWish, Managing, encode
from bot.render.brief import heading, text
from bot.render.message import Button, Message, Row
from bot.render.pages import topic_name
from bot.render.steps import Step, encode_step
from bot.render.words import say, say_date, say_time, say_weekday, say_zone


def reason(
    library: Library,
    wish: Subscription | None,
    language: Language,
    now: datetime,
    *,
    pushed: bool = False,
    back: Row = (),
) -> Message:
    """Say why the chat got a message; `pushed` says that an editor sent it, `back` are the buttons that lead back to it."""
    title = heading(say(language, "reason.heading"))
    if wish is None or not wish.active:
        blocks = [title, text(say(language, "reason.none"))]
        steps: tuple[tuple[Managing, ...], ...] = (("on",),) if wish else ()
    else:
        asked = "wish" if wish.chat > 0 else "wish_chat"
        begin = say(language, f"reason.{'pushed' if pushed else asked}")
        lines = "\n".join(_lines(library, wish, language, now))
        blocks = [title, text(begin), text(lines)]
        steps = (("on",) if _pauses(wish, now) else ("day", "week"), ("stop",))
    rows = tuple(tuple(_button(step, language) for step in row) for row in steps)
    if wish and wish.active:
        change = encode_step(Step(wish.id, "show", "overview"))
        rows = ((Button(say(language, "button.wish_change"), change),), *rows)
    return Message(tuple(blocks), (*rows, back) if back else rows)


def _lines(library: Library, wish: Subscription, language: Language, now: datetime) -> list[str]:
    topics = [topic_name(library, key, language) for key in sorted(wish.topics)]
    lines = [say(language, "reason.topics", topics=", ".join(topics) or say(language, "reason.all_topics"))]
    if wish.keywords:
        lines.append(say(language, "reason.keywords", keywords=wish.keywords))
    lines.append(_when(wish.schedule, language))
    if wish.quiet:
        begin, end = (say_time(language, at) for at in wish.quiet)
        lines.append(say(language, "reason.quiet", begin=begin, end=end))
    if wish.paused_until and _pauses(wish, now):
        local = wish.paused_until.astimezone(ZoneInfo(wish.schedule.zone))
        until = f"{say_date(language, local)}, {say_time(language, local.time())}"
        lines.append(say(language, "reason.paused", date=until))
    return lines


def _when(schedule: Schedule, language: Language) -> str:
    every_day = schedule.days == EVERY_DAY
    days = (say_weekday(language, day) for day in sorted(schedule.days))
    return say(
        language,
        "reason.when",
        days=say(language, "reason.every_day") if every_day else ", ".join(days),
        times=", ".join(say_time(language, at) for at in sorted(schedule.times)),
        zone=say_zone(language, schedule.zone),
    )


def _pauses(wish: Subscription, now: datetime) -> bool:
    return wish.paused_until is not None and wish.paused_until > now


def _button(step: Managing, language: Language) -> Button:
    return Button(say(language, f"button.wish_{step}"), encode(ManageWish(step, language)))
