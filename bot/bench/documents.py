"""Briefs as other engines are handed them: text that is already made fit for Bengali.

One spelling for each letter, no joiners, words that keep their vowel signs, and, so that Banglish has something to meet,
the Bengali words also in Latin letters by anyascii.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from anyascii import anyascii

from bot.bench.corpus import other_brief
from bot.domain.models import LANGUAGES, Brief
from bot.domain.text import is_bengali, words

_CHUNK = 500  # briefs that a process makes at a time


@dataclass(frozen=True)
class Document:
    """A brief as other engines index it: in each field, normalised words."""

    id: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...]
    text: str

    @property
    def title(self) -> str:
        """The titles as one text."""
        return " ".join(self.titles)

    @property
    def keyword(self) -> str:
        """The keywords as one text."""
        return " ".join(self.keywords)


def spellings(text: str) -> tuple[str, ...]:
    """Give the normalised words of a text, and once more with those in Bengali letters in Latin ones."""
    read = words(text)
    latin = tuple(anyascii(word).lower() if is_bengali(word) else word for word in read)
    return tuple(dict.fromkeys((" ".join(read), " ".join(latin))))


def document(brief: Brief) -> Document:
    """Give a brief as other engines index it."""
    quotes = (
        text for quote in brief.shown_quotes for text in (quote.exact, *map(quote.translation.get, LANGUAGES))
    )
    why = (brief.why.bn, brief.why.en) if brief.why else ()
    told = (*(brief.summary.get(language) for language in LANGUAGES), *why, *quotes)
    return Document(
        brief.id,
        _all_spellings(brief.title.get(language) for language in LANGUAGES),
        _all_spellings((*brief.keywords.bn, *brief.keywords.en)),
        " ".join(_all_spellings(filter(None, told))),
    )


def _all_spellings(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(spelling for text in texts for spelling in spellings(text))


def write_others(path: Path, count: int) -> None:
    """Write the documents of the first `count` other briefs, a line each, so that each engine need not make them again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unready = path.with_suffix(".unready")
    starts = range(0, count, _CHUNK)
    with get_context("spawn").Pool() as pool, unready.open("w", encoding="utf-8") as file:
        file.writelines(pool.imap(_lines, ((start, min(start + _CHUNK, count)) for start in starts)))
    unready.rename(path)


def _lines(numbers: tuple[int, int]) -> str:
    made = (document(other_brief(number)) for number in range(*numbers))
    return "".join(
        json.dumps([each.id, each.titles, each.keywords, each.text], ensure_ascii=False) + "\n"
        for each in made
    )


def read_others(path: Path, count: int) -> Iterator[Document]:
    """Give the first `count` documents of a file."""
    with path.open(encoding="utf-8") as file:
        for line in islice(file, count):
            key, titles, keywords, text = json.loads(line)
            yield Document(key, tuple(titles), tuple(keywords), text)
