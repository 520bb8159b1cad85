"""`barta ask`: one answer for a person, many for a program, or the reasons for an editor."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any, cast

import click

from bot.content.read import load, shipped
from bot.domain.analysis import Token
from bot.domain.answer import Answer, answer, choose_quote
from bot.domain.decision import ANSWERED, SUGGESTED
from bot.domain.models import Brief, Language, Library, Quote
from bot.domain.ranking import Candidate
from bot.domain.search import Explanation, Index
from bot.index.choose import index_of
from bot.render.reply import reply
from bot.render.terminal import to_terminal
from bot.settings import cache_folder, read_settings

_WIDEST = 88  # cells: longer lines are hard to read, however wide the window
_CANDIDATES = 5


def run(briefs: Path | None, question: str, *, language: str | None, jsonl: bool, explain: bool) -> int:
    """Answer `question`, or with `jsonl` each line of standard input; give the exit status."""
    index = index_of(load(briefs or read_settings().briefs or shipped()), cache_folder() / "index")
    preferred = cast("Language | None", language)
    if jsonl:
        return _lines(index, preferred)
    if not question.strip():
        click.echo("barta ask: write a question, or give questions to --jsonl a line each", err=True)
        return 2
    if explain:
        click.echo("\n".join(_explanation(index, index.explain(question), question)))
        return 0
    message = reply(index.library, answer(index, question, preferred))
    click.echo(to_terminal(message, _width(), styled=sys.stdout.isatty()))
    return 0


def _width() -> int:
    return min(_WIDEST, shutil.get_terminal_size().columns)


def _lines(index: Index, preferred: Language | None) -> int:
    """Print an answer in JSON for each line read; a line without words has its line too, so that they can be paired."""
    for line in sys.stdin.buffer:
        query = line.decode(errors="replace").rstrip("\r\n")
        found = _as_json(answer(index, query, preferred), index.library)
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


_ROLES = {"_ask": "asks", "_light": "fills", "_quote": "asks for words", "_news": "means news"}


def _explanation(index: Index, why: Explanation, question: str) -> list[str]:
    """Give the lines that tell an editor how the answer came about."""
    lines = [f"Question   {question}", "", "Words"]
    lines += [f"  {_token(token)}" for token in why.tokens]
    lines += ["", "What is asked for                         weighs  is in"]
    for match in why.matches:
        names = ", ".join(sorted(map(_plain, match.concepts))) or ("" if match.known else "unknown")
        label = f"{match.unit.text} [{names}]" if names else match.unit.text
        lines.append(f"  {label:<40}  {match.weight:.2f}  {len(match.held)} of {index.holdings.size} briefs")
    lines += ["", f"Candidates (answered from {ANSWERED}, suggested from {SUGGESTED}; = matches by meaning)"]
    for candidate in why.candidates[:_CANDIDATES]:
        lines += _candidate(why, candidate)
    found = why.found
    ids = ", ".join(hit.brief.id for hit in found.hits[:3])
    lines += [
        "",
        f"Decision   {found.outcome}{f' {found.topic}' if found.outcome == 'topic' else ''}{f': {ids}' if ids else ''}",
    ]
    if found.outcome == "answer":
        quote = choose_quote(index, found.hits[0].brief, why)
        lines.append(f"Quote      {quote.kind}: {quote.exact}" if quote else "Quote      none")
    return lines


def _plain(name: str) -> str:
    """Give a concept's name without the marks that say what sort it is; `=` stays, for a match by meaning."""
    return name.replace("@", "").replace("*", "")


def _token(token: Token) -> str:
    made_of = _ROLES.get(token.role or "") or " ".join(token.keys)
    return f"{token.word:<24}  {made_of}"


def _candidate(why: Explanation, candidate: Candidate) -> list[str]:
    brief: Brief = why.view.brief(candidate.number)
    seen = candidate.features
    line = (
        f"  {candidate.score:.2f}  {brief.id:<28}  share {seen.share:.2f}  evidence {seen.evidence:.2f}"
        f"  ahead {seen.margin:+.2f}  foreign {seen.foreign:.2f}"
    )
    words = [
        f"{match.unit.text} → {_plain(match.held[candidate.number].by)} {match.held[candidate.number].likeness:.2f}"
        for match in why.matches
        if candidate.number in match.held
    ]
    return [line, f"        {'; '.join(words)}"]
