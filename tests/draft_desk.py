"""Drafting as an editor does it from the terminal, and what is there afterwards, on the disk and in the store."""

import asyncio
import shutil
import tomllib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import click
from click.testing import CliRunner

from bot.cli import barta
from bot.commands.draft import run, run_feed, run_json
from bot.content.read import shipped
from bot.domain.errors import BartaError
from bot.extract.fetch import fetch
from bot.settings import read_settings
from bot.store.engine import Store
from tests.web import Site

T = TypeVar("T")
ARTICLES = Path(__file__).parent / "articles"
TUNE = {
    language: ARTICLES / language / name
    for language, name in (("bn", "tune-budget-velmora.txt"), ("en", "tune-tram-line.txt"))
}


@dataclass(frozen=True)
class DraftDesk:
    """A folder of briefs; what `draft` does may reach the local `site`, where there is one."""

    briefs: Path
    site: Site | None = None

    def draft(self, source: Path | str, *options: str) -> tuple[int, str]:
        """Run `barta draft`; give its exit status and all that it said, an error's words with status 2 among it."""
        arguments = ["draft", "--briefs", str(self.briefs), *options, str(source)]
        done = CliRunner().invoke(barta, arguments)
        if isinstance(done.exception, BartaError):
            return 2, done.output + str(done.exception)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.output

    async def get(self, url: str, *, again: bool = False) -> tuple[int, str]:
        """Draft from an address of the site."""
        return await self._run(run, url, self.briefs, again=again)

    async def json(self, url: str) -> tuple[int, str]:
        """Print what an address of the site holds."""
        return await self._run(run_json, url)

    async def feed(self, source: Path | str, limit: int = 10) -> tuple[int, str]:
        """Draft from a feed of the site, or one that links to it."""
        return await self._run(run_feed, str(source), self.briefs, limit)

    async def _run(self, command: Callable[..., int], *arguments: Any, **options: Any) -> tuple[int, str]:  # noqa: ANN401 - a command's
        assert self.site
        said: list[str] = []
        getting = partial(fetch, reach=self.site.reach)

        def work() -> int:
            try:
                return command(*arguments, **options, get=getting)
            except BartaError as error:
                said.append(str(error))
                return 2

        status, output = await asyncio.to_thread(_captured, work)
        return status, output + "".join(said)

    @property
    def folders(self) -> list[Path]:
        """The folders of drafted articles, oldest first."""
        known = {path.name for path in shipped().iterdir()}
        made = [path for path in self.briefs.iterdir() if path.is_dir() and path.name not in known]
        return sorted(made, key=lambda path: (path.stat().st_mtime_ns, path.name))

    def tables(self, folder: Path | None = None) -> dict[str, dict[str, Any]]:
        """Give the files of one drafted article by name: of the only one, or of a folder."""
        (one,) = [folder] if folder else self.folders
        return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in one.iterdir()}

    def everything(self) -> dict[Path, bytes]:
        """Give every file of the folder, hidden ones too."""
        return {path: path.read_bytes() for path in self.briefs.rglob("*") if path.is_file()}


def draft_desk(directory: Path, site: Site | None = None) -> DraftDesk:
    """Give a desk with a copy of the briefs that come with the program."""
    return DraftDesk(Path(shutil.copytree(shipped(), directory / "খবর")), site)


def briefs_of(tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give the briefs among an article's files."""
    return {name: table for name, table in tables.items() if name not in ("article.toml", "people.toml")}


async def stored(work: Callable[[Store], Awaitable[T]]) -> T:
    """Ask the store that the commands use."""
    store = await asyncio.to_thread(Store.open, read_settings().database_url)
    try:
        return await work(store)
    finally:
        await store.close()


def _captured(work: Callable[[], int]) -> tuple[int, str]:
    """Run a command's work, and give its status and what it printed."""
    status: list[int] = []
    command = click.Command("work", callback=lambda: status.append(work()))
    done = CliRunner().invoke(command)
    if done.exception:
        raise done.exception
    return status[0], done.output
