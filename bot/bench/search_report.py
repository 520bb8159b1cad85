"""What was measured of searches, in Markdown: a row for each search and number of briefs."""

from collections.abc import Sequence

from bot.bench.engines.engine import Upkeep
from bot.bench.questions import BANGLISH, Question, right_or_refused, top_1, tuned
from bot.bench.results import Measured, Result

_MEGABYTE = 1 << 20
_LEAST = 30  # questions below which a share says nothing
_COLUMNS = (
    "briefs", "search", "top-1", "Banglish", "right or refused", "asked", "p50 ms", "p99 ms", "memory MB", "peak MB",
    "build s",
)  # fmt: skip
_UNKNOWN = "–"
_LONG = 10  # milliseconds from which on fractions tell nothing
_NOTES = (
    "Top-1: the right brief comes first, over questions that have one; Banglish: the same over Bengali in Latin letters. "
    "Right or refused: answered right, or refused where nothing is right; Barta by its own decision, the others by the "
    "threshold that is best for them on the tuning questions. Times are wall time on one core. Memory: how far the "
    "process has grown since before it built, at the end and at its peak, with what it has touched of files mapped into "
    "memory; for MiniSearch, node's growth; for pg_trgm, its tables and indexes. "
    "Builds are on one core, but for Barta's archive, whose rows are made on all."
)


def percentile(seconds: Sequence[float], percent: int) -> float:
    """Give the time, in milliseconds, within which `percent` of a hundred replies came."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] * 1000


def table(results: Sequence[Result], questions: Sequence[Question], tuning: Sequence[Question]) -> str:
    """Give the table and what its columns mean."""
    lines = [f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|"]
    total = len({question.text for question in (*questions, *tuning)})
    for each in results:
        if isinstance(each, Measured):
            cells = _cells(each, questions, tuning, total)
        else:
            cells = [f"not finished: {each.why}", *[""] * (len(_COLUMNS) - 3)]
        lines.append(f"| {each.briefs:,} | {each.name} | {' | '.join(cells)} |")
    return "\n".join((*lines, "", _NOTES))


def overview(results: Sequence[Result], questions: Sequence[Question], tuning: Sequence[Question]) -> str:
    """Give a row for each search and a column for each number of briefs, with what matters most in each cell."""
    sizes = sorted({each.briefs for each in results})
    cells = {(each.name, each.briefs): _cell(each, questions, tuning) for each in results}
    lines = [
        f"| search | {' | '.join(f'{size:,} briefs' for size in sizes)} |",
        "|---" * (len(sizes) + 1) + "|",
    ]
    for name in dict.fromkeys(each.name for each in results):
        row = (cells.get((name, size), _UNKNOWN) for size in sizes)
        lines.append(f"| {name} | {' | '.join(row)} |")
    told = "In each cell: the share that is right or refused, the median time for a question and the 99th percentile, memory."
    return "\n".join((*lines, "", told))


def _cell(each: Result, questions: Sequence[Question], tuning: Sequence[Question]) -> str:
    if not isinstance(each, Measured):
        return "not finished"
    right = quality(each, questions, tuning)[2]
    times = " / ".join(f"{_rounded(percentile(each.seconds, percent))}" for percent in (50, 99))
    share = _UNKNOWN if right is None else f"{right:.2f}"
    return f"{share} · {times} ms · {each.memory / _MEGABYTE:,.0f} MB"


def _rounded(milliseconds: float) -> str:
    """Give a time with two figures that count."""
    return f"{milliseconds:,.0f}" if milliseconds >= _LONG else f"{milliseconds:.2g}"


def _cells(
    each: Measured, questions: Sequence[Question], tuning: Sequence[Question], total: int
) -> list[str]:
    shares = quality(each, questions, tuning)
    asked = len(each.replies)
    return [
        *(_UNKNOWN if share is None else f"{share:.3f}" for share in shares),
        f"{asked}" if asked == total else f"{asked} of {total}",
        f"{percentile(each.seconds, 50):.2f}",
        f"{percentile(each.seconds, 99):.2f}",
        f"{each.memory / _MEGABYTE:.0f}",
        f"{each.peak / _MEGABYTE:.0f}",
        f"{each.build:.1f}",
    ]


def quality(
    each: Measured, questions: Sequence[Question], tuning: Sequence[Question]
) -> tuple[float | None, float | None, float | None]:
    """Give top-1, that of Banglish, and the share that is right or refused; None where too few were asked to tell."""
    judged, learnt = each.judged(questions), each.judged(tuning)
    if len(judged) < min(_LEAST, len(questions)) or not learnt:
        return None, None, None
    return top_1(judged), top_1(judged, BANGLISH), right_or_refused(judged, tuned(learnt))


def upkeep(results: Sequence[Result]) -> str:
    """Give what changing a brief costs Barta, and how long its searches hold an event loop."""
    lines = [
        "| briefs | a change, p50 ms | most ms | writing changes ms | loop late by at most ms |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.briefs:,} | {' | '.join(_milliseconds(each.upkeep))} |"
        for each in results
        if isinstance(each, Measured) and each.upkeep
    ]
    return "\n".join(lines)


def _milliseconds(cost: Upkeep) -> list[str]:
    figures = (cost.median, cost.most, cost.settle, cost.late)
    return [_UNKNOWN if figure is None else f"{figure * 1000:.1f}" for figure in figures]
