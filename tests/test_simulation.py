"""Pushes in simulated worlds: nobody is missed, nobody gets anything twice, whatever goes wrong, and each seed can be told again."""

import os
import subprocess
import sys
from datetime import UTC, datetime, time, timedelta

import pytest
from click.testing import CliRunner

from bot.bench.simulation import run as simulation
from bot.bench.simulation.plan import Act, Event, Plan, Wish, plan_of
from bot.cli import barta
from bot.delivery import flights
from bot.delivery.verdict import mark_of
from bot.domain.delivery import Mark

SEEDS = 1000


@pytest.mark.timeout(600)
def test_no_promise_is_broken_in_a_thousand_worlds() -> None:
    broken = [outcome for outcome in simulation.run_all(range(SEEDS), os.cpu_count() or 1) if outcome.broken]
    told = [f"barta bench push --seed {outcome.plan.seed}: {outcome.broken}" for outcome in broken]
    assert not told, "\n".join(told)


def test_a_seed_gives_the_same_history_each_time_and_in_each_process() -> None:
    """Also where Python orders its sets in another way."""
    seeds = range(3, 9)
    here = [simulation.run_seed(seed).digest for seed in seeds]
    program = f"from bot.bench.simulation.run import run_seed; print(*(run_seed(seed).digest for seed in {seeds!r}))"
    for order in ("1", "2"):
        command = [sys.executable, "-c", program]
        there = subprocess.run(  # noqa: S603 - the command is ours
            command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONHASHSEED": order}
        )
        assert there.stdout.split() == here


def test_a_seed_is_told_an_event_a_line() -> None:
    told = CliRunner().invoke(barta, ["bench", "push", "--seed", "1"])
    assert told.exit_code == 0
    lines = told.output.splitlines()
    assert lines[0].startswith("Seed 1: ")
    assert any("leased sending" in line for line in lines)
    assert lines[-2] == "Nothing is broken."


def test_a_broken_promise_is_found_and_its_world_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sender that sends again what was perhaps sent already."""

    def again(delivery: object, composed: object, posted: object, now: object) -> Mark:
        mark = mark_of(delivery, composed, posted, now)  # type: ignore[arg-type]
        return Mark(mark.delivery, "pending") if mark.state == "ambiguous" else mark

    monkeypatch.setattr(flights, "mark_of", again)
    broken = next(outcome for outcome in simulation.run_all(range(SEEDS)) if outcome.broken)
    assert "was sent 2 times" in str(broken.broken)
    small = simulation.smallest(broken)
    assert small.broken
    assert _size(small.plan) < _size(broken.plan)


def test_an_edit_whose_answer_was_lost_is_made_again() -> None:
    """A correction reaches every copy: what is edited twice is edited once."""
    wishes = tuple(Wish(chat, None, "Asia/Dhaka", (time(8), time(9)), delays=False) for chat in (1, 2, 3))
    eight, nine = (datetime(2026, 6, 10, hour, tzinfo=UTC) for hour in (2, 3))
    lost = (Event(0.2, "publish"), Event(5, "reset before", length=8, amount=1), Event(5.1, "change"))
    acts = tuple(
        Act(at - timedelta(seconds=2), at, events)
        for at, events in ((eight, lost), (nine, (Event(0.5, "publish"),)))
    )
    outcome = simulation.run(Plan(1, 1, wishes, acts))
    assert outcome.broken is None
    assert any("never heard of it" in what for _, _, what in outcome.history)


def test_who_comes_back_marks_nothing_that_another_process_has_taken_over() -> None:
    """Calls are slow; one process is without the store until the other one is just sending what the first one had."""
    wishes = tuple(Wish(chat, None, "Asia/Dhaka", (time(8), time(9)), delays=False) for chat in range(1, 41))
    eight, nine = (datetime(2026, 6, 10, hour, tzinfo=UTC) for hour in (2, 3))
    events = (Event(0, "publish"), Event(0.1, "slow", length=60, amount=1), Event(3, "cut off", length=32))
    acts = (
        Act(eight - timedelta(seconds=2), eight, events),
        Act(nine - timedelta(seconds=2), nine, (Event(0.5, "publish"),)),
    )
    outcome = simulation.run(Plan(1, 2, wishes, acts))
    assert outcome.broken is None
    assert any(
        what[:1] == ("ledger",) and what[2:4] == ("sending", "leased") for _, _, what in outcome.history
    )


def test_a_world_has_all_that_its_seed_says() -> None:
    """Every kind of trouble is among the first thousand."""
    plans = [plan_of(seed) for seed in range(SEEDS)]
    happenings = {event.what for plan in plans for act in plan.acts for event in act.events}
    assert happenings >= {
        "kill", "terminate", "store fails", "cut off", "clock", "429", "5xx", "refuses", "reset before", "reset after",
        "truncates", "slow", "block", "deactivate", "kick", "migrate", "delete thread", "zone", "change", "push", "urgent",
    }  # fmt: skip
    assert {plan.processes for plan in plans} == {1, 2, 4}


def _size(plan: Plan) -> int:
    return len(plan.wishes) + plan.processes + sum(1 + len(act.events) for act in plan.acts)
