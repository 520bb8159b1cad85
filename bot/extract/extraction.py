"""What Barta finds in an article, before any editor has seen it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bot.extract.names import Named
from bot.extract.quotes import ExtractedQuote, QuoteReader
from bot.extract.segment import Document
from bot.extract.summary import groups


@dataclass(frozen=True)
class Extraction:
    """An article with its quotes and those whom it names."""

    document: Document

    @cached_property
    def _reader(self) -> QuoteReader:
        return QuoteReader(self.document)

    @cached_property
    def quotes(self) -> tuple[ExtractedQuote, ...]:
        """The quotes, in order."""
        return self._reader.read()

    @property
    def named(self) -> tuple[Named, ...]:
        """The people and organisations, each once."""
        return tuple(self._reader.directory.named)

    def shorter_names(self, named: Named) -> list[str]:
        """Give the words of a name by which the article calls somebody too, where they mean nobody else in it."""
        directory, text = self._reader.directory, self.document.text
        others = {part for other in directory.named if other is not named for part in other.full.split()}
        parts = [part for part in named.full.split() if part != named.full and part not in others]
        mentions = [each for each in directory.mentions if each.sort == "name" and each.named is named]
        shorter = {
            part
            for part in parts
            for each in mentions
            if text.startswith(part, each.start) and not text.startswith(named.full, each.start)
        }
        return sorted(shorter, key=parts.index)

    def as_json(self) -> dict[str, Any]:
        """Give all of it in the form that `barta draft --json` prints; offsets are code points over the NFC text."""
        return {
            "language": self.document.language,
            "captions": list(self.document.captions),
            "sentences": len(self.document.sentences),
            "quotes": [_quote(quote) for quote in self.quotes],
            "topics": [
                {"name": " ".join(group.keywords[:2]), "paragraphs": list(group.paragraphs)}
                for group in groups(self.document)
            ],
            "notes": list(self.notes),
        }

    @property
    def notes(self) -> tuple[str, ...]:
        """What an editor should know of the text before using it."""
        notes = [f"paragraph {number}: a quotation mark is never closed" for number in self.document.unclosed]
        if not self.quotes:
            notes.append("no quotation in the whole article")
        return tuple(notes)


def _quote(quote: ExtractedQuote) -> dict[str, Any]:
    return {
        "start": quote.start,
        "end": quote.end,
        "exact": quote.exact,
        "speaker": quote.speaker.full if quote.speaker else None,
        "relayed_by": quote.relayed_by.full if quote.relayed_by else None,
        "kind": quote.kind,
        "paragraph": quote.paragraph,
        "confidence": quote.confidence,
        "unsure": quote.unsure,
        "support": list(quote.support),
        "continues": quote.follows,
    }
