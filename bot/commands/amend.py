"""What `barta correct` and `barta retract` have in common: a brief that is out, its file, and the change going out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from unicodedata import normalize

import click

from bot.commands.whoami import whoami
from bot.content.adopt import files_for
from bot.content.check import check
from bot.content.edit import Editable
from bot.content.files import shown, toml_files
from bot.content.open_points import open_lines
from bot.content.read import shipped, survey
from bot.domain.editorial import Fault
from bot.domain.errors import ChangeError, ContentError
from bot.domain.history import unexplained_change
from bot.domain.models import Brief, Library
from bot.domain.source import Source
from bot.domain.surroundings import Surroundings
from bot.render.progress import clean, moment
from bot.services.publish import completed
from bot.settings import Settings
from bot.store.engine import Store
from bot.store.versions import Version


@dataclass(frozen=True)
class Looked:
    """What the text of a brief's file comes to: the library of that brief, empty where it is none, and its faults."""

    library: Library
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Case:
    """A brief that is out; the folder in which its file is looked for, `named` by the editor or Barta's own.

    `kept` is the text of its article by its sha256, where it is kept: its quotes are proven against it. `drafted` is that
    sha256 by the article's id.
    """

    out: Version
    folder: Path
    named: bool
    kept: Mapping[str, Source]
    drafted: Mapping[str, str]

    @property
    def key(self) -> str:
        """The brief's id."""
        return self.out.id

    def file(self) -> Editable | None:
        """Give the brief's file; where a folder of the editor's own lacks it, one as it would be written.

        Raises:
            ContentError: It cannot be read, or is not TOML.
        """
        here = toml_files(self.folder) if self.folder.is_dir() else ()
        if path := next((path for path in here if path.stem == self.key), None):
            return Editable.open(path)
        return next(files_for(survey(self.folder, alone=True), self.out.around)) if self.named else None

    def look(self, file: Editable, *, explained: bool) -> Looked:
        """Hold a file's text to the rules; unless it is `explained`, what differs from what is out needs no history entry yet."""
        contents = survey(self.folder, {file.path: normalize("NFC", file.text)}, alone=True)
        out = self.out.brief
        every = check(contents, None, {self.key: out} if explained else {}, self.kept, self.drafted)
        every += open_lines(contents, published={self.key})  # of a file that was made a draft again
        own = {shown(file.path)}
        if self.key in contents.briefs and (article := contents.article_file(self.key)):
            own.add(shown(article.path))
        faults = [fault for fault in every if fault.file in own]
        if self.key not in contents.briefs:
            return Looked(Library(), tuple(faults))
        brief, parsed = contents.briefs[self.key]
        flaw = None if explained or self.lacks(brief) else unexplained_change(out, brief)
        if flaw and flaw.location[0] == "history":
            faults.append(parsed.fault(flaw))
        return Looked(completed(contents.library(), [self.out]).around(self.key), tuple(faults))

    def differs(self, library: Library) -> bool:
        """Say whether a brief, or what readers see around it, is another than what is out."""
        now, out = (Surroundings.of(each, self.key).seen for each in (library, self.out.around))
        return library.briefs[self.key] != self.out.brief or (now != out and bool(self.out.around.sources))

    def lacks(self, brief: Brief) -> str:
        """Say what was published that a file does not have yet, "" where it has all."""
        told, known = self.out.brief.history, len(brief.history)
        if known >= len(told) or brief.history != told[:known]:
            return ""
        by = f" by {clean(self.out.by)}" if self.out.by else ""
        return f"{self.key} was changed at {moment(self.out.recorded_at)}{by} ({self.out.kind}), which the file here lacks"


async def find_case(store: Store, settings: Settings, briefs: Path | None, key: str) -> Case:
    """Give a brief that is out and not retracted.

    Raises:
        ChangeError: None of that id is.
    """
    out = (await store.versions.latest([key])).get(key)
    named = briefs or settings.briefs
    folder = named or shipped()
    if out is None:
        near = get_close_matches(key, [path.stem for path in toml_files(folder)], n=1)
        mend = f"did you mean {near[0]}?" if near and near[0] != key else "`barta publish` puts a brief out"
        raise ChangeError(f"no brief {clean(key)} is out: {mend}")
    if out.brief.status == "retracted":
        since = moment(out.brief.history[-1].date)
        raise ChangeError(f"{key} is retracted since {since}; what is right goes into a new brief")
    article = out.around.sources.get(key)
    kept = await store.sources.get(article.sha256) if article else None
    texts = {kept.sha256: Source(kept.text)} if kept else {}
    drafted = await store.sources.drafted([article.id]) if article else {}
    return Case(out, folder, named is not None, texts, drafted)


async def put_out(store: Store, case: Case, library: Library, file: Editable | None) -> int:
    """Publish the brief as a library has it, and then write its file; give the exit status.

    Raises:
        ChangeError: Another editor has published something else of it since it was read.
    """
    if case.key not in await store.versions.record(library, datetime.now(UTC), whoami()):
        raise ChangeError(
            f"another editor has just published a change of {case.key}: nothing was changed; begin again"
        )
    click.echo(
        f"{case.key} is {_DONE[library.briefs[case.key].history[-1].kind]}: {await copies(store, case.key)}."
    )
    if file is None:
        return 0
    try:
        here = file.path.exists()
        for each in [file] if here else files_for(survey(case.folder, alone=True), library):
            each.save()
    except ContentError as error:
        click.echo(
            f"It is out, and its file is not written yet: {error}\n`barta publish` does that.", err=True
        )
        return 1
    return 0


_DONE: Mapping[str, str] = {
    "typo": "mended",
    "update": "updated",
    "correction": "corrected",
    "retraction": "retracted",
}


async def copies(store: Store, key: str) -> str:
    """Say how many messages show a brief, which a change of it reaches."""
    count = await store.copies.count(key)
    return "no message shows it yet" if not count else f"{count:,} message{'s' * (count != 1)} to be edited"
