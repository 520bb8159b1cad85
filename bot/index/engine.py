"""The engine that finds the briefs: its schema, its terms, and a document for each row."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from bot.domain.models import Brief
from bot.index.rows import Row

_TEXTS = ("keys", "pairs", "concepts", "words", "spelt", "telling", "languages")
HEAP = 128_000_000  # bytes that the engine collects before it writes


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in _TEXTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in ("id", "topic"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    for field in ("number", "published", "version"):
        builder.add_unsigned_field(field, fast=True)
    builder.add_bytes_field("packed", stored=True)
    builder.add_bytes_field("brief", stored=True)
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
    filled.add_bytes("packed", written.packed)
    filled.add_bytes("brief", written.brief)
    return filled


def write(folder: Path, rows: Iterable[Row]) -> None:
    """Write a new archive into an empty folder; it takes about 4 ms a brief to make its row, and a fraction to write it."""
    folder.mkdir(parents=True, exist_ok=True)
    change(engine(folder), rows)


def change(opened: tantivy.Index, rows: Iterable[Row], changed: Iterable[str] = ()) -> tantivy.Searcher:
    """Take the briefs with some ids out, write rows, and give a searcher that sees it; all of it happens, or nothing."""
    newest = opened.searcher().search(tantivy.Query.all_query(), 1, order_by_field="number").hits
    writer = opened.writer(HEAP, 1)
    for key in changed:
        writer.delete_documents_by_term("id", key)
    for number, written in enumerate(rows, start=newest[0][0] + 1 if newest else 0):
        writer.add_document(document(number, written))
    writer.commit()
    writer.wait_merging_threads()
    opened.reload()
    return opened.searcher()


def versions(searcher: tantivy.Searcher) -> dict[int, tantivy.DocAddress]:
    """Give where each brief is, by the version of its content; of 100,000 it takes a fraction of a second."""
    found = searcher.search(tantivy.Query.all_query(), max(1, searcher.num_docs), count=False)
    addresses = [address for _, address in found.hits]
    numbers = searcher.fast_field_values("version", addresses)
    return {int(number or 0): address for number, address in zip(numbers, addresses, strict=True)}


def read_brief(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Brief:
    """Give the brief at an address."""
    return Brief.model_validate_json(bytes(searcher.doc(address).get_first("brief") or b""))
