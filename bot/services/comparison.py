"""Files of briefs beside what is out: what goes out, which files are behind, and what contradicts what was published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot.content.adopt import files_for
from bot.content.contents import Contents
from bot.content.edit import Editable
from bot.domain.draft import NewDraft
from bot.domain.editorial import Fault, Flaw
from bot.domain.history import unexplained_change
from bot.domain.models import Brief, Library
from bot.render.progress import clean, moment
from bot.store.engine import Store
from bot.store.sources import StoredSource
from bot.store.versions import Version

T = TypeVar("T")


@dataclass
class Outgoing:
    """What is to be published of a folder.

    `library` has the briefs that go out, with all that stands around them, `before` what is out of each, and `files` those
    of drafts as they are to be then. `behind` are the files that lack what is out already, as they should be. `held` are
    the drafts that an editor keeps back, by who does; `waiting` are the files of drafts that nobody named, `drafts` these as
    editors are to see them, and `left` says which files of drafts contradict what is out.
    """

    library: Library = field(default_factory=Library)
    before: Mapping[str, Version | None] = field(default_factory=dict)
    files: dict[Path, Editable] = field(default_factory=dict)
    behind: dict[Path, Editable] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    left: list[Fault] = field(default_factory=list)
    drafts: list[NewDraft] = field(default_factory=list)
    waiting: list[Path] = field(default_factory=list)
    sources: Mapping[str, StoredSource] = field(default_factory=dict)

    def source_of(self, key: str) -> StoredSource | None:
        """Give the kept text of a brief's article."""
        article = self.library.sources.get(key)
        return self.sources.get(article.sha256) if article else None

    def is_scheduled(self, key: str, now: datetime) -> bool:
        """Say whether a brief waits for the end of its embargo."""
        return self.library.briefs[key].is_embargoed(now) and self.before[key] is None


class Comparison:
    """Sorts briefs by what is to be done with them; `going` are those that go out, with what is out of them."""

    def __init__(self, store: Store, contents: Contents, library: Library, outgoing: Outgoing) -> None:
        self._store, self._contents, self._library, self._outgoing = store, contents, library, outgoing
        self.going: dict[str, Version | None] = {}
        self._behind: list[Library] = []

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
        outgoing.files = {file.path: file for key, file in drafted.items() if key in self.going}
        behind = Library(
            {key: brief for part in self._behind for key, brief in part.briefs.items()},
            {key: article for part in self._behind for key, article in part.sources.items()},
            {key: person for part in self._behind for key, person in part.people.items()},
            {key: topic for part in self._behind for key, topic in part.topics.items()},
        )
        outgoing.behind = {file.path: file for file in files_for(self._contents, behind) if file.is_changed}

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
        else:
            what = f"{key} is out since {_by(version)}, in other words than this draft has"
            mend = f"see barta history {key}, put the words back, and change them with barta correct {key}"
            fault = self._contents.file_of(key).fault(Flaw(("status",), what, mend))
            (self._outgoing.faults if named else self._outgoing.left).append(fault)

    def catch_up(self, older: Library, versions: Iterable[Version]) -> None:
        """Let files take over what is out, and around it what they lack or have as it was earlier (`older`)."""
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
            self._behind.append(part)


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
