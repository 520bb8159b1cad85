"""Questions that a person's client puts to the bot and waits on: a pressed button, an inline query, a guest's call."""

from dataclasses import dataclass, field
from typing import Literal

from bot.playground.refusal import Json
from bot.playground.state import Chat, Message, User

# Seconds after which Telegram calls an answer too old.
CALLBACK_SECONDS = 15
INLINE_SECONDS = 10


@dataclass(frozen=True)
class CallbackAnswer:
    """What the person sees after pressing a button; `text` is "" and `url` None where the bot only acknowledged."""

    text: str = ""
    show_alert: bool = False
    url: str | None = None
    cache_time: int = 0


@dataclass
class CallbackQuery:
    """A pressed button that waits for answerCallbackQuery."""

    id: str
    asked: float
    answer: CallbackAnswer | None = None


@dataclass(frozen=True)
class Prepared:
    """An inline result as the bot sent it, with the message that it would become."""

    raw: Json
    text: str
    entities: list[Json]
    media: Json = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The result's id."""
        return str(self.raw["id"])

    @property
    def title(self) -> str:
        """The result's title, "" where it has none."""
        return str(self.raw.get("title", ""))

    @property
    def markup(self) -> Json | None:
        """The inline keyboard that the message would carry."""
        markup: Json | None = self.raw.get("reply_markup")
        return markup


@dataclass(frozen=True)
class InlineAnswer:
    """What the bot answered to an inline query."""

    id: str
    query: str
    results: tuple[Prepared, ...]
    next_offset: str = ""
    button: Json | None = None
    cache_time: int = 300
    is_personal: bool = False

    def result(self, name: str) -> Prepared:
        """Give the result whose id or title is `name`; LookupError names those there are."""
        for result in self.results:
            if name in (result.id, result.title):
                return result
        raise LookupError(f"no result {name!r}; there are {[result.id for result in self.results]}")


@dataclass
class InlineQuery:
    """An inline query that waits for answerInlineQuery."""

    id: str
    person: User
    query: str
    asked: float
    answer: InlineAnswer | None = None


@dataclass
class GuestQuery:
    """A message that calls the bot into a chat where it is no member, waiting for answerGuestQuery."""

    id: str
    message: Message
    answer: Message | None = None


ChatKind = Literal["sender", "private", "group", "supergroup", "channel"]


def chat_kind(chat: Chat | None, bot_chat: Chat | None) -> ChatKind | None:
    """Give what an inline query says of the chat that it was typed in: `sender` is the chat with the bot itself."""
    if chat is None:
        return None
    return "sender" if chat is bot_chat else chat.type
