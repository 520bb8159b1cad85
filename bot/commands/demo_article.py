"""The demo's article: an invented event, drafted as any other, with what an editor would have added to its draft."""

import asyncio
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

from bot.content.edit import Editable
from bot.content.new_folder import write_folder
from bot.content.open_points import to_draft
from bot.content.read import survey
from bot.domain.draft import NewDraft
from bot.domain.models import Library
from bot.extract.drafts import Drafter, Known
from bot.extract.extraction import Extraction
from bot.extract.source_file import read_article
from bot.store.engine import Store
from bot.store.sources import NewSource

# Place and people are invented, and every brief of it says that it is an example.
_NAME = "meghdubi-example.txt"
_TEXT = """মেঘডুবি (উদাহরণ) – মেঘডুবি শহরের পুরোনো গ্রন্থাগারটি তিন বছর পর শনিবার আবার খুলছে। গ্রন্থাগারিক শিরীন আখতার বলেন, “প্রথম দিন থেকেই শিশুরা বিনা মূল্যে বই নিতে পারবে।”
মেয়র তপন মজুমদার বলেন, “এই শহরে বসে পড়ার একটা জায়গার খুব দরকার ছিল।” তিনি জানান, মেরামতের পর গ্রন্থাগারে এখন ১২ হাজার বই আছে।
"""
_TOPICS = """[example]
name.bn = "ডেমোর উদাহরণ"
name.en = "Demo example"
aliases = ["গ্রন্থাগার", "মেঘডুবি", "library", "Meghdubi"]
"""
_BRIEF = {
    "topic": "example",
    "title": {
        "bn": "উদাহরণ: মেঘডুবির গ্রন্থাগার আবার খুলছে",
        "en": "Example: Meghdubi’s library opens again",
    },
    "summary": {
        "bn": "তিন বছর পর শনিবার আবার খুলছে মেঘডুবি শহরের পুরোনো গ্রন্থাগার। মেরামতের পর সেখানে এখন ১২ হাজার বই। খবরটি ডেমোর জন্য বানানো।",
        "en": "The old library of the town of Meghdubi opens again on Saturday after three years. It has 12 thousand books after the repairs. This story was invented for the demo.",
    },
}
_TRANSLATIONS = (
    "From the very first day, children will be able to borrow books free of charge.",
    "This town badly needed a place to sit and read.",
)
_ARTICLE = {
    "publisher": "বার্তা",
    "published_inferred": False,
    "credit": {"bn": "ডেমোর জন্য বানানো উদাহরণ", "en": "An example invented for the demo"},
}
_PEOPLE = {
    "শিরীন আখতার": ("Shirin Akhtar", "গ্রন্থাগারিক", "librarian"),
    "তপন মজুমদার": ("Tapan Majumdar", "মেয়র", "mayor"),
}


async def arrive(store: Store, now: datetime, who: str) -> str:
    """Put the article and its draft into the store; give the draft's id. It arrives once, however often it is called."""
    draft, source = await asyncio.to_thread(_draft, now)
    if await store.drafts.get(draft.id) is None:
        await store.drafts.save([draft], now, who, source)
    return draft.id


def _draft(now: datetime) -> tuple[NewDraft, NewSource]:
    """Draft the article, and complete what the drafter leaves open."""
    with TemporaryDirectory(prefix="barta-demo-") as beside:
        root = Path(beside)
        (root / _NAME).write_text(normalize("NFC", _TEXT), encoding="utf-8")
        article = read_article(root / _NAME)
        drafted = Drafter(Extraction(article.document), article, now, Known(Library())).draft()
        (root / "topics.toml").write_text(normalize("NFC", _TOPICS), encoding="utf-8")
        write_folder(root / drafted.folder, drafted.files)
        _complete(root / drafted.folder)
        contents, text = survey(root), article.document.text
    (key,) = contents.drafts
    source = NewSource(article.sha256, _NAME, drafted.folder, article.document.language, text)
    return to_draft(contents, key, text), source


def _complete(folder: Path) -> None:
    (path,) = (path for path in folder.iterdir() if path.name not in ("article.toml", "people.toml"))
    brief = Editable.open(path)
    for field, value in _BRIEF.items():
        brief.set(value, field)
    for number, words in enumerate(_TRANSLATIONS):
        brief.set(words, "quotes", number, "translation", "en")
    article, people = Editable.open(folder / "article.toml"), Editable.open(folder / "people.toml")
    for field, stated in _ARTICLE.items():
        article.set(stated, field)
    for key, table in people.get().items():
        name, *role = _PEOPLE[table["name"]["bn"]]
        people.set(name, key, "name", "en")
        people.set(dict(zip(("bn", "en"), role, strict=True)), key, "role")
    for file in (brief, article, people):
        file.save()
