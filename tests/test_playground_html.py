"""Telegram's HTML: what is shown, what is refused, and in which words."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.detect import detect
from bot.playground.entities import EntityError, parse_html
from bot.playground.links import LinkError, checked_link


def cut(text: str, entity: dict[str, int]) -> str:
    """Give the words that an entity covers, counting as Telegram does."""
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")


@pytest.mark.parametrize(
    ("source", "kind", "words"),
    [
        ("<b>ইরান</b>", "bold", "ইরান"),
        ("<strong>ক</strong>", "bold", "ক"),
        ("<i>x</i>", "italic", "x"),
        ("<em>x</em>", "italic", "x"),
        ("<u>x</u>", "underline", "x"),
        ("<ins>x</ins>", "underline", "x"),
        ("<s>x</s>", "strikethrough", "x"),
        ("<strike>x</strike>", "strikethrough", "x"),
        ("<del>x</del>", "strikethrough", "x"),
        ('<span class="tg-spoiler">গোপন</span>', "spoiler", "গোপন"),
        ("<tg-spoiler>x</tg-spoiler>", "spoiler", "x"),
        ("<code>x</code>", "code", "x"),
        ("<pre>x</pre>", "pre", "x"),
        ("<blockquote>উদ্ধৃতি</blockquote>", "blockquote", "উদ্ধৃতি"),
        ("<blockquote expandable>x</blockquote>", "expandable_blockquote", "x"),
        ("<B>x</b >", "bold", "x"),
        ("<b>x</>", "bold", "x"),
        ("😀🇧🇩 <b>রাশিয়া</b>", "bold", "রাশিয়া"),
    ],
)
def test_a_tag_becomes_an_entity_that_covers_its_words(source: str, kind: str, words: str) -> None:
    text, (entity,) = parse_html(source)
    assert (entity["type"], cut(text, entity)) == (kind, words)


def test_a_link_keeps_its_address_and_may_be_written_by_itself() -> None:
    text, (first, second) = parse_html(
        "<a href='https://Example.com/?a=1&amp;b=২'>উৎস</a> <a>example.org</a>"
    )
    assert text == "উৎস example.org"
    assert first == {"type": "text_link", "offset": 0, "length": 3, "url": "https://example.com/?a=1&b=২"}
    assert second["url"] == "http://example.org/"


def test_a_link_to_nowhere_is_plain_text() -> None:
    assert parse_html('<a href="javascript:x">ইরান</a>') == ("ইরান", [])


def test_code_in_pre_names_its_language() -> None:
    _, entities = parse_html('<pre><code class="language-python">x</code></pre>')
    assert entities == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]


def test_an_emoji_has_an_id_and_a_user_link_mentions() -> None:
    _, (emoji,) = parse_html('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')
    assert (emoji["custom_emoji_id"], emoji["length"]) == ("5368324170671202286", 2)
    _, (mention,) = parse_html('<a href="tg://user?id=42">আনু</a>')
    assert (mention["type"], mention["user"]["id"]) == ("text_mention", 42)


def test_nothing_stands_inside_code_and_no_quotation_inside_a_quotation() -> None:
    _, in_code = parse_html("<code>a<b>b</b></code>")
    assert [each["type"] for each in in_code] == ["code"]
    _, quoted = parse_html("<blockquote>ক<blockquote>খ</blockquote><b>গ</b></blockquote>")
    assert [each["type"] for each in quoted] == ["blockquote", "bold"]


def test_an_empty_tag_leaves_nothing() -> None:
    assert parse_html("<b></b>ইরান") == ("ইরান", [])


def test_only_four_names_and_numbers_are_resolved() -> None:
    assert parse_html("&lt;&gt;&amp;&quot; &#2453;&#x995; &lt &apos; &nbsp; &#0; &#xD800; & &&")[0] == (
        '<>&" কক < &apos; &nbsp; &#0; &#xD800; & &&'
    )


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>ইরান", 'Can\'t find end tag corresponding to start tag "b"'),
        ("ক<b><i>x</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("ক<script>x</script>", 'Unsupported start tag "script" at byte offset 3'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("ইরান</b>", "Unexpected end tag at byte offset 12"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b y>", "Unclosed end tag at byte offset 4"),
        ("<a href>x", 'Can\'t find end tag corresponding to start tag "a"'),
        ('<a href="x>y</a>', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x", 'Unclosed start tag "a" at byte offset 0'),
        ("<a ", 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=http://x.y>z</a>", "Unexpected end of name token at byte offset 8"),
        ('<a "x">z</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        (
            '<tg-emoji emoji-id="9999999999999999999">x</tg-emoji>',
            "Invalid custom emoji identifier specified",
        ),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
    ],
)
def test_what_telegram_cannot_parse_is_refused_in_its_words(source: str, words: str) -> None:
    with pytest.raises(EntityError) as refused:
        parse_html(source)
    assert str(refused.value) == words


WORDS = st.text(st.sampled_from("ইরান রাশিয়া য়য় abc 😀\u200d<>&\"'\n"), max_size=12)
TAGS = st.sampled_from(["b", "i", "u", "s", "code", "pre", "blockquote", "tg-spoiler"])
MARKUP = st.recursive(
    WORDS.map(lambda words: (words, html.escape(words, quote=False))),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda made: (
            "".join(plain for plain, _ in made[1]),
            f"<{made[0]}>{''.join(source for _, source in made[1])}</{made[0]}>",
        )
    ),
    max_leaves=8,
)


@given(st.lists(MARKUP, max_size=4))
def test_well_formed_markup_gives_its_text_back_with_entities_inside_it(parts: list[tuple[str, str]]) -> None:
    plain, source = "".join(part[0] for part in parts), "".join(part[1] for part in parts)
    text, entities = parse_html(source)
    assert text == plain
    length = len(text.encode("utf-16-le")) // 2
    assert all(0 <= each["offset"] < each["offset"] + each["length"] <= length for each in entities)


@given(st.text(st.sampled_from("<>/=\"' \nab&;#ক😀"), max_size=30))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    try:
        text, _ = parse_html(source)
    except EntityError:
        return
    assert len(text) <= len(source)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start brief_iran", [("bot_command", "/start")]),
        ("ক /help@barta_bot", [("bot_command", "/help@barta_bot")]),
        ("😀 @barta_bot ইরান", [("mention", "@barta_bot")]),
        ("#ইরান ও #২০২৫", [("hashtag", "#ইরান")]),
        ("দেখুন https://example.com/ক?খ=১, এখন", [("url", "https://example.com/ক?খ=১")]),
        (
            "example.com a@example.com $USD",
            [("url", "example.com"), ("email", "a@example.com"), ("cashtag", "$USD")],
        ),
        ("and/or 1/2 a@b", []),
        ("সাধারণ কথা", []),
    ],
)
def test_commands_mentions_hashtags_and_addresses_are_found_in_plain_text(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert [(each["type"], cut(text, each)) for each in detect(text)] == found


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "URL host is empty"),
        ("not-a-url", "Wrong HTTP URL"),
        ("http://localhost/x", "Wrong HTTP URL"),
        ("ftp://example.com", "Unsupported URL protocol"),
        ("https://exa mple.com", "Wrong HTTP URL"),
    ],
)
def test_an_address_that_is_none_is_refused(url: str, words: str) -> None:
    with pytest.raises(LinkError, match=words):
        checked_link(url)


def test_an_address_is_kept_as_telegram_writes_it() -> None:
    assert checked_link("Example.COM") == "http://example.com/"
    assert checked_link("https://বাংলা.বাংলা/খবর") == "https://বাংলা.বাংলা/খবর"
    assert checked_link("tg://resolve?domain=barta_bot") == "tg://resolve?domain=barta_bot"
