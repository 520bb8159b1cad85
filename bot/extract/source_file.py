"""An article's text from a file, whatever it was saved as; what is no article is refused with a mend."""

import codecs
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from unicodedata import normalize

import regex

from bot.domain.errors import ArticleError
from bot.extract.cues import language_of
from bot.extract.page import text_of_page
from bot.extract.segment import Document

LARGEST: Final = 2 * 1024 * 1024  # bytes; the longest articles have a tenth of it
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL: Final = regex.compile(r"[\p{Cc}\uFFFD--\t\n\r\f]", regex.V1)
_PAGE: Final = regex.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", regex.IGNORECASE)
_XML: Final = regex.compile(r"\s*<(?:\?xml|!DOCTYPE|rss|feed)\b", regex.IGNORECASE)


@dataclass(frozen=True)
class SourceText:
    """An article as it was read: its parts, and the sha256 of the bytes that it came from."""

    document: Document
    sha256: str


def read_article(path: Path) -> SourceText:
    """Read an article from a text or HTML file.

    Raises:
        ArticleError: The file is empty, too large, binary, in an encoding that it does not say, or no article in
            Bengali or English; the message names the mend.
    """
    if path.stat().st_size > LARGEST:
        raise ArticleError(
            f"{path.name} has more than {LARGEST // 2**20} MB and was not read: give one article."
        )
    raw = path.read_bytes()
    return SourceText(document_of(decoded(raw, path.name), path.name), sha256(raw).hexdigest())


def decoded(raw: bytes, name: str) -> str:
    """Give a file's text in NFC, its line ends as they are; UTF-16 must say so with a byte order mark.

    Raises:
        ArticleError: It is no text in UTF-8 or marked UTF-16.
    """
    mark, encoding = next(((mark, code) for mark, code in _MARKS if raw.startswith(mark)), (b"", "utf-8"))
    try:
        text = raw.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"{name}, line {line}: this is not UTF-8; save it as UTF-8 and draft it again."
        ) from None
    if _CONTROL.search(text):
        raise ArticleError(f"{name} is not a text, or not in UTF-8; save the article's text as UTF-8.")
    return normalize("NFC", text)


def document_of(text: str, name: str) -> Document:
    """Give an article's parts from its text or page.

    Raises:
        ArticleError: There is nothing to draft from.
    """
    if _PAGE.match(text) or Path(name).suffix.lower() in (".html", ".htm"):
        text = text_of_page(text, name)
    elif _XML.match(text):
        raise ArticleError(f"{name} is a feed or XML, and no article; give a text or HTML file.")
    if not text.strip():
        raise ArticleError(f"{name} is empty; give a file with an article's text.")
    language = language_of(text)
    if language is None:
        raise ArticleError(f"{name} is neither in Bengali nor in English; Barta drafts from these alone.")
    document = Document(text, language)
    if not document.sentences:
        raise ArticleError(
            f"{name} has captions only; give the article's text too, its paragraphs without blank lines."
        )
    return document
