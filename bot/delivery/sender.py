"""Sends what is due: claims deliveries, puts each together, waits for its slot, makes one call, and marks what it came to.

    claim ─→ ready ─→ composed ─→ [mark: sending] ─→ slot ─→ call ─→ done ─→ [mark: sent, …]

Both marks go into the store in the same transaction, for as many deliveries as there are. At most ten are between the two,
which bounds what a killed process may send twice. A process that cannot renew its leases stops sending what it holds.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.delivery.alarm import Alarm
from bot.delivery.flights import Flights, Post
from bot.delivery.limiter import Limiter
from bot.delivery.trouble import Trouble
from bot.delivery.verdict import again
from bot.domain.delivery import Delivery, Mark
from bot.services.deliver import Composed, Later, Nothing
from bot.store.database import UNREACHABLE
from bot.store.ledger import Ledger
from bot.store.subscriptions import Subscriptions

logger = logging.getLogger(__name__)

_CLAIM = 20
_RENEW = 10.0  # seconds, a third of a lease
_CUT_OFF = 10.0  # seconds without the store after which others' leases may have ended, too
_POLL = 1.0  # seconds; another process may have made deliveries
_CHAT_PATIENCE = 2.0  # seconds that a delivery may wait for its chat while it holds one of the ten places
_LAST_TRIES = 3
_SETTLE = 5.0  # seconds in which, after an outage or a clock's jump, others mark what they have sent

Compose = Callable[[Delivery, datetime], Awaitable[Composed | Later | Nothing]]


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
        self._ledger, self._limiter, self._compose = ledger, limiter, compose
        self._owner, self._now = owner, now
        self._running = False
        self._alarm = Alarm()
        self._ready: deque[Delivery] = deque()
        self._composed: list[tuple[Delivery, Composed]] = []
        self._marks: list[Mark] = []
        self._clocks: tuple[datetime, float] | None = None
        self._no_take_over_until = 0.0
        self._store = Trouble(logger, "The ledger cannot be reached, sending waits", first=0.2, longest=2.0)
        self._flights = Flights(ledger, subscriptions, limiter, post, now, self._store, self._landed)

    def wake(self) -> None:
        """Look for deliveries now."""
        self._alarm.ring()

    async def run(self) -> None:
        """Send until cancelled; then finish the calls under way, mark them, and give the rest back."""
        if self._running:
            raise RuntimeError("This process sends already.")
        self._running = True
        self._flights.renewed = asyncio.get_running_loop().time()
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
        return min(idle, self._flights.pause) if self._flights.pause else idle

    def _landed(self, mark: Mark) -> None:
        self._marks.append(mark)
        self._alarm.ring()

    # -- leases

    async def _keep_leases(self) -> None:
        time, now = asyncio.get_running_loop().time(), self._now()
        before, self._clocks = self._clocks, (now, time)
        jumped = before and abs((now - before[0]).total_seconds() - (time - before[1])) > _SETTLE
        if jumped:  # leases look as if they had ended: everybody renews theirs before anybody takes over
            self._no_take_over_until = time + _SETTLE
        if (jumped or time - self._flights.renewed >= _RENEW) and (
            self._ready or self._flights or self._composed
        ):
            await self._ledger.renew(self._owner, now)
            self._flights.renewed = time

    async def _claim(self) -> float:
        """Claim more where none is left; give for how many seconds there is nothing to claim."""
        time = asyncio.get_running_loop().time()
        if self._store.lasted > _CUT_OFF:
            self._no_take_over_until = time + _SETTLE
        if self._ready or self._composed or self._flights.room <= 0:
            return _POLL
        now = self._now()
        due = await self._ledger.next_due()
        if due is None or due > now:
            return min(_POLL, (due - now).total_seconds()) if due else _POLL
        settled = time >= self._no_take_over_until
        claimed = await self._ledger.claim(self._owner, _CLAIM, now, take_over=settled)
        self._ready += [delivery for delivery in claimed if not self._flights.claimed_again(delivery)]
        return 0.0 if claimed else _POLL

    # -- one round's work

    async def _put_together(self) -> None:
        while self._ready and len(self._composed) < self._flights.room:
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
        except UNREACHABLE:
            self._marks.append(again(delivery, "the store could not be reached", now))
            raise
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
                self._flights.begin(delivery, composed)
        if self._ready:
            self._alarm.ring()

    # -- the end

    async def _finish(self) -> None:
        self._marks += [Mark(delivery, "pending") for delivery, _ in self._composed]
        self._marks += [Mark(delivery, "pending") for delivery in self._ready]
        self._composed, self._ready = [], deque()
        await self._flights.finish()
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


def _in(now: datetime, seconds: float) -> datetime:
    return now + timedelta(seconds=seconds)
