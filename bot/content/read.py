"""Reading a folder of briefs: every file that can be used, and a fault for every one that cannot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.content.files import TomlFile, parse, parse_bytes, shown, toml_files
from bot.content.wording import explain
from bot.domain.editorial import Fault, Flaw
from bot.domain.errors import ContentError
from bot.domain.models import Article, Bilingual, Brief, Id, Library, Person, Topic, newest_first

_NAMES: Mapping[str, tuple[str, type[BaseModel]]] = {
    "people.toml": ("a person", Person),
    "topics.toml": ("a topic", Topic),
    "article.toml": ("an article", Article),
}
_KEYED = ("people.toml", "topics.toml")


@dataclass
class Contents:
    """All that stands in a folder, with the file that each record came from."""

    folder: Path
    files: list[TomlFile] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)  # the names of the files without a fault
    briefs: dict[str, tuple[Brief, TomlFile]] = field(default_factory=dict)
    articles: dict[Path, tuple[Article, TomlFile]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    topics: dict[str, Topic] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def article_of(self, brief_id: str) -> Article | None:
        """Give the article beside the brief, or else in the nearest folder above it."""
        for parent in self.briefs[brief_id][1].path.parents:
            if parent in self.articles:
                return self.articles[parent][0]
            if parent == self.folder:
                break
        return None

    def library(self) -> Library:
        """Give the records alone; a topic that no file names is called by its id."""
        ordered = sorted((brief for brief, _ in self.briefs.values()), key=newest_first)
        topics = dict(self.topics)
        for brief in ordered:
            topics.setdefault(brief.topic, Topic(name=Bilingual(bn=brief.topic, en=brief.topic)))
        sources = {brief.id: article for brief in ordered if (article := self.article_of(brief.id))}
        return Library({brief.id: brief for brief in ordered}, sources, self.people, topics)


def shipped() -> Path:
    """Give the folder of briefs that comes with the program: inside the package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "briefs"
    return inside if inside.is_dir() else package.parent / "briefs"


def read(folder: Path) -> tuple[Library, tuple[Fault, ...]]:
    """Read a folder by the format's first rule alone; what has a fault is left out of the library."""
    contents = survey(folder)
    return contents.library(), tuple(contents.faults)


def load(folder: Path) -> Library:
    """Read a folder whole.

    Raises:
        ContentError: Something in the folder has a fault; the message lists each, a line each.
    """
    library, faults = read(folder)
    if faults:
        raise ContentError("\n".join(map(str, faults)))
    return library


def survey(folder: Path, instead: Mapping[Path, str] = MappingProxyType({})) -> Contents:
    """Read every TOML file under a folder, in the order of their paths; `instead` has texts that some files are to get."""
    contents = Contents(folder)
    if not folder.is_dir():
        contents.faults.append(
            Fault(shown(folder), None, "there is no such folder", "name a folder of briefs")
        )
    for path in sorted({*toml_files(folder), *instead}):
        file = parse_bytes(path, instead[path].encode()) if path in instead else parse(path)
        if isinstance(file, Fault):
            contents.faults.append(file)
            continue
        contents.files.append(file)
        contents.faults += _take(file, contents)
    contents.faults.sort(key=lambda fault: (fault.file, fault.line or 0))
    return contents


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    record = _NAMES.get(name, ("", Brief))[1]
    return TypeAdapter(dict[Id, record] if name in _KEYED else record)  # type: ignore[valid-type] # known at run time


def _take(file: TomlFile, contents: Contents) -> Iterator[Fault]:
    """Put a file's records where they belong; give what is wrong with them."""
    name = file.path.name
    try:
        record = _adapter(name).validate_python(file.table)
    except ValidationError as error:
        kind, model = _NAMES.get(name, ("a brief", Brief))
        yield from map(file.fault, explain(error, kind, model, keyed=name in _KEYED))
        return
    contents.taken.add(name)
    if isinstance(record, Brief):
        yield from map(file.fault, _take_brief(record, file, contents))
    elif isinstance(record, Article):
        contents.articles[file.path.parent] = (record, file)
    else:
        table: dict[str, Any] = contents.people if name == "people.toml" else contents.topics
        for key, value in record.items():
            if key in table:
                what = f'"{key}" stands in another {name} too'
                yield file.fault(Flaw((key,), what, "keep one of them"))
            table.setdefault(key, value)


def _take_brief(brief: Brief, file: TomlFile, contents: Contents) -> Iterator[Flaw]:
    if brief.id != file.path.stem:
        what = f'the id "{brief.id}" is not the file\'s name'
        yield Flaw(("id",), what, f'name the file {brief.id}.toml, or write id = "{file.path.stem}"')
    if brief.id in contents.briefs:
        what = f'"{brief.id}" is the id of {shown(contents.briefs[brief.id][1].path)} too'
        yield Flaw(("id",), what, "give one of them another id and file name")
    else:
        contents.briefs[brief.id] = (brief, file)
