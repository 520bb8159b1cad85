"""`barta check`: hold a folder of briefs to every rule of the format."""

import asyncio
from collections.abc import Collection
from pathlib import Path
from unicodedata import normalize

import click

from bot.content.check import SourceFile, check
from bot.content.contents import Contents
from bot.content.files import MAX_BYTES, shown, toml_files
from bot.content.open_points import open_lines
from bot.content.read import shipped, survey
from bot.domain.editorial import Fault
from bot.domain.errors import StoreError
from bot.domain.models import Brief
from bot.domain.source import Source
from bot.extract.source_file import read_source
from bot.settings import read_settings
from bot.store.database import is_there
from bot.store.engine import Store


def run(briefs: Path | None, source: Path | None, *, fix: bool) -> int:
    """Print each fault of a folder, or one line where there is none; give the exit status, 1 on any fault."""
    settings = read_settings()
    folder = briefs or settings.briefs or shipped()
    if fix:
        _compose(folder)
    contents = survey(folder)
    text = read_source(source) if source else None
    faults = [text] if isinstance(text, Fault) else []
    proven = text if isinstance(text, SourceFile) else None
    try:
        published, kept, drafted = asyncio.run(_known(settings.database_url, contents))
    except StoreError:
        if not briefs:
            raise
        kept, drafted = {}, {}
    if briefs:  # another folder than the bot's own is no newer version of what the bot has published
        published = {}
    faults += check(contents, proven, published, kept, drafted)
    for fault in faults:
        click.echo(str(fault))
    _show_open(contents, open_lines(contents, proven, published, kept))
    click.echo(_count(len(faults), "fault") if faults else _summary(contents, proven, kept), err=bool(faults))
    return 1 if faults else 0


def _show_open(contents: Contents, points: Collection[Fault]) -> None:
    """Print what is open in drafts, apart from the faults: it keeps nothing else from being used."""
    drafts = len(contents.drafts) + len(contents.aside)
    if not drafts:
        return
    if points:
        click.echo(f"Open in {_count(drafts, 'draft')}, and in the way of nothing else:")
    for point in points:
        click.echo(f"  {point}")
    said = (
        f"{_count(len(points), 'open point')}: barta review goes through them" if points else "nothing open"
    )
    click.echo(f"{_count(drafts, 'draft')}: {said}")


async def _known(
    database_url: str, contents: Contents
) -> tuple[dict[str, Brief], dict[str, Source], dict[str, str]]:
    """Give what is out from this machine or database, the articles that are kept, and which texts of those that stand here.

    Nothing is where the bot never ran.
    """
    if not is_there(database_url):
        return {}, {}, {}
    sums = {str(file.table.get("sha256")) for file in contents.files if file.path.name == "article.toml"}
    store = Store.open(database_url)
    try:
        kept = {key: Source(each.text) for key, each in (await store.sources.some(sums)).items()}
        drafted = await store.sources.drafted({article.id for article, _ in contents.articles.values()})
        return await store.versions.published(), kept, drafted
    finally:
        await store.close()


def _compose(folder: Path) -> None:
    """Rewrite in NFC every file that is not, and leave alone what cannot be read: the check says why."""
    for path in toml_files(folder):
        if not path.is_file() or path.stat().st_size > MAX_BYTES:
            continue
        try:
            text = path.read_bytes().decode("utf-8")
            if (composed := normalize("NFC", text)) != text:
                path.write_bytes(composed.encode("utf-8"))
                click.echo(f"{shown(path)}: rewritten in NFC")
        except UnicodeDecodeError:
            continue
        except OSError as error:
            click.echo(f"{shown(path)}: not rewritten ({error.strerror})", err=True)


def _summary(contents: Contents, proven: SourceFile | None, kept: Collection[str]) -> str:
    briefs = [brief for brief, _ in contents.briefs.values() if brief.id not in contents.drafts]
    quotes = [quote for brief in briefs for quote in brief.quotes]
    passages = sum(quote.kind == "passage" for quote in quotes)
    counts = [
        _count(len(briefs), "brief"),
        _count(len(quotes) - passages, "quote"),
        _count(passages, "passage"),
    ]
    sums = {article.sha256 for article, _ in contents.articles.values()}
    if sums and sums <= set(kept):
        return f"{', '.join(counts)}: no fault; all of them proven to the letter against the articles that are kept"
    if not proven:
        return f"{', '.join(counts)}: no fault; the article's text (--source) would prove them to the letter"
    scope = "its own article's briefs" if len(sums) > 1 else "all of them"
    return f"{', '.join(counts)}: no fault; {scope} proven to the letter against {shown(proven.path)}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
