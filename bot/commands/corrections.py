"""`barta corrections`: what was corrected and retracted."""

import asyncio
import shutil

import click

from bot.commands.opened import open_store
from bot.render.corrections import corrections_json, corrections_lines
from bot.services.corrections import corrections
from bot.settings import read_settings

_WIDEST = 80  # cells


def run(limit: int, *, as_json: bool) -> int:
    """Print the newest corrections and retractions; give the exit status."""
    return asyncio.run(_run(limit, as_json=as_json))


async def _run(limit: int, *, as_json: bool) -> int:
    async with open_store(read_settings()) as store:
        listed, older = await corrections(store.versions, limit)
    if as_json:
        click.echo(corrections_json(listed))
        return 0
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    click.echo(corrections_lines(listed, width) or "Nothing was corrected or retracted yet.")
    if older:
        click.echo("\nThere are older ones: --limit shows more.", err=True)
    return 0
