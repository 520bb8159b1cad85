"""`barta retract`: take a brief back, and say why in its place."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.commands.amend import Case, copies, find_case, put_out
from bot.commands.console import Console
from bot.commands.notes import Notes, ask_notes
from bot.commands.opened import open_store
from bot.content.edit import Editable
from bot.content.files import shown
from bot.domain.errors import ContentError
from bot.domain.models import Bilingual, HistoryEntry, Library
from bot.render.progress import clean, moment
from bot.settings import read_settings

_EXAMPLE = Bilingual(
    bn="প্রতিবেদনটি ভুয়া; যে সাক্ষাৎকারের কথা আছে, তা কেউ দেননি।",
    en="The article is a fake: nobody gave the interview that it tells of.",
)


def run(key: str, briefs: Path | None, notes: Notes, *, yes: bool) -> int:
    """Retract a brief; give the exit status, 1 where the editor gave up or its file could not be written."""
    return asyncio.run(_run(key, briefs, notes, yes=yes))


async def _run(key: str, briefs: Path | None, notes: Notes, *, yes: bool) -> int:
    settings = read_settings()
    async with open_store(settings) as store:
        case = await find_case(store, settings, briefs, key)
        _say_what_it_does(case, await copies(store, key))
        now = datetime.now(UTC).replace(microsecond=0)
        entry = HistoryEntry(date=now, kind="retraction", note=ask_notes(notes, _EXAMPLE))
        library, file = _retracted(case, entry)
        if not yes and not click.confirm("Retract it?"):
            return 1
        return await put_out(store, case, library, file)


def _say_what_it_does(case: Case, showing: str) -> None:
    console, brief = Console(), case.out.brief
    page = console.page
    console.say(
        page.rule(case.key, f"out since {moment(brief.published)}"),
        page.lines(clean(brief.title.bn)),
        page.lines(clean(brief.title.en)),
        "Retracting it cannot be undone: what is right goes into a new brief.",
        page.lines(f"Your note takes the place of its text: {showing}.", first="- "),
        page.lines("Who was sent it in a briefing is told at once.", first="- "),
        page.lines("Nobody finds it any more; /corrections lists it, with your note.", first="- "),
    )


def _retracted(case: Case, entry: HistoryEntry) -> tuple[Library, Editable | None]:
    """Give the brief retracted, and its file to be written, if that can be.

    A retraction waits for nothing: where the file has faults or lacks what was published, it is of what is out.
    """
    out = case.out.brief
    brief = out.model_copy(update={"status": "retracted", "history": (*out.history, entry)})
    as_it_is_out = replace(case.out.around, briefs={case.key: brief})
    try:
        file = case.file()
    except ContentError as error:
        click.echo(f"{error}\nThe file is left as it is.", err=True)
        return as_it_is_out, None
    if file is None:
        return as_it_is_out, None
    before = case.look(file, explained=False)
    if not before.faults and not case.lacks(before.library.briefs[case.key]):
        file.set("retracted", "status")
        file.add_history(entry)
        after = case.look(file, explained=True)
        if not after.faults:
            return after.library, file
    click.echo(f"{shown(file.path)} has faults or lacks what was published, and is left as it is.", err=True)
    return as_it_is_out, None
