"""The subscription dialogue: one message, whose buttons change what it shows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from bot.domain.models import Language
from bot.domain.schedule import next_slot
from bot.domain.search import Index
from bot.domain.subscription import Subscription
from bot.render import choices
from bot.render.brief import briefings_button, heading, text
from bot.render.choices import Look, button, show
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.split import shorten
from bot.render.timetable import clock, moment
from bot.render.words import say

Screen = Literal[
    "overview", "times", "morning", "afternoon", "evening", "night", "days", "topics", "zone", "quiet", "keywords", "more",
    "pause",
]  # fmt: skip
SCREENS: frozenset[str] = frozenset(get_args(Screen))
# What a reader may write while a screen is shown.
ASKS: Mapping[str, str] = {
    **dict.fromkeys(("times", "morning", "afternoon", "evening", "night"), "times"),
    "zone": "zone",
    "quiet": "quiet",
    "keywords": "keywords",
}


_TITLE = 80  # UTF-16 units: a notice has 200 characters in all


@dataclass(frozen=True)
class Entry:
    """A line of a list of subscriptions."""

    wish: Subscription
    title: str


def screen(index: Index, wish: Subscription, name: str, look: Look) -> Message:
    """Give a screen of the dialogue about a subscription; one without a time zone is asked for that first."""
    if wish.is_begun and name != "zone":
        name = "zone"
    return _SCREENS.get(name, overview)(index, wish, look)


def overview(index: Index, wish: Subscription, look: Look) -> Message:
    """Say in words what comes, when it comes next, and offer to change it."""
    language = wish.language
    blocks = [heading(title_of(wish)), *told(index, wish, look.now)]
    everything: tuple[Row, ...] = ((button(wish, "list", "all"),),) if look.others else ()
    if not wish.active:
        return Message(tuple(blocks), ((button(wish, "start", "start"),), *everything))
    paused = wish.paused_until is not None and wish.paused_until > look.now
    rest = (
        Button(say(language, "subscribe.button_resume"), choices.data(wish, "pause", "0"))
        if paused
        else show(wish, "pause")
    )
    rows: tuple[Row, ...] = (
        (show(wish, "times"), show(wish, "days")),
        (show(wish, "topics"), show(wish, "zone")),
        (show(wish, "more"), rest),
        (button(wish, "stop", "stop"),),
    )
    return Message(tuple(blocks), (*rows, *everything))


def told(index: Index, wish: Subscription, now: datetime) -> list[Block]:
    """Give what comes and when it comes next, in words."""
    blocks = [text(choices.plan_of(index, wish))]
    if limits := extras(wish):
        blocks.append(text("\n".join(f"• {each}" for each in limits)))
    return [*blocks, Block((Run(_next(wish, now), "italic"),))]


def title_of(wish: Subscription) -> str:
    """Give the heading of what is about a subscription."""
    if wish.chat > 0 or not wish.title:
        return say(wish.language, "subscribe.heading")
    return say(wish.language, "subscribe.heading_of", title=wish.title)


def not_yours(title: str, language: Language) -> str:
    """Give the notice, of at most 200 characters, that a chat's admins alone may change what it gets."""
    return say(language, "subscribe.not_your_chat", title=shorten(title, _TITLE))


def may_not_post(title: str, language: Language) -> str:
    """Give the notice, of at most 200 characters, that the bot may not post in a chat."""
    return say(language, "subscribe.may_not_post", title=shorten(title, _TITLE))


def listing(language: Language, entries: tuple[Entry, ...], *, private: bool) -> Message:
    """Offer subscriptions to look at; in private, also to add a channel or group."""
    rows: list[Row] = []
    for entry in entries:
        stopped = say(language, "subscribe.list_stopped", title=entry.title)
        label = entry.title if entry.wish.active else stopped
        rows.append((Button(label, choices.data(entry.wish, "show", "overview")),))
    if not entries:
        rows.append((briefings_button(language),))
    if private:
        rows.append((Button(say(language, "subscribe.button_share"), choices.bare("share")),))
    body = say(language, "subscribe.list_body" if entries else "subscribe.list_none")
    return Message((heading(say(language, "subscribe.list_heading")), text(body)), tuple(rows))


def ended(wish: Subscription) -> Message:
    """Say that briefings have ended, and offer to undo that."""
    blocks = (heading(title_of(wish)), text(say(wish.language, "subscribe.ended")))
    return Message(blocks, ((button(wish, "start", "start"),),))


def offer(wish: Subscription) -> Message:
    """Offer to post briefings in a channel."""
    blocks = (text(say(wish.language, "subscribe.offer", title=wish.title)),)
    return Message(blocks, ((button(wish, "start", "offer"),),))


def guesses(wish: Subscription, zones: tuple[str, ...]) -> Message:
    """Ask which of some time zones is meant."""
    rows: tuple[Row, ...] = tuple((choices.zone_button(wish, zone),) for zone in zones)
    rows = (*rows, (choices.back(wish, "zone"),))
    key = "subscribe.zone_guess" if zones else "subscribe.zone_unknown"
    return Message(
        (heading(say(wish.language, "subscribe.zone_heading")), text(say(wish.language, key))), rows
    )


def extras(wish: Subscription) -> list[str]:
    """Give what is wished for beside topics and times, a line each."""
    language = wish.language
    lines = [say(language, "subscribe.keywords", keywords=wish.keywords)] if wish.keywords else []
    if wish.quiet:
        begin, end = (clock(language, at) for at in wish.quiet)
        lines.append(say(language, "subscribe.quiet", begin=begin, end=end))
    lines += [say(language, "subscribe.silent")] if wish.silent else []
    return lines + ([say(language, "subscribe.says_nothing")] if wish.says_nothing else [])


def _next(wish: Subscription, now: datetime) -> str:
    if not wish.active:
        return say(wish.language, "subscribe.stopped")
    paused = wish.paused_until is not None and wish.paused_until > now
    begin = wish.paused_until if paused and wish.paused_until else now
    due = next_slot(wish.schedule, begin).due
    key = "subscribe.paused" if paused else "subscribe.next"
    return say(wish.language, key, moment=moment(wish.language, due, wish.schedule.zone, now))


_SCREENS: Mapping[str, Callable[[Index, Subscription, Look], Message]] = {
    "overview": overview,
    "times": choices.times,
    **{part: choices.part_of_day(part) for part in choices.PARTS},
    "days": choices.days,
    "topics": choices.topics,
    "zone": choices.zone,
    "quiet": choices.quiet,
    "keywords": choices.keywords,
    "more": choices.more,
    "pause": choices.pause,
}
