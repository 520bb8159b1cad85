"""An article's text from a newspaper's page, by trafilatura where it is installed."""

from importlib import import_module
from typing import Final

import regex

from bot.domain.errors import ArticleError

_CAPTION: Final = regex.compile(r"<figcaption\b[^>]*>(.*?)</figcaption>", regex.IGNORECASE | regex.DOTALL)
_HEADLINE: Final = regex.compile(r"<h1\b[^>]*>(.*?)</h1>", regex.IGNORECASE | regex.DOTALL)
_ELSEWHERE: Final = regex.compile(r"\W*(?:আরও পড়ুন|আরো পড়ুন|read more|also read|related)\b", regex.IGNORECASE)
_TAG: Final = regex.compile(r"<[^>]*>")
_BLANK: Final = regex.compile(r"\s+")
_LEAST: Final = 250  # characters: a page that gives fewer is a stub


def text_of_page(page: str, name: str) -> str:
    """Give a page's article as a paragraph a line; a picture's caption stands after a blank line.

    Raises:
        ArticleError: trafilatura is not installed, or the page holds no whole article.
    """
    try:
        trafilatura = import_module("trafilatura")
    except ImportError:
        raise ArticleError(
            "HTML needs trafilatura: pip install 'barta[extract]', or give the text."
        ) from None
    text = trafilatura.extract(page, include_comments=False, include_tables=False, favor_precision=True) or ""
    captions = {_plain(found) for found in _CAPTION.findall(page)}
    headlines = {_plain(found) for found in _HEADLINE.findall(page)}
    kept = (line for line in text.splitlines() if line.strip() and not _ELSEWHERE.match(line))
    lines = [(line, _plain(line) in captions) for line in kept if _plain(line) not in headlines]
    if sum(len(line) for line, caption in lines if not caption) < _LEAST or _is_walled(page):
        raise ArticleError(
            f"{name} holds no whole article, but a stub such as a paywall leaves; give the article's text."
        )
    return "\n".join(f"\n{line}" if caption else line for line, caption in lines)


def _plain(markup: str) -> str:
    return _BLANK.sub(" ", _TAG.sub("", markup)).strip()


def _is_walled(page: str) -> bool:
    """Say whether a page says of itself that it is not free to read (schema.org's isAccessibleForFree)."""
    return regex.search(r'"isAccessibleForFree"\s*:\s*"?false', page, regex.IGNORECASE) is not None
