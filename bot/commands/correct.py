"""`barta correct`: change a brief that is out, and tell its readers why."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import click

from bot.commands.amend import Case, find_case, put_out
from bot.commands.console import Console
from bot.commands.notes import Notes, ask_notes
from bot.commands.opened import open_store
from bot.content.edit import Editable
from bot.content.files import shown
from bot.domain.errors import ChangeError
from bot.domain.models import Bilingual, HistoryEntry, Library
from bot.render.differences import difference_lines
from bot.settings import read_settings

Kind = Literal["typo", "update", "correction"]

KINDS: dict[Kind, str] = {
    "typo": "a slip of the pen: copies are mended, and nobody is told",
    "update": "new facts: copies say so, and the next briefings bring it",
    "correction": "we were wrong: copies say so, and who was sent it is told at once",
}
_EXAMPLES: dict[Kind, Bilingual] = {
    "update": Bilingual(bn="বন্যা এখন আরও দুটি জেলায় ছড়িয়েছে।", en="The flood has reached two more districts."),
    "correction": Bilingual(bn="আমরা লিখেছিলাম মঙ্গলবার; আসলে তা বুধবার।", en="We wrote Tuesday; it was Wednesday."),
}


@dataclass(frozen=True)
class Wanted:
    """What the command line says: the kind of change, the notes, and that nothing is to be asked."""

    kind: Kind | None
    notes: Notes
    yes: bool


def run(key: str, briefs: Path | None, wanted: Wanted) -> int:
    """Correct a brief; give the exit status, 1 where the editor gave up or its file could not be written."""
    return asyncio.run(_run(key, briefs, wanted))


async def _run(key: str, briefs: Path | None, wanted: Wanted) -> int:
    settings = read_settings()
    async with open_store(settings) as store:
        case = await find_case(store, settings, briefs, key)
        file = case.file()
        if file is None:
            raise ChangeError(
                f"{key} has no file here: name the folder that its file is in, or goes to, by --briefs"
            )
        changed = _changed(case, file, wanted)
        with _kept(file):
            after = _explained(case, file, changed, wanted) if changed else None
            if after is None or not (wanted.yes or click.confirm("Publish it?")):
                click.echo("Nothing was published.")
                return 1
            return await put_out(store, case, after, file)


@contextmanager
def _kept(file: Editable) -> Iterator[None]:
    """Keep in its file what was written in the editor, where it cannot be published as it is."""
    words = file.text
    try:
        yield
    except click.Abort:
        raise
    except Exception:
        file.text = words
        if file.is_changed:
            file.save()
            click.echo(f"What you wrote is kept in {shown(file.path)}.", err=True)
        raise


def _changed(case: Case, file: Editable, wanted: Wanted) -> Library | None:
    """Give the brief as its file has it, changed by the editor now where it was not before; None where they give up."""
    looked = case.look(file, explained=False)
    while looked.faults or not case.differs(looked.library):
        for fault in looked.faults:
            click.echo(str(fault), err=True)
        if wanted.yes:
            state = "has faults: mend them" if looked.faults else "is as it was published: change it"
            raise ChangeError(f"{shown(file.path)} {state} first, or leave --yes out to do that now")
        if looked.faults and not click.confirm("Edit it?", default=True):
            return None
        text = click.edit(file.text, extension=".toml")
        if text is None or text == file.text:
            return None
        file.text = normalize("NFC", text)
        looked = case.look(file, explained=False)
    if lacking := case.lacks(looked.library.briefs[case.key]):
        raise ChangeError(
            f"{lacking}: see `barta history {case.key} --diff`, put back what you changed, so that `barta publish` can bring "
            "the file up, and change it then"
        )
    return looked.library


def _explained(case: Case, file: Editable, changed: Library, wanted: Wanted) -> Library:
    """Give the brief with the history entry that says what changed; one that stands in the file already is that.

    Raises:
        ChangeError: The kind or a note that was given does not fit, or a rule of the format would be broken.
    """
    brief = changed.briefs[case.key]
    page = Console().page
    click.echo(page.rule(case.key, "what differs from what is out"))
    for line in difference_lines(page, case.out.around, changed, case.key):
        click.echo(line)
    if own := brief.history[len(case.out.brief.history) :]:
        if wanted.kind or any(wanted.notes.values()):
            raise ChangeError(
                f"{shown(file.path)} has an entry of kind {own[-1].kind} already: leave kind and notes out"
            )
    else:
        file.add_history(_entry(wanted))
    looked = case.look(file, explained=True)
    if looked.faults:
        raise ChangeError(
            "\n".join(["nothing was changed, since that would be wrong:", *map(str, looked.faults)])
        )
    return looked.library


def _entry(wanted: Wanted) -> HistoryEntry:
    kind, now = wanted.kind or _ask_kind(), datetime.now(UTC).replace(microsecond=0)
    if kind != "typo":
        return HistoryEntry(date=now, kind=kind, note=ask_notes(wanted.notes, _EXAMPLES[kind]))
    if any(wanted.notes.values()):
        raise ChangeError(
            "a typo has no note, as nobody is told of it: leave the note out, or name another kind"
        )
    return HistoryEntry(date=now, kind=kind)


def _ask_kind() -> Kind:
    click.echo("What kind of change is it?")
    for kind, meaning in KINDS.items():
        click.echo(f"  {kind:<10}  {meaning}")
    while True:
        typed = click.prompt("Kind, or its first letter").strip().casefold()
        if found := next((kind for kind in KINDS if kind.startswith(typed)), None):
            return found
        click.echo("  Type t, u or c.")
