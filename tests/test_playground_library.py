"""python-telegram-bot understands every answer of the local Bot API."""

from collections.abc import AsyncIterator

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from bot.playground import Playground
from bot.playground.faults import ResetBefore, ServerError, TooManyRequests
from bot.playground.person import Person
from tests.local_api import LocalApi

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("আরও", callback_data="more")]])


@pytest.fixture
async def bot(api: LocalApi) -> AsyncIterator[Bot]:
    """The library's bot, connected to the local Bot API."""
    bot = Bot(api.playground.token, base_url=api.playground.url + "/bot")
    async with bot:
        yield bot


@pytest.fixture
def anna(api: LocalApi) -> Person:
    """A person who has started the bot."""
    anna = api.world.person("Anna", language_code="bn")
    api.world.private(anna).started = True
    return anna


async def test_a_bot_sends_edits_and_deletes(bot: Bot, anna: Person) -> None:
    message = await bot.send_message(
        anna.id,
        "<b>ইরান</b> <a href='https://example.com'>উৎস</a>",
        parse_mode="HTML",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_markup=KEYBOARD,
    )
    assert message.parse_entities() == {message.entities[0]: "ইরান", message.entities[1]: "উৎস"}
    assert message.reply_markup == KEYBOARD
    edited = await bot.edit_message_text("রাশিয়া", anna.id, message.message_id)
    assert getattr(edited, "text", None) == "রাশিয়া"
    reply = await bot.send_message(
        anna.id, "ক", reply_parameters=ReplyParameters(message.message_id), reply_markup=ForceReply()
    )
    assert reply.reply_to_message is not None
    assert await bot.delete_message(anna.id, message.message_id)
    photo = await bot.send_photo(anna.id, b"\x89PNG", caption="ছবি")
    assert (photo.caption, len(photo.photo)) == ("ছবি", 1)
    assert (await bot.copy_message(anna.id, anna.id, photo.message_id)).message_id
    assert await bot.send_chat_action(anna.id, "typing")


async def test_a_bot_tells_about_itself_and_asks_about_chats(bot: Bot, api: LocalApi, anna: Person) -> None:
    assert bot.username == "barta_bot"
    scope = BotCommandScopeAllPrivateChats()
    assert await bot.set_my_commands([BotCommand("start", "শুরু")], scope=scope, language_code="bn")
    assert (await bot.get_my_commands(scope=scope, language_code="bn"))[0].description == "শুরু"
    assert await bot.set_my_name("বার্তা", language_code="bn")
    assert (await bot.get_my_name("bn")).name == "বার্তা"
    assert await bot.set_my_description("খবর")
    assert await bot.set_my_short_description("খবর")
    assert await bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    assert (await bot.get_chat_menu_button()).type == "commands"
    group = api.world.group("পাড়া", admins=[anna])
    assert (await bot.get_chat(group.id)).title == "পাড়া"
    assert (await bot.get_chat_member(group.id, anna.id)).status == "administrator"
    assert [member.user.id for member in await bot.get_chat_administrators(group.id)] == [anna.id]
    assert await bot.get_chat_member_count(group.id) == 2
    assert (await bot.get_webhook_info()).url == ""
    assert await bot.leave_chat(group.id)
    assert await bot.get_updates()


async def test_errors_become_the_librarys_exceptions(bot: Bot, api: LocalApi, anna: Person) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(anna.id, "")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(5, "ক")
    group = api.world.group("পাড়া", basic=True)
    upgraded = api.world.migrate(group)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(group.id, "ক")
    assert moved.value.new_chat_id == upgraded.id
    api.playground.faults.add(TooManyRequests(7), method="sendMessage")
    with pytest.raises(RetryAfter) as slow:
        await bot.send_message(anna.id, "ক")
    assert slow.value._retry_after.total_seconds() == 7
    for fault in (ServerError(), ResetBefore()):
        api.playground.faults.add(fault, method="sendMessage")
        with pytest.raises(NetworkError):
            await bot.send_message(anna.id, "ক")
    await anna.block()
    with pytest.raises(Forbidden, match="blocked"):
        await bot.send_message(anna.id, "ক")
    await bot.set_webhook("http://127.0.0.1:9/")
    with pytest.raises(Conflict):
        await bot.get_updates()
    with pytest.raises(InvalidToken):
        async with Bot("7:wrong", base_url=api.playground.url + "/bot"):
            pass


async def answer_text(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Echo in bold, with a button."""
    assert update.message is not None
    await update.message.reply_text(f"<b>{update.message.text}</b>", parse_mode="HTML", reply_markup=KEYBOARD)


async def answer_button(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer and edit."""
    assert update.callback_query is not None
    await update.callback_query.answer("এই নিন")
    await update.callback_query.edit_message_text("আরও")


async def answer_inline(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    """Answer with one card."""
    assert update.inline_query is not None
    content = InputTextMessageContent(update.inline_query.query)
    await update.inline_query.answer([InlineQueryResultArticle("1", "ইরান", content, reply_markup=KEYBOARD)])


async def test_a_whole_bot_holds_a_conversation(api: LocalApi, anna: Person) -> None:
    playground: Playground = api.playground
    app = Application.builder().token(playground.token).base_url(playground.url + "/bot").build()
    app.add_handler(MessageHandler(filters.TEXT & ~filters.VIA_BOT, answer_text))
    app.add_handler(CallbackQueryHandler(answer_button))
    app.add_handler(InlineQueryHandler(answer_inline))
    async with app:
        assert app.updater is not None
        await app.start()
        await app.updater.start_polling(allowed_updates=Update.ALL_TYPES)
        await anna.send("ইরান 😀")
        reply = await anna.chat.next_message()
        assert (reply.text, reply.buttons, reply.entities[0]["length"]) == ("ইরান 😀", ["আরও"], 7)
        assert (await anna.press(reply, "আরও")).text == "এই নিন"
        assert (await anna.chat.next_edit()).text == "আরও"
        found = await anna.inline("রাশিয়া", anna.chat)
        sent = await anna.choose(found, "ইরান")
        await anna.press(sent, "আরও")
        await api.world.until(lambda: sent.text == "আরও")
        await app.updater.stop()
        await app.stop()
