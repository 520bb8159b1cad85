"""The composition root: settings in, a running bot out. Tests and the playground start it the same way."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from telegram.ext import Application, ApplicationBuilder

from bot.content.read import load, shipped
from bot.domain.history import unexplained_change
from bot.domain.models import Library
from bot.handlers.errors import apologise
from bot.handlers.order import InOrderPerChat
from bot.handlers.profile import publish_profile
from bot.handlers.table import UPDATES, register
from bot.index.choose import index_of
from bot.services.desk import Desk
from bot.services.keep import keep
from bot.settings import Settings, cache_folder
from bot.store.engine import Store
from bot.transport.polling import meet, poll
from bot.transport.request import AiohttpRequest

logger = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

_CONCURRENT_UPDATES = 256


def build(token: str, api_url: str, desk: Desk) -> AnyApplication:
    """Give the bot, connected to nothing yet."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(AiohttpRequest(connections=_CONCURRENT_UPDATES))
        .get_updates_request(AiohttpRequest(connections=1))
        .concurrent_updates(InOrderPerChat(_CONCURRENT_UPDATES))
        .updater(None)
        .job_queue(None)
        .build()
    )
    register(application, desk)
    application.add_error_handler(partial(apologise, desk))
    return application


@asynccontextmanager
async def open_desk(settings: Settings) -> AsyncIterator[Desk]:
    """Give the desk that the settings describe, and close its store in the end.

    Raises:
        ContentError: The folder of briefs cannot be read.
        StoreError: The database cannot be used.
    """
    library = load(settings.briefs or shipped())
    store = await asyncio.to_thread(Store.open, settings.database_url)
    try:
        await _publish(store, library)
        yield Desk(await asyncio.to_thread(index_of, library, cache_folder() / "index"), store)
    finally:
        await store.close()


async def _publish(store: Store, library: Library) -> None:
    """Record the versions that readers get from now on.

    One that changed without a history entry is not recorded, so that `barta check` finds it until it is explained.
    """
    explained = dict(library.published().briefs)
    for key, before in (await store.published()).items():
        if key in explained and (flaw := unexplained_change(before, explained[key])):
            logger.warning("Brief %s: %s; %s", key, flaw.what, flaw.mend)
            del explained[key]
    await store.record_versions(explained.values(), datetime.now(UTC))


@dataclass(frozen=True)
class Running:
    """A bot at work; `polling` ends only with the error that ends it."""

    application: AnyApplication
    polling: asyncio.Task[None]


@asynccontextmanager
async def running(token: str, api_url: str, desk: Desk) -> AsyncIterator[Running]:
    """Give the bot while it polls for updates; leaving waits for what is being answered.

    Raises:
        SettingsError: Telegram refuses the token.
    """
    application = build(token, api_url, desk)
    try:
        await meet(application.bot)
        await application.initialize()
        await application.start()
        polling = asyncio.create_task(
            poll(application.bot, application.update_queue, UPDATES), name="polling"
        )
        keeping = asyncio.create_task(keep(desk), name="keeping")
        application.create_task(publish_profile(application.bot), name="profile")
        try:
            yield Running(application, polling)
        finally:
            polling.cancel()
            keeping.cancel()
            await asyncio.wait([polling, keeping])
            await application.stop()
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # which the line above leaves out where Telegram was never met


async def serve(settings: Settings) -> None:
    """Run the bot until it is cancelled.

    Raises:
        SettingsError: Telegram refuses the token, now or later.
    """
    async with open_desk(settings) as desk, running(settings.require_token(), settings.api_url, desk) as bot:
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
