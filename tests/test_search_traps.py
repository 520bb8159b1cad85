"""The traps of search in Bengali: each is a sentence, shown on briefs that Barta answers from."""

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

import pytest
from rapidfuzz import process

from bot.content.read import load, shipped
from bot.domain import analysis
from bot.domain.models import Keywords, Library
from bot.domain.search import Found, Index
from bot.domain.text import words
from tests.test_search import CORPUS


@pytest.fixture(scope="module")
def bulletin() -> Index:
    """Give the index over briefs on other subjects, which have no keywords."""
    return Index(load(CORPUS))


@pytest.fixture(scope="module")
def bare() -> Index:
    """Give the index over the shipped briefs without their keywords, so that no editor has spelt a word for the reader."""
    library = load(shipped())
    briefs = {key: brief.model_copy(update={"keywords": Keywords()}) for key, brief in library.briefs.items()}
    return Index(Library(briefs, library.sources, library.people, library.topics))


def answered(index: Index, question: str) -> str | None:
    """Give the id of the brief that a question is answered with."""
    found = index.find(question)
    return found.hits[0].brief.id if found.outcome == "answer" else None


def same(index: Index, *spellings: str) -> Found:
    """Give what all spellings of a question lead to."""
    found = [index.find(spelling) for spelling in spellings]
    assert all(other == found[0] for other in found), spellings
    return found[0]


def stems(index: Index, *inflected: str) -> set[str]:
    """Give the keys that all forms of a word share."""
    keys = [set(token.keys) for word in inflected for token in analysis.tokens(word, index.lexicon)]
    return set.intersection(*keys)


@pytest.mark.parametrize(
    ("word", "letters"), [("পুতিনের", "পুতিনের"), ("ক্ষেপণাস্ত্র", "ক্ষেপণাস্ত্র"), ("যুদ্ধবিরতি", "যুদ্ধবিরতি")]
)
def test_a_word_is_not_cut_at_its_vowel_signs(bare: Index, word: str, letters: str) -> None:
    (token,) = analysis.tokens(word, bare.lexicon)
    assert token.word == normalize("NFC", letters)


def test_a_question_of_words_with_signs_is_answered(bare: Index) -> None:
    """A search whose words fall apart at their vowel signs would find the letters প, ত and ন in every brief."""
    assert answered(bare, "ক্ষেপণাস্ত্রের চালান") == "ukraine-arms-pause"
    assert bare.find("প ত ন র").outcome == "none"


def test_a_dotted_letter_is_the_same_in_one_sign_or_two(bare: Index, bulletin: Index) -> None:
    """NFC leaves য় and ড় in two, keyboards send them in one."""
    for index, letters, brief in (
        (bare, "সিনেমা বিনিময়", "film-exchange"),
        (bulletin, "ঘূর্ণিঝড়", "cyclone-mohona"),
    ):
        apart = normalize("NFC", letters)
        whole = apart.replace("\u09af\u09bc", "\u09df").replace("\u09a1\u09bc", "\u09dc")
        assert apart != whole
        assert words(apart) == words(whole)
        assert same(index, apart, whole).hits[0].brief.id == brief


@pytest.mark.parametrize("joiner", ["\u200d", "\u200c"], ids=["ZWJ", "ZWNJ"])
def test_an_unseen_joiner_in_a_word_changes_nothing(bare: Index, joiner: str) -> None:
    question = "ক্ষেপণাস্ত্রের চালান"
    joined = question.replace("ষ", f"{joiner}ষ")
    assert words(joined) == words(question)
    assert same(bare, question, joined).outcome == "answer"


def test_a_chandrabindu_that_is_left_out_changes_nothing(bare: Index) -> None:
    assert same(bare, "মাখোঁর ফোন", "মাখোর ফোন").hits[0].brief.id == "macron-putin-call"


def test_digits_of_both_scripts_are_the_same(bulletin: Index) -> None:
    assert same(bulletin, "৪০০ বৈদ্যুতিক বাস", "400 বৈদ্যুতিক বাস").hits[0].brief.id == "electric-bus"
    assert any(match.unit.text == "400" and match.held for match in bulletin.explain("৪০০ বাস").matches)


