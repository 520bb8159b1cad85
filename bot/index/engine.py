"""The engine that finds the briefs: its schema, its terms, and a document for each row."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import tantivy

from bot.index.records import Records
from bot.index.rows import Row

_TEXTS = ("keys", "pairs", "concepts", "words", "spelt", "telling", "languages")
HEAP = 128_000_000  # bytes that the engine collects before it writes
_AT_ONCE = 500  # rows


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in _TEXTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in ("id", "topic"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("number", "published", "version"):
        builder.add_unsigned_field(field, fast=True)
    return builder.build()


SCHEMA = _schema()


def engine(folder: Path) -> tantivy.Index:
    """Open the engine of a folder, or make it."""
    path = str(folder)
    opened = tantivy.Index.open(path) if tantivy.Index.exists(path) else tantivy.Index(SCHEMA, path=path)
    words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    opened.register_tokenizer("whitespace", words)
    return opened


def term(field: str, text: str) -> tantivy.Query:
    """Give the briefs that hold a text in a field."""
    return tantivy.Query.term_query(SCHEMA, field, text, "basic")


def document(number: int, written: Row) -> tantivy.Document:
    """Give a row as the engine takes it."""
    filled = tantivy.Document()
    for field, text in (*written.texts.items(), ("id", written.key), ("topic", written.topic)):
        filled.add_text(field, text)
    filled.add_unsigned("number", number)
    filled.add_unsigned("published", written.published)
    filled.add_unsigned("version", written.version)
    return filled


def write(folder: Path, rows: Iterable[Row]) -> None:
    """Write a new archive into an empty folder; it takes about 2 ms a brief to make its row, and a fraction to write it."""
    folder.mkdir(parents=True, exist_ok=True)
    change(engine(folder), Records(folder), rows)


def change(
    opened: tantivy.Index, records: Records, rows: Iterable[Row], changed: Iterable[str] = ()
) -> tantivy.Searcher:
    """Take the briefs with some ids out, write rows, and give a searcher that sees it; all of it happens, or nothing."""
    writer = opened.writer(HEAP, 1)
    for key in changed:
        writer.delete_documents_by_term("id", key)
    waiting = iter(rows)
    while some := list(islice(waiting, _AT_ONCE)):
        for number, written in zip(records.append(some), some, strict=True):
            writer.add_document(document(number, written))
    records.sync()  # the engine's commit is what counts: records that it does not know are never read
    writer.commit()
    writer.wait_merging_threads()
    opened.reload()
    return opened.searcher()


def numbers(
    searcher: tantivy.Searcher, query: tantivy.Query, limit: int, order: str | None = None
) -> list[int]:
    """Give the numbers of the best briefs, or of those that come last in an order."""
    options: dict[str, Any] = {"order_by_field": order} if order else {}
    found = searcher.search(query, limit, count=False, **options).hits
    return [int(number or 0) for number in searcher.fast_field_values("number", [at for _, at in found])]


def versions(searcher: tantivy.Searcher) -> dict[int, int]:
    """Give the number of each brief by the version of its content; of 100,000 it takes a fraction of a second."""
    found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False)
    addresses = [address for _, address in found.hits]
    both = (searcher.fast_field_values(field, addresses) for field in ("version", "number"))
    return {int(version or 0): int(number or 0) for version, number in zip(*both, strict=True)}
