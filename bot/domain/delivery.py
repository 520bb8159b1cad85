"""The ledger's values: pushes, and the delivery of each to each chat.

    pending ─→ leased ─→ sending ─→ sent | empty | gone | failed | ambiguous
       ↑__________|__________|        (refused for now, or the sender died)

What is leased was not sent yet; what is sending may have been. `empty`: there was nothing to tell. `gone`: the chat cannot be
reached any more. `failed`: Telegram finds the message wrong, or it is too late for it. `ambiguous`: it left, and no answer came.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.models import Language
from bot.domain.subscription import Subscription

PushKind = Literal["scheduled", "brief", "change"]
State = Literal["pending", "leased", "sending", "sent", "empty", "gone", "failed", "ambiguous"]
DONE: tuple[State, ...] = ("sent", "empty", "gone", "failed", "ambiguous")

URGENT, NORMAL, EDIT = 0, 1, 2  # the order in which deliveries are claimed


@dataclass(frozen=True)
class Push:
    """One briefing, brief or change sent out; `key` is unique among those of its kind."""

    id: int
    kind: PushKind
    key: str
    due: datetime
    created: datetime
    brief: str | None = None
    version: int | None = None
    urgent: bool = False
    by: int | None = None


@dataclass(frozen=True)
class Copy:
    """A message in a chat, or an inline one, that shows briefs; `shows` says what, so that it can be shown again.

    `briefs` are (id, version) of what it tells of; `push` is the push that brought it, if one did.
    """

    chat: int  # 0 where it is inline
    thread: int | None
    message: int  # 0 where it is inline
    inline: str  # "" where it is none
    language: Language
    shows: str
    briefs: tuple[tuple[str, int], ...]
    push: int | None = None
    id: int = 0


@dataclass(frozen=True)
class Delivery:
    """One push to one chat, as it was claimed: `fence` is the claim's number, and only its holder may mark it.

    `copy` is the delivered copy that is to be edited; without one a new message is due, in reply to `reply_to` if that is given.
    """

    id: int
    push: Push
    chat: int
    thread: int | None
    fence: int
    attempts: int
    copy: Copy | None = None
    reply_to: int | None = None
    subscription: Subscription | None = None


@dataclass(frozen=True)
class Mark:
    """What became of a delivery.

    For `pending`, `again` says when to try again. `copy` is the message that now shows briefs, `cursor` how far the chat has been told.
    """

    delivery: Delivery
    state: State
    message: int | None = None
    reason: str = ""
    again: datetime | None = None
    copy: Copy | None = None
    cursor: int | None = None


@dataclass(frozen=True)
class PushReport:
    """How far a push has come: its deliveries by state, and why some were not sent, the most frequent reason first.

    `first` and `last` are when one was sent; `skipped` are the chats for which the push was too late.
    """

    push: Push
    counts: Mapping[str, int]
    reasons: Mapping[str, int]
    skipped: int
    fanning_out: bool
    first: datetime | None
    last: datetime | None

    @property
    def total(self) -> int:
        """All deliveries made so far."""
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        """Those that nothing more will happen to."""
        return sum(self.counts.get(state, 0) for state in DONE)

    @property
    def rate(self) -> float | None:
        """Messages a second between the first and the last that were sent; None before there are two."""
        if self.first is None or self.last is None or self.first == self.last:
            return None
        return (self.counts.get("sent", 0) - 1) / (self.last - self.first).total_seconds()


@dataclass(frozen=True)
class Progress:
    """How a push that is not done goes on: `put_off` deliveries wait, the first until `until`; `rate` is that of the last minute.

    The rate is in messages a second; None where fewer than two were sent.
    """

    put_off: int = 0
    until: datetime | None = None
    rate: float | None = None
