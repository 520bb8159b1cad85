"""A question taken apart: words that ask, words that fill, and the units that carry its subject."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.domain.lexicon import LONGEST, PERSON, Lexicon
from bot.domain.romanise import fold, typed_together
from bot.domain.stems import forms, is_finite
from bot.domain.text import words

# Enough for any question that a person types; a page of text pasted in must not hold the event loop.
MOST_WORDS = 32
CALL, TWO = "phone-call", 2  # what two people who talk have


class Token(NamedTuple):
    """A word, its keys (as written first, then without endings), and its role where it carries no subject.

    A `finite` one is what a question ends with and is inflected as a verb is, so that it says little about the subject.
    """

    word: str
    keys: tuple[str, ...]
    role: str | None = None
    finite: bool = False


@dataclass(frozen=True)
class Unit:
    """One thing that a question is about: a word, or the words of a phrase, and the concepts that they name."""

    tokens: tuple[Token, ...]
    concepts: Mapping[str, float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The unit's words as they were read."""
        return " ".join(token.word for token in self.tokens)


def tokens(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Give the first words of a question with their keys and roles."""
    found = list(_tokens(words(text)[:MOST_WORDS], lexicon, banglish=True))
    for at in range(len(found) - 1, -1, -1):
        if is_finite(found[at].word):
            found[at] = found[at]._replace(finite=True)
        elif found[at].role is None:
            break
    return tuple(found)


def tokens_of_brief(text: str, lexicon: Lexicon) -> tuple[Token, ...]:
    """Give all words of a brief's text; those in Latin letters are English."""
    return _tokens(words(text), lexicon, banglish=False)


def _tokens(found: tuple[str, ...], lexicon: Lexicon, *, banglish: bool) -> tuple[Token, ...]:
    return tuple(
        _token(word, role, banglish) for word, role in zip(found, _roles(found, lexicon), strict=True)
    )


@lru_cache(maxsize=65_536)
def _token(word: str, role: str | None, banglish: bool) -> Token:  # noqa: FBT001 - a name costs time in every call
    return Token(word, forms(word, banglish=banglish), role)


def _roles(found: tuple[str, ...], lexicon: Lexicon) -> list[str | None]:
    """Give each word's role, that of a whole phrase (`how many`) before that of its words."""
    roles = [lexicon.role(word) for word in found]
    for at, word in enumerate(found[:-1]):
        for length in (3, 2) if lexicon.begins_role(word) else ():
            role = lexicon.role("".join(found[at : at + length])) if at + length <= len(found) else None
            if role is not None:
                roles[at : at + length] = [role] * length
                break
    return roles


def senses(part: Sequence[Token], lexicon: Lexicon) -> Mapping[str, float]:
    """Give the concepts that a word or phrase names: as written, else without its endings, the least stripped first."""
    return lexicon.meaning(tuple(token.word for token in part))


def units(read: tuple[Token, ...], lexicon: Lexicon) -> tuple[Unit, ...]:
    """Give the units of a question, the longest phrases first; words with a role stand alone only inside a phrase."""
    found: list[Unit] = []
    at = 0
    while at < len(read):
        length, concepts = _phrase_at(read, at, lexicon)
        part = read[at : at + length]
        if concepts or any(token.role is None for token in part):
            found.append(Unit(part, concepts))
        at += length
    return (*found, *_conversation(read, found))


def _conversation(read: tuple[Token, ...], found: Sequence[Unit]) -> tuple[Unit, ...]:
    """Give the call that two people's words are from: `কথা` beside two names is no filling word."""
    people = {name for unit in found for name in unit.concepts if name.startswith(PERSON)}
    spoken = [token for token in read if token.role in ("_talk", "_quote")]
    return (Unit((spoken[0],), {CALL: 1.0}),) if len(people) == TWO and spoken else ()


def _phrase_at(read: tuple[Token, ...], at: int, lexicon: Lexicon) -> tuple[int, Mapping[str, float]]:
    """Give how many words from `at` belong together, and their concepts."""
    written = tuple(token.word for token in read[at : at + LONGEST])
    phrases = lexicon.phrase_lengths(written)
    for length in range(len(written), 1, -1):
        part = read[at : at + length]
        if _may_be_phrase(part, lexicon):
            concepts = (length in phrases and senses(part, lexicon)) or _senses_of_ends(part, lexicon)
            if concepts:
                return length, concepts
    return 1, {} if read[at].role else senses(read[at : at + 1], lexicon)


def _may_be_phrase(part: Sequence[Token], lexicon: Lexicon) -> bool:
    """Say whether words may be a phrase; those that fill at both ends (`back down`) sound like too much, and must be listed."""
    if part[0].role is None or part[-1].role is None:
        return True
    return lexicon.lists("".join(token.word for token in part))


def _senses_of_ends(part: Sequence[Token], lexicon: Lexicon) -> Mapping[str, float]:
    """Give the concepts of a phrase whose two words have others that carry no subject between them (`halt to the war`)."""
    first, between, last = part[0], part[1:-1], part[-1]
    if not between or first.role or last.role or any(token.role is None for token in between):
        return {}
    return senses((first, last), lexicon)


def windows(read: tuple[Token, ...], lexicon: Lexicon) -> dict[str, float]:
    """Give all concepts that a text names, in any of its words and phrases."""
    found: dict[str, float] = {}
    written = tuple(token.word for token in read)
    for at, token in enumerate(read):
        concepts = lexicon.meaning(written[at : at + 1]) if token.role is None else {}
        parts = [concepts] if concepts else []
        lengths = lexicon.phrase_lengths(written[at : at + LONGEST])
        parts += [
            lexicon.meaning(written[at : at + length])
            for length in lengths
            if _may_be_phrase(read[at : at + length], lexicon)
        ]
        if token.role is None and (end := _next_subject(read, at)):
            parts.append(
                lexicon.meaning(written[at : end + 1]) or lexicon.meaning((token.word, written[end]))
            )
        for part in parts:
            for concept, strength in part.items():
                if strength > found.get(concept, 0):
                    found[concept] = strength
    return found


def _next_subject(read: tuple[Token, ...], at: int) -> int:
    """Give where the word is that ends a phrase with a word at `at`, with others between that carry no subject; 0 for none."""
    end = at + 1
    while end < len(read) and read[end].role:
        end += 1
    return end if at + 1 < end < min(len(read), at + LONGEST) else 0


def pairs(read: tuple[Token, ...]) -> set[str]:
    """Give the keys of neighbouring words written together, in their own letters and as typed in Latin ones."""
    both = [(left.word, right.word) for left, right in pairwise(read)]
    return {key for words in both for key in (fold("".join(words)), typed_together(words))}
