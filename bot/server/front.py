"""Where the bot listens."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Front:
    """A host and port to listen at, and the address to which Telegram posts updates with `secret`; "" where they are polled."""

    host: str
    port: int
    webhook: str = ""
    secret: str = ""
