"""Whether the bot can do its work."""

import asyncio
from collections.abc import Sequence
from math import inf

from telegram import Bot
from telegram.error import TelegramError

from bot.store.engine import Store

_PATIENCE = 3.0  # seconds for the store and for Telegram
_ASK_EVERY = 20.0  # seconds: whoever asks more often than that gets the last answer
_LATELY = 60.0  # seconds


class Health:
    """Asks the store each time, and Telegram now and then."""

    def __init__(self, bot: Bot, store: Store) -> None:
        self._bot, self._store = bot, store
        self._asking = asyncio.Lock()
        self._asked = self._reached = -inf  # the loop's time

    async def troubles(self) -> Sequence[str]:
        """Give what keeps the bot from its work, in words for the operator; nothing where it can work."""
        troubles = []
        if not await self._store_answers():
            troubles.append("the store does not answer")
        if not await self._telegram_answers():
            troubles.append("Telegram was not reached lately")
        return troubles

    async def _store_answers(self) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._store.editors.is_editor(0)
        except Exception:  # noqa: BLE001 - whatever the store raises
            return False
        return True

    async def _telegram_answers(self) -> bool:
        async with self._asking:
            time = asyncio.get_running_loop().time()
            if time - self._asked >= _ASK_EVERY:
                self._asked = time
                await self._ask()
        return asyncio.get_running_loop().time() - self._reached <= _LATELY

    async def _ask(self) -> None:
        try:
            async with asyncio.timeout(_PATIENCE):
                await self._bot.get_me()
        except (TelegramError, TimeoutError):
            return
        self._reached = asyncio.get_running_loop().time()
