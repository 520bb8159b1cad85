"""The entries of an RSS or Atom feed, by feedparser where it is installed."""

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_to_datetime
from hashlib import sha256
from importlib import import_module
from types import ModuleType
from typing import Any, Final
from urllib.parse import urljoin

import regex

from bot.domain.errors import ArticleError
from bot.extract.facts import one_line

_ENTITY: Final = regex.compile(rb"<!ENTITY", regex.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """An article that a feed names; `key` is a sha256 of what it goes by there."""

    key: str
    title: str
    link: str  # "" where it has none
    published: date | None


@dataclass(frozen=True)
class Feed:
    """A feed's name and its entries, each once, in its order."""

    title: str
    entries: tuple[Entry, ...]


def read_feed(raw: bytes, origin: str) -> Feed:
    """Give the entries of a feed that came from an address or a file.

    Raises:
        ArticleError: feedparser is not installed, it is no feed, or it declares entities, which no feed needs and with which
            a small one could become very large or read files.
    """
    try:
        feedparser, defused = import_module("feedparser"), import_module("defusedxml.ElementTree")
    except ImportError:
        raise ArticleError(
            "Feeds need feedparser: pip install 'barta[extract]', or give each article's address."
        ) from None
    _refuse_entities(raw, origin, defused)
    # As a file, since feedparser would open text that looks like an address or a path. It cleans all HTML that it gives.
    parsed = feedparser.parse(io.BytesIO(raw), sanitize_html=True, resolve_relative_uris=False)
    if not parsed.get("version"):
        raise ArticleError(f"{origin} is no feed; give the address of an RSS or Atom feed.")
    home = str(parsed.feed.get("link") or "")
    base = origin if "://" in origin else home
    entries = tuple(_once(_entries(parsed.entries, base)))
    if not entries:
        raise ArticleError(f"{origin} has no entries; give a feed that names articles.")
    return Feed(one_line(str(parsed.feed.get("title") or "")), entries)


def _refuse_entities(raw: bytes, origin: str, defused: ModuleType) -> None:
    """Refuse what declares entities; a feed that is not well-formed is left to feedparser, if it names none at all."""
    try:
        defused.fromstring(raw)
    except defused.ParseError:
        declares = _ENTITY.search(raw.replace(b"\0", b"")) is not None
    except ValueError:  # defusedxml's own
        declares = True
    else:
        declares = False
    if declares:
        raise ArticleError(
            f"{origin} declares XML entities, as an attack would, and was not read; give another feed."
        )


def _entries(found: Any, base: str) -> Iterator[Entry]:  # noqa: ANN401 - feedparser has no types
    for each in found:
        title = one_line(str(each.get("title") or ""))
        link = _address(str(each.get("link") or ""), base)
        name = str(each.get("id") or "") or link or title
        if name:
            yield Entry(sha256(name.encode()).hexdigest(), title, link, _day(each))


def _once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Leave out what goes by the name or link of an entry before it."""
    known = {""}
    for entry in entries:
        if entry.key not in known and (entry.link not in known or not entry.link):
            yield entry
        known |= {entry.key, entry.link}


def _address(link: str, base: str) -> str:
    """Give a link in full; "" for what is no address of the web."""
    try:
        whole = urljoin(base, link.strip())
    except ValueError:
        return ""
    return whole if link and whole.startswith(("http://", "https://")) else ""


def _day(entry: Any) -> date | None:  # noqa: ANN401 - see _entries
    """Give the day on which an entry says that it was published, as its own clock has it; not when it was changed last."""
    stated = str(entry.get("published") or "") if "published" in entry else ""
    with suppress(ValueError):
        return date.fromisoformat(stated[:10])  # Atom
    with suppress(ValueError):
        return parsedate_to_datetime(stated).date()  # RSS
    return None
