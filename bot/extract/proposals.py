"""What a draft proposes for an editor to keep or mend: a brief's id and its topic."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final

import regex

from bot.domain.models import Person, Topic
from bot.domain.stems import variants
from bot.domain.text import words
from bot.extract.forms_bn import VERB_END, without_case
from bot.extract.people import slug
from bot.extract.segment import Document
from bot.extract.summary import Group

LONGEST_ID: Final = 32  # characters
_FEWEST_WORDS, _ID_WORDS = 2, 4
_FORMS: Final = 2  # of a word: as written, and without its shortest ending
_LEAST: Final = 3  # letters of a word that tells something
_NON_FINITE: Final = regex.compile(r"\p{Bengali}(?:িয়ে|তে|েছে|েছিল|চ্ছে|ার|ওয়া|ানো)$|^\p{Bengali}{2,3}ে$")


def brief_id(
    document: Document, group: Group, heading: str, people: Mapping[str, Person], taken: set[str]
) -> str:
    """Give a short Latin id that nobody has yet: the title's most telling words in its order, known people by their ids."""
    names = _ids(people)
    parts: list[str] = []
    telling = _telling(document, group, heading)
    for word in telling if len(telling) >= _FEWEST_WORDS else (*telling, *group.keywords[:_FEWEST_WORDS]):
        part = names.get(word) or slug(_bare(word), LONGEST_ID)
        if part not in parts and len("-".join([*parts, part])) <= LONGEST_ID:
            parts.append(part)
    key = "-".join(parts[:_ID_WORDS]) or "brief"
    numbered = (f"{key}-{count}" for count in range(2, len(taken) + 3))
    return key if key not in taken else next(each for each in numbered if each not in taken)


def _ids(people: Mapping[str, Person]) -> dict[str, str]:
    """Give people's ids by each word that is in one's name alone."""
    named = [
        (word, key)
        for key, person in people.items()
        for word in {*words(person.name.bn or ""), *words(person.name.en or "")}
    ]
    held = Counter(word for word, _ in named)
    return {word: key for word, key in named if held[word] == 1}


def _telling(document: Document, group: Group, heading: str) -> Sequence[str]:
    """Give the words of a title that tell what is new in it: keywords of the group and names come before, roles behind."""
    said = [word for word in dict.fromkeys(words(heading)) if _tells(document, word)]
    keywords = {word for each in group.keywords for word in words(each)}
    named = {word for each in regex.findall(r"\p{Lu}[\p{L}\p{M}]+", heading[1:]) for word in words(each)}
    roles = document.cues.words("role")
    order = sorted(said, key=lambda word: 2 * (word in roles) - 2 * (word in keywords) - (word in named))
    best = set(order[:_ID_WORDS])
    return [word for word in said if word in best]


def _tells(document: Document, word: str) -> bool:
    cues = document.cues
    small = cues.words(
        "function",
        "unnamed",
        "he",
        "she",
        "it",
        "they",
        "preposition",
        "say",
        "describe",
        "light",
        "starter",
        "title",
    )
    verb = cues.pattern("say").fullmatch(word) or VERB_END.match(word) or _NON_FINITE.search(word)
    return len(word) >= _LEAST and word not in small and not word.isdecimal() and not verb


def _bare(word: str) -> str:
    return without_case(word, modifies=False, stands=False)


def topic(document: Document, group: Group, heading: str, topics: Mapping[str, Topic]) -> str:
    """Give the known topic that a group names most, in its title above all, or else propose the article's commonest word.

    A topic is named by its whole name or an alias, each word in any of its forms.
    """
    text = " ".join(document.text[each.start : each.end] for each in group.sentences)
    said, headed = _forms(text), _forms(heading)
    scores = {key: sum(_worth(name, said, headed) for name in _names(each)) for key, each in topics.items()}
    best = max(scores, key=lambda key: scores[key], default="")
    return best if best and scores[best] else slug(_commonest(document) or " ".join(group.keywords[:1]))


@lru_cache(maxsize=1)  # each brief of an article asks
def _commonest(document: Document) -> str:
    """Give the word that an article says most, of those that tell something."""
    said = Counter(
        _bare(word)
        for each in document.sentences
        for word in words(document.text[each.start : each.end])
        if _tells(document, word) and len(word) > _LEAST
    )
    return max(said, key=lambda word: said[word], default="")


def _names(topic: Topic) -> Iterator[Sequence[str]]:
    return filter(None, (words(name) for name in {topic.name.bn, topic.name.en, *topic.aliases} if name))


def _forms(text: str) -> frozenset[str]:
    return frozenset(form for word in words(text) for form in variants(word, banglish=False)[:_FORMS])


def _worth(name: Sequence[str], said: frozenset[str], headed: frozenset[str]) -> int:
    """Give how much a name says: its words, twice where the title has them."""
    if not set(name) <= said:
        return 0
    return len(name) * (2 if set(name) <= headed else 1)
