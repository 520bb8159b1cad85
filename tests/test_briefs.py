"""The briefs that come with Barta keep every rule, and say what their article says."""

import json
import re
from pathlib import Path
from unicodedata import normalize

import pytest
from click.testing import CliRunner

from bot.cli import barta
from bot.content.read import load, shipped
from bot.domain.models import LANGUAGES, Brief

LIBRARY = load(shipped())
BRIEFS = LIBRARY.briefs.values()


def check(*arguments: str) -> tuple[int, str]:
    """Run `barta check`; give its exit status and what it printed."""
    result = CliRunner().invoke(barta, ["check", *arguments])
    return result.exit_code, result.stdout


def test_the_briefs_keep_every_rule() -> None:
    status, printed = check()
    assert (status, printed.partition(";")[0]) == (0, "14 briefs, 8 quotes, 19 passages: no fault")


def test_the_article_proves_every_offset_and_quote(shared: Path) -> None:
    status, printed = check("--source", str(shared / "article" / "source.txt"))
    assert status == 0
    assert "all of them proven to the letter" in printed


def test_another_text_proves_nothing(tmp_path: Path) -> None:
    """A source whose sum no article has is refused, with both sums."""
    (tmp_path / "other.txt").write_text("অন্য লেখা", encoding="utf-8")
    status, printed = check("--source", str(tmp_path / "other.txt"))
    assert status == 1
    assert len(set(re.findall(r"\b[0-9a-f]{64}\b", printed))) == 2


def test_every_brief_and_quote_of_the_article_is_there(shared: Path) -> None:
    """Ids, topics, evidence, speakers, kinds and offsets are those that were read out of the article by program."""
    anchors = json.loads((shared / "article" / "anchors.json").read_text(encoding="utf-8"))
    sentences = {sentence["ref"]: (sentence["start"], sentence["end"]) for sentence in anchors["sentences"]}
    quotes = {quote["id"]: quote for quote in anchors["quotes"]}
    assert {brief["id"] for brief in anchors["briefs"]} == set(LIBRARY.briefs)
    for wanted in anchors["briefs"]:
        brief = LIBRARY.briefs[wanted["id"]]
        assert brief.topic == wanted["topic"]
        assert {sentences[ref] for ref in wanted["sentences"]} <= set(brief.evidence)
        ours = {
            (quote.start, quote.end, quote.kind, _name(quote.speaker), _name(quote.relayed_by), quote.exact)
            for quote in brief.quotes
            if quote.kind != "passage"
        }
        fields = ("start", "end", "kind", "speaker", "relayed_by", "exact")
        assert ours == {tuple(quotes[key][field] for field in fields) for key in wanted["quotes"]}


def _name(person: str | None) -> str | None:
    return LIBRARY.people[person].name.en if person else None


def test_the_two_sample_summaries_stand_word_for_word(shared: Path) -> None:
    notes = normalize("NFC", (shared / "article" / "NOTES.md").read_text(encoding="utf-8"))
    samples = notes[notes.index("## What a good summary") :]
    for brief_id in ("ukraine-arms-pause", "macron-putin-call"):
        summary = LIBRARY.briefs[brief_id].summary
        assert f"- BN: {summary.bn}\n" in f"{samples}\n"
        assert f"- EN: {summary.en}\n" in f"{samples}\n"


def texts_of(brief: Brief) -> str:
    """Give all of a brief that readers can see."""
    written = [brief.title, brief.summary] + ([brief.why] if brief.why else [])
    quoted = [f"{quote.prefix}{quote.exact}{quote.suffix}" for quote in brief.shown_quotes]
    translated = [quote.translation.en or "" for quote in brief.shown_quotes]
    return "\n".join(
        [*(text.get(language) for text in written for language in LANGUAGES), *quoted, *translated]
    )


@pytest.mark.parametrize(
    "mistranslation",
    ["ধর্মঘট", "আহ্বান", "উন্নয়ন", "শক্তি খাত", "ন্যাটোতে যোগদানের জন্য", "পারে বলে তারা", "বিলের বিল", "traditional তি"],
)
def test_no_mistranslation_is_shown(mistranslation: str) -> None:
    """What the translation got wrong stands in no title, summary, quote or context that a reader sees."""
    wrong = normalize("NFC", mistranslation)
    assert [brief.id for brief in BRIEFS if wrong in texts_of(brief)] == []


