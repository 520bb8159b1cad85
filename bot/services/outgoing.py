"""What a folder of briefs has that is not out yet, and what is out that it does not have."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from bot.content.adopt import as_published, files_for
from bot.content.check import check
from bot.content.edit import Editable
from bot.content.files import shown, toml_files
from bot.content.open_points import draft_flaws
from bot.content.read import Contents, survey
from bot.domain.editorial import Fault, Flaw
from bot.domain.errors import ContentError
from bot.domain.history import unexplained_change
from bot.domain.models import Brief, Library
from bot.domain.source import Source
from bot.render.progress import clean, moment
from bot.services.drafts import schedule_file
from bot.services.publish import completed
from bot.store.engine import Store
from bot.store.sources import StoredSource
from bot.store.versions import Version

T = TypeVar("T")


@dataclass
class Outgoing:
    """What is to be published of a folder.

    `library` has the briefs that go out, with all that stands around them, `before` what is out of each, and `files` those
    of drafts as they are to be then. `behind` are the files that lack what is out already, as they should be. `held` are
    the drafts that an editor keeps back, by who does; `waiting` are the files of drafts that nobody named.
    """

    library: Library = field(default_factory=Library)
    before: Mapping[str, Version | None] = field(default_factory=dict)
    files: dict[Path, Editable] = field(default_factory=dict)
    behind: dict[Path, Editable] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    waiting: list[Path] = field(default_factory=list)
    sources: Mapping[str, StoredSource] = field(default_factory=dict)

    def source_of(self, key: str) -> StoredSource | None:
        """Give the kept text of a brief's article."""
        article = self.library.sources.get(key)
        return self.sources.get(article.sha256) if article else None

    def is_scheduled(self, key: str, now: datetime) -> bool:
        """Say whether a brief waits for the end of its embargo."""
        return self.library.briefs[key].is_embargoed(now) and self.before[key] is None


async def outgoing(
    store: Store, folder: Path, paths: Collection[Path], now: datetime, *, whole: bool
) -> Outgoing:
    """Compare files with what is out: all but drafts, or those under some paths, drafts too; `whole`: a brief without a file lacks one.

    Raises:
        ContentError: A path holds no file of the folder.
    """
    found, named = survey(folder), _named(folder, paths)
    drafts = {key: each.file.path for key, each in found.drafts.items()}
    out = await store.versions.latest([*found.briefs, *drafts])
    drafted = {
        key: _as_published(path, now) for key, path in drafts.items() if path in named and key not in out
    }
    contents = survey(folder, {file.path: file.text for file in drafted.values()}) if drafted else found
    chosen = [
        key
        for key, (brief, file) in contents.briefs.items()
        if brief.status != "draft" and (not paths or file.path in named)
    ]
    library = contents.library()
    going = Outgoing(
        waiting=[path for key, path in drafts.items() if path not in named and key not in out],
        sources=await _sources(
            store,
            {_sha256(contents if key in contents.briefs else found, key) for key in (*chosen, *drafted)},
        ),
    )
    kept = {each.sha256: Source(each.text) for each in going.sources.values()}
    opened = [
        found.drafts[key].file.fault(flaw)
        for key in drafted
        for flaw in draft_flaws(found, key, kept.get(_sha256(found, key)))
    ]
    others = (
        (await store.versions.others({path.stem for path in toml_files(folder)}))
        if whole and not paths
        else {}
    )
    faults = check(contents, None, {}, kept)
    if paths:
        going.faults += _relevant([*faults, *opened, *found.aside], folder, named)
    elif contents.briefs or contents.faults or not others:  # a folder that gets its first files lacks nothing
        going.faults += faults
    there = await store.versions.differing(library, chosen)
    comparison = _Comparison(store, contents, completed(library, there.values()), going)
    await comparison.add(there, now)
    for key, path in drafts.items():
        if key in out and (not paths or path in named):
            await comparison.add_draft_that_is_out(key, out[key], named=bool(paths))
    comparison.catch_up(Library(), others.values())
    await comparison.finish(drafted)
    return going


