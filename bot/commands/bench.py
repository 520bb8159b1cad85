"""`barta bench`: figures beside a peer's, in one run."""

from pathlib import Path

import click

from bot.bench import extras, reliability, replies, romanise, search, search_report
from bot.bench.questions import Judged, read_questions
from bot.content.read import load, shipped
from bot.domain.search import Index


def run_replies(count: int, latency_ms: int) -> int:
    """Print how many replies a second each bot gives."""
    click.echo(f"{count} questions, one core a bot, an API that answers after {latency_ms} ms\n")
    click.echo(replies.table(replies.measure(count, latency_ms / 1000)))
    return 0


def run_romanise() -> int:
    """Print how near each romaniser is to how Bengali words are said, and where Barta's differs."""
    lexicon = romanise.read_lexicon()
    romanisers = romanise.romanisers()
    click.echo(f"{len(lexicon)} Bengali words of Google's pronunciation lexicon; similarity 0..100\n")
    click.echo(romanise.table(romanise.measure(name, each, lexicon) for name, each in romanisers.items()))
    click.echo("\nWhere Barta's romanising differs:")
    click.echo(romanise.differences_table(romanise.worst(romanisers["Barta"], lexicon)))
    return 0


def run_search(queries: Path, briefs: Path | None, out: Path, others: tuple[int, ...]) -> int:
    """Measure every search, print and save the table, the plot and how reliable the scores are."""
    for module in ("anyascii", "matplotlib", "tantivy"):
        extras.needed(module)
    folder = briefs or shipped()
    questions = read_questions(queries)
    index = Index(load(folder))
    ranked = ((question, index.rank(question.text)) for question in questions)
    judged = [
        Judged(one, hits[0].brief.id, hits[0].score) if hits else Judged(one, None, 0) for one, hits in ranked
    ]
    found = []
    click.echo(f"{len(questions)} questions. {search_report.machine()}\n")
    for each in search.measure(folder, questions, others):
        click.echo(f"{each.briefs:>10,}  {each.name}", err=True)
        found.append(each)
    text = f"{search_report.table(found)}\n\nBarta's scores over {index.holdings.size} briefs:\n\n{reliability.tables(judged)}\n"
    click.echo(text)
    out.mkdir(parents=True, exist_ok=True)
    (out / "bench-search.md").write_text(text, encoding="utf-8")
    search_report.plot(found, out / "bench-search.png")
    click.echo(f"Saved as bench-search.md and bench-search.png in {out}.")
    return 0
