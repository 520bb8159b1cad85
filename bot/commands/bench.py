"""`barta bench`: figures beside a peer's, in one run."""

import click

from bot.bench import replies, romanise


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
