"""A briefing as a message: what is new, five briefs a page, each opened in its place by a button."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

import regex

from bot.domain.briefing import changes
from bot.domain.models import Brief, Language
from bot.domain.search import Index
from bot.domain.text import graphemes, words
from bot.render.actions import ShowBrief, ShowBriefing, ShowReason, encode
from bot.render.brief import change
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.split import fit, length, shorten
from bot.render.words import say, say_date, say_number

PAGE = 5
_WHOLE, _MOST = 180, 300  # letters of a summary: up to the first it is given whole, else its first sentence
_NOTE = 240
_BUTTON = 34  # graphemes that a phone shows on a button as wide as the message
_PACE = 200  # words a minute; Brysbaert (2019) has 238 for English read without interruption, and nobody has Bengali
# An end of a sentence, but not of "Mr." or "U.S.": a word before it, a capital or a letter without case after it.
_SENTENCE = regex.compile(
    r".+?(?:[।?!]|(?<=\p{Ll}{3}|\p{N}|[%”’\")\]])\.)[”’\"]?(?=\s+[“‘\"(]?[\p{Lu}\p{Lo}\p{N}]|\s*$)",
    regex.DOTALL,
)


@dataclass(frozen=True)
class Listed:
    """A brief in a briefing; `known` counts its history's entries that need no mark there."""

    brief: str
    known: int


@dataclass(frozen=True)
class Briefing:
    """What a briefing tells of, on which local day, and from which of its briefs on it is shown."""

    day: date
    listed: tuple[Listed, ...]
    offset: int = 0


def briefing(index: Index, shown: Briefing, language: Language) -> Message | None:
    """Give a page of a briefing; None where none of its briefs is there any more.

    A brief that changed since is marked, and one that was retracted says why in the place of its text.
    """
    known = {each.brief: each.known for each in shown.listed}
    there = [brief for key in known if (brief := index.brief(key)) and brief.status != "draft"]
    if not there:
        return None
    offset = min(shown.offset, len(there) - 1) // PAGE * PAGE
    page = there[offset : offset + PAGE]
    blocks = [_header(shown.day, there, page, offset, language)]
    blocks += [_listed(brief, known[brief.id], language) for brief in page]
    rows: list[Row] = [(title_button(brief, language),) for brief in page if brief.status == "published"]
    if turn := _turn(len(there), offset, language):
        rows.append(turn)
    return fit(Message(tuple(blocks), (*rows, (reason_button(language),))))


def nothing_new(day: date, language: Language) -> Message:
    """Say that there is nothing new, to who asked to be told that."""
    heading = Run(say(language, "briefing.heading", date=say_date(language, day)), "bold")
    return Message(
        (Block((heading, Run(f"\n{say(language, 'briefing.nothing')}"))),), ((reason_button(language),),)
    )


def correction(brief: Brief, entry_at: int, language: Language) -> Message:
    """Give the short reply that says what was wrong in a brief that was sent, or why it was retracted."""
    blocks = (
        change(brief.history[entry_at], language),
        Block((Run(say(language, "briefing.of_brief", title=brief.title.get(language)), "italic"),)),
    )
    whole = Button(say(language, "button.brief"), encode(ShowBrief(brief.id, language)))
    return Message(blocks, ((whole,),) if brief.status == "published" else ())


def back_button(language: Language, offset: int) -> Button:
    """Give a button that closes a brief which was opened in a briefing."""
    return Button(say(language, "button.briefing"), encode(ShowBriefing(language, offset)))


def reason_button(language: Language) -> Button:
    """Give a button that says why this came."""
    return Button(say(language, "button.reason"), encode(ShowReason(language)))


def minutes(briefs: Sequence[Brief], language: Language) -> int:
    """Give how many minutes it takes to read some summaries, at least one."""
    count = sum(len(words(brief.summary.get(language))) for brief in briefs)
    return max(1, round(count / _PACE))


def _header(
    day: date, briefs: Sequence[Brief], page: Sequence[Brief], offset: int, language: Language
) -> Block:
    count, long = len(briefs), minutes(briefs, language)
    size = ", ".join((_count(language, "brief", count), _count(language, "minute", long)))
    if count > len(page):
        ends = dict.fromkeys((offset + 1, offset + len(page)))
        size = f"{size} ({'–'.join(say_number(language, end) for end in ends)})"
    heading = Run(say(language, "briefing.heading", date=say_date(language, day)), "bold")
    return Block((heading, Run(f"\n{size}")))


def _count(language: Language, what: Literal["brief", "minute"], count: int) -> str:
    return say(language, f"briefing.{what}{'' if count == 1 else 's'}", count=say_number(language, count))


def _listed(brief: Brief, known: int, language: Language) -> Block:
    """Give a brief's title with its text in short, and what changed in it that the chat had not known."""
    runs = [Run(brief.title.get(language), "bold")]
    told = changes(brief, known)
    if told:
        mark = change(told[-1], language)
        note = "".join(run.text for run in mark.runs[1:])
        runs += [Run("\n"), replace(mark.runs[0], style="italic"), Run(shorten(note, _NOTE))]
    if brief.status != "retracted":
        runs.append(Run(f"\n{in_short(brief.summary.get(language))}"))
    return Block(tuple(runs))


def in_short(summary: str) -> str:
    """Give a short summary whole, of a longer one its first sentence."""
    if len(summary) <= _WHOLE:
        return summary
    first = _SENTENCE.match(summary)
    return shorten(first[0] if first else summary, _MOST)


def title_button(brief: Brief, language: Language) -> Button:
    """Give a button that opens a brief, with as much of its title as a phone shows."""
    title = brief.title.get(language)
    room = length("".join(graphemes(title)[:_BUTTON]))
    return Button(shorten(title, room), encode(ShowBrief(brief.id, language)))


def _turn(count: int, offset: int, language: Language) -> Row:
    row: Row = ()
    if offset:
        row = (Button(say(language, "button.previous"), encode(ShowBriefing(language, offset - PAGE))),)
    if (more := count - offset - PAGE) > 0:
        label = say(language, "button.more_briefs", count=say_number(language, more))
        row = (*row, Button(label, encode(ShowBriefing(language, offset + PAGE))))
    return row
