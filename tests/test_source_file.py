"""What is drafted from a source is proven against the same source, letter by letter, however its file is written."""

import sys
import tomllib
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.cli import barta
from bot.content.check import SourceFile
from bot.content.new_folder import write_folder
from bot.content.read import survey
from bot.domain.errors import ArticleError
from bot.domain.models import Library, Quote
from bot.extract.drafts import Drafter, Known
from bot.extract.extraction import Extraction
from bot.extract.feed import read_feed
from bot.extract.fetch import Page
from bot.extract.source_file import article_of, read_article, read_source, text_of
from tests.draft_desk import ARTICLES, TUNE, briefs_of, draft_desk

BENGALI = unicodedata.normalize("NFC", TUNE["bn"].read_text(encoding="utf-8"))
ENGLISH = TUNE["en"].read_text(encoding="utf-8")
PAGE = (ARTICLES / "web" / "page-bn.html").read_text(encoding="utf-8")
WRITTEN = {
    "plain.txt": BENGALI.encode(),
    "decomposed.txt": unicodedata.normalize("NFD", BENGALI).encode(),
    "marked.txt": BENGALI.encode("utf-8-sig"),
    "utf-16.txt": BENGALI.encode("utf-16"),
    "utf-16-be.txt": "\ufeff".encode("utf-16-be") + BENGALI.encode("utf-16-be"),
    "crlf.txt": BENGALI.replace("\n", "\r\n").encode(),
    "cr.txt": ENGLISH.replace("\n", "\r").encode(),
    "form-feeds.txt": ENGLISH.replace("\n", "\f").encode(),
    "page.html": PAGE.encode(),
    "page-crlf.html": PAGE.replace("\n", "\r\n").encode("utf-8-sig"),
    "page-utf-16.html": PAGE.encode("utf-16"),
    "page-references.html": unicodedata.normalize("NFC", PAGE).replace("য\u09bc", "&#2527;").encode(),
    "page-unnamed": f"<!-- খবর -->\n{PAGE}".encode(),
    "page-windows-1252.html": (
        '<!DOCTYPE html><html><head><meta charset="windows-1252"></head><body><article>'
        + "".join(f"<p>{line}</p>" for line in ENGLISH.split("\n") if line)
        + "</article></body></html>"
    ).encode("cp1252"),
}
# What readers of a page meet: marks of all kinds, both scripts, emoji, joiners, markup and its references.
PIECES = st.sampled_from(
    [
        *"“”‘’\"'«»„।॥?!.,:() \n",
        *(
            " বলেন ",
            " তিনি ",
            "ড. ",
            "রহমান",
            "য়",
            "ক্\u200dষ",
            "৪.৫",
            " said ",
            "he ",
            "Mr. ",
            "Korda",
            "é",
            "👩🏽‍🚀",
            "🇧🇩",
        ),
        *(
            "\u00ad",
            "\u200b",
            "\ufeff",
            "\u2028",
            "\t",
            "&nbsp;",
            "&ldquo;",
            "&#8221;",
            "&#2527;",
            "&amp;",
            "&lt;",
            "<b>",
            "</b>",
            "<br>",
        ),
    ]
)
PARAGRAPHS = st.lists(st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=12).map("".join), max_size=8)
SETTLED = "The council met on Monday, and the mayor of the town said that it was late for her and for the others there. "


@pytest.mark.parametrize("name", WRITTEN)
def test_what_was_drafted_is_proven_against_its_file(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(WRITTEN[name])
    desk = draft_desk(tmp_path)
    status, said = desk.draft(source)
    assert status == 0, said
    read = read_source(source)
    assert isinstance(read, SourceFile)
    quotes = [quote for brief in briefs_of(desk.tables()).values() for quote in brief.get("quotes", [])]
    assert len(quotes) >= 5
    assert all(read.source.text[quote["start"] : quote["end"]] == quote["exact"] for quote in quotes)
    assert desk.tables()["article.toml"]["characters"] == len(read.source.text)
    done = CliRunner().invoke(barta, ["check", "--briefs", str(desk.briefs), "--source", str(source)])
    assert done.exit_code == 0, done.output
    assert "no fault" in done.output
    assert not any(word in done.output for word in ("the article says", "stands at", "characters in NFC"))


def test_one_letter_changed_in_a_drafts_quote_is_found_through_its_page(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    source.write_text(PAGE, encoding="utf-8")
    desk = draft_desk(tmp_path)
    desk.draft(source)
    path = next(path for path in desk.folders[0].iterdir() if "উঠতে জানতে" in path.read_text(encoding="utf-8"))
    path.write_text(path.read_text(encoding="utf-8").replace("উঠতে জানতে", "উঠতে মানতে"), encoding="utf-8")
    done = CliRunner().invoke(barta, ["check", "--briefs", str(desk.briefs), "--source", str(source)])
    assert "says “মানতে” where the article says “জানতে”" in done.output


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("“Yes”", None, "“Yes”"),
        ("“Yes”", "iso-8859-1", "“Yes”"),
        ("“Yes”".encode("cp1252"), "ISO-8859-1", "“Yes”"),
        ("“Yes”".encode("utf-16-be"), "utf-16be", "“Yes”"),
        ("“Yes”".encode("utf-16-le"), "UTF-16", "“Yes”"),
        ("“Yes”".encode("utf-8-sig"), "windows-1252", "“Yes”"),
        (b"<?xml version='1.0' encoding='windows-1251'?>\n\xcf", None, "feed or XML"),
        ("“Yes”".encode("cp1252"), None, "save it as UTF-8"),
        ("“Yes”".encode("cp1252"), "utf-8", "save it as UTF-8"),
        ("“Yes”".encode("cp1252"), "punycode", "is in punycode, which Barta does not read; save it as UTF-8"),
        ("“Yes”".encode("cp1252"), "x" * 99, "which Barta does not read"),
        ("“Yes”".encode("cp1252"), "zip", "which Barta does not read"),
    ],
)
def test_a_text_is_read_by_its_own_form_or_else_as_its_header_says(
    body: str | bytes, charset: str | None, expected: str
) -> None:
    raw = body.encode() if isinstance(body, str) else body
    try:
        assert text_of(raw, "খবর", charset)[0] == expected
    except ArticleError as error:
        assert expected in str(error)  # noqa: PT017 - one table for both outcomes


