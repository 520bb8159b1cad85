"""What inline mode offers: brief cards and quote cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.domain.models import Brief, Language, Library, Quote
from bot.render.actions import ShowBrief, encode
from bot.render.brief import attribution, card, quote_card
from bot.render.message import Message
from bot.render.split import shorten

# Telegram shows about two lines of each; more is cut by the client without regard to graphemes.
_TITLE = 80
_DESCRIPTION = 140


@dataclass(frozen=True)
class InlineCard:
    """A result to choose in inline mode; `key` is at most 64 bytes and unique among the results."""

    key: str
    title: str
    description: str
    message: Message


def inline_cards(library: Library, briefs: Iterable[Brief], language: Language) -> Iterator[InlineCard]:
    """Give a card for each brief, each followed by a card for each of its quotes that names a speaker."""
    for brief in briefs:
        yield _card(library, brief, language)
        for index, quote in enumerate(brief.shown_quotes):
            if quote.kind != "passage" and quote.speaker:
                yield _quote_card(library, brief, language, index, quote)


def _card(library: Library, brief: Brief, language: Language) -> InlineCard:
    title, description = brief.title.get(language), brief.summary.get(language)
    key = encode(ShowBrief(brief.id, language))
    return InlineCard(
        key, shorten(title, _TITLE), shorten(description, _DESCRIPTION), card(library, brief, language)
    )


def _quote_card(library: Library, brief: Brief, language: Language, index: int, quote: Quote) -> InlineCard:
    words = shorten(quote.translation.get(language) or quote.exact, _DESCRIPTION)
    key = encode(ShowBrief(brief.id, language, "quote", index))
    return InlineCard(
        key, attribution(library, quote, language), words, quote_card(library, brief, language, index)
    )
