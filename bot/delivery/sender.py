"""Sends what is due: claims deliveries, puts each together, waits for its slot, makes one call, and marks what it came to.

    claim ─→ ready ─→ composed ─→ [mark: sending] ─→ slot ─→ call ─→ done ─→ [mark: sent, …]

Both marks go into the store in the same transaction, for as many deliveries as there are. At most ten are between the two,
which bounds what a killed process may send twice. A process that cannot renew its leases stops sending what it holds.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.delivery.alarm import Alarm
from bot.delivery.limiter import Limiter
from bot.delivery.trouble import Trouble
from bot.delivery.verdict import again, ending_of, mark_of
from bot.domain.delivery import Delivery, Mark, State
from bot.services.deliver import Composed, Later, Nothing
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions
from bot.transport.deliver import Posted

logger = logging.getLogger(__name__)

IN_FLIGHT = 10
_CLAIM = 20
_RENEW = 10.0  # seconds, a third of a lease
_SURE = 20.0  # seconds since a lease was renewed for which nobody else can have claimed it
_POLL = 1.0  # seconds; another process may have made deliveries
_CHAT_PATIENCE = 2.0  # seconds that a delivery may wait for its chat while it holds one of the ten places
_STOP = 8.0  # seconds for calls that are under way when the bot is told to stop
_LAST_TRIES = 3
_SETTLE = 5.0  # seconds in which, after an outage or a clock's jump, others mark what they have sent

Compose = Callable[[Delivery, datetime], Awaitable[Composed | Later | Nothing]]
Post = Callable[[Delivery, Composed], Awaitable[Posted]]


@dataclass
class _Flight:
    """A delivery that is marked as being sent; it may be recalled until its call is made."""

    delivery: Delivery
    composed: Composed
    began: float
    task: asyncio.Task[None] | None = None
    calling: bool = False

    @property
    def left_off(self) -> State:
        """What it is when it is left off; an edit does no harm twice."""
        return "ambiguous" if self.calling and not self.delivery.copy else "pending"


class Sender:
    """The process's one sender."""

    def __init__(
        self,
        ledger: Ledger,
        subscriptions: Subscriptions,
        limiter: Limiter,
        compose: Compose,
        post: Post,
        owner: str,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger, self._subscriptions, self._limiter = ledger, subscriptions, limiter
        self._compose, self._post = compose, post
        self._owner, self._now = owner, now
        self._running = False
        self._alarm = Alarm()
        self._ready: deque[Delivery] = deque()
        self._composed: list[tuple[Delivery, Composed]] = []
        self._flights: dict[int, _Flight] = {}
        self._marks: list[Mark] = []
        self._moved: set[int] = set()
        self._renewed = 0.0  # the loop's time
        self._clocks: tuple[datetime, float] | None = None
        self._no_take_over_until = 0.0
        self._store = Trouble(logger, "The ledger cannot be reached, sending waits", first=0.2, longest=2.0)
        self._telegram = Trouble(logger, "Telegram cannot be reached, sending waits", first=0.25, longest=5.0)

    def wake(self) -> None:
        """Look for deliveries now."""
        self._alarm.ring()

    async def run(self) -> None:
        """Send until cancelled; then finish the calls under way, mark them, and give the rest back."""
        if self._running:
            raise RuntimeError("This process sends already.")
        self._running = True
        self._renewed = asyncio.get_running_loop().time()
        try:
            while True:
                await self._alarm.wait(await self._round())
        finally:
            await self._finish()
            self._running = False

    async def _round(self) -> float:
        """Do what is to be done now; give for how many seconds nothing will be, unless a call ends."""
        try:
            await self._keep_leases()
            idle = await self._claim()
            await self._put_together()
            await self._write()
        except Exception as error:  # noqa: BLE001 - whatever the store raises: it is tried again, and nothing is lost
            self._store.happened(error)
            return self._store.pause
        self._store.over()
        return min(idle, self._telegram.pause) if self._telegram.pause else idle

    # -- leases

    async def _keep_leases(self) -> None:
        time, now = asyncio.get_running_loop().time(), self._now()
        before, self._clocks = self._clocks, (now, time)
        jumped = before and abs((now - before[0]).total_seconds() - (time - before[1])) > _SETTLE
        if jumped:  # leases look as if they had ended: everybody renews theirs before anybody takes over
            self._no_take_over_until = time + _SETTLE
        if (jumped or time - self._renewed >= _RENEW) and (self._ready or self._flights or self._composed):
            await self._ledger.renew(self._owner, now)
            self._renewed = time

    async def _claim(self) -> float:
        """Claim more where none is left; give for how many seconds there is nothing to claim."""
        time = asyncio.get_running_loop().time()
        if self._store.lasted > _SURE / 2:  # others' leases may have ended while they could not renew them
            self._no_take_over_until = time + _SETTLE
        if self._ready or self._composed or len(self._flights) >= self._window():
            return _POLL
        now = self._now()
        due = await self._ledger.next_due()
        if due is None or due > now:
            return min(_POLL, (due - now).total_seconds()) if due else _POLL
        settled = time >= self._no_take_over_until
        claimed = await self._ledger.claim(self._owner, _CLAIM, now, take_over=settled)
        for delivery in claimed:
            if flight := self._flights.get(delivery.id):  # our own, since a clock jumped
                flight.delivery = delivery
            else:
                self._ready.append(delivery)
        return 0.0 if claimed else _POLL

    # -- one round's work

    def _window(self) -> int:
        """Give how many may be in flight; one alone tries whether Telegram is there again."""
        if self._telegram.pause:
            return 0
        return 1 if self._telegram else IN_FLIGHT

    async def _put_together(self) -> None:
        while self._ready and len(self._flights) + len(self._composed) < self._window():
            delivery = self._ready.popleft()
            try:
                await self._put_one_together(delivery)
            except asyncio.CancelledError:
                self._marks.append(Mark(delivery, "pending"))
                raise

    async def _put_one_together(self, delivery: Delivery) -> None:
        now = self._now()
        if (wait := self._limiter.wait(0 if delivery.copy else delivery.chat)) > _CHAT_PATIENCE:
            self._marks.append(Mark(delivery, "pending", again=_in(now, wait)))
            return
        try:
            composed = await self._compose(delivery, now)
        except Exception:
            logger.exception("Delivery %d cannot be put together", delivery.id)
            self._marks.append(again(delivery, "it cannot be put together", now))
            return
        if isinstance(composed, Later):
            self._marks.append(Mark(delivery, "pending", again=composed.until))
        elif isinstance(composed, Nothing):
            self._marks.append(Mark(delivery, "empty", reason=composed.reason))
        else:
            self._composed.append((delivery, composed))

    async def _write(self) -> None:
        """Mark in one transaction what is done and what begins; then let the latter fly."""
        if not self._marks and not self._composed:
            return
        marks, begin = list(self._marks), list(self._composed)
        ours, held = await self._ledger.mark(marks, [delivery for delivery, _ in begin], self._now())
        del self._marks[: len(marks)], self._composed[: len(begin)]
        if held:
            self._limiter.obey(held)
        for delivery, composed in begin:
            if delivery.id in ours:
                flight = _Flight(delivery, composed, asyncio.get_running_loop().time())
                self._flights[delivery.id] = flight
                flight.task = asyncio.create_task(self._fly(flight), name=f"delivery-{delivery.id}")
        if self._ready:
            self._alarm.ring()

    # -- a flight

    async def _fly(self, flight: _Flight) -> None:
        delivery = flight.delivery
        try:
            marks = [await self._send(flight)]
        except asyncio.CancelledError:
            why = "the bot was told to stop"
            marks = [Mark(flight.delivery, flight.left_off, reason=why)]
        except Exception:
            logger.exception("Delivery %d failed", delivery.id)
            marks = [
                Mark(
                    flight.delivery,
                    flight.left_off,
                    reason="an error of the bot",
                    again=_in(self._now(), _RENEW),
                )
            ]
        del self._flights[delivery.id]
        self._marks += marks
        self._alarm.ring()

    async def _send(self, flight: _Flight) -> Mark:
        await self._limiter.slot(0 if flight.delivery.copy else flight.delivery.chat, "push")
        if asyncio.get_running_loop().time() - max(self._renewed, flight.began) > _SURE:
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
                now = self._now()
                await self._subscriptions.end(
                    delivery.chat, delivery.thread, ending.why, now, whole=ending.whole
                )
        except Exception as error:  # noqa: BLE001 - whatever the store raises: the next delivery there comes to the same
            self._store.happened(error)

    # -- the end

    async def _finish(self) -> None:
        self._marks += [Mark(delivery, "pending") for delivery, _ in self._composed]
        self._marks += [Mark(delivery, "pending") for delivery in self._ready]
        self._composed, self._ready = [], deque()
        flights = list(self._flights.values())
        _cancel(flight for flight in flights if not flight.calling)
        if tasks := [flight.task for flight in flights if flight.task]:
            await asyncio.wait(tasks, timeout=_STOP)
            _cancel(flights)
            await asyncio.wait(tasks)
        # A task that was recalled before it ran at all has left its flight as it was.
        self._marks += [Mark(flight.delivery, "pending") for flight in self._flights.values()]
        self._flights = {}
        for _ in range(_LAST_TRIES):
            try:
                await self._ledger.mark(self._marks, (), self._now())
                await self._ledger.give_back(self._owner, self._now())
            except Exception as error:  # noqa: BLE001 - whatever the store raises
                logger.warning("What was sent last is not marked yet: %s", error)
                await asyncio.sleep(self._store_pause())
            else:
                self._marks = []
                return
        logger.error(
            "%d deliveries were left unmarked; another process may send them again", len(self._marks)
        )

    def _store_pause(self) -> float:
        self._store.happened("at the end")
        return self._store.pause


def _cancel(flights: Iterable[_Flight]) -> None:
    for flight in flights:
        if flight.task:
            flight.task.cancel()


def _in(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
