"""Why a chat got something, what it wants and when, and what can be done about it."""

from dataclasses import replace
from datetime import datetime

from bot.domain.models import Language
from bot.domain.search import Index
from bot.domain.subscription import Subscription
from bot.render.actions import ManageWish, Managing, encode
from bot.render.brief import briefings_button, heading, text
from bot.render.message import Button, Message, Row
from bot.render.steps import Step, encode_step
from bot.render.subscribing import told
from bot.render.words import say


def reason(
    index: Index,
    wish: Subscription | None,
    language: Language,
    now: datetime,
    *,
    pushed: bool = False,
    back: Row = (),
) -> Message:
    """Say why the chat got a message; `pushed` says that an editor sent it, `back` are the buttons that lead back to it."""
    title = heading(say(language, "reason.heading"))
    last = (back,) if back else ()
    if wish is None or not wish.active:
        again = _button("on", language) if wish else briefings_button(language)
        return Message((title, text(say(language, "reason.none"))), ((again,), *last))
    asked = "wish" if wish.chat > 0 else "wish_chat"
    begin = say(language, f"reason.{'pushed' if pushed else asked}")
    blocks = (title, text(begin), *told(index, replace(wish, language=language), now))
    paused = wish.paused_until is not None and wish.paused_until > now
    change = Button(say(language, "button.wish_change"), encode_step(Step(wish.id, "show", "overview")))
    steps: tuple[Managing, ...] = ("on",) if paused else ("day", "week")
    row = tuple(_button(step, language) for step in steps)
    return Message(blocks, ((change,), row, (_button("stop", language),), *last))


def _button(step: Managing, language: Language) -> Button:
    return Button(say(language, f"button.wish_{step}"), encode(ManageWish(step, language)))
