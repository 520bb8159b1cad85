"""What a demo lets the page do beyond what a person does in Telegram."""

from typing import Protocol


class Controls(Protocol):
    """Moves the demo's clock, corrects, and lets an article arrive."""

    async def next_briefing(self) -> int:
        """Go to the next time at which anybody is due a briefing; give how many get one, -1 where nobody ever is."""

    async def correct(self) -> str | None:
        """Correct a brief that somebody got; give its title in the visitor's language, None where nobody got any."""

    async def new_article(self) -> bool:
        """Let editors have the drafts of an article; say whether it is new, as it arrives once."""
