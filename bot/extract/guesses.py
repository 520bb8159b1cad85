"""Who may have said what in an article, and how sure that is: for an editor who looks at its quotes."""

from collections.abc import Mapping
from functools import lru_cache

from bot.domain.draft import Guess
from bot.domain.models import Language
from bot.extract.extraction import Extraction
from bot.extract.segment import Document


@lru_cache(maxsize=4)  # an editor pages through one article
def guesses(text: str, language: Language) -> Mapping[int, Guess]:
    """Give the likely speaker of each quote of an article, by the offset at which the quote begins."""
    quotes = Extraction(Document(text, language)).quotes
    return {quote.start: Guess(quote.speaker.full, quote.confidence) for quote in quotes if quote.speaker}
