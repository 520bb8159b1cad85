"""An answer as the message that a reader gets for it."""

from bot.domain.answer import Answer
from bot.domain.models import Brief, Library, Quote
from bot.render import brief as brief_views
from bot.render import pages
from bot.render.message import Message


def reply(library: Library, answer: Answer) -> Message:
    """Give the message for an answer: a brief, a topic's briefs, guesses, or the word that there is nothing."""
    briefs = [hit.brief for hit in answer.hits]
    if answer.outcome == "answer":
        return brief_views.card(library, briefs[0], answer.language, quote_index(briefs[0], answer.quote))
    if answer.outcome == "topic" and answer.topic:
        return pages.briefs_of_topic(library, answer.topic, briefs, answer.language)
    if answer.outcome == "suggest":
        return pages.suggest(briefs, answer.language)
    return pages.nothing(library, answer.language)


def quote_index(brief: Brief, quote: Quote | None) -> int:
    """Give where a quote stands among those that the brief shows; 0 for None."""
    return brief.shown_quotes.index(quote) if quote else 0
