"""The commands that change what is out: correcting, retracting, and the list of both."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal, TypeVar

import click

from bot.cli.options import briefs_option

# Each command imports its work when it is called, so that none waits for what another needs.
# ruff: noqa: PLC0415

T = TypeVar("T", bound=Callable[..., object])
Kind = Literal["typo", "update", "correction"]


def note_options(command: T) -> T:
    """Add the options for a note in both languages."""
    bengali = click.option("--note-bn", help="What readers are told, in Bengali.")
    return bengali(click.option("--note-en", help="The same in English.")(command))


@click.command()
@briefs_option
@click.option(
    "--kind",
    type=click.Choice(["typo", "update", "correction"]),
    help="What kind of change; else it is asked.",
)
@note_options
@click.option("--yes", is_flag=True, help="Do not ask whether to publish it, and open no editor.")
@click.argument("brief", metavar="ID")
def correct(
    brief: str, briefs: Path | None, kind: Kind | None, note_bn: str | None, note_en: str | None, *, yes: bool
) -> None:
    """Correct a brief that is out, and every copy of it.

    What its file says is published, with the reason; a file that nobody changed yet opens in your editor.
    """
    from bot.commands.correct import Wanted, run

    sys.exit(run(brief, briefs, Wanted(kind, {"bn": note_bn, "en": note_en}, yes)))


@click.command()
@briefs_option
@note_options
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.argument("brief", metavar="ID")
def retract(brief: str, briefs: Path | None, note_bn: str | None, note_en: str | None, *, yes: bool) -> None:
    """Retract a brief, and say why in its place."""
    from bot.commands.retract import run

    sys.exit(run(brief, briefs, {"bn": note_bn, "en": note_en}, yes=yes))


@click.command()
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many.")
@click.option("--json", "as_json", is_flag=True, help="Print them as JSON.")
def corrections(limit: int, *, as_json: bool) -> None:
    """List corrections and retractions, newest first.

    Readers get the same list by /corrections.
    """
    from bot.commands.corrections import run

    sys.exit(run(limit, as_json=as_json))
