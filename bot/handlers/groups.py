"""What happens to a group itself."""

from telegram import Update

from bot.handlers.reader import Context, message_of
from bot.services.desk import Desk
from bot.services.memory import move
from bot.services.subscribe import UNREACHABLE


async def migrated(desk: Desk, update: Update, context: Context) -> None:  # noqa: ARG001 - every handler gets it
    """Keep a group's language and its briefings when it becomes a supergroup, which has another id."""
    message = message_of(update)
    if message.migrate_to_chat_id:
        await move(desk, message.chat.id, message.migrate_to_chat_id)
        # Telegram may have told before that the bot left the old group, and that it came to the new one.
        await desk.store.subscriptions.revive(message.migrate_to_chat_id, UNREACHABLE, desk.now())
