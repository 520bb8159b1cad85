"""The composition root: settings in, a running bot out. Tests and the playground start it the same way."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from telegram.ext import TypeHandler

from bot.content.read import shipped, survey, whole
from bot.delivery.editors import EditorNews
from bot.delivery.follow import follow, release
from bot.delivery.limits import Limits
from bot.delivery.scheduler import Scheduler
from bot.delivery.sender import Sender
from bot.delivery.turn import in_turn, together
from bot.handlers.application import AnyApplication, build
from bot.handlers.profile import publish_profile
from bot.handlers.table import UPDATES
from bot.index.choose import index_of
from bot.semantic import reranker
from bot.server.front import Front
from bot.server.metrics import MeasuredLimiter, Metrics
from bot.server.site import Site
from bot.services.audience import audience, is_told
from bot.services.begin import begin
from bot.services.deliver import compose
from bot.services.desk import Desk, clock
from bot.services.keep import keep
from bot.services.publish import take_in
from bot.settings import Settings, cache_folder
from bot.store.engine import Store
from bot.store.shared import Turns
from bot.transport.deliver import post
from bot.transport.editors import EditorChats
from bot.transport.polling import meet, poll
from bot.transport.rate import SharedRate
from bot.transport.webhook import keep_webhook

logger = logging.getLogger(__name__)

_CATCH_UP = timedelta(hours=2)
_FREE_RATE = 30.0  # sends a second; beyond it Telegram wants to be paid
_SWITCH = 0.001  # seconds until a busy thread lets the event loop go on; Python's own choice is 5 ms, for each busy thread


@asynccontextmanager
async def open_desk(settings: Settings, *, strict: bool = False) -> AsyncIterator[Desk]:
    """Give the desk that the settings describe, and close its store in the end.

    It begins with the folder and the store. Files with faults are left out, and editors are told; `strict` refuses them.

    Raises:
        ContentError: There is nothing to show, or a fault and `strict`.
        StoreError: The database cannot be used.
        SettingsError: The reranker is asked for and not installed.
    """
    folder = settings.briefs or shipped()
    contents = whole(survey(folder)) if strict else survey(folder)
    judge = reranker(settings.semantic)
    store = await asyncio.to_thread(Store.open, settings.database_url)
    try:
        library, news = await begin(store, contents, clock())
        index = await asyncio.to_thread(index_of, library, cache_folder() / "index")
        desk = Desk(index, store, news, judge)
        del contents, library, index  # of very many briefs the index keeps none in memory
        await take_in(desk)
        let_the_loop_run()
        yield desk
    finally:
        if judge:
            judge.close()
        await store.close()


def let_the_loop_run() -> None:
    """Keep searches in threads, and the garbage collector, from holding up the event loop for more than a few milliseconds."""
    sys.setswitchinterval(_SWITCH)
    gc.collect()
    gc.freeze()  # what is there now stays, and going through it took 80 to 160 ms each time


@dataclass(frozen=True)
class Running:
    """A bot at work; `polling` (or the webhook's upkeep) ends only with the error that ends it."""

    application: AnyApplication
    polling: asyncio.Task[None]
    scheduler: Scheduler
    sender: Sender
    news: EditorNews


@asynccontextmanager
async def running(
    token: str,
    api_url: str,
    desk: Desk,
    *,
    limits: Limits = Limits(),  # noqa: B008 - a frozen value
    catch_up: timedelta = _CATCH_UP,
    now: Callable[[], datetime] = clock,
    front: Front | None = None,
) -> AsyncIterator[Running]:
    """Give the bot while it takes updates and sends what is due; leaving waits for what is being answered or sent.

    Of several processes that share a database, one polls, or all take what Telegram posts; one makes deliveries, and all send.

    Raises:
        SettingsError: Telegram refuses the token, or nothing can listen where `front` says.
    """
    desk.now = now
    store, metrics, owner = desk.store, Metrics(), uuid4().hex
    limiter = MeasuredLimiter(metrics, store.rates, now, limits)
    application = build(token, api_url, desk, SharedRate(limiter))
    application.add_handler(TypeHandler(object, metrics.update), group=-1)
    send = metrics.counting(partial(post, application.bot, paid=limits.paid))
    sender = Sender(store.ledger, store.subscriptions, limiter, partial(compose, desk), send, owner, now)
    told = partial(is_told, desk)
    scheduler = Scheduler(
        store.fan_out, now, catch_up, partial(audience, desk), told, sender.wake, store.tidy
    )
    news = EditorNews(desk, EditorChats(application.bot))
    site = Site(front, application, store, metrics, now) if front else None
    async with _connected(application, site, front):
        work = partial(together, scheduler.run, news.run, partial(release, desk))
        scheduling = in_turn(store.turns, "schedule", owner, now, work)
        tasks = [
            asyncio.create_task(_receive(application, store.turns, owner, now, front), name="polling"),
            asyncio.create_task(scheduling, name="scheduling"),
            asyncio.create_task(sender.run(), name="sending"),
            *_start_on_the_side(desk, application),
        ]
        try:
            yield Running(application, tasks[0], scheduler, sender, news)
        finally:
            for task in tasks:
                task.cancel()
            if site:
                await site.stop()
            await asyncio.wait(tasks)
            await _leave(store.turns, owner)


@asynccontextmanager
async def _connected(
    application: AnyApplication, site: Site | None, front: Front | None
) -> AsyncIterator[None]:
    """Meet Telegram and begin to answer; leaving waits for what is being answered."""
    try:
        await meet(application.bot, polls=not (front and front.webhook))
        await application.initialize()
        if site:
            await site.start()
        await application.start()
        try:
            yield
        finally:
            await application.stop()
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # which the line above leaves out where Telegram was never met


async def _receive(
    application: AnyApplication, turns: Turns, owner: str, now: Callable[[], datetime], front: Front | None
) -> None:
    """Take updates: keep the webhook, which all processes serve, or poll while it is this one's turn."""
    if front and front.webhook:
        await keep_webhook(application.bot, front.webhook, front.secret, UPDATES)
    else:
        polls = partial(poll, application.bot, application.update_queue, UPDATES)
        await in_turn(turns, "poll", owner, now, polls)


def _start_on_the_side(desk: Desk, application: AnyApplication) -> Iterator[asyncio.Task[None]]:
    """Start what no answer waits for."""
    yield asyncio.create_task(keep(desk), name="keeping")
    yield asyncio.create_task(follow(desk), name="following")
    yield asyncio.create_task(publish_profile(application.bot), name="profile")
    if desk.reranker:
        yield asyncio.create_task(desk.reranker.prepare(desk.index), name="reranker")


async def _leave(turns: Turns, owner: str) -> None:
    """Give up this process's turns at once; failing that, they end by themselves."""
    try:
        await turns.leave(owner)
    except Exception as error:  # noqa: BLE001 - whatever the store raises
        logger.warning("The turns were not given up: %s", error)


async def serve(settings: Settings) -> None:
    """Run the bot until it is cancelled.

    Raises:
        SettingsError: Telegram refuses the token, now or later.
    """
    async with (
        open_desk(settings) as desk,
        running(
            settings.require_token(),
            settings.api_url,
            desk,
            limits=Limits(overall=settings.rate, paid=settings.rate > _FREE_RATE),
            catch_up=timedelta(hours=settings.catch_up),
            front=settings.front,
        ) as bot,
    ):
        size = desk.index.holdings.size
        logger.info("@%s answers with %d briefs", bot.application.bot.username, size)
        await bot.polling


async def until_signalled(work: Coroutine[Any, Any, None]) -> None:
    """Run `work`, and cancel it at SIGINT or SIGTERM; what it then does to end in order is awaited."""
    task = asyncio.ensure_future(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task
