"""Text: one spelling for what readers type in many, and words that keep their vowel signs."""

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.text import graphemes, normalise, script, words


def test_words_keep_vowel_signs_and_conjuncts() -> None:
    assert words("পুতিনের ন্যাটো: ক্ষেপণাস্ত্র!") == ("পুতিনের", "ন্যাটো", "ক্ষেপণাস্ত্র")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("বিষ\u09df", "বিষ\u09af\u09bc"),  # what keyboards send for য়, and what NFC leaves
        ("প\u09dcা", "প\u09a1\u09bcা"),
        ("ক্ষে\u200dত্র", "ক্ষেত্র"),
        ("র\u200c্যাব", "র্যাব"),
        ("চাঁদ", "চাদ"),
        ("২০২৫", "2025"),
        ("৪.৫", "45"),
        ("PUTIN’S", "putin"),
        ("U.S.", "us"),
        ("Café", "cafe"),
        ("Ｉｒａｎ", "iran"),
        ("মাখোঁর", "মাখোর"),
        ("\u202eইরান\u202c", "ইরান"),
    ],
)
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert words(one) == words(other)


def test_danda_and_hyphen_part_words() -> None:
    assert words("ট্রাম্প-পুতিন কল।শেষ॥") == ("ট্রাম্প", "পুতিন", "কল", "শেষ")


def test_graphemes_keep_a_cluster_whole() -> None:
    assert graphemes("কি ক্ষু") == ["কি", " ", "ক্ষু"]
    assert "".join(graphemes("ন্যাটো 👩‍🚒")) == "ন্যাটো 👩‍🚒"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ইরান", "bengali"),
        ("iran", "latin"),
        ("Iran এ হামলা", "mixed"),
        ("২০২৫ 👍", "bengali"),
        ("42 👍", None),
        ("", None),
    ],
)
def test_script_is_that_of_the_letters(text: str, expected: str | None) -> None:
    assert script(text) == expected


@given(st.text())
def test_normalising_is_settled_and_blind_to_composition(text: str) -> None:
    """What is normalised once stays as it is, and composed and decomposed text come out the same."""
    once = normalise(text)
    assert words(once) == words(text)
    assert words(normalize("NFD", text)) == words(normalize("NFC", text))
