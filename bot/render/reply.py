"""What was found, as the message that a reader gets for it."""

from dataclasses import replace

from bot.domain.answer import Answer
from bot.domain.followup import Kind
from bot.domain.models import Brief, Language, Library, Quote
from bot.render import pages, views
from bot.render.actions import ShowBrief, View
from bot.render.brief import card, name, text
from bot.render.message import Message
from bot.render.split import fit
from bot.render.words import say


def reply(library: Library, answer: Answer) -> Message:
    """Give the message for an answer: a brief, a topic's briefs, guesses, or the word that there is nothing."""
    briefs = [hit.brief for hit in answer.hits]
    if answer.outcome == "answer":
        return _with_note(
            library, answer, card(library, briefs[0], answer.language, _index_of(briefs[0], answer.quote))
        )
    if answer.outcome == "suggest":
        return pages.suggest(briefs, answer.language)
    topic = pages.topic(library, answer.topic, answer.language) if answer.topic else None
    return topic or pages.nothing(library, answer.language)


def further(library: Library, brief: Brief | None, kind: Kind, language: Language) -> Message:
    """Give more of a brief: its other quotes, or where it has none its kin; its source; a quote in context."""
    view: View = "quotes" if brief and len(brief.shown_quotes) > 1 else "related"
    if kind in ("source", "context"):
        view = kind
    shown = views.show(library, ShowBrief(brief.id, language, view)) if brief else None
    return shown or pages.line(language, "ask.unclear_follow_up")


def _with_note(library: Library, answer: Answer, message: Message) -> Message:
    """Give a brief's message with a word under its title that somebody's words are not in it, where they were asked for."""
    if answer.unheard is None:
        return message
    who = name(library, answer.unheard, answer.language)
    title, *others = message.blocks
    return fit(
        replace(message, blocks=(title, text(say(answer.language, "quotes.unheard", name=who)), *others))
    )


def _index_of(brief: Brief, quote: Quote | None) -> int:
    return brief.shown_quotes.index(quote) if quote else 0
