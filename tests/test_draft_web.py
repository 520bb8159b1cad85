"""`barta draft` from addresses and feeds, over real HTTP: what is written, what is kept, what stays new."""

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from bot.extract.fetch import fetch
from bot.extract.source_file import article_of
from tests.draft_desk import ARTICLES, TUNE, DraftDesk, briefs_of, draft_desk, stored
from tests.web import Site, serving

PAGE = (ARTICLES / "web" / "page-bn.html").read_bytes()
PAPER = "দৈনিক মেঠোপথ"
ENTRY = "<item><title>{0}</title><link>/{0}</link><guid isPermaLink='false'>{0}</guid>{1}</item>"
DAY = "<pubDate>Fri, 13 Mar 2026 01:05:00 +0600</pubDate>"


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Give a newspaper's server."""
    async with serving() as site:
        yield site


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> DraftDesk:
    """Give a desk that may fetch from the newspaper."""
    return draft_desk(tmp_path, site)


def plain(text: str) -> bytes:
    """Give a page without metadata."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n") if line)
    return f"<!DOCTYPE html><html><body><article>{paragraphs}</article></body></html>".encode()


def rss(*items: str, title: str = PAPER) -> bytes:
    """Give a feed."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{"".join(items)}</channel></rss>'.encode()


async def test_a_page_becomes_drafts_with_what_the_page_states_and_its_text_is_kept(
    desk: DraftDesk, site: Site
) -> None:
    status, said = await desk.get(site.gives("/setu", PAGE))
    assert status == 0, said
    article = desk.tables()["article.toml"]
    assert (article["publisher"], article["credit"]["bn"]) == (PAPER, f"প্রতিনিধি, কিশোরগঞ্জ, {PAPER}")
    assert (str(article["published"]), "published_inferred" in article) == ("2026-03-14", False)
    assert article["url"] == "https://methopoth.example/bangladesh/district/setu-ache-rasta-nei"
    comments = (desk.folders[0] / "article.toml").read_text(encoding="utf-8")
    assert "# Open: credit.en. As the page has them: publisher, credit.bn, url, published.\n" in comments
    assert "# The title there: সেতু আছে, রাস্তা নেই" in comments
    source = await stored(lambda store: store.sources.get(sha256(PAGE).hexdigest()))
    assert source
    assert (source.origin, source.article_id, source.language) == (
        f"{site.url}/setu",
        desk.folders[0].name,
        "bn",
    )
    assert article["characters"] == len(source.text)
    for brief in briefs_of(desk.tables()).values():
        for quote in brief.get("quotes", []):
            assert source.text[quote["start"] : quote["end"]] == quote["exact"]
    drafts = await stored(lambda store: store.drafts.all())
    assert {f"{draft.id}.toml" for draft in drafts} == briefs_of(desk.tables()).keys()
    assert {draft.state for draft in drafts} == {"open"}
    deeds = await stored(lambda store: store.audit.latest(10))
    assert {(deed.action, deed.subject) for deed in deeds} == {("drafted", draft.id) for draft in drafts}


async def test_only_what_a_page_states_is_written(desk: DraftDesk, site: Site) -> None:
    """No date of the text or the address, no publisher of its host's name; the address is that which was asked."""
    text = f"১২ জানুয়ারি ২০২৫ সালে সেতুটি খুলেছে।\n{TUNE['bn'].read_text(encoding='utf-8')}"
    status, said = await desk.get(site.gives("/2025/01/12/setu", plain(text)))
    assert status == 0, said
    article = desk.tables()["article.toml"]
    assert {"publisher", "credit"}.isdisjoint(article)
    assert article["published_inferred"] is True
    assert article["url"] == f"{site.url}/2025/01/12/setu"


