"""What was found, as the message that a reader gets for it."""

from bot.domain.answer import Answer
from bot.domain.followup import Kind
from bot.domain.models import Brief, Language, Quote
from bot.domain.search import Index
from bot.render import pages, views
from bot.render.actions import ShowBrief, View
from bot.render.brief import card
from bot.render.message import Message


def reply(index: Index, answer: Answer) -> Message:
    """Give the message for an answer: a brief, a topic's briefs, guesses, or the word that there is nothing."""
    briefs = [hit.brief for hit in answer.hits]
    if answer.outcome == "answer":
        return card(index.library, briefs[0], answer.language, _index_of(briefs[0], answer.quote))
    if answer.outcome == "suggest":
        return pages.suggest(briefs, answer.language)
    topic = pages.topic(index, answer.topic, answer.language) if answer.topic else None
    return topic or pages.nothing(index, answer.language)


def further(index: Index, brief: Brief | None, kind: Kind, language: Language) -> Message:
    """Give more of a brief: its other quotes, or where it has none its kin; its source; a quote in context."""
    view: View = "quotes" if brief and len(brief.shown_quotes) > 1 else "related"
    if kind in ("source", "context"):
        view = kind
    shown = views.show(index, ShowBrief(brief.id, language, view)) if brief else None
    return shown or pages.line(language, "ask.unclear_follow_up")


def _index_of(brief: Brief, quote: Quote | None) -> int:
    return brief.shown_quotes.index(quote) if quote else 0
