"""Briefs before they are out, as editors work on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

# open: something is missing; ready: it may go out; held: an editor keeps it back; scheduled: it goes out when its embargo
# ends; published: it is out; withdrawn: nobody works on it any more.
DraftState = Literal["open", "ready", "held", "scheduled", "published", "withdrawn"]


@dataclass(frozen=True)
class OpenPoint:
    """What keeps a draft from being published: the field ("title.en", "quotes.2.speaker", "source"), what is open, the mend."""

    where: str
    what: str
    mend: str


@dataclass(frozen=True)
class Draft:
    """A brief's file as it was saved, and what stands around it.

    `content` is the table of its file. `around` holds "article", the table of article.toml, "people", the tables of who
    speaks in it by id, and "topic", the table of its topic; fields may be missing in all. From the store, they come as JSON
    has them, times as text and lists as lists. `stamp` counts its changes, decisions too; who decides names the stamp that
    they saw.
    """

    id: str
    stamp: int
    content: Mapping[str, Any]
    around: Mapping[str, Any]
    open: tuple[OpenPoint, ...]
    state: DraftState
    due: datetime | None
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True)
class NewDraft:
    """A brief's file to be saved as a draft: see `Draft`."""

    id: str
    content: Mapping[str, Any]
    around: Mapping[str, Any]
    open: tuple[OpenPoint, ...]


@dataclass(frozen=True)
class Guess:
    """Whom Barta takes for a quote's speaker, and how sure it is, 0..1."""

    speaker: str
    sure: float
