"""A simulated process: what `bot.app` runs of it, on its own store handle and connection, until it is killed or told to stop."""

import asyncio
from collections.abc import Callable
from contextvars import copy_context
from datetime import timedelta
from functools import partial
from random import Random
from typing import TYPE_CHECKING, Any, cast

from bot.bench.simulation.compose import compose
from bot.bench.simulation.loop import PROCESS
from bot.bench.simulation.storage import StoreThread
from bot.delivery.limiter import Limiter
from bot.delivery.limits import Limits
from bot.delivery.scheduler import Scheduler
from bot.delivery.sender import Sender
from bot.delivery.turn import in_turn
from bot.domain.delivery import Push
from bot.services.audience import Audience
from bot.transport.deliver import AnyBot, post
from bot.transport.rate import SharedRate

if TYPE_CHECKING:
    from bot.bench.simulation.world import World

CATCH_UP = timedelta(hours=2)


class Process:
    """One run of one process; `steps` counts what it did, and it dies before step `dies_at`."""

    def __init__(self, world: "World", name: str) -> None:
        self.world, self.name = world, name
        self.dead = self.ended = False
        self.steps, self.dies_at = 0, 0
        self.began = world.loop.time()
        self.context = copy_context()
        self.context.run(PROCESS.set, self)
        self.threads = StoreThread(self, Random(world.random.random()))  # noqa: S311 - not a secret
        store = world.storage.open(self.threads)
        now = world.now
        self._turns = store.turns
        self.limiter = Limiter(store.rates, now, Limits())
        self._rate = SharedRate(self.limiter)
        bot = cast("AnyBot", world.telegram)
        self.sender = Sender(
            store.ledger,
            store.subscriptions,
            self.limiter,
            partial(compose, world.news, store.ledger),
            partial(post, bot),
            name,
            now,
        )
        self.scheduler = Scheduler(
            store.fan_out, now, CATCH_UP, _audience, _told, self.sender.wake, store.tidy
        )
        self.main = world.loop.create_task(self._run(), context=self.context)

    def step(self, callback: Callable[..., object], *args: object) -> None:
        """Run one callback, unless the process is dead."""
        if self.dead:
            return
        self.steps += 1
        if self.steps == self.dies_at:
            self.world.supervisor.kill(self)
            return
        callback(*args)

    async def ask(self) -> None:
        """Answer somebody who wrote, in a chat of their own."""
        chat, loop = self.world.next_asker(), asyncio.get_running_loop()
        asked = loop.time()

        async def send(*_: Any, **__: Any) -> bool:  # noqa: ANN401 - as the library calls it
            self.world.replied(self, loop.time() - asked)
            await self.world.telegram.send_message(chat, "উত্তর")
            return True

        try:
            await self._rate.process_request(send, (), {}, "sendMessage", {"chat_id": chat}, None)
        except Exception as error:  # noqa: BLE001 - what the handlers make of it is no part of this
            self.world.note("reply failed", self.name, str(error))

    async def _run(self) -> None:
        """Do as `bot.app.running` does."""
        tasks = [
            asyncio.create_task(in_turn(self._turns, "schedule", self.name, self.world.now, self._lead)),
            asyncio.create_task(self.sender.run()),
        ]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            self.world.broken(f"{self.name} ended by itself: {[task for task in tasks if task.done()]}")
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            try:
                await self._turns.leave(self.name)
            except OSError as error:
                self.world.note("turns are kept", self.name, str(error))

    async def _lead(self) -> None:
        self.world.leads(self)
        try:
            await self.scheduler.run()
        finally:
            self.world.leads_no_more(self)


async def _audience(_: Push) -> Audience:
    return Audience("iran", ())


async def _told(_: Push) -> bool:
    return True
