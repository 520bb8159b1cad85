"""The lexicon's file: an editor's slip in it is seen here, not by a reader."""

from importlib.resources import files
from unicodedata import is_normalized

from bot.domain.lexicon import KNOWN, ROLES, Lexicon, general_entries
from bot.domain.romanise import fold
from bot.domain.text import is_bengali

ROWS = [
    row.split("\t")
    for row in files("bot.domain").joinpath("lexicon.tsv").read_text(encoding="utf-8").splitlines()
    if row and not row.startswith("#")
]


def test_every_row_has_a_name_of_its_own_and_at_most_three_columns_of_words() -> None:
    names = [name for name, *_ in ROWS]
    assert len(names) == len(set(names))
    assert {*ROLES, KNOWN} <= set(names)
    assert all(2 <= len(row) <= 4 for row in ROWS)


def test_each_column_holds_its_own_letters_in_composed_form() -> None:
    for name, *columns in ROWS:
        assert all(is_normalized("NFC", column) for column in columns), name
        assert not any(is_bengali(column) for column in columns[1:]), name


def test_no_phrase_is_empty_or_without_a_word() -> None:
    """`Lexicon` passes over what has no word in it; nothing in the file may be so."""
    assert all(fold(entry.phrase.strip()) for entry in general_entries())
    assert not [row[0] for row in ROWS if any(", ," in column or column.endswith(",") for column in row[1:])]


def test_a_word_means_the_same_in_all_three_spellings() -> None:
    lexicon = Lexicon(general_entries())
    assert lexicon.senses("সিনেমা") == lexicon.senses("cinema")
    assert "cyclone" in lexicon.senses("ঘূর্ণিঝড়")
    assert "cyclone" in lexicon.senses("ghurnijhor")


def test_bengali_letters_spell_no_english_word() -> None:
    """ফিরে (back) sounds like "fire", and is not; in Latin letters it may be either."""
    lexicon = Lexicon(general_entries())
    assert "fire" in lexicon.senses("fire")
    assert "fire" not in lexicon.senses("ফিরে")
