"""From an article to briefs that are out: drafted, reviewed at a terminal to the end, published, and asked for."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from bot.domain.numerals import unmatched_numbers
from tests.bridge_draft import with_store
from tests.typist import Typist

ARTICLES = Path(__file__).parent / "articles"
SOURCES = [ARTICLES / "bn" / "tune-budget-velmora.txt", ARTICLES / "en" / "tune-tram-line.txt"]
WORDS = {
    "Publisher": "Newswire",
    "Credit in Bengali": "নিউজওয়্যার",
    "Credit in English": "Newswire",
    "Name in Bengali": "নাম পরে ঠিক হবে",
    "Name in English": "Somebody",
    "Title in Bengali": "খসড়া থেকে সংবাদ",
    "Title in English": "From a draft to the news",
    "Summary in Bengali": "এই সারাংশ সম্পাদক লিখেছেন।",
    "Summary in English": "An editor wrote this summary.",
    "Number or name": "1",
    "Number of a sentence, or d to drop the draft": "1",
    "Why": "কে বলেছেন তা জানা যায়নি",
}


class Editor:
    """Settles whatever a review asks, as its screens say: a word for each field, a translation with the quote's own numbers."""

    def __init__(self, folder: Path, words: Mapping[str, str] = WORDS) -> None:
        self._folder, self._words = folder, words
        self._draft, self._quote = "", 0

    def __call__(self, shown: str) -> str:
        """Give the answer to a screen."""
        if found := re.findall(r"── Quote (\d+) of \d+ ─+ (\S+)", shown):
            self._quote, self._draft = int(found[-1][0]) - 1, found[-1][1]
        prompt = shown.rpartition("\n")[2]
        if "[y/N]" in prompt:
            return "y"
        if prompt == "> ":
            return self._choose(shown.rpartition("\n──")[2])
        name = prompt.partition(" (")[0].rstrip(": ")
        return self._translation() if name.startswith("Translation") else self._words.get(name, "")

    def _choose(self, screen: str) -> str:
        if "p publish now" in screen:
            return "p"
        if "relayed by" in screen and "nobody is named" in screen and "term" not in screen:
            return "h"
        for field, key in (("title", "t"), ("summary", "s")):
            if re.search(rf"! the \w+ {field}", screen):
                return key
        return "l" if "still open" in screen.casefold() else "a"

    def _translation(self) -> str:
        (path,) = self._folder.rglob(f"{self._draft}.toml")
        quote = tomllib.loads(path.read_text(encoding="utf-8"))["quotes"][self._quote]
        numbers, _ = unmatched_numbers(quote["exact"], "")
        return " ".join(["…", *numbers])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of briefs with a topic and nothing else."""
    folder = tmp_path / "খবর"
    folder.mkdir()
    topic = '[city]\nname.bn = "শহর"\nname.en = "City"\n'
    (folder / "topics.toml").write_text(topic, encoding="utf-8")
    (folder / "people.toml").write_text("", encoding="utf-8")
    return folder


def tables(folder: Path) -> Iterator[dict[str, object]]:
    """Give what the files of briefs hold."""
    for path in sorted(folder.rglob("*.toml")):
        if path.name not in ("article.toml", "people.toml", "topics.toml"):
            yield tomllib.loads(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.parent.name)
def test_a_drafted_article_is_reviewed_to_the_end_and_published(
    source: Path, folder: Path, typist: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BARTA_BRIEFS", str(folder))
    assert typist.run("draft", source) == 0
    assert typist.run("review", types=Editor(folder)) == 0, typist.screen
    briefs = list(tables(folder))
    assert {brief["status"] for brief in briefs} == {"published"}, typist.screen
    out = with_store(lambda store: store.versions.published())
    assert set(out) == {brief["id"] for brief in briefs}
    assert typist.run("check", "--source", source) == 0, typist.screen
    assert "open" not in typist.screen
    assert typist.run("publish") == 0
    with_quote = next(brief for brief in briefs if "quotes" in brief)
    title = with_quote["title"][source.parent.name]  # type: ignore[index] # TOML's table
    assert typist.run("ask", title) == 0
    assert title.split()[0] in typist.screen
