"""Drafts as editors see them in their chat with the bot: what readers will get, what is open, and the buttons that decide."""

from collections.abc import Sequence
from datetime import datetime

import regex

from bot.domain.draft import Draft, DraftState
from bot.domain.models import Language
from bot.domain.unfinished import (
    article_name,
    as_it_stands,
    embargo_of,
    language_to_show,
    quotes_of,
    title_of,
)
from bot.render.brief import card, heading, text
from bot.render.draft_buttons import DraftAction, DraftVerb
from bot.render.message import Block, Button, Message, Row, Run
from bot.render.open_points import open_points
from bot.render.split import LIMIT, fit, shorten
from bot.render.words import say, say_date, say_number, say_time

WAITING: tuple[DraftState, ...] = ("open", "ready", "held", "scheduled")
LISTED = 20  # drafts that one list shows, whose titles a message holds

_ROOM = 900  # UTF-16 units, for all that stands beside the preview
_MOST_OPEN = 600
_TITLE, _NAME = 110, 40
_BREAK = "\n"
_IN_A_ROW = 5  # buttons with a number, which a thumb can tell apart
_WHO = regex.compile(r"(.*) \((\d+)\)", regex.DOTALL)


def draft_message(
    draft: Draft, language: Language, editor: int, now: datetime, *, listed: int = 0
) -> Message:
    """Show a draft as its readers will see it, what is open in it, and what an editor may do; `listed`: in a list of so many."""
    tongue, library = language_to_show(draft, language), as_it_stands(draft)
    preview = fit(card(library, library.briefs[draft.id], tongue), LIMIT - _ROOM).blocks
    rows = (*_decisions(draft, language, now), *_looks(draft, language), *_ways(draft, language, listed))
    blocks = (_status(draft, language, editor, now), *preview, _facts(draft, language))
    return fit(Message(blocks, tuple(row for row in rows if row)))


def list_message(
    drafts: Sequence[Draft], language: Language, offset: int = 0, *, waiting: bool = False
) -> Message:
    """List drafts, a page of them from `offset` on, with a button for each; `waiting`: all that wait, not those of one article."""
    first = offset // LISTED * LISTED if offset < len(drafts) else 0
    page = drafts[first : first + LISTED]
    if not page:
        return Message((text(say(language, "drafts.none")),))
    count = say_number(language, len(drafts))
    kind = "list" if not waiting else "waiting" if len(drafts) > 1 else "waiting_one"
    head = heading(say(language, f"drafts.{kind}", count=count))
    lines: list[Run] = []
    for number, draft in enumerate(page, first + 1):
        title = shorten(title_of(draft, language), _TITLE)
        lines.append(Run(f"{_BREAK if lines else ''}{say_number(language, number)}. {title} "))
        lines.append(Run(f"· {_state(draft, language)}", "italic"))
    names = () if waiting else _article(drafts[0], language)
    blocks = (head, *names, Block(tuple(lines)), text(say(language, "drafts.choose")))
    numbers = [
        Button(say_number(language, number), _data(draft, "show", language))
        for number, draft in enumerate(page, first + 1)
    ]
    rows = tuple(tuple(numbers[at : at + _IN_A_ROW]) for at in range(0, len(numbers), _IN_A_ROW))
    return fit(Message(blocks, (*rows, _turn(drafts, language, first)) if len(drafts) > LISTED else rows))


def ask(draft: Draft, language: Language, now: datetime) -> Message:
    """Ask once more before a draft goes out, with its title in both languages."""
    due = _embargo(draft, now)
    kind = "schedule" if due else "publish"
    titles = "\n".join(dict.fromkeys(title_of(draft, tongue) for tongue in ("bn", "en")))
    moment = _moment(due, language) if due else {}
    blocks = (
        heading(say(language, f"drafts.ask_{kind}")),
        Block((Run(titles),), "quote"),
        text(say(language, f"drafts.means_{kind}", **moment)),
    )
    yes = Button(say(language, f"drafts.button_yes_{kind}"), _data(draft, "publish", language))
    no = Button(say(language, "drafts.button_not_yet"), _data(draft, "show", language))
    return Message(blocks, ((yes, no),))


def became(draft: Draft, language: Language, editor: int) -> str:
    """Say what became of a draft, by whom and when."""
    who = shorten(_who(draft, language, editor), _NAME)
    values = _moment(draft.changed_at, language) | {"who": who}
    return say(language, f"drafts.by_{draft.state}", **values)


