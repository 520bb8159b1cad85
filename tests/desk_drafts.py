"""Drafts of the small folder's article, as its files would save them."""

import tomllib
from copy import deepcopy
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from bot.domain.draft import NewDraft, OpenPoint
from bot.services.desk import Desk
from bot.store.sources import NewSource
from tests.small_folder import ARTICLE, BRIEF, PEOPLE, TEXT, TOPICS, span

TITLE = "তিন মাসে খুলছে সেতু"
OPEN = (
    OpenPoint("title.en", "the title has no English", "write it"),
    OpenPoint("summary.en", "the summary has no English", "write it"),
    OpenPoint("quotes.0.speaker", "nobody says who speaks", "name a speaker"),
    OpenPoint("quotes.1.speaker", "nobody says who speaks", "name a speaker"),
)
_SPANS = {
    "full": span("সেতুটি ৩ মাসের মধ্যে খুলে দেওয়া হবে,"),
    "term": span("বড় স্বস্তি"),
    "passage": span("কাজের দায়িত্বে আছেন দুজন ঠিকাদার"),
}
_SHA256 = sha256(TEXT.encode()).hexdigest()


def new_draft(key: str = "bridge", opened: tuple[OpenPoint, ...] = (), **changes: Any) -> NewDraft:  # noqa: ANN401 - any field
    """Give a finished draft, or one with open points; `changes` are those of its fields."""
    content = tomllib.loads(BRIEF.format(evidence=f"0, {TEXT.index('।')}", **_SPANS))
    del content["history"]
    article = tomllib.loads(ARTICLE.format(sha256=_SHA256, characters=len(TEXT)))
    around = {"article": article, "people": tomllib.loads(PEOPLE), "topic": tomllib.loads(TOPICS)["city"]}
    return NewDraft(key, {**content, "id": key, "status": "draft", **changes}, around, opened)


def unfinished(key: str = "bridge") -> NewDraft:
    """Give a draft whose English is missing, and who speaks."""
    draft = deepcopy(new_draft(key, OPEN))
    content = dict(draft.content)
    del content["title"]["en"], content["summary"]["en"]
    for quote in content["quotes"][:2]:
        del quote["speaker"]
    return NewDraft(key, content, draft.around, OPEN)


async def arrive(desk: Desk, *drafts: NewDraft, who: str = "রহিমা@desk") -> None:
    """Put drafts and their article into the store, as `barta draft` does."""
    now = datetime.now(UTC)
    await desk.store.sources.add(NewSource(_SHA256, "article.txt", "bridge-article", "bn", TEXT), now, who)
    await desk.store.drafts.save(drafts, now, who)
