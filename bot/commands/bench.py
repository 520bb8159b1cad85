"""`barta bench`: figures beside a peer's, in one run."""

import click

from bot.bench import replies


def run_replies(count: int, latency_ms: int) -> int:
    """Print how many replies a second each bot gives."""
    click.echo(f"{count} questions, one core a bot, an API that answers after {latency_ms} ms\n")
    click.echo(replies.table(replies.measure(count, latency_ms / 1000)))
    return 0
