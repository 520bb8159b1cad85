"""`barta run`: the bot on Telegram."""

import asyncio

from bot import log
from bot.app import serve, until_signalled
from bot.settings import read_settings


def run() -> int:
    """Run the bot with the settings of the environment until it is told to stop."""
    settings = read_settings()
    settings.require_token()
    log.configure(settings.log_level, settings.secrets)
    asyncio.run(until_signalled(serve(settings)))
    return 0
