"""Whose words a question asks for, and whom it names besides."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from bot.domain.people import PREFIX
from bot.domain.search import Explanation
from bot.domain.text import words

# English names what the words are about after one of these; Bengali before one, and joins several by one of the last.
_ABOUT = frozenset(words("about on regarding concerning"))
_NIYE = frozenset(words("নিয়ে সম্পর্কে বিষয়ে ব্যাপারে niye nie somporke shomporke bishoye bepare"))
_AND = frozenset(words("ও এবং আর o ar aar ebong and"))


def speakers_named(why: Explanation) -> tuple[str, ...]:
    """Give the ids of the people whom a question names, by any spelling or by role, in its order."""
    named = (concept for match in why.matches for concept in match.concepts)
    return tuple(dict.fromkeys(name.removeprefix(PREFIX) for name in named if name.startswith(PREFIX)))


def asks_for_words(why: Explanation) -> bool:
    """Say whether a question asks what somebody said."""
    return any(token.role == "_quote" for token in why.tokens)


def speakers_asked(why: Explanation) -> tuple[str, ...]:
    """Give the ids of those whose words a question asks for: whom it names, without those whom they are to be about."""
    if not asks_for_words(why):
        return ()
    said = [token.word for token in why.tokens]
    places = _places(why, said)
    subjects = _after_about(said, places) | _before_niye(said, places)
    named = speakers_named(why)
    return tuple(person for person in named if person not in subjects) or named


def _places(why: Explanation, said: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Give where each person who is named stands: the first word and the one behind the last."""
    found: dict[str, tuple[int, int]] = {}
    for match in why.matches:
        at = said.index(match.unit.tokens[0].word)
        people = (name.removeprefix(PREFIX) for name in match.concepts if name.startswith(PREFIX))
        found.update(dict.fromkeys(people, (at, at + len(match.unit.tokens))))
    return found


def _after_about(said: Sequence[str], places: dict[str, tuple[int, int]]) -> AbstractSet[str]:
    at = next((at for at, word in enumerate(said) if word in _ABOUT), len(said))
    return {person for person, (first, _) in places.items() if first > at}


def _before_niye(said: Sequence[str], places: dict[str, tuple[int, int]]) -> AbstractSet[str]:
    subjects: set[str] = set()
    for marker in (at for at, word in enumerate(said) if word in _NIYE):
        end = marker
        while here := {person for person, (_, last) in places.items() if last == end}:
            subjects |= here
            first = min(places[person][0] for person in here)
            if first == 0 or said[first - 1] not in _AND:
                break
            end = first - 1
    return subjects
