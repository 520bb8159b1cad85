"""Updates by long polling: fetched in order, confirmed once they are in hand."""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.domain.errors import SettingsError
from bot.transport.outcome import outcome

logger = logging.getLogger(__name__)

_POLL_SECONDS = 50
_LONGEST_PAUSE = 60.0  # seconds


async def meet(bot: Bot, *, polls: bool = True) -> None:
    """Connect to Telegram, and take the updates from any webhook if they are to be polled; where it cannot be reached, try ever more slowly.

    Raises:
        SettingsError: Telegram refuses the token, or what answers is not Telegram.
    """
    pause = 0.0
    while True:
        try:
            await bot.initialize()
            if polls:
                await bot.delete_webhook()
        except (RetryAfter, NetworkError) as error:
            if outcome(error).kind == "refused":
                raise SettingsError(f"What BARTA_API_URL names is no Bot API: {error}.") from None
            pause = await pause_after("Telegram cannot be reached", error, pause)
        except InvalidToken:
            raise token_refused() from None  # PTB's own message shows the token
        else:
            return


async def poll(bot: Bot, updates: asyncio.Queue[object], kinds: Sequence[str]) -> None:
    """Put the updates of these kinds into the queue until cancelled.

    Raises:
        SettingsError: Telegram has begun to refuse the token.
    """
    offset, pause = 0, 0.0
    try:
        while True:
            try:
                fetched = await bot.get_updates(offset, timeout=_POLL_SECONDS, allowed_updates=kinds)
            except InvalidToken:
                raise token_refused() from None
            except Conflict as error:
                pause = await pause_after("Another program fetches this bot's updates", error, pause)
            except TelegramError as error:
                pause = await pause_after("Updates cannot be fetched", error, pause)
            else:
                pause = 0.0
                for update in fetched:
                    updates.put_nowait(update)
                    offset = update.update_id + 1
    except asyncio.CancelledError:
        await _confirm(bot, offset, kinds)
        raise


async def _confirm(bot: Bot, offset: int, kinds: Sequence[str]) -> None:
    """Tell Telegram what is in hand; failing that it gives those updates again, which is better than losing them."""
    if offset:
        try:
            await bot.get_updates(offset, timeout=0, allowed_updates=kinds)
        except TelegramError as error:
            logger.warning("The last updates were not confirmed and will come again: %s", error)


async def pause_after(what: str, error: TelegramError, pause: float) -> float:
    """Wait as long as Telegram asks, else twice as long as the last time; give how long that was, in seconds."""
    pause = outcome(error).after or min(max(1.0, 2 * pause), _LONGEST_PAUSE)
    logger.warning("%s (%s); trying again in %.0f s", what, error, pause)
    await asyncio.sleep(pause)
    return pause


def token_refused() -> SettingsError:
    """Give the error that ends a bot whose token Telegram refuses."""
    return SettingsError("Telegram refuses the token; copy it again from @BotFather into BARTA_TOKEN.")
