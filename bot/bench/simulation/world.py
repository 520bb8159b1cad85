"""One world: a plan carried out, from the first act to the last, or until something is broken."""

import logging
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from bot.bench.simulation.compose import News
from bot.bench.simulation.happen import happen
from bot.bench.simulation.hush import quiet
from bot.bench.simulation.judge import judge
from bot.bench.simulation.loop import SimulatedLoop
from bot.bench.simulation.plan import Act, Event, Plan
from bot.bench.simulation.process import Process
from bot.bench.simulation.readers import Readers
from bot.bench.simulation.storage import Storage
from bot.bench.simulation.supervisor import Supervisor
from bot.bench.simulation.telegram import Telegram
from bot.bench.simulation.troubles import Troubles
from bot.bench.simulation.watch import Watch

_CALM = 12.0  # seconds since the last trouble after which nothing in the log is excused
_ENDS = 400.0  # seconds after the last trouble in which all is done
_ASKERS = 1_000_000  # the first chat of those who write to the bot


class BrokenError(AssertionError):
    """A promise was broken."""


@dataclass(frozen=True)
class Outcome:
    """How a world went: what was broken, if anything was, its history, and the digest of that."""

    plan: Plan
    broken: str | None
    history: list[tuple[float, datetime, tuple[object, ...]]]
    sends: int
    worst_reply: float

    @property
    def digest(self) -> str:
        """Give the same for the same history."""
        return sha256(repr(self.history).encode()).hexdigest()


class World:
    """Time, processes, Telegram and readers; all that is at random comes from the plan's seed."""

    def __init__(self, plan: Plan, storage: Storage) -> None:
        self.plan, self.storage = plan, storage
        self.random = Random(plan.seed + 1)  # noqa: S311 - not a secret
        self.loop = SimulatedLoop()
        self.loop.set_exception_handler(self._uncaught)
        self.context = copy_context()
        self.acting: Process | None = None
        self.history: list[tuple[float, datetime, tuple[object, ...]]] = []
        self.news = News(delaying={(wish.chat, wish.thread) for wish in plan.wishes if wish.delays})
        self.watch = Watch(self)
        self.telegram = Telegram(
            self.random, self.watch.executes, self.watch.calls, self.watch.answers, self.broken
        )
        self.readers = Readers(self)
        self.supervisor = Supervisor(self)
        self.jumps: list[tuple[datetime, datetime]] = []  # of the clock
        self.ends: list[tuple[float, datetime]] = []  # of acts
        self._found: str | None = None
        self._base, self._began, self.offset = plan.acts[0].begin, 0.0, timedelta()
        self._left = 0
        self._over = False
        self.troubles = Troubles(self.loop)
        self._askers = _ASKERS
        self.trouble_until = 0.0
        self.last_before = 0  # the last delivery that was made before this act

    def run(self) -> Outcome:
        """Carry the plan out."""
        self.storage.clear(self.watch)
        with quiet(self._heard):
            try:
                self.loop.run_until_complete(self.loop.create_task(self._run()))
            except BrokenError as error:
                self._found = self._found or str(error)
            finally:
                self.storage.observer = None
                self._over = True
                self.loop.throw_away()
        sends = sum(len(done) for done in self.watch.executed.values())
        return Outcome(self.plan, self._found, self.history, sends, self.watch.worst_reply)

    # -- what all ask

    def now(self) -> datetime:
        """Give the time that the machine's clock shows."""
        return self._base + self.offset + timedelta(seconds=self.loop.time() - self._began)

    def later(self, seconds: float, callback: Callable[..., object], *args: object) -> None:
        """Call back in the world's own context, whoever lives or dies meanwhile."""
        self.loop.call_later(seconds, callback, *args, context=self.context)

    async def sleep(self, seconds: float) -> None:
        """Wait in the world's own time."""
        waiting = self.loop.create_future()
        self.loop.call_later(seconds, waiting.set_result, None)
        await waiting

    def note(self, *what: object) -> None:
        """Write history."""
        self.history.append((self.loop.time(), self.now(), what))

    def broken(self, what: str) -> None:
        """Note that a promise was broken; the first is the one that counts."""
        if self._over:
            return  # what is thrown away says much
        self.note("BROKEN", what)
        self._found = self._found or what

    def next_asker(self) -> int:
        """Give the chat of somebody who has not written yet."""
        self._askers += 1
        return self._askers

    def replied(self, process: Process, wait: float) -> None:
        """Note that a reply got its slot."""
        self.watch.replied(process, wait)

    def leads(self, process: Process) -> None:
        """Note that a process begins to make deliveries."""
        self.watch.leads(process)

    def leads_no_more(self, process: Process) -> None:
        """Note that it ends."""
        self.watch.leads_no_more(process)

    # -- acts

    async def _run(self) -> None:
        await self.readers.begin()
        for number, act in enumerate(self.plan.acts):
            await self._act(number, act)
            if self._found:
                return
        judge(self)

    async def _act(self, number: int, act: Act) -> None:
        self._base, self._began, self.offset = act.begin, self.loop.time(), timedelta()
        self.watch.holds.clear()
        self.note("act", number, "begins")
        self.last_before = self.storage.rows("SELECT coalesce(max(id), 0) FROM deliveries").fetchone()[0]
        self.supervisor.start_all(self.plan.processes)
        self.trouble_until = self.loop.time() + max(0.0, (act.until - act.begin).total_seconds()) + 2
        self._left = len(act.events)
        for event in act.events:
            self.later(event.at, self._happens, event)
        await self._until_idle()
        self.ends.append((self.loop.time(), self.now()))
        await self.supervisor.terminate_all()

    def _happens(self, event: Event) -> None:
        self._left -= 1
        self.note("event", event.what, event.who, f"{event.length} s" if event.length else "")
        lasts = event.length if event.what != "clock" else 1
        self.trouble_until = max(self.trouble_until, self.loop.time() + lasts + 1)
        self.loop.create_task(happen(self, event), context=self.context.copy())

    async def _until_idle(self) -> None:
        while self._left or self.loop.time() < self.trouble_until or not self._is_idle():
            if self._found:
                raise BrokenError(self._found)
            if self.loop.time() > self.trouble_until + _ENDS:
                states = self.storage.rows("SELECT state, count(*) FROM deliveries GROUP BY state").fetchall()
                self.broken(f"it does not come to an end: {dict(states)}")
            await self.sleep(0.7)

    def _is_idle(self) -> bool:
        if not self.supervisor.all_up:
            return False
        open_ones = "SELECT 1 FROM deliveries WHERE state IN ('pending', 'leased', 'sending') UNION SELECT 1 FROM pushes WHERE open"
        due = f"{self.now():%Y-%m-%d %H:%M:%S.%f}"
        if self.storage.rows("SELECT 1 FROM schedules WHERE next_at <= ?", (due,)).fetchone():
            return False
        return self.storage.rows(open_ones).fetchone() is None

    def _heard(self, record: logging.LogRecord) -> None:
        """An error in the log is a broken promise, unless the store fails."""
        if self.troubles.is_calm(_CALM):
            self.broken(f"logged: {record.getMessage()} {record.exc_info}")

    def _uncaught(self, _: object, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if "never retrieved" not in context["message"] or not isinstance(error, OSError):
            self.broken(f"{context['message']}: {error!r}")
