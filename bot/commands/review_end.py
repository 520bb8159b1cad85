"""The end of a draft's review: what readers will see, what is open still, and whether it goes out."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.commands.publish import publish_files
from bot.commands.reviewing import NAMES, Reviewing
from bot.content.drafts import Change
from bot.content.open_points import open_points, to_draft
from bot.content.read import survey
from bot.domain.draft import Draft, NewDraft
from bot.domain.embargo import read_moment, read_written
from bot.domain.errors import StoreConflictError
from bot.domain.models import LANGUAGES
from bot.domain.unfinished import as_it_stands
from bot.render.brief import card
from bot.render.progress import clean, duration
from bot.render.terminal import to_terminal
from bot.store.engine import Store

_EXPLAINED = (
    "p publishes it: readers have it within seconds, or at its time where an embargo keeps it. e keeps it until a time. l leaves "
    "it as a draft and goes on to the next. o goes through what is open once more."
)


class DraftEnd:
    """A draft that an editor has gone through."""

    def __init__(
        self,
        desk: Reviewing,
        draft: Path,
        store: Store,
        do: Callable[[Coroutine[Any, Any, Any]], Any],
        who: str,
        decide: Callable[[], None],
    ) -> None:
        self._desk, self._path, self._store, self._do, self._who = desk, draft, store, do, who
        self._decide = decide  # on an article that has changed
        self._console, self._page = desk.console, desk.console.page

    def ask(self) -> bool:
        """Show what readers will see and what is open, and let the editor decide; say whether they go through it again."""
        while True:
            draft = self.save()
            if draft is None:
                self._console.say(
                    "  Its file is no draft any more, or cannot be read: `barta check` says why."
                )
                return False
            self._show(draft)
            publish = "schedule" if _is_ahead(draft.content.get("embargo")) else "publish now"
            again = {"o": "what is open"} if draft.open else {"p": publish}
            match self._console.choose({**again, "e": "embargo", "l": "later"}, _EXPLAINED):
                case "o":
                    return True
                case "e":
                    self._embargo()
                case "p" if self._publish():
                    return False
                case "p":
                    continue
                case _:
                    return False

    def ask_file(self) -> None:
        """Say why a file is not in the brief format, and read it again when the editor has corrected it."""
        contents = survey(self._desk.files.root)
        for point in open_points(contents, self._path.stem, self._text()):
            self._console.say(self._page.lines(clean(f"{point.where}: {point.what}; {point.mend}.")))
        self._console.choose(
            {"r": "read it again", "l": "later"}, "Correct the file in another window, and read it again."
        )

    def save(self) -> NewDraft | None:
        """Keep the draft in the store as its file is now, so that editors in Telegram have it too; None where it cannot be read.

        Without an id it is not kept.
        """
        contents = survey(self._desk.files.root)
        if self._path.stem not in contents.drafts:
            return None
        draft = to_draft(contents, self._path.stem, self._text())
        if not contents.drafts[self._path.stem].has_id:
            return draft  # what is wrong with its id is one of its open points
        try:
            self._do(self._store.drafts.save([draft], datetime.now(UTC), self._who))
        except StoreConflictError as error:
            self._console.say(self._page.lines(str(error)))
        return draft

    def drop(self) -> None:
        """Give the draft up: its file goes, and the store keeps what it was."""
        self._do(self._store.drafts.withdraw([self._path.stem], datetime.now(UTC), self._who))
        self._path.unlink(missing_ok=True)
        self._console.say(f"  {self._path.stem} is given up.")

    def _show(self, draft: NewDraft) -> None:
        now = datetime.now(UTC)
        seen = Draft(draft.id, 0, draft.content, draft.around, draft.open, "open", None, now, self._who)
        library = as_it_stands(seen)
        for language in LANGUAGES:
            self._console.say("", self._page.rule(f"As readers see it in {NAMES[language]}"))
            message = card(library, library.briefs[draft.id], language)
            self._console.say(to_terminal(message, self._page.width, styled=self._page.styled))
        self._console.say("", self._page.rule("Still open" if draft.open else "Nothing is open"))
        for point in draft.open:
            self._console.say(self._page.lines(clean(f"{point.what}; {point.mend}."), "    ", "  • "))
        if due := draft.content.get("embargo"):
            self._console.say(f"  It goes out {_in_words(due)}.")

    def _embargo(self) -> None:
        here = datetime.now().astimezone()
        explained = (
            "As 18:00, tomorrow 9 am or 2026-11-23 18:00, on this machine's clock, or with its zone as in a file: "
            "2026-12-01T08:00:00Z. - takes an embargo away."
        )
        while typed := self._console.ask(f"When, by the clock here, UTC{here.isoformat()[-6:]}", explained):
            if typed == "-":
                self._desk.files.write(Change(self._path, ("embargo",), None))
                return
            moment = read_written(typed) or read_moment(typed, here)
            if moment is None:
                self._console.say(f"  “{typed}” is no time: write it as 18:00 or as 2026-11-23 18:00.")
            elif (due := moment.astimezone(UTC)) <= datetime.now(UTC):
                self._console.say(f"  {_in_words(due)} is past: choose a later time.")
            else:
                self._desk.look(self._path)
                self._desk.files.write(Change(self._path, ("embargo",), due))
                return

    def _publish(self) -> bool:
        """Let the draft go out; say whether it did, and why not where it could not."""
        outcome = self._do(
            publish_files(
                self._store, self._desk.files.root, [self._path], datetime.now(UTC), self._who,
                confirm=self._console.confirm, echo=click.echo, preview=False,
            )
        )  # fmt: skip
        if outcome == "changed":
            self._decide()
        return outcome in ("published", "unwritten")

    def _text(self) -> str | None:
        return self._desk.source.text if self._desk.source else None


def _is_ahead(due: object) -> bool:
    return isinstance(due, datetime) and due > datetime.now(UTC)


def _in_words(due: datetime) -> str:
    """Give a moment on the editor's own clock, and how far off it is."""
    left = (due - datetime.now(UTC)).total_seconds()
    off = f", in {duration(left)}" if left > 0 else ""
    return f"{due.astimezone():%A %-d %B %Y at %H:%M (%Z)}{off}"
