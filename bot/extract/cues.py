"""What each language says around speech, read from `cues-<language>.tsv`: verbs, pronouns, roles, organisations, works."""

from functools import cache
from importlib.resources import files
from typing import Final

import regex

from bot.domain.models import Language

_INSIDE: Final = r"[\p{L}\p{M}\p{N}]"
_POLITE: Final = (
    ("দেন", "দেয়"),
    ("নেন", "নেয়"),
    ("লেন", "ল"),
    ("েন", "ে"),
    ("ান", "ায়"),
)  # of him, and of a child
Words = frozenset[str]
Pattern = regex.Pattern[str]


class Cues:
    """The words of one language, by the names of their rows."""

    def __init__(self, table: str) -> None:
        rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
        self._rows = {name: [word.strip() for word in words.split(",")] for name, words in rows}
        self._patterns: dict[str, Pattern] = {}
        self._words: dict[str, Words] = {}

    def words(self, *names: str) -> Words:
        """Give the words of some rows, as they stand."""
        key = " ".join(names)
        if key not in self._words:
            self._words[key] = frozenset(word for name in names for word in self._rows.get(name, ()))
        return self._words[key]

    def pattern(self, *names: str) -> Pattern:
        """Give what finds the words of some rows in a text, the longest first, whatever their case."""
        key = " ".join(names)
        if key not in self._patterns:
            words = sorted({each for word in self.words(*names) for each in self._forms(word)}, key=len)
            found = "|".join(map(regex.escape, reversed(words))) or r"(?!)"
            self._patterns[key] = regex.compile(rf"(?<!{_INSIDE})(?:{found})(?!{_INSIDE})", regex.IGNORECASE)
        return self._patterns[key]

    def _forms(self, word: str) -> list[str]:
        """Give a word, or the finite forms of a verb that is written with ~ or +; of what is said politely (ফোড়ন কাটেন) the plain form too."""
        if word.endswith("~"):
            return [word[:-1] + ending for ending in self._rows["endings"]]
        if word.endswith(" +"):
            return [f"{word[:-2]} {light}" for light in self._rows["light"]]
        plain = next(
            (word.removesuffix(polite) + other for polite, other in _POLITE if word.endswith(polite)), word
        )
        return [word, plain] if " " in word else [word]


@cache
def cues(language: Language) -> Cues:
    """Give the words of a language."""
    return Cues(files("bot.extract").joinpath(f"cues-{language}.tsv").read_text(encoding="utf-8"))
