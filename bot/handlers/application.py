"""The bot as python-telegram-bot knows it: its connections and its handlers."""

from functools import partial
from typing import Any

from telegram.ext import Application, ApplicationBuilder, BaseRateLimiter

from bot.handlers.errors import apologise
from bot.handlers.order import InOrderPerChat
from bot.handlers.table import register
from bot.services.desk import Desk
from bot.transport.request import AiohttpRequest

AnyApplication = Application[Any, Any, Any, Any, Any, Any]

_CONCURRENT_UPDATES = 256


def build(token: str, api_url: str, desk: Desk, rate: BaseRateLimiter[Any]) -> AnyApplication:
    """Give the bot, connected to nothing yet."""
    application = (
        ApplicationBuilder()
        .token(token)
        .base_url(f"{api_url}/bot")
        .base_file_url(f"{api_url}/file/bot")
        .request(AiohttpRequest(connections=_CONCURRENT_UPDATES))
        .get_updates_request(AiohttpRequest(connections=1))
        .rate_limiter(rate)
        .concurrent_updates(InOrderPerChat(_CONCURRENT_UPDATES))
        .updater(None)
        .job_queue(None)
        .build()
    )
    register(application, desk)
    application.add_error_handler(partial(apologise, desk))
    return application
