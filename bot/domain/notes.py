"""The notes that readers get with a change: each in its own language."""

from bot.domain.editorial import LANGUAGE_NAMES
from bot.domain.models import Language
from bot.domain.text import is_bengali, script, words

# Of the words of a note; the rest may be names and quoted words in the other language's letters.
_LEAST = 1 / 3


def note_fault(note: str, language: Language) -> str | None:
    """Say what is wrong with a note in a language; None where nothing is."""
    written = [word for word in words(note) if script(word)]
    name = LANGUAGE_NAMES[language]
    if not written:
        return f"the {name} note is empty; readers get it in place of what was wrong"
    own = sum(is_bengali(word) == (language == "bn") for word in written)
    if own < len(written) * _LEAST:
        other: Language = "en" if language == "bn" else "bn"
        letters = "Bengali" if language == "bn" else "Latin"
        return (
            f"the {name} note is not in {letters} letters: was that the {LANGUAGE_NAMES[other]} one?"
            if own == 0
            else f"most of the {name} note is not in {letters} letters"
        )
    return None
