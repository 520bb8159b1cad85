"""The searches that are measured: each takes documents in and gives the best for a question.

Each is set up as its documentation recommends. All of them, Barta aside, are handed text that is already made fit for
Bengali: one spelling for each letter, no joiners, words that keep their vowel signs, and, so that Banglish has
something to meet, the Bengali words also in Latin letters by anyascii.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Protocol

import tantivy
from anyascii import anyascii
from rapidfuzz import fuzz, process

from bot.bench.corpus import topics
from bot.domain.decision import ANSWERED
from bot.domain.models import LANGUAGES, Brief, Library
from bot.domain.search import Index
from bot.domain.text import is_bengali, words

TITLE, KEYWORDS, TEXT = 2.0, 2.0, 1.0  # what a match in each field weighs, where a peer can weigh fields


@dataclass(frozen=True)
class Reply:
    """The best brief's id, None where nothing was found, its score, and how many seconds it took."""

    best: str | None
    score: float
    seconds: float


@dataclass(frozen=True)
class Document:
    """A brief as peers index it: in each field, normalised words."""

    id: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...]
    text: str

    @property
    def title(self) -> str:
        """The titles as one text."""
        return " ".join(self.titles)

    @property
    def keyword(self) -> str:
        """The keywords as one text."""
        return " ".join(self.keywords)


class Peer(Protocol):
    """A search that can be asked."""

    def ask(self, question: str) -> Reply:
        """Give the best brief for a question."""

    def memory(self) -> int | None:
        """Give the bytes that it holds, where that is not this process's growth."""


def spellings(text: str) -> tuple[str, ...]:
    """Give the normalised words of a text, and once more with those in Bengali letters in Latin ones."""
    read = words(text)
    latin = tuple(anyascii(word).lower() if is_bengali(word) else word for word in read)
    return tuple(dict.fromkeys((" ".join(read), " ".join(latin))))


def document(brief: Brief) -> Document:
    """Give a brief as peers index it."""
    quotes = (
        text for quote in brief.shown_quotes for text in (quote.exact, *map(quote.translation.get, LANGUAGES))
    )
    why = (brief.why.bn, brief.why.en) if brief.why else ()
    told = (*(brief.summary.get(language) for language in LANGUAGES), *why, *quotes)
    return Document(
        brief.id,
        _all_spellings(brief.title.get(language) for language in LANGUAGES),
        _all_spellings((*brief.keywords.bn, *brief.keywords.en)),
        " ".join(_all_spellings(filter(None, told))),
    )


def _all_spellings(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(spelling for text in texts for spelling in spellings(text))


def timed(search: Callable[[], tuple[str | None, float]]) -> Reply:
    """Run a search and time it."""
    start = perf_counter()
    best, score = search()
    return Reply(best, score, perf_counter() - start)


class _InProcess:
    """What is held in this process is measured from outside."""

    def memory(self) -> int | None:
        """Leave it to the growth of the process."""
        return None


class Barta(_InProcess):
    """This project's search, over whole briefs."""

    def __init__(self, briefs: Iterable[Brief], library: Library) -> None:
        held = {brief.id: brief for brief in briefs}
        self._index = Index(replace(library, briefs=held, topics={**library.topics, **topics()}))

    def ask(self, question: str) -> Reply:
        """Give the first hit; a topic that is named is an answer."""
        start = perf_counter()
        found = self._index.find(question)
        seconds = perf_counter() - start
        if not found.hits:
            return Reply(None, 0.0, seconds)
        hit = found.hits[0]
        return Reply(hit.brief.id, max(hit.score, ANSWERED if found.outcome == "topic" else 0), seconds)


class RapidfuzzRatio(_InProcess):
    """`process.extractOne` with WRatio over titles and keywords."""

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


class Fts5Trigram(_InProcess):
    """SQLite's FTS5 with its trigram tokenizer, any of the question's trigrams, ranked by BM25 with weighted columns."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._database = sqlite3.connect(":memory:")
        self._database.execute(
            "CREATE VIRTUAL TABLE brief USING fts5(id UNINDEXED, title, keywords, text, tokenize='trigram')"
        )
        rows = ((each.id, each.title, each.keyword, each.text) for each in documents)
        self._database.executemany("INSERT INTO brief VALUES (?, ?, ?, ?)", rows)
        rank = f"bm25(0, {TITLE}, {KEYWORDS}, {TEXT})"
        self._database.execute("INSERT INTO brief(brief, rank) VALUES ('rank', ?)", (rank,))
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


class TantivyFuzzy(_InProcess):
    """tantivy with a tokenizer for Bengali words: each word as it is, with its slips, and as the beginning of a longer one."""

    _WEIGHTS: Mapping[str, float] = {"title": TITLE, "keywords": KEYWORDS, "text": TEXT}
    _SHORT, _LONG = (
        4,
        8,
    )  # letters from which one and two slips are allowed, as engines' AUTO fuzziness has it
    _SLIPPED = 3.0  # a word that resembles scores 1 times this, beside BM25 of the very word: the best of 0.3 to 4 on tuning questions

    def __init__(self, documents: Iterable[Document]) -> None:
        schema = tantivy.SchemaBuilder().add_text_field("id", stored=True, tokenizer_name="raw")
        for field in self._WEIGHTS:
            schema.add_text_field(field, tokenizer_name="words")
        self._schema = schema.build()
        self._index = tantivy.Index(self._schema)
        splitter = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"[\p{L}\p{M}\p{N}]+"))
        self._index.register_tokenizer("words", splitter.filter(tantivy.Filter.lowercase()).build())
        writer = self._index.writer(num_threads=1)
        for each in documents:
            writer.add_document(
                tantivy.Document(id=each.id, title=each.title, keywords=each.keyword, text=each.text)
            )
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, question: str) -> Reply:
        """Give the brief with the best score."""
        return timed(lambda: self._search(question))

    def _search(self, question: str) -> tuple[str | None, float]:
        clauses = [
            (tantivy.Occur.Should, self._word(word, field, weight))
            for word in words(question)
            for field, weight in self._WEIGHTS.items()
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(clauses), limit=1).hits
        if not found:
            return None, 0.0
        score, address = found[0]
        return str(self._searcher.doc(address)["id"][0]), float(score or 0)

    def _word(self, word: str, field: str, weight: float) -> tantivy.Query:
        """Look a word up in a field: the best of the very word and what resembles it."""
        slips = (len(word) >= self._SHORT) + (len(word) >= self._LONG)
        exact = tantivy.Query.term_query(self._schema, field, word)
        if not slips:
            return tantivy.Query.boost_query(exact, weight)
        like = tantivy.Query.fuzzy_term_query(self._schema, field, word, distance=slips, prefix=True)
        either = tantivy.Query.disjunction_max_query([exact, tantivy.Query.boost_query(like, self._SLIPPED)])
        return tantivy.Query.boost_query(either, weight)
