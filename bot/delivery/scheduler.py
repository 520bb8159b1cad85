"""Makes deliveries when they are due: of each schedule's slots, and of the pushes of briefs and of changes to them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from functools import partial

from bot.delivery.alarm import Alarm
from bot.delivery.trouble import Trouble
from bot.domain.delivery import Push
from bot.services.audience import Audience
from bot.store.fan_out import Fanned, FanOut

logger = logging.getLogger(__name__)

_POLL = 2.0  # seconds; another process may have opened a push or stored a subscription
_BACK = timedelta(seconds=60)  # a clock that goes back by more was set
_NO_TOPIC = "\n"  # those who follow all topics; there will be nothing to tell them


class Scheduler:
    """One works at a time, whatever the number of processes; two would do no harm.

    `audience` says whom a brief's push concerns, `told` whether readers are told of a change, or copies only edited.
    `made` is called when there are new deliveries, `tidy` once a day.
    """

    def __init__(
        self,
        fan_out: FanOut,
        now: Callable[[], datetime],
        catch_up: timedelta,
        audience: Callable[[Push], Awaitable[Audience | None]],
        told: Callable[[Push], Awaitable[bool]],
        made: Callable[[], None],
        tidy: Callable[[datetime], Awaitable[object]],
    ) -> None:
        self._fan_out, self._now, self._catch_up = fan_out, now, catch_up
        self._audience, self._told, self._made, self._tidy = audience, told, made, tidy
        self._alarm = Alarm()
        self._last: datetime | None = None
        self._tidied: date | None = None
        self._trouble = Trouble(logger, "Pushes cannot be made ready", first=0.2, longest=5.0)

    def wake(self) -> None:
        """Look now: there is a new subscription or push."""
        self._alarm.ring()

    async def run(self) -> None:
        """Make deliveries as they come due, until cancelled."""
        self._last = None
        while True:
            now = self._now()
            try:
                due = await self.tick(now)
            except Exception as error:  # noqa: BLE001 - whatever the store raises: it is tried again, and nothing is lost
                self._trouble.happened(error)
                await asyncio.sleep(self._trouble.pause)
            else:
                self._trouble.over()
                wait = (due - self._now()).total_seconds() if due else _POLL
                await self._alarm.wait(min(max(wait, 0.0), _POLL))

    async def tick(self, now: datetime) -> datetime | None:
        """Make all deliveries that are due; give when the next schedule is, None where there is none."""
        if self._last is None or now < self._last - _BACK:
            await self._fan_out.reschedule(now)
        for number in await self._fan_out.due(now):
            await self._chunks(partial(self._fan_out.scheduled, number, now, self._catch_up))
        for push in await self._fan_out.open_pushes():
            await self._open(push, now)
        if self._tidied != now.date():
            await self._tidy(now)
            self._tidied = now.date()
        self._last = now
        return await self._fan_out.next_due()

    async def _open(self, push: Push, now: datetime) -> None:
        if push.kind == "brief":
            to = await self._audience(push)
            topic, filters = (to.topic, to.filters) if to else (_NO_TOPIC, ())
            await self._chunks(partial(self._fan_out.brief, push, topic, filters, now))
        else:
            told = await self._told(push)
            await self._chunks(partial(self._fan_out.change, push, now, told=told))

    async def _chunks(self, fan_out: Callable[[], Awaitable[Fanned]]) -> None:
        more = True
        while more:
            fanned = await fan_out()
            more = fanned.more
            if fanned.made:
                self._made()
            if fanned.skipped:
                logger.warning("%d chats were due too long ago and are skipped", fanned.skipped)
