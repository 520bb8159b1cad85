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

_ROOM = 900  # UTF-16 units, for all that stands beside the preview
_MOST_OPEN = 600
_TITLE, _NAME = 80, 40
_WHO = regex.compile(r"(.*) \((\d+)\)", regex.DOTALL)


def draft_message(
    draft: Draft, language: Language, editor: int, now: datetime, among: Sequence[Draft] = ()
) -> Message:
    """Show a draft as its readers will see it, what is open in it, and what an editor may do; `among`: the list that it is in."""
    tongue, library = language_to_show(draft, language), as_it_stands(draft)
    preview = fit(card(library, library.briefs[draft.id], tongue), LIMIT - _ROOM).blocks
    facts = _facts(draft, language)
    if draft.id not in library.sources:  # the preview would say that it was not kept
        preview, facts = preview[:-1], (*article_line(draft, language), *facts)
    rows = (*_decisions(draft, language, now), *_looks(draft, language), _ways(draft, language, among))
    told = text("\n".join(block.text for block in facts))
    return fit(
        Message((_status(draft, language, editor, now), *preview, told), tuple(row for row in rows if row))
    )


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
    yes = Button(say(language, f"drafts.button_yes_{kind}"), button_data(draft, "publish", language))
    no = Button(say(language, "drafts.button_not_yet"), button_data(draft, "show", language))
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


def _facts(draft: Draft, language: Language) -> tuple[Block, ...]:
    """Give what an editor wants to know beside the preview: the quotes, what is open and where to settle it."""
    count = len(quotes_of(draft))
    number = {0: "quotes_none", 1: "quotes_one"}.get(count, "quotes")
    lines = [say(language, f"drafts.{number}", count=say_number(language, count))]
    if draft.open and draft.state in WAITING:
        points = shorten("; ".join(open_points(draft.open, language)), _MOST_OPEN)
        lines += [say(language, "drafts.open", points=points), say(language, "drafts.settle")]
    return tuple(map(text, lines))


def article_line(draft: Draft, language: Language) -> tuple[Block, ...]:
    """Give the name of the article that a draft draws on, where anything says it."""
    name = article_name(draft, language)
    return (text(say(language, "drafts.article", name=shorten(name, _TITLE))),) if name else ()


def _decisions(draft: Draft, language: Language, now: datetime) -> tuple[Row, ...]:
    if draft.state == "published":
        return ((Button(say(language, "drafts.button_push"), button_data(draft, "push", language)),),)
    if draft.state == "held":
        return ((Button(say(language, "drafts.button_release"), button_data(draft, "release", language)),),)
    if draft.state not in WAITING:
        return ()
    hold = Button(say(language, "drafts.button_hold"), button_data(draft, "hold", language))
    if draft.state != "ready":
        return ((hold,),)
    go = "schedule" if _embargo(draft, now) else "publish"
    return ((Button(say(language, f"drafts.button_{go}"), button_data(draft, "ask", language)), hold),)


def _looks(draft: Draft, language: Language) -> tuple[Row, ...]:
    if draft.state == "withdrawn":
        return ()
    other: Language = "en" if language == "bn" else "bn"
    switch = Button(say(language, "button.other_language"), button_data(draft, "show", other))
    if not quotes_of(draft):
        return ((switch,),)
    context = DraftAction("context", draft.id, 0, language).encode()
    return ((Button(say(language, "drafts.button_context"), context), switch),)


def _ways(draft: Draft, language: Language, among: Sequence[Draft]) -> Row:
    """Give the buttons that lead to the list, and to the next draft in it that is still to be decided."""
    ids = [each.id for each in among]
    if set(ids) <= {draft.id}:
        return ()
    every = say(language, "drafts.button_list", count=say_number(language, len(ids)))
    ways = [Button(every, DraftAction("list", draft.id, 0, language).encode())]
    at = ids.index(draft.id) + 1 if draft.id in ids else 0
    ahead = (each for each in (*among[at:], *among[:at]) if each.id != draft.id)
    following = next((each for each in ahead if each.state in ("open", "ready")), None)
    if following:
        ways.append(Button(say(language, "drafts.button_next"), button_data(following, "show", language)))
    return tuple(ways)


def button_data(draft: Draft, verb: DraftVerb, language: Language) -> str:
    """Give what a button carries that does something with a draft as it is."""
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
