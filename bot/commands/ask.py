"""`barta ask`: one answer for a person, many for a program, or the reasons for an editor."""

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import click

from bot.commands.console import is_styled
from bot.commands.explain import explanation
from bot.content.read import load, shipped
from bot.domain.answer import Answer, answer
from bot.domain.models import Language, Library, Quote
from bot.domain.search import Explanation, Index
from bot.index.choose import index_of
from bot.render.reply import reply
from bot.render.terminal import to_terminal
from bot.semantic import Reranker, reranker
from bot.settings import cache_folder, read_settings

_WIDEST = 88  # cells: longer lines are hard to read, however wide the window


def run(briefs: Path | None, question: str, *, language: str | None, jsonl: bool, explain: bool) -> int:
    """Answer `question`, or with `jsonl` each line of standard input; give the exit status."""
    settings = read_settings()
    index = index_of(
        load(briefs or settings.briefs or shipped()).out(datetime.now(UTC)), cache_folder() / "asked"
    )
    judge = reranker(settings.semantic)
    preferred = cast("Language | None", language)
    if jsonl:
        return _lines(index, judge, preferred)
    if not question.strip():
        click.echo("barta ask: write a question, or give questions to --jsonl a line each", err=True)
        return 2
    why = _search(index, judge, question)
    if explain:
        click.echo(explanation(index, why, question))
        return 0
    message = reply(index, answer(index, question, preferred, why))
    click.echo(to_terminal(message, _width(), styled=is_styled()))
    return 0


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)


def _search(index: Index, judge: Reranker | None, question: str) -> Explanation:
    why = index.explain(question)
    return judge.judge(index, question, why) if judge else why


def _lines(index: Index, judge: Reranker | None, preferred: Language | None) -> int:
    """Print an answer in JSON for each line read; a line without words has its line too, so that they can be paired."""
    for line in sys.stdin.buffer:
        query = line.decode(errors="replace").rstrip("\r\n")
        why = _search(index, judge, query)
        found = _as_json(answer(index, query, preferred, why), index.library)
        sys.stdout.buffer.write(json.dumps(found, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()  # a program may ask the next question only when it has this answer
    return 0


def _as_json(found: Answer, library: Library) -> dict[str, Any]:
    return {
        "query": found.query,
        "outcome": found.outcome,
        "topic": found.topic,
        "language": found.language,
        "briefs": [
            {"id": hit.brief.id, "topic": hit.brief.topic, "score": round(hit.score, 4)} for hit in found.hits
        ],
        "quote": _quote_as_json(found.quote, found.language, library) if found.quote else None,
    }


def _quote_as_json(quote: Quote, language: Language, library: Library) -> dict[str, str | None]:
    return {
        "speaker": _name(quote.speaker, language, library),
        "relayed_by": _name(quote.relayed_by, language, library),
        "kind": quote.kind,
        "exact": quote.exact,
        "translation": quote.translation.get(language),
    }


def _name(person: str | None, language: Language, library: Library) -> str | None:
    if person is None:
        return None
    known = library.people.get(person)
    return known.name.get(language) if known else person
