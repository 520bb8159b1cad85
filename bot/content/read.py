"""Reading a folder of briefs: every file that can be used, and a fault for every one that cannot."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from bot.content.contents import Contents, UnfinishedFile
from bot.content.files import TomlFile, parse, parse_bytes, shown, toml_files
from bot.content.wording import explain
from bot.domain.editorial import Fault, Flaw
from bot.domain.errors import ContentError
from bot.domain.models import Article, Brief, Id, Library, Person, Topic

_NAMES: Mapping[str, tuple[str, type[BaseModel]]] = {
    "people.toml": ("a person", Person),
    "topics.toml": ("a topic", Topic),
    "article.toml": ("an article", Article),
}
_KEYED = ("people.toml", "topics.toml")


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
    return whole(survey(folder)).library()


def whole(contents: Contents) -> Contents:
    """Give the contents of a folder that has no fault.

    Raises:
        ContentError: It has; the message lists each, a line each.
    """
    if contents.faults:
        raise ContentError("\n".join(map(str, contents.faults)))
    return contents


def survey(
    folder: Path, instead: Mapping[Path, str] = MappingProxyType({}), *, alone: bool = False
) -> Contents:
    """Read every TOML file under a folder, in the order of their paths; `instead` has texts that some files are to get.

    With `alone`, these are the only briefs that are read: a folder may have very many.
    """
    contents = Contents(folder)
    if not folder.is_dir():
        contents.faults.append(
            Fault(shown(folder), None, "there is no such folder", "name a folder of briefs")
        )
    for path in sorted({*toml_files(folder), *instead}):
        if alone and path not in instead and path.name not in _NAMES:
            continue
        file = parse_bytes(path, instead[path].encode()) if path in instead else parse(path)
        if isinstance(file, Fault):
            contents.faults.append(file)
        else:
            contents.files.append(file)
    drafts = {file.path for file in contents.files if is_draft(file)}
    others = {file.path for file in contents.files if file.path.name not in _NAMES} - drafts
    beside = {file.path for file in contents.files if _is_beside(file.path, drafts, others)}
    later = drafts | beside  # what is out has its ids and names first
    for file in contents.files:
        if file.path not in later:
            contents.faults += _take(file, contents)
    for file in contents.files:
        if file.path in beside:
            contents.faults += _take_beside(file, contents, others)
        elif file.path in drafts:
            _take_draft(file, contents)
    contents.faults.sort(key=lambda fault: (fault.file, fault.line or 0))
    return contents


def is_draft(file: TomlFile) -> bool:
    """Say whether a file is a brief's that is not to be out yet, however unfinished."""
    return file.path.name not in _NAMES and file.table.get("status") == "draft"


@cache
def _adapter(name: str) -> TypeAdapter[Any]:
    record = _NAMES.get(name, ("", Brief))[1]
    return TypeAdapter(dict[Id, record] if name in _KEYED else record)  # type: ignore[valid-type] # known at run time


def _take(file: TomlFile, contents: Contents) -> Iterator[Fault]:
    """Put a file's records where they belong; give what is wrong with them."""
    name, record = file.path.name, _validated(file)
    if isinstance(record, list):
        yield from map(file.fault, record)
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
    yield from _name_flaws(file)
    if brief.id in contents.briefs:
        what = f'"{brief.id}" is the id of {shown(contents.briefs[brief.id][1].path)} too'
        yield Flaw(("id",), what, "give one of them another id and file name")
    else:
        contents.briefs[brief.id] = (brief, file)


def _name_flaws(file: TomlFile) -> Iterator[Flaw]:
    key, name = file.table.get("id"), file.path.stem
    if isinstance(key, str) and key != name:
        what = f'the id "{key}" is not the file\'s name'
        yield Flaw(("id",), what, f'name the file {key}.toml, or write id = "{name}"')


def _validated(file: TomlFile) -> Any:  # noqa: ANN401 - a brief, an article, or a dictionary of people or topics
    """Give what a file holds, or the list of what the format's first rule finds in it."""
    name = file.path.name
    try:
        return _adapter(name).validate_python(file.table)
    except ValidationError as error:
        kind, model = _NAMES.get(name, ("a brief", Brief))
        return [*explain(error, kind, model, keyed=name in _KEYED)]


def _is_beside(path: Path, drafts: Collection[Path], others: Collection[Path]) -> bool:
    """Say whether a file names the article or the people of drafts: it stands beside one, or above nothing else.

    So do an article's own people: drafts that were given up or published leave some unfinished whom no brief names.
    """
    if path.name not in ("article.toml", "people.toml"):
        return False
    folder = path.parent
    if path.name == "people.toml" and (folder / "article.toml").is_file():
        return True
    return any(draft.parent == folder for draft in drafts) or (
        any(draft.is_relative_to(folder) for draft in drafts)
        and not any(brief.is_relative_to(folder) for brief in others)
    )


def _take_beside(file: TomlFile, contents: Contents, others: Collection[Path]) -> Iterator[Fault]:
    """Take the article or the people of drafts, and give what is wrong with what other briefs need too."""
    folder = file.path.parent
    if file.path.name == "people.toml":
        flaws = [*_take_people(file, contents)]
        needed = {name for brief, _ in contents.briefs.values() for name in brief.people}
        faults = [flaw for flaw in flaws if flaw.location[0] in needed]
    else:
        record = _validated(file)
        flaws = record if isinstance(record, list) else []
        faults = flaws if any(brief.is_relative_to(folder) for brief in others) else []
        if not flaws:
            contents.articles[folder] = (record, file)
    if left := tuple(flaw for flaw in flaws if flaw not in faults):
        contents.around_drafts[file.path] = UnfinishedFile(file, left)
    yield from map(file.fault, faults)


def _take_people(file: TomlFile, contents: Contents) -> Iterator[Flaw]:
    """Take each person that is complete, whatever the others are."""
    if not any(Path(fault.file).name == file.path.name for fault in contents.faults):
        contents.taken.add(file.path.name)
    for key, table in file.table.items():
        record = _validated(TomlFile(file.path, "", {key: table}))
        if isinstance(record, list):
            yield from record
        elif key in contents.people:
            yield Flaw((key,), f'"{key}" stands in another people.toml too', "keep one of them")
        else:
            contents.people[key] = record[key]


def _take_draft(file: TomlFile, contents: Contents) -> None:
    """Keep a draft however unfinished; among the briefs only where nothing is missing."""
    key = file.path.stem
    if key in contents.briefs or key in contents.drafts:
        what = f'"{key}" is the id of {shown(contents.file_of(key).path)} too'
        contents.aside.append(file.fault(Flaw(("id",), what, "give this draft another id and file name")))
        return
    record = _validated(file)
    flaws = [*(record if isinstance(record, list) else ()), *_name_flaws(file)]
    contents.drafts[key] = UnfinishedFile(file, tuple(flaws))
    if not flaws:
        contents.briefs[key] = (record, file)
