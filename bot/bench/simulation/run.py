"""Runs worlds from seeds, makes a broken one as small as it stays broken, and tells what happened in it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from bot.bench.simulation.plan import Plan, plan_of
from bot.bench.simulation.storage import Storage
from bot.bench.simulation.world import Outcome, World


def run_all(seeds: Iterable[int]) -> Iterator[Outcome]:
    """Give how each seed's world went."""
    storage = Storage()
    try:
        for seed in seeds:
            yield World(plan_of(seed), storage).run()
    finally:
        storage.close()


def run_one(plan: Plan) -> Outcome:
    """Give how a world went."""
    storage = Storage()
    try:
        return World(plan, storage).run()
    finally:
        storage.close()
