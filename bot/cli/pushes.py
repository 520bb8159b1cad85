"""The commands about pushes: sending a brief, seeing what became of it, and who may do so."""

import sys
from pathlib import Path

import click

from bot.cli.options import briefs_option

# Each command imports its work when it is called, so that none waits for what another needs.
# ruff: noqa: PLC0415


@click.group(invoke_without_command=True)
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


@click.group(invoke_without_command=True)
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


@click.group()
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