def test_a_danda_is_no_letter_of_the_word_before_it(bare: Index) -> None:
    assert same(bare, "পোলতাভা", "পোলতাভা।", "পোলতাভা॥").hits[0].brief.id == "poltava-strike"


@pytest.mark.parametrize("mark", ["\u200d", "\u200c", "\u0981", "\u0964"])
def test_what_is_folded_stands_in_no_word(mark: str) -> None:
    assert mark not in "".join(words(f"মাখো{mark}র"))


def test_a_misspelt_word_is_compared_with_few_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """`process.extract` holds the GIL, in a thread too: over all words of many briefs it would stall the event loop."""
    index, compared = Index(load(CORPUS)), []

    def extract(word: str, others: Sequence[str], **options: Any) -> Any:  # noqa: ANN401 - as rapidfuzz has it
        compared.append(len(others))
        return process.extract(word, others, **options)

    monkeypatch.setattr("bot.domain.vocabulary.process", SimpleNamespace(extract=extract))
    assert answered(index, "ghurnijhar mohna") == "cyclone-mohona"
    known = len({word for brief in index.library.briefs.values() for word in words(brief.summary.en)})
    assert compared
    assert max(compared) < known


@pytest.mark.parametrize(
    "inflected",
    [
        ("রাশিয়া", "রাশিয়ার", "রাশিয়াকে", "রাশিয়াতে", "রাশিয়াও"),
        ("ইরান", "ইরানের", "ইরানকে", "ইরানে", "ইরানই"),
        ("সাংবাদিক", "সাংবাদিকেরা", "সাংবাদিকদের", "সাংবাদিকদেরকে"),
        ("চিকিৎসক", "চিকিৎসকরা", "চিকিৎসকদের"),
        ("বাস", "বাসটি", "বাসগুলো", "বাসগুলোর"),
        ("iran", "iraner", "iranke"),
        ("juddho", "juddher", "juddhe"),
    ],
    ids=lambda words: words[0],
)
def test_all_cases_of_a_word_have_one_stem(bare: Index, inflected: tuple[str, ...]) -> None:
    assert stems(bare, *inflected)


def test_two_words_do_not_share_a_stem_for_their_endings(bare: Index) -> None:
    assert not stems(bare, "ইরানের", "ইরাকের")
    assert not stems(bare, "রাশিয়ার", "সিরিয়ার")


@pytest.mark.parametrize(
    ("question", "brief"),
    [
        ("ostrer chalan", "ukraine-arms-pause"),
        ("ostro calan stogit", "ukraine-arms-pause"),
        ("zelensky", "zelenskyy-trump-talk"),
        ("jelensky", "zelenskyy-trump-talk"),
        ("জেলেনস্কি", "zelenskyy-trump-talk"),
        ("যেলেন্সকি", "zelenskyy-trump-talk"),
        ("mohakash", "syria-energy-space"),
    ],
)
def test_banglish_meets_bengali_in_latin_letters(bare: Index, question: str, brief: str) -> None:
    """Written back into Bengali, chalan would be ছালান and zelensky যেলেন্সক্য."""
    assert answered(bare, question) == brief


@pytest.mark.parametrize(
    "question",
    [
        "মধ্যপ্রাচ্য কূটনীতি",
        "মধ্য প্রাচ্য কূটনীতি",
        "moddhoprachyo kutniti",
        "moddho pracchyo kutniti",
        "moddho prachyer kutniti",
    ],
)
def test_a_name_in_two_words_is_the_name_in_one(bare: Index, question: str) -> None:
    assert answered(bare, question) == "iran-diplomacy"


def test_two_words_that_a_reader_has_joined_are_taken_apart(bare: Index) -> None:
    assert answered(bare, "filmexchange") == "film-exchange"


