"""Deliveries on their way: each is marked as being sent, waits for its slot, makes its one call, and lands as a mark."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.limiter import Limiter
from bot.delivery.trouble import Trouble
from bot.delivery.verdict import ending_of, mark_of
from bot.domain.delivery import Delivery, Mark, State
from bot.services.deliver import Composed
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from bot.transport.deliver import Posted

logger = logging.getLogger(__name__)

IN_FLIGHT = 10
_SURE = 20.0  # seconds since a lease was renewed for which nobody else can have claimed it
_STOP = 8.0  # seconds for calls that are under way when the bot is told to stop
_REST = timedelta(seconds=10)  # after an error of the bot

Post = Callable[[Delivery, Composed], Awaitable[Posted]]


@dataclass
class _Flight:
    """A delivery that may be recalled until its call is made."""

    delivery: Delivery
    composed: Composed
    began: float
    task: asyncio.Task[None] | None = None
    calling: bool = False

    @property
    def left_off(self) -> State:
        """What it is when it is left off; an edit does no harm twice."""
        return "ambiguous" if self.calling and not self.delivery.copy else "pending"


class Flights:
    """What this process has marked as being sent, ten at most; `landed` is given what became of each.

    `renewed` is when its leases were renewed last, in the loop's time: who cannot renew them makes no more calls.
    """

    def __init__(
        self,
        ledger: Ledger,
        subscriptions: Subscriptions,
        limiter: Limiter,
        post: Post,
        now: Callable[[], datetime],
        store: Trouble,
        landed: Callable[[Mark], None],
    ) -> None:
        self._ledger, self._subscriptions, self._limiter = ledger, subscriptions, limiter
        self._post, self._now, self._store, self._landed = post, now, store, landed
        self._flights: dict[int, _Flight] = {}
        self._moved: set[int] = set()
        self._telegram = Trouble(logger, "Telegram cannot be reached, sending waits", first=0.25, longest=5.0)
        self.renewed = 0.0

    def __len__(self) -> int:
        return len(self._flights)

    @property
    def room(self) -> int:
        """How many more may begin; one alone tries whether Telegram is there again."""
        if self.pause:
            return 0
        return (1 if self._telegram else IN_FLIGHT) - len(self._flights)

    @property
    def pause(self) -> float:
        """For how many seconds Telegram is left alone, since it cannot be reached."""
        return self._telegram.pause

    def begin(self, delivery: Delivery, composed: Composed) -> None:
        """Let a delivery go that was just marked as being sent."""
        flight = _Flight(delivery, composed, asyncio.get_running_loop().time())
        self._flights[delivery.id] = flight
        flight.task = asyncio.create_task(self._fly(flight), name=f"delivery-{delivery.id}")

    def claimed_again(self, delivery: Delivery) -> bool:
        """Say whether a claimed delivery is on its way already, since a clock jumped; it goes on with its new fence."""
        flight = self._flights.get(delivery.id)
        if flight:
            flight.delivery = delivery
        return flight is not None

    async def finish(self) -> None:
        """Recall those whose call is not made, and wait for the others for a while."""
        flights = list(self._flights.values())
        _cancel(flight for flight in flights if not flight.calling)
        if tasks := [flight.task for flight in flights if flight.task]:
            await asyncio.wait(tasks, timeout=_STOP)
            _cancel(flights)
            await asyncio.wait(tasks)
        for (
            flight
        ) in self._flights.values():  # a task that was recalled before it ran at all has left it as it was
            self._landed(Mark(flight.delivery, "pending"))
        self._flights = {}

    async def _fly(self, flight: _Flight) -> None:
        number = flight.delivery.id
        try:
            mark = await self._send(flight)
        except asyncio.CancelledError:
            mark = Mark(flight.delivery, flight.left_off, reason="the bot was told to stop")
        except Exception:
            logger.exception("Delivery %d failed", number)
            again = self._now() + _REST
            mark = Mark(flight.delivery, flight.left_off, reason="an error of the bot", again=again)
        del self._flights[number]
        self._landed(mark)

    async def _send(self, flight: _Flight) -> Mark:
        await self._limiter.slot(0 if flight.delivery.copy else flight.delivery.chat, "push")
        if asyncio.get_running_loop().time() - max(self.renewed, flight.began) > _SURE:
            return Mark(flight.delivery, "pending", reason="its lease may have ended")
        flight.calling = True
        posted = await self._post(flight.delivery, flight.composed)
        delivery = flight.delivery  # claimed anew, perhaps, while the call was under way
        await self._heed(delivery, posted)
        if posted.kind == "moved" and delivery.id in self._moved:
            return Mark(delivery, "gone", reason="the group's new chat gets it already")
        if posted.kind == "moved":
            self._moved.add(delivery.id)
        return mark_of(delivery, flight.composed, posted, self._now())

    async def _heed(self, delivery: Delivery, posted: Posted) -> None:
        """Draw from what a call came to what concerns more than its delivery."""
        if posted.kind in ("not sent", "not done", "ambiguous", "fatal"):
            self._telegram.happened(posted.why)
        else:
            self._telegram.over()
        if posted.kind == "later":
            await self._limiter.hold(posted.after)
        try:
            if posted.kind == "moved" and posted.chat:
                await self._ledger.move(delivery.chat, posted.chat)
            if ending := ending_of(delivery, posted):
                await self._subscriptions.end(
                    delivery.chat, delivery.thread, ending.why, self._now(), whole=ending.whole
                )
        except Exception as error:  # noqa: BLE001 - whatever the store raises: the next delivery there comes to the same
            self._store.happened(error)


def _cancel(flights: Iterable[_Flight]) -> None:
    for flight in flights:
        if flight.task:
            flight.task.cancel()
