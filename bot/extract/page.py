"""An article's text from a newspaper's page, by trafilatura where it is installed."""

from importlib import import_module
from typing import Final
from unicodedata import normalize

import regex

from bot.domain.errors import ArticleError
from bot.extract.facts import Facts, facts_of_page

# No longer than captions are, so that a page of nothing but openings is soon read.
_CAPTION: Final = regex.compile(
    r"<figcaption\b[^<>]{0,2000}>(.{1,2000}?)</figcaption>", regex.IGNORECASE | regex.DOTALL
)
_HEADLINE: Final = regex.compile(r"<h1\b[^<>]{0,2000}>(.{1,2000}?)</h1>", regex.IGNORECASE | regex.DOTALL)
_ELSEWHERE: Final = regex.compile(r"\W*(?:আরও পড়ুন|আরো পড়ুন|read more|also read|related)\b", regex.IGNORECASE)
_TAG: Final = regex.compile(r"<[^<>]*>")
_BLANK: Final = regex.compile(r"\s+")
# What a page asks for in place of its article.
_WALL: Final = regex.compile(
    normalize(
        "NFC",
        r"subscribe (?:now )?to (?:keep|continue) reading|already a subscriber|subscribers? only|to read the full (?:story|article)"
        r"|(?:পুরো|সম্পূর্ণ) (?:খবর|লেখা|প্রতিবেদন)[\p{L}\p{M}]*\W+পড়তে|গ্রাহকদের জন্য|গ্রাহক হয়ে পড়ুন",
    ),
    regex.IGNORECASE,
)
_MOST_TAGS: Final = 100_000  # newspaper pages have some thousands, and a million take minutes to read
_LEAST: Final = 250  # characters: a page that gives fewer is a stub
_LEAST_WALLED: Final = 1500  # where it says that there is more


def read_page(page: str, name: str) -> tuple[str, Facts]:
    """Give a page's article as a paragraph a line, and what the page states of it.

    A picture's caption stands after a blank line.

    Raises:
        ArticleError: trafilatura is not installed, or the page holds no whole article.
    """
    try:
        trafilatura = import_module("trafilatura")
    except ImportError:
        raise ArticleError(
            "HTML needs trafilatura: pip install 'barta[extract]', or give the text."
        ) from None
    if (tags := page.count("<")) > _MOST_TAGS:
        raise ArticleError(f"{name} has {tags:,} tags, more than an article's page; give the article's text.")
    text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_precision=True) or ""
    captions = {_plain(found) for found in _CAPTION.findall(page)}
    headlines = {_plain(found) for found in _HEADLINE.findall(page)}
    kept = (line for line in text.splitlines() if line.strip() and not _ELSEWHERE.match(line))
    lines = [(line, _plain(line) in captions) for line in kept if _plain(line) not in headlines]
    facts = facts_of_page(page, trafilatura)
    _refuse_stub(sum(len(line) for line, caption in lines if not caption), page, facts, name)
    return "\n".join(f"\n{line}" if caption else line for line, caption in lines), facts


def _refuse_stub(length: int, page: str, facts: Facts, name: str) -> None:
    if length < _LEAST_WALLED and (facts.walled or _WALL.search(page)):
        raise ArticleError(
            f"{name} holds no whole article, but the stub that a paywall leaves; give the article's text."
        )
    if length < _LEAST:
        raise ArticleError(
            f"{name} holds {length} characters of an article, a stub; give the address of the article itself, or its text."
        )


def _plain(markup: str) -> str:
    return _BLANK.sub(" ", _TAG.sub("", markup)).strip()
