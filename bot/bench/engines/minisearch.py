"""MiniSearch, a search engine for JavaScript, in a process of node."""

import atexit
import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from platformdirs import user_cache_path

from bot.bench.documents import Document
from bot.bench.engines.engine import Reply
from bot.domain.errors import BartaError
from bot.domain.text import words

_SCRIPT = Path(__file__).with_name("minisearch.mjs")
_VERSION = "7.2.0"
_PATIENCE = 120.0  # seconds for npm
_HEAP = 12_288  # megabytes that node may take; by itself it stops at a few thousand


class _MiniSearch:
    """MiniSearch in one of the ways that its script knows."""

    _WAY: ClassVar[str]

    def __init__(self, documents: Iterable[Document]) -> None:
        command = ["node", "--expose-gc", f"--max-old-space-size={_HEAP}", str(_SCRIPT), str(_package())]
        command.append(self._WAY)
        self._node = subprocess.Popen(  # noqa: S603 - the command is ours
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
        )
        atexit.register(self._node.kill)
        for each in documents:
            self._tell({"id": each.id, "title": each.title, "keywords": each.keyword, "text": each.text})
        self._tell()
        self._memory = int(self._hear())

    def ask(self, question: str) -> Reply:
        """Give the brief with the best score, and the time that node took."""
        self._tell(" ".join(words(question)))
        best, score, milliseconds = json.loads(self._hear())
        return Reply(best, score, milliseconds / 1000)

    def memory(self) -> int:
        """Give by how much node's process has grown."""
        return self._memory

    def _tell(self, message: object = None) -> None:
        if self._node.stdin is None:
            raise AssertionError("node reads from a pipe")
        self._node.stdin.write("\n" if message is None else json.dumps(message) + "\n")
        if not isinstance(message, dict):
            self._node.stdin.flush()

    def _hear(self) -> str:
        if self._node.stdout is None:
            raise AssertionError("node writes to a pipe")
        line = self._node.stdout.readline()
        if not line:
            raise BartaError("node ended; see above.")
        return line


class MiniSearchNgrams(_MiniSearch):
    """Each word by its trigrams: as good as trigrams with 4-grams on tuning questions, in half the memory."""

    _WAY = "ngrams"


class MiniSearchFuzzy(_MiniSearch):
    """Each word with slips in a fifth of its letters and as a beginning, as its introduction shows it."""

    _WAY = "fuzzy"


def cached() -> Path | None:
    """Give the folder where node finds MiniSearch, None where it was not fetched yet or there is no node."""
    folder = _folder()
    return folder if shutil.which("node") and (folder / "node_modules" / "minisearch").is_dir() else None


def _folder() -> Path:
    return user_cache_path("barta") / f"minisearch-{_VERSION}"


def _package() -> Path:
    """Give the folder where node finds MiniSearch, which npm fetches once.

    Raises:
        BartaError: There is no node or npm, or npm did not get it.
    """
    if not (shutil.which("node") and shutil.which("npm")):
        raise BartaError("node and npm are not installed")
    if cached() is None:
        folder = _folder()
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--prefix",
            str(folder),
            f"minisearch@{_VERSION}",
        ]
        done = subprocess.run(  # noqa: S603 - the command is ours
            command, capture_output=True, encoding="utf-8", timeout=_PATIENCE, check=False
        )
        if done.returncode:
            raise BartaError("npm could not get minisearch")
    return _folder()
