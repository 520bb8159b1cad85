"""The words for readers are complete in both languages."""

import re
from datetime import date
from string import Formatter

import pytest

from bot.domain.models import LANGUAGES
from bot.render.words import catalogue, say, say_date, say_number


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys() -> None:
    assert catalogue("bn").keys() == catalogue("en").keys()


@pytest.mark.parametrize("key", catalogue("en"))
def test_every_text_says_something_and_fills_in_the_same_values_in_both_languages(key: str) -> None:
    texts = [catalogue(language)[key] for language in LANGUAGES]
    assert all(text.strip() for text in texts)
    assert placeholders(texts[0]) == placeholders(texts[1])


def test_the_bengali_words_are_bengali() -> None:
    named_in_its_own_language = {"button.other_language", "button.language_en"}
    for key, text in catalogue("bn").items():
        own = re.sub(r"{.*?}", "", text)
        is_bengali = any("ঀ" <= letter <= "৿" for letter in own)
        assert key in named_in_its_own_language or is_bengali or not any(map(str.isalpha, own)), key


def test_values_are_filled_in() -> None:
    assert say("bn", "brief.as_relayed_by", name="ইউরি উশাকভ") == "জানিয়েছেন ইউরি উশাকভ"


def test_dates_and_numbers_are_written_as_the_language_writes_them() -> None:
    day = date(2025, 7, 3)
    assert (say_date("bn", day), say_date("en", day)) == ("৩ জুলাই ২০২৫", "July 3, 2025")
    assert (say_number("bn", 1204), say_number("en", 1204)) == ("১২০৪", "1204")


def test_no_text_has_a_straight_quotation_mark() -> None:
    texts = {**catalogue("bn"), **{f"en {key}": text for key, text in catalogue("en").items()}}
    assert [key for key, text in texts.items() if '"' in text] == []


def test_a_brief_in_bengali_is_a_news_item_or_its_summary() -> None:
    """`সংক্ষেপ` (brevity) cannot be counted: it stands in "in brief" alone."""
    words = "\n".join(catalogue("bn").values()).replace("সারসংক্ষেপ", "").replace("সংক্ষেপে খবর", "")
    assert "সংক্ষেপ" not in words
