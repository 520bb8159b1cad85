"""A folder of briefs that keeps every rule, on an article of four lines: tests break one rule of it at a time."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from unicodedata import normalize

from bot.content.check import SourceFile, check
from bot.content.read import survey
from bot.domain.models import Brief
from bot.extract.source_file import read_source

TEXT = normalize(
    "NFC",
    """ঢাকা (বার্তা) – মেয়র রহিমা খাতুন সোমবার বলেন, “সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,” আর যানজট কমবে।
প্রকৌশলী কামাল হোসেনের কথায় এটি “বড় স্বস্তি”। কাজের দায়িত্বে আছেন দুজন ঠিকাদার।

নদীর ওপর নতুন সেতু, জানুয়ারি ২০২৫। (ছবি: বার্তা)
কামাল বলেন, “আগে দুটি লেন চালু হবে, পরে বাকিগুলো, সবার শেষে ফুটপাত।” তিনি সময় জানাননি।""",
)

PEOPLE = """[rahima]
name.bn = "রহিমা খাতুন"
name.en = "Rahima Khatun"
role.bn = "মেয়র"
role.en = "Mayor"

[kamal]
name.bn = "কামাল হোসেন"
name.en = "Kamal Hossain"
"""

TOPICS = """[city]
name.bn = "শহর"
name.en = "City"
"""

BRIEF = """id = "bridge"
topic = "city"
status = "published"
published = 2025-07-03T18:00:00Z
evidence = [[{evidence}]]

[title]
bn = "তিন মাসে খুলছে সেতু"
en = "Bridge to open in three months"

[summary]
bn = "মেয়র রহিমা খাতুন বলেছেন, সেতুটি তিন মাসে খুলবে। কামাল হোসেনের কথায় এটি “বড় স্বস্তি”।"
en = "Mayor Rahima Khatun says the bridge will open in 3 months. Kamal Hossain calls it a “great relief”."

[[quotes]]
speaker = "rahima"
kind = "full"
exact = "সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,"
prefix = "সোমবার বলেন, “"
suffix = "” আর যানজট"
start = {full[0]}
end = {full[1]}
translation.en = "The bridge will be opened within 3 months,"

[[quotes]]
speaker = "kamal"
kind = "term"
exact = "বড় স্বস্তি"
prefix = "কথায় এটি “"
suffix = "”। কাজের"
start = {term[0]}
end = {term[1]}
translation.en = "great relief"

[[quotes]]
kind = "passage"
exact = "কাজের দায়িত্বে আছেন দুজন ঠিকাদার"
prefix = "স্বস্তি”। "
suffix = "।"
start = {passage[0]}
end = {passage[1]}
translation.en = "two contractors are in charge of the work"

[[history]]
date = 2025-07-03T18:00:00Z
kind = "published"
"""

ARTICLE = """id = "bridge-article"
publisher = "বার্তা"
credit.bn = "বার্তা"
credit.en = "Barta"
language = "bn"
published = 2025-07-03
sha256 = "{sha256}"
characters = {characters}
"""


def span(words: str) -> tuple[int, int]:
    """Give where words stand in the article."""
    start = TEXT.index(normalize("NFC", words))
    return start, start + len(normalize("NFC", words))


@dataclass(frozen=True)
class SmallFolder:
    """The folder on the disk, with the article's text beside it."""

    path: Path
    source: Path

    @property
    def brief(self) -> Path:
        """The file of its one brief."""
        return self.path / "bridge-article" / "bridge.toml"

    def edit(self, old: str, new: str, name: str = "bridge-article/bridge.toml") -> None:
        """Replace words that stand once in a file."""
        path = self.path / name
        text, old = path.read_text(encoding="utf-8"), normalize("NFC", old)
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def line(self, words: str, name: str = "bridge-article/bridge.toml") -> int:
        """Give the line, from 1, on which words first stand in a file."""
        text = (self.path / name).read_text(encoding="utf-8")
        return text[: text.index(words)].count("\n") + 1

    def faults(self, *, proven: bool = True, published: dict[str, Brief] | None = None) -> list[str]:
        """Give the check's faults, each path relative to the folder."""
        source = read_source(self.source) if proven else None
        assert source is None or isinstance(source, SourceFile)
        found = check(survey(self.path), source, published or {})
        return [str(fault).replace(f"{self.path}/", "") for fault in found]


def write_small_folder(directory: Path) -> SmallFolder:
    """Write the folder and the article's text under a directory."""
    folder = SmallFolder(directory / "briefs", directory / "article.txt")
    folder.brief.parent.mkdir(parents=True)
    folder.source.write_text(TEXT, encoding="utf-8")
    words = {
        "full": span("সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,"),
        "term": span("বড় স্বস্তি"),
        "passage": span("কাজের দায়িত্বে আছেন দুজন ঠিকাদার"),
    }
    files = {
        "people.toml": PEOPLE,
        "topics.toml": TOPICS,
        "bridge-article/bridge.toml": BRIEF.format(evidence=f"0, {TEXT.index('।')}", **words),
        "bridge-article/article.toml": ARTICLE.format(
            sha256=sha256(TEXT.encode()).hexdigest(), characters=len(TEXT)
        ),
    }
    for name, text in files.items():
        (folder.path / name).write_text(normalize("NFC", text), encoding="utf-8")
    return folder
