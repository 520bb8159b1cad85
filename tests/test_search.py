"""Search: the right brief for how people write, and an honest word where there is none."""

from pathlib import Path
from time import perf_counter
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bench.questions import read_questions
from bot.content.read import load, shipped
from bot.domain import decision
from bot.domain.models import Keywords, Library
from bot.domain.search import Index
from tests.measure import QUERIES, measure, measure_ways

CORPUS = Path(__file__).with_name("corpus")
INDEX = Index(load(shipped()))  # hypothesis wants no fixtures of a narrower scope


@pytest.fixture(scope="module")
def bulletin() -> Index:
    """Give the index over a second corpus, on other subjects and without keywords."""
    return Index(load(CORPUS))


@pytest.fixture(scope="module")
def bare(library: Library) -> Index:
    """Give the index over the shipped briefs as if no editor had added keywords."""
    briefs = {key: brief.model_copy(update={"keywords": Keywords()}) for key, brief in library.briefs.items()}
    return Index(Library(briefs, library.sources, library.people, library.topics))


def best(index: Index, query: str) -> str | None:
    found = index.find(query)
    return found.hits[0].brief.id if found.outcome == "answer" else None


@pytest.mark.parametrize(
    ("query", "brief"),
    [
        ("জেলেনস্কি কবে ট্রাম্পের সাথে কথা বলবেন?", "zelenskyy-trump-talk"),
        ("what did putin suggest about movies?", "film-exchange"),
        ("jalani khat", "syria-energy-space"),
        ("pentagon কেন weapons আটকালো", "ukraine-arms-pause"),
        ("pentagn weapon puase", "ukraine-arms-pause"),
        ("মধ্য প্রাচ্যে কূটনীতি", "iran-diplomacy"),
        ("moddhoprachyo kutniti", "iran-diplomacy"),
        ("ছায়াছবি বিনিময়", "film-exchange"),
        ("ফরাসি প্রেসিডেন্ট", "macron-putin-call"),
    ],
)
def test_a_question_in_any_spelling_finds_its_brief(bare: Index, query: str, brief: str) -> None:
    """Bengali, English, Banglish, mixed, misspelt, split and joined words, a synonym, a role: without any keyword."""
    assert best(bare, query) == brief


@pytest.mark.parametrize(
    "query",
    [
        "iran football team",
        "ট্রাম্প চীন শুল্ক",
        "syria earthquake aid",
        "ইউক্রেনের গম রপ্তানি",
        "ajker abohawa kemon",
        "😀😀",
    ],
)
def test_another_subject_is_not_answered_though_names_are_shared(index: Index, query: str) -> None:
    assert index.find(query).outcome in ("none", "suggest")


@pytest.mark.parametrize(
    ("query", "topic"), [("ইরানের খবর", "iran"), ("ukrain er khobor", "ukraine"), ("আমেরিকা রাশিয়া", "us-russia")]
)
def test_a_topics_name_alone_gives_the_topic_with_all_its_briefs(
    index: Index, query: str, topic: str
) -> None:
    found = index.find(query)
    assert (found.outcome, found.topic) == ("topic", topic)
    assert {hit.brief.id for hit in found.hits} == {brief.id for brief in index.holdings.in_topic(topic)}


def test_a_topics_briefs_come_in_the_order_that_the_question_speaks_for_them(index: Index) -> None:
    scores = [hit.score for hit in index.find("আমেরিকা রাশিয়া").hits]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    "query",
    [
        "ধন্যবাদ",
        "haha",
        "bye",
        "error",
        "author",
        "জরায়ু",
        "তারেক রহমান",
        "call of duty",
        "শুভ সকাল",
        "kemon acho bhai",
        "ভালোবাসি",
        "vegetables",
        "world war 2",
        "5",
        "১৭",
    ],
)
def test_words_of_every_day_are_no_slips_for_the_news(index: Index, query: str) -> None:
    """Neither a likeness in sound or spelling nor a bare number is an answer."""
    assert index.find(query).outcome in ("none", "suggest")


@pytest.mark.parametrize("query", ["previous", "president", "detail", "ধার্যের", "ukrane"])
def test_a_general_word_or_a_wild_guess_alone_is_no_answer(index: Index, query: str) -> None:
    assert index.find(query).outcome in ("none", "suggest")


@pytest.mark.parametrize("query", ["russia", "what does russia want", "রাশিয়া", "trumpputin"])
def test_briefs_that_one_common_name_speaks_for_alike_are_offered(index: Index, query: str) -> None:
    found = index.find(query)
    assert (found.outcome, len(found.hits)) == ("suggest", 3)


