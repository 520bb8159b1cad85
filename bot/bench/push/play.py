"""Plays the scenarios one after another, and sets what they found as a table."""

import logging
import time
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import ExitStack
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
    scenarios: Sequence[Scenario], databases: Collection[Name], *, short: bool = False
) -> AsyncIterator[Played]:
    """Play scenarios on each database that they are for; one that fails as such is a promise broken."""
    with ExitStack() as stack:
        makers: dict[Name, Callable[[Path], Database]] = {"sqlite": Sqlite}
        if "postgresql" in databases:
            server = stack.enter_context(postgres_server())
            makers["postgresql"] = lambda _: Postgres(server)
        for scenario in scenarios:
            if short and not scenario.in_short:
                continue
            for name in scenario.databases:
                if name in databases:
                    yield await _play(scenario, name, makers[name], Size(short))


async def _play(scenario: Scenario, name: Name, make: Callable[[Path], Database], size: Size) -> Played:
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
