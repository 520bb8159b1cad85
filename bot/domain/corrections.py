"""What was wrong in briefs that were out, and is told to everybody."""

from dataclasses import dataclass

from bot.domain.models import Brief, HistoryEntry

TOLD = ("correction", "retraction")


@dataclass(frozen=True)
class Correction:
    """A correction or a retraction, and the brief as it is now."""

    brief: Brief
    entry: HistoryEntry


def new_corrections(before: Brief | None, after: Brief) -> tuple[HistoryEntry, ...]:
    """Give the corrections and retractions that a version brought, the newest first; `before` is the version before it."""
    known = len(before.history) if before else 0
    return tuple(entry for entry in reversed(after.history[known:]) if entry.kind in TOLD)
