"""How well quotes, speakers, sentences and summaries are found in articles whose gold was marked by hand, and how fast."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import fmean
from time import process_time
from typing import Any, Final

from bot.bench.textrank import rouge_1, textrank
from bot.domain.text import words
from bot.extract.confidence import UNSURE
from bot.extract.extraction import Extraction
from bot.extract.source_file import read_article
from bot.extract.summary import LONGEST_SUMMARY, summary

WANTED_A_MINUTE = 200
BANDS: Final = (0.0, 0.6, 0.8, 0.9, 0.95, 1.01)  # of confidence: from one to below the next


@dataclass
class Tally:
    """What was found in some articles, against their gold."""

    articles: int = 0
    hits: int = 0
    found: int = 0
    gold: int = 0
    kinds: list[bool] = field(default_factory=list)
    speakers: list[bool] = field(default_factory=list)
    judged: list[tuple[float, bool, bool]] = field(
        default_factory=list
    )  # confidence, unsure, right: no titles
    captions: list[bool] = field(default_factory=list)
    sentences: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    peers: list[float] = field(default_factory=list)
    seconds: float = 0.0


def measure(paths: Iterable[Path]) -> Tally:
    """Extract each article and compare it with the gold beside it."""
    tally = Tally()
    for path in paths:
        gold = json.loads(path.with_suffix(".gold.json").read_text(encoding="utf-8"))
        begun = process_time()
        extraction = Extraction(read_article(path).document)
        found = extraction.as_json()
        tally.seconds += process_time() - begun
        tally.articles += 1
        _compare(tally, gold, found)
        reference = gold.get("summary", {}).get(found["language"])
        if reference:
            _summaries(tally, extraction, reference)
    return tally


def _compare(tally: Tally, gold: Mapping[str, Any], found: Mapping[str, Any]) -> None:
    ours, theirs = _keyed(gold["quotes"]), _keyed(found["quotes"])
    tally.hits += (ours & theirs).total()
    tally.found += theirs.total()
    tally.gold += ours.total()
    by_key = {_key(quote): quote for quote in found["quotes"]}
    for quote in gold["quotes"]:
        match = by_key.get(_key(quote))
        if match:
            tally.kinds.append(match["kind"] == quote["kind"])
        names = (quote["speaker"], quote.get("speaker_described"))
        right = match is not None and any(_same(name, match["speaker"]) for name in names)
        if quote["kind"] == "full":
            tally.speakers.append(right)
        if match and "title" not in (match["kind"], quote["kind"]):
            tally.judged.append((match["confidence"], match["unsure"], right))
    tally.captions.append(gold["captions"] == found["captions"])
    tally.sentences.append(1 - min(1.0, abs(gold["sentences"] - found["sentences"]) / gold["sentences"]))


def _key(quote: Mapping[str, Any]) -> tuple[int, str]:
    return quote["paragraph"], quote["exact"].strip()


def _keyed(quotes: Iterable[Mapping[str, Any]]) -> Counter[tuple[int, str]]:
    return Counter(map(_key, quotes))


def _same(gold: str | None, found: str | None) -> bool:
    ours, theirs = set(words(gold or "")), set(words(found or ""))
    return ours == theirs or bool(ours and theirs and (ours <= theirs or theirs <= ours))


def _summaries(tally: Tally, extraction: Extraction, reference: str) -> None:
    document = extraction.document
    chosen = [document.text[each.start : each.end] for each in summary(document, document.sentences)]
    every = [document.text[each.start : each.end] for each in document.sentences]
    tally.ours.append(rouge_1(" ".join(chosen), reference))
    tally.peers.append(rouge_1(" ".join(textrank(every, LONGEST_SUMMARY)), reference))


def table(tallies: Mapping[str, Tally]) -> str:
    """Give the figures, a set of articles a line, and the speed of all."""
    heads = f"{'':14}{'articles':>9}{'quotes':>8}{'spans F1':>10}{'kind':>7}{'speaker':>9}{'captions':>10}{'sentences':>11}"
    return "\n".join([heads, *(_row(name, tally) for name, tally in tallies.items())])


def _row(name: str, tally: Tally) -> str:
    spans = 2 * tally.hits / max(1, tally.found + tally.gold)
    shares = (fmean(each) for each in (tally.kinds, tally.speakers, tally.captions, tally.sentences))
    kind, speaker, captions, sentences = shares
    figures = f"{spans:10.3f}{kind:7.3f}{speaker:9.3f}{captions:10.3f}{sentences:11.3f}"
    return f"{name:14}{tally.articles:9}{tally.gold:8}{figures}"


def reliability(tallies: Mapping[str, Tally]) -> str:
    """Give how often speakers are right in each band of confidence, and of how many an editor is asked."""
    lines = ["Confidence against the share of speakers that are right, all quotes but titles:"]
    for name, tally in tallies.items():
        lines += [f"  {name:10}{_band(tally, low, high)}" for low, high in pairwise(BANDS)]
    lines += [f"  {name:10}{_asked(tally)}" for name, tally in tallies.items()]
    return "\n".join(lines)


def _band(tally: Tally, low: float, high: float) -> str:
    found = [(confidence, right) for confidence, _, right in tally.judged if low <= confidence < high]
    if not found:
        return f"{low:.2f} to {min(high, 1):.2f}: none"
    said, right = fmean(each[0] for each in found), fmean(each[1] for each in found)
    return f"{low:.2f} to {min(high, 1):.2f}: {len(found):4} quotes, said {said:.3f}, right {right:.3f}"


def _asked(tally: Tally) -> str:
    wrong = [unsure for _, unsure, right in tally.judged if not right]
    fine = [unsure for _, unsure, right in tally.judged if right]
    return f"unsure (below {UNSURE}): {sum(wrong)} of {len(wrong)} wrong, {sum(fine)} of {len(fine)} right"


def summaries_and_speed(tallies: Sequence[Tally]) -> str:
    """Give ROUGE-1 beside TextRank's on the same articles, and articles a minute on one core."""
    ours = [score for tally in tallies for score in tally.ours]
    peers = [score for tally in tallies for score in tally.peers]
    rate = 60 * sum(tally.articles for tally in tallies) / sum(tally.seconds for tally in tallies)
    return (
        f"Summaries of {LONGEST_SUMMARY} words at most, ROUGE-1 F1 over {len(ours)} articles: "
        f"Barta {fmean(ours):.3f}, TextRank {fmean(peers):.3f}\n"
        f"Speed: {rate:,.0f} articles a minute on one core, {rate / WANTED_A_MINUTE:.1f} times the {WANTED_A_MINUTE} wanted"
    )
