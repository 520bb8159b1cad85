"""Which index a library gets: one in memory where it is small, an archive on disk where it is not."""

import shutil
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from bot.domain.contents import Reader
from bot.domain.models import Library
from bot.domain.search import Index, lexicon_of
from bot.index.archive import Archive
from bot.index.engine import write
from bot.index.rows import row

# Up to here every brief is looked at for every question, within a few milliseconds and with exact figures for rarity.
MOST_IN_MEMORY = 300
_READY = "meta.json"  # the engine's own; a folder without it was left half written


def index_of(library: Library, cache: Path) -> Index:
    """Give the index of a library; what `cache` holds of just this library is used, anything else there is written anew.

    Writing takes some 4 ms a brief.
    """
    published = library.published()
    if len(published.briefs) <= MOST_IN_MEMORY:
        return Index(library)
    lexicon = lexicon_of(library)
    folder = cache / _digest(published)
    if not (folder / _READY).exists():
        shutil.rmtree(cache, ignore_errors=True)
        unready = cache / "unready"
        reader = Reader(library.people, library.topics, lexicon)
        write(unready, (row(brief, reader) for brief in published.briefs.values()))
        unready.rename(folder)
    others = replace(library, briefs={})
    return Index(others, lexicon, Archive(folder, others, lexicon))


def _digest(library: Library) -> str:
    """Give a name for all that an archive depends on: the briefs, names and topics, and how they are read."""
    digest = sha256()
    for part in sorted(files("bot.domain").iterdir(), key=lambda part: part.name):
        if part.is_file():
            digest.update(part.read_bytes())
    for table in (library.people, library.topics, library.briefs):
        for key, record in table.items():
            digest.update(f"{key} {record.model_dump_json()}\n".encode())
    return digest.hexdigest()[:32]
