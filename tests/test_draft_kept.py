"""An article and its drafts are kept together or not at all, on both databases."""

import pytest

from bot.domain.draft import NewDraft
from bot.domain.errors import StoreConflictError
from bot.store.engine import Store
from bot.store.sources import NewSource
from tests.stores import NOON, both, brief, library_of

SOURCE = NewSource("0" * 64, "https://methopoth.example/setu", "2026-03-14-setu", "bn", "সেতুটি খুলেছে।")


def drafts(*keys: str) -> list[NewDraft]:
    """Give drafts as their files are read."""
    return [NewDraft(key, {"id": key, "title": {"bn": "সেতু"}}, {}, ()) for key in keys]


@both
async def test_an_article_is_kept_with_its_drafts(store: Store) -> None:
    await store.drafts.save(drafts("setu", "noukabaich"), NOON, "অনু", SOURCE)
    kept = await store.sources.get(SOURCE.sha256)
    assert kept
    assert (kept.text, kept.article_id, kept.added_by) == (SOURCE.text, SOURCE.article_id, "অনু")
    assert {draft.id for draft in await store.drafts.all()} == {"setu", "noukabaich"}


@both
async def test_where_one_draft_cannot_be_kept_neither_is_the_article_nor_another_draft(store: Store) -> None:
    await store.versions.record(library_of(brief()), NOON)
    with pytest.raises(StoreConflictError, match=brief().id):
        await store.drafts.save(drafts("setu", brief().id), NOON, "অনু", SOURCE)
    assert await store.sources.get(SOURCE.sha256) is None
    assert await store.drafts.all() == []
    assert await store.audit.of("setu") == []
