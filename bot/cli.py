"""The command line: every command of `barta`, its options, and where its work is done."""

import sys
from pathlib import Path

import click

from bot import __version__
from bot.domain.errors import BartaError

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
briefs_option = click.option("--briefs", type=FOLDER, help="Read the briefs of another folder.")

# Each command imports its work when it is called, so that none waits for what another needs.
# ruff: noqa: PLC0415


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="barta")
def barta() -> None:
    """Barta answers in Bengali and English with sourced news briefings."""


@barta.command()
@briefs_option
@click.option("--source", type=FILE, help="Prove every offset and quote against the article's text.")
@click.option("--fix", is_flag=True, help="Rewrite what is not in Unicode's composed form (NFC).")
def check(briefs: Path | None, source: Path | None, *, fix: bool) -> None:
    """Hold every brief to the rules of the format; exit 1 on any fault."""
    from bot.commands.check import run

    sys.exit(run(briefs, source, fix=fix))


@barta.command()
@briefs_option
@click.option("--jsonl", is_flag=True, help="Read a question a line; print an answer in JSON a line.")
@click.option(
    "--explain", is_flag=True, help="Show why: how each word was read, the nearest briefs, the reason."
)
@click.option(
    "--language",
    type=click.Choice(["bn", "en"]),
    help="Answer in this language where the question leaves it open.",
)
@click.argument("question", nargs=-1)
def ask(
    briefs: Path | None, question: tuple[str, ...], language: str | None, *, jsonl: bool, explain: bool
) -> None:
    """Answer a question in the terminal."""
    from bot.commands.ask import run

    sys.exit(run(briefs, " ".join(question), language=language, jsonl=jsonl, explain=explain))


@barta.command()
@briefs_option
@click.option("--json", "as_json", is_flag=True, help="Print what was found, and write nothing.")
@click.argument("source", type=FILE)
def draft(source: Path, briefs: Path | None, *, as_json: bool) -> None:
    """Draft briefs from an article: a text or HTML file."""
    from bot.commands.draft import run

    sys.exit(run(source, briefs, as_json=as_json))


@barta.command()
def run() -> None:
    """Run the bot on Telegram; settings are BARTA_… variables or a .env file."""
    from bot.commands.run import run

    sys.exit(run())


@barta.command()
@briefs_option
@click.option(
    "--port", type=click.IntRange(0, 65535), help="The page's port: 8200 where that is free; 0 takes any."
)
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
def demo(briefs: Path | None, port: int | None, *, browser: bool) -> None:
    """Try the bot in the browser: no token, no account, no network."""
    from bot.commands.demo import run

    sys.exit(run(briefs, port, browser=browser))


@barta.group()
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


def main() -> None:
    """Run the command line; an expected error is a message and exit status 2, never a traceback."""
    try:
        barta()
    except BartaError as error:
        click.echo(f"barta: {error}", err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"barta: {error.strerror or error}", err=True)
        sys.exit(1)
