"""Coming and going: the bot is blocked or removed, comes back, or is added to a channel."""

import logging

from telegram import Bot, ChatMember, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.error import BadRequest, Forbidden

from bot.domain.models import Language
from bot.handlers.reader import Context, menu_language
from bot.render import pages
from bot.render.choices import plan_of
from bot.render.subscribing import offer
from bot.services.desk import Desk, consult
from bot.services.subscribe import UNREACHABLE, Chat, propose
from bot.transport.messages import Place, send

logger = logging.getLogger(__name__)

_PRESENT = frozenset({ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER})


async def changed(desk: Desk, update: Update, context: Context) -> None:
    """End what a chat gets when the bot has to go, and go on when it comes back."""
    change = update.my_chat_member
    if change is None:
        return
    could, can = (_can_write(change, member) for member in (change.old_chat_member, change.new_chat_member))
    if could and not can:
        why = "blocked" if change.chat.type == ChatType.PRIVATE else "removed"
        await desk.store.subscriptions.end(change.chat.id, None, why, desk.now(), whole=True)
    elif can and not could:
        await _came(desk, context.bot, change, await menu_language(desk, update))


async def welcome_back(desk: Desk, bot: Bot, reader: int) -> None:
    """Go on with what a reader got before they could not be reached, and say so."""
    await desk.store.editors.set_reachable(reader, reachable=True)
    if await desk.store.subscriptions.revive(reader, UNREACHABLE, desk.now()):
        await _tell_plans(desk, bot, reader, Place(reader), "back_again")


async def _came(desk: Desk, bot: Bot, change: ChatMemberUpdated, language: Language) -> None:
    chat, by = change.chat, change.from_user.id
    if chat.type == ChatType.PRIVATE:
        await welcome_back(desk, bot, chat.id)
        return
    revived = await desk.store.subscriptions.revive(chat.id, UNREACHABLE, desk.now())
    channel = chat.type == ChatType.CHANNEL
    try:
        if revived:
            # A channel's readers need not hear of its settings.
            await _tell_plans(desk, bot, chat.id, Place(by if channel else chat.id), "back_in")
        elif channel:
            wish = await propose(desk, Chat(chat.id, None, chat.title or ""), language, by, desk.now())
            if not wish.active:
                await send(bot, offer(wish), Place(by))
    except (Forbidden, BadRequest) as error:  # they never wrote to the bot, or it may not write in the group
        logger.info("Nobody was told that the bot came to a chat: %s", error)


async def _tell_plans(desk: Desk, bot: Bot, chat: int, place: Place, key: str) -> None:
    wishes = [wish for wish in await desk.store.subscriptions.of_chat(chat) if wish.active]
    if wishes:
        wish = wishes[0]
        plan = await consult(desk, plan_of, wish)
        line = pages.line(wish.language, f"subscribe.{key}", plan=plan, title=wish.title)
        await send(bot, line, place)


def _can_write(change: ChatMemberUpdated, member: ChatMember) -> bool:
    if change.chat.type == ChatType.CHANNEL:
        return bool(getattr(member, "can_post_messages", member.status == ChatMemberStatus.OWNER))
    if member.status == ChatMemberStatus.RESTRICTED:
        return bool(getattr(member, "is_member", False) and getattr(member, "can_send_messages", False))
    return member.status in _PRESENT
