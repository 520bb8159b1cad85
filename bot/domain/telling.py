"""What a brief tells of a why, when or where that is asked after it."""

from dataclasses import dataclass

from bot.domain.asked import Sort, tells
from bot.domain.models import LANGUAGES, Bilingual, Brief, Language, Quote
from bot.domain.text import sentences


@dataclass(frozen=True)
class Told:
    """The sentences of a brief's summary that tell what is asked, in one language, and the quote or passage that does."""

    sentences: tuple[str, ...]
    why: str | None
    quote: Quote | None

    def __bool__(self) -> bool:
        """Say whether anything tells it."""
        return bool(self.sentences or self.why or self.quote)


def tell(brief: Brief, sort: Sort, language: Language) -> Told:
    """Give what a brief tells of what is asked, such as when; of why also why it matters."""
    why = brief.why.get(language) if brief.why and sort == "why" else None
    quote = next((quote for quote in brief.shown_quotes if _told_by(quote, sort)), None)
    return Told(_sentences(brief.summary, sort, language), why, quote)


def _told_by(quote: Quote, sort: Sort) -> bool:
    texts = (quote.exact, quote.translation.bn, quote.translation.en)
    return any(tells(text, sort) for text in texts if text)


def _sentences(summary: Bilingual, sort: Sort, language: Language) -> tuple[str, ...]:
    """Give the sentences that tell it: by their own words or, where both languages have as many, by the other's.

    Where they have not, and only the other language shows that it is told, that is the whole summary.
    """
    ours, theirs = sentences(summary.get(language)), [sentences(summary.get(each)) for each in LANGUAGES]
    if len({len(each) for each in theirs}) == 1:
        pairs = zip(ours, zip(*theirs, strict=True), strict=True)
        return tuple(one for one, both in pairs if any(tells(text, sort) for text in both))
    found = tuple(one for one in ours if tells(one, sort))
    elsewhere = any(tells(one, sort) for each in theirs for one in each)
    return found or (tuple(ours) if elsewhere else ())
