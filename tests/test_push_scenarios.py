"""The promises about pushes, each in its short form: real processes, real databases, and much that goes wrong."""

from collections.abc import Callable

import pytest
import pytest_asyncio

from bot.bench.push.databases import NAMES, Name
from bot.bench.push.findings import (
    Finding,
    busiest_second,
    missed,
    percentile,
    sustained,
    twice,
    twice_by_kills,
)
from bot.bench.push.play import SCENARIOS, Played, play, table
from bot.bench.push.scenario import Scenario

AT_ONCE = 4
SHORT = [(each, name) for each in SCENARIOS if each.in_short for name in each.databases]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def all_played() -> dict[tuple[str, Name], Played]:
    """Play them side by side, for most of their time is waiting."""
    played = [each async for each in play(SCENARIOS, NAMES, short=True, at_once=AT_ONCE)]
    return {(each.scenario.name, each.database): each for each in played}


@pytest.mark.timeout(400)  # of the first, which plays them all
@pytest.mark.parametrize(("scenario", "database"), SHORT, ids=[f"{each.name}-{name}" for each, name in SHORT])
def test_the_promises_are_kept(
    scenario: Scenario, database: Name, all_played: dict[tuple[str, Name], Played]
) -> None:
    """What depends on how fast the machine is belongs to the benchmark."""
    played = all_played[scenario.name, database]
    assert played.findings
    assert [finding for finding in played.findings if not (finding.kept or finding.timed)] == []


def test_what_is_missed_or_sent_twice_breaks_a_promise() -> None:
    got = {1: 1, 2: 2, 3: 1}
    assert not twice(got).kept
    assert missed(got, got).kept
    assert not missed([*got, 4], got).kept
    assert twice_by_kills([10, 0]).kept
    assert not twice_by_kills([11, 0]).kept
    assert not twice_by_kills([1], others=1).kept


def test_the_busiest_second_and_the_rate_are_of_any_second_not_of_the_clocks() -> None:
    even = [number / 32 for number in range(320)]
    assert busiest_second(even) == 32
    assert busiest_second([*even, 0.51]) == 33
    assert busiest_second([]) == 0
    assert sustained(even) == pytest.approx(32)
    assert percentile([3, 1, 2], 0.95) == 3


async def _breaks(*_: object) -> list[Finding]:
    raise RuntimeError("ভাঙা")


async def _finds(*_: object) -> list[Finding]:
    return [missed([1], {1: 1}), twice({1: 2})]


@pytest.mark.parametrize(("acts", "broken"), [(_breaks, "RuntimeError: ভাঙা"), (_finds, "| 1 | NO |")])
async def test_a_broken_promise_stands_in_the_table(acts: Callable[..., object], broken: str) -> None:
    scenario = Scenario("one", "একটি", acts, databases=NAMES)  # type: ignore[arg-type]  # it looks at no stage
    played = [each async for each in play([scenario], ["sqlite"])]
    assert isinstance(played[0], Played)
    assert not played[0].kept
    assert broken in table(played)
