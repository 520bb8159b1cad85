"""Draft files in the brief format: all that the article says in its own words, and the rest left open."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.domain.anchors import MAX_CONTEXT
from bot.domain.models import Library
from bot.domain.source import Source
from bot.extract import proposals, titles
from bot.extract.extraction import Extraction
from bot.extract.people import People, slug
from bot.extract.quotes import ExtractedQuote
from bot.extract.summary import Group, groups, summary

_OTHER: Final = {"bn": "en", "en": "bn"}
_ESCAPED: Final = {"\x7f": "\\u007f"}


@dataclass(frozen=True)
class Drafted:
    """The files of one article's folder, by name, and how many points in them an editor must settle."""

    folder: str
    files: dict[str, str]
    open_points: int


class Drafter:
    """Writes the files of one article."""

    def __init__(self, extraction: Extraction, sha256: str, now: datetime, library: Library) -> None:
        self._extraction, self._sha256, self._now, self._library = extraction, sha256, now, library
        self._document = extraction.document
        self._source = Source(self._document.text)
        self._people = People(library.people)
        self._open = 0

    def draft(self) -> Drafted:
        """Give a brief for each group of paragraphs, with the article's and the new people's records."""
        parts = groups(self._document)
        folder = f"{self._now:%Y-%m-%d}-{slug(self._title(parts[0]), 32)}"
        files: dict[str, str] = {}
        for group in parts:
            key = self._brief_id(group, set(files))
            files[f"{key}.toml"] = "\n".join(self._brief(key, group)) + "\n"
        files["article.toml"] = "\n".join(self._article(folder)) + "\n"
        if self._people.new:
            files["people.toml"] = "\n".join(self._new_people()) + "\n"
        return Drafted(folder, files, self._open)

    def _brief_id(self, group: Group, taken: set[str]) -> str:
        used = {name.removesuffix(".toml") for name in taken} | set(self._library.briefs)
        return proposals.brief_id(self._document, group, self._title(group), self._library.people, used)

    def _topic(self, group: Group) -> str:
        return proposals.topic(self._document, group, self._title(group), self._library.topics)

    def _brief(self, key: str, group: Group) -> Iterator[str]:
        language = self._document.language
        chosen = summary(self._document, group.sentences)
        text = " ".join(self._text(each.start, each.end) for each in chosen)
        self._open += 3 if text else 4
        yield f"# Drafted from the article. Open: title, summary and translations in {_OTHER[language]}; the topic."
        yield f'id = {_quoted(key)}\ntopic = {_quoted(self._topic(group))}\nstatus = "draft"'
        yield f"published = {self._now:%Y-%m-%dT%H:%M:%SZ}"
        yield f"keywords.{language} = {json.dumps(group.keywords, ensure_ascii=False)}"
        yield f"evidence = {[[each.start, each.end] for each in chosen]}"
        yield f"\n[title]\n{language} = {_quoted(self._title(group))}"
        yield "\n[summary]" if text else "\n[summary]  # open: each sentence is longer than a summary may be"
        if text:
            yield f"{language} = {_quoted(text)}"
        for quote in self._extraction.quotes:
            if quote.kind != "title" and quote.paragraph in group.paragraphs:
                yield from self._quote(quote)

    def _quote(self, quote: ExtractedQuote) -> Iterator[str]:
        sure = f"sure {quote.confidence:.0%}"
        support = "; ".join(quote.support).replace("\n", " ") or "nobody is named"
        mark = "open: who speaks? " if quote.unsure else ""
        self._open += 1 + quote.unsure
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

    def _article(self, folder: str) -> Iterator[str]:
        self._open += 3
        yield "# Open: publisher, credit and url; the date is that of the draft."
        yield f"id = {_quoted(folder)}\nlanguage = {_quoted(self._document.language)}"
        yield f"published = {self._now:%Y-%m-%d}\npublished_inferred = true"
        yield f"sha256 = {_quoted(self._sha256)}\ncharacters = {len(self._document.text)}"

    def _new_people(self) -> Iterator[str]:
        language = self._document.language
        yield f"# Proposed: those whom people.toml does not have yet. Open: names in {_OTHER[language]}."
        for key, named in self._people.new.items():
            self._open += 1
            yield f"\n[{key}]\nname.{language} = {_quoted(named.full)}"

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
