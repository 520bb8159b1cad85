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


@barta.group(invoke_without_command=True)
@briefs_option
@click.option(
    "--dry-run", is_flag=True, help="Say what the next slots would send to how many; nothing is sent."
)
@click.pass_context
def push(context: click.Context, briefs: Path | None, *, dry_run: bool) -> None:
    """Send a brief at once, or say who would get what."""
    from bot.commands.push import run_forecast

    if context.invoked_subcommand:
        return
    if not dry_run:
        click.echo(context.get_help())
        context.exit(2)
    sys.exit(run_forecast(briefs))


@push.command("brief")
@briefs_option
@click.option("--urgent", is_flag=True, help="Also in quiet hours, and before all else.")
@click.option("--dry-run", is_flag=True, help="Show it and how many get it; nothing is sent.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.argument("brief", metavar="ID")
def push_brief(brief: str, briefs: Path | None, *, urgent: bool, dry_run: bool, yes: bool) -> None:
    """Send a brief at once to those who follow its topic, after showing it and asking."""
    from bot.commands.push import run_brief

    sys.exit(run_brief(brief, briefs, urgent=urgent, dry_run=dry_run, yes=yes))


@barta.group(invoke_without_command=True)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="How many.")
@click.option("--watch", is_flag=True, help="Show it anew every two seconds.")
@click.pass_context
def pushes(context: click.Context, limit: int, *, watch: bool) -> None:
    """List the last pushes: how far they have come, and why some were not sent."""
    from bot.commands.pushes import run_list

    if not context.invoked_subcommand:
        sys.exit(run_list(limit, watch=watch))


@pushes.command("show")
@click.argument("number", type=click.IntRange(min=1))
def show_push(number: int) -> None:
    """Show all that is known of a push."""
    from bot.commands.pushes import run_show

    sys.exit(run_show(number))


@barta.group()
def editor() -> None:
    """Say who may push briefs from their chat with the bot, by their Telegram user ids."""


@editor.command("add")
@click.argument("number", metavar="ID", type=click.IntRange(min=1))
@click.argument("name", default="")
def add_editor(number: int, name: str) -> None:
    """Make somebody an editor."""
    from bot.commands.editor import run_add

    sys.exit(run_add(number, name))


@editor.command("remove")
@click.argument("number", metavar="ID", type=click.IntRange(min=1))
def remove_editor(number: int) -> None:
    """Take the right to push from somebody."""
    from bot.commands.editor import run_remove

    sys.exit(run_remove(number))


@editor.command("list")
def list_editors() -> None:
    """List the editors."""
    from bot.commands.editor import run_list

    sys.exit(run_list())


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
