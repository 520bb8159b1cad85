"""The benchmark of romanising: how the gold is read, what is compared, and that Barta is near it."""

from statistics import fmean

import pytest
from click.testing import CliRunner

from bot.bench import extras, romanise
from bot.cli import barta
from bot.domain.errors import BartaError

pytest.importorskip("bengali_romanizer")


@pytest.mark.parametrize(
    ("phonemes", "latin"),
    [("b a N . l a", "bangla"), ("O . d E . kh a", "odakha"), ("ch o . T o . b e . l a e^", "chhotobelay")],
)
def test_the_golds_phonemes_are_put_in_the_letters_of_banglish(phonemes: str, latin: str) -> None:
    assert romanise.spelt(phonemes) == latin


def test_barta_is_near_to_how_words_are_said_and_nearer_than_its_peers() -> None:
    lexicon = romanise.read_lexicon()
    means = {
        name: fmean(romanise.measure(name, each, lexicon).similarities)
        for name, each in romanise.romanisers().items()
        if name != "uroman"  # some ten seconds
    }
    assert len(lexicon) > 60_000
    assert means.pop("Barta") >= max(96.5, *means.values())


def test_a_word_said_in_two_ways_may_be_written_in_either() -> None:
    lexicon = {"উত্তর": frozenset({"uttor", "uttr"})}
    assert romanise.measure("x", lambda _: "uttr", lexicon).similarities == (100.0,)


def test_a_difference_is_told_with_what_stands_in_its_place() -> None:
    lexicon = {"অদেখা": frozenset({"odakha"}), "দেখা": frozenset({"dakha"})}
    (found,) = romanise.worst(romanise.romanisers()["Barta"], lexicon)
    assert (found.written, found.gold, found.count) == ("e", "a", 2)
    assert found.example == "অদেখা: odekha, said odakha"


def test_the_command_prints_a_table_and_the_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    lexicon = {"বাংলা": frozenset({"bangla"}), "অদেখা": frozenset({"odakha"})}
    monkeypatch.setattr(romanise, "read_lexicon", lambda: lexicon)
    done = CliRunner().invoke(barta, ["bench", "romanise"])
    assert done.exit_code == 0
    assert "Barta" in done.output
    assert "অদেখা: odekha, said odakha" in done.output


def test_a_package_that_is_missing_is_named_with_how_to_get_it() -> None:
    with pytest.raises(BartaError, match="pip install no-such-thing"):
        extras.needed("no_such_thing")
