"""What Telegram shows of the bot before anybody writes to it: its commands and descriptions."""

import logging
from typing import Literal

from telegram import Bot, BotCommand
from telegram.error import TelegramError

from bot.domain.models import Language
from bot.render.pages import COMMANDS
from bot.render.words import say

logger = logging.getLogger(__name__)

# Telegram's "" stands for every language that has none of its own.
_TELEGRAMS: dict[Language, Literal["", "bn"]] = {"en": "", "bn": "bn"}


async def publish_profile(bot: Bot) -> None:
    """Set commands and descriptions in each language where they differ; a failure is logged, the bot goes on."""
    try:
        for language, code in _TELEGRAMS.items():
            await _publish(bot, language, code)
    except TelegramError as error:
        logger.warning("Commands and descriptions were not set: %s", error)


async def _publish(bot: Bot, language: Language, code: str) -> None:
    commands = tuple(BotCommand(name, say(language, f"command.{name}")) for name in COMMANDS)
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
    description = say(language, "bot.description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description, language_code=code)
    short = say(language, "bot.short_description")
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short, language_code=code)
