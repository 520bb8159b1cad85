"""Very many briefs on disk: the same answers, changes at once, and briefs of other news that do not get in the way."""

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from bot.bench.corpus import other_brief, other_briefs, topics
from bot.domain.contents import Reader
from bot.domain.models import Bilingual, Brief, Library
from bot.domain.search import Index, lexicon_of
from bot.domain.stems import forms
from bot.domain.text import words
from bot.index import archive, build, choose
from bot.index.archive import Archive
from bot.index.choose import index_of
from bot.index.engine import write
from bot.index.rows import Row, row
from tests.measure import QUERIES
from tests.test_index import around, spoken
from tests.test_search import best

OTHERS = 400


def archived(folder: Path, library: Library, *others: Brief) -> Index:
    """Give an index over an archive of a library's published briefs and others."""
    lexicon = lexicon_of(library)
    reader = Reader(library.people, library.topics, lexicon)
    write(folder, (row(brief, reader) for brief in (*library.published().briefs.values(), *others)))
    return Index(library, lexicon, Archive(folder, library, lexicon))


@pytest.fixture(scope="module")
def written(library: Library, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Library]:
    """Give a folder with the shipped briefs among other news, and what else the library has."""
    everything = Library(library.briefs, library.sources, library.people, {**library.topics, **topics()})
    folder = tmp_path_factory.mktemp("archive")
    archived(folder, everything, *other_briefs(OTHERS))
    return folder, everything


@pytest.fixture
def crowded(written: tuple[Path, Library], tmp_path: Path) -> Index:
    """Give an index over a copy of that folder."""
    folder, everything = written
    copy = Path(shutil.copytree(folder, tmp_path / "archive"))
    lexicon = lexicon_of(everything)
    return Index(everything, lexicon, Archive(copy, everything, lexicon))


def settled(index: Index) -> Index:
    assert isinstance(index.holdings, Archive)
    return index.over(index.holdings.settled())


