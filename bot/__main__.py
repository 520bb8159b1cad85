"""`python -m bot` is `barta`."""

from bot.cli import main

main()