async def put_out(store: Store, going: Outgoing, now: datetime, who: str) -> list[str]:
    """Store what goes out in one transaction, and schedule what is under an embargo; give the ids of what became of it."""
    library = going.library
    ready = {key: brief for key, brief in library.briefs.items() if not going.is_scheduled(key, now)}
    done = await store.versions.record(replace(library, briefs=ready), now, who) if ready else []
    for key in library.briefs.keys() - ready.keys():
        await schedule_file(store, library, key, now, who)
        done.append(key)
    return done


class _Comparison:
    """Sorts briefs by what is to be done with them; `going` are those that go out, with what is out of them."""

    def __init__(self, store: Store, contents: Contents, library: Library, outgoing: Outgoing) -> None:
        self._store, self._contents, self._library, self._outgoing = store, contents, library, outgoing
        self.going: dict[str, Version | None] = {}

    async def add(self, there: Mapping[str, Version | None], now: datetime) -> None:
        """Take the briefs that are another than what is out of them."""
        for key, before in there.items():
            if before is None:
                await self.add_new(key, now)
            else:
                await self.add_changed(key, before)

    async def finish(self, drafted: Mapping[str, Editable]) -> None:
        """Note what goes out, which of its drafts are held, and which files are written with it."""
        outgoing, library = self._outgoing, self._library
        held = await self._store.drafts.all("held")
        outgoing.held = {draft.id: draft.changed_by for draft in held if draft.id in self.going}
        outgoing.library = replace(library, briefs={key: library.briefs[key] for key in self.going})
        outgoing.before = self.going
        outgoing.files |= {file.path: file for key, file in drafted.items() if key in self.going}

    async def add_new(self, key: str, now: datetime) -> None:
        """Take a brief that was never out, unless it waits already as it is for the end of its embargo."""
        brief = self._library.briefs[key]
        draft = await self._store.drafts.get(key) if brief.is_embargoed(now) else None
        as_saved = brief.model_dump(mode="json", exclude_defaults=True)
        if not (draft and draft.state == "scheduled" and draft.content == as_saved):
            self.going[key] = None

    async def add_changed(self, key: str, before: Version) -> None:
        """Take a brief that is another than what is out, or let its file catch up, or say why neither can be done."""
        brief = self._library.briefs[key]
        if brief == before.brief and not (before.around.sources or before.around.people):
            return  # nobody kept what stood around it
        earlier = (await self._store.versions.history(key))[:-1]
        around = self._library.around(key)
        if brief == before.brief:
            if any(each.brief == brief and each.around == around for each in earlier):
                self.catch_up(_older(around, earlier), [before])
            else:
                self.going[key] = before
        elif any(each.brief == brief for each in earlier) and len(brief.history) < len(before.brief.history):
            self.catch_up(_older(around, earlier), [before])
        elif flaw := _refusal(before, brief):
            self._outgoing.faults.append(self._contents.file_of(key).fault(flaw))
        else:
            self.going[key] = before

    async def add_draft_that_is_out(self, key: str, version: Version, *, named: bool) -> None:
        """Let the file of a draft that was published elsewhere catch up, if nobody has changed it since."""
        found = self._contents.briefs.get(key)
        was = version.brief
        dated = {"status": was.status, "published": was.published, "history": was.history}
        first = (await self._store.versions.history(key))[0].brief
        if found and found[0].model_copy(update=dated) in (was, first.model_copy(update=dated)):
            self.catch_up(Library(), [version])
        elif named:
            what = f"{key} is out since {_by(version)}, in other words than this draft has"
            mend = f"see barta history {key}, put the words back, and change them with barta correct {key}"
            self._outgoing.faults.append(self._contents.file_of(key).fault(Flaw(("status",), what, mend)))

    def catch_up(self, older: Library, versions: Iterable[Version]) -> None:
        """Write into files what is out, and around it what they lack or have as it was earlier (`older`)."""
        for version in versions:
            around, known = version.around, self._contents
            part = Library(
                {version.id: version.brief},
                {
                    key: article
                    for key, article in around.sources.items()
                    if key not in known.briefs or older.sources.get(key)
                },
                _lacking(around.people, known.people, older.people),
                _lacking(around.topics, known.topics, older.topics),
            )
            files = list(files_for(known, part))
            self._outgoing.behind |= {file.path: file for file in files if file.is_changed}


