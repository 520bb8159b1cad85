"""The order in which updates are handled."""

import asyncio
from collections.abc import Awaitable
from typing import Any
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

# PTB's own limit would count those that only wait for their turn, so that one busy chat could hold up all others.
_NO_LIMIT = 2**31


class InOrderPerChat(BaseUpdateProcessor):
    """Handle updates side by side, at most so many at once, but those of one chat one after another, as they came."""

    def __init__(self, at_once: int) -> None:
        super().__init__(_NO_LIMIT)
        self._at_once = asyncio.Semaphore(at_once)
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Await the update's turn in its chat; an inline query has no chat and no turn."""
        chat = update.effective_chat if isinstance(update, Update) else None
        turn = asyncio.Lock() if chat is None else self._turns.setdefault(chat.id, asyncio.Lock())
        async with turn, self._at_once:
            await coroutine

    async def initialize(self) -> None:
        """Need nothing."""

    async def shutdown(self) -> None:
        """Leave nothing behind."""
