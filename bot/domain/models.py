"""The values that the rest of Barta passes around: briefs, quotes, people, topics, articles.

They mirror the files in `briefs/`; every text in them is NFC and every offset is in code points, end-exclusive,
over the NFC text of the whole source.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal, Self
from unicodedata import normalize

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

Language = Literal["bn", "en"]
LANGUAGES: tuple[Language, ...] = ("bn", "en")

QuoteKind = Literal["full", "fragment", "term", "title", "passage"]
Status = Literal["draft", "published", "retracted"]
HistoryKind = Literal["published", "typo", "update", "correction", "retraction"]

# A deep link carries `brief_<id>` in 64 characters, and a button its action and `<id>` in 64 bytes.
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=56)]
Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(lambda text: normalize("NFC", text))]
Span = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]


class Record(BaseModel):
    """An immutable record read from a file: unknown fields and wrong types are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Bilingual(Record):
    """A text in both languages."""

    bn: Text
    en: Text

    def get(self, language: Language) -> str:
        """Give the text in `language`."""
        return self.bn if language == "bn" else self.en


class Translation(Record):
    """A quote's translation; the language of the source itself is absent."""

    bn: Text | None = None
    en: Text | None = None

    def get(self, language: Language) -> str | None:
        """Give the translation into `language`, or None where there is none."""
        return self.bn if language == "bn" else self.en


class Keywords(Record):
    """An editor's extra words for search."""

    bn: tuple[Text, ...] = ()
    en: tuple[Text, ...] = ()


class Quote(Record):
    """Verbatim words of the source: a speaker's, or (kind `passage`) the article's own."""

    speaker: Id | None = None
    relayed_by: Id | None = None
    kind: QuoteKind
    exact: Text
    prefix: str = ""
    suffix: str = ""
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]
    segments: tuple[Span, ...] = ()
    translation: Translation = Translation()
    hold: Text | None = None


class HistoryEntry(Record):
    """One published change of a brief; the first is its publication."""

    date: AwareDatetime
    kind: HistoryKind
    note: Bilingual | None = None


class Brief(Record):
    """A title, a summary and quotes on one subject."""

    id: Id
    topic: Id
    status: Status
    published: AwareDatetime
    keywords: Keywords = Keywords()
    evidence: tuple[Span, ...] = ()
    title: Bilingual
    summary: Bilingual
    why: Bilingual | None = None
    quotes: tuple[Quote, ...] = ()
    history: tuple[HistoryEntry, ...] = ()

    @property
    def shown_quotes(self) -> tuple[Quote, ...]:
        """The quotes and passages that readers may see: those not on hold, in the file's order."""
        return tuple(quote for quote in self.quotes if quote.hold is None)


class Article(Record):
    """The citation and fingerprint of the source that briefs draw on; never its text."""

    id: Id
    publisher: Text
    credit: Bilingual
    language: Language
    published: date
    published_inferred: bool = False
    url: str = ""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    characters: Annotated[int, Field(gt=0)]


class Person(Record):
    """Someone who speaks or is named."""

    name: Bilingual
    role: Bilingual | None = None
    aliases: tuple[Text, ...] = ()
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None


class Topic(Record):
    """A group of briefs."""

    name: Bilingual
    aliases: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Library:
    """All that was read from one folder of briefs.

    `briefs`, `people` and `topics` are keyed by id; `sources` gives the article of a brief by the brief's id, and
    lacks it where the folder keeps no article. `briefs` is ordered as its readers want it: newest first,
    those of one time as their article tells them.
    """

    briefs: Mapping[str, Brief] = field(default_factory=dict)
    sources: Mapping[str, Article] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    topics: Mapping[str, Topic] = field(default_factory=dict)

    def published(self) -> Self:
        """Give the same library with the published briefs only: what readers may find."""
        briefs = {key: brief for key, brief in self.briefs.items() if brief.status == "published"}
        return type(self)(briefs, self.sources, self.people, self.topics)

    def in_topic(self, topic: str) -> Iterator[Brief]:
        """Give the briefs of a topic, newest first."""
        return (brief for brief in self.briefs.values() if brief.topic == topic)
