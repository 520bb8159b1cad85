"""Methods that answer queries: pressed buttons, inline queries, guests' calls."""

from bot.playground.detect import utf16
from bot.playground.links import LinkError, checked_link
from bot.playground.markup import START_PARAMETER, check_markup
from bot.playground.queries import CALLBACK_SECONDS, INLINE_SECONDS, CallbackAnswer, InlineAnswer, Prepared
from bot.playground.refusal import Json, bad_request, stale_query
from bot.playground.words import caption_words, check_length, message_words
from bot.playground.world import World

MOST_RESULTS = 50
LONGEST_ID = 64
LONGEST_OFFSET = 64
LONGEST_ALERT = 200
PREPARED_SECONDS = 86_400
AUDIENCES = ("allow_user_chats", "allow_bot_chats", "allow_group_chats", "allow_channel_chats")


def answer_callback_query(world: World, params: Json) -> bool:
    """Answer a pressed button, once."""
    query = world.callback_queries.get(params["callback_query_id"])
    if query is None or query.answer is not None or world.now() - query.asked > CALLBACK_SECONDS:
        raise stale_query()
    text, url = params.get("text", ""), params.get("url", "")
    if utf16(text) > LONGEST_ALERT:
        raise bad_request("MESSAGE_TOO_LONG")
    if url and not url.startswith(
        (f"https://t.me/{world.bot.username}?start=", f"t.me/{world.bot.username}?start=")
    ):
        raise bad_request("URL_INVALID")
    shown = bool(params.get("show_alert"))
    query.answer = CallbackAnswer(text, shown, url or None, params.get("cache_time", 0))
    world.changes.notify()
    return True


def answer_inline_query(world: World, params: Json) -> bool:
    """Answer an inline query, once, with up to 50 results."""
    results = params["results"]
    if len(results) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    prepared = tuple(prepare(result) for result in results)
    if len({result.id for result in prepared}) < len(prepared):
        raise bad_request("RESULT_ID_DUPLICATE")
    next_offset = params.get("next_offset", "")
    if len(next_offset.encode()) > LONGEST_OFFSET:
        raise bad_request("NEXT_OFFSET_INVALID")
    button = params.get("button")
    if button:
        _check_button(button)
    query = world.inline_queries.get(params["inline_query_id"])
    if query is None or query.answer is not None or world.now() - query.asked > INLINE_SECONDS:
        raise stale_query()
    cache_time, is_personal = params.get("cache_time", 300), bool(params.get("is_personal"))
    query.answer = InlineAnswer(query.id, query.query, prepared, next_offset, button, cache_time, is_personal)
    world.changes.notify()
    return True


def _check_button(button: Json) -> None:
    if not button["text"]:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if "web_app" not in button and not START_PARAMETER.fullmatch(button.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")


def prepare(result: Json) -> Prepared:
    """Hold an inline result to Telegram's rules, and make the message of it."""
    if not result["id"]:
        raise bad_request("RESULT_ID_EMPTY")
    if len(result["id"].encode()) > LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    markup = check_markup(result.get("reply_markup"))
    result = (
        {**result, "reply_markup": markup}
        if markup
        else {k: v for k, v in result.items() if k != "reply_markup"}
    )
    if result["type"] == "article" and not result["title"].strip():
        raise bad_request("ARTICLE_TITLE_EMPTY")
    for name in result:
        if name.endswith("_url"):
            _check_address(result[name])
    content = result.get("input_message_content")
    if content is None:
        words, entities = caption_words(result)
        return Prepared(result, words, entities, _media(result))
    if "message_text" not in content:
        return Prepared(result, "", [], _place(content))
    text, entities = message_words(content, "message_text")
    check_length(text, "MESSAGE_TOO_LONG")
    return Prepared(result, text, entities)


def _check_address(url: str) -> None:
    try:
        checked_link(url)
    except LinkError:
        raise bad_request("WEBDOCUMENT_URL_INVALID") from None


def _media(result: Json) -> Json:
    """Give what a result without text of its own puts into the message."""
    kind = {"gif": "animation", "mpeg4_gif": "animation"}.get(result["type"], result["type"])
    if kind in {"location", "venue", "contact"}:
        return _place(result)
    file_id = next(
        (str(value) for name, value in result.items() if name.endswith("_file_id")), f"{kind}-{result['id']}"
    )
    file = {"file_id": file_id, "file_unique_id": f"u-{file_id}"}
    if kind == "photo":
        return {
            "photo": [
                file | {"width": result.get("photo_width", 640), "height": result.get("photo_height", 480)}
            ]
        }
    return {str(kind): file | {"width": 512, "height": 512, "duration": 1}}


def _place(content: Json) -> Json:
    if "phone_number" in content:
        return {"contact": {"phone_number": content["phone_number"], "first_name": content["first_name"]}}
    return {"location": {"latitude": content["latitude"], "longitude": content["longitude"]}}


def save_prepared_inline_message(world: World, params: Json) -> Json:
    """Store a message that a person may send from a Mini App."""
    if params["user_id"] not in world.people:
        raise bad_request("user not found")
    if not any(params.get(name) for name in AUDIENCES):
        raise bad_request("PEER_TYPES_EMPTY")
    prepare(params["result"])
    return {"id": world.query_id(), "expiration_date": int(world.now()) + PREPARED_SECONDS}


def answer_guest_query(world: World, params: Json) -> Json:
    """Answer a message that called the bot into a chat where it is no member."""
    query = world.guest_queries.get(params["guest_query_id"])
    if query is None or query.answer is not None:
        raise stale_query()
    made, asked = prepare(params["result"]), query.message
    inline_id = f"inline-{world.query_id()}"
    query.answer = world.post(
        asked.chat,
        world.bot,
        made.text,
        entities=made.entities,
        media=made.media,
        markup=made.markup,
        reply_to=asked,
        inline_id=inline_id,
        extra={"guest_bot_caller_user": asked.sender.json()} if asked.sender else {},
    )
    world.changes.notify()
    return {"inline_message_id": inline_id}
