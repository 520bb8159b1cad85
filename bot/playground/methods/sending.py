"""Methods that put a message into a chat."""

from bot.playground.keyboards import check_keyboard
from bot.playground.markup import check_markup
from bot.playground.methods.targets import find_chat, find_replied, find_thread, open_chat
from bot.playground.parameters import Upload
from bot.playground.refusal import Json, bad_request
from bot.playground.state import Message
from bot.playground.words import Words, caption_words, check_length, message_words
from bot.playground.world import World

ACTIONS = frozenset(
    {
        *(
            "typing",
            "upload_photo",
            "record_video",
            "upload_video",
            "record_voice",
            "upload_voice",
            "upload_document",
        ),
        *("choose_sticker", "find_location", "record_video_note", "upload_video_note"),
    }
)
# What this Telegram has not: a bot that uses one of these finds out here.
ABSENT = {
    "business_connection_id": "business connection not found",
    "message_effect_id": "EFFECT_ID_INVALID",
    "suggested_post_parameters": "suggested posts can be sent only to channel direct messages",
    "direct_messages_topic_id": "direct messages topic can be specified only in channel direct messages chats",
}
COPIED = ("photo", "document", "sticker", "voice", "location")


def check_absent(world: World, params: Json) -> None:
    """Refuse the parameters for things that this Telegram has not."""
    for name, words in ABSENT.items():
        if params.get(name) not in (None, ""):
            raise bad_request(words)
    if params.get("allow_paid_broadcast") and not world.stars:
        raise bad_request("FLOODSKIP_NOT_ALLOWED")


def send_message(world: World, params: Json) -> Json:
    """Send a text."""
    words = message_words(params)
    check_preview(params)
    return _send(world, params, words, {}, too_long="message is too long").json()


def check_preview(params: Json) -> None:
    """Refuse a link preview of something that is no address."""
    url = params.get("link_preview_options", {}).get("url")
    if url and "." not in url:
        raise bad_request("WEBPAGE_URL_INVALID")


def _send(world: World, params: Json, words: Words, media: Json, too_long: str = "") -> Message:
    check_absent(world, params)
    markup = check_markup(params.get("reply_markup"))
    chat = open_chat(world, params["chat_id"])
    check_keyboard(markup, chat)
    reply = params.get("reply_parameters")
    replied = find_replied(world, chat, reply)
    thread = find_thread(chat, params.get("message_thread_id"), replied)
    text, entities = words
    if too_long:
        check_length(text, too_long)
    extra: Json = {}
    if options := params.get("link_preview_options"):
        extra["link_preview_options"] = options
    if params.get("protect_content"):
        extra["has_protected_content"] = True
    quote = (
        {"text": reply["quote"], "position": 0, "is_manual": True}
        if reply and replied and "quote" in reply
        else None
    )
    return world.post(
        chat,
        None if chat.type == "channel" else world.bot,
        text,
        entities=entities,
        thread_id=thread,
        reply_to=replied if replied is not None and replied.chat is chat else None,
        quote=quote,
        markup=markup,
        media=media,
        extra=extra,
    )


def send_photo(world: World, params: Json) -> Json:
    """Send a photo: uploaded, from an address, or known by its file_id."""
    words = caption_words(params)
    media: Json = {"photo": [_photo(world, params["photo"])]}
    for name in ("show_caption_above_media", "has_spoiler"):
        if params.get(name):
            media["has_media_spoiler" if name == "has_spoiler" else name] = True
    return _send(world, params, words, media).json()


def _photo(world: World, photo: str | Upload) -> Json:
    return _file(world, photo, "photo", {"width": 640, "height": 480})


def send_document(world: World, params: Json) -> Json:
    """Send a file: uploaded, from an address, or known by its file_id."""
    words, document = caption_words(params), params["document"]
    named: Json = {}
    if isinstance(document, Upload):
        named = {"file_name": document.filename, "file_size": len(document.content)}
    return _send(world, params, words, {"document": _file(world, document, "document", named)}).json()


def _file(world: World, file: str | Upload, kind: str, about: Json) -> Json:
    if isinstance(file, Upload) and not file.content:
        raise bad_request("file must be non-empty")
    if isinstance(file, str) and file in world.files:
        return world.files[file]
    if isinstance(file, str) and not file.startswith(("http://", "https://")):
        raise bad_request("wrong file identifier/HTTP URL specified")
    number = world.query_id()
    world.files[f"{kind}-{number}"] = {"file_id": f"{kind}-{number}", "file_unique_id": f"u{number}", **about}
    return world.files[f"{kind}-{number}"]


def send_chat_action(world: World, params: Json) -> bool:
    """Show that the bot is typing."""
    check_absent(world, params)
    if params["action"] not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = open_chat(world, params["chat_id"])
    find_thread(chat, params.get("message_thread_id"), None)
    chat.last_action = (params["action"], params.get("message_thread_id"))
    world.tell("action", chat)
    return True


def _original(world: World, params: Json, what: str) -> Message:
    message = find_chat(world, params["from_chat_id"]).messages.get(params["message_id"])
    if message is None:
        raise bad_request(f"message to {what} not found")
    if message.service is not None or message.extra.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if what == 'copy' else 'forwarded'}")
    return message


def forward_message(world: World, params: Json) -> Json:
    """Send a message on, saying where it comes from."""
    original = _original(world, params, "forward")
    sent = _send(world, params, (original.text, original.entities), dict(original.media))
    origin: Json = {"date": original.date}
    if original.sender is not None:
        origin |= {"type": "user", "sender_user": original.sender.json()}
    else:
        origin |= {"type": "channel", "chat": original.chat.json(), "message_id": original.id}
    sent.extra["forward_origin"] = origin
    return sent.json()


def copy_message(world: World, params: Json) -> Json:
    """Send a copy of a message, without saying where it comes from."""
    original = _original(world, params, "copy")
    has_caption = "photo" in original.media and "caption" in params
    words = caption_words(params) if has_caption else (original.text, original.entities)
    media = {name: value for name, value in original.media.items() if name in COPIED}
    return {"message_id": _send(world, params, words, media).id}
