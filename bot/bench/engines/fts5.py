"""SQLite's FTS5 with its trigram tokenizer, which needs no notion of a Bengali word."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.bench.documents import Document
from bot.bench.engines.engine import InProcess, Reply, timed
from bot.domain.text import words

# Of 2, 5 and 10 for titles and 2 and 5 for keywords, the best on tuning questions beside 10,000 others.
_WEIGHTS = "bm25(0, 5, 5, 1)"
_MAPPED = 1 << 40  # bytes of the file that may be read without a copy: all


class Fts5Trigram(InProcess):
    """Any of the question's trigrams, ranked by BM25 with weighted columns, in a file that is mapped into memory."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._folder = TemporaryDirectory(prefix="barta-fts5-")
        self._database = sqlite3.connect(Path(self._folder.name, "briefs.db"))
        self._database.execute("PRAGMA journal_mode = off")
        self._database.execute(f"PRAGMA mmap_size = {_MAPPED}")
        self._database.execute(
            "CREATE VIRTUAL TABLE brief USING fts5(id UNINDEXED, title, keywords, text, tokenize='trigram')"
        )
        rows = ((each.id, each.title, each.keyword, each.text) for each in documents)
        with self._database:
            self._database.executemany("INSERT INTO brief VALUES (?, ?, ?, ?)", rows)
            self._database.execute("INSERT INTO brief(brief, rank) VALUES ('rank', ?)", (_WEIGHTS,))
            self._database.execute("INSERT INTO brief(brief) VALUES ('optimize')")

    def ask(self, question: str) -> Reply:
        """Give the brief with the best BM25; SQLite's is negative."""
        return timed(lambda: self._search(question))

    def _search(self, question: str) -> tuple[str | None, float]:
        trigrams = {word[at : at + 3] for word in words(question) for at in range(len(word) - 2)}
        if not trigrams:
            return None, 0.0
        asked = " OR ".join(f'"{trigram}"' for trigram in sorted(trigrams))
        found = self._database.execute(
            "SELECT id, rank FROM brief WHERE brief MATCH ? ORDER BY rank LIMIT 1", (asked,)
        ).fetchone()
        return (found[0], -found[1]) if found else (None, 0.0)