@pytest.mark.parametrize(
    ("head", "publisher", "day"),
    [
        (
            '<meta property="og:site_name" content="X Daily"><meta content="2026-01-02" itemprop="datePublished">',
            "X Daily",
            "2026-01-02",
        ),
        (
            '<script type="application/ld+json">[{"@graph":[{"@type":["NewsArticle"],"publisher":{"name":"Y\\nPost"},"datePublished":"2026-01-03T23:00:00Z"}]}]</script>',
            "Y Post",
            "2026-01-03",
        ),
        (
            '<script type="application/ld+json">{"@type":"Event","datePublished":"2020-01-01","publisher":{"name":"Z"}}</script>',
            None,
            None,
        ),
        (
            '<script type="application/ld+json">'
            + "[" * 100_000
            + '</script><meta name="pubdate" content="99 May">',
            None,
            None,
        ),
        (
            f'<meta property="og:site_name" content="{"ক" * 400}"><meta name="date" content="2026-11-22">',
            None,
            None,
        ),
    ],
    ids=["Open Graph", "linked data", "of an event", "broken", "too long"],
)
async def test_facts_come_from_metadata_alone(
    desk: DraftDesk, site: Site, head: str, publisher: str | None, day: str | None
) -> None:
    body = plain(TUNE["en"].read_text(encoding="utf-8")).replace(
        b"<body>", f"<head>{head}</head><body>".encode()
    )
    assert (await desk.get(site.gives("/a", body)))[0] == 0
    article = desk.tables()["article.toml"]
    assert article.get("publisher") == publisher
    assert (None if "published_inferred" in article else str(article["published"])) == day


async def test_a_long_page_that_is_not_free_to_read_is_drafted_with_a_question(
    desk: DraftDesk, site: Site
) -> None:
    data = '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>'
    body = plain(TUNE["en"].read_text(encoding="utf-8")).replace(
        b"<body>", f"<head>{data}</head><body>".encode()
    )
    assert (await desk.get(site.gives("/a", body)))[0] == 0
    comments = (desk.folders[0] / "article.toml").read_text(encoding="utf-8")
    assert "not free to read: is this text the whole article?" in comments


async def test_what_a_server_calls_a_page_is_one_however_it_begins(desk: DraftDesk, site: Site) -> None:
    body = plain(TUNE["en"].read_text(encoding="utf-8")).removeprefix(b"<!DOCTYPE html><html><body>")
    assert (await desk.get(site.gives("/a", body)))[0] == 0
    source = await stored(lambda store: store.sources.of_origin(f"{site.url}/a"))
    assert source
    assert "<" not in source.text


async def test_json_of_an_address_writes_nothing_anywhere(
    desk: DraftDesk, site: Site, tmp_path: Path
) -> None:
    before = desk.everything()
    status, said = await desk.json(site.gives("/setu", PAGE))
    assert (status, len(json.loads(said)["quotes"])) == (0, 5)
    assert desk.everything() == before
    assert not (tmp_path / "data").exists()


async def test_a_feeds_articles_are_drafted_once_with_its_day_and_title(desk: DraftDesk, site: Site) -> None:
    site.gives("/setu", PAGE)
    site.gives("/tram", plain(TUNE["en"].read_text(encoding="utf-8")))
    feed = site.gives(
        "/feed", rss(ENTRY.format("setu", DAY), ENTRY.format("tram", "")), "application/rss+xml"
    )
    status, said = await desk.feed(feed)
    assert (status, "2 of 2 entries are new; 2 drafted" in said) == (0, True), said
    articles = {
        table["article.toml"]["language"]: table["article.toml"] for table in map(desk.tables, desk.folders)
    }
    assert {article["publisher"] for article in articles.values()} == {PAPER}
    assert (str(articles["bn"]["published"]), "published_inferred" in articles["bn"]) == ("2026-03-13", False)
    assert articles["en"]["published_inferred"] is True
    asked = len(site.asked)
    assert "0 of 2 entries are new; nothing to do" in (await desk.feed(feed))[1]
    assert len(site.asked) == asked + 1


