"""A push before it goes: what readers would get, how many, and the buttons that send it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import regex

from bot.domain.delivery import Push
from bot.domain.models import Brief, Language, Library
from bot.domain.pushing import Forecast, Preview, Reach
from bot.domain.search import Index
from bot.render.actions import ShowBrief, encode
from bot.render.brief import card, heading, text
from bot.render.message import Button, Message, Row
from bot.render.progress import clip, duration
from bot.render.split import LIMIT, fit
from bot.render.terminal import to_terminal
from bot.render.words import say, say_date, say_number, say_time

Step = Literal["ask", "send", "urgent"]

_LETTERS: dict[Step, str] = {"ask": "P", "send": "N", "urgent": "U"}
_STEPS: dict[str, Step] = {letter: step for step, letter in _LETTERS.items()}
_LANGUAGES: dict[str, Language] = {"b": "bn", "e": "en"}
_FORM = regex.compile(r"([PNU])([0-9]{1,4}):([be]):([A-Za-z0-9_-]{1,56})")
_ROOM = 400  # UTF-16 units, for all that a preview says beside the brief
_TOP = 5  # briefs of a slot
PRESSED = "^[PNU][0-9]"


@dataclass(frozen=True)
class PushBrief:
    """Show an editor what a push of a brief would be, or send the version that they saw."""

    step: Step
    brief: str
    version: int
    language: Language

    def encode(self) -> str:
        """Give the bytes that a button carries for it, at most 64."""
        return f"{_LETTERS[self.step]}{self.version}:{self.language[0]}:{self.brief}"


def decode(data: str) -> PushBrief | None:
    """Give what an editor's button stands for; None for what no such button carries."""
    if (form := _FORM.fullmatch(data)) is None:
        return None
    letter, version, language, brief = form.groups()
    return PushBrief(_STEPS[letter], brief, int(version), _LANGUAGES[language])


def ask(library: Library, shown: Preview, language: Language, *, changed: bool = False) -> Message:
    """Show a brief as its readers would get it, and how many they are, and offer to send it."""
    brief, as_sent = shown.brief, fit(card(library, shown.brief, language), LIMIT - _ROOM)
    lines = [sent_already(shown.push, language)] if shown.push else _reach(shown.reach, language)
    first = heading(say(language, "push.changed" if changed else "push.ask"))
    sends = (
        Button(say(language, f"push.{step}"), _send(shown, step, language)) for step in ("send", "urgent")
    )
    cancel = Button(say(language, "push.cancel"), encode(ShowBrief(brief.id, language)))
    rows: tuple[Row, ...] = ((cancel,),)
    if shown.reach.total and not shown.push:
        rows = (tuple(sends), *rows)
    return fit(Message((first, *as_sent.blocks, text("\n".join(lines))), rows))


def choose(briefs: Sequence[Brief], language: Language) -> Message:
    """Ask which brief is to be pushed, and offer some."""
    rows = tuple(
        (Button(brief.title.get(language), PushBrief("ask", brief.id, 0, language).encode()),)
        for brief in briefs
    )
    return Message((text(say(language, "push.which")),), rows)


def sent(brief: Brief, language: Language, *, by_other: Push | None = None) -> Message:
    """Say that a brief is being sent, or that another push has sent it."""
    line = sent_already(by_other, language) if by_other else say(language, "push.done")
    return Message((heading(brief.title.get(language)), text(line)))


def sent_already(push: Push, language: Language) -> str:
    """Say when a version was sent."""
    at = push.created
    return say(
        language, "push.already", date=say_date(language, at.date()), time=say_time(language, at.time())
    )


def preview_lines(library: Library, shown: Preview, width: int, *, styled: bool) -> list[str]:
    """Give a terminal's lines: the message in both languages, and how many get it."""
    lines: list[str] = []
    for language in ("bn", "en"):
        message = replace(card(library, shown.brief, language), buttons=())
        lines += [f"── {language} {'─' * (width - 6)}", to_terminal(message, width, styled=styled), ""]
    lines.append("─" * width)
    reach = shown.reach
    counts = (
        ("get it at once", reach.at_once),
        ("get it when their quiet hours end, unless it is urgent", reach.later),
        ("follow its topic but have paused", reach.paused),
        ("follow its topic but want only other keywords", reach.filtered),
    )
    lines += [f"{count:>9,}  {label}" for label, count in counts if count]
    return lines if reach.total else [*lines, "Nobody would get it."]


def forecast_lines(index: Index, slots: Sequence[Forecast], now: datetime, width: int) -> list[str]:
    """Give a terminal's lines: what each slot would send to how many."""
    if not slots:
        return ["Nobody has subscribed yet."]
    return [line for slot in slots for line in _slot(index, slot, now, width)][:-1]


def _slot(index: Index, slot: Forecast, now: datetime, width: int) -> list[str]:
    local = slot.due.astimezone(ZoneInfo(slot.zone))
    wait = (slot.due - now).total_seconds()
    when = f"in {duration(wait)}" if wait > 0 else f"{duration(-wait)} ago, if it is not too late"
    lines = [f"{local:%a %-d %b, %H:%M} {slot.zone}, {when}"]
    found = ((index.brief(key), count) for key, count in slot.briefs.items())
    titles = [(brief.title.get("en"), count) for brief, count in found if brief]
    counts = (
        (f"get a briefing, of {len(titles)} brief{'' if len(titles) == 1 else 's'} in all:", slot.chats),
        ("are told that there is nothing new", slot.told_nothing),
        ("get nothing, as there is nothing new", slot.without),
        ("have paused", slot.paused),
    )
    rows = [f"{count:>9,}  {label}" for label, count in counts if count]
    listed = [f"{count:>17,}  {clip(title, width - 19)}" for title, count in titles[:_TOP]]
    if len(titles) > _TOP:
        listed.append(f"{'':>17}  and {len(titles) - _TOP} more")
    return [*lines, *rows[: bool(slot.chats)], *listed, *rows[bool(slot.chats) :], ""]


def _send(shown: Preview, step: Step, language: Language) -> str:
    return PushBrief(step, shown.brief.id, shown.version, language).encode()


def _reach(reach: Reach, language: Language) -> list[str]:
    if not reach.total:
        return [say(language, "push.nobody")]
    counts = {"later": reach.later, "paused": reach.paused, "filtered": reach.filtered}
    rest = [
        say(language, f"push.{name}", **{name: say_number(language, count)})
        for name, count in counts.items()
        if count
    ]
    return [say(language, "push.reach", at_once=say_number(language, reach.at_once)), *rest]