def first(draft: Draft, language: Language, editor: int) -> str:
    """Say to who came too late who was first, and what they decided; short enough for the answer to a press."""
    who, what = shorten(_who(draft, language, editor), _NAME), became(draft, language, editor)
    return what if who == say(language, "drafts.you") else say(language, "drafts.first", who=who, what=what)


def _status(draft: Draft, language: Language, editor: int, now: datetime) -> Block:
    head = say(language, f"drafts.is_{draft.state}")
    lines = []
    if draft.state in ("held", "published", "scheduled", "withdrawn"):
        lines.append(became(draft, language, editor))
    due = draft.due or _embargo(draft, now)
    if due and draft.state in WAITING:
        key = "drafts.goes_out" if draft.state == "scheduled" else "drafts.embargo"
        lines.append(say(language, key, **_moment(due, language)))
    return heading(head, "\n".join(lines))


def _facts(draft: Draft, language: Language) -> Block:
    """Give what an editor wants to know beside the preview: the article, the quotes, what is open and where to settle it."""
    known = draft.id in as_it_stands(draft).sources  # then the preview's last line names it
    lines = [] if known else [block.text for block in _article(draft, language)]
    count = len(quotes_of(draft))
    number = {0: "quotes_none", 1: "quotes_one"}.get(count, "quotes")
    lines.append(say(language, f"drafts.{number}", count=say_number(language, count)))
    if draft.open and draft.state in WAITING:
        points = shorten("; ".join(open_points(draft.open, language)), _MOST_OPEN)
        lines += [say(language, "drafts.open", points=points), say(language, "drafts.settle")]
    return text("\n".join(lines))


def _article(draft: Draft, language: Language) -> tuple[Block, ...]:
    name = article_name(draft, language)
    return (text(say(language, "drafts.article", name=shorten(name, _TITLE))),) if name else ()


def _state(draft: Draft, language: Language) -> str:
    count = len(open_points(draft.open, language))
    return say(language, f"drafts.state_{draft.state}", count=say_number(language, count))


def _decisions(draft: Draft, language: Language, now: datetime) -> tuple[Row, ...]:
    if draft.state == "published":
        return ((Button(say(language, "drafts.button_push"), _data(draft, "push", language)),),)
    if draft.state == "held":
        return ((Button(say(language, "drafts.button_release"), _data(draft, "release", language)),),)
    if draft.state not in WAITING:
        return ()
    hold = Button(say(language, "drafts.button_hold"), _data(draft, "hold", language))
    if draft.state != "ready":
        return ((hold,),)
    go = "schedule" if _embargo(draft, now) else "publish"
    return ((Button(say(language, f"drafts.button_{go}"), _data(draft, "ask", language)), hold),)


def _looks(draft: Draft, language: Language) -> tuple[Row, ...]:
    if draft.state == "withdrawn":
        return ()
    other: Language = "en" if language == "bn" else "bn"
    switch = Button(say(language, "button.other_language"), _data(draft, "show", other))
    if not quotes_of(draft):
        return ((switch,),)
    context = DraftAction("context", draft.id, 0, language).encode()
    return ((Button(say(language, "drafts.button_context"), context), switch),)


def _ways(draft: Draft, language: Language, listed: int) -> tuple[Row, ...]:
    if not listed:
        return ()
    every = say(language, "drafts.button_list", count=say_number(language, listed))
    return ((Button(every, DraftAction("list", draft.id, 0, language).encode()),),)


def _turn(drafts: Sequence[Draft], language: Language, first: int) -> Row:
    pages = (("previous", first - LISTED), ("next", first + LISTED))
    return tuple(
        Button(
            say(language, f"button.{word}"),
            DraftAction("list", drafts[at].id, at // LISTED, language).encode(),
        )
        for word, at in pages
        if 0 <= at < len(drafts)
    )


def _data(draft: Draft, verb: DraftVerb, language: Language) -> str:
    return DraftAction(verb, draft.id, draft.stamp, language).encode()


def _embargo(draft: Draft, now: datetime) -> datetime | None:
    """Give when a draft's embargo ends, None where that is past."""
    due = embargo_of(draft)
    return due if due and due > now else None


def _who(draft: Draft, language: Language, editor: int) -> str:
    """Give the name of who changed a draft last; of an editor in Telegram without the number."""
    known = _WHO.fullmatch(draft.changed_by)
    if known and int(known[2]) == editor:
        return say(language, "drafts.you")
    return (known[1] if known else draft.changed_by) or say(language, "drafts.somebody")


def _moment(at: datetime, language: Language) -> dict[str, str]:
    return {"date": say_date(language, at.date()), "time": say_time(language, at.time())}
