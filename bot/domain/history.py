"""The history of a brief: what was published when, and what changed since."""

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from bot.domain.editorial import Flaw
from bot.domain.models import Brief


def history_flaws(brief: Brief) -> Iterator[Flaw]:
    """Give where a brief's history and its status contradict each other."""
    history = brief.history
    if brief.status == "draft":
        if history:
            yield Flaw(("history", 0), "a draft has a history", "take it out until the brief is published")
        return
    if not history:
        mend = f'add [[history]] with date = {_time(brief.published)} and kind = "published"'
        yield Flaw((), f"the brief is {brief.status} and has no history", mend)
        return
    yield from _first_flaws(brief)
    for index, (earlier, later) in enumerate(pairwise(history), 1):
        if later.date < earlier.date:
            what = f"history entry {index + 1} is older than the one before it"
            yield Flaw(("history", index, "date"), what, "put the newest last")
        if later.kind == "published":
            what = f"history entry {index + 1} is a second publication"
            yield Flaw(("history", index, "kind"), what, "write typo, update, correction or retraction")
    for index, entry in enumerate(history):
        if entry.kind in ("update", "correction", "retraction") and entry.note is None:
            what = f"history entry {index + 1} ({entry.kind}) has no note"
            yield Flaw(("history", index, "kind"), what, "add note.bn and note.en: readers see them")
    yield from _retraction_flaws(brief)


def _first_flaws(brief: Brief) -> Iterator[Flaw]:
    first = brief.history[0]
    if first.kind != "published":
        yield Flaw(
            ("history", 0, "kind"),
            "the history does not begin with the publication",
            'write kind = "published"',
        )
    elif first.date != brief.published:
        what = "the first history entry is not of the brief's own date"
        yield Flaw(("history", 0, "date"), what, f"write date = {_time(brief.published)}, as in published")


def _retraction_flaws(brief: Brief) -> Iterator[Flaw]:
    retracted = brief.history[-1].kind == "retraction"
    if retracted and brief.status != "retracted":
        yield Flaw(("status",), "the history ends with a retraction", 'write status = "retracted"')
    if brief.status == "retracted" and not retracted:
        mend = 'add a history entry of kind = "retraction" with a note that says why'
        yield Flaw(
            ("status",), "the brief is retracted, and its history does not end with a retraction", mend
        )


def unexplained_change(previous: Brief, current: Brief) -> Flaw | None:
    """Say where a brief differs from what was published of it, and no newer history entry tells why."""
    known = len(previous.history)
    if len(current.history) < known and previous.history[: len(current.history)] == current.history:
        what = "the file is older than what is out"
        return Flaw(("history",), what, "run `barta publish`, which brings it up, or says why it cannot")
    for index, entry in enumerate(previous.history):
        if current.history[index : index + 1] != (entry,):
            what = f"history entry {index + 1} differs from what was published"
            return Flaw(("history", index), what, "put it back as it was, and add a new entry after it")
    if flaw := _settled_flaw(previous, current):
        return flaw
    if len(current.history) > known:
        return None
    for field in Brief.model_fields:
        if field not in ("history", "status") and getattr(previous, field) != getattr(current, field):
            mend = "add a [[history]] entry of kind typo, update, correction or retraction that says why"
            return Flaw((field,), f'"{field}" differs from what was published', mend)
    return None


def _settled_flaw(previous: Brief, current: Brief) -> Flaw | None:
    """Say where a brief takes back what no history entry can: that it was retracted, or when it went out."""
    if previous.status == "retracted" and current.status != "retracted":
        what = "a brief that was retracted is published again"
        return Flaw(("status",), what, 'write status = "retracted"; what is right goes into a new brief')
    if current.embargo != previous.embargo:
        what, mend = "an embargo is new on a brief that is out already", "take it out"
        if previous.embargo:
            what = "the embargo of a brief that is out already was moved"
            mend = f"write embargo = {_time(previous.embargo)}, as it was"
        return Flaw(("embargo",), what, mend)
    return None


def _time(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
