"""The state of the local Telegram, and how a test tells a story in it.

playground = Playground()                       # or Playground.demo(), which has a visitor and a group already
await playground.start()                        # then run a bot with playground.token against playground.url
world = playground.world

anna = world.person("Anna", language_code="en")
chat = world.private(anna)
await anna.send("iran")                         # to the bot; to=group, topic=…, reply_to=message elsewhere
reply = await chat.next_message()               # reply.text, .entities, .buttons, .keyboard, .reply_to, .thread_id
answer = await anna.press(reply, "More quotes") # by label or data; gives CallbackAnswer(text, show_alert, url)
await anna.press_key("Choose a channel", share=channel)             # a key of a reply keyboard
edited = await chat.next_edit()                 # the same Message object, changed

group = world.group("News", members=[anna], forum=True, topics=["ইরান"])
await anna.send("@barta_bot ইরান", to=group, topic=group.topic("ইরান"))
found = await anna.inline("iran", chat=group)   # found.results, .next_offset, .button, .cache_time, .is_personal
message = await anna.choose(found, "iran-diplomacy", to=group)       # a result's id, title, or the result itself

await anna.block()      .unblock() .edit(message, "…") .sticker() .photo("caption") .voice() .location()
                        .join(group) .leave(group) .add_bot(group) .remove_bot(group) .promote_bot(group) .start("payload")
world.migrate(group)    world.delete_topic(topic)    world.deactivate(anna)    world.advance(seconds)
world.privacy = False   # the bot then sees all of a group's messages
world.stars = True      # the bot can pay for broadcasts

await world.until(lambda: len(world.calls_of("sendMessage")) == 2)   # no sleeping: woken by each change
playground.faults.add(TooManyRequests(3), method="sendMessage")      # see faults.py
playground.limits.enforce = True                                     # Telegram's rates, with 429
playground.calls                                                     # each call: method, params, at, outcome
"""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Literal, Unpack

from bot.playground.changes import Changes
from bot.playground.controls import Controls
from bot.playground.person import Person
from bot.playground.profile import Profile
from bot.playground.queries import CallbackQuery, GuestQuery, InlineQuery
from bot.playground.refusal import Json
from bot.playground.state import Chat, Message, MessageFields, Status, Topic, User
from bot.playground.updates import Updates
from bot.playground.webhook import Webhook

Event = Literal["message", "edit", "delete", "action", "commands"]


@dataclass(frozen=True)
class Call:
    """One call of the bot: `outcome` is "ok", the description of the refusal, or the name of the fault it met."""

    method: str
    params: Json
    at: float
    outcome: str
    result: object = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """Whether the bot got what it asked for."""
        return self.outcome == "ok"


