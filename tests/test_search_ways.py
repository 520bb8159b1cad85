"""How people ask beside what a brief says: each way is a sentence, shown on briefs about sport, weather, prices and more."""

import pytest

from bot.content.read import load
from bot.domain import scoring
from bot.domain.letters import spelt
from bot.domain.scoring import Features
from bot.domain.search import Index
from bot.domain.stems import is_finite
from tests.test_search import CORPUS


@pytest.fixture(scope="module")
def bulletin() -> Index:
    """Give the index over briefs on other subjects, which have no keywords."""
    return Index(load(CORPUS))


def answered(index: Index, question: str) -> str | None:
    """Give the id of the brief that a question is answered with."""
    found = index.find(question)
    return found.hits[0].brief.id if found.outcome == "answer" else None


@pytest.mark.parametrize("question", ["footballer sumaiya chakma", "খেলোয়াড় সুমাইয়া চাকমা", "ফুটবলার সুমাইয়া চাকমার গোল"])
def test_what_somebody_is_stands_beside_the_name_though_no_brief_says_it(
    bulletin: Index, question: str
) -> None:
    assert answered(bulletin, question) == "women-football-final"


@pytest.mark.parametrize(
    "question",
    ["খেলার খবর একটু দেন ভাই", "khelar khobor dao", "vai khelar khobor ta den to", "please show me sports"],
)
def test_a_request_around_a_topics_name_is_still_the_topic(bulletin: Index, question: str) -> None:
    assert bulletin.find(question).topic == "sport"


@pytest.mark.parametrize("word", ["হানবে", "জিতেছেন", "মিলল", "korechilo", "hanbe", "jitechen"])
def test_a_verb_with_person_and_time_is_known_by_its_ending(word: str) -> None:
    assert is_finite(word)


@pytest.mark.parametrize("word", ["মডেল", "বাংলাদেশ", "পেঁয়াজ", "dhaka", "metro"])
def test_a_noun_is_no_verb(word: str) -> None:
    assert not is_finite(word)


def test_a_verb_that_no_brief_has_does_not_outvote_a_name(bulletin: Index) -> None:
    assert answered(bulletin, "মোহনা কখন আঘাত হানবে") == "cyclone-mohona"
    assert answered(bulletin, "রুমানা কোথায় পদক জিতেছিলেন") == "olympic-archery"


@pytest.mark.parametrize(
    ("known", "strange"),
    [("cyclone mohona", "cyclone remal"), ("কোচ ওকোরো", "কোচ হাথুরুসিংহে"), ("nipah virus", "zika virus")],
)
def test_a_strange_word_beside_what_bears_a_name_is_another(
    bulletin: Index, known: str, strange: str
) -> None:
    assert answered(bulletin, known)
    assert answered(bulletin, strange) is None


@pytest.mark.parametrize("question", ["launch capsize in buriganga", "কক্সবাজারে বন্যা", "cyclone in florida"])
def test_another_place_is_another_subject(bulletin: Index, question: str) -> None:
    assert answered(bulletin, question) is None


@pytest.mark.parametrize("question", ["kor bil", "kor chhar"])
def test_short_words_in_latin_letters_are_found_side_by_side(index: Index, question: str) -> None:
    assert answered(index, question) == "tax-bill-holiday"


@pytest.mark.parametrize(
    ("begun", "brief"),
    [
        ("পেঁয়া", "onion-price"),
        ("earthq", "nepal-earthquake"),
        ("তিরন্", "olympic-archery"),
        ("insu", "insulin-local"),
    ],
)
def test_a_lone_word_that_is_half_typed_leads_to_what_it_begins(
    bulletin: Index, begun: str, brief: str
) -> None:
    assert answered(bulletin, begun) == brief


@pytest.mark.parametrize("question", ["এইচ পি ভি টিকা", "এইচ পি ভির টিকা", "h p v vaccine", "H.P.V."])
def test_letters_apart_are_one_word(bulletin: Index, question: str) -> None:
    assert answered(bulletin, question) == "cervical-vaccine"


def test_two_letters_are_a_word_only_where_it_is_known() -> None:
    assert list(spelt(("এ", "আই", "মডেল"), "এআই".__eq__)) == [(0, 2, "এআই")]
    assert list(spelt(("এ", "আই", "মডেল"), "মডেল".__eq__)) == []
    assert list(spelt(("ডি", "এম", "পি"), "".__eq__)) == [(0, 3, "ডিএমপি")]


def test_a_listed_word_keeps_its_end(bulletin: Index) -> None:
    """বাড়ির is of a house: nothing is looked up by the বাড় of what rises."""
    (match,) = bulletin.explain("বাড়ির").matches
    assert not any(held.by == "bar" for held in match.held.values())


def test_compounds_are_taken_apart_where_both_halves_are_known(bulletin: Index) -> None:
    assert [match.unit.text for match in bulletin.explain("বাঘশুমারিতে").matches] == ["বাঘ", "শুমারিতে"]


def test_among_very_many_briefs_a_small_lead_says_less() -> None:
    ahead = {
        (margin, size): scoring.probability(Features(0.9, 1.2, margin, 0, 0, scoring.crowd(size)))
        for margin in (0.02, 0.4)
        for size in (14, 10_000)
    }
    assert scoring.crowd(14) == 0
    assert ahead[0.02, 10_000] < ahead[0.02, 14] - 0.3
    assert ahead[0.4, 10_000] > 0.9
