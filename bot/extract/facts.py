"""What a newspaper's page or feed states of its article besides the text."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from types import ModuleType
from typing import Any, Final
from unicodedata import normalize

import regex

# Where pages state it, best first: Open Graph, schema.org, Dublin Core. Nothing is guessed from an address or the text, and a
# day counts only where the page says that the article was published on it.
_TITLE: Final = ("og:title", "ld:headline", "twitter:title")
_PUBLISHER: Final = ("og:site_name", "ld:publisher", "application-name")
_WRITER: Final = ("ld:author", "author", "byl")
_URL: Final = ("canonical", "og:url")
_DAY: Final = (
    *("article:published_time", "ld:datepublished", "datepublished", "dc.date.issued", "dcterms.issued"),
    *("pubdate", "publishdate", "publish-date", "publish_date"),
)
_ARTICLE: Final = regex.compile(r"Article|Report|BlogPosting")
_HIDDEN: Final = regex.compile(r"[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069\s]+")
_LONGEST: Final = 300  # characters of a title or name; more is none


@dataclass(frozen=True)
class Facts:
    """A title, publisher, writer, day and address, each "" or None where nobody states it; `stated_by` names who does.

    `walled` says that the page itself calls its article not free to read.
    """

    title: str = ""
    publisher: str = ""
    writer: str = ""
    published: date | None = None
    url: str = ""
    stated_by: str = ""
    walled: bool = False


def facts_of_page(page: str, trafilatura: ModuleType) -> Facts:
    """Give what a page states in its metadata."""
    tree = trafilatura.load_html(page)
    stated: dict[str, str] = {}
    for key, text in () if tree is None else _statements(tree):
        if line := one_line(text):
            stated.setdefault(key.casefold(), line)
    url = _first(stated, _URL)
    return Facts(
        _first(stated, _TITLE),
        _first(stated, _PUBLISHER),
        _first(stated, _WRITER),
        next(filter(None, (_day(stated[key]) for key in _DAY if key in stated)), None),
        url if url.startswith(("http://", "https://")) and " " not in url else "",
        "the page",
        stated.get("ld:isaccessibleforfree", "").casefold() == "false",
    )


def one_line(text: str) -> str:
    """Give a text in NFC without line breaks and what hides in it; "" for what is too long to be a name."""
    line = normalize("NFC", _HIDDEN.sub(" ", text).strip())
    return line if len(line) <= _LONGEST else ""


def _first(stated: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return next((stated[key] for key in keys if key in stated), "")


def _day(text: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text[:10])
    return None


def _statements(tree: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - lxml has no types
    """Give each name and text of a page's metadata, in its order."""
    for meta in tree.iter("meta"):
        for name in ("property", "name", "itemprop"):
            yield meta.get(name) or "", meta.get("content") or ""
    for time in tree.iter("time"):
        yield time.get("itemprop") or "", time.get("datetime") or ""
    for link in tree.iter("link"):
        yield link.get("rel") or "", link.get("href") or ""
    for script in tree.iter("script"):
        if script.get("type") == "application/ld+json":
            with suppress(ValueError, RecursionError):
                yield from _linked(json.loads(script.text or ""))


def _linked(data: object) -> Iterator[tuple[str, str]]:
    """Give what linked data says of an article."""
    if isinstance(data, list):
        for each in data:
            yield from _linked(each)
    elif isinstance(data, dict):
        if _ARTICLE.search(str(data.get("@type"))):
            for key in ("headline", "datePublished", "isAccessibleForFree"):
                yield f"ld:{key}", str(data.get(key, ""))
            for key in ("author", "publisher"):
                yield f"ld:{key}", ", ".join(_names(data.get(key)))
        else:
            yield from _linked(list(data.values()))


def _names(data: object) -> Iterator[str]:
    """Give the names of people or organisations in linked data."""
    if isinstance(data, list):
        for each in data:
            yield from _names(each)
    elif isinstance(data, dict) and isinstance(name := data.get("name"), str):
        yield name
    elif isinstance(data, str) and "://" not in data:
        yield data
