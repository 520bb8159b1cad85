"""`barta bench`: figures beside a peer's, in one run."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from platformdirs import user_cache_path

from bot.bench import (
    extract,
    extras,
    machine,
    reliability,
    replies,
    results,
    romanise,
    search,
    search_plot,
    search_report,
    worker,
)
from bot.bench.questions import Question, read_questions
from bot.bench.simulation import run as simulation
from bot.content.read import load, shipped
from bot.domain.errors import BartaError
from bot.domain.models import LANGUAGES


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


def run_extract(articles: Path) -> int:
    """Print what is found in articles against their gold, the sets for tuning and for reporting apart."""
    sets = {
        f"{language} {name}": extract.measure(sorted((articles / language).glob(f"{name}-*.txt")))
        for language in LANGUAGES
        for name in ("tune", "report")
    }
    click.echo(f"{machine.machine()}\n")
    click.echo(extract.table(sets))
    click.echo(f"\n{extract.reliability(sets)}")
    click.echo(f"\n{extract.summaries_and_speed(list(sets.values()))}")
    return 0


@dataclass(frozen=True)
class SearchRun:
    """What `barta bench search` is asked for: questions, the folder of briefs, how many others, and which searches."""

    queries: tuple[Path, ...]
    tune: Path
    briefs: Path | None
    out: Path
    others: tuple[int, ...]
    only: tuple[str, ...]


def run_search(run: SearchRun) -> int:
    """Measure searches, then print and save the tables and the plot; searches left out keep what `out` has of them."""
    for module in ("anyascii", "matplotlib", "tantivy"):
        extras.needed(module)
    questions = [question for path in run.queries for question in read_questions(path)]
    tuning = read_questions(run.tune)
    folder, cache = run.briefs or shipped(), user_cache_path("barta") / "bench-search"
    kinds = [kind for kind in worker.KINDS if not run.only or kind.name in run.only]
    if not kinds:
        raise BartaError(f"The searches are: {', '.join(kind.name for kind in worker.KINDS)}.")
    kept = run.out / "search"
    described = f"{machine.machine()}\n{machine.programs()}."
    click.echo(f"{described}\nDocuments and archives are kept in {cache}.", err=True)
    for result in search.measure(folder, cache, (*questions, *tuning), run.others, kinds):
        results.save(kept, result)
        told = f"{result.build:.1f} s" if isinstance(result, results.Measured) else result.why
        click.echo(f"{result.briefs:>10,}  {result.name}: {told}", err=True)
    sizes = [len(load(folder).published().briefs) + others for others in run.others]
    found = list(results.saved(kept, sizes, [kind.name for kind in worker.KINDS]))
    text = _report(found, questions, tuning, described)
    click.echo(text)
    (run.out / "search.md").write_text(text, encoding="utf-8")
    search_plot.plot(found, questions, tuning, run.out / "search.png")
    click.echo(f"Saved as search.md and search.png in {run.out}.")
    return 0


def _report(
    found: Sequence[results.Result],
    questions: Sequence[Question],
    tuning: Sequence[Question],
    described: str,
) -> str:
    parts = [
        f"{len(questions)} questions, and {len(tuning)} to tune thresholds on.\n{described}",
        search_report.overview(found, questions, tuning),
        search_report.table(found, questions, tuning),
        f"Barta when news changes:\n\n{search_report.upkeep(found)}",
    ]
    parts += [
        f"Barta's scores among {each.briefs:,} briefs:\n\n{reliability.tables(each.judged(questions))}"
        for each in found
        if each.name == worker.BARTA.name and isinstance(each, results.Measured)
    ]
    return "\n\n".join(parts) + "\n"


def run_push(count: int, first: int, workers: int) -> int:
    """Run simulated worlds; print each broken one's seed and what is broken, and at the end how many there were."""
    begin, sends, slowest, broken = time.perf_counter(), 0, 0.0, 0
    for outcome in simulation.run_all(range(first, first + count), workers):
        sends += outcome.sends
        slowest = max(slowest, outcome.worst_reply)
        if outcome.broken:
            broken += 1
            click.echo(f"seed {outcome.plan.seed}: {outcome.broken}")
    seconds = time.perf_counter() - begin
    click.echo(f"{count} worlds in {seconds:.0f} s, {sends} messages sent, {broken} worlds broken;")
    click.echo(f"outside of troubles no reply waited longer than {slowest * 1000:.0f} ms for its turn.")
    return int(broken > 0)


def tell_push(seed: int, *, smallest: bool) -> int:
    """Print what happens in a seed's world."""
    outcome = simulation.run_seed(seed)
    if smallest and outcome.broken:
        outcome = simulation.smallest(outcome)
    simulation.story(outcome, click.echo)
    return int(outcome.broken is not None)
