"""Messages keep within Telegram's limit, and nothing is cut that belongs together."""

import regex
from hypothesis import given
from hypothesis import strategies as st

from bot.render.html import to_html
from bot.render.message import Block, Button, Message, Run
from bot.render.split import fit, length, shorten, split

BENGALI = "রাষ্ট্রপতি ক্ষমা চাইলেন 👩‍👩‍👧 "
pieces = st.sampled_from(
    ["ক", "ষ্ট্র", "খি", "তুঃ", " ", "।", "\n", "<b>", "&amp;", "ab", "👩‍👩‍👧", "e\u0301", "\u200d"]
)
texts = st.lists(pieces, max_size=40).map("".join)
blocks = st.builds(
    Block,
    st.lists(st.builds(Run, texts, st.sampled_from(["plain", "bold", "italic"])), min_size=1, max_size=4).map(
        tuple
    ),
    st.sampled_from(["paragraph", "quote"]),
)


def words(blocks: tuple[Block, ...]) -> str:
    return regex.sub(r"\s+", "", "".join(block.text for block in blocks))


def sizes(messages: tuple[Message, ...]) -> list[int]:
    return [length("\n\n".join(block.text for block in message.blocks)) for message in messages]


def test_a_short_message_is_left_as_it_is() -> None:
    message = Message((Block((Run("খবর", "bold"),)),), ((Button("আরও", "c0:b:x"),),))
    assert split(message) == (message,)


def test_quotes_move_whole_to_the_next_message_and_the_buttons_stay_under_the_last() -> None:
    quote = Block((Run(BENGALI * 60),), "quote")
    message = Message((quote,) * 5, ((Button("আরও", "c0:b:x"),),))
    parts = split(message)
    assert len(parts) > 1
    assert all(block == quote for part in parts for block in part.blocks)
    assert [bool(part.buttons) for part in parts] == [False] * (len(parts) - 1) + [True]


def test_a_quote_longer_than_a_message_is_cut_between_words_and_stays_a_quote() -> None:
    parts = split(Message((Block((Run("ক্ষমতা " * 1500, "italic"),), "quote"),)))
    assert max(sizes(parts)) <= 4096
    for part in parts:
        (block,) = part.blocks
        assert block.kind == "quote"
        assert {run.style for run in block.runs} == {"italic"}
        assert set(block.text.split()) == {"ক্ষমতা"}


@given(st.lists(blocks, min_size=1, max_size=8), st.integers(40, 120))
def test_every_part_keeps_within_the_limit_and_no_letter_is_lost(message: list[Block], limit: int) -> None:
    parts = split(Message(tuple(message)), limit)
    assert max(sizes(parts)) <= limit
    assert words(tuple(block for part in parts for block in part.blocks)) == words(tuple(message))


@given(st.text(alphabet="কখগিীুর্্যষট অআ", max_size=300), st.integers(20, 60))
def test_no_cut_goes_through_a_grapheme(text: str, limit: int) -> None:
    whole = regex.findall(r"\X", text)
    parts = split(Message((Block((Run(text),)),)), limit)
    pieces = [piece for part in parts for block in part.blocks for piece in regex.findall(r"\X", block.text)]
    assert [piece for piece in pieces if piece.strip()] == [piece for piece in whole if piece.strip()]


@given(st.text(max_size=200), st.integers(2, 50))
def test_shortened_text_keeps_within_the_limit(text: str, limit: int) -> None:
    assert length(shorten(text, limit)) <= limit


def test_a_cut_text_says_so() -> None:
    assert shorten("রাষ্ট্রপতি ক্ষমা চাইলেন", 18) == "রাষ্ট্রপতি ক্ষমা…"


def test_html_is_escaped_and_each_tag_is_closed() -> None:
    runs = (Run("<খবর> & “more”", "bold"), Run("x", link='https://a.example/?q="<'))
    assert to_html((Block(runs, "quote"),)) == (
        "<blockquote><b>&lt;খবর&gt; &amp; “more”</b>"
        '<a href="https://a.example/?q=&quot;&lt;">x</a></blockquote>'
    )


@given(st.lists(blocks, min_size=1, max_size=8), st.integers(40, 120))
def test_what_is_made_to_fit_keeps_within_the_limit_and_what_fits_stays(
    message: list[Block], limit: int
) -> None:
    whole = Message(tuple(message), ((Button("আরও", "c0:b:x"),),))
    fitted = fit(whole, limit)
    assert sizes((fitted,))[0] <= limit
    assert fitted.buttons == whole.buttons
    assert (fitted == whole) == (sizes((whole,))[0] <= limit)


def test_of_several_blocks_the_longest_is_cut_at_a_word() -> None:
    title, long, end = (Block((Run(text),)) for text in ("শিরোনাম", "ক্ষমতা " * 100, "সূত্র"))
    blocks = fit(Message((title, long, end)), 100).blocks
    assert (blocks[0], blocks[2]) == (title, end)
    assert blocks[1].text.endswith("ক্ষমতা…")
