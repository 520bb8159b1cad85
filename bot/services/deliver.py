"""What a delivery says, put together at the moment when it is sent."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery import Copy, Delivery
from bot.render.message import Message
from bot.services.desk import Desk


@dataclass(frozen=True)
class Composed:
    """A message that is ready to go.

    `copy` says what it shows; who sends it fills in where it stands. `cursor` is how far the chat has then been told.
    """

    message: Message
    copy: Copy | None = None
    cursor: int | None = None
    silent: bool = False
    reply_to: int | None = None


@dataclass(frozen=True)
class Later:
    """It is not to be sent before a moment."""

    until: datetime


@dataclass(frozen=True)
class Nothing:
    """There is nothing to tell, for a reason that the ledger keeps."""

    reason: str


async def compose(desk: Desk, delivery: Delivery, now: datetime) -> Composed | Later | Nothing:  # noqa: ARG001 - until briefings are written
    """Put a delivery together."""
    return Nothing("briefings are not written yet")
