"""What every part of a review works on, and how an editor goes through the points: on, back, and out."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.commands.console import Back, Console
from bot.content.drafts import Change, DraftFiles, Settled
from bot.domain.errors import ContentError
from bot.domain.models import LANGUAGES, Language
from bot.domain.review import Form
from bot.domain.source import Source
from bot.extract.people import slug

F = TypeVar("F")
S = TypeVar("S", bound=Hashable)

NAMES: dict[Language, str] = {"bn": "Bengali", "en": "English"}


class Dropped(Exception):  # noqa: N818 - a decision, and no error
    """The editor has no use for a draft."""


@dataclass
class Reviewing:
    """An editor's terminal, the files, and the article in hand: its text where it is kept, whom it names, its last topic."""

    console: Console
    files: DraftFiles
    source: Source | None = None
    named: Sequence[str] = field(default=())
    topic: str = ""

    def look(self, draft: Path) -> Form:
        """Give a draft as its files are now."""
        return self.files.look(draft, self.source)

    def drop(self) -> None:
        """Ask whether the draft in hand is to be given up.

        Raises:
            Dropped: It is.
        """
        if self.console.confirm("Give this draft up? Its file goes"):
            raise Dropped


def walk(
    console: Console,
    look: Callable[[], F],
    steps: Callable[[F], Iterable[S]],
    is_open: Callable[[F, S], bool],
    ask: Callable[[F, S], None],
    done: list[S],
    *,
    back: bool = False,
) -> None:
    """Ask about each open step once, in order, each time as the files are by then; a file that cannot be written is said.

    `done` are the steps that were asked about, to go back to; with `back`, it begins with the last of them. Whoever goes
    back is asked again about the step that they came from, settled or not.
    """
    left: set[S] = set()
    again = done.pop() if back and done else None
    came_from: S | None = None
    passed: list[S] = []  # those between it and the one gone back to, the nearest last
    while True:
        form = _looked(console, look)
        every = list(steps(form))
        step = (
            again if again in every else next((s for s in every if s not in left and is_open(form, s)), None)
        )
        again = None
        if step is None:
            return
        try:
            ask(form, step)
        except Back:
            if not done:
                console.say("  This is the first point.")
            elif back or came_from:
                passed.append(step)
            else:
                came_from = step
            again = done.pop() if done else step
            continue
        except ContentError as error:
            console.say(console.page.lines(f"{error}."))
            again = step
            continue
        done += [step, *reversed(passed)]
        passed, back, again, came_from = [], False, came_from, None
        form = _looked(console, look)
        if step in steps(form) and is_open(form, step):
            left.add(step)


def _looked(console: Console, look: Callable[[], F]) -> F:
    """Read the files; where one is broken by hand just now, say so and read it again when it is mended."""
    while True:
        try:
            return look()
        except ContentError as error:
            console.say(console.page.lines(f"{error}."))
            with suppress(Back):  # there is no way back past a file that cannot be read
                console.choose({"r": "read it again"}, "Mend the file in another window, and read it again.")


def new_record(
    desk: Reviewing, what: str, taken: Iterable[str], given: dict[Language, str]
) -> tuple[str, dict[str, str]]:
    """Ask for the name of somebody or something new in both languages; give an id for it and the names."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        name = f"{what} in {NAMES[language]}"
        explained = f"Readers see it. Empty leaves it open{', or as it is' if given.get(language) else ''}."
        if text := desk.console.ask(name, explained, given.get(language, "")) or given.get(language, ""):
            names[language] = text
    key = made = slug(names.get("en") or names.get("bn") or "")
    number = 1
    while key in set(taken):
        number += 1
        key = f"{made}-{number}"
    return key, names


def record_changes(path: Path, key: str, table: dict[str, dict[str, str]]) -> list[Change | Settled]:
    """Give the changes that write a new record of people.toml or topics.toml."""
    return [
        Change(path, (key, name, language), text)
        for name, texts in table.items()
        for language, text in texts.items()
    ]
