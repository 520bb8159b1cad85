"""How the pushes go, for an operator's terminal: a bar for each, its pace, and why some were not sent."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import regex
from wcwidth import wcswidth, wrap

from bot.domain.delivery import Progress, PushReport

_INDENT = "     "
_BAR = 24  # cells
_REASONS = 3
_GRAPHEME = regex.compile(r"\X")
_CONTROLS = regex.compile(r"[\p{Cc}\p{Cf}--[\u200c\u200d]]", flags=regex.VERSION1)
_STATES = {
    "sent": "sent",
    "pending": "waiting",
    "leased": "about to be sent",
    "sending": "being sent",
    "empty": "had nothing to tell",
    "gone": "cannot be reached any more",
    "failed": "refused by Telegram",
    "ambiguous": "perhaps sent: the connection was lost",
}


@dataclass(frozen=True)
class Line:
    """A push with what its line says: the title of its brief, and the name of the editor who opened it, "" for neither."""

    report: PushReport
    progress: Progress
    title: str = ""
    by: str = ""


def pushes(lines: Iterable[Line], now: datetime, width: int) -> str:
    """Give the pushes, each with its bar and the most frequent reasons why some were not sent."""
    return "\n\n".join("\n".join(_push(line, now, width)) for line in lines)


def details(line: Line, now: datetime, width: int) -> str:
    """Give all that is known of a push."""
    push, report = line.report.push, line.report
    lines = [*_push(line, now, width, reasons=0), ""]
    if push.brief:
        lines.append(f"{_INDENT}Brief    {push.brief}, version {push.version}")
    lines.append(f"{_INDENT}Opened   {moment(push.created)}{f' by {clean(line.by)}' if line.by else ''}")
    if report.first and report.last:
        rate = f" ({report.rate:.1f} a second)" if report.rate else ""
        lines.append(f"{_INDENT}Sent     {moment(report.first)} to {moment(report.last)}{rate}")
    counts = [(label, report.counts.get(state, 0)) for state, label in _STATES.items()]
    if listed := _counts([*counts, ("missed their slot for too long", report.skipped)]):
        lines += ["", *listed]
    if report.reasons:
        lines += ["", f"{_INDENT}Why", *_reasons(report.reasons, width)]
    return "\n".join(lines)


def bar(share: float, cells: int = _BAR) -> str:
    """Give a bar that is full only when all is done."""
    full = math.floor(min(max(share, 0.0), 1.0) * cells)
    return "█" * full + "░" * (cells - full)


def clip(text: str, width: int) -> str:
    """Give a text cut to a display width, at a grapheme, with an ellipsis where it was cut."""
    text = clean(text)
    if wcswidth(text) <= width:
        return text
    kept = ""
    for piece in _GRAPHEME.findall(text):
        if wcswidth(f"{kept}{piece}…") > width:
            break
        kept += piece
    return f"{kept.rstrip()}…"


def clean(text: str) -> str:
    """Give a text as one line without anything that a terminal would obey."""
    return _CONTROLS.sub("", " ".join(text.split()))


def duration(seconds: float) -> str:
    """Give a duration in its two largest units: 1 min 50 s."""
    rest = max(0, round(seconds))
    units = []
    for size, unit in ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s")):
        count, rest = divmod(rest, size)
        units.append((count, unit))
    first = next((at for at, (count, _) in enumerate(units) if count), len(units) - 1)
    return " ".join(f"{count} {unit}" for count, unit in units[first : first + 2] if count) or "0 s"


def _push(line: Line, now: datetime, width: int, reasons: int = _REASONS) -> list[str]:
    report, push = line.report, line.report.push
    notes = ["urgent"] if push.urgent else []
    if line.by:
        notes.append(f"by {clip(line.by, 20)}")
    right = ", ".join([*notes, moment(push.due)])
    left = f"{f'#{push.id}':<{len(_INDENT) - 1}} "
    room = width - wcswidth(left) - wcswidth(right) - 2
    title = clip(_title(line), room)
    gap = " " * (room - wcswidth(title) + 2)
    lines = [f"{left}{title}{gap}{right}"]
    share = report.done / report.total if report.total else float(not report.fanning_out)
    lines += _wrapped(f"{bar(share)} {math.floor(share * 100):>3} %   {'   '.join(_facts(line, now))}", width)
    return lines + _reasons(dict(list(report.reasons.items())[:reasons]), width)


def _title(line: Line) -> str:
    match line.report.push.kind:
        case "scheduled":
            return "Briefing"
        case "brief":
            return line.title or line.report.push.brief or ""
        case "change":
            return f"Change: {line.title or line.report.push.brief}"


def _facts(line: Line, now: datetime) -> Iterable[str]:
    report, progress = line.report, line.progress
    yield f"{report.done:,} of {report.total:,}"
    if report.fanning_out:
        yield "being made ready"
    left = report.total - report.done - progress.put_off
    if progress.rate and left:
        yield f"{progress.rate:.1f}/s"
        yield f"{duration(left / progress.rate)} left"
    elif not left and not progress.put_off and report.rate:
        yield f"{report.rate:.1f}/s"
    if progress.put_off and progress.until:
        yield f"{progress.put_off:,} more in {duration((progress.until - now).total_seconds())}"
    if report.skipped:
        yield f"{report.skipped:,} too late"


def _reasons(reasons: Mapping[str, int], width: int) -> list[str]:
    return [
        line
        for reason, count in reasons.items()
        for line in wrap(
            clean(reason), width, initial_indent=f"{_INDENT}{count:>9,}  ", subsequent_indent=" " * 16
        )
    ]


def _counts(counts: Iterable[tuple[str, int]]) -> list[str]:
    return [f"{_INDENT}{count:>9,}  {label}" for label, count in counts if count]


def _wrapped(text: str, width: int) -> list[str]:
    return list(wrap(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT, drop_whitespace=True))


def moment(at: datetime) -> str:
    """Give a moment as an operator reads it, in UTC."""
    return f"{at:%-d %b %Y, %H:%M} UTC"
