"""Articles become sentences, quotes and speakers: on the articles marked by hand, on bad ones, and on any text at all."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bench.extract import measure, summaries_and_speed, table
from bot.domain.errors import ArticleError
from bot.domain.models import Language
from bot.extract.extraction import Extraction
from bot.extract.segment import Document
from bot.extract.source_file import LARGEST, read_article
from tests.bad_articles import bad_articles, large_article

ARTICLES = Path(__file__).parent / "articles"
SPEAKERS = {
    "bn": "আমিনা বেগম বলেন, ‘আমরা যাব।’ ‘দেরি হবে না,’ বলেন তিনি। ‘কথা দিলাম,’ হেসে যোগ করেন আমিনা।",
    "en": "Rosa Tindall runs it. “We stay,” she said. “It’s ours.” “Never,” said Tindall.",
}
PIECES = st.sampled_from(
    [
        *"“”‘’\"'«»„।॥?!.,:()\n ",
        "\n\n",
        " বলেন ",
        " তিনি ",
        "প্রধানমন্ত্রী ",
        "ড. ",
        "রহমান",
        " said ",
        "he ",
        "Mr. ",
        "Korda",
        "৪.৫",
        "য়",
        "\u200d",
        "é",
    ]
)


def extraction(text: str, language: Language) -> Extraction:
    """Give what is found in a text."""
    return Extraction(Document(unicodedata.normalize("NFC", text), language))


def quotes_of(text: str, language: Language) -> list[tuple[str, str, str | None]]:
    """Give each quote of a text: its words, kind and speaker."""
    found = extraction(text, language).quotes
    return [(quote.exact, quote.kind, quote.speaker.full if quote.speaker else None) for quote in found]


def sentences_of(text: str, language: Language) -> list[str]:
    """Give the sentences of a text."""
    document = Document(text, language)
    return [document.text[each.start : each.end] for each in document.sentences]


@pytest.mark.parametrize(("language", "speaker"), [("bn", 0.9), ("en", 0.9)])
def test_the_articles_kept_for_reporting_are_read_as_well_as_the_project_promises(
    language: Language, speaker: float
) -> None:
    tally = measure(sorted((ARTICLES / language).glob("report-*.txt")))
    assert 2 * tally.hits / (tally.found + tally.gold) >= 0.97
    assert sum(tally.kinds) / len(tally.kinds) >= 0.9
    assert sum(tally.speakers) / len(tally.speakers) >= speaker
    assert sum(tally.captions) / len(tally.captions) >= 0.95
    assert sum(tally.sentences) / len(tally.sentences) >= 0.98
    assert language in table({language: tally})
    assert "TextRank" in summaries_and_speed([tally])


def test_summaries_share_at_least_as_many_words_with_an_editors_as_textranks() -> None:
    tallies = [measure(sorted((ARTICLES / language).glob("*.txt"))) for language in ("bn", "en")]
    assert sum(sum(each.ours) for each in tallies) >= sum(sum(each.peers) for each in tallies) > 0


def test_the_shared_article_gives_its_quotes_with_their_speakers(shared: Path) -> None:
    gold = json.loads((shared / "article" / "anchors.json").read_text(encoding="utf-8"))
    names = {
        "Vladimir Putin": "ভ্লাদিমির পুতিন",
        "Yuri Ushakov": "ইউরি উশাকভ",
        "Volodymyr Zelenskyy": "ভলোডিমায়ার জেলেনস্কি",
    }
    names = {english: unicodedata.normalize("NFC", bengali) for english, bengali in names.items()}
    found = Extraction(read_article(shared / "article" / "source.txt").document).as_json()
    said = [
        (quote["start"], quote["end"], quote["exact"], quote["kind"], quote["speaker"], quote["relayed_by"])
        for quote in found["quotes"]
    ]
    assert said == [
        (
            each["start"],
            each["end"],
            each["exact"],
            each["kind"],
            names.get(each["speaker"]),
            names.get(each["relayed_by"]),
        )
        for each in gold["quotes"]
    ]
    assert (found["captions"], found["sentences"]) == ([7, 14, 19], 23)


def test_a_sentence_ends_at_its_mark_and_not_at_an_abbreviation_a_decimal_or_inside_a_quotation() -> None:
    assert sentences_of("ড. মো. আলী ৪.৫ মিটার মাপলেন॥ ‘যাব? না!’ প্রশ্ন করেন তিনি। শেষ।", "bn") == [
        "ড. মো. আলী ৪.৫ মিটার মাপলেন॥",
        "‘যাব? না!’ প্রশ্ন করেন তিনি।",
        "শেষ।",
    ]
    assert sentences_of(
        "Mr. Roe left the U.S. on Nov. 3 at 6 p.m. He paid $4.5. “Why? No!” he said. “Go.” The end", "en"
    ) == [
        "Mr. Roe left the U.S. on Nov. 3 at 6 p.m.",
        "He paid $4.5.",
        "“Why? No!” he said.",
        "“Go.”",
        "The end",
    ]


def test_outermost_marks_count_of_whatever_sort_and_apostrophes_are_none() -> None:
    assert [
        quote[0] for quote in quotes_of("‘মা বলতেন, “জল ভাগ হয় না।” বুঝিনি,’ বলেন মালা। বই ‘ছাদবাগান’ও আছে।", "bn")
    ] == [
        unicodedata.normalize("NFC", "মা বলতেন, “জল ভাগ হয় না।” বুঝিনি,"),
        "ছাদবাগান",
    ]
    assert [
        quote[0]
        for quote in quotes_of("'It's the drivers' day,' he said. «Yes», \"no 'maybe'\" and 6'2\".", "en")
    ] == [
        "It's the drivers' day,",
        "Yes",
        "no 'maybe'",
    ]


def test_a_quotation_opened_again_has_a_segment_a_paragraph_and_one_speaker() -> None:
    text = "অধ্যাপক সেঁজুতি বড়ুয়া বলেন, “শুরুতে ছিল দুটি টেবিল।\n“এখন ১৪ জন কাজ করেন।”"
    assert [quote[1:] for quote in quotes_of(text, "bn")] == [
        ("full", unicodedata.normalize("NFC", "সেঁজুতি বড়ুয়া"))
    ] * 2


def test_pronouns_and_parts_of_names_lead_to_the_full_name() -> None:
    assert {quote[2] for quote in quotes_of(SPEAKERS["bn"], "bn")} == {"আমিনা বেগম"}
    assert {quote[2] for quote in quotes_of(SPEAKERS["en"], "en")} == {"Rosa Tindall"}


@pytest.mark.parametrize(
    ("text", "language"), [("গত বছর “কৃচ্ছ্রসাধন” বেড়েছে।", "bn"), ("Last year “austerity” grew.", "en")]
)
def test_words_that_nobody_is_said_to_have_used_have_no_speaker(text: str, language: Language) -> None:
    (quote,) = extraction(text, language).quotes
    assert (quote.kind, quote.speaker) == ("term", None)


REFUSED = {
    "empty.txt": "is empty",
    "blank.txt": "is empty",
    "binary.txt": "UTF-8",
    "windows-1252.txt": "save it as UTF-8",
    "utf-16-be-unmarked.txt": "UTF-8",
    "mixed-encodings.txt": "line 2",
    "cut-in-a-letter.txt": "UTF-8",
    "lost-letters.txt": "line 3: letters were lost",
    "nul-bytes.txt": "not a text",
    "hindi.txt": "neither in Bengali nor in English",
    "only-captions.txt": "captions only",
    "xml-bomb.xml": "feed or XML",
    "xml-outer-entity.xml": "feed or XML",
    "empty-page.html": "a stub",
    "assamese.txt": "neither in Bengali nor in English",
    "arabic.txt": "neither in Bengali nor in English",
    "french.txt": "neither in Bengali nor in English",
    "hindi-with-latin.txt": "neither in Bengali nor in English",
}


@pytest.mark.parametrize("name", bad_articles())
def test_a_bad_source_is_read_with_care_or_refused_with_its_mend(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(bad_articles()[name])
    if name in REFUSED:
        with pytest.raises(ArticleError, match=REFUSED[name]):
            read_article(path)
    else:
        found = Extraction(read_article(path).document)
        assert found.as_json()["sentences"] > 0
        assert bool(found.notes) == name.startswith(("odd-", "no-quotes"))


def test_a_source_beyond_the_cap_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "বড়.txt"
    path.write_bytes(large_article(1 + LARGEST // 2**20))
    with pytest.raises(ArticleError, match="was not read"):
        read_article(path)


def test_a_newspapers_page_gives_its_article_and_nothing_around_it() -> None:
    expected = json.loads((ARTICLES / "web" / "page-bn.expected.json").read_text(encoding="utf-8"))
    found = Extraction(read_article(ARTICLES / "web" / "page-bn.html").document)
    assert [line for line in found.document.text.split("\n") if line] == [
        unicodedata.normalize("NFC", line) for line in expected["paragraphs"]
    ]
    assert [quote.exact for quote in found.quotes] == [
        unicodedata.normalize("NFC", quote["exact"]) for quote in expected["quotes"]
    ]


def test_a_page_behind_a_paywall_is_refused() -> None:
    with pytest.raises(ArticleError, match="paywall"):
        read_article(ARTICLES / "web" / "paywall-en.html")


@given(
    pieces=st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60),
    language=st.sampled_from(["bn", "en"]),
)
def test_whatever_the_text_a_quote_is_what_stands_at_its_offsets(
    pieces: list[str], language: Language
) -> None:
    found = extraction("".join(pieces), language)
    text, end = found.document.text, 0
    for quote in found.quotes:
        assert text[quote.start : quote.end] == quote.exact
        assert end <= quote.start < quote.end
        end = quote.end
    ends = [0, *(edge for each in found.document.sentences for edge in (each.start, each.end))]
    assert ends == sorted(ends)
    assert json.dumps(found.as_json())
