"""Draft files in the brief format: all that the article says in its own words, and the rest left open."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, count
from typing import Final

from bot.domain.anchors import MAX_CONTEXT
from bot.domain.models import Library
from bot.domain.source import Source
from bot.extract import proposals, titles
from bot.extract.extraction import Extraction
from bot.extract.facts import Facts, one_line
from bot.extract.people import People, slug
from bot.extract.quotes import ExtractedQuote
from bot.extract.segment import DATELINE
from bot.extract.source_file import SourceText
from bot.extract.summary import Group, groups, summary

_ROOM: Final = 36 * 1024  # bytes for quotes, of the 64 KB that a file may have
_OTHER: Final = {"bn": "en", "en": "bn"}
_ESCAPED: Final = {"\x7f": "\\u007f"}


@dataclass(frozen=True)
class Known:
    """What an article's drafts must agree with, drafts of others among it.

    `names` are those of files and folders that are taken, `people` the spellings of each person.
    """

    library: Library
    names: Collection[str] = ()
    people: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Drafted:
    """The files of one article's folder, by name."""

    folder: str
    files: dict[str, str]


class Drafter:
    """Writes the files of one article."""

    def __init__(self, extraction: Extraction, article: SourceText, now: datetime, known: Known) -> None:
        self._extraction, self._article, self._now, self._known = extraction, article, now, known
        self._library = known.library
        self._document = extraction.document
        self._source = Source(self._document.text)
        self._people = People(known.people)

    def draft(self) -> Drafted:
        """Give a brief for each group of paragraphs, with the article's and the new people's records."""
        parts = groups(self._document)
        named = f"{self._now:%Y-%m-%d}-{slug(self._title(parts[0]), 32)}"
        numbered = (f"{named}-{number}" for number in count(2))
        folder = next(name for name in chain([named], numbered) if name not in self._known.names)
        files: dict[str, str] = {}
        for group in parts:
            key = self._brief_id(group, {*files, *self._known.names})
            files[f"{key}.toml"] = "\n".join(self._brief(key, group)) + "\n"
        files["article.toml"] = "\n".join(self._record(folder)) + "\n"
        if self._people.new:
            files["people.toml"] = "\n".join(self._new_people()) + "\n"
        return Drafted(folder, files)

    def _brief_id(self, group: Group, taken: set[str]) -> str:
        used = {name.removesuffix(".toml") for name in taken} | set(self._library.briefs)
        return proposals.brief_id(self._document, group, self._title(group), self._library.people, used)

    def _topic(self, group: Group) -> str:
        return proposals.topic(self._document, group, self._title(group), self._library.topics)

    def _brief(self, key: str, group: Group) -> Iterator[str]:
        language = self._document.language
        chosen = summary(self._document, group.sentences)
        text = DATELINE.sub("", " ".join(self._text(each.start, each.end) for each in chosen))
        yield f"# Drafted from the article. Open: title, summary and translations in {_OTHER[language]}; the topic."
        yield f'id = {_quoted(key)}\ntopic = {_quoted(self._topic(group))}\nstatus = "draft"'
        yield f"published = {self._now:%Y-%m-%dT%H:%M:%SZ}"
        yield f"keywords.{language} = {json.dumps(group.keywords, ensure_ascii=False)}"
        yield f"evidence = {[[each.start, each.end] for each in chosen]}"
        yield f"\n[title]\n{language} = {_quoted(self._title(group))}"
        yield "\n[summary]" if text else "\n[summary]  # open: each sentence is longer than a summary may be"
        if text:
            yield f"{language} = {_quoted(text)}"
        yield from self._quotes(group)

    def _quotes(self, group: Group) -> Iterator[str]:
        """Give a group's quotes, as many as leave room in the file for an editor's translations."""
        quotes = [
            quote
            for quote in self._extraction.quotes
            if quote.kind != "title" and quote.paragraph in group.paragraphs
        ]
        room = _ROOM
        for place, quote in enumerate(quotes):
            block = "\n".join(self._quote(quote))
            room -= len(block.encode())
            if room < 0:
                yield f"\n# {len(quotes) - place} more quotes of these paragraphs have no room in one file."
                return
            yield block

    def _quote(self, quote: ExtractedQuote) -> Iterator[str]:
        sure = f"sure {quote.confidence:.0%}"
        support = one_line("; ".join(quote.support)) or "nobody is named"
        mark = "open: who speaks? " if quote.unsure else ""
        yield f"\n[[quotes]]  # {mark}{support} ({sure})"
        if quote.speaker:
            yield f"speaker = {_quoted(self._people.id_of(quote.speaker))}"
        if quote.relayed_by:
            yield f"relayed_by = {_quoted(self._people.id_of(quote.relayed_by))}"
        yield f"kind = {_quoted(quote.kind)}\nexact = {_quoted(quote.exact)}"
        yield f"prefix = {_quoted(self._text(self._edge(quote.start - MAX_CONTEXT), quote.start))}"
        yield f"suffix = {_quoted(self._text(quote.end, self._edge(quote.end + MAX_CONTEXT, back=True)))}"
        yield f"start = {quote.start}\nend = {quote.end}"

    def _edge(self, at: int, *, back: bool = False) -> int:
        """Give the nearest end of a letter at an offset, towards the quote."""
        at = min(max(0, at), len(self._document.text))
        while at not in self._source.breaks:
            at += -1 if back else 1
        return at

    def _title(self, group: Group) -> str:
        return titles.title(self._document, group)

    def _record(self, folder: str) -> Iterator[str]:
        """Give the article's record: what its page or feed states, and the rest as open points."""
        language, facts = self._document.language, self._article.facts
        credit = ", ".join(filter(None, (facts.writer, facts.publisher))) if facts.publisher else ""
        origin = self._article.origin
        url = facts.url or (origin if origin.startswith(("http://", "https://")) else "")
        stated = {"publisher": facts.publisher, f"credit.{language}": credit, "url": url}
        yield f"# Open: {self._open_facts(stated, facts)}"
        if facts.title:
            yield f"# The title there: {facts.title}"
        if facts.walled:
            yield "# The page says that it is not free to read: is this text the whole article?"
        yield f"id = {_quoted(folder)}\nlanguage = {_quoted(language)}"
        yield from (f"{name} = {_quoted(value)}" for name, value in stated.items() if value)
        yield f"published = {facts.published or self._now.date()}"
        if facts.published is None:
            yield "published_inferred = true"
        yield f"sha256 = {_quoted(self._article.sha256)}\ncharacters = {len(self._document.text)}"

    def _open_facts(self, stated: Mapping[str, str], facts: Facts) -> str:
        """Say which facts of the article are open, and where the others are from."""
        missing = [name for name, value in stated.items() if not value]
        found = [name for name, value in stated.items() if value]
        day = "" if facts.published else " The date is that of the draft."
        found += ["published"] if facts.published else []
        taken = f" As {facts.stated_by} has them: {', '.join(found)}." if facts.stated_by and found else ""
        return f"{', '.join((*missing, f'credit.{_OTHER[self._document.language]}'))}.{taken}{day}"

    def _new_people(self) -> Iterator[str]:
        language = self._document.language
        yield f"# Proposed: those whom people.toml does not have yet. Open: names in {_OTHER[language]}."
        for key, named in self._people.new.items():
            yield f"\n[{key}]\nname.{language} = {_quoted(named.full)}"
            if shorter := self._extraction.shorter_names(named):
                yield f"aliases = {json.dumps(shorter, ensure_ascii=False)}"

    def _text(self, start: int, end: int) -> str:
        return self._document.text[start:end]


def _quoted(text: str) -> str:
    """Give a text as TOML's basic string, which is JSON's but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", _ESCAPED["\x7f"])


def note_lines(quotes: Sequence[ExtractedQuote]) -> Iterator[str]:
    """Give a line for each quote whose speaker an editor must settle."""
    for quote in quotes:
        if quote.unsure:
            said = quote.speaker.full if quote.speaker else "nobody"
            yield f"paragraph {quote.paragraph}: who says “{quote.exact[:40]}”? {said}, perhaps"
