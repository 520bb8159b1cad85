"""Files take over what is out: what was published from a chat, or corrected on another machine."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import regex
from pydantic import BaseModel

from bot.content.contents import Contents
from bot.content.edit import Editable, new_file
from bot.content.remarks import remarks, without_remark
from bot.domain.editorial import Location
from bot.domain.models import Brief, HistoryEntry, Library

_PROPOSAL = regex.compile(r"^open:|\(sure \d+%\)$")
_ARRAYS = ("quotes", "history")


def adopt(file: Editable, brief: Brief) -> None:
    """Make a file say what a brief is; what says so already stays as it is written."""
    if file.get("status") == "draft":
        _settle(file)
    wanted = _table(brief)
    for name in Brief.model_fields:
        if name not in wanted:
            file.remove(name)
        elif name not in _ARRAYS:
            file.set(wanted[name], name)
        else:
            for place in reversed(range(len(wanted[name]), len(file.get(name) or ()))):
                file.remove(name, place)
            for place, item in enumerate(wanted[name]):
                file.set(item, name, place)


def as_published(file: Editable, at: datetime) -> None:
    """Make the file of a draft that of a brief which goes out at a time."""
    _settle(file)
    file.set("published", "status")
    file.set(at, "published")
    file.remove("history")
    file.add_history(HistoryEntry(date=at, kind="published"))


def _settle(file: Editable) -> None:
    """Take away what the drafter remarked: whoever publishes has decided on it. An editor's own comments stay."""
    for where, said in remarks(file.text).items():
        if where == () or _PROPOSAL.search(said):
            file.text = without_remark(file.text, where)


def files_for(contents: Contents, out: Library) -> Iterator[Editable]:
    """Give the files that say what is out of some briefs, and of the articles, people and topics that are given with them."""
    for key, brief in out.briefs.items():
        article = out.sources.get(key)
        if key in contents.briefs or key in contents.drafts:
            file = Editable.open(contents.file_of(key).path)
            adopt(file, brief)
            found = contents.article_file(key)
            cited = found.path if found else file.path.with_name("article.toml")
        else:
            known = {each.id: folder for folder, (each, _) in contents.articles.items()}
            folder = known.get(article.id, contents.folder / article.id) if article else contents.folder
            file = Editable(folder / f"{key}.toml", new_file(brief))
            cited = folder / "article.toml"
        yield file
        if article:
            yield _opened(cited, {(name,): value for name, value in _table(article).items()})
    for name, records in (("people.toml", out.people), ("topics.toml", out.topics)):
        places: dict[Path, dict[Location, Any]] = {}
        for key, record in records.items():
            holders = (each.path for each in contents.files if each.path.name == name and key in each.table)
            places.setdefault(next(holders, contents.folder / name), {})[key,] = _table(record)
        yield from (_opened(path, values) for path, values in places.items())


def _opened(path: Path, values: Mapping[Location, Any]) -> Editable:
    """Give a file, a new one where there is none, with some values in it."""
    file = Editable.open(path) if path.exists() else Editable(path)
    for where, value in values.items():
        file.set(value, *where)
    return file


def _table(record: BaseModel) -> dict[str, Any]:
    """Give a record as its file has it, lists as TOML's."""
    table = record.model_dump(exclude_defaults=True, exclude_none=True)
    return {name: _plain(value) for name, value in table.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - TOML's values, of any type
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
