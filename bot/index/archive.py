"""A collection of very many briefs on disk, and of those that changed since it was written in memory.

tantivy finds the briefs that share most with a question; they alone are looked at closely, by their packed contents, so
that a question costs about the same whatever the size. What comes, changes or goes is held in a small collection in
memory until `settle` writes it, since the engine's commit is too slow to wait for.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import tantivy

from bot.domain.contents import Reader
from bot.domain.holdings import Sought, Table
from bot.domain.lexicon import GENERAL, Lexicon
from bot.domain.models import Brief, Language, Library, newest_first
from bot.domain.postings import Postings
from bot.domain.vocabulary import Vocabulary
from bot.index.engine import HEAP, document, engine, term
from bot.index.rows import Packed, row
from bot.index.view import ArchiveView

LOOKED_AT = 40  # briefs; on 10,000 others, more found no more
GENERAL_BOOST = 0.35  # of what could be in any news
TELLING_BOOST = 0.2  # of briefs with as much of the question, the one that says it in its title comes first
MOST_LISTED = 50  # briefs of a topic, or the newest: a page of inline results
MOST_BEGUN = 48  # words that a half-typed one may become, the most frequent


class Archive:
    """The briefs of a folder that `write` has filled, for an index to ask."""

    def __init__(self, folder: Path, library: Library, lexicon: Lexicon) -> None:
        self._library = Library({}, library.sources, library.people, library.topics)
        self._lexicon = lexicon
        self._engine = engine(folder)
        self._searcher = self._engine.searcher()
        self._next = self._searcher.num_docs
        self._reader = Reader(library.people, library.topics, lexicon)
        self._recent = Postings(self._library, lexicon)
        self._hidden: dict[int, str] = {}  # the ids of briefs on disk that changed or went, by number
        self._vocabulary = Vocabulary((key for key, _ in self._searcher.terms_with_prefix("keys", "")))
        for word, _ in self._searcher.terms_with_prefix("spelt", ""):
            self._vocabulary.spell(word)
        self.briefs: Mapping[str, Brief] = _Briefs(self)
        self._read = lru_cache(maxsize=512)(self._read_brief)  # it goes when the archive goes

    @property
    def size(self) -> int:
        """How many briefs there are."""
        return self._searcher.num_docs - len(self._hidden) + self._recent.size

    @property
    def vocabulary(self) -> "Archive":
        """The words of the briefs."""
        return self

    def near(self, key: str, word: str = "") -> dict[str, float]:
        """Give the keys that `key`, or `word` as it was typed, may be meant for."""
        return {**self._vocabulary.near(key, word), **self._recent.vocabulary.near(key, word)}

    def beginning(self, prefix: str) -> list[str]:
        """Give the most frequent keys that begin with `prefix`."""
        found = [key for key, _ in self._searcher.terms_with_prefix("keys", prefix, limit=MOST_BEGUN)]
        return [*found, *(key for key in self._recent.vocabulary.beginning(prefix) if key not in found)]

    def count(self, table: Table, name: str) -> int:
        """Give how many briefs hold a name; one that has just gone may count until it is settled."""
        return self._searcher.doc_freq(table, name) + self._recent.count(table, name)

    def hold(self, table: Table, name: str, words: Sequence[str]) -> bool:
        """Say whether some brief holds a name and one of some words; one that has just gone may until it is settled."""
        if self._recent.hold(table, name, words):
            return True
        written = tantivy.Query.boolean_query([(tantivy.Occur.Should, term("words", word)) for word in words])
        both = [(tantivy.Occur.Must, written), (tantivy.Occur.Must, term(table, name))]
        return bool(self._searcher.search(tantivy.Query.boolean_query(both), 1, count=False).hits)

    def languages(self, key: str) -> set[Language]:
        """Give the languages in whose letters a key is written in some brief."""
        both: tuple[Language, ...] = ("bn", "en")
        found = {language for language in both if self._searcher.doc_freq("languages", f"{language}:{key}")}
        return found | self._recent.languages(key)

    def view(self, sought: Sequence[Sought]) -> ArchiveView:
        """Give the briefs that share most with what is sought."""
        clauses = [clause for one in sought for clause in self._clauses(one)]
        looked_at: dict[int, tuple[Packed, tantivy.DocAddress]] = {}
        if clauses:
            query = tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])
            for number, address in self._search(query, LOOKED_AT + min(len(self._hidden), LOOKED_AT)):
                packed = self._searcher.doc(address).get_first("packed")
                looked_at[number] = Packed(bytes(packed or b"")), address
        return ArchiveView(self, looked_at, self._recent)

    def _clauses(self, sought: Sought) -> Iterator[tantivy.Query]:
        """Give a clause for each name; many names of one unit count less, or it would count more than its neighbour."""
        lookups = [
            found
            for found in dict.fromkeys(sought.lookups())
            if self._searcher.doc_freq(found.table, found.name)
        ]
        general = bool(sought.concepts) and all(name.startswith(GENERAL) for name in sought.concepts)
        share = (GENERAL_BOOST if general else 1.0) / max(1, len(lookups)) ** 0.5
        for found in lookups:
            sureness = found.sureness * share
            yield tantivy.Query.boost_query(term(found.table, found.name), sureness)
            telling = f"{found.table}:{found.name}"
            if self._searcher.doc_freq("telling", telling):
                yield tantivy.Query.boost_query(term("telling", telling), sureness * TELLING_BOOST)

    def _search(self, query: tantivy.Query, limit: int, order: str | None = None) -> list[tuple[int, Any]]:
        """Give the numbers and addresses of the best that are not hidden."""
        options: dict[str, Any] = {"order_by_field": order} if order else {}
        found = self._searcher.search(query, limit, count=False, **options).hits
        addresses = [address for _, address in found]
        numbers = self._searcher.fast_field_values("number", addresses)
        return [
            (int(number or 0), address)
            for number, address in zip(numbers, addresses, strict=True)
            if number not in self._hidden
        ]

    def brief_at(self, address: tantivy.DocAddress) -> Brief:
        """Give the brief on disk at an address."""
        return self._read(address.segment_ord, address.doc)

    def _read_brief(self, segment: int, document: int) -> Brief:
        found = self._searcher.doc(tantivy.DocAddress(segment, document))
        return Brief.model_validate_json(bytes(found.get_first("brief") or b""))

    def find_id(self, key: str) -> list[tuple[int, Any]]:
        """Give the number and address of the brief on disk with an id, if there is one."""
        return self._search(term("id", key), 1 + len(self._hidden))

    def recent(self) -> Postings:
        """Give the briefs in memory."""
        return self._recent

    def in_topic(self, topic: str) -> Sequence[Brief]:
        """Give the briefs of a topic, newest first."""
        return self._listed(term("topic", topic), self._recent.in_topic(topic))

    def newest(self) -> Sequence[Brief]:
        """Give the newest briefs, newest first."""
        return self._listed(tantivy.Query.all_query(), self._recent.newest())

    def _listed(self, query: tantivy.Query, recent: Sequence[Brief]) -> Sequence[Brief]:
        found = [self.brief_at(address) for _, address in self._search(query, MOST_LISTED, "published")]
        return sorted((*recent, *found), key=newest_first)[:MOST_LISTED]

    def put(self, brief: Brief) -> None:
        """Add a brief, or take it in place of the one with its id."""
        self._hidden.update((number, brief.id) for number, _ in self.find_id(brief.id))
        self._recent.put(brief)

    def remove(self, key: str) -> None:
        """Take a brief out, if it is there."""
        self._hidden.update((number, key) for number, _ in self.find_id(key))
        self._recent.remove(key)

    def settle(self) -> None:
        """Write what has changed to the disk; it takes about 0.1 s and is for a quiet moment."""
        writer = self._engine.writer(HEAP, 1)
        for key in self._hidden.values():
            writer.delete_documents_by_term("id", key)
        for brief in self._recent.newest():
            writer.add_document(document(self._next, row(brief, self._reader)))
            self._next += 1
        writer.commit()
        writer.wait_merging_threads()
        self._engine.reload()
        self._searcher = self._engine.searcher()
        self._hidden, settled = {}, self._recent
        self._recent = Postings(self._library, self._lexicon)
        self._read.cache_clear()
        for brief in settled.newest():
            for key in self._reader.read(brief).keys:
                self._vocabulary.add(key)


class _Briefs(Mapping[str, Brief]):
    """The briefs of an archive by id, read when they are asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __getitem__(self, key: str) -> Brief:
        recent = self._archive.recent().briefs.get(key)
        if recent is not None:
            return recent
        for _, address in self._archive.find_id(key):
            return self._archive.brief_at(address)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (brief.id for brief in self._archive.newest())

    def __len__(self) -> int:
        return self._archive.size
