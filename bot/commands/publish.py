"""`barta publish`: put what a folder of briefs has before the readers, after showing what that changes."""

import asyncio
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

import click

from bot.commands.console import Console
from bot.commands.opened import open_store
from bot.commands.publish_report import changed_lines, count, done_lines, plan_lines, question
from bot.commands.whoami import whoami
from bot.content.edit import Editable
from bot.content.read import shipped, survey
from bot.domain.editorial import Fault
from bot.domain.errors import ArticleError, ContentError
from bot.extract.fetch import fetch
from bot.extract.source_file import article_of, read_source
from bot.render.desk_terminal import Page
from bot.render.progress import clean
from bot.services.comparison import Outgoing
from bot.services.origins import Reader, Reread, read_again
from bot.services.outgoing import hand_over, outgoing, put_out
from bot.settings import read_settings
from bot.store.engine import Store
from bot.store.sources import StoredSource

# shown: nothing else was asked for, or is to be done. refused: the editor said no. faults, changed: nothing was stored, and
# why was printed. unwritten: it is out, and a file is not written. overtaken: of a brief somebody else was faster.
Outcome = Literal["published", "shown", "refused", "faults", "changed", "unwritten", "overtaken"]
Confirm = Callable[[str], bool]
Echo = Callable[[str], None]


@dataclass(frozen=True)
class _Publishing:
    """A store, who publishes in it and when, and how they are told."""

    store: Store
    now: datetime
    who: str
    echo: Echo
    page: Page
    dry_run: bool


def run(paths: Collection[Path], briefs: Path | None, *, dry_run: bool, yes: bool) -> int:
    """Publish what differs from what is out, or the files under some paths; give the exit status."""

    async def work() -> Outcome:
        settings = read_settings()
        async with open_store(settings) as store:
            return await publish_files(
                store, briefs or settings.briefs or shipped(), paths, datetime.now(UTC), whoami(),
                confirm=(lambda _: True) if yes else click.confirm, echo=click.echo,
                whole=briefs is None, dry_run=dry_run,
            )  # fmt: skip

    return 0 if asyncio.run(work()) in ("published", "shown") else 1


def run_clear(article: str, briefs: Path | None, *, yes: bool) -> int:
    """Let the briefs of an article that changed go out nevertheless; give the exit status."""
    return asyncio.run(_clear(article, briefs, yes=yes))


async def publish_files(
    store: Store,
    folder: Path,
    paths: Collection[Path],
    now: datetime,
    who: str,
    *,
    confirm: Confirm,
    echo: Echo,
    whole: bool = False,
    dry_run: bool = False,
    preview: bool = True,
    read: Reader | None = None,
) -> Outcome:
    """Publish what differs from what is out, or the files under some paths, drafts too; print what that changes and ask first.

    `whole`: the folder is the bot's own, and a brief that is out and has no file there gets one. Without `preview` the words of
    a new brief are not printed: the editor has just seen them.

    Raises:
        ContentError: A path holds no file of the folder.
    """
    desk = _Publishing(store, now, who, echo, Console().page, dry_run)
    going = await outgoing(store, folder, paths, now, whole=whole)
    if going.faults:
        return await _refuse(desk, going.faults)
    reader = read or read_origin
    reread = [await read_again(store, each, reader, now, who, mark=not dry_run) for each in _articles(going)]
    if blocking := [each for each in reread if each.blocks]:
        return await _keep_back(desk, going, blocking)
    for line in plan_lines(desk.page, going, reread, now, preview=preview):
        echo(line)
    if dry_run:
        return "shown"
    asked = question(going, now)
    if asked and not confirm(asked):
        return "refused"
    done = await _put_out(desk, going) if asked else "shown"
    if again := await hand_over(store, going.drafts, now, who):
        echo(f"Editors are shown {count(again, 'draft')} as the files are now.")
    return done


