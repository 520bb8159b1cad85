"""`barta editor`: who may push briefs from a chat."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeVar

import click

from bot.commands.opened import open_store
from bot.commands.whoami import whoami
from bot.render.progress import clean
from bot.settings import read_settings
from bot.store.engine import Store

T = TypeVar("T")


def run_add(number: int, name: str) -> int:
    """Make somebody an editor; give the exit status."""
    new = _with_store(lambda store: store.editors.add(number, clean(name), datetime.now(UTC), whoami()))
    who = f"{number} {clean(name)}".rstrip()
    click.echo(f"{who} is an editor now." if new else f"{number} is an editor already.")
    return 0


def run_remove(number: int) -> int:
    """Take the right from somebody; give the exit status, 1 where they had none."""
    had = _with_store(lambda store: store.editors.remove(number, datetime.now(UTC), whoami()))
    click.echo(f"{number} is no editor any more." if had else f"{number} is no editor.", err=not had)
    return 0 if had else 1


def run_list() -> int:
    """Print the editors."""
    editors = _with_store(lambda store: store.editors.all())
    for number, name in editors.items():
        click.echo(f"{number:>12}  {name}".rstrip())
    if not editors:
        click.echo("There are no editors yet: barta editor add ID NAME")
    return 0


def _with_store(work: Callable[[Store], Awaitable[T]]) -> T:
    async def run() -> T:
        async with open_store(read_settings()) as store:
            return await work(store)

    return asyncio.run(run())
