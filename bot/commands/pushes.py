"""`barta pushes`: how far the pushes have come."""

import asyncio
import shutil
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

import click

from bot.commands.opened import open_store
from bot.domain.delivery import PushReport
from bot.render.progress import Line, details, pushes
from bot.settings import read_settings
from bot.store.engine import Store

_WIDEST = 100  # cells
_REFRESH = 2.0  # seconds


def run_list(limit: int, *, watch: bool) -> int:
    """Print the last pushes, newest first; with `watch`, again and again until interrupted."""

    async def text(store: Store) -> str:
        reports = await store.reports.pushes(limit)
        if not reports:
            return "Nothing was pushed yet."
        return pushes(await _lines(store, reports), datetime.now(UTC), _width())

    try:
        asyncio.run(_watch(text) if watch else _print(text))
    except KeyboardInterrupt:
        click.echo()
    return 0


def run_show(number: int) -> int:
    """Print all that is known of a push; give the exit status, 1 where there is none of that number."""

    async def text(store: Store) -> str | None:
        report = await store.reports.push(number)
        if report is None:
            return None
        (line,) = await _lines(store, [report])
        return details(line, datetime.now(UTC), _width())

    if asyncio.run(_print(text)):
        return 0
    click.echo(f"barta pushes: there is no push {number}; `barta pushes` lists those there are", err=True)
    return 1


async def _lines(store: Store, reports: Sequence[PushReport]) -> list[Line]:
    progress = await store.reports.progress([report.push.id for report in reports], datetime.now(UTC))
    briefs, editors = await store.versions.published(), await store.editors.all()
    return [
        Line(
            report,
            progress[report.push.id],
            briefs[brief].title.get("en") if (brief := report.push.brief) in briefs else "",
            (editors.get(by) or str(by)) if (by := report.push.by) else "",
        )
        for report in reports
    ]


async def _print(text: Callable[[Store], Awaitable[str | None]]) -> bool:
    async with open_store(read_settings()) as store:
        said = await text(store)
    if said:
        click.echo(said)
    return said is not None


async def _watch(text: Callable[[Store], Awaitable[str]]) -> None:
    async with open_store(read_settings()) as store:
        while True:
            said = await text(store)
            click.clear()
            click.echo(said)
            sys.stdout.flush()
            await asyncio.sleep(_REFRESH)


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)
