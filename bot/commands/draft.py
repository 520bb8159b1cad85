"""`barta draft`: draft briefs from an article."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from bot.content.files import shown
from bot.content.read import read, shipped
from bot.domain.errors import ArticleError
from bot.extract.drafts import Drafted, Drafter, note_lines
from bot.extract.extraction import Extraction
from bot.extract.source_file import read_article
from bot.settings import read_settings


def run(source: Path, briefs: Path | None, *, as_json: bool) -> int:
    """Print what an article holds, or write its drafts beside the other briefs; give the exit status."""
    article = read_article(source)
    extraction = Extraction(article.document)
    if as_json:
        click.echo(json.dumps(extraction.as_json(), ensure_ascii=False, indent=1))
        return 0
    folder = briefs or read_settings().briefs or shipped()
    library, _ = read(folder)
    if drafted_before := _with_sha256(article.sha256, folder):
        raise ArticleError(f"{shown(drafted_before)} holds this article's briefs already: edit those.")
    drafted = Drafter(extraction, article.sha256, datetime.now(UTC), library).draft()
    written = _write(drafted, folder)
    for note in (*extraction.notes, *note_lines(extraction.quotes)):
        click.echo(note)
    count = sum(name not in ("article.toml", "people.toml") for name in drafted.files)
    click.echo(
        f"{count} drafts with {len(extraction.quotes)} quotes in {shown(written)}; {drafted.open_points} open points."
    )
    return 0


def _with_sha256(sha256: str, folder: Path) -> Path | None:
    """Give the folder of the briefs of an article, drafts with open points among them."""
    wanted = f'sha256 = "{sha256}"'
    files = (path for path in folder.rglob("article.toml") if wanted in path.read_text(encoding="utf-8"))
    return next((path.parent for path in files), None)


def _write(drafted: Drafted, folder: Path) -> Path:
    """Write all files of a draft or, where one fails, none."""
    target = folder / drafted.folder
    if target.exists():
        raise ArticleError(f"{shown(target)} is there already: rename or delete it to draft again.")
    with TemporaryDirectory(dir=folder, prefix=".draft-") as beside:
        made = Path(beside) / drafted.folder
        made.mkdir()
        for name, text in drafted.files.items():
            (made / name).write_text(text, encoding="utf-8")
        shutil.move(made, target)
    return target
