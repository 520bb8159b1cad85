"""Briefs that come, change and go while questions are asked."""

import pytest

from bot.bench.corpus import other_briefs, topics
from bot.domain.models import Bilingual, Brief, Keywords, Library, Person, Quote, Topic
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


def around(brief: Brief, library: Library) -> Library:
    """Give what comes with a brief: a speaker, a topic and an article that the library does not have."""
    rahima = Person(
        name=Bilingual(bn="রহিমা খাতুন", en="Rahima Khatun"),
        role=Bilingual(bn="সেতু বিভাগের সচিব", en="Secretary of bridges"),
        aliases=("রহিমা আপা",),
    )
    article = library.sources["film-exchange"].model_copy(update={"id": "padma", "publisher": "বার্তা"})
    topic = Topic(name=Bilingual(bn="পদ্মাপাড়ের কথা", en="By the Padma"))
    return Library({}, {brief.id: article}, {"rahima": rahima}, {"padma": topic})


def spoken(brief: Brief) -> Brief:
    """Give a brief on a bridge, spoken of by a person, in a topic of its own."""
    quote = Quote(speaker="rahima", kind="term", exact="বড় স্বস্তি", start=0, end=11)
    new = about(brief, "রহিমা খাতুন বললেন সেতুর কথা", "Rahima Khatun speaks of a bridge")
    return new.model_copy(update={"topic": "padma", "quotes": (quote,)})


def test_people_topics_and_articles_come_with_a_brief(growing: Index) -> None:
    brief = spoken(growing.library.briefs["film-exchange"])
    came = around(brief, growing.library)
    before, growing = growing, growing.with_brief(brief, came)
    for query in ("রহিমা আপা", "rahima khatun", "secretary of bridges", "রহিমার কথা"):
        assert best(growing, query) == brief.id, query
    assert growing.find("পদ্মাপাড়ের কথা").topic == growing.find("by the padma").topic == "padma"
    assert growing.library.people["rahima"] == came.people["rahima"]
    assert growing.library.sources[brief.id] == came.sources[brief.id]
    assert growing.library.topics["padma"] == came.topics["padma"]
    assert (best(before, "রহিমা আপা"), before.find("by the padma").topic) == (None, None)
    assert not before.library.people.keys() & {"rahima"}


def test_briefs_that_were_there_are_found_by_a_name_that_came_later(growing: Index) -> None:
    brief = spoken(growing.library.briefs["film-exchange"])
    growing = growing.with_brief(brief)
    person = around(brief, growing.library).people["rahima"].model_copy(update={"aliases": ("ঝিকিমিকি",)})
    assert best(growing, "ঝিকিমিকি") is None
    growing = growing.knowing(Library({}, {}, {"rahima": person}, {}))
    assert best(growing, "ঝিকিমিকি") == brief.id


def test_names_that_come_one_by_one_lead_to_the_same_as_those_that_were_there(library: Library) -> None:
    """Adding a person leaves every other answer as it was, and that person's like a start with them."""
    brief = spoken(library.briefs["film-exchange"])
    came = around(brief, library)
    grown = Index(library).with_brief(brief, came)
    whole = Library(
        {**library.briefs, brief.id: brief},
        {**library.sources, **came.sources},
        {**library.people, **came.people},
        {**library.topics, **came.topics},
    )
    started = Index(whole)
    for query in (
        "iran kutniti",
        "পেন্টাগন অস্ত্র",
        "putin macron",
        "রহিমা",
        "rohima apa",
        "ইরান",
        "bridge secretary",
    ):
        found, expected = grown.find(query), started.find(query)
        assert (found.outcome, found.topic) == (expected.outcome, expected.topic), query
        assert [hit.brief.id for hit in found.hits] == [hit.brief.id for hit in expected.hits], query


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
