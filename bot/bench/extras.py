"""What a benchmark needs beside Barta itself: gold data, peers and plots, which no reader of news does."""

from importlib.util import find_spec

from bot.domain.errors import BartaError


def needed(module: str) -> None:
    """Make sure that a module is there.

    Raises:
        BartaError: It is not; the message says how to get it.
    """
    if find_spec(module) is None:
        package = module.replace("_", "-")
        raise BartaError(
            f"This benchmark needs {package}: pip install {package}, or make setup in a checkout."
        )
