"""What was found, as the message that a reader gets for it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal

from bot.domain.answer import Answer
from bot.domain.followup import Kind
from bot.domain.models import Brief, Language, Library, Quote
from bot.domain.search import Index
from bot.domain.telling import tell
from bot.render import pages, views
from bot.render.actions import ShowBrief, View
from bot.render.brief import card, heading, name, quote_block, source_line, text, view_button, why_block
from bot.render.message import Message
from bot.render.split import fit
from bot.render.words import say


def reply(index: Index, answer: Answer) -> Message:
    """Give the message for an answer: a brief, a topic's briefs, guesses, or the word that there is nothing."""
    briefs = [hit.brief for hit in answer.hits]
    if answer.outcome == "answer":
        return _with_note(
            index.library,
            answer,
            card(index.library, briefs[0], answer.language, _index_of(briefs[0], answer.quote)),
        )
    if answer.outcome == "suggest":
        return pages.suggest(briefs, answer.language)
    topic = pages.topic(index, answer.topic, answer.language) if answer.topic else None
    return topic or pages.nothing(index, answer.language)


def further(index: Index, brief: Brief | None, kind: Kind, language: Language) -> Message:
    """Give more of a brief: another view of it, or what it tells of a why, when or where."""
    if brief is None:
        return pages.line(language, "ask.unclear_follow_up")
    match kind:
        case "why" | "when" | "where":
            return _told(index.library, brief, kind, language)
        case _:
            return _viewed(index, brief, kind, language)


def _viewed(index: Index, brief: Brief, kind: Kind, language: Language) -> Message:
    quoted = any(quote.kind != "passage" for quote in brief.shown_quotes)
    shown = views.show(index, view) if (view := further_view(brief, kind, language)) else None
    if shown is None:
        return pages.line(language, "ask.unclear_follow_up")
    if kind in ("quotes", "who") and brief.shown_quotes and not quoted:
        return _noted(shown, say(language, "quotes.nobody"))
    return shown


def _told(
    library: Library, brief: Brief, kind: Literal["why", "when", "where"], language: Language
) -> Message:
    """Give what a brief tells of what is asked, or the word that nothing was found; the whole brief is a button away."""
    told = tell(brief, kind, language)
    blocks = [heading(brief.title.get(language))]
    if not told:
        blocks.append(text(say(language, f"told.no_{kind}")))
    if told.sentences:
        blocks.append(text(" ".join(told.sentences)))
    if told.why:
        blocks.append(why_block(told.why, language))
    if told.quote:
        blocks.append(quote_block(library, told.quote, language))
    blocks.append(source_line(library.sources.get(brief.id), language))
    quote = _index_of(brief, told.quote)
    buttons = (
        view_button(brief, language, "card", quote, "brief"),
        view_button(brief, language, "source", quote),
    )
    return fit(Message(tuple(blocks), (buttons,)))


def _with_note(library: Library, answer: Answer, message: Message) -> Message:
    """Give a brief's message with a word under its title that somebody's words are not in it, where they were asked for."""
    if answer.unheard is None:
        return message
    who = name(library, answer.unheard, answer.language)
    return _noted(message, say(answer.language, "quotes.unheard", name=who))


def _noted(message: Message, words: str) -> Message:
    """Give a message with a line under its title."""
    title, *others = message.blocks
    return fit(replace(message, blocks=(title, text(words), *others)))


def view_of(answer: Answer) -> ShowBrief | None:
    """Give the view of a brief that `reply` shows for an answer; None where it shows a choice."""
    if answer.outcome != "answer":
        return None
    brief = answer.hits[0].brief
    return ShowBrief(brief.id, answer.language, quote=_index_of(brief, answer.quote))


def further_view(brief: Brief | None, kind: Kind, language: Language) -> ShowBrief | None:
    """Give the view of a brief that `further` shows, or the whole one for a part; None where it is not known which brief is meant."""
    if brief is None:
        return None
    views_of: Mapping[Kind, View] = {
        "more": "quotes" if len(brief.shown_quotes) > 1 else "related",
        "quotes": "quotes",
        "who": "quotes",
        "related": "related",
        "source": "source",
        "context": "context",
    }
    return ShowBrief(brief.id, language, views_of.get(kind, "card"))


def _index_of(brief: Brief, quote: Quote | None) -> int:
    return brief.shown_quotes.index(quote) if quote else 0
