"""What each method of the Bot API does; the table of all of them."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from bot.playground.methods import answering, chats, editing, profile, sending, updates
from bot.playground.refusal import Json
from bot.playground.world import World

Method = Callable[[World, Json], object | Awaitable[object]]

ACTIONS: Final[Mapping[str, Method]] = {
    "getMe": profile.get_me,
    "logOut": profile.log_out,
    "close": profile.close,
    "getUpdates": updates.get_updates,
    "setWebhook": updates.set_webhook,
    "deleteWebhook": updates.delete_webhook,
    "getWebhookInfo": updates.get_webhook_info,
    "sendMessage": sending.send_message,
    "sendPhoto": sending.send_photo,
    "sendDocument": sending.send_document,
    "sendChatAction": sending.send_chat_action,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "deleteMessage": editing.delete_message,
    "deleteMessages": editing.delete_messages,
    "answerCallbackQuery": answering.answer_callback_query,
    "answerInlineQuery": answering.answer_inline_query,
    "savePreparedInlineMessage": answering.save_prepared_inline_message,
    "answerGuestQuery": answering.answer_guest_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "leaveChat": chats.leave_chat,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.text_setter("name"),
    "getMyName": profile.text_getter("name"),
    "setMyDescription": profile.text_setter("description"),
    "getMyDescription": profile.text_getter("description"),
    "setMyShortDescription": profile.text_setter("short_description"),
    "getMyShortDescription": profile.text_getter("short_description"),
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
}
