"""The command line: every command of `barta`, its options, and where its work is done."""

import sys
from pathlib import Path

import click

from bot import __version__
from bot.cli.amending import correct, corrections, retract
from bot.cli.bench import bench
from bot.cli.options import FILE, briefs_option
from bot.cli.pushes import editor, push, pushes
from bot.domain.errors import BartaError

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
@click.option(
    "--feed", is_flag=True, help="SOURCE is an RSS or Atom feed: draft the articles of its new entries."
)
@click.option(
    "--limit",
    type=click.IntRange(1, 100),
    default=10,
    show_default=True,
    help="At most so many articles of a feed.",
)
@click.option("--again", is_flag=True, help="Draft an article once more that was drafted before.")
@click.argument("source")
def draft(source: str, briefs: Path | None, limit: int, *, as_json: bool, feed: bool, again: bool) -> None:
    """Draft briefs from an article or a feed: a text or HTML file, or an address."""
    from bot.commands.draft import run, run_feed, run_json

    if as_json + feed + again > 1:
        raise click.UsageError("--json, --feed and --again go each alone.")
    if as_json:
        sys.exit(run_json(source))
    sys.exit(run_feed(source, briefs, limit) if feed else run(source, briefs, again=again))


@barta.command()
@briefs_option
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(exists=True, path_type=Path))
def review(paths: tuple[Path, ...], briefs: Path | None) -> None:
    """Go through what is open in drafts, point by point: all that wait, or those under the paths."""
    from bot.commands.review import run

    sys.exit(run(paths, briefs))


@barta.command()
@briefs_option
@click.option("--dry-run", is_flag=True, help="Show what would change; nothing is stored.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    "--clear-source", metavar="ARTICLE-ID", help="Let an article's briefs go out though it has changed."
)
@click.argument("paths", nargs=-1, metavar="[PATH]…", type=click.Path(exists=True, path_type=Path))
def publish(
    paths: tuple[Path, ...], briefs: Path | None, clear_source: str | None, *, dry_run: bool, yes: bool
) -> None:
    """Put briefs before the readers: what differs from what is out, or the files under the paths, drafts too."""
    from bot.commands.publish import run, run_clear

    if clear_source:
        sys.exit(run_clear(clear_source, briefs, yes=yes))
    sys.exit(run(paths, briefs, dry_run=dry_run, yes=yes))


@barta.command()
@click.option(
    "--diff",
    is_flag=False,
    flag_value="every",
    metavar="[NUMBER]",
    help="Show what this version changed, or each of them.",
)
@click.argument("brief", metavar="ID")
def history(brief: str, diff: str | None) -> None:
    """Show who changed what in a brief, and when."""
    from bot.commands.history import run

    sys.exit(run(brief, diff))


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


for command in (correct, retract, corrections, push, pushes, editor, bench):
    barta.add_command(command)


def main() -> None:
    """Run the command line; an expected error is a message and exit status 2, never a traceback."""
    try:
        barta()
    except BartaError as error:
        from bot.domain.models import without_hidden

        click.echo(without_hidden(f"barta: {error}"), err=True)
        sys.exit(2)
    except OSError as error:
        click.echo(f"barta: {error.strerror or error}", err=True)
        sys.exit(1)
