"""Credit for answers to a file of questions, by the rules that the project is judged by."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from bot.domain.choice import choose_quote
from bot.domain.search import Found, Index
from bot.semantic import Reranker

QUERIES = Path(__file__).with_name("queries")


def credit(expected: str, found: Found) -> float:
    """Give 0, a half or 1 for what was found where `expected` stands in the file."""
    wanted = set(expected.split("|"))
    ids = [hit.brief.id for hit in found.hits]
    if expected.startswith("topic:"):
        return float(bool(found.hits) and found.hits[0].brief.topic == expected.removeprefix("topic:"))
    if expected == "none":
        return {"none": 1.0, "suggest": 0.5}.get(found.outcome, 0.0)
    if expected == "near":
        return float(found.outcome in ("none", "suggest"))
    if found.outcome == "answer":
        return float(ids[0] in wanted)
    return 0.5 * bool(wanted.intersection(ids[:3]))


def measure(index: Index, path: Path, judge: Reranker | None = None) -> Mapping[str, float]:
    """Give the mean credit of each kind of question in a file, and of `all`."""
    found: dict[str, list[float]] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, query, expected = line.split("\t")
            why = index.explain(query)
            value = credit(expected, (judge.judge(index, query, why) if judge else why).found)
            found[kind].append(value)
            found["all"].append(value)
    return {kind: sum(values) / len(values) for kind, values in found.items()}


def measure_quotes(indexes: Mapping[str, Index], path: Path) -> tuple[Mapping[str, float], list[str]]:
    """Give the share of questions, of each corpus and of `all`, for which the right quote of the right brief is chosen."""
    found: dict[str, list[float]] = defaultdict(list)
    missed: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            corpus, query, key, place = line.split("\t")
            brief = indexes[corpus].library.briefs[key]
            chosen = choose_quote(indexes[corpus], brief, indexes[corpus].explain(query))
            right = chosen == brief.shown_quotes[int(place)]
            if not right:
                missed.append(f"{query}: {key} {chosen and brief.shown_quotes.index(chosen)}, not {place}")
            found[corpus].append(right)
            found["all"].append(right)
    return {kind: sum(values) / len(values) for kind, values in found.items()}, missed


def measure_ways(indexes: Mapping[str, Index], path: Path) -> tuple[Mapping[str, float], list[str]]:
    """Give the mean credit of each way of asking in a file of several corpora, and what got less than all of it."""
    found: dict[str, list[float]] = defaultdict(list)
    missed: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            corpus, way, query, expected = line.split("\t")
            value = credit(expected, indexes[corpus].find(query))
            if value < 1:
                missed.append(f"{query}: {expected}")
            found[way].append(value)
            found["all"].append(value)
    return {way: sum(values) / len(values) for way, values in found.items()}, missed
