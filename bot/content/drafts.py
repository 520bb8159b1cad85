"""The files of drafts as an editor works on them: read as they are, and written at each decision."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.content.edit import Editable
from bot.content.files import TomlFile, parse, shown, toml_files, value_at
from bot.content.remarks import above, remarks, without_remark
from bot.domain.editorial import Fault, Location
from bot.domain.errors import ContentError
from bot.domain.review import Form
from bot.domain.review_article import ArticleForm, missing
from bot.domain.source import Source

Table = Mapping[str, Any]
_RECORDS = ("article.toml", "people.toml", "topics.toml")


@dataclass(frozen=True)
class Change:
    """A field of a file and its new value; None takes it away."""

    path: Path
    where: Location
    value: object


@dataclass(frozen=True)
class Settled:
    """A remark of the drafter in a file that a decision ends; `()` is the one above everything."""

    path: Path
    where: Location = ()


class DraftFiles:
    """The drafts under a folder.

    What an editor decided is written on what the files are by then: what somebody else changed meanwhile stays, and where
    it is the very field, nothing is written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._seen: dict[Path, Table] = {}

    def drafts(self, asked: Sequence[Path] = ()) -> list[TomlFile]:
        """Give the files of drafts, article by article as they tell it; of `asked` files and folders alone where there are any."""
        wanted = [path.resolve() for path in asked] or [self.root.resolve()]
        paths = (
            path
            for path in toml_files(self.root)
            if any(path.resolve().is_relative_to(each) for each in wanted)
        )
        kept = [file for path in paths if (file := self._draft(path))]
        return sorted(kept, key=lambda file: (file.path.parent, _begins(file.table), file.path))

    def article_of(self, draft: Path) -> Path:
        """Give the file of a draft's article: the nearest one, or where it belongs."""
        for parent in draft.parents:
            if (parent / "article.toml").is_file():
                return parent / "article.toml"
            if parent == self.root:
                break
        return draft.with_name("article.toml")

    def people_of(self, draft: Path) -> Path:
        """Give the file of those whom a draft's article names first."""
        return self.article_of(draft).with_name("people.toml")

    @property
    def topics(self) -> Path:
        """The file of the topics."""
        return self.root / "topics.toml"

    def look(self, draft: Path, source: Source | None) -> Form:
        """Give a draft as its files are now.

        Raises:
            ContentError: Its file cannot be read.
        """
        file = Editable.open(draft)
        return Form(
            draft.stem,
            self._see(draft, file),
            self._see(self.article_of(draft)),
            self._records("people.toml"),
            self._records("topics.toml"),
            remarks(file.text),
            source,
        )

    def look_at_article(self, article: Path) -> ArticleForm:
        """Give an article and its people as their files are now."""
        text = Editable.open(article).text if article.is_file() else ""
        return ArticleForm(
            self._see(article),
            self._see(article.with_name("people.toml")),
            [file.table for file in self.drafts([article.parent])],
            above(text),
            fresh=() in remarks(text),
        )

    def is_all_drafts(self, article: Path) -> bool:
        """Say whether no brief of an article has left its state of a draft."""
        briefs = [path for path in toml_files(article.parent) if path.name not in _RECORDS]
        return all(self._draft(path) for path in briefs)

    def forget_unnamed(self, article: Path) -> None:
        """Take away the unfinished people of an article whom none of its briefs names any more.

        Raises:
            ContentError: A file cannot be read or written.
        """
        people = article.with_name("people.toml")
        briefs = [path for path in toml_files(article.parent) if path.name not in _RECORDS]
        named = [name for path in briefs for name in _named(Editable.open(path).get())]
        unnamed = [key for key, person in self._see(people).items() if key not in named]
        gone = [key for key in unnamed if any(missing(self._seen[people][key]))]
        self.write(*(Change(people, (key,), None) for key in gone))

    def people(self, but: Path) -> dict[str, Table]:
        """Give those whom all files but one know, by id."""
        return self._records("people.toml", but)

    def write(self, *decided: Change | Settled) -> None:
        """Write what an editor decided.

        Raises:
            ContentError: A file cannot be written, or has another value there than the editor saw; it is as it was.
        """
        files = {
            each.path: Editable.open(each.path) if each.path.exists() else Editable(each.path)
            for each in decided
        }
        before = {path: file.text for path, file in files.items()}
        for each in decided:
            if isinstance(each, Change):
                self._compare(files[each.path], each.where)
            else:
                files[each.path].text = without_remark(files[each.path].text, each.where)
        for each in decided:
            if isinstance(each, Change):
                file = files[each.path]
                file.remove(*each.where) if each.value is None else file.set(each.value, *each.where)
        for path, file in files.items():
            if file.text != before[path]:
                file.save()

    def _compare(self, file: Editable, where: Location) -> None:
        """Hold what a file has at a place now to what it had when the editor saw it."""
        before = self._seen.get(file.path, {})
        places = [where, (*where[:2], "exact")] if where[0] == "quotes" else [where]
        if any(value_at(before, place) != file.get(*place) for place in places):
            name = ".".join(str(part + 1) if isinstance(part, int) else part for part in where)
            raise ContentError(
                f"{shown(file.path)}: somebody has changed {name} meanwhile; it is left as they wrote it"
            )

    def _see(self, path: Path, file: Editable | None = None) -> Table:
        if file is None and not path.is_file():
            self._seen[path] = {}
            return {}
        read = file or Editable.open(path)
        self._seen[path] = read.get()
        parsed = parse(path)
        return parsed.table if isinstance(parsed, TomlFile) else {}

    def _records(self, name: str, but: Path | None = None) -> dict[str, Table]:
        """Give the records of all files of a name, but one, by id."""
        found: dict[str, Table] = {}
        for path in toml_files(self.root):
            if path.name == name and path != but:
                for key, table in self._see(path).items():
                    found.setdefault(key, table)
        return found

    def _draft(self, path: Path) -> TomlFile | None:
        if path.name in _RECORDS or isinstance(file := parse(path), Fault):
            return None
        return file if file.table.get("status") == "draft" else None


def _begins(table: Table) -> int:
    """Give where in the article a draft begins."""
    spans = [span for span in table.get("evidence", ()) if isinstance(span, tuple) and span]
    return min((span[0] for span in spans if isinstance(span[0], int)), default=0)


def _named(table: Table) -> Iterator[object]:
    """Give who speaks or relays in a brief's file, as far as it has the form of one."""
    quotes = table.get("quotes")
    for quote in quotes if isinstance(quotes, list) else ():
        if isinstance(quote, Mapping):
            yield from (quote.get("speaker"), quote.get("relayed_by"))


def titles(table: Table) -> Iterator[str]:
    """Give a draft's title in the languages that it is written in."""
    title = table.get("title")
    yield from (
        (text for text in title.values() if isinstance(text, str)) if isinstance(title, Mapping) else ()
    )
