"""What a search did with a number of briefs, kept in a file as soon as it is known."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.bench.engines.engine import Reply, Upkeep
from bot.bench.questions import Judged, Question


@dataclass(frozen=True)
class Measured:
    """A search over `briefs` briefs: seconds to build, bytes held and at most, and replies by question."""

    name: str
    briefs: int
    build: float
    memory: int
    peak: int
    replies: Mapping[str, Reply]
    upkeep: Upkeep | None = None

    @property
    def seconds(self) -> list[float]:
        """The times of its replies."""
        return [reply.seconds for reply in self.replies.values()]

    def judged(self, questions: Iterable[Question]) -> list[Judged]:
        """Give the replies to those of some questions that it was asked."""
        asked = ((question, self.replies.get(question.text)) for question in questions)
        return [
            Judged(question, reply.best, reply.score, reply.answered) for question, reply in asked if reply
        ]


@dataclass(frozen=True)
class Unfinished:
    """A search that could not be measured with so many briefs, and why."""

    name: str
    briefs: int
    why: str


Result = Measured | Unfinished


def save(folder: Path, result: Result) -> None:
    """Write a result into a file of its own, in place of an earlier one."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{result.briefs}-{result.name.replace(' ', '-')}.json"
    (folder / name).write_text(json.dumps(asdict(result), ensure_ascii=False), encoding="utf-8")


def saved(folder: Path, sizes: Sequence[int], names: Sequence[str]) -> Iterator[Result]:
    """Give what was saved of some searches with some numbers of briefs, in their order."""
    found = [_read(json.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.json")]
    wanted = (each for each in found if each.name in names and each.briefs in sizes)
    yield from sorted(wanted, key=lambda each: (each.briefs, names.index(each.name)))


def _read(fields: dict[str, Any]) -> Result:
    if "why" in fields:
        return Unfinished(**fields)
    replies = {text: Reply(**reply) for text, reply in fields.pop("replies").items()}
    upkeep = fields.pop("upkeep")
    return Measured(**fields, replies=replies, upkeep=Upkeep(**upkeep) if upkeep else None)
