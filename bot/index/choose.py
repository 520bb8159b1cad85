"""Which index a library gets: one in memory where it is small, an archive on disk where it is not."""

import shutil
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from bot.domain.models import Library
from bot.domain.search import Index, lexicon_of
from bot.index.archive import Archive
from bot.index.build import fill
from bot.index.engine import change, engine, versions
from bot.index.records import Records
from bot.index.rows import version_of

# Up to here every brief is looked at for every question, within a few milliseconds and with exact figures for rarity.
MOST_IN_MEMORY = 300


def index_of(library: Library, cache: Path) -> Index:
    """Give the index of a library; of its briefs, those that `cache` does not have just so are written.

    That takes a core some 2 ms a brief. The library alone counts: a brief that was put into the archive since and is not in the
    library, or is another there, is not served.
    """
    briefs = library.published().briefs
    if len(briefs) <= MOST_IN_MEMORY:
        return Index(library)
    lexicon = lexicon_of(library)
    folder = cache / _digest(library)
    if not folder.exists():
        shutil.rmtree(cache, ignore_errors=True)
    _update(folder, replace(library, briefs=briefs))
    others = {key: brief for key, brief in library.briefs.items() if key not in briefs}
    return Index(replace(library, briefs=others), lexicon, Archive(folder, library, lexicon))


def _update(folder: Path, library: Library) -> None:
    """Bring an archive to just the briefs of a library; one that is new has none yet, and one left half written some."""
    folder.mkdir(parents=True, exist_ok=True)
    opened, records = engine(folder), Records(folder)
    there = versions(opened.searcher())
    wanted = {version_of(brief.model_dump_json().encode()): brief for brief in library.briefs.values()}
    gone = [records.brief(number).id for version, number in there.items() if version not in wanted]
    if gone:
        change(opened, records, (), gone)
    new = [brief for version, brief in wanted.items() if version not in there]
    if new:
        fill(opened, records, new, library)


def _digest(library: Library) -> str:
    """Give a name for all that an archive depends on beside the briefs: the names, the topics, and how briefs are read."""
    digest = sha256()
    for package in ("bot.domain", "bot.index"):
        for part in sorted(files(package).iterdir(), key=lambda part: part.name):
            if part.is_file():
                digest.update(part.read_bytes())
    for table in (library.people, library.topics):
        for key, record in table.items():
            digest.update(f"{key} {record.model_dump_json()}\n".encode())
    return digest.hexdigest()[:32]
