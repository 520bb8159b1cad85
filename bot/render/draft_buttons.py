"""What an editor's button under a draft does, as the few bytes that Telegram carries for it."""

from dataclasses import dataclass
from typing import Literal

import regex

from bot.domain.models import Language

# show a draft; ask before it goes out; publish (or schedule) it; hold it and take it off hold; its quotes in context; the
# list that it stands in; a push of what is published.
DraftVerb = Literal["show", "ask", "publish", "hold", "release", "context", "list", "push"]

_LETTERS: dict[DraftVerb, str] = {
    "show": "D", "ask": "A", "publish": "Y", "hold": "O", "release": "R", "context": "X", "list": "Z", "push": "J",
}  # fmt: skip
_VERBS = {letter: verb for verb, letter in _LETTERS.items()}
_LANGUAGES: dict[str, Language] = {"b": "bn", "e": "en"}
_FORM = regex.compile(r"([DAYORXZJ])([0-9]{1,4}):([be]):([A-Za-z0-9_-]{1,56})")
_NUMBERS = 10_000  # what four digits tell apart
PRESSED = "^[DAYORXZJ][0-9]"


@dataclass(frozen=True)
class DraftAction:
    """What to do with a draft; `number` is the stamp that the editor saw, or for "context" and "list" the page from 0."""

    verb: DraftVerb
    draft: str
    number: int
    language: Language

    def encode(self) -> str:
        """Give the bytes that a button carries for it, at most 64; of a stamp its last four digits."""
        return f"{_LETTERS[self.verb]}{self.number % _NUMBERS}:{self.language[0]}:{self.draft}"

    def saw(self, stamp: int) -> bool:
        """Say whether the draft that the editor saw had this stamp."""
        return self.number == stamp % _NUMBERS


def decode(data: str) -> DraftAction | None:
    """Give what a button under a draft stands for; None for what no such button carries."""
    if (form := _FORM.fullmatch(data)) is None:
        return None
    letter, number, language, draft = form.groups()
    return DraftAction(_VERBS[letter], draft, int(number), _LANGUAGES[language])
