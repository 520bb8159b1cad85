"""Romanising: Bengali, Banglish and English spellings of a word meet in one key."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from bot.domain.romanise import fold, romanise, skeleton
from bot.domain.stems import forms, joined, variants
from bot.domain.text import words


def key(text: str) -> str:
    return fold(words(text)[0])


@pytest.mark.parametrize(
    ("bengali", "latin"),
    [
        ("পুতিন", "putin"),
        ("ইরান", "iran"),
        ("রাশিয়া", "rashiya"),
        ("স্বাধীনতা", "sadhinota"),
        ("ওয়াশিংটন", "washington"),
        ("বিজ্ঞান", "biggan"),
        ("যুদ্ধ", "juddho"),
        ("ব্যাংক", "bangk"),
        ("মধ্যপ্রাচ্য", "moddhoprachcho"),
        ("কার্যকর", "karjokor"),
        ("বিদ্যুৎ", "biddut"),
        ("নেতৃত্ব", "netritto"),
        ("উজ্জ্বল", "ujjol"),
        ("দারিদ্র্য", "daridro"),
        ("লিমিটেডকে", "limitedke"),
    ],
)
def test_bengali_is_written_as_people_type_it(bengali: str, latin: str) -> None:
    assert romanise(words(bengali)[0]) == latin


def test_the_glide_of_a_last_syllable_is_heard() -> None:
    assert key("জরায়ু") != key("জোর")


@pytest.mark.parametrize(
    "spellings",
    [
        ("পুতিন", "পুতীন", "putin", "putin", "Puteen"),
        ("সিনেমা", "cinema", "sinema"),
        ("জ্বালানি", "jalani", "jalaani"),
        ("স্বাধীনতা", "swadhinota", "shadhinota"),
        ("ক্ষেপণাস্ত্র", "kheponastro", "kkheponastro"),
        ("প্রতিরক্ষা", "protirokkha", "protiroksha"),
        ("কিয়েভ", "Kyiv", "Kiev"),
        ("বিদ্যুৎ", "bidyut", "biddut"),
        ("যুদ্ধ", "juddho", "juddh"),
        ("ভোট", "vot", "bhot"),
        ("বায়ু", "bayu", "vayu"),
    ],
)
def test_spellings_of_a_word_share_a_key(spellings: tuple[str, ...]) -> None:
    assert len({key(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("bengali", "english"),
    [
        ("ট্রাম্প", "Trump"),
        ("জেলেনস্কি", "Zelenskyy"),
        ("ইউক্রেন", "Ukraine"),
        ("পেন্টাগন", "Pentagon"),
        ("ইসরায়েল", "Israel"),
        ("ডেনমার্ক", "Denmark"),
        ("ভ্লাদিমির", "Vladimir"),
    ],
)
def test_names_meet_english_in_their_consonants(bengali: str, english: str) -> None:
    assert skeleton(key(bengali)) == skeleton(key(english))
    assert fuzz.ratio(key(bengali), key(english)) >= 70


@pytest.mark.parametrize(
    ("inflected", "stem"),
    [
        ("ইরানের", "ইরান"),
        ("রাশিয়াকে", "রাশিয়া"),
        ("রাশিয়ার", "রাশিয়া"),
        ("তুরস্কে", "তুরস্ক"),
        ("কর্মকর্তাদের", "কর্মকর্তা"),
        ("স্থাপনাগুলোতে", "স্থাপনা"),
        ("ট্রাম্পেরও", "ট্রাম্প"),
        ("iraner", "ইরান"),
        ("russiar", "russia"),
        ("turoske", "তুরস্ক"),
        ("weapons", "weapon"),
        ("countries", "country"),
        ("bombing", "bomb"),
    ],
)
def test_endings_come_off_in_all_three_spellings(inflected: str, stem: str) -> None:
    assert key(stem) in forms(words(inflected)[0])


def test_a_word_stays_among_its_own_variants() -> None:
    """An ending is never certain: ডিসেম্বর ends in র and is whole."""
    assert variants("ডিসেম্বর")[0] == "ডিসেম্বর"


def test_words_written_together_are_those_written_apart() -> None:
    assert fold("মধ্যপ্রাচ্য") in map(fold, joined(("মধ্য", "প্রাচ্যের")))


@given(st.text(alphabet=st.characters(min_codepoint=0x0980, max_codepoint=0x09FF)))
def test_no_bengali_letter_or_sign_is_left(text: str) -> None:
    """Whatever order letters and signs come in, the key of a word is in letters that English has too."""
    for word in words(text):
        assert not regex.search(r"[অ-হা-ৌ্ংঃৎ]", fold(word))
        assert forms(word)
