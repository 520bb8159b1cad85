"""The methods that the local Bot API speaks, and their parameters.

One line a method: `name:type`, with `!` where the parameter is required. Types are `int`, `str`, `bool`, `float`; `chat` (a
number or an @username); `file` (an upload, an address or a file_id); `upload`; an object's name; `[T]` for an array.
"""

from collections.abc import Mapping
from typing import Final

METHODS: Final[Mapping[str, str]] = {
    "getMe": "",
    "getUpdates": "offset:int limit:int timeout:int allowed_updates:[str]",
    "setWebhook": """
        url!:str certificate:upload ip_address:str max_connections:int allowed_updates:[str]
        drop_pending_updates:bool secret_token:str
    """,
    "deleteWebhook": "drop_pending_updates:bool",
    "getWebhookInfo": "",
    "logOut": "",
    "close": "",
    "sendMessage": """
        business_connection_id:str chat_id!:chat message_thread_id:int direct_messages_topic_id:int
        text!:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions
        disable_notification:bool protect_content:bool allow_paid_broadcast:bool message_effect_id:str
        suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters
        reply_markup:ReplyMarkup
    """,
    "sendPhoto": """
        business_connection_id:str chat_id!:chat message_thread_id:int direct_messages_topic_id:int
        photo!:file caption:str parse_mode:str caption_entities:[MessageEntity]
        show_caption_above_media:bool has_spoiler:bool disable_notification:bool protect_content:bool
        allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:SuggestedPostParameters
        reply_parameters:ReplyParameters reply_markup:ReplyMarkup
    """,
    "sendDocument": """
        business_connection_id:str chat_id!:chat message_thread_id:int direct_messages_topic_id:int
        document!:file thumbnail:file caption:str parse_mode:str caption_entities:[MessageEntity]
        disable_content_type_detection:bool disable_notification:bool protect_content:bool
        allow_paid_broadcast:bool message_effect_id:str suggested_post_parameters:SuggestedPostParameters
        reply_parameters:ReplyParameters reply_markup:ReplyMarkup
    """,
    "sendChatAction": "business_connection_id:str chat_id!:chat message_thread_id:int action!:str",
    "forwardMessage": """
        chat_id!:chat message_thread_id:int direct_messages_topic_id:int from_chat_id!:chat
        video_start_timestamp:int disable_notification:bool protect_content:bool message_effect_id:str
        suggested_post_parameters:SuggestedPostParameters message_id!:int
    """,
    "copyMessage": """
        chat_id!:chat message_thread_id:int direct_messages_topic_id:int from_chat_id!:chat
        message_id!:int video_start_timestamp:int caption:str parse_mode:str
        caption_entities:[MessageEntity] show_caption_above_media:bool disable_notification:bool
        protect_content:bool allow_paid_broadcast:bool message_effect_id:str
        suggested_post_parameters:SuggestedPostParameters reply_parameters:ReplyParameters
        reply_markup:ReplyMarkup
    """,
    "editMessageText": """
        business_connection_id:str chat_id:chat message_id:int inline_message_id:str text:str
        parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions
        rich_message:InputRichMessage reply_markup:InlineKeyboardMarkup
    """,
    "editMessageCaption": """
        business_connection_id:str chat_id:chat message_id:int inline_message_id:str caption:str
        parse_mode:str caption_entities:[MessageEntity] show_caption_above_media:bool
        reply_markup:InlineKeyboardMarkup
    """,
    "editMessageReplyMarkup": """
        business_connection_id:str chat_id:chat message_id:int inline_message_id:str
        reply_markup:InlineKeyboardMarkup
    """,
    "deleteMessage": "chat_id!:chat message_id!:int",
    "deleteMessages": "chat_id!:chat message_ids!:[int]",
    "answerCallbackQuery": "callback_query_id!:str text:str show_alert:bool url:str cache_time:int",
    "answerInlineQuery": """
        inline_query_id!:str results!:[InlineQueryResult] cache_time:int is_personal:bool next_offset:str
        button:InlineQueryResultsButton
    """,
    "savePreparedInlineMessage": """
        user_id!:int result!:InlineQueryResult allow_user_chats:bool allow_bot_chats:bool
        allow_group_chats:bool allow_channel_chats:bool
    """,
    "answerGuestQuery": "guest_query_id!:str result!:InlineQueryResult",
    "getChat": "chat_id!:chat",
    "getChatMember": "chat_id!:chat user_id!:int",
    "getChatAdministrators": "chat_id!:chat return_bots:bool",
    "getChatMemberCount": "chat_id!:chat",
    "leaveChat": "chat_id!:chat",
    "setMyCommands": "commands!:[BotCommand] scope:BotCommandScope language_code:str",
    "getMyCommands": "scope:BotCommandScope language_code:str",
    "deleteMyCommands": "scope:BotCommandScope language_code:str",
    "setMyName": "name:str language_code:str",
    "getMyName": "language_code:str",
    "setMyDescription": "description:str language_code:str",
    "getMyDescription": "language_code:str",
    "setMyShortDescription": "short_description:str language_code:str",
    "getMyShortDescription": "language_code:str",
    "setChatMenuButton": "chat_id:int menu_button:MenuButton",
    "getChatMenuButton": "chat_id:int",
}
