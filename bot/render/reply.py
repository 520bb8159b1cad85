"""What was found, as the message that a reader gets for it."""

from bot.domain.answer import Answer
from bot.domain.followup import Kind
from bot.domain.models import Brief, Language, Library, Quote
from bot.render import pages, views
from bot.render.actions import ShowBrief, View
from bot.render.brief import card
from bot.render.message import Message


def reply(library: Library, answer: Answer) -> Message:
    """Give the message for an answer: a brief, a topic's briefs, guesses, or the word that there is nothing."""
    briefs = [hit.brief for hit in answer.hits]
    if answer.outcome == "answer":
        return card(library, briefs[0], answer.language, _index_of(briefs[0], answer.quote))
    if answer.outcome == "suggest":
        return pages.suggest(briefs, answer.language)
    topic = pages.topic(library, answer.topic, answer.language) if answer.topic else None
    return topic or pages.nothing(library, answer.language)


def further(library: Library, brief: Brief | None, kind: Kind, language: Language) -> Message:
    """Give more of a brief: its other quotes, or where it has none its kin; its source; a quote in context."""
    view = further_view(brief, kind, language)
    shown = views.show(library, view) if view else None
    return shown or pages.line(language, "ask.unclear_follow_up")


def view_of(answer: Answer) -> ShowBrief | None:
    """Give the view of a brief that `reply` shows for an answer; None where it shows a choice."""
    if answer.outcome != "answer":
        return None
    brief = answer.hits[0].brief
    return ShowBrief(brief.id, answer.language, quote=_index_of(brief, answer.quote))


def further_view(brief: Brief | None, kind: Kind, language: Language) -> ShowBrief | None:
    """Give the view of a brief that `further` shows; None where it is not known which brief is meant."""
    if brief is None:
        return None
    view: View = "quotes" if len(brief.shown_quotes) > 1 else "related"
    if kind in ("source", "context"):
        view = kind
    return ShowBrief(brief.id, language, view)


def _index_of(brief: Brief, quote: Quote | None) -> int:
    return brief.shown_quotes.index(quote) if quote else 0
