"""`barta draft`: draft briefs from an article, or from the new articles of a feed."""

import asyncio
import json
from pathlib import Path

import click

from bot.commands.draft_feed import draft_feed
from bot.commands.drafting import Drafting, Get
from bot.commands.opened import open_store
from bot.commands.whoami import whoami
from bot.content.read import shipped
from bot.domain.errors import ArticleError
from bot.extract.extraction import Extraction
from bot.extract.feed import Feed, read_feed
from bot.extract.fetch import fetch
from bot.extract.source_file import SourceText, article_of, read_article, read_bytes
from bot.settings import read_settings


def run_json(source: str, get: Get = fetch) -> int:
    """Print what an article holds, and write nothing anywhere; give the exit status."""
    article = asyncio.run(_article(source, get))
    click.echo(json.dumps(Extraction(article.document).as_json(), ensure_ascii=False, indent=1))
    return 0


def run(source: str, briefs: Path | None, *, again: bool, get: Get = fetch) -> int:
    """Write an article's drafts beside the other briefs; give the exit status, 1 where it only changed since."""

    async def work() -> int:
        article = await _article(
            source, get
        )  # what cannot be read leaves nothing behind, no empty database either
        settings = read_settings()
        async with open_store(settings) as store:
            drafting = Drafting(briefs or settings.briefs or shipped(), store, whoami(), get)
            return 0 if await drafting.draft(article, again=again) else 1

    return asyncio.run(work())


def run_feed(source: str, briefs: Path | None, limit: int, get: Get = fetch) -> int:
    """Draft the articles of a feed's new entries; give the exit status, 1 where some could not be had."""

    async def work() -> int:
        feed, origin = await _feed(source, get)
        settings = read_settings()
        async with open_store(settings) as store:
            drafting = Drafting(briefs or settings.briefs or shipped(), store, whoami(), get)
            return 0 if await draft_feed(drafting, feed, origin, limit) else 1

    return asyncio.run(work())


async def _article(source: str, get: Get) -> SourceText:
    if not _is_address(source):
        return read_article(_path(source))
    page = await get(source)
    if page.kind == "feed":
        raise ArticleError(f"{page.url} is a feed; draft its articles with barta draft --feed {page.url}")
    return article_of(page)


async def _feed(source: str, get: Get) -> tuple[Feed, str]:
    """Give a feed, and its address or file."""
    if _is_address(source):
        page = await get(source)
        return read_feed(page.body, page.url), page.url
    path = _path(source)
    return read_feed(read_bytes(path), str(path.resolve())), str(path.resolve())


def _is_address(source: str) -> bool:
    return "://" in source


def _path(source: str) -> Path:
    path = Path(source)
    if path.is_dir():
        raise ArticleError(f"{source} is a folder; name the file of one article.")
    if not path.is_file():
        raise ArticleError(
            f"There is no file {source}; name a file, or an address like https://example.org/article."
        )
    return path
