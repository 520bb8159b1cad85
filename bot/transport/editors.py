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


class EditorChats:
    """The editors' private chats with a bot, as it writes to them."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def show(self, editor: int, message: Message, at: int | None) -> Posted:
        """Send a message to an editor, or with `at` put it in the place of an earlier one."""
        message = fit(message)
        words, rows = to_html(message.blocks), keyboard(message.buttons)
        try:
            if at is None:
                sent = await self._bot.send_message(
                    editor, words, ParseMode.HTML, reply_markup=rows, link_preview_options=NO_PREVIEW
                )
                at = sent.message_id
            else:
                await self._bot.edit_message_text(
                    words,
                    editor,
                    at,
                    parse_mode=ParseMode.HTML,
                    reply_markup=rows,
                    link_preview_options=NO_PREVIEW,
                )
        except TelegramError as error:
            became = outcome(error)
        else:
            return Posted("sent", at)
        if became.kind in ("done", "harmless"):
            return Posted("sent", at, became.why)
        return Posted(became.kind, why=became.why, what=became.what, after=became.after)

    async def set_menu(self, editor: int, language: Language) -> bool:
        """Let an editor's menu have their commands too, first of all; say whether it has them now."""
        names = (*EDITORS_COMMANDS, *COMMANDS)
        commands = [BotCommand(name, say(language, f"command.{name}")) for name in names]
        try:
            return await self._bot.set_my_commands(commands, BotCommandScopeChat(editor))
        except TelegramError as error:
            logger.info("An editor's commands were not set: %s", error)
            return False

    async def clear_menu(self, chat: int) -> bool:
        """Let a chat have everybody's menu again; say whether that was done or can no longer matter."""
        try:
            return await self._bot.delete_my_commands(BotCommandScopeChat(chat))
        except TelegramError as error:
            return outcome(error).kind in ("gone", "refused", "harmless")
