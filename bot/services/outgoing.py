"""What a folder of briefs has that is not out yet, and what is out that it does not have."""

import os.path
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path

from bot.content.adopt import as_published
from bot.content.check import check
from bot.content.contents import Contents
from bot.content.edit import Editable
from bot.content.files import shown, toml_files
from bot.content.open_points import draft_flaws, to_draft
from bot.content.read import survey
from bot.domain.draft import NewDraft
from bot.domain.editorial import Fault
from bot.domain.errors import ContentError
from bot.domain.models import Library
from bot.domain.source import Source
from bot.services.comparison import Comparison, Outgoing
from bot.services.drafts import schedule_file
from bot.services.publish import completed
from bot.store.engine import Store
from bot.store.sources import StoredSource
from bot.store.versions import Version


async def outgoing(
    store: Store, folder: Path, paths: Collection[Path], now: datetime, *, whole: bool
) -> Outgoing:
    """Compare files with what is out: all but drafts, or those under some paths, drafts too; `whole`: a brief without a file lacks one.

    Raises:
        ContentError: A path holds no file of the folder.
    """
    looked = await _look(store, folder, _named(folder, paths) if paths else None, now)
    whole = whole and not paths
    others = await store.versions.others({path.stem for path in toml_files(folder)}) if whole else {}
    library, chosen = looked.then.library(), looked.chosen
    there = await store.versions.differing(library, chosen)
    going = Outgoing(sources=await _sources(store, looked.sums))
    if (
        paths or looked.then.briefs or looked.then.faults or not others
    ):  # a folder's first files are no fault of it
        kept = {each.sha256: Source(each.text) for each in going.sources.values()}
        going.faults += looked.faults(kept, await store.sources.drafted(looked.articles))
    comparison = Comparison(store, looked.then, completed(library, there.values()), going)
    await comparison.add(there, now)
    for key, draft in looked.now.drafts.items():
        if looked.is_named(draft.file.path) and key in looked.out:
            await comparison.add_draft_that_is_out(key, looked.out[key], named=bool(paths))
    comparison.catch_up(Library(), others.values())
    await comparison.finish(looked.drafted)
    if not paths:
        going.waiting = [each.file.path for key, each in looked.now.drafts.items() if key not in looked.out]
    if whole:
        going.drafts = await _changed_drafts(store, looked.now, looked.out)
    return going


@dataclass(frozen=True)
class _Looked:
    """A folder's files as they are, and as they are once the drafts among the named ones are out; `out` is what is."""

    now: Contents
    then: Contents
    named: Collection[Path] | None
    drafted: Mapping[str, Editable]
    out: Mapping[str, Version]

    def is_named(self, path: Path) -> bool:
        """Say whether a file is to be published; where none is named, each is."""
        return self.named is None or path in self.named

    @property
    def chosen(self) -> list[str]:
        """The briefs that are to be published, as far as they can be read."""
        return [
            key
            for key, (brief, file) in self.then.briefs.items()
            if brief.status != "draft" and self.is_named(file.path)
        ]

    @property
    def sums(self) -> set[str]:
        """The fingerprints of their articles."""
        return {_sha256(self.now, key) for key in self.drafted} | {
            _sha256(self.then, key) for key in self.chosen
        }

    @property
    def articles(self) -> set[str]:
        """The ids of their articles."""
        found = (
            self.then.article_of(key) for key in (*self.chosen, *self.drafted) if key in self.then.briefs
        )
        return {article.id for article in found if article}

    def faults(self, kept: Mapping[str, Source], drafted: Mapping[str, str]) -> list[Fault]:
        """Give what keeps them from being published, proven against the articles that are kept; see `check`."""
        faults = check(self.then, None, {}, kept, drafted)
        if self.named is None:
            return faults
        for key in self.drafted:
            file = self.now.drafts[key].file
            faults += map(file.fault, draft_flaws(self.now, key, kept.get(_sha256(self.now, key))))
        return list(_relevant([*faults, *self.now.aside], self.now.folder, self.named))


