"""What a briefing tells of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recorded:
    """How far a brief has come: its latest version, and the running numbers of its first version, its last, and the last that readers are told of, which a misprint's mending is not."""

    version: int
    first: int
    last: int
    told: int