class World:
    """Users, chats, messages, and the updates that come of what people do."""

    def __init__(self, bot: User) -> None:
        self.bot = bot
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.updates = Updates()
        self.changes = Changes()
        self.calls: list[Call] = []
        self.privacy = True
        self.stars = False
        self.profile = Profile(bot.first_name)
        self.callback_queries: dict[str, CallbackQuery] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.guest_queries: dict[str, GuestQuery] = {}
        self.inline_messages: dict[str, Message] = {}
        self.files: dict[str, Json] = {}
        self.watchers: set[Callable[[Event, Message | Chat | None], None]] = set()
        self.webhook: Webhook | None = None
        self.visitor: Person | None = None
        self.guests: list[Person] = []  # others whom the page's reader plays, in their private chats
        self.controls: Controls | None = None
        self._ahead = 0.0
        self._query_ids = count(4_000_000_001)
        self._person_ids = count(5_000_000_001)
        self._chat_ids = count(1)
        # Telegram numbers private chats and small groups together, and each supergroup and channel by itself.
        self._message_ids = count(1)

    # -- time and waiting

    def now(self) -> float:
        """Give the world's time, in seconds since 1970."""
        return time.time() + self._ahead

    def advance(self, seconds: float) -> None:
        """Let `seconds` pass at once."""
        self._ahead += seconds

    async def until(self, true: Callable[[], bool], within: float = 5.0, what: str = "a change") -> None:
        """Wait until `true()` holds, looking after each change; TimeoutError after `within` seconds."""
        if not await self.changes.until(true, within):
            raise TimeoutError(f"waited {within} s for {what}")

    async def reply_to(self, message: Message, within: float = 5.0) -> Message:
        """Wait for the bot's message that replies to `message`, and give it."""

        def replies() -> list[Message]:
            return [sent for sent in message.chat.sent if sent.reply_to is message]

        await self.until(lambda: bool(replies()), within, f"a reply to {message.text!r}")
        return replies()[0]

    def tell(self, event: Event, subject: Message | Chat | None = None) -> None:
        """Let everyone who watches or waits know of a change."""
        for watcher in self.watchers:
            watcher(event, subject)
        self.changes.notify()

    def calls_of(self, *methods: str) -> list[Call]:
        """Give the calls of these methods so far."""
        return [call for call in self.calls if call.method in methods]

    # -- the webhook

    def set_webhook(self, url: str, secret: str, connections: int) -> None:
        """Post the updates to `url` from now on."""
        self.remove_webhook()
        self.webhook = Webhook(self.updates, url, secret, connections, self.now)

    def remove_webhook(self) -> None:
        """Post updates no more."""
        if self.webhook is not None:
            self.webhook.task.cancel()
            self.webhook = None

    # -- people and chats

    def person(
        self, first_name: str, *, language_code: str | None = None, username: str | None = None
    ) -> Person:
        """Make a person, who has not met the bot yet."""
        person = Person(next(self._person_ids), first_name, username, language_code, world=self)
        self.people[person.id] = person
        return person

    def private(self, person: User) -> Chat:
        """Give the person's chat with the bot."""
        if person.id not in self.chats:
            self.chats[person.id] = Chat(person.id, "private", self, self._message_ids, person=person)
        return self.chats[person.id]

    def group(
        self,
        title: str,
        *,
        members: Iterable[User] = (),
        admins: Iterable[User] = (),
        bot: Status = "member",
        forum: bool = False,
        topics: Sequence[str] = (),
        basic: bool = False,
    ) -> Chat:
        """Make a supergroup (a small group where `basic`) as it stands, with the bot in it; nobody is told."""
        if basic:
            group = Chat(-next(self._chat_ids), "group", self, self._message_ids, title)
        else:
            # Number 1 is a forum's general topic, which no message_thread_id may name.
            forum = forum or bool(topics)
            group = Chat(self._super_id(), "supergroup", self, count(2), title, is_forum=forum)
        self._settle(group, members, admins, bot)
        for name in topics:
            self.add_topic(group, name)
        return group

    def channel(
        self,
        title: str,
        *,
        admins: Iterable[User] = (),
        bot: Status = "administrator",
        username: str | None = None,
    ) -> Chat:
        """Make a channel as it stands; the bot may post where it is an administrator."""
        channel = Chat(self._super_id(), "channel", self, count(1), title, username)
        self._settle(channel, (), admins, bot)
        return channel

    def _super_id(self) -> int:
        return -1_001_000_000_000 - next(self._chat_ids)

    def _settle(self, chat: Chat, members: Iterable[User], admins: Iterable[User], bot: Status) -> None:
        chat.members |= {user.id: (user, "member") for user in members}
        chat.members |= {user.id: (user, "administrator") for user in admins}
        chat.members[self.bot.id] = (self.bot, bot)
        self.chats[chat.id] = chat

    def add_topic(self, chat: Chat, name: str, by: User | None = None) -> Topic:
        """Open a topic in a forum."""
        created = self.post(
            chat, by, service=name, media={"forum_topic_created": {"name": name, "icon_color": 7322096}}
        )
        created.thread_id = created.id
        chat.topics[created.id] = Topic(created.id, name, chat, created)
        return chat.topics[created.id]

    def delete_topic(self, topic: Topic) -> None:
        """Delete a topic with all its messages."""
        del topic.chat.topics[topic.id]
        for message in [each for each in topic.chat.messages.values() if each.thread_id == topic.id]:
            self.delete(message)

    def migrate(self, group: Chat) -> Chat:
        """Turn a small group into a supergroup, which gets a new id, and tell the bot in both."""
        members = [user for user, _ in group.members.values() if user is not self.bot]
        upgraded = self.group(group.title, members=members, bot=group.status(self.bot))
        group.migrated_to = upgraded
        for chat, media in (
            (group, {"migrate_to_chat_id": upgraded.id}),
            (upgraded, {"migrate_from_chat_id": group.id}),
        ):
            self.updates.push("message", self.post(chat, None, service="upgraded", media=media).json())
        return upgraded

    def deactivate(self, person: User) -> None:
        """Let a person delete their account."""
        self.private(person).deactivated = True

    # -- messages

    def post(
        self, chat: Chat, sender: User | None, text: str = "", **fields: Unpack[MessageFields]
    ) -> Message:
        """Put a message into a chat and show it; `fields` are those of Message. The bot is not told."""
        message = Message(next(chat.ids), chat, sender, int(self.now()), text, **fields)
        chat.messages[message.id] = message
        if sender is self.bot or (sender is None and message.service is None):
            chat.sent.append(message)
        if message.inline_id:
            self.inline_messages[message.inline_id] = message
        self.tell("message", message)
        return message

    def delete(self, message: Message) -> None:
        """Take a message out of its chat."""
        message.deleted = True
        message.chat.messages.pop(message.id, None)
        self.tell("delete", message)

    def query_id(self) -> str:
        """Give an id for a query or an inline message."""
        return str(next(self._query_ids))