async def test_an_entry_whose_page_is_not_there_is_said_and_stays_new(desk: DraftDesk, site: Site) -> None:
    feed = site.gives("/feed", rss(ENTRY.format("setu", DAY)), "text/xml")
    status, said = await desk.feed(feed)
    assert status == 1
    assert "“setu” stays new: " in said
    assert "HTTP 404" in said
    site.gives("/setu", PAGE)
    assert (await desk.feed(feed))[0] == 0
    assert len(desk.folders) == 1


async def test_an_entry_that_holds_no_article_or_a_known_one_is_said_and_looked_at_once(
    desk: DraftDesk, site: Site
) -> None:
    site.gives("/stub", (ARTICLES / "web" / "paywall-en.html").read_bytes())
    site.gives("/setu", PAGE)
    site.gives("/again", PAGE)
    items = [ENTRY.format(name, "") for name in ("stub", "setu", "again")]
    feed = site.gives("/feed", rss(*items, "<item><title>লিংক নেই</title></item>"), "application/xml")
    status, said = await desk.feed(feed)
    assert status == 0
    assert "“stub” was not drafted: " in said
    assert "paywall" in said
    assert "“again” was not drafted: This article was drafted before" in said
    assert "“লিংক নেই” was not drafted: it links to no page" in said
    assert len(desk.folders) == 1
    assert "0 of 4 entries are new" in (await desk.feed(feed))[1]


async def test_no_more_articles_are_drafted_than_wished_and_the_others_are_next(
    desk: DraftDesk, site: Site
) -> None:
    names = sorted(path.stem for path in (ARTICLES / "bn").glob("tune-*.txt"))[:4]
    for name in names:
        site.gives(f"/{name}", plain((ARTICLES / "bn" / f"{name}.txt").read_text(encoding="utf-8")))
    feed = site.gives("/feed", rss(*(ENTRY.format(name, "") for name in names)), "application/rss+xml")
    assert "3 drafted, 1 left for the next time" in (await desk.feed(feed, limit=3))[1]
    assert "1 of 4 entries are new; 1 drafted" in (await desk.feed(feed, limit=3))[1]
    assert len(desk.folders) == 4


async def test_pages_that_cannot_be_had_do_not_hold_a_feed_up_for_long(desk: DraftDesk, site: Site) -> None:
    feed = site.gives(
        "/feed", rss(*(ENTRY.format(f"gone-{number}", "") for number in range(5))), "application/rss+xml"
    )
    status, said = await desk.feed(feed, limit=2)
    assert (status, "2 not fetched, 3 left for the next time" in said) == (1, True)


async def test_a_feed_in_a_file_links_to_the_web(desk: DraftDesk, site: Site, tmp_path: Path) -> None:
    site.gives("/setu", PAGE)
    file = tmp_path / "feed.xml"
    file.write_bytes(rss(f"<link>{site.url}</link>", ENTRY.format("setu", DAY)))
    assert (await desk.feed(file))[0] == 0
    assert len(desk.folders) == 1


async def test_a_feed_given_as_an_article_names_the_option(desk: DraftDesk, site: Site) -> None:
    status, said = await desk.get(site.gives("/feed", rss(ENTRY.format("setu", "")), "application/rss+xml"))
    assert (status, "--feed" in said, desk.folders) == (2, True, [])


async def test_an_article_is_told_by_its_bytes_whatever_its_header_calls_them(site: Site) -> None:
    """A header may name an encoding that the page is not in; UTF-8 is known by its own form."""
    text = TUNE["bn"].read_text(encoding="utf-8")
    wrong = await fetch(site.gives("/a", plain(text), "text/html; charset=iso-8859-1"), reach=site.reach)
    stated = plain("Rosa Tindall said: “It’s late – we’re not leaving.” " * 8).decode().encode("cp1252")
    right = await fetch(site.gives("/b", stated, "text/html; charset=ISO-8859-1"), reach=site.reach)
    assert article_of(wrong).document.language == "bn"
    assert "“It’s late – we’re not leaving.”" in article_of(right).document.text
