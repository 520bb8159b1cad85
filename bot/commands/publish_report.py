"""What `barta publish` prints: what changes, what was proven, what waits, and what became of it."""

from collections.abc import Collection, Iterator
from datetime import datetime

from bot.content.files import shown
from bot.domain.models import Library
from bot.render.desk_terminal import Page
from bot.render.differences import difference_lines
from bot.render.progress import clean, clip, moment
from bot.services.comparison import Outgoing
from bot.services.origins import Reread

_FATES = {"stands": "stands as before", "moved": "has moved", "gone": "is gone"}


def plan_lines(
    page: Page, going: Outgoing, reread: Collection[Reread], now: datetime, *, preview: bool
) -> Iterator[str]:
    """Give what is to be published, field by field (a new brief only with `preview`), and what is left out."""
    for key, before in going.before.items():
        yield page.rule(key, _kind(going, key, now))
        if before or preview:
            yield from difference_lines(page, before.around if before else None, going.library, key)
        yield f"  {_proof(going, key)}"
        if key in going.held:
            yield page.lines(f"It was put on hold by {clean(going.held[key])}.")
    for each in reread:
        if each.trouble:
            origin, why = clean(each.source.origin), clean(each.trouble).rstrip(".;")
            yield page.lines(f"Not compared with {origin}: {why}. What was drafted of it counts.", first="")
    if going.behind:
        yield "Files that lack what is out:"
        yield from (f"  {shown(path)}" for path in sorted(going.behind))
    yield from map(str, going.left)
    if waiting := going.waiting:
        verb = "draft waits and is" if len(waiting) == 1 else "drafts wait and are"
        yield f"{len(waiting)} {verb} left out; a draft goes out where its file or folder is named:"
        yield f"  barta publish {shown(waiting[0])}"
    if not going.before and not going.behind:
        yield "There is nothing to publish: what is out is what the files say."


def question(going: Outgoing, now: datetime) -> str:
    """Give what an editor is asked, "" where there is nothing to do."""
    scheduled = sum(going.is_scheduled(key, now) for key in going.before)
    deeds = [
        f"{verb} {count(number, noun)}"
        for verb, number, noun in (
            ("publish", len(going.before) - scheduled, "brief"),
            ("schedule", scheduled, "brief"),
            ("write", len(going.behind), "file"),
        )
        if number
    ]
    if not deeds:
        return ""
    listed = " and ".join((", ".join(deeds[:-1]), deeds[-1])) if deeds[1:] else deeds[0]
    return f"{listed.capitalize()}?"


def changed_lines(page: Page, library: Library, each: Reread) -> Iterator[str]:
    """Say that an article has changed, what became of each quote, and what an editor can do."""
    key = each.source.article_id
    yield page.lines(
        f"The article of {key} has changed since it was drafted: {clean(each.source.origin)}", first=""
    )
    for brief, fates in each.fates(library).items() if each.text else ():
        yield f"  {brief}"
        for quote, fate in zip(library.briefs[brief].quotes, fates, strict=True):
            yield f"    {_FATES[fate]:<18}{clip(f'“{quote.exact}”', page.width - 22)}"
    if not each.text:
        yield page.lines("It cannot be read now, and was another when it was last read.")
    yield "Nothing was published. Read it; where its briefs are right all the same:"
    yield f"  barta publish --clear-source {key}"


def done_lines(going: Outgoing, done: Collection[str], now: datetime) -> Iterator[str]:
    """Say what became of each brief."""
    for key, brief in going.library.briefs.items():
        if key not in done:
            yield f"{key} was changed by somebody else at this moment; nothing of it was stored: barta history {key}"
        elif going.is_scheduled(key, now) and brief.embargo:
            yield f"{key} goes out at {moment(brief.embargo)}."
        else:
            yield f"{key} is {_DONE[_kind(going, key, now)]}."
    if any(not going.is_scheduled(key, now) for key in done):
        yield "A running bot has it within 5 seconds."


def count(number: int, noun: str) -> str:
    """Give a number with its noun."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


_DONE = {
    "new": "out",
    "names": "out with what stands around it",
    "published": "out",
    "typo": "mended",
    "update": "updated",
    "correction": "corrected",
    "retraction": "retracted",
}


def _kind(going: Outgoing, key: str, now: datetime) -> str:
    """Say what kind of change goes out: that of its newest history entry."""
    brief, before = going.library.briefs[key], going.before[key]
    if going.is_scheduled(key, now) and brief.embargo:
        return f"waits until {moment(brief.embargo)}"
    if before is None:
        return "new"
    return brief.history[-1].kind if len(brief.history) > len(before.brief.history) else "names"


def _proof(going: Outgoing, key: str) -> str:
    quotes = len(going.library.briefs[key].quotes)
    if key not in going.library.sources:
        return "It has no article; its quotes are not proven."
    if going.source_of(key) is None:
        return "Its article is not stored; its quotes are not proven."
    return f"{count(quotes, 'quote')} proven against the stored article."
