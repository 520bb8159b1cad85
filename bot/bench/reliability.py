"""Whether a score of 0.8 is right four times in five, and what the two thresholds cost and save."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.bench.questions import Judged
from bot.domain.decision import ANSWERED, SUGGESTED

_BINS = 10
_THRESHOLDS = (SUGGESTED, 0.25, 0.35, 0.45, ANSWERED, 0.65, 0.75, 0.85)


@dataclass(frozen=True)
class Bin:
    """The replies whose score lies in one tenth: how many, their mean score, and the share that is right."""

    low: float
    count: int
    score: float
    right: float


def bins(judged: Iterable[Judged]) -> list[Bin]:
    """Give the tenths that any reply's score is in; a question without a reply has no score."""
    tenths: dict[int, list[Judged]] = {}
    for each in judged:
        if each.best is not None:
            tenths.setdefault(min(int(each.score * _BINS), _BINS - 1), []).append(each)
    return [
        Bin(tenth / _BINS, len(held), fmean(one.score for one in held), fmean(one.right for one in held))
        for tenth, held in sorted(tenths.items())
    ]


def calibration_error(found: Sequence[Bin]) -> float:
    """Give how far a score is from the share that is right, on average over the replies."""
    total = sum(each.count for each in found)
    return sum(each.count * abs(each.score - each.right) for each in found) / total if total else 0.0


def precision_and_recall(judged: Sequence[Judged], threshold: float) -> tuple[float | None, float]:
    """Give which share of those that score so much is right, and which share of the answerable is among them."""
    passed = [each.right for each in judged if each.best is not None and each.score >= threshold]
    answerable = sum(bool(each.question.wanted) for each in judged)
    return fmean(passed) if passed else None, sum(passed) / answerable


def tables(judged: Sequence[Judged]) -> str:
    """Give both tables in Markdown."""
    found = bins(judged)
    lines = ["| score | replies | mean score | right |", "|---|---|---|---|"]
    lines += [
        f"| {each.low:.1f} to {each.low + 1 / _BINS:.1f} | {each.count} | {each.score:.2f} | {each.right:.2f} |"
        for each in found
    ]
    lines += ["", f"Expected calibration error: {calibration_error(found):.3f}", ""]
    lines += ["| at least | precision | recall | |", "|---|---|---|---|"]
    meanings = {SUGGESTED: "suggested from here", ANSWERED: "answered from here"}
    for threshold in _THRESHOLDS:
        precision, recall = precision_and_recall(judged, threshold)
        shown = "–" if precision is None else f"{precision:.3f}"
        lines.append(f"| {threshold:.2f} | {shown} | {recall:.3f} | {meanings.get(threshold, '')} |")
    return "\n".join(lines)
