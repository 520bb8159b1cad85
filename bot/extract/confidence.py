"""How likely an attribution is right: a logistic regression over what supports it.

Fitted to the tests' articles for tuning (`tests/articles/*/tune-*`), half of the names and roles that the lists know left out
of them at random, as an article has them that nobody has seen; `barta bench extract` prints how well it keeps its word.
"""

from dataclasses import dataclass
from math import exp
from typing import Final, Literal

from bot.domain.models import Language

UNSURE: Final = 0.9  # below it the speaker is the editor's to settle
_FLAGS: Final = ("lone", "new", "inside", "far", "strange", "embedded")
_WEIGHTS: Final = {
    "always": 4.41,
    "described": -1.44,
    "role": -1.04,
    "pronoun": -1.38,
    "carried": -2.52,
    "nobody": 2.85,
    "bn": -0.49,
    "lone": 0.32,
    "new": -1.76,
    "inside": -1.32,
    "far": -0.66,
    "strange": -1.28,
    "embedded": -1.15,
}


@dataclass(frozen=True)
class Evidence:
    """What tells who speaks.

    `sort` is how the text names the one, or that it does not: `carried` from the quote before, `nobody`. `lone` says
    that a verb of saying has no subject, as Bengali leaves it out of whoever goes on; `new` that a role was nobody's so
    far; `inside` that the quote itself names the speaker; `far` that the sentence before was not about the speaker;
    `strange` that words stand around the quote that may be a name; `embedded` that the words are no speech of their own.
    """

    sort: Literal["name", "described", "role", "pronoun", "carried", "nobody"]
    language: Language
    lone: bool = False
    new: bool = False
    inside: bool = False
    far: bool = False
    strange: bool = False
    embedded: bool = False

    @property
    def features(self) -> dict[str, float]:
        """The evidence as numbers, by name."""
        flags = {name: float(getattr(self, name)) for name in _FLAGS}
        return {"always": 1.0, self.sort: 1.0, self.language: 1.0, **flags}

    @property
    def probability(self) -> float:
        """How likely the speaker is right, 0..1."""
        odds = sum(_WEIGHTS.get(name, 0.0) * value for name, value in self.features.items())
        return round(1 / (1 + exp(-odds)), 3)
