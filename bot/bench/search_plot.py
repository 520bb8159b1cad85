"""What was measured of searches, as a plot: time against the number of briefs, and quality."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.bench.extras import needed
from bot.bench.questions import Question
from bot.bench.results import Measured, Result
from bot.bench.search_report import percentile, quality

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_COLOURS = ("#0b6e4f", "#d1495b", "#edae49", "#00798c", "#8d6a9f", "#c08497", "#6c757d")
_BAR = 0.38
_SHADES = ((0, "right brief first", 0.45), (2, "right or refused", 1.0))


def plot(
    results: Sequence[Result], questions: Sequence[Question], tuning: Sequence[Question], path: Path
) -> None:
    """Draw the plot and save it as a PNG.

    Raises:
        BartaError: matplotlib is not installed.
    """
    needed("matplotlib")
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - only where a plot is drawn
    from matplotlib.figure import Figure  # noqa: PLC0415 - the same

    measured = [each for each in results if isinstance(each, Measured)]
    names = list(dict.fromkeys(each.name for each in measured))
    colours = dict(zip(names, _COLOURS, strict=False))
    figure = Figure(figsize=(11, 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    time, right = figure.subplots(1, 2)
    for name in names:
        rows = [each for each in measured if each.name == name]
        _time(time, rows, colours[name])
    time.set(xscale="log", yscale="log", xlabel="briefs", ylabel="ms")
    time.set_xticks(sizes := sorted({each.briefs for each in measured}), [f"{size:,}" for size in sizes])
    time.minorticks_off()
    time.yaxis.set_major_formatter("{x:,g}")
    time.set_title("Time for a question, median, on one core", loc="left")
    time.grid(alpha=0.25)
    time.legend(fontsize="small", frameon=False)
    size = _compared(measured, len(names), questions, tuning)
    rows = [each for each in measured if each.briefs == size]
    _quality(right, rows, questions, tuning, colours)
    right.set_title(f"Quality among {size:,} briefs", loc="left")
    for axes in (time, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=120)


def _time(axes: "Axes", rows: Sequence[Measured], colour: str) -> None:
    first = rows[0].name == "Barta"
    axes.plot(
        [each.briefs for each in rows],
        [percentile(each.seconds, 50) for each in rows],
        marker="o",
        markersize=6 if first else 4,
        linewidth=3 if first else 1.4,
        color=colour,
        label=rows[0].name,
        zorder=3 if first else 2,
    )


def _compared(
    measured: Sequence[Measured], names: int, questions: Sequence[Question], tuning: Sequence[Question]
) -> int:
    """Give the largest number of briefs at which every search was asked enough."""
    told = [each.briefs for each in measured if quality(each, questions, tuning)[0] is not None]
    return max((size for size in set(told) if told.count(size) == names), default=measured[0].briefs)


def _quality(
    axes: "Axes",
    rows: Sequence[Measured],
    questions: Sequence[Question],
    tuning: Sequence[Question],
    colours: dict[str, str],
) -> None:
    """Draw two bars for each search, the better search above."""
    shares = {each.name: quality(each, questions, tuning) for each in rows}
    names = sorted(shares, key=lambda name: shares[name][2] or 0)
    for bar, (figure, label, shade) in enumerate(_SHADES):
        values = [shares[name][figure] or 0 for name in names]
        places = [at + (0.5 - bar) * _BAR for at in range(len(names))]
        drawn = axes.barh(
            places, values, _BAR, color=[colours[name] for name in names], alpha=shade, label=label
        )
        axes.bar_label(drawn, fmt="%.2f", padding=3, fontsize="small")
    axes.set_yticks(range(len(names)), names)
    axes.set(xlim=(0, 1.12), xlabel="share of questions: pale, right brief first; full, right or refused")
