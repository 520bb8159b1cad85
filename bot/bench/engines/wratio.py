"""rapidfuzz's WRatio, the usual way to look something up by its name in Python."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from bot.bench.documents import Document
from bot.bench.engines.engine import InProcess, Reply, timed
from bot.domain.text import words


class WRatio(InProcess):
    """`process.extractOne`, which raises its cutoff as it goes, over titles and keywords; both sides folded beforehand."""

    def __init__(self, documents: Iterable[Document]) -> None:
        pairs = [(text, each.id) for each in documents for text in (*each.titles, *each.keywords)]
        self._texts = [text for text, _ in pairs]
        self._ids = [brief for _, brief in pairs]

    def ask(self, question: str) -> Reply:
        """Give the brief of the likest title or keyword."""
        return timed(lambda: self._search(" ".join(words(question))))

    def _search(self, asked: str) -> tuple[str | None, float]:
        found = process.extractOne(asked, self._texts, scorer=fuzz.WRatio, score_cutoff=1)
        return (self._ids[found[2]], found[1]) if found else (None, 0.0)