@pytest.mark.parametrize(
    "query", ["trump putin ki bolse", "ট্রাম্প পুতিন কথা", "trump putin er kotha", "পুতিন ট্রাম্পকে কী বললেন"]
)
def test_what_two_people_said_is_their_call(index: Index, query: str) -> None:
    assert best(index, query) == "trump-putin-call"


def test_who_asks_for_somebodys_words_gets_a_brief_with_them(index: Index) -> None:
    found = index.find("what did putin say")
    assert found.outcome == "answer"
    assert any("putin" in (quote.speaker, quote.relayed_by) for quote in found.hits[0].brief.shown_quotes)


@pytest.mark.parametrize(
    ("query", "brief"),
    [
        ("marcon", "macron-putin-call"),  # not a word with other letters in it
        ("filmexchange", "film-exchange"),
        ("missile", "ukraine-arms-pause"),  # near in meaning to weapons, and no topic's name
        ("putin ready for peace", "ukraine-peace-talks"),
        ("পুতিন রাজি আছেন", "ukraine-peace-talks"),
    ],
)
def test_swapped_letters_joined_words_and_near_ones(index: Index, query: str, brief: str) -> None:
    found = index.find(query)
    assert (found.outcome, found.hits[0].brief.id) == ("answer", brief)


def test_a_number_counts_beside_what_the_brief_holds(index: Index) -> None:
    """A figure that stands in a brief is evidence for it where its month or unit is asked for as well."""
    assert any(match.unit.text == "4" and match.held for match in index.explain("4 july").matches)
    assert not any(match.held for match in index.explain("4").matches)


def test_a_guess_at_the_spelling_is_less_sure_than_the_word(index: Index) -> None:
    def spelt(query: str) -> float:
        (match,) = index.explain(query).matches
        return max(held.spelt for held in match.held.values())

    assert spelt("পেন্টাগন") == 1
    assert 0.6 < spelt("pentgan") < 1


def test_a_draft_or_retracted_brief_is_never_found(library: Library) -> None:
    briefs = dict(library.briefs)
    briefs["film-exchange"] = briefs["film-exchange"].model_copy(update={"status": "retracted"})
    briefs["poltava-strike"] = briefs["poltava-strike"].model_copy(update={"status": "draft"})
    index = Index(Library(briefs, library.sources, library.people, library.topics))
    found = {
        hit.brief.id
        for query in ("সিনেমা বিনিময়", "poltava", "")
        for hit in (*index.rank(query), *index.complete(query))
    }
    assert not found & {"film-exchange", "poltava-strike"}


def test_a_library_without_briefs_finds_nothing() -> None:
    index = Index(Library())
    assert (index.find("ইরান").outcome, index.complete("iran"), index.complete("")) == ("none", (), ())


@given(st.text())
def test_any_text_gets_an_outcome_within_bounds(query: str) -> None:
    """No text is an error; scores are 0..1 and best first, suggestions at most three, and the same text gets the same."""
    found = INDEX.find(query)
    assert found == INDEX.find(query)
    assert all(0 <= hit.score <= 1 for hit in found.hits)
    assert bool(found.hits) == (found.outcome != "none")
    assert (found.topic is None) == (found.outcome in ("suggest", "none"))
    if found.outcome == "suggest":
        assert len(found.hits) <= 3
        assert [hit.score for hit in found.hits] == sorted((hit.score for hit in found.hits), reverse=True)


WORDS = ("ইরান", "ফোনালাপ", "পেন্টাগন", "বিনিময়", "Putin", "weapons", "alochona", "কূটনীতি", "syria", "কী", "kobe")


@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5),
    st.sampled_from(["\u200d", "\u200c", "?", "।", ",", "‘", "\u200f"]),
)
def test_how_a_question_is_typed_does_not_matter(picked: list[str], mark: str) -> None:
    """Composition, joiners, direction marks, case and punctuation change nothing."""
    query = " ".join(picked)
    expected = INDEX.find(query)
    for typed in (
        normalize("NFD", query),
        query.upper(),
        f" {mark}".join(picked) + mark,
        query.replace("য়", "\u09df"),
    ):
        assert INDEX.find(typed) == expected


@pytest.mark.parametrize(
    "noise", ["ক্ষুদ্র xqzw " * 315, "😀" * 10_000, "a" * 4096, "\u202e" * 4096, "ক" * 4096, "্" * 4096]
)
def test_noise_does_not_hold_the_event_loop(index: Index, noise: str) -> None:
    start = perf_counter()
    index.find(noise)
    assert perf_counter() - start < 0.25  # measured: 30 ms at most; the rest is for a busy machine


