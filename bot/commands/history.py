"""`barta history`: who changed what in a brief, and when."""

import asyncio
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from itertools import pairwise

import click
from wcwidth import ljust

from bot.commands.console import Console
from bot.commands.opened import open_store
from bot.content.files import toml_files
from bot.content.read import shipped
from bot.domain.draft import Draft
from bot.domain.embargo import read_written
from bot.render.desk_terminal import Page
from bot.render.differences import changed_fields, difference_lines
from bot.render.progress import clean, clip, moment
from bot.settings import Settings, read_settings
from bot.store.audit import Deed
from bot.store.engine import Store
from bot.store.versions import Version

_INDENT = "       "
_BY = 22  # cells
# What a version's own line says.
_TOLD = frozenset({"published", "corrected", "retracted"})
_STATES = {
    "open": "It is a draft with open points.",
    "ready": "It is a draft and ready to go out.",
    "held": "It is a draft on hold.",
    "withdrawn": "Its draft was withdrawn.",
}
EVERY = "every"  # version, where `--diff` names none


def run(key: str, diff: str | None) -> int:
    """Print all that was done with a brief, or what its versions changed; give the exit status."""
    return asyncio.run(_run(key, diff))


async def _run(key: str, diff: str | None) -> int:
    settings = read_settings()
    async with open_store(settings) as store:
        versions, deeds = await store.versions.history(key), await store.audit.of(key)
        draft = await store.drafts.get(key)
        if not versions and not deeds and not draft:
            click.echo(await _unknown(store, settings, key), err=True)
            return 1
    page = Console().page
    if diff is None:
        for line in history_lines(page, versions, deeds, draft):
            click.echo(line)
        return 0
    pairs: list[tuple[Version | None, Version]] = [*pairwise([None, *versions])]  # type: ignore[list-item] # only the first is None
    chosen = [pair for pair in pairs if diff in (EVERY, str(pair[1].version))]
    if not chosen:
        there = (
            f"no version {clean(diff)}; its versions are 1 to {len(versions)}"
            if versions
            else "no version yet"
        )
        click.echo(f"{clean(key)} has {there}", err=True)
        return 1
    for earlier, version in chosen:
        for line in change_lines(page, version, earlier):
            click.echo(line)
    return 0


async def _unknown(store: Store, settings: Settings, key: str) -> str:
    """Say that there is no such brief, with ids like it."""
    known = {*await store.versions.published(), *(draft.id for draft in await store.drafts.all())}
    known |= {path.stem for path in toml_files(settings.briefs or shipped())}
    near = get_close_matches(key, sorted(known), n=3, cutoff=0.5)
    mend = (
        f"did you mean {' or '.join(near)}?"
        if near and key not in known
        else "barta publish puts a brief out"
    )
    return f"Nothing is known of a brief {clean(key)}: {mend}"


def history_lines(
    page: Page, versions: Sequence[Version], deeds: Iterable[Deed], draft: Draft | None
) -> Iterator[str]:
    """Give each version, what was done between them, and what its draft waits for, oldest first."""
    rows: list[tuple[datetime, int, Version | Deed]] = [
        (each.recorded_at, place, each) for place, each in enumerate(versions)
    ]
    others = [deed for deed in deeds if not (versions and deed.action in _TOLD)]
    rows += [(deed.at, -1, deed) for deed in others]
    earlier: Version | None = None
    for _, _, row in sorted(rows, key=lambda row: row[:2]):
        if isinstance(row, Version):
            yield from _version(page, row, earlier)
            earlier = row
        else:
            yield page.lines(_line("", row.at, row.who, row.action, _read(row.details)), _INDENT, "")
    if draft and draft.state == "scheduled" and draft.due:
        late = draft.due <= datetime.now(UTC)
        yield f"It {'was due' if late else 'goes out'} at {moment(draft.due)}{'; a running bot puts it out' if late else ''}."
    elif draft and draft.state in _STATES:
        yield _STATES[draft.state]


def _read(details: str) -> str:
    """Give what was noted of a deed, with its moment as everywhere in the terminal."""
    until, _, written = details.partition(" ")
    at = read_written(written) if until == "until" else None
    return f"until {moment(at)}" if at else details


def change_lines(page: Page, version: Version, earlier: Version | None) -> Iterator[str]:
    """Give what a version changed, field by field."""
    yield page.rule(f"{version.id}, version {version.version}", version.kind)
    yield from difference_lines(page, earlier.around if earlier else None, version.around, version.id)


def _version(page: Page, version: Version, earlier: Version | None) -> Iterator[str]:
    line = _line(str(version.version), version.recorded_at, version.by, version.kind)
    yield page.styled_text(line.rstrip(), "bold")
    known = len(earlier.brief.history) if earlier else 0
    for entry in version.brief.history[known:]:
        for note in (entry.note.bn, entry.note.en) if entry.note else ():
            yield page.lines(clean(note), _INDENT)
    if earlier:
        fields = changed_fields(earlier.around, version.around, version.id)
        changed = ", ".join(name for name in fields if not name.startswith("history "))
        yield page.lines(f"changed: {changed or 'nothing that is shown'}", _INDENT)


def _line(number: str, at: datetime, who: str, what: str, details: str = "") -> str:
    by = ljust(clip(who or "the bot's start", _BY), _BY)
    return f"{number:>3}  {moment(at):<23} {by}  {what} {clean(details)}".rstrip()
