"""The commands that measure."""

import sys
from pathlib import Path

import click

from bot.cli.options import FILE, FOLDER, NEW_FOLDER, briefs_option

# Each command imports its work when it is called, so that none waits for what another needs.
# ruff: noqa: PLC0415


@click.group()
def bench() -> None:
    """Measure beside a peer, in one run."""


@bench.command()
@click.option("--count", default=3000, show_default=True, help="How many questions.")
@click.option("--latency", default=50, show_default=True, help="The API's latency in milliseconds.")
def replies(count: int, latency: int) -> None:
    """Replies a second of the bot and of a bare echo, on one core."""
    from bot.commands.bench import run_replies

    sys.exit(run_replies(count, latency))


@bench.command()
def romanise() -> None:
    """Romanised Bengali beside how it is said, over a pronunciation lexicon, with other romanisers."""
    from bot.commands.bench import run_romanise

    sys.exit(run_romanise())


@bench.command()
@click.option(
    "--articles",
    type=FOLDER,
    default="tests/articles",
    show_default=True,
    help="Folders bn and en of articles with their gold.",
)
def extract(articles: Path) -> None:
    """Quotes, speakers, sentences and summaries against articles marked by hand, with TextRank."""
    from bot.commands.bench import run_extract

    sys.exit(run_extract(articles))


@bench.command()
@click.option(
    "--queries",
    type=FILE,
    multiple=True,
    default=["tests/queries/article-report.tsv"],
    show_default=True,
    help="Lines of kind, question and expected ids, by tabs.",
)
@click.option(
    "--tune",
    type=FILE,
    default="tests/queries/article-tune.tsv",
    show_default=True,
    help="The same, to choose the others' thresholds on.",
)
@briefs_option
@click.option(
    "--out",
    type=NEW_FOLDER,
    default="bench-search",
    show_default=True,
    help="Where tables and plot are saved.",
)
@click.option("--only", multiple=True, metavar="SEARCH", help="Measure this one again, and keep the others.")
@click.option("--large", is_flag=True, help="Also beside 100,000 other briefs: ten minutes more.")
@click.option(
    "--million",
    is_flag=True,
    help="Also beside 100,000 and 1,000,000: half an hour, and once as long again to write the archive.",
)
def search(
    queries: tuple[Path, ...],
    tune: Path,
    briefs: Path | None,
    out: Path,
    only: tuple[str, ...],
    *,
    large: bool,
    million: bool,
) -> None:
    """Measure search beside six other ways, among made-up briefs; write a table and a plot."""
    from bot.commands.bench import SearchRun, run_search

    sizes = (0, 10_000) + (100_000,) * (large or million) + (1_000_000,) * million
    sys.exit(run_search(SearchRun(queries, tune, briefs, out, sizes, only)))


@bench.command("push")
@click.option(
    "--database",
    type=click.Choice(["sqlite", "postgresql", "both"]),
    default="both",
    show_default=True,
    help="Where the real processes keep what they know.",
)
@click.option("--only", multiple=True, metavar="NAME", help="Play this scenario alone.")
@click.option("--short", is_flag=True, help="A minute or two instead of half an hour.")
@click.option("--seeds", type=int, help="Run so many simulated worlds instead.")
@click.option("--first", default=0, show_default=True, help="The first one's seed.")
@click.option("--seed", type=int, help="Tell one simulated world instead, an event a line.")
@click.option("--smallest", is_flag=True, help="Leave out of that world what it is not broken without.")
@click.option(
    "--workers", default=1, show_default=True, help="How many processes share the simulated worlds."
)
def bench_push(
    database: str,
    only: tuple[str, ...],
    seeds: int | None,
    first: int,
    seed: int | None,
    workers: int,
    *,
    short: bool,
    smallest: bool,
) -> None:
    """Hold the promises about pushes: with real processes that crash, or in simulated worlds; exit 1 where one is broken."""
    from bot.commands.bench import run_push, tell_push
    from bot.commands.bench_push import run_scenarios

    if seed is not None:
        sys.exit(tell_push(seed, smallest=smallest))
    if seeds is not None:
        sys.exit(run_push(seeds, first, workers))
    sys.exit(run_scenarios(database, only, short=short))
