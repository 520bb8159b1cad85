"""What editors get in their chats by itself, and the commands that only they see: one call each, and what became of it."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.constants import ParseMode
from telegram.error import TelegramError

from bot.domain.models import Language
from bot.render.html import to_html
from bot.render.message import Message
from bot.render.pages import COMMANDS, EDITORS_COMMANDS
from bot.render.split import fit
from bot.render.words import say
from bot.transport.deliver import Posted
from bot.transport.messages import NO_PREVIEW, keyboard
from bot.transport.outcome import outcome

logger = logging.getLogger(__name__)


async def show(bot: Bot, chat: int, message: Message, at: int | None) -> Posted:
    """Send a message to an editor, or with `at` put it in the place of an earlier one."""
    message = fit(message)
    words, rows = to_html(message.blocks), keyboard(message.buttons)
    try:
        if at is None:
            sent = await bot.send_message(
                chat, words, ParseMode.HTML, reply_markup=rows, link_preview_options=NO_PREVIEW
            )
            return Posted("sent", sent.message_id)
        await bot.edit_message_text(
            words, chat, at, parse_mode=ParseMode.HTML, reply_markup=rows, link_preview_options=NO_PREVIEW
        )
        return Posted("sent", at)
    except TelegramError as error:
        became = outcome(error)
    if became.kind in ("done", "harmless"):
        return Posted("sent", at, became.why)
    return Posted(became.kind, why=became.why, what=became.what, after=became.after)


async def set_menu(bot: Bot, editor: int, language: Language) -> bool:
    """Let an editor's menu have their commands too, first of all; say whether it has them now."""
    commands = [BotCommand(name, say(language, f"command.{name}")) for name in (*EDITORS_COMMANDS, *COMMANDS)]
    try:
        return await bot.set_my_commands(commands, BotCommandScopeChat(editor))
    except TelegramError as error:
        logger.info("An editor's commands were not set: %s", error)
        return False


async def clear_menu(bot: Bot, chat: int) -> bool:
    """Let a chat have everybody's menu again; say whether that was done or can no longer matter."""
    try:
        return await bot.delete_my_commands(BotCommandScopeChat(chat))
    except TelegramError as error:
        return outcome(error).kind in ("gone", "refused", "harmless")
