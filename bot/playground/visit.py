"""What the visitor does through the chat page; a call that cannot be done raises LookupError or CallError."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeVar

from bot.playground.person import Person
from bot.playground.refusal import Json
from bot.playground.shown import message_json
from bot.playground.state import Chat, Topic
from bot.playground.world import World

Key = TypeVar("Key")
Thing = TypeVar("Thing")
PRESS_SECONDS = 15.0
INLINE_SECONDS = 10.0

Act = Callable[[World, Person, Json], Awaitable[Json]]


class CallError(ValueError):
    """A call of the page that makes no sense; the message says why."""


def _chat(world: World, visitor: Person, body: Json) -> Chat:
    """Give the chat that a call is about, where the visitor is in it."""
    chat = world.chats.get(_number(body, "chat_id"))
    if chat is None or (chat.person is not visitor and visitor.id not in chat.members):
        raise LookupError("no such chat")
    return chat


def _topic(chat: Chat, body: Json) -> Topic | None:
    """Give the topic that a call is about, None where it names none."""
    return _one(chat.topics, _number(body, "thread_id"), "topic") if body.get("thread_id") else None


def _one(things: Mapping[Key, Thing], key: Key, what: str) -> Thing:
    if key not in things:
        raise LookupError(f"no such {what}")
    return things[key]


async def send(world: World, visitor: Person, body: Json) -> Json:
    """Write a text."""
    chat = _chat(world, visitor, body)
    reply_to = _one(chat.messages, _number(body, "reply_to"), "message") if body.get("reply_to") else None
    sent = await visitor.send(_text(body, "text"), chat, topic=_topic(chat, body), reply_to=reply_to)
    return {"message": message_json(sent)}


async def press(world: World, visitor: Person, body: Json) -> Json:
    """Press a button and wait for what the bot says to it."""
    if body.get("inline_message_id"):
        message = _one(world.inline_messages, _text(body, "inline_message_id"), "message")
    else:
        message = _one(_chat(world, visitor, body).messages, _number(body, "message_id"), "message")
    data = _text(body, "data")
    if data not in [button.get("callback_data") for row in message.keyboard for button in row]:
        raise LookupError("no such button")
    answer = await visitor.press_data(message, data, within=PRESS_SECONDS)
    return {"text": answer.text, "show_alert": answer.show_alert, "url": answer.url}


async def key(world: World, visitor: Person, body: Json) -> Json:
    """Press a key of the keyboard that the bot put in the place of the client's own."""
    share = _one(world.chats, _number(body, "share"), "chat") if body.get("share") else None
    return {"message": message_json(await visitor.press_key(_text(body, "label"), share=share))}


async def inline(world: World, visitor: Person, body: Json) -> Json:
    """Ask in inline mode and wait for the results."""
    chat = _chat(world, visitor, body) if body.get("chat_id") else None
    query, offset = _text(body, "query"), _text(body, "offset") if "offset" in body else ""
    answer = await visitor.inline(query, chat, offset=offset, within=INLINE_SECONDS)
    found: Json = {
        "id": answer.id,
        "results": [each.raw for each in answer.results],
        "next_offset": answer.next_offset,
    }
    return found | ({"button": answer.button} if answer.button else {})


async def choose(world: World, visitor: Person, body: Json) -> Json:
    """Send one of the results into a chat."""
    query = _one(world.inline_queries, _text(body, "query_id"), "query")
    if query.answer is None:
        raise LookupError("that query has no results")
    chat = _chat(world, visitor, body)
    message = await visitor.choose(query.answer, _text(body, "result_id"), chat, topic=_topic(chat, body))
    return {"message": message_json(message)}


def _number(body: Json, name: str) -> int:
    if isinstance(body.get(name), bool) or not isinstance(body.get(name), int):
        raise CallError(f"{name} must be a number")
    return int(body[name])


def _text(body: Json, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise CallError(f"{name} must be a text")
    value.encode()
    return value


ACTS: Final[Mapping[str, Act]] = {
    "send": send,
    "press": press,
    "key": key,
    "inline": inline,
    "choose": choose,
}
