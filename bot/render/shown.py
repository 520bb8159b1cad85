"""What a message shows, so that it can be shown again: a view of a brief, or a briefing with perhaps a brief opened in it.

It is kept as JSON: {"view": "c0:b:film-exchange"}, with "pushed" where an editor sent the brief, or
{"briefing": {"day": …, "briefs": […], "known": […], "offset": 0}, "view": ""}.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.briefing import Item
from bot.domain.models import Language
from bot.domain.search import Index
from bot.render import views
from bot.render.actions import Action, ShowBrief, ShowReason, decode, encode
from bot.render.briefing import Briefing, Listed, back_button, briefing, reason_button
from bot.render.message import Message


@dataclass(frozen=True)
class Shown:
    """A view of a brief, a briefing, or a view of a brief that was opened in a briefing.

    `pushed`: the brief came by itself, so that the message says why on request.
    """

    view: ShowBrief | None = None
    briefing: Briefing | None = None
    pushed: bool = False

    @property
    def briefs(self) -> tuple[str, ...]:
        """The ids of the briefs that the message tells of."""
        listed = tuple(each.brief for each in self.briefing.listed) if self.briefing else ()
        return tuple(dict.fromkeys((*listed, self.view.brief) if self.view else listed))


def of_news(items: tuple[Item, ...], day: date) -> Shown:
    """Give a briefing of what is new."""
    return Shown(briefing=Briefing(day, tuple(Listed(item.brief.id, item.known) for item in items)))


def show(index: Index, shown: Shown, language: Language) -> Message | None:
    """Give the message, as the briefs are now; None where nothing of it is there any more."""
    message = views.show(index, shown.view) if shown.view else None
    if shown.view and message:
        if shown.briefing:
            back = back_button(shown.view.language, shown.briefing.offset)
            return replace(message, buttons=(*message.buttons, (back,)))
        if shown.pushed:
            return replace(message, buttons=(*message.buttons, (reason_button(shown.view.language),)))
        return message
    return briefing(index, shown.briefing, language) if shown.briefing else None


def of_buttons(index: Index, actions: Collection[Action | None], day: date) -> Shown | None:
    """Give the page of a briefing that a message with such buttons is, where it was not kept what it shows; None for another message."""
    briefs = [index.brief(each.brief) for each in actions if isinstance(each, ShowBrief)]
    opened = any(isinstance(each, ShowBrief) and each.view != "card" for each in actions)
    if opened or not any(isinstance(each, ShowReason) for each in actions):
        return None
    listed = tuple(Listed(brief.id, len(brief.history)) for brief in briefs if brief)
    return Shown(briefing=Briefing(day, listed)) if listed else None


def to_json(shown: Shown) -> str:
    """Give what is kept of it."""
    kept: dict[str, object] = {"view": encode(shown.view) if shown.view else ""}
    if shown.pushed:
        kept["pushed"] = True
    if page := shown.briefing:
        kept["briefing"] = {
            "day": page.day.isoformat(),
            "briefs": [each.brief for each in page.listed],
            "known": [each.known for each in page.listed],
            "offset": page.offset,
        }
    return json.dumps(kept, separators=(",", ":"))


def from_json(kept: str) -> Shown | None:
    """Give what was kept; None for what this version cannot read."""
    try:
        fields = json.loads(kept)
        view = decode(fields.get("view", ""))
        listed = fields.get("briefing")
        page = _briefing(listed) if listed else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    brief = view if isinstance(view, ShowBrief) else None
    return Shown(brief, page, bool(fields.get("pushed"))) if brief or page else None


def _briefing(fields: dict[str, object]) -> Briefing:
    briefs, known = fields["briefs"], fields["known"]
    if not isinstance(briefs, list) or not isinstance(known, list):
        raise TypeError(fields)
    listed = tuple(Listed(str(brief), int(count)) for brief, count in zip(briefs, known, strict=True))
    return Briefing(date.fromisoformat(str(fields["day"])), listed, int(str(fields["offset"])))
