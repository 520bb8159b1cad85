"""Answers: the quote that fits, in the reader's language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.read import load, shipped
from bot.domain.answer import answer, choose_quote, language_of, speakers_named
from bot.domain.models import Language, Library
from bot.domain.search import Index

INDEX = Index(load(shipped()))  # hypothesis wants no fixtures of a narrower scope


@pytest.mark.parametrize(
    ("query", "preferred", "language"),
    [
        ("ইরানে হামলা", "en", "bn"),
        ("pentagon কেন weapons আটকালো", "en", "bn"),
        ("iran e hamla", "en", "bn"),
        ("russiar lokkho ki", None, "bn"),
        ("biman protirokkha kheponastro", None, "bn"),
        ("when was the previous call?", "bn", "en"),
        ("root causes of the conflict", "bn", "en"),
        ("putin iran", "bn", "bn"),
        ("putin iran", None, "en"),
        ("👍", "bn", "bn"),
    ],
)
def test_the_words_decide_the_language_and_else_the_reader(
    index: Index, query: str, preferred: Language | None, language: Language
) -> None:
    assert answer(index, query, preferred).language == language


@pytest.mark.parametrize(
    "query", ["putin iran", "trump", "syria", "", "2025", "🙂", "pol", "polt", "polta", "zelen", "missle"]
)
def test_names_alone_leave_the_language_open(index: Index, query: str) -> None:
    assert language_of(index, query) is None


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("what did Ushakov say", ("ushakov",)),
        ("জেলেনস্কির উক্তি", ("zelenskyy",)),
        ("makron ar putin", ("macron", "putin")),
        ("ফরাসি প্রেসিডেন্ট কী বললেন", ("macron",)),
        ("kremlin adviser on space", ("ushakov",)),
        ("zelinsky quote", ("zelenskyy",)),
        ("অস্ত্রের চালান", ()),
    ],
)
def test_people_are_known_by_spelling_by_sound_and_by_role(
    index: Index, query: str, people: tuple[str, ...]
) -> None:
    assert speakers_named(index.explain(query)) == people


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("what did ushakov say about goals", "Russia will not back down"),
        ("রাশিয়ার লক্ষ্য নিয়ে উশাকভ কী বললেন", "Russia will not back down"),
        ("when will zelensky talk to trump", "tomorrow"),
        ("quote about very different people", "very different people"),
        ("zelensky: do trump and putin have common ideas", "common ideas"),
        ("পুতিন ইরান নিয়ে কী বলেছেন?", "political and diplomatic means"),
        ("will officials stay in contact on iran", "maintain contact"),
        ("root causes of the conflict", "root causes"),
    ],
)
def test_the_quote_fits_the_question(index: Index, query: str, words: str) -> None:
    """By its speaker, else by its words; what nobody said is told by the passage that holds it."""
    quote = answer(index, query, None).quote
    assert quote is not None
    assert words in (quote.translation.en or "")


def test_asking_for_somebodys_words_gives_theirs(index: Index) -> None:
    found = answer(index, "জেলেনস্কির উক্তি", None)
    assert (found.hits[0].brief.id, found.quote and found.quote.speaker) == (
        "zelenskyy-trump-talk",
        "zelenskyy",
    )


def test_a_quote_on_hold_is_never_chosen(index: Index, library: Library) -> None:
    """Not even for its own words; and a brief that has no other gives none."""
    brief = library.briefs["film-exchange"]
    held = next(quote for quote in brief.quotes if quote.hold)
    assert choose_quote(index, brief, index.explain(held.exact)) != held
    only_held = brief.model_copy(update={"quotes": (held,)})
    assert choose_quote(index, only_held, index.explain("putin quote")) is None


@given(st.text(), st.sampled_from(["bn", "en", None]))
def test_any_text_is_answered(query: str, preferred: Language | None) -> None:
    found = answer(INDEX, query, preferred)
    assert found.query == query
    assert found.language in ("bn", "en")
    assert found.quote is None or found.quote in found.hits[0].brief.shown_quotes
