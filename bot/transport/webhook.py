"""Telling Telegram where to post updates, and seeing that it does."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from telegram import Bot
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.domain.errors import SettingsError
from bot.transport.polling import pause_after, token_refused

logger = logging.getLogger(__name__)

_CONNECTIONS = 100
_LOOK = 60.0  # seconds


async def keep_webhook(bot: Bot, address: str, secret: str, kinds: Sequence[str]) -> None:
    """Have updates of these kinds posted to an address, and set that anew where somebody changed it, until cancelled.

    Raises:
        SettingsError: Telegram refuses the address or, now or later, the token.
    """
    at, pause = "", 0.0
    told: datetime | None = None
    while True:
        try:
            if at != address:
                await bot.set_webhook(
                    address, secret_token=secret, allowed_updates=kinds, max_connections=_CONNECTIONS
                )
            info = await bot.get_webhook_info()
        except InvalidToken:
            raise token_refused() from None
        except BadRequest as error:
            raise SettingsError(f"Telegram refuses BARTA_WEBHOOK_URL: {error}.") from None
        except TelegramError as error:
            pause = await pause_after("The webhook cannot be set or looked at", error, pause)
            continue
        at, pause = info.url, 0.0
        if info.last_error_date and info.last_error_date != told:
            told = info.last_error_date
            logger.warning("Telegram could not post updates: %s", info.last_error_message)
        if at == address:
            await asyncio.sleep(_LOOK)
