"""The values that the rest of Barta passes around: briefs, quotes, people, topics, articles.

They mirror the files in `briefs/`; every text in them is NFC and every offset is in code points, end-exclusive,
over the NFC text of the whole source.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Annotated, Literal, Self
from unicodedata import normalize
from urllib.parse import urlsplit

import regex
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

Language = Literal["bn", "en"]
LANGUAGES: tuple[Language, ...] = ("bn", "en")

QuoteKind = Literal["full", "fragment", "term", "title", "passage"]
Status = Literal["draft", "published", "retracted"]
HistoryKind = Literal["published", "typo", "update", "correction", "retraction"]

# A deep link carries `brief_<id>` in 64 characters, and a button its action and `<id>` in 64 bytes.
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$", max_length=56)]
# Control characters, and those that turn the direction of what comes after them.
_HIDDEN = regex.compile(r"[\p{Cc}\u202A-\u202E\u2066-\u2069--\t\n]", regex.VERSION1)
_BLANK = regex.compile(r"[\s\p{Cf}]*")
_LINE_BREAK = regex.compile(r"[\n\t\u2028\u2029]")


def without_hidden(text: str) -> str:
    """Give a text with a sign in the place of each character that a reader would not see, or a terminal obey."""
    return _HIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _composed(text: str) -> str:
    """Give a text in NFC; refuse what a reader would not see in it."""
    if hidden := _HIDDEN.search(text):
        raise PydanticCustomError("hidden_character", "{character}", {"character": f"U+{ord(hidden[0]):04X}"})
    return normalize("NFC", text)


def _written(text: str) -> str:
    if _BLANK.fullmatch(text):
        raise PydanticCustomError("string_too_short", "blank")
    return text


def _on_one_line(text: "Bilingual") -> "Bilingual":
    if any(_LINE_BREAK.search(text.get(language)) for language in LANGUAGES):
        raise PydanticCustomError("line_break", "a line break")
    return text


def _web_address(url: str) -> str:
    try:
        parts = urlsplit(url)
        if not url or (
            parts.scheme in ("http", "https") and parts.hostname and url.isprintable() and " " not in url
        ):
            return url
    except ValueError:  # brackets that hold no address
        pass
    raise PydanticCustomError("web_address", "no web address")


def _in_utc(moment: datetime) -> datetime:
    try:
        moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("moment", "no moment of the calendar") from None
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]
Around = Annotated[str, AfterValidator(_composed)]
Text = Annotated[str, AfterValidator(_written), AfterValidator(_composed)]
Url = Annotated[str, AfterValidator(_web_address)]
Offset = Annotated[int, Field(ge=0, le=10**9)]
Span = tuple[Offset, Offset]


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


Line = Annotated[Bilingual, AfterValidator(_on_one_line)]


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
    prefix: Around = ""
    suffix: Around = ""
    start: Offset
    end: Offset
    segments: tuple[Span, ...] = ()
    translation: Translation = Translation()
    hold: Text | None = None


class HistoryEntry(Record):
    """One published change of a brief; the first is its publication."""

    date: Moment
    kind: HistoryKind
    note: Bilingual | None = None


class Brief(Record):
    """A title, a summary and quotes on one subject."""

    id: Id
    topic: Id
    status: Status
    published: Moment
    embargo: Moment | None = None
    keywords: Keywords = Keywords()
    evidence: tuple[Span, ...] = ()
    title: Line
    summary: Bilingual
    why: Bilingual | None = None
    quotes: tuple[Quote, ...] = ()
    history: tuple[HistoryEntry, ...] = ()

    @property
    def shown_quotes(self) -> tuple[Quote, ...]:
        """The quotes and passages that readers may see: those not on hold, in the file's order."""
        return tuple(quote for quote in self.quotes if quote.hold is None)

    def is_embargoed(self, now: datetime) -> bool:
        """Say whether it is not to be shown yet."""
        return self.status == "published" and self.embargo is not None and self.embargo > now

    @property
    def people(self) -> frozenset[str]:
        """The ids of those who speak in it or relay what others said."""
        return frozenset(name for quote in self.quotes for name in (quote.speaker, quote.relayed_by) if name)


class Article(Record):
    """The citation and fingerprint of the source that briefs draw on; never its text."""

    id: Id
    publisher: Text
    credit: Line
    language: Language
    published: date
    published_inferred: bool = False
    url: Url = ""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    characters: Annotated[int, Field(gt=0, le=10**9)]


class Person(Record):
    """Someone who speaks or is named."""

    name: Line
    role: Line | None = None
    aliases: tuple[Text, ...] = ()
    wikidata: Annotated[str, StringConstraints(pattern=r"^Q[1-9][0-9]*$")] | None = None


class Topic(Record):
    """A group of briefs."""

    name: Line
    aliases: tuple[Text, ...] = ()

    @classmethod
    def nameless(cls, key: str) -> Self:
        """Give a topic that nobody named, called by its id."""
        return cls(name=Bilingual(bn=key, en=key))


def newest_first(brief: Brief) -> tuple[float, int, str]:
    """Give a brief's place in order: newest first, those of one time as their article tells them, what matters most first."""
    begins = min((start for start, _ in brief.evidence), default=0)
    return -brief.published.timestamp(), begins, brief.id


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

    def out(self, now: datetime) -> Self:
        """Give the same library without what is under an embargo."""
        briefs = {key: brief for key, brief in self.briefs.items() if not brief.is_embargoed(now)}
        return type(self)(briefs, self.sources, self.people, self.topics)

    def around(self, key: str) -> Self:
        """Give the part of the library that one brief needs: the brief, its article, its people and its topic."""
        brief = self.briefs[key]
        return type(self)(
            {key: brief},
            {key: self.sources[key]} if key in self.sources else {},
            {name: self.people[name] for name in sorted(brief.people) if name in self.people},
            {brief.topic: self.topics[brief.topic]} if brief.topic in self.topics else {},
        )
