"""Barta's search beside others', over the same briefs with the same questions, one after another."""

from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from bot.bench.prepared import Prepared, prepare
from bot.bench.questions import Question
from bot.bench.results import Measured, Result, Unfinished
from bot.bench.worker import BARTA, BUILT, KINDS, Kind, work
from bot.content.read import load
from bot.domain.errors import BartaError

# Seconds that each search may build and may be asked, over one number of briefs: so that a million takes minutes, not days.
BUILDING, ASKING = 450.0, 60.0
_GRACE = 90.0  # seconds that a last question and the end of a process may take
_SEED = 2026
_TELLING = 5_000  # briefs from which on a build takes longer in proportion


def measure(
    briefs: Path,
    cache: Path,
    questions: Iterable[Question],
    sizes: Sequence[int],
    kinds: Sequence[Kind] = KINDS,
) -> Iterator[Result]:
    """Measure each search beside `sizes` other briefs; one that would not be built in time is said to be unfinished.

    Questions come in an order that is the same for all and has nothing to do with their kinds, so that the first of
    them are a fair sample of all. What is made for it once is kept in `cache`.
    """
    texts = sorted({question.text for question in questions})
    Random(_SEED).shuffle(texts)  # noqa: S311 - it must be the same again
    own = len(load(briefs).published().briefs)
    before: dict[str, Result] = {}
    for others in sizes:
        for kind in kinds:
            why = _hopeless(kind, before.get(kind.name), own + others)
            if why:
                yield Unfinished(kind.name, own + others, why)
                continue
            try:
                prepared = prepare(cache, briefs, others, max(sizes), archive=kind == BARTA)
                result = _in_a_process(kind, prepared, texts, own + others)
            except BartaError as error:
                result = Unfinished(kind.name, own + others, str(error))
            before[kind.name] = result
            yield result


def _hopeless(kind: Kind, before: Result | None, briefs: int) -> str | None:
    """Say why a search need not be tried, by what it did with fewer briefs; None where it is to be tried."""
    if isinstance(before, Unfinished):
        return f"{before.why}, with {before.briefs:,}"
    if before is None or kind == BARTA or before.briefs < _TELLING:
        return None
    expected = before.build * briefs / before.briefs
    return f"would take {expected / 60:.0f} minutes to build" if expected > BUILDING else None


def _in_a_process(kind: Kind, prepared: Prepared, texts: Sequence[str], briefs: int) -> Result:
    """Measure one search in a fresh process, whose growth is then its own."""
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    with TemporaryDirectory(prefix="barta-") as folder:
        worker = context.Process(target=work, args=(there, kind, prepared, texts, ASKING, Path(folder)))
        worker.start()
        there.close()
        result = _await(here, kind, briefs)
        if not isinstance(result, Measured):
            worker.terminate()
        worker.join(_GRACE)
        if worker.is_alive():
            worker.kill()
            worker.join()
    return result


def _await(pipe: Connection, kind: Kind, briefs: int) -> Result:
    start = perf_counter()
    for patience, doing in ((BUILDING, "still building"), (ASKING + _GRACE, "still answering one question")):
        if not wait([pipe], patience):
            return Unfinished(kind.name, briefs, f"{doing} after {perf_counter() - start:.0f} s")
        try:
            told: str | Result = pipe.recv()
        except EOFError:
            return Unfinished(kind.name, briefs, "its process ended, perhaps for want of memory")
        if isinstance(told, Unfinished):
            return Unfinished(kind.name, briefs, told.why)
        if told != BUILT and isinstance(told, Measured):
            return told
    raise AssertionError("a process tells that it has built, then what it measured")
