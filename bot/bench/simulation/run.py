"""Runs worlds from seeds, makes a broken one as small as it stays broken, and tells what happened in it."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from itertools import islice
from multiprocessing import get_context

from bot.bench.simulation.plan import Plan, plan_of
from bot.bench.simulation.storage import Storage
from bot.bench.simulation.world import Outcome, World

_BATCH = 25  # seeds that a worker gets at once


def run_all(seeds: Iterable[int], workers: int = 1) -> Iterator[Outcome]:
    """Give how each seed's world went, by so many workers at once; of worlds where all went well, without their history."""
    numbers = iter(seeds)
    batches = iter(lambda: list(islice(numbers, _BATCH)), [])
    if workers == 1:
        yield from (outcome for batch in batches for outcome in _batch(batch))
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for outcomes in pool.map(_batch, batches):
            yield from outcomes


_storage: list[Storage] = []  # the worker's one, since opening it takes as long as some worlds


def _batch(seeds: Iterable[int]) -> list[Outcome]:
    return [
        replace(outcome, history=outcome.history if outcome.broken else [])
        for outcome in map(run_seed, seeds)
    ]


def run_seed(seed: int) -> Outcome:
    """Give how a seed's world went."""
    return run(plan_of(seed))


def run(plan: Plan) -> Outcome:
    """Give how a world went."""
    if not _storage:
        _storage.append(Storage())
    return World(plan, _storage[0]).run()


def smallest(broken: Outcome) -> Outcome:
    """Give the world with one thing left out after another, as long as something stays broken in it."""
    while smaller := next((each for each in map(run, _smaller(broken.plan)) if each.broken), None):
        broken = smaller
    return broken


def _smaller(plan: Plan) -> Iterator[Plan]:
    for number in range(len(plan.acts) - 1):
        yield replace(plan, acts=plan.acts[:number] + plan.acts[number + 1 :])
    for number, act in enumerate(plan.acts):
        for at in range(len(act.events)):
            fewer = replace(act, events=act.events[:at] + act.events[at + 1 :])
            yield replace(plan, acts=(*plan.acts[:number], fewer, *plan.acts[number + 1 :]))
    if plan.processes > 1:
        yield replace(plan, processes=plan.processes - 1)
    for at in range(len(plan.wishes)):
        if len(plan.wishes) > 1:
            yield replace(plan, wishes=plan.wishes[:at] + plan.wishes[at + 1 :])


def story(outcome: Outcome, write: Callable[[str], object]) -> None:
    """Tell a world: who wants what, what was to happen, and what did, an event a line."""
    plan = outcome.plan
    write(f"Seed {plan.seed}: {plan.processes} processes")
    for wish in plan.wishes:
        topic = f", topic {wish.thread}" if wish.thread else ""
        write(f"  chat {wish.chat}{topic}: {' '.join(f'{at:%H:%M}' for at in wish.times)} {wish.zone}")
    for time, clock, what in outcome.history:
        write(f"{time:10.4f}  {clock:%d. %H:%M:%S}  {' '.join(map(str, what))}")
    write(f"Broken: {outcome.broken}" if outcome.broken else "Nothing is broken.")
    write(f"Digest: {outcome.digest}")
