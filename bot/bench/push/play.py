"""Plays the scenarios one after another, and sets what they found as a table."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from bot.bench.push.clocks import CLOCKS
from bot.bench.push.crashes import CRASHES
from bot.bench.push.databases import Database, Name, Postgres, Sqlite, postgres_server
from bot.bench.push.findings import Finding
from bot.bench.push.gone import GONE
from bot.bench.push.network import NETWORK
from bot.bench.push.rates import RATES
from bot.bench.push.scenario import Scenario, Size
from bot.bench.push.stage import stage
from bot.bench.push.storage import STORAGE

logger = logging.getLogger(__name__)

Make = Callable[[Path], Database]

SCENARIOS = (*RATES, *CRASHES, *STORAGE, *NETWORK, *GONE, *CLOCKS)


@dataclass(frozen=True)
class Played:
    """A scenario on a database: what was found, and how many seconds it took."""

    scenario: Scenario
    database: Name
    findings: Sequence[Finding]
    took: float

    @property
    def kept(self) -> bool:
        """Whether all promises were."""
        return all(finding.kept for finding in self.findings)


async def play(
    scenarios: Iterable[Scenario], databases: Collection[Name], *, short: bool = False, at_once: int = 1
) -> AsyncIterator[Played]:
    """Play scenarios on each database that they are for; one that fails as such is a promise broken.

    Times are what they are only where one is played at once.
    """
    places = asyncio.Semaphore(at_once)

    async def one(scenario: Scenario, name: Name) -> Played:
        async with places:
            if name == "sqlite":
                return await _play(scenario, name, Sqlite, Size(short))
            if scenario.own_server:
                async with _served() as make:
                    return await _play(scenario, name, make, Size(short))
            return await _play(scenario, name, shared, Size(short))

    async with _served() if "postgresql" in databases else nullcontext(Sqlite) as shared:
        chosen = [each for each in scenarios if each.in_short or not short]
        pairs = [(each, name) for each in chosen for name in each.databases if name in databases]
        tasks = [asyncio.create_task(one(*pair)) for pair in pairs]
        for task in tasks:
            yield await task


@asynccontextmanager
async def _served() -> AsyncIterator[Make]:
    """Give what makes databases on a PostgreSQL server."""
    server = postgres_server()
    running = await asyncio.to_thread(server.__enter__)
    try:
        yield lambda _: Postgres(running)
    finally:
        await asyncio.to_thread(server.__exit__, None, None, None)


async def _play(scenario: Scenario, name: Name, make: Make, size: Size) -> Played:
    began = time.monotonic()
    findings: Sequence[Finding]
    try:
        async with stage(make) as setting:
            findings = await scenario.play(setting, size)
    except Exception as error:
        logger.exception("%s on %s did not come to its end", scenario.name, name)
        findings = [Finding("comes to its end", f"{type(error).__name__}: {error}", kept=False)]
    return Played(scenario, name, findings, time.monotonic() - began)


def table(played: Sequence[Played]) -> str:
    """Give what was found as a Markdown table: a row a promise, a pair of columns a database."""
    names = list(dict.fromkeys(each.database for each in played))
    head = ["scenario", "promise", *(f"{name}: measured | kept" for name in names)]
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * (2 + 2 * len(names))}"]
    for scenario in dict.fromkeys(each.scenario for each in played):
        by_name = {each.database: each.findings for each in played if each.scenario is scenario}
        promises = dict.fromkeys(finding.promise for findings in by_name.values() for finding in findings)
        for number, promise in enumerate(promises):
            cells = [scenario.title if not number else "", promise]
            for name in names:
                found = [each for each in by_name.get(name, ()) if each.promise == promise]
                cells += [
                    "; ".join(each.measured for each in found) or "–",
                    _kept(found),
                ]
            lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _kept(found: Sequence[Finding]) -> str:
    if not found:
        return "–"
    return "yes" if all(each.kept for each in found) else "NO"
