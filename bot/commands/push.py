"""`barta push`: send a brief at once, or say who would get what."""

import asyncio
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from bot.commands.opened import open_desk
from bot.domain.models import Brief
from bot.domain.pushing import Preview
from bot.render.progress import clean, moment
from bot.render.pushing import forecast_lines, preview_lines
from bot.services.desk import Desk
from bot.services.publish import publish
from bot.services.push import forecast, preview, push
from bot.settings import read_settings

_WIDEST = 88  # cells


def run_brief(key: str, briefs: Path | None, *, urgent: bool, dry_run: bool, yes: bool) -> int:
    """Push a brief after showing it and asking; give the exit status."""
    return asyncio.run(_brief(key, briefs, urgent=urgent, dry_run=dry_run, yes=yes))


def run_forecast(briefs: Path | None) -> int:
    """Print what the next slots would send to how many."""
    return asyncio.run(_forecast(briefs))


async def _brief(key: str, briefs: Path | None, *, urgent: bool, dry_run: bool, yes: bool) -> int:
    async with open_desk(read_settings(), briefs) as desk:
        shown = await preview(desk, key, datetime.now(UTC))
        if shown is None:
            return _unknown(desk, key)
        if shown.push:
            click.echo(f"This version was pushed at {moment(shown.push.created)}; it is not sent again.")
            return 0
        click.echo("\n".join(preview_lines(desk.index.library, shown, _width(), styled=sys.stdout.isatty())))
        if dry_run or not shown.reach.total:
            return 0
        if not yes and not click.confirm(f"Push it{' urgently' if urgent else ''}?"):
            return 1
        return await _push(desk, shown, urgent=urgent)


async def _push(desk: Desk, shown: Preview, *, urgent: bool) -> int:
    now = datetime.now(UTC)
    await publish(desk, desk.index.library.around(shown.brief.id), now)
    if (await _published(desk, shown.brief.id)) != shown.brief:
        click.echo(
            "barta push: the brief was changed without a history entry; `barta check` says how to mend that",
            err=True,
        )
        return 1
    opened, new = await push(desk, shown.brief.id, desk.news.version(shown.brief.id), now, urgent=urgent)
    if not new:
        click.echo(f"This version was pushed at {moment(opened.created)}; it is not sent again.")
        return 0
    click.echo(f"Push {opened.id} is open; a running bot sends it now. See barta pushes show {opened.id}")
    return 0


async def _published(desk: Desk, key: str) -> Brief | None:
    return await desk.store.versions.content(key, desk.news.version(key))


async def _forecast(briefs: Path | None) -> int:
    async with open_desk(read_settings(), briefs) as desk:
        now = datetime.now(UTC)
        slots = await forecast(desk, now)
        click.echo("\n".join(forecast_lines(desk.index, slots, now, _width())))
    return 0


def _unknown(desk: Desk, key: str) -> int:
    near = desk.index.rank(key.replace("-", " "))
    mend = f"did you mean {near[0].brief.id}?" if near else "its id is its file's name, without .toml"
    click.echo(f"barta push: there is no published brief {clean(key)}; {mend}", err=True)
    return 1


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)
