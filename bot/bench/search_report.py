"""What was measured of searches, as a Markdown table and as a plot."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path

from bot.bench.extras import needed
from bot.bench.questions import BANGLISH, right_or_refused, top_1
from bot.bench.search import Failed, Measured, by_name

_MEGABYTE = 1 << 20
_COLUMNS = (
    "briefs", "search", "top-1", "Banglish", "right or refused", "p50 ms", "p99 ms", "memory MB", "build s"
)  # fmt: skip


def percentile(seconds: Sequence[float], percent: int) -> float:
    """Give the time, in milliseconds, within which `percent` of a hundred replies came."""
    ordered = sorted(seconds)
    return ordered[min(len(ordered) * percent // 100, len(ordered) - 1)] * 1000


def machine() -> str:
    """Describe the machine and how busy it is, in a line."""
    load = os.getloadavg()[0]
    cores = os.cpu_count()
    return f"Python {platform.python_version()}, {platform.machine()}, {cores} cores, each search on one; load {load:.1f}."


def table(found: Sequence[Measured | Failed]) -> str:
    """Give a row for each search and number of briefs."""
    lines = [f"| {' | '.join(_COLUMNS)} |", "|---" * len(_COLUMNS) + "|"]
    for each in found:
        cells = _cells(each) if isinstance(each, Measured) else [each.why, *[""] * (len(_COLUMNS) - 3)]
        lines.append(f"| {each.briefs:,} | {each.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cells(each: Measured) -> list[str]:
    shares: list[float | None] = [None, None, None]
    if each.whole:
        shares = [top_1(each.judged), top_1(each.judged, BANGLISH), right_or_refused(each.judged)]
    return [
        *("–" if share is None else f"{share:.3f}" for share in shares),
        f"{percentile(each.seconds, 50):.2f}",
        f"{percentile(each.seconds, 99):.2f}",
        f"{each.memory / _MEGABYTE:.0f}",
        f"{each.build:.1f}",
    ]


def plot(found: Sequence[Measured | Failed], path: Path) -> None:
    """Draw how much is right and how long it takes against the number of briefs, and save it as a PNG.

    Raises:
        BartaError: matplotlib is not installed.
    """
    needed("matplotlib")
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - only where a plot is drawn
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    figure = Figure(figsize=(11, 4.5), layout="constrained")
    FigureCanvasAgg(figure)
    right, time = figure.subplots(1, 2)
    for name, rows in by_name(found).items():
        wide = 2.5 if name == "Barta" else 1.2
        whole = [each for each in rows if each.whole]
        right.plot(
            [each.briefs for each in whole],
            [top_1(each.judged) for each in whole],
            marker="o",
            linewidth=wide,
            label=name,
        )
        time.plot(
            [each.briefs for each in rows],
            [percentile(each.seconds, 50) for each in rows],
            marker="o",
            linewidth=wide,
            label=name,
        )
    right.set(xscale="log", xlabel="briefs", ylabel="right brief first", title="Quality")
    time.set(xscale="log", yscale="log", xlabel="briefs", ylabel="ms", title="Time for a question, median")
    for axes in (right, time):
        axes.grid(alpha=0.3)
    right.legend(fontsize="small")
    figure.savefig(path, dpi=144)
