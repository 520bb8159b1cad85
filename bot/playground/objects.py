"""The objects that parameters of the Bot API hold, in the notation of `spec`.

An object that is named by a parameter and absent here is taken as it comes: any JSON object.
"""

from collections.abc import Mapping
from typing import Final

OBJECTS: Final[Mapping[str, str]] = {
    "MessageEntity": """
        type!:str offset!:int length!:int url:str user:User language:str custom_emoji_id:str unix_time:int
        date_time_format:str
    """,
    "LinkPreviewOptions": """
        is_disabled:bool url:str prefer_small_media:bool prefer_large_media:bool show_above_text:bool
    """,
    "SuggestedPostParameters": "price:SuggestedPostPrice send_date:int",
    "SuggestedPostPrice": "currency!:str amount!:int",
    "ReplyParameters": """
        message_id!:int chat_id:chat allow_sending_without_reply:bool quote:str quote_parse_mode:str
        quote_entities:[MessageEntity] quote_position:int checklist_task_id:int poll_option_id:str
    """,
    "InlineKeyboardMarkup": "inline_keyboard!:[[InlineKeyboardButton]]",
    "InlineKeyboardButton": """
        text!:str icon_custom_emoji_id:str style:str url:str callback_data:str web_app:WebAppInfo
        login_url:LoginUrl switch_inline_query:str switch_inline_query_current_chat:str
        switch_inline_query_chosen_chat:SwitchInlineQueryChosenChat copy_text:CopyTextButton
        callback_game:CallbackGame pay:bool
    """,
    "WebAppInfo": "url!:str",
    "SwitchInlineQueryChosenChat": """
        query:str allow_user_chats:bool allow_bot_chats:bool allow_group_chats:bool
        allow_channel_chats:bool
    """,
    "CopyTextButton": "text!:str",
    "CallbackGame": "",
    "ReplyKeyboardMarkup": """
        keyboard!:[[KeyboardButton]] is_persistent:bool resize_keyboard:bool one_time_keyboard:bool
        input_field_placeholder:str selective:bool
    """,
    "KeyboardButton": """
        text!:str icon_custom_emoji_id:str style:str request_users:KeyboardButtonRequestUsers
        request_chat:KeyboardButtonRequestChat request_managed_bot:KeyboardButtonRequestManagedBot
        request_contact:bool request_location:bool request_poll:KeyboardButtonPollType web_app:WebAppInfo
    """,
    "KeyboardButtonRequestChat": """
        request_id!:int chat_is_channel!:bool chat_is_forum:bool chat_has_username:bool chat_is_created:bool
        user_administrator_rights:ChatAdministratorRights bot_administrator_rights:ChatAdministratorRights
        bot_is_member:bool request_title:bool request_username:bool request_photo:bool
    """,
    "ChatAdministratorRights": """
        is_anonymous!:bool can_manage_chat!:bool can_delete_messages!:bool can_manage_video_chats!:bool
        can_restrict_members!:bool can_promote_members!:bool can_change_info!:bool can_invite_users!:bool
        can_post_stories!:bool can_edit_stories!:bool can_delete_stories!:bool can_post_messages:bool
        can_edit_messages:bool can_pin_messages:bool can_manage_topics:bool can_manage_direct_messages:bool
        can_manage_tags:bool
    """,
    "ReplyKeyboardRemove": "remove_keyboard!:bool selective:bool",
    "ForceReply": "force_reply!:bool input_field_placeholder:str selective:bool",
    "InlineQueryResultCachedAudio": """
        type!:str id!:str audio_file_id!:str caption:str parse_mode:str caption_entities:[MessageEntity]
        reply_markup:InlineKeyboardMarkup input_message_content:InputMessageContent
    """,
    "InputTextMessageContent": """
        message_text!:str parse_mode:str entities:[MessageEntity] link_preview_options:LinkPreviewOptions
    """,
    "InputLocationMessageContent": """
        latitude!:float longitude!:float horizontal_accuracy:float live_period:int heading:int
        proximity_alert_radius:int
    """,
    "InputVenueMessageContent": """
        latitude!:float longitude!:float title!:str address!:str foursquare_id:str foursquare_type:str
        google_place_id:str google_place_type:str
    """,
    "InputContactMessageContent": "phone_number!:str first_name!:str last_name:str vcard:str",
    "InlineQueryResultCachedDocument": """
        type!:str id!:str title!:str document_file_id!:str description:str caption:str parse_mode:str
        caption_entities:[MessageEntity] reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultCachedGif": """
        type!:str id!:str gif_file_id!:str title:str caption:str parse_mode:str
        caption_entities:[MessageEntity] show_caption_above_media:bool reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultCachedMpeg4Gif": """
        type!:str id!:str mpeg4_file_id!:str title:str caption:str parse_mode:str
        caption_entities:[MessageEntity] show_caption_above_media:bool reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultCachedPhoto": """
        type!:str id!:str photo_file_id!:str title:str description:str caption:str parse_mode:str
        caption_entities:[MessageEntity] show_caption_above_media:bool reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultCachedSticker": """
        type!:str id!:str sticker_file_id!:str reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultCachedVideo": """
        type!:str id!:str video_file_id!:str title!:str description:str caption:str parse_mode:str
        caption_entities:[MessageEntity] show_caption_above_media:bool reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultCachedVoice": """
        type!:str id!:str voice_file_id!:str title!:str caption:str parse_mode:str
        caption_entities:[MessageEntity] reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultArticle": """
        type!:str id!:str title!:str input_message_content!:InputMessageContent
        reply_markup:InlineKeyboardMarkup url:str description:str thumbnail_url:str thumbnail_width:int
        thumbnail_height:int
    """,
    "InlineQueryResultAudio": """
        type!:str id!:str audio_url!:str title!:str caption:str parse_mode:str
        caption_entities:[MessageEntity] performer:str audio_duration:int
        reply_markup:InlineKeyboardMarkup input_message_content:InputMessageContent
    """,
    "InlineQueryResultContact": """
        type!:str id!:str phone_number!:str first_name!:str last_name:str vcard:str
        reply_markup:InlineKeyboardMarkup input_message_content:InputMessageContent thumbnail_url:str
        thumbnail_width:int thumbnail_height:int
    """,
    "InlineQueryResultGame": "type!:str id!:str game_short_name!:str reply_markup:InlineKeyboardMarkup",
    "InlineQueryResultDocument": """
        type!:str id!:str title!:str caption:str parse_mode:str caption_entities:[MessageEntity]
        document_url!:str mime_type!:str description:str reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent thumbnail_url:str thumbnail_width:int
        thumbnail_height:int
    """,
    "InlineQueryResultGif": """
        type!:str id!:str gif_url!:str gif_width:int gif_height:int gif_duration:int thumbnail_url!:str
        thumbnail_mime_type:str title:str caption:str parse_mode:str caption_entities:[MessageEntity]
        show_caption_above_media:bool reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultLocation": """
        type!:str id!:str latitude!:float longitude!:float title!:str horizontal_accuracy:float
        live_period:int heading:int proximity_alert_radius:int reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent thumbnail_url:str thumbnail_width:int
        thumbnail_height:int
    """,
    "InlineQueryResultMpeg4Gif": """
        type!:str id!:str mpeg4_url!:str mpeg4_width:int mpeg4_height:int mpeg4_duration:int
        thumbnail_url!:str thumbnail_mime_type:str title:str caption:str parse_mode:str
        caption_entities:[MessageEntity] show_caption_above_media:bool reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultPhoto": """
        type!:str id!:str photo_url!:str thumbnail_url!:str photo_width:int photo_height:int title:str
        description:str caption:str parse_mode:str caption_entities:[MessageEntity]
        show_caption_above_media:bool reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultVenue": """
        type!:str id!:str latitude!:float longitude!:float title!:str address!:str foursquare_id:str
        foursquare_type:str google_place_id:str google_place_type:str reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent thumbnail_url:str thumbnail_width:int
        thumbnail_height:int
    """,
    "InlineQueryResultVideo": """
        type!:str id!:str video_url!:str mime_type!:str thumbnail_url!:str title!:str caption:str
        parse_mode:str caption_entities:[MessageEntity] show_caption_above_media:bool video_width:int
        video_height:int video_duration:int description:str reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultVoice": """
        type!:str id!:str voice_url!:str title!:str caption:str parse_mode:str
        caption_entities:[MessageEntity] voice_duration:int reply_markup:InlineKeyboardMarkup
        input_message_content:InputMessageContent
    """,
    "InlineQueryResultsButton": "text!:str web_app:WebAppInfo start_parameter:str",
    "BotCommand": "command!:str description!:str",
    "BotCommandScopeDefault": "type!:str",
    "BotCommandScopeAllPrivateChats": "type!:str",
    "BotCommandScopeAllGroupChats": "type!:str",
    "BotCommandScopeAllChatAdministrators": "type!:str",
    "BotCommandScopeChat": "type!:str chat_id!:chat",
    "BotCommandScopeChatAdministrators": "type!:str chat_id!:chat",
    "BotCommandScopeChatMember": "type!:str chat_id!:chat user_id!:int",
    "MenuButtonCommands": "type!:str",
    "MenuButtonWebApp": "type!:str text!:str web_app!:WebAppInfo",
    "MenuButtonDefault": "type!:str",
}

UNIONS: Final[Mapping[str, str]] = {
    "InlineQueryResult": """
        InlineQueryResultCachedAudio InlineQueryResultCachedDocument InlineQueryResultCachedGif
        InlineQueryResultCachedMpeg4Gif InlineQueryResultCachedPhoto InlineQueryResultCachedSticker
        InlineQueryResultCachedVideo InlineQueryResultCachedVoice InlineQueryResultArticle
        InlineQueryResultAudio InlineQueryResultContact InlineQueryResultGame InlineQueryResultDocument
        InlineQueryResultGif InlineQueryResultLocation InlineQueryResultMpeg4Gif InlineQueryResultPhoto
        InlineQueryResultVenue InlineQueryResultVideo InlineQueryResultVoice
    """,
    "InputMessageContent": """
        InputTextMessageContent InputRichMessageContent InputLocationMessageContent
        InputVenueMessageContent InputContactMessageContent InputInvoiceMessageContent
    """,
    "BotCommandScope": """
        BotCommandScopeDefault BotCommandScopeAllPrivateChats BotCommandScopeAllGroupChats
        BotCommandScopeAllChatAdministrators BotCommandScopeChat BotCommandScopeChatAdministrators
        BotCommandScopeChatMember
    """,
    "MenuButton": "MenuButtonCommands MenuButtonWebApp MenuButtonDefault",
}
