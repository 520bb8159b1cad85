"""A delivery on its way to Telegram: exactly one call, and what became of it as a value."""

from dataclasses import dataclass
from typing import Literal, Protocol

from telegram import ReplyParameters
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.domain.delivery import Copy, Delivery
from bot.render.html import to_html
from bot.render.message import Message
from bot.render.split import fit
from bot.transport.messages import NO_PREVIEW, keyboard
from bot.transport.outcome import Kind, What, outcome
from bot.transport.rate import PUSH

AnyBot = ExtBot[str]


class Composed(Protocol):
    """What a delivery says, as `bot.services.deliver.Composed` has it."""

    @property
    def message(self) -> Message:
        """What the reader gets."""

    @property
    def silent(self) -> bool:
        """Whether it makes no sound."""

    @property
    def reply_to(self) -> int | None:
        """The message that it replies to."""


@dataclass(frozen=True)
class Posted:
    """What became of a delivery's call; `message` is None where Telegram's answer could not be read.

    Of a failure: `why` it failed, `what` is gone, `after` how many seconds the bot must wait, `chat` where the group moved.
    """

    kind: Kind | Literal["sent"]
    message: int | None = None
    why: str = ""
    what: What | None = None
    after: float = 0
    chat: int | None = None


async def post(bot: AnyBot, delivery: Delivery, composed: Composed, *, paid: bool = False) -> Posted:
    """Send a delivery, or edit the copy that it is about; whoever calls has waited for the bot's turn.

    A message that is too long is cut, since two calls could not be marked as one. With `paid`, it goes at the rate that is
    paid for in Stars.
    """
    message = fit(composed.message)
    try:
        if delivery.copy:
            await _edit(bot, delivery.copy, message)
            return Posted("sent", delivery.copy.message or None)
        return Posted("sent", await _send(bot, delivery, composed, message, paid=paid))
    except TelegramError as error:
        became = outcome(error)
    if became.kind in ("done", "harmless"):  # "message is not modified": it shows what it shall show
        return Posted("sent", (delivery.copy.message or None) if delivery.copy else None, became.why)
    return Posted(became.kind, why=became.why, what=became.what, after=became.after, chat=became.chat_id)


async def _send(bot: AnyBot, delivery: Delivery, composed: Composed, message: Message, *, paid: bool) -> int:
    reply_to = composed.reply_to or delivery.reply_to
    sent = await bot.send_message(
        delivery.chat,
        to_html(message.blocks),
        ParseMode.HTML,
        message_thread_id=delivery.thread,
        disable_notification=composed.silent or None,
        reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None,
        reply_markup=keyboard(message.buttons),
        link_preview_options=NO_PREVIEW,
        allow_paid_broadcast=paid or None,
        rate_limit_args=PUSH,
    )
    return sent.message_id


async def _edit(bot: AnyBot, copy: Copy, message: Message) -> None:
    await bot.edit_message_text(
        to_html(message.blocks),
        chat_id=None if copy.inline else copy.chat,
        message_id=None if copy.inline else copy.message,
        inline_message_id=copy.inline or None,
        parse_mode=ParseMode.HTML,
        reply_markup=keyboard(message.buttons),
        link_preview_options=NO_PREVIEW,
        rate_limit_args=PUSH,
    )
