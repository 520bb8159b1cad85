"""The people whom briefs name, as entries of the lexicon: every spelling of a name means the person."""

from collections.abc import Iterator, Mapping

from bot.domain.lexicon import Entry
from bot.domain.models import LANGUAGES, Person
from bot.domain.text import words

PREFIX = "person:"


def people_entries(people: Mapping[str, Person]) -> Iterator[Entry]:
    """Give the names, family names, aliases and roles of `people`, each meaning the concept `person:<id>`."""
    for key, person in people.items():
        concept = PREFIX + key
        for language in LANGUAGES:
            name = person.name.get(language)
            yield Entry(name, concept, language)
            yield from (Entry(word, concept, language) for word in words(name)[-1:])  # the family name
            role = person.role.get(language) if person.role else ""
            if len(words(role)) > 1:  # "president" alone may be anybody
                yield Entry(role, concept, language)
        # Which language a spelling is in is not said, and a name has none.
        yield from (Entry(alias, concept, language) for alias in person.aliases for language in LANGUAGES)
