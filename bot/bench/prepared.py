"""What is made once for a benchmark of search and kept: documents for other engines, archives for Barta."""

import shutil
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter

from bot.bench import corpus, documents
from bot.bench.engines.barta import is_archived, write_archive
from bot.content.read import load
from bot.domain.errors import BartaError

_READ = (
    "bot.domain",
    "bot.index",
)  # with how the other briefs and documents are made, all that decides what is made
_SECONDS = "seconds"


@dataclass(frozen=True)
class Prepared:
    """The folder of the own briefs, how many others stand beside them, and what was made of all."""

    briefs: Path
    others: int
    documents: Path
    archive: Path | None
    written: float  # seconds that writing the archive took, on all cores


def prepare(cache: Path, briefs: Path, others: int, most: int, *, archive: bool) -> Prepared:
    """Make what is not there yet; the documents of the `most` others serve every size.

    Raises:
        BartaError: An archive could not be written.
    """
    folder = cache / _digest(briefs)
    path = folder / f"{most}.jsonl"
    if not path.exists():
        documents.write_others(path, most)
    if not (archive and is_archived(load(briefs).published(), others)):
        return Prepared(briefs, others, path, None, 0.0)
    made = folder / f"archive-{others}"
    if not made.exists():
        _in_a_process(made, briefs, others)
    return Prepared(briefs, others, path, made, float((made / _SECONDS).read_text(encoding="ascii")))


def _in_a_process(made: Path, briefs: Path, others: int) -> None:
    """Write an archive in a process that ends with what it took."""
    worker = get_context("spawn").Process(target=_write, args=(made, briefs, others))
    worker.start()
    worker.join()
    if not made.exists():
        raise BartaError("its archive was not written; see above")


def _write(made: Path, briefs: Path, others: int) -> None:
    unready = made.with_suffix(".unready")
    shutil.rmtree(unready, ignore_errors=True)
    start = perf_counter()
    write_archive(unready, load(briefs).published(), others)
    (unready / _SECONDS).write_text(f"{perf_counter() - start}", encoding="ascii")
    unready.rename(made)


def _digest(briefs: Path) -> str:
    """Give a name for all that the documents and archives depend on."""
    digest = sha256()
    for package in _READ:
        for part in sorted(files(package).iterdir(), key=lambda part: part.name):
            if part.is_file():
                digest.update(part.read_bytes())
    for path in (Path(corpus.__file__), Path(documents.__file__), *sorted(briefs.rglob("*.toml"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