@pytest.mark.parametrize("brief", BRIEFS, ids=LIBRARY.briefs)
def test_every_brief_can_be_shown_and_found(brief: Brief) -> None:
    assert brief.status == "published"
    assert brief.shown_quotes
    assert all(quote.translation.en for quote in brief.quotes)
    assert brief.keywords.bn
    assert brief.keywords.en


def test_the_broken_quote_is_on_hold_with_its_reason() -> None:
    held = [(brief.id, quote.hold) for brief in BRIEFS for quote in brief.quotes if quote.hold]
    assert [brief_id for brief_id, _ in held] == ["film-exchange"]
    assert "তিহ্যবাহী" in str(held[0][1])


def test_the_photo_caption_is_named_as_one() -> None:
    summary = LIBRARY.briefs["poltava-strike"].summary
    assert "photo caption" in summary.en
    assert "ছবির ক্যাপশন" in summary.bn


def test_relative_days_stay_relative() -> None:
    """Days such as "Thursday" and "tomorrow" are never turned into a date: the only dates are those that the article gives."""
    dates = {date for brief in BRIEFS for date in re.findall(r"(?:June|July) \d+", texts_of(brief))}
    assert dates == {"June 14", "June 22", "July 3"}
    assert [brief.id for brief in BRIEFS if "July 3" in texts_of(brief)] == ["poltava-strike"]


def test_spelling_is_the_press_own() -> None:
    """Names are spelt as Bangladesh's papers spell them wherever the words are ours."""
    ours = "\n".join(text.get("bn") for brief in BRIEFS for text in (brief.title, brief.summary))
    for spelling in ("জেলেনস্কি", "পুতিন", "মাখোঁ", "পেন্টাগন", "ন্যাটো"):
        assert normalize("NFC", spelling) in ours
    for spelling in ("পুটিন", "ম্যাক্রন", "ভলোডিমায়ার", "ইস্রায়েল", "মধ্য প্রাচ্য"):
        assert normalize("NFC", spelling) not in ours


def test_our_own_words_have_one_spelling() -> None:
    """Apart from the sample summary, which stands word for word."""
    ours = [
        text.bn
        for brief in BRIEFS
        for text in (brief.title, brief.summary, brief.why)
        if text and (brief.id, text) != ("ukraine-arms-pause", brief.summary)
    ]
    assert "মজুত" in "".join(ours)
    assert "মজুদ" not in "".join(ours)


def test_a_translation_ends_without_its_sentences_comma() -> None:
    translations = [quote.translation.en or "" for brief in BRIEFS for quote in brief.quotes]
    assert [text for text in translations if text.endswith(",")] == []


SAYS_WHO_AND_WHAT = [
    ("iran-strikes", "quotes", "entering Israel’s war with the aim of destroying Tehran’s nuclear programme"),
    ("zelenskyy-trump-talk", "summary", "ইউরোপীয় ইউনিয়নভুক্ত প্রধান সমর্থকদের সঙ্গে"),
    ("zelenskyy-trump-talk", "summary", "প্রত্যাশা কী, জানতে চাইলে তিনি বলেন"),
    ("zelenskyy-trump-talk", "title", "suspended U.S. arms deliveries"),
    ("zelenskyy-trump-talk", "title", "মার্কিন অস্ত্র সরবরাহ স্থগিত"),
    ("ukraine-arms-pause", "quotes", "the suspension of some U.S. weapons shipments was not discussed"),
    ("ukraine-peace-talks", "title", "Putin says Moscow is ready for talks"),
    ("ukraine-peace-talks", "title", "মস্কো আলোচনায় প্রস্তুত: পুতিন"),
    ("film-exchange", "summary", "Putin suggested that"),
    ("film-exchange", "summary", "পুতিন প্রস্তাব দিয়েছেন,"),
    (
        "film-exchange",
        "quotes",
        "Putin even suggested that the United States and Russia … could exchange films",
    ),
    ("poltava-strike", "quotes", "this handout photo shows rescuers working at a site of a Russian attack"),
    ("poltava-strike", "summary", "সরবরাহ করা ছবিটি"),
    ("iran-diplomacy", "title", "Putin urges only political and diplomatic means on Iran"),
    ("trump-putin-call", "summary", "এর আগের প্রকাশ্যে জানা ফোনালাপটি হয় ১৪ জুন"),
]


@pytest.mark.parametrize(("brief", "field", "words"), SAYS_WHO_AND_WHAT)
def test_a_brief_says_no_more_and_no_less_than_its_article(brief: str, field: str, words: str) -> None:
    """Claims keep who made them and how far they go; a passage is a whole statement."""
    assert normalize("NFC", words) in str(getattr(LIBRARY.briefs[brief], field))