def test_nothing_typed_offers_all_newest_first(index: Index) -> None:
    assert [hit.brief for hit in index.complete("  ")] == list(index.library.briefs.values())


@pytest.mark.parametrize(
    ("typed", "brief"),
    [
        ("জেলে", "zelenskyy-trump-talk"),
        ("zelen", "zelenskyy-trump-talk"),
        ("মাখ", "macron-putin-call"),
        ("makh", "macron-putin-call"),
        ("polta", "poltava-strike"),
        ("পোল", "poltava-strike"),
        ("সিনে", "film-exchange"),
        ("sinem", "film-exchange"),
        ("diplo", "iran-diplomacy"),
        ("putin mac", "macron-putin-call"),
    ],
)
def test_half_a_word_offers_its_brief_among_the_first_three(index: Index, typed: str, brief: str) -> None:
    assert brief in [hit.brief.id for hit in index.complete(typed)[:3]]


def test_six_letters_of_a_titles_most_telling_word_offer_its_brief(index: Index, bulletin: Index) -> None:
    """In Bengali, English and several spellings of Banglish; the shipped briefs all, the others but for a few words."""
    corpora = {"article": index, "bulletin": bulletin}
    missed: list[tuple[str, str]] = []
    for line in (QUERIES / "words-begun.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        corpus, word, brief = line.split("\t")
        first_three = [hit.brief.id for hit in corpora[corpus].complete(word[:6].rstrip())[:3]]
        if brief not in first_three:
            missed.append((corpus, word))
    assert "article" not in {corpus for corpus, _ in missed}
    assert len(missed) <= 4  # of 135; measured: 2


@pytest.mark.parametrize("half", ["tune", "report"])
def test_own_questions_over_both_corpora(index: Index, bare: Index, bulletin: Index, half: str) -> None:
    """The floors stand a little under what was measured; `report` was never tuned on."""
    assert measure(bulletin, QUERIES / f"bulletin-{half}.tsv")["all"] >= 0.93
    assert measure(index, QUERIES / f"article-{half}.tsv")["all"] >= 0.93
    assert measure(bare, QUERIES / f"article-{half}.tsv")["all"] >= 0.90


def test_ways_of_asking(index: Index, bulletin: Index) -> None:
    """A role beside a name, requests, details and verbs, other senses, short words, strange names, half a word, letters apart."""
    found, missed = measure_ways({"article": index, "bulletin": bulletin}, QUERIES / "ways.tsv")
    assert found["all"] >= 0.95, missed
    assert min(found.values()) >= 0.9, found


def test_shared_questions(index: Index, bare: Index, shared: Path) -> None:
    found = measure(index, shared / "eval" / "queries-dev.tsv")
    assert found["all"] >= 0.95
    assert found["near"] >= 0.9
    assert found["none"] >= 0.9
    assert measure(bare, shared / "eval" / "queries-dev.tsv")["all"] >= 0.93


@pytest.mark.parametrize(
    ("name", "value"), [("ANSWERED", 0.4), ("ANSWERED", 0.8), ("SUGGESTED", 0.05), ("SUGGESTED", 0.3)]
)
def test_another_threshold_would_serve_readers_less(
    index: Index, bulletin: Index, monkeypatch: pytest.MonkeyPatch, name: str, value: float
) -> None:
    """The thresholds stand where the questions that they were tuned on have their best credit."""

    def credit() -> float:
        halves = ((index, "article-tune.tsv"), (bulletin, "bulletin-tune.tsv"))
        return sum(measure(asked, QUERIES / file)["all"] for asked, file in halves)

    chosen = credit()
    monkeypatch.setattr(decision, name, value)
    assert credit() < chosen


def test_a_high_score_is_right_and_a_low_one_wrong(index: Index, bulletin: Index) -> None:
    """On questions that were never tuned on: nine in ten and more are right from .9, one in ten at most below .15."""
    found = []
    for asked, file in ((index, "article-report.tsv"), (bulletin, "bulletin-report.tsv")):
        for question in read_questions(QUERIES / file):
            found += [(hit.score, hit.brief.id in question.wanted) for hit in asked.rank(question.text)[:1]]
    high = [right for score, right in found if score >= 0.9]
    low = [right for score, right in found if score < decision.SUGGESTED]
    assert min(len(high), len(low)) > 50
    assert sum(high) / len(high) >= 0.9
    assert sum(low) / len(low) <= 0.1


def test_two_short_words_side_by_side_are_no_name(index: Index) -> None:
    assert index.find("মোদি কী বলেছেন?").outcome != "answer"
    assert index.find("What did Modi say about Ukraine?").outcome != "answer"
