"""The screens of the subscription dialogue that offer choices; what is chosen has a tick."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from bot.domain.clock_times import half_hours
from bot.domain.models import LANGUAGES
from bot.domain.schedule import EVERY_DAY
from bot.domain.search import Index
from bot.domain.subscription import Subscription
from bot.render.brief import heading, text
from bot.render.message import Block, Button, Message, Row
from bot.render.pages import topic_name, topics_in_use
from bot.render.steps import Step, Verb, encode_step, mark_of
from bot.render.timetable import clock, day_name, plan, short_clock, week, working_days, zone_time
from bot.render.words import say, say_number, say_zone

# The hours of the parts of the day that are offered.
PARTS = {"morning": (4, 12), "afternoon": (12, 18), "evening": (18, 24), "night": (0, 4)}
# Where most who read Bengali live.
ZONES = ("Asia/Dhaka", "Asia/Kolkata", "Asia/Dubai", "Asia/Riyadh", "Europe/London", "America/New_York")
_QUIET = ((22, 6), (22, 7), (23, 7), (0, 8))
_TOPICS_NAMED = 3
_PAGE = 8  # topics that a phone shows without scrolling


@dataclass(frozen=True)
class Look:
    """What a screen depends on beside the subscription.

    private: whether it stands in a private chat. others: whether its reader has more subscriptions. page: of the topics.
    """

    now: datetime
    private: bool
    others: bool = False
    page: int = 0


def times(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
    """Show the chosen times, and the parts of the day to choose others from."""
    chosen = [
        Button(f"✓ {clock(wish.language, at)}", data(wish, "time", f"-{at:%H%M}t"))
        for at in sorted(wish.schedule.times)
    ]
    parts = [show(wish, part) for part in PARTS]
    rows = (*_rows(chosen, 2), *_rows(parts, 2), (back(wish),))
    return Message(_blocks(wish, look, "times_heading", "times_body"), rows)


def part_of_day(part: str) -> Callable[[Index, Subscription, Look], Message]:
    """Give the screen with the full and half hours of a part of the day."""

    def shown(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
        hours = [
            _choice(
                wish,
                short_clock(wish.language, at),
                "time",
                f"{'-' if at in wish.schedule.times else '+'}{at:%H%M}",
                chosen=at in wish.schedule.times,
            )
            for at in half_hours(*PARTS[part])
        ]
        blocks = (heading(_say(wish, f"button_{part}")), text(plan_of(index, wish)))
        return Message(blocks, (*_rows(hours, 4), (back(wish, "times"),)))

    return shown


def part_with(at: time) -> str:
    """Give the part of the day that offers a time."""
    return next(part for part, (first, last) in PARTS.items() if first <= at.hour < last)


def days(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
    """Offer every day, the working days, and each day by itself, in the order of the week where the reader lives."""
    zone, chosen, language = wish.schedule.zone, wish.schedule.days, wish.language
    sets = (
        _choice(wish, _say(wish, "button_every_day"), "days", "all", chosen=chosen == EVERY_DAY),
        _choice(wish, _say(wish, "button_working_days"), "days", "work", chosen=chosen == working_days(zone)),
    )
    single = [
        _choice(
            wish,
            day_name(language, day, short=True),
            "day",
            f"{'-' if day in chosen else '+'}{day}",
            chosen=day in chosen,
        )
        for day in week(zone)
    ]
    rows = (sets, *_rows(single, 4), (back(wish),))
    return Message((heading(_say(wish, "days_heading")), text(plan_of(index, wish))), rows)


def topics(index: Index, wish: Subscription, look: Look) -> Message:
    """Offer all topics, or single ones, a page at a time."""
    keys = followable(index, wish)
    first = min(look.page, max(0, (len(keys) - 1) // _PAGE)) * _PAGE
    single: list[Row] = [
        (
            _choice(
                wish,
                topic_name(index.library, key, wish.language),
                "topic",
                f"{'-' if key in wish.topics else '+'}{mark_of(key)}",
                chosen=key in wish.topics,
            ),
        )
        for key in keys[first : first + _PAGE]
    ]
    turn = tuple(
        Button(say(wish.language, f"button.{word}"), data(wish, "show", f"topics{page}"))
        for word, page in (("previous", first // _PAGE - 1), ("next", first // _PAGE + 1))
        if 0 <= page * _PAGE < len(keys)
    )
    every = _choice(wish, _say(wish, "button_all_topics"), "topic", "all", chosen=not wish.topics)
    rows = ((every,), *single, *((turn,) if turn else ()), (back(wish),))
    return Message(_blocks(wish, look, "topics_heading", "topics_body"), rows)


def followable(index: Index, wish: Subscription) -> list[str]:
    """Give the topics that can be followed: those in use, and what is followed already."""
    used = topics_in_use(index)
    return [*used, *sorted(wish.topics.difference(used))]


def page_of(index: Index, wish: Subscription, topic: str) -> int:
    """Give the page on which a topic stands."""
    keys = followable(index, wish)
    return keys.index(topic) // _PAGE if topic in keys else 0


def zone(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
    """Ask for the time zone."""
    here = look.now.astimezone(ZoneInfo(wish.schedule.zone)).time()
    now = {"zone": zone_time(wish.language, wish.schedule.zone), "time": clock(wish.language, here)}
    told = _say(wish, "zone_ask") if wish.is_begun else say(wish.language, "subscribe.zone_body", **now)
    blocks = [heading(_say(wish, "zone_heading")), text(f"{told} {_say(wish, 'zone_how')}")]
    picks = [zone_button(wish, each) for each in ZONES]
    rows = list(_rows(picks, 3))
    if look.private:
        rows.append((Button(_say(wish, "button_location"), data(wish, "share", "location")),))
    else:
        blocks.append(text(_say(wish, "reply")))
    if not wish.is_begun:
        rows.append((back(wish),))
    return Message(tuple(blocks), tuple(rows))


def zone_button(wish: Subscription, zone: str) -> Button:
    """Give the button that chooses a time zone."""
    chosen = zone == wish.schedule.zone
    return _choice(wish, say_zone(wish.language, zone), "zone", zone, chosen=chosen)


def quiet(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
    """Offer quiet hours."""
    spans = {(time(begin), time(end)) for begin, end in _QUIET} | ({wish.quiet} if wish.quiet else set())
    offered = [
        _choice(
            wish,
            say(
                wish.language,
                "subscribe.button_span",
                begin=clock(wish.language, begin),
                end=clock(wish.language, end),
            ),
            "quiet",
            f"{begin:%H%M}-{end:%H%M}",
            chosen=wish.quiet == (begin, end),
        )
        for begin, end in sorted(spans, key=lambda span: ((span[0].hour + 12) % 24, span))
    ]
    off = _choice(wish, _say(wish, "button_quiet_off"), "quiet", "off", chosen=not wish.quiet)
    rows = (*_rows(offered, 1 if wish.language == "bn" else 2), (off,), (back(wish, "more"),))
    return Message(_blocks(wish, look, "quiet_heading", "quiet_body"), rows)


def keywords(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
    """Ask for the words that a brief has to mention."""
    blocks = _blocks(wish, look, "keywords_heading", "keywords_body")
    if wish.keywords:
        blocks = (*blocks, text(say(wish.language, "subscribe.keywords_now", keywords=wish.keywords)))
    off = _choice(wish, _say(wish, "button_keywords_off"), "keywords", "off", chosen=not wish.keywords)
    return Message(blocks, ((off,), (back(wish, "more"),)))


def more(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
    """Offer what fewer readers need."""
    switches: tuple[tuple[Verb, bool], ...] = (("silent", wish.silent), ("nothing", wish.says_nothing))
    rows: list[Row] = [(show(wish, "quiet"), show(wish, "keywords"))]
    for verb, on in switches:
        rows.append((_choice(wish, _say(wish, f"button_{verb}"), verb, "off" if on else "on", chosen=on),))
    rows.append(
        tuple(
            _choice(
                wish, say(each, f"button.language_{each}"), "language", each, chosen=each == wish.language
            )
            for each in LANGUAGES
        )
    )
    blocks = (heading(_say(wish, "more_heading")), text(_say(wish, "more_body")))
    return Message(blocks, (*rows, (back(wish),)))


def pause(index: Index, wish: Subscription, look: Look) -> Message:  # noqa: ARG001 - every screen gets all
    """Offer a pause of a day or a week."""
    row = tuple(
        Button(_say(wish, f"button_{name}"), data(wish, "pause", value))
        for name, value in (("day", "1"), ("week", "7"))
    )
    return Message((heading(_say(wish, "pause_heading")),), (row, (back(wish),)))


def plan_of(index: Index, wish: Subscription) -> str:
    """Give what comes and when, in one sentence."""
    names = [topic_name(index.library, key, wish.language) for key in sorted(wish.topics)]
    if len(names) > _TOPICS_NAMED:
        more = say(
            wish.language,
            "subscribe.more_topics",
            count=say_number(wish.language, len(names) - _TOPICS_NAMED),
        )
        names = [*names[:_TOPICS_NAMED], more]
    return plan(wish.language, wish.schedule, names)


def show(wish: Subscription, name: str) -> Button:
    """Give the button that opens a screen."""
    return Button(_say(wish, f"button_{name}"), data(wish, "show", name))


def back(wish: Subscription, name: str = "overview") -> Button:
    """Give the button that leads back to a screen."""
    return Button(_say(wish, "button_back"), data(wish, "show", name))


def button(wish: Subscription, verb: Verb, word: str) -> Button:
    """Give the button for a step without a value."""
    return Button(_say(wish, f"button_{word}"), data(wish, verb))


def data(wish: Subscription, verb: Verb, value: str = "") -> str:
    """Give what a button that takes a step carries."""
    return encode_step(Step(wish.id, verb, value))


def bare(verb: Verb) -> str:
    """Give what a button carries that is about no subscription."""
    return encode_step(Step(0, verb))


def _choice(wish: Subscription, label: str, verb: Verb, value: str, *, chosen: bool) -> Button:
    return Button(f"✓ {label}" if chosen else label, data(wish, verb, value))


def _say(wish: Subscription, key: str) -> str:
    return say(wish.language, f"subscribe.{key}")


def _blocks(wish: Subscription, look: Look, title: str, *body: str) -> tuple[Block, ...]:
    blocks = [heading(_say(wish, title)), *(text(_say(wish, key)) for key in body)]
    if body and not look.private and title != "topics_heading":
        blocks.append(text(_say(wish, "reply")))
    return tuple(blocks)


def _rows(buttons: Sequence[Button], width: int) -> Iterable[Row]:
    return (tuple(buttons[first : first + width]) for first in range(0, len(buttons), width))