def drafts_hold_their_source(page: Page) -> None:
    """Draft from a page, if it holds an article, and hold every quote to the page's own text."""
    try:
        article = article_of(page)
    except ArticleError:
        return
    text = article.document.text
    again, _ = text_of(page.body, page.url, page.charset, is_page=page.kind == "page")
    assert again == text == unicodedata.normalize("NFC", text)
    drafted = Drafter(
        Extraction(article.document), article, datetime(2026, 3, 1, tzinfo=UTC), Known(Library())
    ).draft()
    tables = {name: tomllib.loads(written) for name, written in drafted.files.items()}
    with TemporaryDirectory() as folder:
        write_folder(Path(folder, drafted.folder), drafted.files)
        contents = survey(Path(folder))
        assert contents.faults == []
        assert {f"{key}.toml" for key in contents.drafts} == briefs_of(tables).keys()
    for brief in briefs_of(tables).values():
        for quote in brief.get("quotes", []):
            assert text[quote["start"] : quote["end"]] == quote["exact"]
            assert text[: quote["start"]].endswith(quote["prefix"])
            assert text[quote["end"] :].startswith(quote["suffix"])
            Quote.model_validate(quote | {"kind": "full"})


@settings(max_examples=60, deadline=None)
@given(PARAGRAPHS, st.sampled_from(["utf-8", "utf-16"]))
def test_whatever_a_page_holds_every_quote_of_its_drafts_is_what_stands_in_it(
    paragraphs: list[str], encoding: str
) -> None:
    body = "".join(
        f"<p>{SETTLED}“No {number},” she said. {each}</p>" for number, each in enumerate(paragraphs)
    )
    html = f"<!DOCTYPE html><html><body><article><h1>খবর</h1><p>{SETTLED}</p>{body}</article></body></html>"
    drafts_hold_their_source(
        Page("https://example.org/a", html.encode(encoding, "surrogatepass"), None, "page")
    )


@settings(max_examples=150, deadline=None)
@given(PARAGRAPHS)
@example(["“\N{SOFT HYPHEN}", "“"])  # nothing is said where nothing can be seen
def test_whatever_a_text_holds_every_quote_of_its_drafts_is_what_stands_in_it(paragraphs: list[str]) -> None:
    body = "\n".join((SETTLED, *paragraphs)).encode("utf-8", "surrogatepass")
    drafts_hold_their_source(Page("https://example.org/a", body, None, "text"))
    with TemporaryDirectory() as folder:
        path = Path(folder, "খবর.txt")
        path.write_bytes(body)
        try:
            article = read_article(path)
        except ArticleError:
            return
        read = read_source(path)
        assert isinstance(read, SourceFile)
        assert (read.source.text, read.sha256) == (article.document.text, article.sha256)


@pytest.mark.parametrize(
    ("module", "work"),
    [
        ("trafilatura", lambda: text_of(PAGE.encode(), "page.html")),
        ("feedparser", lambda: read_feed(b"<rss/>", "feed.xml")),
        ("defusedxml.ElementTree", lambda: read_feed(b"<rss/>", "feed.xml")),
    ],
)
def test_without_the_extra_pages_and_feeds_say_what_to_install_and_texts_are_read(
    module: str, work: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ArticleError, match=r"pip install 'barta\[extract\]'"):
        work()
    assert text_of(BENGALI.encode(), "খবর.txt")[0] == BENGALI


@pytest.mark.parametrize("tag", ["<p>সেতু ", "<figcaption x", "<h1 "])
def test_a_page_of_tags_without_end_is_refused_unread(tag: str) -> None:
    page = f"<html><body>{tag * 320_000}"
    with pytest.raises(ArticleError, match="320,002 tags, more than an article's page"):
        text_of(page.encode(), "https://example.org/খবর", is_page=True)


def test_captions_that_are_never_closed_are_soon_passed_over() -> None:
    page = f"<html><body>{'<figcaption ' * 90_000}{'<h1 ' * 9_000}"
    with pytest.raises(ArticleError, match="a stub"):
        text_of(page.encode(), "https://example.org/খবর", is_page=True)
