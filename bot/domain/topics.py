"""When a question only names a topic."""

from collections.abc import Mapping, Sequence

from bot.domain import analysis
from bot.domain.lexicon import Lexicon
from bot.domain.matching import Match
from bot.domain.models import Topic
from bot.domain.stems import STEMMED


class TopicNames:
    """The names and aliases of the topics, each as the set of its subjects."""

    def __init__(self, topics: Mapping[str, Topic], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._names: dict[frozenset[str], str] = {}
        for key, topic in topics.items():
            for name in (topic.name.bn, topic.name.en, *topic.aliases):
                self._names.setdefault(self._subjects(name), key)
        self._names.pop(frozenset(), None)

    def _subjects(self, name: str) -> frozenset[str]:
        found = analysis.units(analysis.tokens(name, self._lexicon), self._lexicon)
        return frozenset(_subject(unit.concepts, unit.tokens[-1].keys[-1]) for unit in found)

    def named(self, matches: Sequence[Match]) -> str | None:
        """Give the topic whose name the question is, whatever it asks of it; None where it says more or less."""
        asked = frozenset(_subject(match.concepts, match.unit.tokens[-1].keys[-1]) for match in matches)
        return self._names.get(asked)


def _subject(concepts: Mapping[str, float], key: str) -> str:
    """Give the concept that a word stands for, or its key where it only comes near one or may be misspelt."""
    best = max(concepts, key=lambda name: (concepts[name], name), default=None)
    return best if best is not None and concepts[best] >= STEMMED else key
