"""What stands around a brief that is out: its article, who speaks in it, its topic."""

from collections.abc import Mapping
from functools import cached_property
from typing import Self

from bot.domain.models import Article, Bilingual, Brief, Id, Library, Person, Record, Topic


class Surroundings(Record):
    """What it takes to show a brief, beside the brief itself."""

    article: Article | None = None
    people: Mapping[Id, Person] = {}
    topic: Topic | None = None

    @classmethod
    def of(cls, library: Library, key: str) -> Self:
        """Give what a library has around one of its briefs."""
        part = library.around(key)
        topic = part.topics.get(part.briefs[key].topic)
        return cls(article=part.sources.get(key), people=part.people, topic=topic)

    def library(self, brief: Brief) -> Library:
        """Give the library of this one brief."""
        return Library(
            {brief.id: brief},
            {brief.id: self.article} if self.article else {},
            self.people,
            {brief.topic: self.topic} if self.topic else {},
        )

    @cached_property
    def seen(self) -> tuple[object, ...]:
        """What readers see of it: the credit, names and roles, the name of the topic; not how something may be spelt."""
        people: dict[str, tuple[Bilingual, Bilingual | None]] = {
            key: (person.name, person.role) for key, person in self.people.items()
        }
        article = self.article
        cited = (
            (article.credit, article.published, article.published_inferred, article.url) if article else ()
        )
        return cited, people, self.topic.name if self.topic else None
