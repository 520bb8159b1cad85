"""Who is named in an article: each person and organisation once, by the first full name, with roles and sex."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

Sort = Literal["name", "role", "pronoun", "described"]


@dataclass(eq=False)
class Named:
    """A person or an organisation; `sex` is learnt from titles and pronouns, `likely` from the look of a first name."""

    full: str
    organisation: bool = False
    described: bool = False
    roles: set[str] = field(default_factory=set)
    sex: str = ""
    likely: str = ""

    @property
    def words(self) -> list[str]:
        """The words of the name, in lower case."""
        return [word for word in self.full.casefold().replace("’s", "").split() if len(word) > 2]  # noqa: PLR2004 - an initial names nobody


@dataclass(frozen=True)
class Found:
    """A name in the text as it was discovered: its span, and what stands around it that tells who it is."""

    start: int
    end: int
    named: Named


@dataclass(frozen=True)
class Mention:
    """A place that speaks of somebody: a name, a role, a pronoun, or a description such as `a resident`.

    `named` is None where it must be resolved; `oblique` says that it cannot be the subject of a verb.
    """

    start: int
    end: int
    sort: Sort
    named: Named | None
    oblique: bool


def united(found: Iterable[Found]) -> Iterator[Named]:
    """Give each one named once, by the fullest form of the first name, with all roles that any place gives."""
    kept: list[Named] = []
    for each in sorted(found, key=lambda place: (place.start, -place.end)):
        same = next((known for known in kept if same_name(known, each.named)), None)
        if same is None:
            kept.append(each.named)
            continue
        same.roles |= each.named.roles
        same.sex = same.sex or each.named.sex
        if len(each.named.words) > len(same.words) == 1:
            same.full = each.named.full
    yield from kept


def same_name(one: Named, other: Named) -> bool:
    """Say whether two names are of one: the words of the shorter are all in the longer."""
    ours, theirs = set(one.words), set(other.words)
    return (
        one.organisation == other.organisation
        and bool(ours and theirs)
        and (ours <= theirs or theirs <= ours)
    )
