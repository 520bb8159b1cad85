"""What readers write: an answer to what the subscription dialogue asks, else a question."""

import logging

import regex
from telegram import Message as TelegramMessage
from telegram import Update
from telegram.constants import ChatType

from bot.domain.answer import answer
from bot.domain.clock_times import read_span, read_times
from bot.domain.intent import read_intent
from bot.domain.places import Guess, is_sure
from bot.domain.subscription import Subscription
from bot.domain.text import words
from bot.handlers import questions
from bot.handlers.dialogue import note, present, renew
from bot.handlers.reader import Context, message_of, place_of
from bot.handlers.rights import may_change
from bot.render import pages
from bot.render.steps import Step
from bot.render.subscribing import guesses
from bot.render.timetable import zone_time
from bot.services.desk import Desk, consult
from bot.services.places import find_zone, zone_at
from bot.services.subscribe import Taken, add_times, set_keywords, take
from bot.store.dialogues import Dialogue
from bot.transport.messages import Place, send
from bot.transport.sharing import take_keyboard_away, withdraw

logger = logging.getLogger(__name__)

_MOST_WORDS = 3  # "25 o'clock", "new doha city"; more is a sentence
_MOST_KEYWORDS = 6  # words; more is a sentence, unless it replies to the message that asks for them
_DIGIT = regex.compile(r"\p{N}")
# What is said of an answer that cannot be read; of words to filter by, the screen says how to write them.
_UNREAD = {"times": "no_times", "quiet": "no_quiet"}
_SCREENS = {"times": "times", "quiet": "quiet", "keywords": "keywords"}


async def typed(desk: Desk, update: Update, context: Context) -> None:
    """Take what the dialogue asked for; answer anything else as a question."""
    asked = await _open(desk, update)
    if asked is None or not await _take(desk, update, context, asked):
        await questions.question(desk, update, context)


async def _open(desk: Desk, update: Update) -> Dialogue | None:
    """Give what the writer was asked and may be answering; in a group an answer replies to the message that asks."""
    message = message_of(update)
    if message.from_user is None:
        return None
    private = message.chat.type == ChatType.PRIVATE
    if not private and message.reply_to_message is None:
        return None
    try:
        asked = await desk.store.dialogues.open(message.chat.id, message.from_user.id, desk.now())
    except Exception:
        logger.exception("What a reader was asked was not read")
        return None
    return asked if asked and (private or _replies(message, asked)) else None


def _replies(message: TelegramMessage, asked: Dialogue) -> bool:
    return message.reply_to_message is not None and message.reply_to_message.message_id == asked.message


async def _take(desk: Desk, update: Update, context: Context, asked: Dialogue) -> bool:
    """Take an answer; say whether it was one."""
    message = message_of(update)
    wish = await desk.store.subscriptions.find(asked.subscription)
    reader = message.from_user.id if message.from_user else 0
    if wish is None or not await may_change(context.bot, wish, reader):
        return False
    if asked.asks == "zone":
        return await _take_zone(desk, context, message, wish, asked)
    text, replies = message.text or "", _replies(message, asked)
    taken = await _read(desk, wish, asked, text, replies=replies)
    if taken is None:
        attempt = bool(_DIGIT.search(text)) and asked.asks in _UNREAD and await _is_attempt(desk, text)
        if not replies and not attempt:
            return False
        taken = Taken(wish, _UNREAD.get(asked.asks, ""))
    place = place_of(message)
    if taken.refused:
        await send(context.bot, pages.line(wish.language, f"subscribe.{taken.refused}"), place)
    screen = "overview" if taken.wish != wish else _SCREENS[asked.asks]
    await renew(desk, context.bot, taken.wish or wish, reader, place, screen, asked.message)
    return True


async def _read(desk: Desk, wish: Subscription, asked: Dialogue, text: str, *, replies: bool) -> Taken | None:
    """Give what a text makes of a subscription; None where it is no answer."""
    if asked.asks == "times":
        times = read_times(text)
        return await add_times(desk, wish.id, times, desk.now()) if times else None
    if asked.asks == "quiet":
        span = read_span(text)
        value = "-".join(f"{at:%H%M}" for at in span) if span else ""
        return await take(desk, Step(wish.id, "quiet", value), desk.now()) if span else None
    if not words(text) or (not replies and _asks(text)):
        return None
    return await set_keywords(desk, wish.id, text, desk.now())


def _asks(text: str) -> bool:
    return "?" in text or len(words(text)) > _MOST_KEYWORDS or read_intent(text) is not None


async def _take_zone(
    desk: Desk, context: Context, message: TelegramMessage, wish: Subscription, asked: Dialogue
) -> bool:
    """Take a place that was shared or named; offer those that a name may mean."""
    place, reader = place_of(message), message.from_user.id if message.from_user else 0
    if message.location:
        zone = await zone_at(message.location.latitude, message.location.longitude)
        found = zone_time(wish.language, zone)
        done = pages.line(wish.language, "subscribe.zone_found", zone=found)
        await take_keyboard_away(context.bot, done, Place(place.chat))
    else:
        text = message.text or ""
        likely = await find_zone(text)
        exact, replies = bool(likely) and likely[0].likeness == 1, _replies(message, asked)
        if not exact and not replies and not await _may_be_place(desk, text, likely):
            return False
        if not is_sure(likely):
            offered = guesses(wish, tuple(guess.zone for guess in likely))
            await note(desk, wish, reader, "zone", await send(context.bot, offered, place))
            await withdraw(context.bot, place.chat, asked.message)
            return True
        zone = likely[0].zone
    taken = await take(desk, Step(wish.id, "zone", zone), desk.now())
    if taken.wish:
        await present(desk, context.bot, taken.wish, reader, place)
        await withdraw(context.bot, place.chat, asked.message)
    return True


async def _may_be_place(desk: Desk, text: str, likely: tuple[Guess, ...]) -> bool:
    """Say whether a text is a place's name rather than a question: one like a known name, or a few words that find no brief."""
    if likely:
        return (await consult(desk, answer, text, None)).outcome != "answer"
    return await _is_attempt(desk, text)


async def _is_attempt(desk: Desk, text: str) -> bool:
    """Say whether a text that is not understood tries to say what was asked: a few words that are no question to the briefs."""
    if _asks(text) or len(words(text)) not in range(1, _MOST_WORDS + 1):
        return False
    return (await consult(desk, answer, text, None)).outcome == "none"
