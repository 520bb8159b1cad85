"""The engine that finds the briefs: its schema, its terms, and a document for each row."""

from collections.abc import Iterable
from pathlib import Path

import tantivy

from bot.index.rows import Row

_TEXTS = ("keys", "pairs", "concepts", "words", "spelt", "telling", "languages")
HEAP = 128_000_000  # bytes that the engine collects before it writes


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for field in _TEXTS:
        builder.add_text_field(field, tokenizer_name="whitespace", index_option="basic")
    for field in ("id", "topic"):
        builder.add_text_field(field, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("number", fast=True)
    builder.add_unsigned_field("published", fast=True)
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
    filled.add_bytes("packed", written.packed)
    filled.add_bytes("brief", written.brief)
    return filled


def write(folder: Path, rows: Iterable[Row]) -> None:
    """Write a new archive into an empty folder; it takes about 4 ms a brief to make its row, and a fraction to write it."""
    folder.mkdir(parents=True, exist_ok=True)
    writer = engine(folder).writer(HEAP, 1)
    for number, written in enumerate(rows):
        writer.add_document(document(number, written))
    writer.commit()
    writer.wait_merging_threads()
