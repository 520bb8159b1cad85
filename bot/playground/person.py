"""What a person does in Telegram, and the updates that the bot gets of it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Unpack

from bot.playground.detect import detect
from bot.playground.keyboards import fits, keys_of
from bot.playground.membership import bot_changed, move
from bot.playground.queries import (
    CallbackAnswer,
    CallbackQuery,
    GuestQuery,
    InlineAnswer,
    InlineQuery,
    Prepared,
    chat_kind,
)
from bot.playground.refusal import Json
from bot.playground.sight import bot_sees
from bot.playground.state import Chat, Message, MessageFields, Status, Topic, User

if TYPE_CHECKING:
    from bot.playground.world import World

LONGEST = 4096
LONGEST_QUERY = 256


@dataclass(eq=False)
class Person(User):
    """Someone with a Telegram client."""

    world: "World" = field(kw_only=True, repr=False)

    @property
    def chat(self) -> Chat:
        """The person's chat with the bot."""
        return self.world.private(self)

    # -- writing

    async def send(
        self,
        text: str,
        to: Chat | None = None,
        *,
        topic: Topic | None = None,
        reply_to: Message | None = None,
        entities: list[Json] | None = None,
    ) -> Message:
        """Write a text; without `to`, to the bot, or where the message stands that it replies to.

        `entities` are formatting that the client adds (text_link, bold); what Telegram finds in the text comes by itself.
        """
        if not text.strip() or len(text) > LONGEST:
            raise ValueError(f"a client sends 1 to {LONGEST} characters, and cuts longer texts itself")
        return self._write(to, topic, text, reply_to=reply_to, entities=[*(entities or ()), *detect(text)])

    async def start(self, payload: str = "") -> Message:
        """Follow a deep link to the bot, or press Start."""
        return await self.send(f"/start {payload}".rstrip())

    async def sticker(
        self, emoji: str = "👍", to: Chat | None = None, *, reply_to: Message | None = None
    ) -> Message:
        """Send a sticker."""
        flags = {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._write(to, None, reply_to=reply_to, media={"sticker": self._file("sticker") | flags})

    async def photo(
        self, caption: str = "", to: Chat | None = None, *, reply_to: Message | None = None
    ) -> Message:
        """Send a photo."""
        size = self._file("photo") | {"width": 640, "height": 480}
        return self._write(
            to, None, caption, reply_to=reply_to, entities=detect(caption), media={"photo": [size]}
        )

    async def voice(
        self, seconds: int = 3, to: Chat | None = None, *, reply_to: Message | None = None
    ) -> Message:
        """Send a voice message."""
        return self._write(
            to, None, reply_to=reply_to, media={"voice": self._file("voice") | {"duration": seconds}}
        )

    async def location(
        self, latitude: float = 23.81, longitude: float = 90.41, to: Chat | None = None
    ) -> Message:
        """Send a place."""
        return self._write(to, None, media={"location": {"latitude": latitude, "longitude": longitude}})

    async def edit(self, message: Message, text: str) -> None:
        """Change one's own message."""
        message.text, message.entities = text, detect(text)
        message.edit_date = int(self.world.now())
        self.world.tell("edit", message)
        if bot_sees(self.world, message):
            self.world.updates.push("edited_message", message.json())

    def _file(self, kind: str) -> Json:
        file_id = f"{kind}-{self.world.query_id()}"
        self.world.files[file_id] = {"file_id": file_id, "file_unique_id": f"u{file_id}"}
        return dict(self.world.files[file_id])

    def _write(
        self, to: Chat | None, topic: Topic | None, text: str = "", **fields: Unpack[MessageFields]
    ) -> Message:
        reply_to = fields.get("reply_to")
        chat = to or (topic.chat if topic else None) or (reply_to.chat if reply_to else None) or self.chat
        if chat.type == "private":
            chat.started, chat.blocked = True, False
        fields["thread_id"] = topic.id if topic else _thread(chat, reply_to)
        message = self.world.post(chat, None if chat.type == "channel" else self, text, **fields)
        if bot_sees(self.world, message):
            kind = "channel_post" if chat.type == "channel" else "message"
            self.world.updates.push(kind, message.json())
        return message

    # -- buttons

    async def press(self, message: Message, button: str, *, within: float = 5.0) -> CallbackAnswer:
        """Press a button, told by its label or its data, and wait until the bot has answered.

        A link or a copying button is done by the client alone. TimeoutError where no answer comes `within` seconds.
        """
        pressed = message.button(button)
        if "callback_data" not in pressed:
            return CallbackAnswer(url=pressed.get("url"))
        return await self.press_data(message, pressed["callback_data"], within=within)

    async def press_data(self, message: Message, data: str, *, within: float = 5.0) -> CallbackAnswer:
        """Send callback data that need not stand under the message, as an own client could."""
        world = self.world
        query = CallbackQuery(world.query_id(), world.now())
        world.callback_queries[query.id] = query
        source: Json = (
            {"inline_message_id": message.inline_id} if message.inline_id else {"message": message.json()}
        )
        update = {
            "id": query.id,
            "from": self.json(),
            "chat_instance": str(abs(message.chat.id)),
            "data": data,
        }
        world.updates.push("callback_query", update | source)
        await world.until(lambda: query.answer is not None, within, f"an answer to the button {data!r}")
        return query.answer or CallbackAnswer()

    async def press_key(
        self, label: str, *, share: Chat | None = None, place: tuple[float, float] = (23.81, 90.41)
    ) -> Message:
        """Press a key of the keyboard that the bot put in the place of the client's own, in the chat with it.

        A key may share a chat, which the client offers only where it fits (else LookupError), or a place.
        """
        world = self.world
        key = next((each for each in keys_of(self.chat) if each["text"] == label), None)
        if key is None:
            raise LookupError(f"no key {label!r}; there are {[each['text'] for each in keys_of(self.chat)]}")
        if key.get("request_location"):
            return await self.location(*place)
        request = key.get("request_chat")
        if request is None:
            return await self.send(label)
        if share is None or not fits(request, share, self, world.bot):
            raise LookupError("the client offers no such chat")
        if "bot_administrator_rights" in request and share.status(world.bot) != "administrator":
            await self.promote_bot(share)
        shared: Json = {"request_id": request["request_id"], "chat_id": share.id}
        optional = {"title": share.title, "username": share.username}
        shared |= {
            name: value for name, value in optional.items() if value and request.get(f"request_{name}")
        }
        return self._write(None, None, media={"chat_shared": shared}, service=f"shared {share.title}")

    # -- inline mode

    async def inline(
        self, text: str, chat: Chat | None = None, *, offset: str = "", within: float = 5.0
    ) -> InlineAnswer:
        """Type `@bot text` in a chat and wait for the results; TimeoutError where none come `within` seconds."""
        world = self.world
        query = InlineQuery(world.query_id(), self, text[:LONGEST_QUERY], world.now())
        world.inline_queries[query.id] = query
        update: Json = {"id": query.id, "from": self.json(), "query": query.query, "offset": offset}
        if kind := chat_kind(chat, world.chats.get(self.id)):
            update["chat_type"] = kind
        world.updates.push("inline_query", update)
        await world.until(lambda: query.answer is not None, within, f"an answer to the inline query {text!r}")
        if query.answer is None:
            raise TimeoutError
        return query.answer

    async def choose(
        self,
        answer: InlineAnswer,
        result: Prepared | str,
        to: Chat | None = None,
        *,
        topic: Topic | None = None,
    ) -> Message:
        """Send one of the results into a chat, via the bot."""
        world = self.world
        chosen = answer.result(result) if isinstance(result, str) else result
        inline_id = f"inline-{world.query_id()}" if chosen.markup else None
        update: Json = {"result_id": chosen.id, "from": self.json(), "query": answer.query}
        world.updates.push(
            "chosen_inline_result", update | ({"inline_message_id": inline_id} if inline_id else {})
        )
        return self._write(
            to,
            topic,
            chosen.text,
            entities=list(chosen.entities),
            media=dict(chosen.media),
            markup=chosen.markup,
            via_bot=world.bot,
            inline_id=inline_id,
        )

    async def summon(self, text: str, chat: Chat, *, within: float = 5.0) -> Message:
        """Mention the bot as a guest in a chat where it is no member, and wait for its message there."""
        world = self.world
        message = world.post(chat, self, text, entities=detect(text))
        query = GuestQuery(world.query_id(), message)
        world.guest_queries[query.id] = query
        world.updates.push("guest_message", message.json() | {"guest_query_id": query.id})
        await world.until(lambda: query.answer is not None, within, f"an answer to the guest's {text!r}")
        if query.answer is None:
            raise TimeoutError
        return query.answer

    # -- coming and going

    async def block(self) -> None:
        """Block the bot."""
        self.chat.blocked = True
        bot_changed(self.world, self, self.chat, "member", "kicked")

    async def unblock(self) -> None:
        """Unblock the bot."""
        self.chat.blocked = False
        bot_changed(self.world, self, self.chat, "kicked", "member")

    async def join(self, chat: Chat) -> None:
        """Join a group."""
        move(self.world, self, chat, self, "member")

    async def leave(self, chat: Chat) -> None:
        """Leave a group."""
        move(self.world, self, chat, self, "left")

    async def add_bot(self, chat: Chat, status: Status = "member") -> None:
        """Add the bot to a group or channel."""
        move(self.world, self, chat, self.world.bot, status)

    async def promote_bot(self, chat: Chat) -> None:
        """Make the bot an administrator."""
        move(self.world, self, chat, self.world.bot, "administrator")

    async def remove_bot(self, chat: Chat) -> None:
        """Remove the bot from a group or channel."""
        move(self.world, self, chat, self.world.bot, "kicked")


def _thread(chat: Chat, reply_to: Message | None) -> int | None:
    """Give the thread that a message falls into by what it replies to."""
    if reply_to is None or chat.type != "supergroup":
        return None
    # Outside topics a supergroup numbers a chain of replies by its first message: a thread that nobody can write to.
    return reply_to.thread_id or reply_to.id
