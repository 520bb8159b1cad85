"""When the bot may send: one rate for all its processes, kept in the store; replies before pushes.

Each slot of that rate is reserved in the store shortly before it comes, so that a reply never waits behind many pushes,
whichever process they are in, and so that a wait that Telegram asked of one process is seen by all at their next slot. A slot
that comes too late to be used is dropped: used late, it would stand too near to those of another process.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from math import inf
from typing import Literal

from bot.delivery.alarm import Alarm
from bot.delivery.limits import ChatPace, Limits
from bot.store.shared import Rates

logger = logging.getLogger(__name__)

Lane = Literal["reply", "push"]
LANES: tuple[Lane, ...] = ("reply", "push")

_LATE = 0.015  # seconds
_WINDOW = 1.01  # seconds in which no more than Telegram's 30 leave this process
_MOST = 30
_RESERVATIONS = 30  # a second; at a higher rate, more slots are reserved at once
_AHEAD = {"push": 2, "reply": 6}  # slots: how far ahead of its time a slot is reserved
_NEAREST = 0.03  # seconds, the same where slots are narrow
_LONGEST_NAP = 5.0  # seconds, then the store is asked again
_STORE_REST = 5.0  # seconds for which a store that failed is left alone
_SHARE = 4  # without the store, others are taken to send as well


class Limiter:
    """Gives out the moments at which this process may send."""

    def __init__(self, rates: Rates, now: Callable[[], datetime], limits: Limits) -> None:
        self._rates, self._now = rates, now
        self._rate = limits.overall
        self._chunk = max(1, int(self._rate / _RESERVATIONS))
        self._chats = ChatPace(limits) if limits.chat else None
        self._lines: dict[Lane, deque[asyncio.Future[None]]] = {lane: deque() for lane in LANES}
        self._slots: deque[float] = deque()  # reserved ones, in the loop's time
        self._released: deque[float] = deque(maxlen=max(_MOST, int(self._rate) + 1))
        self._held_until = self._store_rests_until = -inf
        self._lead = 0.0  # seconds that the store takes to answer, where that is long
        self._release_alarm, self._fill_alarm = Alarm(), Alarm()
        self._tasks: set[asyncio.Task[None]] = set()

    async def slot(self, chat: int, lane: Lane) -> None:
        """Wait until a message to `chat` may be sent; 0 is for what no chat counts, such as an edit."""
        if chat and self._chats:
            async with self._chats.turn(chat):
                await self._turn(lane)
        else:
            await self._turn(lane)

    def wait(self, chat: int) -> float:
        """Give for about how many seconds a chat's own limits would hold up one more message."""
        return self._chats.wait(chat) if chat and self._chats else 0.0

    @property
    def held(self) -> float:
        """For how many seconds more nothing may be sent, as far as this process knows."""
        return max(0.0, self._held_until - asyncio.get_running_loop().time())

    async def hold(self, seconds: float) -> None:
        """Let no process send for a while: Telegram asked for it."""
        now = self._now()
        self.obey(now + timedelta(seconds=seconds))
        try:
            await self._rates.hold(now + timedelta(seconds=seconds), now)
        except Exception as error:  # noqa: BLE001 - whatever the store raises: this process holds all the same
            logger.warning("Other processes were not told to wait %.0f s: %s", seconds, error)

    def obey(self, until: datetime) -> None:
        """Send nothing from this process before a moment."""
        time = asyncio.get_running_loop().time() + (until - self._now()).total_seconds()
        if time > self._held_until:
            self._held_until = time
            self._slots.clear()
            self._fill_alarm.ring()
            self._release_alarm.ring()

    async def _turn(self, lane: Lane) -> None:
        loop = asyncio.get_running_loop()
        if not self._tasks and (free := self._free_at()) is not None and free <= loop.time():
            self._use(loop.time())
            return
        waiting = loop.create_future()
        self._lines[lane].append(waiting)
        if lane == "reply":
            self._fill_alarm.ring()
        if not self._tasks:
            self._tasks = {loop.create_task(self._work(), name="limiter")}
        try:
            await waiting
        except asyncio.CancelledError:
            self._release_alarm.ring()
            raise

    async def _work(self) -> None:
        """Reserve slots and give them out until nobody waits."""
        filling = asyncio.create_task(self._fill(), name="limiter-fill")
        self._tasks.add(filling)
        try:
            await self._release()
        finally:
            filling.cancel()
            self._tasks = set()

    async def _release(self) -> None:
        loop = asyncio.get_running_loop()
        while self._count():
            free = self._free_at()
            if free is None or free > loop.time():
                await self._release_alarm.wait(None if free is None else free - loop.time())
                continue
            self._use(loop.time())
            next(line for line in self._lines.values() if line).popleft().set_result(None)
            self._fill_alarm.ring()

    def _use(self, time: float) -> None:
        self._slots.popleft()
        self._released.append(time)

    def _free_at(self) -> float | None:
        """Give when the next slot may be used, in the loop's time; None where none is in hand."""
        now = asyncio.get_running_loop().time()
        full = len(self._released) == self._released.maxlen
        window = self._released[0] + _WINDOW if full else -inf
        while self._slots:
            free = max(self._slots[0], window, self._held_until)
            if free >= now - _LATE:
                return free
            self._slots.popleft()
            self._fill_alarm.ring()
        return None

    def _count(self) -> int:
        """Give how many wait; who gave up waiting does not."""
        for line in self._lines.values():
            while line and line[0].done():
                line.popleft()
        return sum(not waiting.done() for line in self._lines.values() for waiting in line)

    async def _fill(self) -> None:
        while True:
            if self._count() <= len(self._slots):
                await self._fill_alarm.wait()
                continue
            nap = await self._reserve("reply" if len(self._lines["reply"]) > len(self._slots) else "push")
            self._release_alarm.ring()
            if nap > 0:
                await self._fill_alarm.wait(min(nap, _LONGEST_NAP))

    async def _reserve(self, lane: Lane) -> float:
        """Reserve slots, or give for how many seconds it is too early for that."""
        loop = asyncio.get_running_loop()
        now, time = self._now(), loop.time()
        if time < self._store_rests_until:
            return self._reserve_alone(time)
        lead = self._lead
        within = max(_NEAREST, _AHEAD[lane] / self._rate, lead)
        try:
            first, reserved = await self._rates.reserve_soon(
                self._chunk, self._rate, now + timedelta(seconds=lead), timedelta(seconds=within - lead)
            )
        except Exception as error:  # noqa: BLE001 - whatever the store raises: an answer does not wait for it
            self._store_rests_until = loop.time() + _STORE_REST
            logger.warning("The store keeps no rate for now, sending at a part of it: %s", error)
            return 0.0
        took = loop.time() - time
        self._lead = min(took, 1.0) if took > _LATE else 0.0
        start = (first - now).total_seconds()
        if not reserved:
            if start > _LONGEST_NAP:  # no line is so long: another process was told to wait
                self._held_until = max(self._held_until, time + start)
            return start - within
        self._slots.extend(time + start + each / self._rate for each in range(self._chunk))
        return 0.0

    def _reserve_alone(self, time: float) -> float:
        last = max(*self._released, *self._slots, -inf, -inf)
        self._slots.append(max(time, self._held_until, last + _SHARE / self._rate))
        return 0.0
