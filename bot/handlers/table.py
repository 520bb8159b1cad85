"""What Barta listens to: the whole command table on one screen."""

from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ChatMemberHandler,
    ChosenInlineResultHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.handlers import (
    buttons,
    corrections,
    drafts,
    editors,
    groups,
    inline,
    membership,
    pages,
    privacy,
    steps,
    subscribing,
    typed,
)
from bot.render import draft_buttons
from bot.render.pushing import PRESSED
from bot.render.steps import PREFIX
from bot.services.desk import Desk

UPDATES = [
    Update.MESSAGE,
    Update.CALLBACK_QUERY,
    Update.INLINE_QUERY,
    Update.CHOSEN_INLINE_RESULT,
    Update.MY_CHAT_MEMBER,
]

# An edited question is not asked again; what was sent through the bot itself is no question.
_NEW = filters.UpdateType.MESSAGE & ~filters.VIA_BOT


def register(application: Application[Any, Any, Any, Any, Any, Any], desk: Desk) -> None:
    """Connect every command, button and message to what answers it."""
    commands = {
        "start": partial(pages.start, desk),
        "help": partial(pages.page, desk, "help"),
        "topics": partial(pages.page, desk, "topics"),
        "latest": partial(pages.page, desk, "latest"),
        "language": partial(pages.language, desk),
        "corrections": partial(corrections.show, desk),
        "subscribe": partial(subscribing.subscribe, desk),
        "subscriptions": partial(subscribing.subscriptions, desk),
        "unsubscribe": partial(subscribing.unsubscribe, desk),
        "privacy": partial(privacy.privacy, desk),
        "export": partial(privacy.export, desk),
        "delete": partial(privacy.delete, desk),
    }
    commands |= {"status": partial(editors.status, desk), "push": partial(editors.offer, desk)}
    commands["drafts"] = partial(drafts.drafts, desk)
    for name, callback in commands.items():
        application.add_handler(CommandHandler(name, callback, _NEW))
    application.add_handler(MessageHandler(_NEW & ~filters.StatusUpdate.ALL, partial(typed.typed, desk)))
    application.add_handler(
        MessageHandler(filters.StatusUpdate.CHAT_SHARED, partial(subscribing.shared, desk))
    )
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, partial(groups.migrated, desk)))
    application.add_handler(CallbackQueryHandler(partial(editors.press, desk), PRESSED))
    application.add_handler(CallbackQueryHandler(partial(drafts.press, desk), draft_buttons.PRESSED))
    application.add_handler(CallbackQueryHandler(partial(steps.press, desk), f"^{PREFIX}"))
    application.add_handler(CallbackQueryHandler(partial(buttons.press, desk)))
    application.add_handler(ChatMemberHandler(partial(membership.changed, desk)))
    application.add_handler(InlineQueryHandler(partial(inline.offer, desk)))
    application.add_handler(ChosenInlineResultHandler(partial(inline.chosen, desk)))
