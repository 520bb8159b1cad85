"""Review of those whom an article names and nobody knew before."""

from pathlib import Path

from bot.commands.review_people import ask_role
from bot.commands.reviewing import NAMES, Reviewing
from bot.content.drafts import Change
from bot.domain.models import LANGUAGES
from bot.domain.naming import find_by_name
from bot.domain.review_article import ArticleForm, missing, text_of
from bot.render.desk_terminal import sentence_around

_CHOICES = {"n": "correct the name", "k": "somebody known", "x": "nobody: remove"}
_EXPLAINED = (
    "Write the whole name, as readers see it. k: people.toml has them already under another spelling. x: this is no person or "
    "organisation; the quotes lose them as their speaker. Empty leaves it open."
)


class NewcomerReview:
    """One of them in an editor's hands."""

    def __init__(self, desk: Reviewing, article: Path, person: str) -> None:
        self._desk, self._article, self._person = desk, article, person
        self._people = article.with_name("people.toml")
        self._console, self._page = desk.console, desk.console.page

    @property
    def _form(self) -> ArticleForm:
        return self._desk.files.look_at_article(self._article)

    def ask(self) -> None:
        """Ask for the name that is missing, and for the role, unless the editor says that they are somebody else or nobody.

        One whose names are there was gone back to: they may be wrong.
        """
        self._show()
        if all(field != "name" for field, _ in missing(self._form.people[self._person])) and self._changed():
            return
        while lacking := [each for each in missing(self._form.people[self._person]) if each[0] == "name"]:
            language = lacking[0][1]
            typed = self._console.ask(f"Name in {NAMES[language]}", _EXPLAINED, choices=_CHOICES)
            match typed.casefold():
                case "":
                    return
                case "n":
                    self._rename()
                case "k" | "x" as key:
                    if self._merge() if key == "k" else self._remove():
                        return
                case _:
                    self._write(typed, "name", language)
        self._ask_role()

    def _changed(self) -> bool:
        """Let the editor correct names that are there; say whether nobody of that id is left."""
        match self._console.choose({"a": "as it is", **_CHOICES}, _EXPLAINED):
            case "n":
                self._rename()
            case "k":
                return self._merge()
            case "x":
                return self._remove()
        return False

    def _show(self) -> None:
        form, source = self._form, self._desk.source
        table, said = form.people[self._person], form.said_by(self._person)
        name = next(
            (text for language in LANGUAGES if (text := text_of(table, "name", language))), self._person
        )
        number = "1 quote" if len(said) == 1 else f"{len(said)} quotes"
        self._console.say("", self._page.rule(f"New: {name}", number))
        if place := sentence_around(source, name) if source else "":
            self._console.say(self._page.barred(place))
        elif said:
            self._console.say(self._page.barred(f"“{said[0]}”"))

    def _ask_role(self) -> None:
        table = self._form.people[self._person]
        if not table.get("role"):
            for language, role in ask_role(self._desk).items():
                self._write(role, "role", language)
            return
        for field, language in missing(table):
            typed = self._console.ask(f"Role in {NAMES[language]}", "The same role in the other language.")
            if typed:
                self._write(typed, field, language)

    def _rename(self) -> None:
        for language in LANGUAGES:
            before = text_of(self._form.people[self._person], "name", language)
            typed = self._console.ask(f"Name in {NAMES[language]}", _EXPLAINED, before) if before else ""
            if typed:
                self._write(typed, "name", language)

    def _merge(self) -> bool:
        """Let somebody known take the quotes; say whether the editor chose one."""
        spellings = {
            key: (*map(str, table.get("name", {}).values()), *map(str, table.get("aliases", ())))
            for key, table in self._desk.files.people(but=self._people).items()
        }
        found: list[str] = []
        while typed := self._console.ask(
            "Who? Name or number", "A few letters of the name, in either script."
        ):
            if typed.isdecimal() and 0 < int(typed) <= len(found):
                self._replace(found[int(typed) - 1])
                return True
            found = find_by_name(typed, spellings)
            for number, key in enumerate(found, 1):
                self._console.say(
                    self._page.lines(" · ".join(spellings[key][:2]), "      ", f"  {number:>2}  ")
                )
            if not found:
                self._console.say(f"  people.toml has nobody called “{typed}”.")
        return False

    def _remove(self) -> bool:
        sure = self._console.confirm("Remove them, also where they speak?")
        if sure:
            self._replace("")
        return sure

    def _replace(self, other: str) -> None:
        """Put somebody else, or nobody (""), where the person speaks, and take the record away."""
        for draft in self._desk.files.drafts([self._article.parent]):
            form = self._desk.look(draft.path)
            changes = [
                Change(draft.path, ("quotes", place, field), other or None)
                for place, quote in enumerate(form.quotes)
                for field in ("speaker", "relayed_by")
                if quote.get(field) == self._person
            ]
            self._desk.files.write(*changes)
        self._desk.files.write(Change(self._people, (self._person,), None))

    def _write(self, value: object, *where: str) -> None:
        self._desk.files.write(Change(self._people, (self._person, *where), value))
