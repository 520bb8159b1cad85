"""tantivy's fuzzy terms, with a tokenizer for Bengali words."""

from collections.abc import Iterable, Mapping
from tempfile import TemporaryDirectory

import tantivy

from bot.bench.documents import Document
from bot.bench.engines.engine import KEYWORDS, TEXT, TITLE, InProcess, Reply, timed
from bot.domain.text import words

# Letters from which one and two slips are allowed, as engines' AUTO fuzziness has it.
_ONE_SLIP, _TWO_SLIPS = 4, 8
# What resembles a word scores 1 times this, beside BM25 of the very word: the best of 0.3 to 4 on tuning questions.
_SLIPPED = 3.0
_HEAP = 256_000_000  # bytes that the engine collects before it writes


class TantivyFuzzy(InProcess):
    """Each word as it is, with its slips, and as the beginning of a longer one, in files that are mapped into memory."""

    _WEIGHTS: Mapping[str, float] = {"title": TITLE, "keywords": KEYWORDS, "text": TEXT}

    def __init__(self, documents: Iterable[Document]) -> None:
        schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for field in self._WEIGHTS:
            schema.add_text_field(field, tokenizer_name="words")
        self._schema = schema.build()
        self._folder = TemporaryDirectory(prefix="barta-tantivy-")
        index = tantivy.Index(self._schema, path=self._folder.name)
        splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"[\p{L}\p{M}\p{N}]+"))
        index.register_tokenizer("words", splitter.filter(tantivy.Filter.lowercase()).build())
        writer = index.writer(_HEAP, num_threads=1)
        for each in documents:
            writer.add_document(
                tantivy.Document(id=each.id, title=each.title, keywords=each.keyword, text=each.text)
            )
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def ask(self, question: str) -> Reply:
        """Give the brief with the best score."""
        return timed(lambda: self._search(question))

    def _search(self, question: str) -> tuple[str | None, float]:
        clauses = [
            (tantivy.Occur.Should, self._word(word, field, weight))
            for word in words(question)
            for field, weight in self._WEIGHTS.items()
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(clauses), limit=1, count=False).hits
        if not found:
            return None, 0.0
        score, address = found[0]
        return str(self._searcher.doc(address)["id"][0]), float(score or 0)

    def _word(self, word: str, field: str, weight: float) -> tantivy.Query:
        """Look a word up in a field: the best of the very word and what resembles it."""
        slips = (len(word) >= _ONE_SLIP) + (len(word) >= _TWO_SLIPS)
        exact = tantivy.Query.term_query(self._schema, field, word)
        if not slips:
            return tantivy.Query.boost_query(exact, weight)
        like = tantivy.Query.fuzzy_term_query(self._schema, field, word, distance=slips, prefix=True)
        either = tantivy.Query.disjunction_max_query([exact, tantivy.Query.boost_query(like, _SLIPPED)])
        return tantivy.Query.boost_query(either, weight)
