"""A collection of very many briefs on disk, and of those that changed since it was written in memory.

tantivy finds the briefs that share most with a question; they alone are looked at closely, by their packed contents, so
that a question costs about the same whatever the size. What comes, changes or goes is held in a small collection in
memory until `settled` writes it, since the engine's commit is too slow to wait for. Each change gives another archive
over the same engine, so that a search may go on in the one that it began with.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from pathlib import Path

import tantivy

from bot.domain.contents import Reader
from bot.domain.holdings import Sought, Table
from bot.domain.lexicon import Lexicon
from bot.domain.models import Brief, Language, Library, newest_first
from bot.domain.postings import Postings
from bot.domain.vocabulary import Vocabulary
from bot.index.engine import change, engine, numbers, term
from bot.index.records import Records
from bot.index.rows import row
from bot.index.view import GENERAL_BOOST, ArchiveView, is_general

FETCHED = 100  # briefs that the engine finds; among 10,000 others, the right one is seldom further down
LOOKED_AT = 25  # of those, the ones that hold most of the question; a close look costs more than all the rest
BEGUN = 40  # briefs that a half-typed word is looked for in, as the engine has them; it has too many lookups to sift by
TELLING_BOOST = 0.2  # of briefs with as much of the question, the one that says it in its title comes first
MOST_LISTED = 50  # briefs of a topic, or the newest: a page of inline results
SURELY_MET = 50  # briefs that hold two names by chance alone: then some do, and looking for one took up to 30 ms among a million
MOST_BEGUN = 48  # words that a half-typed one may become, the most frequent


class Archive:
    """The briefs of a folder that `write` has filled, for an index to ask."""

    def __init__(self, folder: Path, library: Library, lexicon: Lexicon) -> None:
        self._engine = engine(folder)
        self._searcher = self._engine.searcher()
        self._records = Records(folder)
        self._reader = Reader(library.people, library.topics, lexicon)
        self._recent = Postings(Library({}, library.sources, library.people, library.topics), lexicon)
        self._hidden: frozenset[int] = frozenset()  # the numbers of briefs on disk that changed or went
        self.changes: Mapping[str, Brief | None] = {}  # what is not on disk yet; None for a brief that went
        self._vocabulary = Vocabulary((key for key, _ in self._searcher.terms_with_prefix("keys", "")))
        for word, _ in self._searcher.terms_with_prefix("spelt", ""):
            self._vocabulary.spell(word)

    @property
    def briefs(self) -> Mapping[str, Brief]:
        """The briefs by id, read when they are asked for."""
        return _Briefs(self)

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
        held = self._searcher.doc_freq(table, name)
        most = max((self._searcher.doc_freq("words", word) for word in words), default=0)
        if not held or not most or held * most > SURELY_MET * self._searcher.num_docs:
            return bool(held and most)
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
        if not clauses:
            return ArchiveView(self, {}, self._recent)
        query = tantivy.Query.boolean_query([(tantivy.Occur.Should, clause) for clause in clauses])
        begun = any(one.begun for one in sought)
        most = BEGUN if begun else FETCHED
        found = self._search(query, most + min(len(self._hidden), most))
        view = ArchiveView(self, {number: self._records.packed(number) for number in found}, self._recent)
        return view if begun else view.sifted(sought, LOOKED_AT)

    def _clauses(self, sought: Sought) -> Iterator[tantivy.Query]:
        """Give a clause for each name; many names of one unit count less, or it would count more than its neighbour."""
        lookups = [
            found
            for found in dict.fromkeys(sought.lookups())
            if self._searcher.doc_freq(found.table, found.name)
        ]
        share = (GENERAL_BOOST if is_general(sought) else 1.0) / max(1, len(lookups)) ** 0.5
        for found in lookups:
            sureness = found.sureness * share
            yield tantivy.Query.boost_query(term(found.table, found.name), sureness)
            telling = f"{found.table}:{found.name}"
            if self._searcher.doc_freq("telling", telling):
                yield tantivy.Query.boost_query(term("telling", telling), sureness * TELLING_BOOST)

    def _search(self, query: tantivy.Query, limit: int, order: str | None = None) -> list[int]:
        """Give the numbers of the best that are not hidden."""
        found = numbers(self._searcher, query, limit, order)
        return [number for number in found if number not in self._hidden]

    def brief_at(self, number: int) -> Brief:
        """Give the brief on disk with a number."""
        return self._records.brief(number)

    def find_id(self, key: str) -> list[int]:
        """Give the number of the brief on disk with an id, if there is one."""
        return self._search(term("id", key), 1)

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
        limit = MOST_LISTED + min(len(self._hidden), MOST_LISTED)
        found = [self.brief_at(number) for number in self._search(query, limit, "published")]
        return sorted((*recent, *found), key=newest_first)[:MOST_LISTED]

    def topics(self) -> set[str]:
        """Give the topics that have a brief."""
        written = (topic for topic, _ in self._searcher.terms_with_prefix("topic", ""))
        # One that went may still be among the engine's terms.
        there = {topic for topic in written if self._search(term("topic", topic), 1 + len(self._hidden))}
        return there | self._recent.topics()

    def with_brief(self, brief: Brief) -> "Archive":
        """Give the archive with a brief added, or in place of the one with its id."""
        return self._changed(brief.id, brief, self._recent.with_brief(brief))

    def without(self, key: str) -> "Archive":
        """Give the archive without a brief."""
        return self._changed(key, None, self._recent.without(key))

    def _changed(self, key: str, brief: Brief | None, recent: Postings) -> "Archive":
        changed = copy(self)
        changed._hidden = self._hidden.union(self.find_id(key))
        changed._recent = recent
        changed.changes = {**self.changes, key: brief}
        return changed

    def knowing(self, library: Library, lexicon: Lexicon) -> "Archive":
        """Give the archive that reads what comes with a library's people and topics; the briefs on disk stay as they were read."""
        other = copy(self)
        other._reader = Reader(library.people, library.topics, lexicon)
        other._recent = self._recent.read_by(other._reader)
        return other

    def settled(self) -> "Archive":
        """Write what has changed to the disk, and give the archive that has it there.

        It takes about 0.1 s and is for a quiet moment. This one can be asked meanwhile and afterwards, and remains as it
        was where writing fails.
        """
        rows = (row(brief, self._reader) for brief in self._recent.newest())
        settled = copy(self)
        settled._searcher = change(self._engine, self._records, rows, self.changes)
        settled._recent, settled._hidden, settled.changes = self._recent.emptied(), frozenset(), {}
        return settled

    def with_changes(self, changes: Mapping[str, Brief | None]) -> "Archive":
        """Give the archive with what came, changed or went (None)."""
        archive = self
        for key, brief in changes.items():
            archive = archive.with_brief(brief) if brief else archive.without(key)
        return archive


class _Briefs(Mapping[str, Brief]):
    """The briefs of an archive by id, read when they are asked for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __getitem__(self, key: str) -> Brief:
        recent = self._archive.recent().briefs.get(key)
        if recent is not None:
            return recent
        for number in self._archive.find_id(key):
            return self._archive.brief_at(number)
        raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        return (brief.id for brief in self._archive.newest())

    def __len__(self) -> int:
        return self._archive.size
