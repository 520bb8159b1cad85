"""Briefs that come, change and go while questions are asked."""

import pytest

from bot.bench.corpus import other_briefs, topics
from bot.domain.models import Bilingual, Brief, Keywords, Library
from bot.domain.search import Index
from tests.test_search import best


@pytest.fixture
def growing(library: Library) -> Index:
    """Give an index of a test's own."""
    return Index(library)


def about(brief: Brief, bn: str, en: str) -> Brief:
    """Give a brief with an id of its own and nothing but a text."""
    text = Bilingual(bn=bn, en=en)
    return brief.model_copy(
        update={
            "id": "local-news",
            "title": text,
            "summary": text,
            "why": None,
            "quotes": (),
            "keywords": Keywords(),
        }
    )


def test_a_new_brief_and_its_correction_are_found_at_once(growing: Index) -> None:
    brief = growing.library.briefs["film-exchange"]
    assert best(growing, "পদ্মা সেতুর টোল") is None
    growing = growing.with_brief(about(brief, "পদ্মা সেতুর টোল বাড়ল", "Padma bridge toll raised"))
    assert best(growing, "পদ্মা সেতুর টোল") == best(growing, "padma shetur tol") == "local-news"
    growing = growing.with_brief(about(brief, "পাবনায় বিমানবন্দর হচ্ছে", "Pabna to have an airport"))
    assert best(growing, "পাবনার বিমানবন্দর") == "local-news"
    assert best(growing, "পদ্মা সেতুর টোল") is None


def test_a_retracted_brief_is_gone_at_once(growing: Index) -> None:
    brief = growing.library.briefs["film-exchange"]
    assert best(growing, "সিনেমা বিনিময়") == "film-exchange"
    growing = growing.with_brief(brief.model_copy(update={"status": "retracted"}))
    assert best(growing, "সিনেমা বিনিময়") is None
    assert "film-exchange" not in growing.library.briefs
    assert brief not in [hit.brief for hit in growing.complete("সিনে")]


def test_briefs_that_came_one_by_one_are_found_like_those_that_were_there(library: Library) -> None:
    """Adding all other news and taking it out again leaves the answers as they were."""
    growing, still = Index(library), Index(library)
    others = list(other_briefs(20))
    for brief in others:
        growing = growing.with_brief(brief)
    assert growing.holdings.size == still.holdings.size + len(others)
    for brief in others:
        growing = growing.with_brief(brief.model_copy(update={"status": "retracted"}))
    assert list(growing.library.briefs) == list(still.library.briefs)
    for query in ("iran kutniti", "পেন্টাগন অস্ত্র", "ফরাসি প্রেসিডেন্ট", "ইউক্রেনের গম রপ্তানি", "putin macron"):
        assert growing.find(query) == still.find(query)


def test_other_news_is_the_same_again_and_reads_as_news() -> None:
    first, again = list(other_briefs(50)), list(other_briefs(50))
    assert first == again
    assert len({brief.id for brief in first}) == 50
    assert {brief.topic for brief in first} <= topics().keys()
    assert all(250 < len(brief.summary.bn) < 700 for brief in first)
