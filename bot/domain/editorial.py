"""What an editor is told: a fault of a file, and the mend for it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """Something wrong in a file of briefs; its text is `file:line: what; mend`."""

    file: str
    line: int | None
    what: str
    mend: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.what}; {self.mend}"
