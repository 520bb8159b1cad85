"""The store, and a desk, as the commands use them beside a running bot."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.content.read import load, shipped
from bot.domain.errors import StoreError
from bot.index.choose import index_of
from bot.services.desk import Desk, clock
from bot.services.publish import beside
from bot.settings import Settings, cache_folder
from bot.store.database import FAILED, failure
from bot.store.engine import Store


@asynccontextmanager
async def open_store(settings: Settings) -> AsyncIterator[Store]:
    """Give the store that the settings name, and close it in the end.

    Raises:
        StoreError: The database cannot be used, or fails while it is.
    """
    store = await asyncio.to_thread(Store.open, settings.database_url)
    try:
        yield store
    except FAILED as error:
        raise StoreError(failure(error)) from error
    finally:
        await store.close()


@asynccontextmanager
async def open_desk(settings: Settings, briefs: Path | None) -> AsyncIterator[Desk]:
    """Give a desk that publishes nothing by itself, unlike the bot's.

    Raises:
        ContentError: The folder of briefs cannot be read.
        StoreError: The database cannot be used.
    """
    library = load(briefs or settings.briefs or shipped())
    async with open_store(settings) as store:
        shown = await beside(store, library, clock())
        yield Desk(await asyncio.to_thread(index_of, shown, cache_folder() / "index"), store)
