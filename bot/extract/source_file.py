"""An article's text from a file or the web, whatever it was saved as; what is no article is refused with a mend.

Drafting and checking read a source by this module alone, so that both count the same characters.
"""

import codecs
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final
from unicodedata import normalize

import regex

from bot.content.check import SourceFile
from bot.content.files import shown
from bot.domain.editorial import Fault
from bot.domain.errors import ArticleError
from bot.domain.source import Source
from bot.extract.facts import Facts
from bot.extract.fetch import Page
from bot.extract.language import language_of
from bot.extract.page import read_page
from bot.extract.segment import Document

LARGEST: Final = 4 * 1024 * 1024  # bytes; the longest articles and their pages have a tenth of it
MOST: Final = 100_000  # characters; long reports have a fifth of it
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# As browsers read them (https://encoding.spec.whatwg.org/#names-and-labels).
_MEANT: Final = {
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "utf-16": "utf-16-le",
}
_KNOWN: Final = regex.compile(r"utf-?8|utf-?16-?[lb]e|(?:windows-|cp)125\d|iso-?8859-\d{1,2}")
_LINE_END: Final = regex.compile(r"\r\n?|\f")
_CONTROL: Final = regex.compile(r"[\p{Cc}--\t\n]", regex.V1)
_PAGE: Final = regex.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html|head|body)\b",
    regex.IGNORECASE | regex.DOTALL,
)
_XML: Final = regex.compile(r"\s*<(?:\?xml|!DOCTYPE|rss|feed|rdf:RDF)\b", regex.IGNORECASE)
_CHARSET: Final = regex.compile(
    rb"<(?:meta\b[^>]{0,200}\bcharset|\?xml[^>]{0,100}\bencoding)\s*=\s*[\"']?([\w-]{1,40})", regex.IGNORECASE
)
_HEAD: Final = 4096  # bytes in which a page says its charset


@dataclass(frozen=True)
class SourceText:
    """An article as it was read.

    `document` is its parts, `sha256` that of the bytes that it came from, `origin` its address or the path of its file, and
    `facts` what its page states of it.
    """

    document: Document
    sha256: str
    origin: str
    facts: Facts


def read_article(path: Path) -> SourceText:
    """Read an article from a text or HTML file.

    Raises:
        ArticleError: The file is empty, too large, binary, in an encoding that it does not say, or no article in
            Bengali or English; the message names the mend.
    """
    raw = read_bytes(path)
    text, facts = text_of(raw, path.name)
    return SourceText(_document(text, path.name), sha256(raw).hexdigest(), str(path.resolve()), facts)


def article_of(page: Page) -> SourceText:
    """Give the article of a page or text from the web.

    Raises:
        ArticleError: As `read_article` does.
    """
    text, facts = text_of(page.body, page.url, page.charset, is_page=page.kind == "page")
    return SourceText(_document(text, page.url), sha256(page.body).hexdigest(), page.url, facts)


def read_source(path: Path) -> SourceFile | Fault:
    """Read an article's text to prove quotes against, as it was read to draft them; or say why it cannot be read."""
    try:
        raw = read_bytes(path)
        text, _ = text_of(raw, path.name)
    except OSError as error:
        what = f"the source cannot be read ({error.strerror})"
        return Fault(shown(path), None, what, "name the article's text")
    except ArticleError as error:
        what = str(error).partition(";")[0].removeprefix(path.name).lstrip(", ").rstrip(".")
        return Fault(shown(path), None, what, "name the article's text as it was drafted")
    return SourceFile(path, sha256(raw).hexdigest(), Source(text))


def read_bytes(path: Path) -> bytes:
    """Give a file's bytes.

    Raises:
        ArticleError: There are more of them than an article has.
    """
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ArticleError(
            f"{path.name} has more than {LARGEST // 2**20} MB and was not read; give one article."
        )
    return raw


def text_of(raw: bytes, name: str, charset: str | None = None, *, is_page: bool = False) -> tuple[str, Facts]:
    """Give an article's text in NFC with every line end as a line feed, and what its page states, if it is one.

    Raises:
        ArticleError: It is empty, no text, a feed, or a page without an article.
    """
    text = normalize("NFC", _LINE_END.sub("\n", _decoded(raw, name, charset)))
    facts = Facts()
    if is_page or _PAGE.match(text) or Path(name).suffix.lower() in (".html", ".htm"):
        text, facts = read_page(text, name)
        text = normalize("NFC", text)  # a page may spell letters as references, and offsets count in NFC
    elif _XML.match(text):
        raise ArticleError(f"{name} is a feed or XML, and no article; draft a feed's articles with --feed.")
    if _CONTROL.search(text):
        raise ArticleError(f"{name} is not a text, or not in UTF-8; save the article's text as UTF-8.")
    if (lost := text.find("\ufffd")) >= 0:
        line = text.count("\n", 0, lost) + 1
        raise ArticleError(
            f"{name}, line {line}: letters were lost here, and “\ufffd” stands for them; write them, or get the article anew."
        )
    if not text.strip():
        raise ArticleError(f"{name} is empty; give a file with an article's text.")
    return text, facts


def _decoded(raw: bytes, name: str, charset: str | None) -> str:
    """Give a text by its byte order mark, as UTF-8, or in the encoding that its header or page states.

    What is well-formed UTF-8 is hardly ever anything else, whatever a server says of it.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _in_encoding(raw.removeprefix(mark), encoding, name)
    stated = _CHARSET.search(raw[:_HEAD])
    charset = charset or (stated[1].decode("ascii") if stated else None)
    try:
        text = raw.decode("utf-8")
        if "\0" not in text or not charset:
            return text
    except UnicodeDecodeError:
        pass
    encoding = _MEANT.get(charset.lower(), charset.lower()) if charset else "utf-8"
    if not _KNOWN.fullmatch(encoding):
        raise ArticleError(
            f"{name} is in {encoding[:40]}, which Barta does not read; save it as UTF-8 and draft it again."
        )
    return _in_encoding(raw, encoding, name)


def _in_encoding(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ArticleError(
            f"{name}, line {line}: this is not {encoding.upper()}; save it as UTF-8 and draft it again."
        ) from None


def _document(text: str, name: str) -> Document:
    if len(text) > MOST:
        raise ArticleError(f"{name} has {len(text):,} characters, more than any article; give one article.")
    language = language_of(text)
    if language is None:
        raise ArticleError(f"{name} is neither in Bengali nor in English; Barta drafts from these alone.")
    document = Document(text, language)
    if not document.sentences:
        raise ArticleError(
            f"{name} has captions only; give the article's text too, its paragraphs without blank lines."
        )
    return document
