"""Methods that change or delete messages."""

from bot.playground.markup import check_markup
from bot.playground.methods.sending import check_absent, check_preview
from bot.playground.methods.targets import check_present, find_chat, find_edited
from bot.playground.refusal import Json, bad_request
from bot.playground.state import Message
from bot.playground.words import Words, caption_words, check_length, message_words
from bot.playground.world import World

DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def edit_message_text(world: World, params: Json) -> Json | bool:
    """Change a text message; a reply_markup that is not given again goes away."""
    if "rich_message" in params:
        raise bad_request("rich messages are not supported here")
    words = message_words(params)
    check_preview(params)
    check_absent(world, params)
    markup = check_markup(params.get("reply_markup"))
    message = find_edited(world, params)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    check_length(words[0], "MESSAGE_TOO_LONG")
    options = params.get("link_preview_options")
    return _edit(world, message, params, words, markup, {"link_preview_options": options} if options else {})


def edit_message_caption(world: World, params: Json) -> Json | bool:
    """Change the caption of a photo."""
    words = caption_words(params)
    check_absent(world, params)
    markup = check_markup(params.get("reply_markup"))
    message = find_edited(world, params)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return _edit(world, message, params, words, markup, {})


def edit_message_reply_markup(world: World, params: Json) -> Json | bool:
    """Change the buttons alone."""
    check_absent(world, params)
    markup = check_markup(params.get("reply_markup"))
    message = find_edited(world, params)
    return _edit(world, message, params, (message.text, message.entities), markup, {})


def _edit(
    world: World, message: Message, params: Json, words: Words, markup: Json | None, extra: Json
) -> Json | bool:
    new = (
        words[0],
        words[1],
        markup,
        extra.get("link_preview_options", message.extra.get("link_preview_options")),
    )
    if new == (message.text, message.entities, message.markup, message.extra.get("link_preview_options")):
        raise bad_request(SAME)
    message.text, message.entities = words
    message.markup = markup
    message.extra |= extra
    message.edit_date = int(world.now())
    message.chat.edited.append(message)
    world.tell("edit", message)
    return True if "inline_message_id" in params else message.json()


def delete_message(world: World, params: Json) -> bool:
    """Delete a message: an own one of the last 48 hours, or any where the bot has the right."""
    chat = find_chat(world, params["chat_id"])
    if chat.type != "private":
        check_present(world, chat)
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    if not _may_delete(world, message):
        raise bad_request("message can't be deleted")
    world.delete(message)
    return True


def _may_delete(world: World, message: Message) -> bool:
    if message.chat.status(world.bot) == "administrator":
        return True
    if world.now() - message.date > DELETABLE_SECONDS:
        return False
    return message.chat.type == "private" or message.sender is world.bot


def delete_messages(world: World, params: Json) -> bool:
    """Delete up to 100 messages; those that are not there are passed over."""
    chat = find_chat(world, params["chat_id"])
    numbers = params["message_ids"]
    if not numbers:
        raise bad_request("message identifiers are not specified")
    if len(numbers) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    found = [chat.messages[number] for number in dict.fromkeys(numbers) if number in chat.messages]
    if not all(_may_delete(world, message) for message in found):
        raise bad_request("message can't be deleted")
    for message in found:
        world.delete(message)
    return True
