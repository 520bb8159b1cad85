"""The lexicon's file: an editor's slip in it is seen here, not by a reader."""

from importlib.resources import files
from re import fullmatch
from unicodedata import is_normalized

import pytest

from bot.domain.lexicon import FILES, KNOWN, LONGEST, ROLES, Lexicon, general_entries
from bot.domain.romanise import fold
from bot.domain.text import is_bengali, words

ROWS, COMMON_ROWS = (
    [
        row.split("\t")
        for row in files("bot.domain").joinpath(name).read_text(encoding="utf-8").splitlines()
        if row and not row.startswith("#")
    ]
    for name in FILES
)


def test_every_row_has_a_name_of_its_own_and_at_most_three_columns_of_words() -> None:
    names = [name for name, *_ in ROWS]
    assert len(names) == len(set(names))
    assert {*ROLES, KNOWN} <= set(names)
    assert all(2 <= len(row) <= 4 for row in ROWS)


def test_each_column_holds_its_own_letters_in_composed_form() -> None:
    for name, *columns in (*ROWS, *COMMON_ROWS):
        assert all(is_normalized("NFC", column) for column in columns), name
        assert not any(is_bengali(column) for column in columns[1:]), name


def test_no_phrase_is_empty_or_without_a_word() -> None:
    """`Lexicon` passes over what has no word in it; nothing in the file may be so."""
    assert all(fold(entry.phrase.strip()) for entry in general_entries())
    assert not [row[0] for row in ROWS if any(", ," in column or column.endswith(",") for column in row[1:])]


def test_a_word_means_the_same_in_all_three_spellings() -> None:
    lexicon = Lexicon(general_entries())
    assert lexicon.senses("সিনেমা") == lexicon.senses("cinema")
    assert "^cyclone" in lexicon.senses("ঘূর্ণিঝড়")
    assert "^cyclone" in lexicon.senses("ghurnijhor")


def test_no_two_acronyms_mean_the_same() -> None:
    """SSC and HSC are two exams."""
    acronyms: dict[str, set[str]] = {}
    for entry in general_entries():
        if not entry.concept.startswith("_") and fullmatch("[b-df-hj-np-tv-z]{2,5}", entry.phrase):
            acronyms.setdefault(entry.concept, set()).add(entry.phrase)
    assert {"ssc", "hsc"} <= set().union(*acronyms.values())
    assert not [found for found in acronyms.values() if len(found) > 1]


def test_one_disease_is_not_near_another() -> None:
    """What is near to the general word is not near, through it, to all that are."""
    lexicon = Lexicon(general_entries())
    assert not lexicon.senses("covid").keys() & lexicon.senses("dengue").keys()


def test_common_words_are_known_by_their_inflections_and_by_no_banglish_ending() -> None:
    lexicon = Lexicon(general_entries())
    assert all(map(lexicon.is_common, ("walk", "walking", "ভাত", "ভাতের", "dhonnobad")))
    assert not any(map(lexicon.is_common, ("iron", "shorte", "ইরান", "পুতিন", "macron", "zelensky")))


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("রেজাল্ট", "ফল"),
        ("নেট", "internet"),
        ("মার্জার", "একীভূত"),
        ("শর্তাবলি", "শর্ত"),
        ("ready", "রাজি"),
        ("willing", "প্রস্তুত"),
        ("ডেঙ্গি", "dengue"),
    ],
)
def test_words_for_one_thing_share_its_concept(word: str, same: str) -> None:
    lexicon = Lexicon(general_entries())
    assert lexicon.senses(word).keys() & lexicon.senses(same).keys()


@pytest.mark.parametrize("word", ["koybar", "koyjon", "koyti", "কয়বার", "দের", "der", "te"])
def test_words_that_ask_or_fill_carry_no_subject(word: str) -> None:
    assert Lexicon(general_entries()).role(word) in ("_ask", "_light")


def test_bengali_letters_spell_no_english_word() -> None:
    """ফিরে (back) sounds like "fire", and is not; in Latin letters it may be either."""
    lexicon = Lexicon(general_entries())
    assert "fire" in lexicon.senses("fire")
    assert "fire" not in lexicon.senses("ফিরে")


def test_no_phrase_is_passed_over_unread() -> None:
    """Which words may have a meaning together is settled by a cheaper look than the meaning itself."""
    lexicon = Lexicon(general_entries())
    phrases = (words(entry.phrase) for entry in general_entries() if not entry.concept.startswith("_"))
    assert not [
        phrase
        for phrase in phrases
        if 1 < len(phrase) <= LONGEST and len(phrase) not in lexicon.phrase_lengths(phrase)
    ]