async def _look(store: Store, folder: Path, named: Collection[Path] | None, now: datetime) -> _Looked:
    found = survey(folder)
    out = await store.versions.latest([*found.briefs, *found.drafts])
    drafted = {
        key: _as_published(draft.file.path, now)
        for key, draft in found.drafts.items()
        if named and draft.file.path in named and key not in out
    }
    then = survey(folder, {file.path: file.text for file in drafted.values()}) if drafted else found
    return _Looked(found, then, named, drafted, out)


async def put_out(store: Store, going: Outgoing, now: datetime, who: str) -> list[str]:
    """Store what goes out in one transaction, and schedule what is under an embargo; give the ids of what became of it."""
    library = going.library
    ready = {key: brief for key, brief in library.briefs.items() if not going.is_scheduled(key, now)}
    done = await store.versions.record(replace(library, briefs=ready), now, who) if ready else []
    for key in library.briefs.keys() - ready.keys():
        await schedule_file(store, library, key, now, who)
        done.append(key)
    return done


async def hand_over(store: Store, drafts: Collection[NewDraft], now: datetime, who: str) -> int:
    """Keep drafts as their files are now, so that editors decide on those; give how many are others than were kept."""
    before = {draft.id: draft.stamp for draft in await store.drafts.all()}
    await store.drafts.save(drafts, now, who)
    return sum(before.get(draft.id) != draft.stamp for draft in await store.drafts.all())


async def _changed_drafts(store: Store, found: Contents, out: Collection[str]) -> list[NewDraft]:
    """Give the drafts that are not out as their files are now, but those that nobody works on any more."""
    gone = {draft.id for draft in await store.drafts.all("withdrawn")}
    keys = [
        key
        for key, draft in found.drafts.items()
        if key not in gone | {*out} and draft.has_id
    ]
    kept = await _sources(store, {_sha256(found, key) for key in keys})
    texts = {key: kept[sha256].text for key in keys if (sha256 := _sha256(found, key)) in kept}
    return [to_draft(found, key, texts.get(key)) for key in keys]


def _named(folder: Path, paths: Collection[Path]) -> set[Path]:
    """Give the files under some paths, as a survey of the folder names them."""
    every = [*toml_files(folder)]
    files = {_whole(path): path for path in every} | {path.resolve(): path for path in every}
    found: set[Path] = set()
    for path in paths:
        wanted = {path.resolve(), _whole(path)}  # where a link stands, or what it is of
        under = {file for whole, file in files.items() if any(whole.is_relative_to(each) for each in wanted)}
        if path.name in ("article.toml", "people.toml", "topics.toml"):
            under = {file for whole, file in files.items() if whole.is_relative_to(path.resolve().parent)}
        if not under:
            near = get_close_matches(path.stem, [file.stem for file in files.values()], n=1)
            mend = (
                f"did you mean {shown(next(each for each in files.values() if each.stem == near[0]))}?"
                if near
                else "name files of its briefs, or its folders"
            )
            raise ContentError(f"{path} is no file of the briefs in {shown(folder)}; {mend}")
        found |= under
    return found


def _whole(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100 - Path.resolve would follow links


def _as_published(path: Path, now: datetime) -> Editable:
    """Give the file of a draft as it is once it is out: dated now, or the end of an embargo that is to come."""
    file = Editable.open(path)
    ends, at = file.get("embargo"), now.astimezone(UTC).replace(microsecond=0)
    if isinstance(ends, datetime) and ends.tzinfo and ends > at:
        with suppress(OverflowError):  # it is said to be a fault
            at = ends.astimezone(UTC)
    as_published(file, at)
    return file


def _sha256(contents: Contents, key: str) -> str:
    """Give the fingerprint that a brief's article states, "" where it states none."""
    article = contents.article_file(key)
    return str(article.table.get("sha256", "")) if article else ""


async def _sources(store: Store, sums: Collection[str]) -> dict[str, StoredSource]:
    return await store.sources.some(sums)


def _relevant(faults: Iterable[Fault], folder: Path, named: Collection[Path]) -> Iterator[Fault]:
    """Give the faults that keep named files from being published: their own, and those of what stands around them."""
    around = {parent for path in named for parent in path.parents if parent.is_relative_to(folder)}
    places = {shown(path) for path in named} | {shown(parent) for parent in around}
    records = ("article.toml", "people.toml", "topics.toml")
    places |= {shown(parent / name) for parent in around for name in records}
    yield from (fault for fault in faults if fault.file in places)