def _lacking(out: Mapping[str, T], here: Mapping[str, T], older: Mapping[str, T]) -> dict[str, T]:
    return {key: record for key, record in out.items() if key not in here or key in older}


def _older(here: Library, earlier: Iterable[Version]) -> Library:
    """Give what a folder has around a brief as it was around an earlier version of it."""
    past = [each.around for each in earlier]
    return Library(
        {},
        {
            key: each
            for key, each in here.sources.items()
            if any(was.sources.get(key) == each for was in past)
        },
        {key: each for key, each in here.people.items() if any(was.people.get(key) == each for was in past)},
        {key: each for key, each in here.topics.items() if any(was.topics.get(key) == each for was in past)},
    )


def _refusal(before: Version, brief: Brief) -> Flaw | None:
    """Say why a file is not published over what is out; None where it goes on from that."""
    told, known = before.brief.history, brief.history
    if len(known) < len(told) and told[: len(known)] == known:
        what = f"the file is older than what is out: {brief.id} was changed {_by(before)} ({before.kind}), and here too"
        mend = f"see barta history {brief.id} --diff; undo your change, let barta publish bring the file up, and make it again"
        return Flaw(("history",), what, mend)
    flaw = unexplained_change(before.brief, brief)
    if flaw and flaw.location[0] not in ("history", "embargo"):
        return flaw._replace(mend=f"run barta correct {brief.id}, or {flaw.mend}")
    return flaw


def _by(version: Version) -> str:
    return moment(version.recorded_at) + (f" by {clean(version.by)}" if version.by else "")


def _named(folder: Path, paths: Collection[Path]) -> set[Path]:
    """Give the files under some paths, as a survey of the folder names them."""
    files = {path.resolve(): path for path in toml_files(folder)}
    found: set[Path] = set()
    for path in paths:
        under = {file for whole, file in files.items() if whole.is_relative_to(path.resolve())}
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


def _as_published(path: Path, now: datetime) -> Editable:
    """Give the file of a draft as it is once it is out: dated now, or the end of an embargo that is to come."""
    file = Editable.open(path)
    ends, at = file.get("embargo"), now.astimezone(UTC).replace(microsecond=0)
    if isinstance(ends, datetime) and ends.tzinfo and ends > at:
        at = ends.astimezone(UTC)
    as_published(file, at)
    return file


def _sha256(contents: Contents, key: str) -> str:
    """Give the fingerprint that a brief's article states, "" where it states none."""
    article = contents.article_file(key)
    return str(article.table.get("sha256", "")) if article else ""


async def _sources(store: Store, sums: Collection[str]) -> dict[str, StoredSource]:
    found = [await store.sources.get(each) for each in sorted(sums)]
    return {each.sha256: each for each in found if each}


def _relevant(faults: Iterable[Fault], folder: Path, named: Collection[Path]) -> Iterator[Fault]:
    """Give the faults that keep named files from being published: their own, and those of what stands around them."""
    around = {parent for path in named for parent in path.parents if parent.is_relative_to(folder)}
    places = {shown(path) for path in named} | {shown(parent) for parent in around}
    records = ("article.toml", "people.toml", "topics.toml")
    places |= {shown(parent / name) for parent in around for name in records}
    yield from (fault for fault in faults if fault.file in places)