@pytest.mark.parametrize(
    ("question", "brief"),
    [
        ("ছায়াছবি", "film-exchange"),
        ("movie", "film-exchange"),
        ("america iran hamla", "iran-strikes"),
        ("মার্কিন হামলা ইরানে", "iran-strikes"),
        ("যুক্তরাষ্ট্র ইরানে আক্রমণ", "iran-strikes"),
    ],
)
def test_another_word_for_the_same_thing_finds_the_brief(bare: Index, question: str, brief: str) -> None:
    assert answered(bare, question) == brief


@pytest.mark.parametrize(
    ("question", "brief"),
    [
        ("ক্রিকেট", "cricket-series-win"),
        ("cricket", "cricket-series-win"),
        ("চাঁদপুরে লঞ্চ দুর্ঘটনা", "launch-capsize"),
    ],
)
def test_the_word_for_a_kind_of_thing_finds_the_brief_about_one(
    bulletin: Index, question: str, brief: str
) -> None:
    assert answered(bulletin, question) == brief


def test_words_that_only_sound_alike_are_told_apart(index: Index) -> None:
    """`বলার` sounds like বোলার, who plays cricket."""
    assert index.find("ক্রিকেট").outcome == "none"


@pytest.mark.parametrize(
    "question",
    [
        "how many times have trump and putin talked?",
        "ট্রাম্প ও পুতিন কতবার কথা বলেছেন?",
        "trump putin koto bar kotha bolse",
    ],
)
def test_words_that_ask_are_no_subject(bare: Index, question: str) -> None:
    """`How many times` names nothing that a brief would have to hold."""
    assert answered(bare, question) == "trump-putin-call"
    asked = {match.unit.text for match in bare.explain(question).matches}
    assert not asked & {"how", "many", "times", "কতবার", "koto", "bar"}


@pytest.mark.parametrize(
    "question", ["কর বিল কত টাকার", "tax bill koto takar", "how much money is the tax bill"]
)
def test_the_money_that_a_question_asks_for_is_no_subject(bare: Index, question: str) -> None:
    assert answered(bare, question) == "tax-bill-holiday"


@pytest.mark.parametrize(
    "question",
    [
        "ইরানের ফুটবল দল",
        "iran football team",
        "iraner football dol",
        "Elon Musk tax bill",
        "obama iran nuclear deal",
        "মোদির সাথে পুতিনের ফোনালাপ",
        "how old is zelenskyy",
        "macron er boyosh",
        "পুতিনের কুকুর",
    ],
)
def test_a_near_miss_that_shares_a_name_is_not_answered(bare: Index, question: str) -> None:
    assert answered(bare, question) is None


def test_who_talked_to_whom_is_told_apart(index: Index) -> None:
    """A brief about somebody else's talk on the same subject is not the one about it."""
    assert answered(index, "did trump and putin discuss the arms suspension?") == "ukraine-arms-pause"
    assert answered(index, "will zelensky talk to trump about the arms suspension?") == "zelenskyy-trump-talk"


@pytest.mark.parametrize("question", ["ইউক্রেন যুদ্ধের খবর", "ukraine juddher khobor", "ukrain juddho"])
def test_a_topics_name_in_any_case_gives_the_topic(bare: Index, question: str) -> None:
    assert bare.find(question).topic == "ukraine"


def test_a_filling_word_with_stress_or_in_latin_letters_stays_one(bare: Index) -> None:
    tokens = analysis.tokens("করলেই হলেও somosto othoba korechilen", bare.lexicon)
    assert {token.role for token in tokens} == {"_light"}


def test_two_filling_words_do_not_make_a_name_by_their_sound(bare: Index) -> None:
    """`মধ্যে এ` written together sounds like মোদি."""
    read = analysis.tokens_of_brief("সংঘাতের মধ্যে এ সম্পর্ক", bare.lexicon)
    assert "@modi" not in analysis.windows(read, bare.lexicon)


def test_a_weak_guess_at_the_spelling_makes_no_name(bulletin: Index) -> None:
    (match,) = bulletin.explain("mase").matches
    assert not match.named
