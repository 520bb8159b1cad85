"""What a Telegram account looks like from outside: users, chats, topics, messages, each able to say itself in JSON."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, Protocol, TypedDict

from bot.playground.refusal import Json

ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "left", "kicked"]
CAPTIONED = frozenset({"photo", "video", "animation", "audio", "voice", "document"})


class Waiter(Protocol):
    """Whoever can wait for something to become true in the world."""

    def until(self, true: Callable[[], bool], within: float = ..., what: str = ...) -> Awaitable[None]:
        """Wait until `true()` holds."""


@dataclass(eq=False)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> Json:
        """Give Telegram's User."""
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        if self.username:
            body["username"] = self.username
        if self.language_code:
            body["language_code"] = self.language_code
        return body


@dataclass(eq=False)
class Message:
    """A message in a chat.

    `text` is the caption where `media` holds a photo or the like; `markup` is what the sender gave as `reply_markup`;
    `inline_id` is the inline_message_id of a message sent via the bot; `service` says what a service message tells.
    """

    id: int
    chat: "Chat"
    sender: User | None
    date: int
    text: str = ""
    entities: list[Json] = field(default_factory=list)
    thread_id: int | None = None
    reply_to: "Message | None" = None
    quote: Json | None = None
    markup: Json | None = None
    via_bot: User | None = None
    edit_date: int | None = None
    media: Json = field(default_factory=dict)
    extra: Json = field(default_factory=dict)
    inline_id: str | None = None
    service: str | None = None
    deleted: bool = False

    @property
    def keyboard(self) -> list[list[Json]]:
        """The rows of inline buttons under the message."""
        rows: list[list[Json]] = (self.markup or {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The labels of the inline buttons, row by row."""
        return [button["text"] for row in self.keyboard for button in row]

    def button(self, name: str) -> Json:
        """Give the button whose label, or else callback data, is `name`; LookupError names those there are."""
        every = [button for row in self.keyboard for button in row]
        for key in ("text", "callback_data"):
            for button in every:
                if button.get(key) == name:
                    return button
        raise LookupError(f"no button {name!r} under message {self.id}; there are {self.buttons}")

    @property
    def topic(self) -> "Topic | None":
        """The forum topic that the message stands in."""
        return self.chat.topics.get(self.thread_id) if self.thread_id else None

    def json(self, *, nested: bool = False) -> Json:
        """Give Telegram's Message; a `nested` one does not say what it replies to."""
        body: Json = {"message_id": self.id, "date": self.date, "chat": self.chat.json()}
        if self.sender is not None:
            body["from"] = self.sender.json()
        elif self.chat.type == "channel":
            body["sender_chat"] = self.chat.json()
        if self.thread_id:
            body["message_thread_id"] = self.thread_id
            if self.topic:
                body["is_topic_message"] = True
        if not nested:
            self._add_reply(body)
        if self.via_bot is not None:
            body["via_bot"] = self.via_bot.json()
        if self.edit_date:
            body["edit_date"] = self.edit_date
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": self.keyboard}
        return body | self.media | self.extra | self._words()

    def _words(self) -> Json:
        if not self.text:
            return {}
        prefix, name = ("caption_", "caption") if CAPTIONED & self.media.keys() else ("", "text")
        return {name: self.text, **({f"{prefix}entities": self.entities} if self.entities else {})}

    def _add_reply(self, body: Json) -> None:
        # Telegram presents a topic's first service message as what every other message in the topic replies to.
        replied = self.reply_to or (self.topic.created if self.topic else None)
        if replied is not None and replied is not self and not replied.deleted:
            body["reply_to_message"] = replied.json(nested=True)
        if self.quote:
            body["quote"] = self.quote


class MessageFields(TypedDict, total=False):
    """The fields of a Message that whoever posts it may give."""

    entities: list[Json]
    thread_id: int | None
    reply_to: Message | None
    quote: Json | None
    markup: Json | None
    via_bot: User | None
    media: Json
    extra: Json
    inline_id: str | None
    service: str | None


@dataclass(eq=False)
class Topic:
    """A topic of a forum; its id is the message_thread_id."""

    id: int
    name: str
    chat: "Chat"
    created: Message
    closed: bool = False


@dataclass(eq=False)
class Chat:
    """A private chat (id: the person's), a group, a supergroup or a channel.

    `sent` and `edited` hold what the bot sent to and edited in this chat, in order.
    """

    id: int
    type: ChatType
    world: Waiter = field(repr=False)
    ids: "count[int]" = field(repr=False)
    title: str = ""
    username: str | None = None
    person: User | None = None
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict, repr=False)
    members: dict[int, tuple[User, Status]] = field(default_factory=dict, repr=False)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    sent: list[Message] = field(default_factory=list, repr=False)
    edited: list[Message] = field(default_factory=list, repr=False)
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    muted: bool = False
    migrated_to: "Chat | None" = field(default=None, repr=False)
    last_action: tuple[str, int | None] = ("", None)
    _read: int = 0
    _read_edits: int = 0

    def json(self) -> Json:
        """Give Telegram's Chat."""
        if self.person is not None:
            named = {
                key: value for key, value in self.person.json().items() if key in {"first_name", "username"}
            }
            return {"id": self.id, "type": "private", **named}
        body: Json = {"id": self.id, "type": self.type, "title": self.title}
        if self.username:
            body["username"] = self.username
        if self.is_forum:
            body["is_forum"] = True
        return body

    def status(self, user: User) -> Status:
        """Give what `user` is in this chat."""
        return self.members[user.id][1] if user.id in self.members else "left"

    @property
    def last(self) -> Message | None:
        """The newest message that still stands here."""
        return self.messages[max(self.messages)] if self.messages else None

    def topic(self, name: str) -> Topic:
        """Give the topic of this name; LookupError where there is none."""
        for topic in self.topics.values():
            if topic.name == name:
                return topic
        raise LookupError(f"no topic {name!r} in {self.title!r}")

    async def next_message(self, within: float = 5.0) -> Message:
        """Wait for the next message of the bot here that this method has not given yet; TimeoutError after `within` s."""
        await self.world.until(lambda: len(self.sent) > self._read, within, f"a message of the bot in {self}")
        self._read += 1
        return self.sent[self._read - 1]

    async def next_edit(self, within: float = 5.0) -> Message:
        """Wait for the next edit by the bot here that this method has not given yet; TimeoutError after `within` s."""
        await self.world.until(
            lambda: len(self.edited) > self._read_edits, within, f"an edit of the bot in {self}"
        )
        self._read_edits += 1
        return self.edited[self._read_edits - 1]

    def skip(self) -> None:
        """Forget what was sent and edited so far: next_message and next_edit wait for what comes now."""
        self._read, self._read_edits = len(self.sent), len(self.edited)
