"""What a call came to, as the ledger's mark and as the end of a subscription."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.delivery import Copy, Delivery, Mark
from bot.services.deliver import Composed
from bot.transport.deliver import Posted

TOO_LATE = timedelta(days=1)  # what was due so long ago is told by a later briefing
LONGEST = timedelta(minutes=10)

# Telegram's words for it, and why a subscription ends.
_ENDS = {
    "blocked": "blocked",
    "kicked": "kicked",
    "not a member": "kicked",
    "user is deactivated": "deactivated",
    "user_deactivated": "deactivated",
    "group chat was deactivated": "deactivated",
}


@dataclass(frozen=True)
class Ending:
    """A subscription that ends, or with `whole` all that a chat wants."""

    why: str
    whole: bool


def mark_of(delivery: Delivery, composed: Composed, posted: Posted, now: datetime) -> Mark:
    """Give the ledger's mark for what a call came to."""
    if posted.kind == "sent":
        copy = _copy(delivery, composed.copy, posted.message)
        return Mark(delivery, "sent", posted.message, posted.why, copy=copy, cursor=composed.cursor)
    if posted.kind == "gone":
        return Mark(delivery, "gone", reason=posted.why)
    if posted.kind == "refused":
        return Mark(delivery, "failed", reason=posted.why)
    if posted.kind == "ambiguous" and delivery.copy is None:  # an edit does no harm twice
        return Mark(delivery, "ambiguous", reason=posted.why)
    if posted.kind in ("later", "moved"):
        return Mark(delivery, "pending", reason=posted.why, again=now + timedelta(seconds=posted.after))
    return again(delivery, posted.why, now)


def again(delivery: Delivery, why: str, now: datetime) -> Mark:
    """Give the mark of a delivery that was not done: again after a while that grows, until it is too late for it."""
    if now - delivery.push.due > TOO_LATE:
        return Mark(delivery, "failed", reason=f"too late: {why}")
    pause = min(timedelta(seconds=2 ** min(delivery.attempts - 1, 10)), LONGEST)
    return Mark(delivery, "pending", reason=why, again=now + pause)


def ending_of(delivery: Delivery, posted: Posted) -> Ending | None:
    """Give what ends since a chat or forum topic cannot be reached; nothing does for a message that is gone."""
    if posted.kind != "gone" or posted.what == "message":
        return None
    if posted.what == "thread":
        return Ending("thread", whole=False)
    said = posted.why.casefold()
    why = next((why for words, why in _ENDS.items() if words in said), None)
    return Ending(why or ("kicked" if delivery.chat < 0 else "blocked"), whole=True)


def _copy(delivery: Delivery, copy: Copy | None, message: int | None) -> Copy | None:
    """Give what is shown where now; a message whose number is unknown cannot be edited later."""
    if copy is None:
        return None
    if before := delivery.copy:
        where = replace(copy, chat=before.chat, thread=before.thread, message=before.message)
        return replace(where, inline=before.inline, push=before.push)
    if message is None:
        return None
    return replace(copy, chat=delivery.chat, thread=delivery.thread, message=message, push=delivery.push.id)
