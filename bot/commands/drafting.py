"""An article becomes a folder of drafts, and editors are shown them; one seen before is said to be so."""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import click

from bot.content.check import SourceFile
from bot.content.contents import Contents
from bot.content.files import shown
from bot.content.new_folder import write_folder
from bot.content.open_points import open_lines, to_draft
from bot.content.read import survey
from bot.domain.errors import ArticleError, StoreError
from bot.domain.source import Source
from bot.extract.drafts import Drafted, Drafter, Known, note_lines
from bot.extract.extraction import Extraction
from bot.extract.fetch import Page
from bot.extract.people import spellings_of
from bot.extract.precedents import Precedents, fates, precedents
from bot.extract.prose import asides, left_out_lines
from bot.extract.source_file import SourceText
from bot.store.database import UNREACHABLE
from bot.store.engine import Store
from bot.store.sources import NewSource, StoredSource

Get = Callable[[str], Awaitable[Page]]


@dataclass(frozen=True)
class Drafting:
    """A folder of briefs, the store, who drafts, and what gets pages from the web."""

    folder: Path
    store: Store
    who: str
    get: Get

    async def draft(self, article: SourceText, *, again: bool = False) -> bool:
        """Write an article's drafts, keep them with its text in the store, and print what an editor should know.

        Say whether there are drafts: none are made of an article that changed since it was drafted, unless `again`.

        Raises:
            ArticleError: It was drafted before, and not `again`.
            ContentError: The files cannot be written.
            StoreError: The store cannot be written.
        """
        contents = survey(self.folder)
        known = await precedents(article, contents, self.store)
        await self._settle_change(article)
        if known.same and not again:
            if await self._complete(article, contents):
                return True
            raise ArticleError(
                f"This article was drafted before, as {known.same}: edit that, or draft it once more with --again."
            )
        if known.before:
            await self._report_change(article, known.before, contents)
            if not again:
                files = [contents.article_file(key) for key in contents.drafts]
                waits = any(file and file.table.get("sha256") == known.before.sha256 for file in files)
                settle = " barta review settles what becomes of its drafts." if waits else ""
                click.echo(f"Nothing was drafted.{settle} To draft the article as it is now: --again")
                return False
        extraction = Extraction(article.document)
        names = await self._taken(contents)
        drafter = Drafter(
            extraction, article, datetime.now(UTC), Known(contents.library(), names, spellings_of(contents))
        )
        drafted = await asyncio.to_thread(drafter.draft)
        await self._keep(article, drafted)
        self._report(article, extraction, drafted, known)
        return True

    async def _taken(self, contents: Contents) -> frozenset[str]:
        """Give the names that no new file or folder may have: those here, and those of the store."""
        ids = {*await self.store.versions.recorded(), *(draft.id for draft in await self.store.drafts.all())}
        folders = {path.name for path in self.folder.iterdir()}
        return frozenset(
            {f"{key}.toml" for key in ids} | {file.path.name for file in contents.files} | folders
        )

    async def _keep(self, article: SourceText, drafted: Drafted) -> None:
        """Write the files, then the store in one transaction; where that fails, the files go."""
        document, target = article.document, self.folder / drafted.folder
        source = NewSource(article.sha256, article.origin, drafted.folder, document.language, document.text)
        write_folder(target, drafted.files)
        try:
            contents = survey(self.folder)
            own = [key for key, draft in contents.drafts.items() if draft.file.path.parent == target]
            drafts = [to_draft(contents, key, document.text) for key in own]
            await self.store.drafts.save(drafts, datetime.now(UTC), self.who, source)
        except UNREACHABLE as error:
            shutil.rmtree(target)
            why = str(getattr(error, "orig", None) or error).partition("\n")[0]
            raise StoreError(
                f"The database cannot be written ({why}), and nothing was drafted; make room, or mend "
                "that, and draft it again."
            ) from None
        except BaseException:
            shutil.rmtree(target)
            raise

    async def _complete(self, article: SourceText, contents: Contents) -> bool:
        """Keep an article whose drafting was broken off between its files and the store; say whether that was so."""
        if await self.store.sources.get(article.sha256):
            return False
        out = await self.store.versions.recorded()
        keys = (key for key, draft in contents.drafts.items() if draft.has_id and key not in out)
        files = {key: contents.article_file(key) for key in keys}
        own = {
            key: file for key, file in files.items() if file and file.table.get("sha256") == article.sha256
        }
        if not own:
            return False
        document, place = article.document, next(iter(own.values())).path.parent
        source = NewSource(article.sha256, article.origin, place.name, document.language, document.text)
        drafts = [to_draft(contents, key, document.text) for key in own]
        await self.store.drafts.save(drafts, datetime.now(UTC), self.who, source)
        click.echo(
            f"{shown(place)} was drafted before, and broken off: its drafts and the article's text are kept now."
        )
        return True

    async def _settle_change(self, article: SourceText) -> None:
        """Note that an address has again what it had when it was drafted."""
        last = await self.store.sources.of_origin(article.origin)
        if last and last.changed_to and last.text == article.document.text:
            await self.store.sources.mark_changed(last.sha256, last.sha256, datetime.now(UTC), self.who)

    async def _report_change(self, article: SourceText, before: StoredSource, contents: Contents) -> None:
        """Note that a source changed, tell all editors, and print what that does to its briefs."""
        now, out = datetime.now(UTC), await self.store.versions.others(contents.briefs.keys())
        lines = [
            f"{article.origin} has changed since {before.added_at:%Y-%m-%d %H:%M} UTC, when it was drafted as {before.article_id}.",
            *fates(contents, out.values(), before, Source(article.document.text)),
        ]
        # A page's bytes may be others at each visit; its text says whether it is what an editor has cleared.
        changed = sha256(article.document.text.encode()).hexdigest()
        await self.store.sources.mark_changed(before.sha256, changed, now, self.who)
        await self.store.notices.add("changed", "\n".join(lines), now)
        click.echo("\n".join(lines))

    def _report(
        self, article: SourceText, extraction: Extraction, drafted: Drafted, known: Precedents
    ) -> None:
        target = self.folder / drafted.folder
        if known.alike:
            place, share = known.alike
            click.echo(
                f"It is much like {place}: {share:.0%} of the shorter one's runs of five words stand in both."
            )
        outside = asides(article.document)
        quotes = [each for each in extraction.quotes if each.paragraph not in outside]
        for note in (*left_out_lines(article.document), *extraction.notes, *note_lines(quotes)):
            click.echo(note)
        contents = survey(self.folder)
        proof = SourceFile(target, article.sha256, Source(article.document.text))
        points = [
            point for point in open_lines(contents, proof) if Path(point.file).is_relative_to(shown(target))
        ]
        briefs = sum(draft.file.path.parent == target for draft in contents.drafts.values())
        counts = (
            f"{number} {noun}{'' if number == 1 else 's'}"
            for number, noun in (
                (briefs, "draft"),
                (len(quotes), "quote"),
                (len(points), "open point"),
            )
        )
        click.echo("{} with {} in {where}; {}: barta review".format(*counts, where=shown(target)))
