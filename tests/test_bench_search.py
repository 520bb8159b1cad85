"""The benchmark of search: what is asked, how replies are judged, that peers are fit for Bengali, and what is written."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.bench import questions, reliability, search, search_report
from bot.bench.corpus import other_briefs
from bot.bench.questions import Judged, Question
from bot.bench.search import BARTA, KINDS, Failed, Kind, Measured
from bot.cli import barta
from bot.content.read import shipped
from bot.domain.errors import BartaError
from bot.domain.models import Library

pytest.importorskip("tantivy")
peers = pytest.importorskip("bot.bench.peers")

QUESTIONS = """# kind	query	expected
bn-kw	পোলতাভায় উদ্ধারকাজ	poltava-strike
bl-kw	makhon putin phonalap	macron-putin-call
en-kw	movie exchange	film-exchange
near	iran football team	none
topic	ইরানের খবর	topic:iran
"""


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
    assert questions.right_or_refused(replies) == 1


def test_one_score_for_all_is_right_as_often_as_its_best_guess() -> None:
    replies = [judged(0.5)] * 15 + [judged(0.5, wanted=False)] * 5
    assert questions.right_or_refused(replies) == 0.75


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


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.module == "peers"], ids=lambda kind: kind.name
)
def test_each_search_finds_bengali_however_it_was_typed(kind: Kind, library: Library) -> None:
    peer = search.builder(kind, library)([*library.published().briefs.values(), *other_briefs(30)])
    for typed in ("পোলতাভায় উদ্ধারকাজ", "পোলতাভা\u09df উদ্ধারকাজ", "পোলতাভায়\u200c উদ্ধারকাজ"):
        reply = peer.ask(typed)
        assert reply.best == "poltava-strike"
        assert reply.score > 0
    assert peer.ask("?").best is None


def test_peers_are_given_bengali_in_latin_letters_too() -> None:
    assert peers.spellings("ইরান News") == ("ইরান news", "iran news")


def test_what_fails_is_told_and_does_not_stop_the_rest(file: Path) -> None:
    kinds = (Kind("no such engine", "peers", "NoSuch"), Kind("too slow", "peers", "RapidfuzzRatio", 1), BARTA)
    failed, left_out, done = search.measure(shipped(), questions.read_questions(file), [5], kinds)
    assert isinstance(failed, Failed)
    assert "NoSuch" in failed.why
    assert isinstance(left_out, Failed)
    assert isinstance(done, Measured)
    assert questions.top_1(done.judged) == 1
    assert (done.briefs, len(done.seconds), done.whole) == (19, 4, True)
    assert "no such engine | AttributeError" in search_report.table([failed, left_out, done])


def test_the_command_prints_and_saves_a_table_and_a_plot(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("matplotlib")
    real = search.measure
    fast = tuple(kind for kind in KINDS if kind.module == "peers")

    def small(folder: Path, asked: tuple[Question, ...], sizes: tuple[int, ...]) -> list[Measured | Failed]:
        assert sizes == (0, 10_000)
        return list(real(folder, asked, (0, 20), fast))

    monkeypatch.setattr("bot.commands.bench.search.measure", small)
    out = tmp_path / "ফল"
    done = CliRunner().invoke(barta, ["bench", "search", "--queries", str(file), "--out", str(out)])
    assert done.exit_code == 0, done.output
    text = (out / "bench-search.md").read_text(encoding="utf-8")
    assert "| 14 | Barta | 1.000 | 1.000 |" in text
    assert "| 34 | tantivy fuzzy and prefix |" in text
    assert "Expected calibration error" in text
    assert (out / "bench-search.png").read_bytes().startswith(b"\x89PNG")


def test_without_a_file_of_questions_the_command_says_what_it_wants() -> None:
    done = CliRunner().invoke(barta, ["bench", "search"])
    assert done.exit_code == 2
    assert "--queries" in done.output


@pytest.mark.parametrize(("module", "cls"), [("minisearch", "MiniSearch"), ("postgres", "PgTrgm")])
def test_searches_in_other_processes_find_bengali(module: str, cls: str, file: Path) -> None:
    if module == "minisearch":
        cached = pytest.importorskip("bot.bench.minisearch").cached()
        if cached is None:
            pytest.skip("node or minisearch is not here")
    kind = Kind(cls, module, cls)
    (found,) = search.measure(shipped(), questions.read_questions(file), [20], [kind])
    assert isinstance(found, Measured), found
    assert found.judged[0].best == "poltava-strike"
    assert found.memory > 0
