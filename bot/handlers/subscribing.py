"""Briefings: asked for, looked at and ended by commands."""

import logging

from telegram import Bot, ChatFullInfo, Update
from telegram import Message as TelegramMessage
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.domain.models import Language
from bot.handlers.dialogue import present
from bot.handlers.reader import Context, menu_language, message_of, place_of
from bot.handlers.rights import leads, may_post, may_set_up
from bot.render import pages
from bot.render.brief import briefings_button
from bot.render.message import Button, Message
from bot.render.subscribing import Entry, ended, listing
from bot.render.words import say
from bot.services.desk import Desk
from bot.services.subscribe import Chat, all_of, begin, end, is_listed
from bot.transport.messages import Place, send
from bot.transport.sharing import take_keyboard_away

logger = logging.getLogger(__name__)
_LINKS = ("https://t.me/", "t.me/", "@")


async def subscribe(desk: Desk, update: Update, context: Context) -> None:
    """Begin briefings where the command was written; in private, with a name, in that channel or group."""
    asked, place = message_of(update), place_of(message_of(update))
    language = await menu_language(desk, update)
    if asked.chat.type == ChatType.PRIVATE and context.args:
        await subscribe_there(desk, update, context, named(context.args[0]))
    elif not await may_set_up(context.bot, asked):
        await send(context.bot, _only_admins(language, context.bot.username), place)
    else:
        reader = reader_of(asked)
        wish = await begin(desk, chat_of(asked), language, reader, desk.now())
        await present(desk, context.bot, wish, reader or 0, place)


async def subscribe_here(desk: Desk, update: Update, context: Context) -> None:
    """Begin a reader's own briefings, whatever else the message says."""
    asked = message_of(update)
    language = await menu_language(desk, update)
    wish = await begin(desk, Chat(asked.chat.id), language, asked.chat.id, desk.now())
    await present(desk, context.bot, wish, asked.chat.id, place_of(asked))


async def subscribe_there(desk: Desk, update: Update, context: Context, where: int | str) -> None:
    """Begin briefings in a channel or group from the private chat of one of its admins."""
    asked, place = message_of(update), place_of(message_of(update))
    language, reader = await menu_language(desk, update), asked.chat.id
    chat = await _find(context.bot, where)
    refusal = await _refusal(context.bot, chat, reader)
    if chat is None or refusal:
        title = chat.title or "" if chat else ""
        await send(context.bot, pages.line(language, f"subscribe.{refusal}", title=title), place)
        return
    wish = await begin(desk, Chat(chat.id, None, chat.title or ""), language, reader, desk.now())
    await present(desk, context.bot, wish, reader, place)


async def shared(desk: Desk, update: Update, context: Context) -> None:
    """Begin briefings in the channel or group that was chosen with a button."""
    message = message_of(update)
    if message.chat_shared:
        done = pages.line(await menu_language(desk, update), "subscribe.share_done")
        await take_keyboard_away(context.bot, done, Place(message.chat.id))
        await subscribe_there(desk, update, context, message.chat_shared.chat_id)


async def subscriptions(desk: Desk, update: Update, context: Context) -> None:
    """List the briefings of a group and its forum topics; in private, one's own and those set up elsewhere."""
    asked = message_of(update)
    language = await menu_language(desk, update)
    if asked.chat.type == ChatType.PRIVATE:
        shown = await own_list(desk, asked.chat.id, language)
    else:
        found = await desk.store.subscriptions.of_chat(asked.chat.id)
        entries = tuple(Entry(wish, wish.title) for wish in found if is_listed(wish))
        shown = listing(language, entries, private=False)
    await send(context.bot, shown, place_of(asked))


async def own_list(desk: Desk, reader: int, language: Language) -> Message:
    """Give the list of what a reader gets and what they set up elsewhere."""
    entries = tuple(
        Entry(wish, say(language, "subscribe.own") if wish.chat == reader else wish.title)
        for wish in await all_of(desk, reader)
    )
    return listing(language, entries, private=True)


async def unsubscribe(desk: Desk, update: Update, context: Context) -> None:
    """End briefings where the command was written; in private, with a name, in that channel or group."""
    asked, place = message_of(update), place_of(message_of(update))
    language, here = await menu_language(desk, update), chat_of(asked)
    if not await may_set_up(context.bot, asked):
        await send(context.bot, _only_admins(language, context.bot.username), place)
        return
    if asked.chat.type == ChatType.PRIVATE and context.args:
        chat = await _find(context.bot, named(context.args[0]))
        if chat is None or not await leads(context.bot, chat.id, asked.chat.id):
            key = "not_your_chat" if chat else "unknown_chat"
            title = chat.title or "" if chat else ""
            await send(context.bot, pages.line(language, f"subscribe.{key}", title=title), place)
            return
        here = Chat(chat.id)
    wish = await end(desk, here, desk.now())
    elsewhere = asked.chat.type == ChatType.PRIVATE and any(
        each.active for each in await all_of(desk, asked.chat.id)
    )
    if wish is None and elsewhere:  # what comes there may be what is meant
        await send(context.bot, await own_list(desk, asked.chat.id, language), place)
        return
    nothing = Message(pages.line(language, "subscribe.ended_none").blocks, ((briefings_button(language),),))
    await send(context.bot, ended(wish) if wish else nothing, place)


def chat_of(message: TelegramMessage) -> Chat:
    """Give the chat of a message, or the forum topic that it stands in."""
    place = place_of(message)
    title = "" if message.chat.type == ChatType.PRIVATE else message.chat.title or ""
    first = message.reply_to_message if place.thread else None
    if first and first.forum_topic_created:
        title = f"{title} › {first.forum_topic_created.name}"
    return Chat(place.chat, place.thread, title)


def reader_of(message: TelegramMessage) -> int | None:
    """Give who wrote a message; None where an admin writes as the group itself."""
    return message.from_user.id if message.from_user and not message.sender_chat else None


def named(text: str) -> str:
    """Give a chat's @username from that or from a link to it."""
    for link in _LINKS:
        text = text.removeprefix(link)
    return f"@{text.strip('/')}"


async def _find(bot: Bot, where: int | str) -> ChatFullInfo | None:
    try:
        chat = await bot.get_chat(where)
    except (BadRequest, Forbidden):
        return None
    return chat if chat.type != ChatType.PRIVATE else None


async def _refusal(bot: Bot, chat: ChatFullInfo | None, reader: int) -> str:
    if chat is None:
        return "unknown_chat"
    if not await leads(bot, chat.id, reader):
        return "not_your_chat"
    return "" if await may_post(bot, chat.id, chat.type) else "may_not_post"


def _only_admins(language: Language, username: str) -> Message:
    own = Button(say(language, "subscribe.button_private"), url=f"https://t.me/{username}?start=subscribe")
    return Message(pages.line(language, "subscribe.only_admins").blocks, ((own,),))
