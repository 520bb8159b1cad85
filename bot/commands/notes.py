"""Asking an editor for the note that goes with a change, in both languages."""

from collections.abc import Mapping

import click
from pydantic import ValidationError

from bot.domain.editorial import LANGUAGE_NAMES
from bot.domain.errors import ChangeError
from bot.domain.models import LANGUAGES, Bilingual, Language
from bot.domain.notes import note_fault

Notes = Mapping[Language, str | None]


def ask_notes(given: Notes, example: Bilingual) -> Bilingual:
    """Give the notes; those that are not given are asked for, again where one is no note.

    Raises:
        ChangeError: One that is given is no note.
    """
    if any(given.get(language) is None for language in LANGUAGES):
        click.echo(f"Readers get the note as you write it, such as:\n  {example.bn}\n  {example.en}")
    return Bilingual(**{language: _note(given.get(language), language) for language in LANGUAGES})


def _note(given: str | None, language: Language) -> str:
    while True:
        note: str = click.prompt(f"Note in {LANGUAGE_NAMES[language]}") if given is None else given
        fault = note_fault(note, language) or _hidden(note)
        if fault is None:
            return " ".join(note.split())
        if given is not None:
            raise ChangeError(fault)
        click.echo(f"  {fault}", err=True)


def _hidden(note: str) -> str | None:
    try:
        Bilingual(bn=note, en=note)
    except ValidationError:
        return "there is a character in the note that nobody sees: take it out"
    return None