def asked() -> list[tuple[str, str]]:
    lines = (QUERIES / "article-report.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(query, expected) for _, query, expected in rows]


def test_an_archive_answers_as_a_small_index_does(index: Index, library: Library, tmp_path: Path) -> None:
    """Rarity is an estimate there, so scores may differ a little; which brief is answered, or that none is, hardly ever."""
    other = archived(tmp_path, library)
    same = [best(index, query) == best(other, query) for query, _ in asked()]
    assert sum(same) / len(same) >= 0.97
    assert list(other.library.briefs) == list(index.library.briefs)
    assert other.complete("")[0].brief == index.complete("")[0].brief


def test_other_news_does_not_get_in_the_way(crowded: Index) -> None:
    subjects = [
        (query, expected)
        for query, expected in asked()
        if ":" not in expected and expected not in ("none", "near")
    ]
    first = [
        hits[0].brief.id in expected.split("|")
        for query, expected in subjects
        if (hits := crowded.rank(query))
    ]
    assert sum(first) / len(subjects) >= 0.93
    assert all(crowded.find(query) == crowded.find(query) for query, _ in subjects[:10])


def test_that_many_briefs_hold_two_names_is_known_without_looking_for_one(
    crowded: Index, library: Library
) -> None:
    others = {brief.id: brief for brief in other_briefs(OTHERS)}
    exact = Index(replace(crowded.library, briefs={**library.published().briefs, **others})).holdings
    said = [
        word for brief in exact.newest()[::3] for word in (*words(brief.title.bn), *words(brief.summary.en))
    ]
    common = [word for word, _ in Counter(said).most_common(12)]
    pairs = [(forms(name)[0], word) for name in (*common, *said[::40]) for word in (*common, *said[::60])]
    known = [crowded.holdings.hold("keys", key, [word]) for key, word in pairs]
    assert known == [exact.hold("keys", key, [word]) for key, word in pairs]
    assert set(known) == {True, False}


def test_changes_are_found_at_once_and_after_they_are_written(crowded: Index) -> None:
    film, new = crowded.library.briefs["film-exchange"], other_brief(OTHERS + 1)
    query = f"{new.title.bn}"
    crowded = crowded.with_brief(new)
    crowded = crowded.with_brief(film.model_copy(update={"status": "retracted"}))
    for _ in range(2):
        assert best(crowded, query) == new.id
        assert best(crowded, "সিনেমা বিনিময়") is None
        assert "film-exchange" not in crowded.library.briefs
        assert crowded.holdings.size == len(crowded.library.briefs) == 14 + OTHERS
        crowded = settled(crowded)
    crowded = crowded.with_brief(film)
    assert best(crowded, "সিনেমা বিনিময়") == "film-exchange"
    assert crowded.library.briefs["film-exchange"] == film


def test_people_and_topics_come_with_a_brief_and_stay_when_it_is_written(crowded: Index) -> None:
    brief = spoken(crowded.library.briefs["film-exchange"])
    came = around(brief, crowded.library)
    before, crowded = crowded, crowded.with_brief(brief, came)
    for _ in range(2):
        assert best(crowded, "রহিমা আপা") == best(crowded, "rahima khatun") == brief.id
        assert crowded.find("পদ্মাপাড়ের কথা").topic == "padma"
        assert crowded.library.people["rahima"] == came.people["rahima"]
        assert best(crowded, "সিনেমা বিনিময়") == "film-exchange"
        crowded = settled(crowded)
    assert best(before, "রহিমা আপা") is None


def test_a_corrected_brief_is_there_once(crowded: Index) -> None:
    film = crowded.library.briefs["film-exchange"]
    corrected = film.model_copy(update={"why": film.title})
    for _ in range(2):
        crowded = crowded.with_brief(corrected)
        assert crowded.holdings.size == 14 + OTHERS
        assert [hit.brief for hit in crowded.rank("সিনেমা বিনিময়") if hit.brief.id == film.id] == [corrected]
        crowded = settled(crowded)


@pytest.mark.parametrize(("typed", "brief"), [("zelen", "zelenskyy-trump-talk"), ("পোলতা", "poltava-strike")])
def test_half_a_word_offers_its_brief_among_other_news(crowded: Index, typed: str, brief: str) -> None:
    assert brief in [hit.brief.id for hit in crowded.complete(typed)[:3]]


@pytest.mark.parametrize("query", ["", "😀", "x" * 4096, "ক " * 2000, 'a:b AND "c" OR (', "\u0000"])
def test_any_text_gets_an_answer(crowded: Index, query: str) -> None:
    assert crowded.find(query).outcome in ("none", "suggest", "answer", "topic")


def test_a_large_library_gets_an_archive_which_the_next_start_finds(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What changed in the library is written; where names or topics changed, all is, and the old one goes."""
    assert not isinstance(index_of(library, tmp_path).holdings, Archive)
    monkeypatch.setattr(choose, "MOST_IN_MEMORY", 5)
    first = index_of(library, tmp_path / "cache")
    assert isinstance(first.holdings, Archive)
    assert best(first, "সিনেমা বিনিময়") == "film-exchange"
    (folder,) = (tmp_path / "cache").iterdir()
    written = folder.stat().st_mtime_ns
    assert best(index_of(library, tmp_path / "cache"), "jalani khat") == "syria-energy-space"
    assert folder.stat().st_mtime_ns == written
    changed = {key: brief for key, brief in library.briefs.items() if key != "film-exchange"}
    fewer = index_of(Library(changed, library.sources, library.people, library.topics), tmp_path / "cache")
    assert best(fewer, "সিনেমা বিনিময়") is None
    assert list((tmp_path / "cache").iterdir()) == [folder]
    nobody = index_of(Library(library.briefs, library.sources, {}, library.topics), tmp_path / "cache")
    assert best(nobody, "সিনেমা বিনিময়") == "film-exchange"
    assert folder not in list((tmp_path / "cache").iterdir())


def test_after_a_restart_the_library_counts_and_only_what_differs_is_written(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not what was put into the archive since, even where it was settled there."""
    monkeypatch.setattr(choose, "MOST_IN_MEMORY", 5)
    film, macron = library.briefs["film-exchange"], library.briefs["macron-putin-call"]
    index = index_of(library, tmp_path)
    for change in (other_brief(1), film.model_copy(update={"why": film.title})):
        index = index.with_brief(change)
    settled(index.with_brief(macron.model_copy(update={"status": "retracted"})))
    written: list[str] = []

    def noted(brief: Brief, reader: Reader) -> Row:
        written.append(brief.id)
        return row(brief, reader)

    monkeypatch.setattr(build, "row", noted)
    again = index_of(library, tmp_path)
    assert dict(again.library.briefs) == dict(library.published().briefs)
    assert best(again, "পুতিন মাক্রোঁ ফোনালাপ") == macron.id
    assert again.library.briefs[film.id] == film
    assert sorted(written) == [film.id, macron.id]


def test_an_index_that_was_left_half_written_is_finished(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choose, "MOST_IN_MEMORY", 5)
    monkeypatch.setattr(build, "_BATCH", 5)
    written: list[str] = []
    most = 7

    def stopped(brief: Brief, reader: Reader) -> Row:
        if len(written) == most:
            raise KeyboardInterrupt
        written.append(brief.id)
        return row(brief, reader)

    monkeypatch.setattr(build, "row", stopped)
    with pytest.raises(KeyboardInterrupt):
        index_of(library, tmp_path)
    kept, most = written[:5], 100
    written.clear()
    index = index_of(library, tmp_path)
    assert sorted(written + kept) == sorted(library.published().briefs)
    assert dict(index.library.briefs) == dict(library.published().briefs)
    assert best(index, "সিনেমা বিনিময়") == "film-exchange"


def test_rows_made_by_several_processes_are_those_that_one_makes(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of people whom the lexicon learns from the library too: `ফরাসি প্রেসিডেন্ট` is a name only there."""
    monkeypatch.setattr(choose, "MOST_IN_MEMORY", 5)
    alone = index_of(library, tmp_path / "alone")
    monkeypatch.setattr(build, "MOST_BY_ONE", 5)
    monkeypatch.setattr(build, "_CHUNK", 4)
    together = index_of(library, tmp_path / "together")
    for query, _ in asked()[:60]:
        assert together.find(query) == alone.find(query)


def test_the_quick_sum_keeps_the_briefs_that_a_close_look_prefers(
    crowded: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = [query for query, expected in asked() if expected not in ("none", "near")]
    closely = [crowded.rank(query)[:1] for query in queries]
    monkeypatch.setattr(archive, "LOOKED_AT", 3)
    quickly = [crowded.rank(query)[:1] for query in queries]
    same = [
        [hit.brief.id for hit in one] == [hit.brief.id for hit in two]
        for one, two in zip(closely, quickly, strict=True)
    ]
    assert sum(same) / len(same) >= 0.97


def test_a_long_brief_comes_back_whole(crowded: Index) -> None:
    text = Bilingual(bn=" ".join(f"পদ্মা{number}" for number in range(3000)), en="Padma " * 3000)
    long = other_brief(OTHERS + 1).model_copy(update={"summary": text})
    index = settled(crowded.with_brief(long))
    assert index.library.briefs[long.id] == long
    assert best(index, "পদ্মা2999") == long.id


def test_what_is_written_after_others_went_takes_nobodys_place(crowded: Index) -> None:
    film, macron = (crowded.library.briefs[key] for key in ("film-exchange", "macron-putin-call"))
    index = settled(crowded.with_brief(film.model_copy(update={"status": "retracted"})))
    for brief in (other_brief(OTHERS + 1), film, other_brief(OTHERS + 2)):
        index = settled(index.with_brief(brief))
        assert index.library.briefs[brief.id] == brief
    assert index.holdings.size == len(crowded.library.briefs) + 2
    assert best(index, "পুতিন মাক্রোঁ ফোনালাপ") == macron.id
    assert best(index, "সিনেমা বিনিময়") == film.id
