"""Feeds as newspapers write them, good and bad: each article once, with its own day, and nothing that an attack brings."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import ArticleError
from bot.extract.feed import Entry, read_feed
from tests.bad_articles import BILLION_LAUGHS, OUTER_ENTITY

WEB = Path(__file__).parent / "articles" / "web"
HOME = "https://methopoth.example/"
ITEM = "<item><title>খবর</title>{}</item>"


def rss(*items: str, head: str = "<title>দৈনিক মেঠোপথ</title>") -> bytes:
    """Write a feed."""
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{"".join(items)}</channel></rss>'.encode()


def entries(*items: str) -> list[Entry]:
    """Give the entries that are read of some items."""
    return list(read_feed(rss(*items), f"{HOME}feed/rss.xml").entries)


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("feed-rss.xml", [date(2026, 3, 14), date(2026, 3, 13), date(2026, 3, 13)]),
        ("feed-rss-undated.xml", [None] * 3),
        (
            "feed-atom.xml",
            [date(2026, 10, 4), None],
        ),  # the second says when it was changed, not when it was published
        ("feed-atom-undated.xml", [None] * 2),
    ],
)
def test_a_feed_gives_its_articles_in_its_order_with_the_days_that_it_states(
    name: str, days: list[date | None]
) -> None:
    feed = read_feed((WEB / name).read_bytes(), name)
    assert feed.title in ("দৈনিক মেঠোপথ", "Islands Press")
    assert [entry.published for entry in feed.entries] == days
    assert all(entry.link.startswith("https://") and entry.title for entry in feed.entries)
    assert len({entry.key for entry in feed.entries}) == len(days)


@pytest.mark.parametrize(
    "stated",
    ["Sun, 15 Mar 2026 00:30:00 +0600", "2026-03-15T00:30:00+06:00", "15 Mar 2026 00:30 +0600", "2026-03-15"],
)
def test_the_day_is_that_of_the_papers_own_clock(stated: str) -> None:
    assert [
        entry.published for entry in entries(ITEM.format(f"<link>/a</link><pubDate>{stated}</pubDate>"))
    ] == [date(2026, 3, 15)]


@pytest.mark.parametrize(
    "stated", ["", "কাল", "99", "32 Mar 2026", "0000-00-00", "Sat, 14 Mar 99999 09:20:00 +0600"]
)
def test_a_day_that_nobody_can_read_is_none(stated: str) -> None:
    assert entries(ITEM.format(f"<link>/a</link><pubDate>{stated}</pubDate>"))[0].published is None


def test_links_are_completed_and_others_than_to_the_web_are_none() -> None:
    links = [
        "/a",
        "b?x=1&amp;y=২",
        "//other.example/c",
        "https://x.example/d",
        "javascript:alert(1)",
        "file:///etc/hostname",
        "",
    ]
    found = [
        entries(ITEM.format(f"<guid isPermaLink='false'>1</guid><link>{link}</link>"))[0].link
        for link in links
    ]
    assert found == [
        f"{HOME}a",
        f"{HOME}feed/b?x=1&y=২",
        "https://other.example/c",
        "https://x.example/d",
        "",
        "",
        "",
    ]


def test_a_feed_from_a_file_has_its_links_from_the_address_that_it_names() -> None:
    head = f"<title>দৈনিক মেঠোপথ</title><link>{HOME}</link>"
    feed = read_feed(rss(ITEM.format("<link>/a</link>"), head=head), "feed.xml")
    assert [entry.link for entry in feed.entries] == [f"{HOME}a"]


def test_an_entry_without_an_id_goes_by_its_link_or_title_and_each_counts_once() -> None:
    same_link = ITEM.format("<link>/a</link>")
    same_id = ITEM.format("<guid isPermaLink='false'>7</guid><link>/{}</link>")
    assert [
        entry.link.rpartition("/")[2]
        for entry in entries(same_link, same_link, same_id.format("b"), same_id.format("c"))
    ] == [
        "a",
        "b",
    ]
    (untitled,) = entries("<item><link>/z</link></item>", "<item><description>ক</description></item>")
    assert untitled.title == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    "attack", [BILLION_LAUGHS, OUTER_ENTITY, f"{OUTER_ENTITY}<unclosed", f"<rss>&{BILLION_LAUGHS}"]
)
def test_entities_are_refused_unread(attack: str, encoding: str) -> None:
    with pytest.raises(ArticleError, match=r"declares XML entities, .* give another feed"):
        read_feed(attack.encode(encoding), "feed.xml")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x89PNG\r\n",
        "খবর".encode(),
        b"<html><body>Barta</body></html>",
        b"<rss version='2.0'><channel></channel></rss>",
        b"/etc/hostname",
        b"http://127.0.0.1/feed.xml",  # feedparser would fetch it, were it text
    ],
)
def test_what_is_no_feed_is_refused_with_the_mend(body: bytes) -> None:
    with pytest.raises(
        ArticleError, match=r"give (the address of an RSS or Atom feed|a feed that names articles)"
    ):
        read_feed(body, "feed.xml")


def test_a_feed_that_is_not_well_formed_is_read_as_far_as_it_can_be() -> None:
    assert [entry.link for entry in entries(ITEM.format("<link>/a?b=1&c=2</link>"))] == [f"{HOME}a?b=1&c=2"]


@given(st.binary(max_size=200), st.text(max_size=60))
def test_whatever_a_feed_holds_it_is_read_or_refused(body: bytes, text: str) -> None:
    for raw in (body, rss(ITEM.format(text)), rss(text.join(("<item>", "</item>")))):
        try:
            feed = read_feed(raw, f"{HOME}feed.xml")
        except ArticleError:
            continue
        assert all(
            entry.key and (entry.link == "" or entry.link.startswith("http")) for entry in feed.entries
        )