async def read_origin(origin: str) -> tuple[str, str]:
    """Give the sha256 of the bytes of an address or a file, and the article's text in them.

    Raises:
        ArticleError: It cannot be read, or is no article.
    """
    if "://" in origin:
        article = article_of(await fetch(origin))
        return article.sha256, article.document.text
    if isinstance(found := read_source(Path(origin)), Fault):
        raise ArticleError(found.what)
    return found.sha256, found.source.text


async def _refuse(desk: _Publishing, faults: Collection[Fault]) -> Outcome:
    ordered = sorted(faults, key=lambda fault: (fault.file, fault.line or 0))
    lines = list(dict.fromkeys(map(str, ordered)))
    for line in lines:
        desk.echo(line)
    desk.echo(f"{count(len(lines), 'fault')}: nothing was published; what is out stays as it is")
    if not desk.dry_run:
        await desk.store.notices.add("fault", "\n".join(lines), desk.now)
    return "faults"


def _articles(going: Outgoing) -> list[StoredSource]:
    """Give the kept articles of what goes out."""
    found = [source for key in going.library.briefs if (source := going.source_of(key))]
    return list({source.sha256: source for source in found}.values())


async def _keep_back(desk: _Publishing, going: Outgoing, changed: Collection[Reread]) -> Outcome:
    lines = [line for each in changed for line in changed_lines(desk.page, going.library, each)]
    for line in lines:
        desk.echo(line)
    if not desk.dry_run:
        await desk.store.notices.add("changed", "\n".join(lines), desk.now)
    return "changed"


async def _put_out(desk: _Publishing, going: Outgoing) -> Outcome:
    """Store what goes out, and then write the files; say what became of each."""
    done = await put_out(desk.store, going, desk.now, desk.who)
    for line in done_lines(going, done, desk.now):
        desk.echo(line)
    out = {path: file for path, file in going.files.items() if path.stem in done}
    written = [_write(desk, file) for file in (out | going.behind).values()]
    if not all(written):
        desk.echo("What is out is in the store; barta publish writes it to the files next time.")
        return "unwritten"
    return "published" if len(done) == len(going.before) else "overtaken"


def _write(desk: _Publishing, file: Editable) -> bool:
    try:
        file.save()
    except ContentError as error:
        desk.echo(str(error))
        return False
    return True


async def _clear(article: str, briefs: Path | None, *, yes: bool) -> int:
    settings = read_settings()
    folder = briefs or settings.briefs or shipped()
    sums = {
        str(file.table.get("id")): str(file.table.get("sha256", ""))
        for file in survey(folder).files
        if file.path.name == "article.toml"
    }
    async with open_store(settings) as store:
        source = await store.sources.get(sums[article]) if article in sums else None
        if source is None or not source.changed_to:
            click.echo(_nothing_to_clear(article, sums, kept=source is not None), err=True)
            return 1
        if source.cleared_by:
            click.echo(f"The article of {article} was cleared by {clean(source.cleared_by)}.")
            return 0
        click.echo(Console().page.lines(_CLEARING, "", ""))
        if not yes and not click.confirm("Clear it?"):
            return 1
        await store.sources.clear(source.sha256, datetime.now(UTC), whoami())
    click.echo(f"The article of {article} is cleared: barta publish puts its briefs out.")
    return 0


_CLEARING = (
    "The article is another now than when it was drafted. Cleared, its briefs may go out as they are, with every quote proven "
    "against the text that was drafted, not against what stands there now. Who clears it is kept for good; when the article "
    "changes once more, it keeps its briefs back again."
)


def _nothing_to_clear(article: str, known: Collection[str], *, kept: bool) -> str:
    if kept:
        return f"The article of {clean(article)} has not changed since it was drafted; there is nothing to clear."
    if article in known:
        return f"The text of the article of {article} is not stored; nothing is compared with it."
    near = get_close_matches(article, known, n=3)
    mend = f"did you mean {' or '.join(near)}?" if near else "its id stands in its article.toml"
    return f"There is no article {clean(article)} here; {mend}"
