"""What is kept of a reader or a group, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.domain.models import Language
from bot.domain.search import Index
from bot.domain.subscription import Subscription
from bot.render.brief import heading, text
from bot.render.choices import plan_of
from bot.render.message import Button, Message
from bot.render.steps import Step, encode_step
from bot.render.subscribing import extras
from bot.render.words import say, say_number

Rows = Mapping[str, Sequence[Mapping[str, object]]]
_COUNTED = ("copies", "deliveries", "pushes", "draft_messages", "audit")


def kept(
    index: Index, rows: Rows, wishes: Sequence[Subscription], language: Language, *, private: bool
) -> Message:
    """Say all that is kept: `rows` as the store exports them, `wishes` the subscriptions among them."""
    lines = _lines(index, rows, wishes, language)
    told = "\n".join(f"• {line}" for line in lines) if lines else say(language, "kept.nothing")
    title = heading(say(language, "kept.heading" if private else "kept.heading_chat"))
    buttons = (
        _button(language, "kept.button_export", "export"),
        _button(language, "kept.button_delete", "ask"),
    )
    return Message((title, text(told), text(say(language, "kept.promise"))), (buttons,) if lines else ())


def confirm(language: Language, *, private: bool, editor: bool = False) -> Message:
    """Ask whether everything shall go; an editor is told that they stay one."""
    body = say(language, "kept.confirm" if private else "kept.confirm_chat")
    buttons = (
        _button(language, "kept.button_confirm", "delete"),
        _button(language, "kept.button_keep", "keep"),
    )
    stays = (text(say(language, "kept.confirm_editor")),) if editor else ()
    return Message((heading(say(language, "kept.confirm_heading")), text(body), *stays), (buttons,))


def _lines(index: Index, rows: Rows, wishes: Sequence[Subscription], language: Language) -> list[str]:
    lines = []
    for row in rows["readers"]:
        name = say(language, f"button.language_{row['language']}")
        lines.append(say(language, "kept.language", name=name))
    for row in rows["conversations"]:
        brief = index.library.briefs.get(str(row["brief_id"]))
        title = brief.title.get(language) if brief else str(row["brief_id"]).replace("-", " ")
        lines.append(say(language, "kept.last", title=title))
    own = say(language, "subscribe.own")
    for wish in wishes:
        told = replace(wish, language=language)
        plan = "; ".join((plan_of(index, told).rstrip(".।"), *extras(told)))
        key = "kept.begun" if wish.is_begun else "kept.subscription"
        lines.append(say(language, key, title=wish.title or own, plan=plan))
    lines += [
        say(language, f"kept.{name}", count=say_number(language, len(rows[name])))
        for name in _COUNTED
        if rows[name]
    ]
    lines += [say(language, "kept.asked")] if rows["dialogues"] else []
    return lines + ([say(language, "kept.editor")] if rows["editors"] else [])


def _button(language: Language, key: str, value: str) -> Button:
    return Button(say(language, key), encode_step(Step(0, "kept", value)))
