"""A folder with one draft, as the drafter leaves it: the other language, the topic and who is who are open."""

import asyncio
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from unicodedata import normalize

from bot.settings import read_settings
from bot.store.engine import Store
from bot.store.sources import NewSource
from tests.small_folder import TEXT, TOPICS, span

SHA256 = sha256(TEXT.encode()).hexdigest()
_FULL, _TERM = span("সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,"), span("বড় স্বস্তি")

DRAFT = f"""# Drafted from the article. Open: title, summary and translations in en; the topic.
id = "bridge"
topic = "setu"
status = "draft"
published = 2026-11-22T10:00:00Z
evidence = [[0, {TEXT.index("।") + 1}]]

[title]
bn = "তিন মাসে খুলছে সেতু"

[summary]
bn = "মেয়র রহিমা খাতুন বলেছেন, সেতুটি তিন মাসে খুলবে। কামাল হোসেনের কথায় এটি “বড় স্বস্তি”।"

[[quotes]]  # রহিমা খাতুন; বলেন (sure 95%)
speaker = "rahima"
kind = "full"
exact = "সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,"
prefix = "সোমবার বলেন, “"
suffix = "” আর যানজট"
start = {_FULL[0]}
end = {_FULL[1]}

# The desk asked about this one.
[[quotes]]  # open: who speaks? কথায় (sure 55%)
speaker = "kamal"
kind = "term"
exact = "বড় স্বস্তি"
prefix = "কথায় এটি “"
suffix = "”। কাজের"
start = {_TERM[0]}
end = {_TERM[1]}
"""

ARTICLE = f"""# Open: publisher, credit and url; the date is that of the draft.
id = "bridge-article"
language = "bn"
published = 2026-11-22
published_inferred = true
sha256 = "{SHA256}"
characters = {len(TEXT)}
"""

KNOWN = """[kamal]
name.bn = "কামাল হোসেন"
name.en = "Kamal Hossain"
role.bn = "প্রকৌশলী"
role.en = "Engineer"
"""

NEW = """# Proposed: those whom people.toml does not have yet. Open: names in en.

[rahima]
name.bn = "রহিমা খাতুন"
"""

# What an editor types who settles everything: the article, the mayor, the topic, the words, both quotes, the English words.
ARTICLE_LINES = ["বার্তা", "", "Barta", "2026-11-20", ""]
PERSON_LINES = ["Rahima Khatun", "মেয়র", "Mayor"]
QUOTE_LINES = ["a", "The bridge will be opened within 3 months,", "a", "great relief"]
ENGLISH_LINES = [
    "Bridge to open in three months",
    "Mayor Rahima Khatun says the bridge will open in 3 months. Kamal Hossain calls it a “great relief”.",
]
ALL_LINES = [*ARTICLE_LINES, *PERSON_LINES, "1", "a", *QUOTE_LINES, *ENGLISH_LINES]


@dataclass(frozen=True)
class BridgeDraft:
    """The folder on the disk."""

    path: Path

    @property
    def draft(self) -> Path:
        """The file of the draft."""
        return self.path / "bridge-article" / "bridge.toml"

    @property
    def table(self) -> Mapping[str, Any]:
        """What the draft's file holds now."""
        return tomllib.loads(self.text)

    @property
    def text(self) -> str:
        """The draft's file as it is now."""
        return self.draft.read_text(encoding="utf-8")

    def record(self, name: str) -> Mapping[str, Any]:
        """Give what a file beside the draft holds now, or one of the whole folder."""
        path = self.draft.with_name(name)
        return tomllib.loads((path if path.exists() else self.path / name).read_text(encoding="utf-8"))

    def edit(self, old: str, new: str, name: str = "bridge.toml") -> None:
        """Replace words that stand once in a file."""
        path = self.draft.with_name(name)
        text, old = path.read_text(encoding="utf-8"), normalize("NFC", old)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, normalize("NFC", new)), encoding="utf-8")


def write_bridge_draft(directory: Path) -> BridgeDraft:
    """Write the folder under a directory, and keep its article in the store."""
    folder = BridgeDraft(directory / "briefs")
    folder.draft.parent.mkdir(parents=True)
    files = {
        "topics.toml": TOPICS,
        "people.toml": KNOWN,
        "bridge-article/people.toml": NEW,
        "bridge-article/article.toml": ARTICLE,
        "bridge-article/bridge.toml": DRAFT,
    }
    for name, text in files.items():
        (folder.path / name).write_text(normalize("NFC", text), encoding="utf-8")
    keep_source(SHA256, "article.txt", TEXT)
    return folder


def keep_source(sha256: str, origin: str, text: str, changed_to: str = "") -> None:
    """Put an article into the bot's store, as drafting does."""

    async def keep(store: Store) -> None:
        now = datetime.now(UTC)
        await store.sources.add(NewSource(sha256, origin, "bridge-article", "bn", text), now, "test")
        if changed_to:
            await store.sources.mark_changed(sha256, changed_to, now, "test")

    with_store(keep)


def with_store(work: Any) -> Any:  # noqa: ANN401 - whatever the work gives
    """Do something with the bot's store, and give what that gives."""

    async def run() -> Any:  # noqa: ANN401 - the same
        store = Store.open(read_settings().database_url)
        try:
            return await work(store)
        finally:
            await store.close()

    return asyncio.run(run())
