"""The composition root: settings in, a running bot out. Tests and the playground start it the same way."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

from telegram.error import InvalidToken, NetworkError
from telegram.ext import Application, ApplicationBuilder

from bot.content.read import load, shipped
from bot.domain.errors import SettingsError
from bot.domain.history import unexplained_change
from bot.domain.models import Library
from bot.handlers.errors import apologise
from bot.handlers.order import InOrderPerChat
from bot.handlers.profile import publish_profile
from bot.handlers.table import UPDATES, register
from bot.index.choose import index_of
from bot.services.desk import Desk
from bot.settings import Settings, cache_folder
from bot.store.engine import Store
from bot.transport.request import AiohttpRequest

logger = logging.getLogger(__name__)

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

_CONCURRENT_UPDATES = 256
_POLL_SECONDS = 50
_LONGEST_PAUSE = 60


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
        .job_queue(None)
        .build()
    )
    register(application, desk)
    application.add_error_handler(apologise(desk))
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
        yield Desk(library, await asyncio.to_thread(index_of, library, cache_folder() / "index"), store)
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


@asynccontextmanager
async def running(token: str, api_url: str, desk: Desk) -> AsyncIterator[AnyApplication]:
    """Give the bot while it polls for updates; leaving waits for what is being answered.

    Raises:
        SettingsError: Telegram refuses the token.
    """
    application = build(token, api_url, desk)
    try:
        await _initialize(application)
        await application.start()
        if application.updater is None:
            raise AssertionError("a polling bot has an updater")
        await application.updater.start_polling(
            timeout=_POLL_SECONDS, bootstrap_retries=-1, allowed_updates=UPDATES
        )
        application.create_task(publish_profile(application.bot), name="profile")
        try:
            yield application
        finally:
            await application.updater.stop()
            await application.stop()
    finally:
        await application.shutdown()
        await application.bot.shutdown()  # which the line above leaves out where Telegram was never met


async def serve(settings: Settings) -> None:
    """Run the bot until it is cancelled."""
    async with (
        open_desk(settings) as desk,
        running(settings.require_token(), settings.api_url, desk) as application,
    ):
        logger.info(
            "@%s answers with %d briefs", application.bot.username, len(desk.library.published().briefs)
        )
        await asyncio.Event().wait()


async def until_signalled(work: Coroutine[Any, Any, None]) -> None:
    """Run `work`, and cancel it at SIGINT or SIGTERM; what it then does to end in order is awaited."""
    task = asyncio.ensure_future(work)
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    with suppress(asyncio.CancelledError):
        await task


async def _initialize(application: AnyApplication) -> None:
    """Meet Telegram; where it cannot be reached, try again ever more slowly."""
    pause = 1
    while True:
        try:
            await application.initialize()
        except InvalidToken:
            # PTB's own message shows the token.
            raise SettingsError(
                "Telegram refuses the token; copy it again from @BotFather into BARTA_TOKEN"
            ) from None
        except NetworkError as error:
            logger.warning("Telegram cannot be reached (%s); trying again in %d s", error, pause)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
        else:
            return
