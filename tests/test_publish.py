"""Publishing records what readers get, shows it at once, and opens what carries changes to their copies."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.models import Bilingual, Brief, HistoryEntry
from bot.domain.search import Index
from bot.services.desk import Desk
from bot.services.publish import catch_up, publish
from bot.store.engine import Store
from tests.stores import both, brief, library_of, rows

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
BRIEF = "macron-putin-call"
NOTE = Bilingual(bn="আমরা ভুল লিখেছিলাম।", en="We were wrong.")

pytestmark = both


@pytest.fixture
async def desk(store: Store, index: Index) -> Desk:
    """Give a desk with the briefs that come with Barta, published."""
    desk = Desk(index, store)
    await publish(desk, index.library, NOW)
    return desk


def changed(before: Brief | None, kind: str, **fields: object) -> Brief:
    """Give a changed brief with the entry that says why."""
    assert before
    note = None if kind == "typo" else NOTE
    entry = HistoryEntry.model_validate({"date": NOW, "kind": kind, "note": note})
    return before.model_copy(update={"history": (*before.history, entry), **fields})


async def pushes(desk: Desk) -> list[tuple[str, str]]:
    """Give the kinds and keys of all pushes."""
    return [(row.kind, row.key) for row in await rows(desk.store, "SELECT kind, key FROM pushes ORDER BY id")]


async def test_the_first_versions_open_no_push_and_are_counted(desk: Desk) -> None:
    assert await pushes(desk) == []
    assert desk.news.latest == 14
    assert desk.news.version(BRIEF) == 1
    assert await publish(desk, desk.index.library, NOW) == []


async def test_a_new_brief_is_found_at_once(desk: Desk) -> None:
    new = brief(id="new-bridge", title=Bilingual(bn="পদ্মায় নতুন সেতু", en="A new bridge over the Padma"))
    assert await publish(desk, library_of(new, around=desk.index.library), NOW) == ["new-bridge"]
    assert desk.index.find("padma bridge").hits[0].brief == new
    assert list(desk.news.after(14)) == ["new-bridge"]


async def test_a_change_is_shown_and_opens_a_push_and_a_typo_is_no_news(desk: Desk) -> None:
    corrected = changed(desk.index.brief(BRIEF), "correction")
    await publish(desk, library_of(corrected, around=desk.index.library), NOW)
    assert desk.index.brief(BRIEF) == corrected
    typo = changed(corrected, "typo", title=Bilingual(bn="মাখোঁ ও পুতিন", en="Macron and Putin"))
    await publish(desk, library_of(typo, around=desk.index.library), NOW)
    assert await pushes(desk) == [("change", f"{BRIEF}:2"), ("change", f"{BRIEF}:3")]
    assert not desk.news.after(15)
    assert desk.news.version(BRIEF) == 3


async def test_a_retracted_brief_is_only_known_as_such(desk: Desk) -> None:
    await publish(
        desk,
        library_of(
            changed(desk.index.brief(BRIEF), "retraction", status="retracted"), around=desk.index.library
        ),
        NOW,
    )
    assert desk.index.published(BRIEF) is None
    assert await pushes(desk) == [("change", f"{BRIEF}:2")]


async def test_an_unexplained_change_and_a_draft_are_not_published(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    before = desk.index.brief(BRIEF)
    assert before
    silent = before.model_copy(update={"title": Bilingual(bn="অন্য শিরোনাম", en="Another title")})
    assert (
        await publish(
            desk, library_of(silent, brief(id="draft", status="draft"), around=desk.index.library), NOW
        )
        == []
    )
    assert desk.index.brief(BRIEF) == before
    assert desk.index.brief("draft") is None
    assert f'Brief {BRIEF}: "title" differs' in caplog.text


async def test_another_process_shows_it_a_second_later_and_sooner_where_it_is_needed(
    desk: Desk, second: Store, index: Index
) -> None:
    other = Desk(index, second)
    await catch_up(other, NOW)
    first = changed(desk.index.brief(BRIEF), "update")
    await publish(desk, library_of(first, around=desk.index.library), NOW)
    await catch_up(other, NOW + timedelta(seconds=0.5))
    assert other.index.brief(BRIEF) != first
    await catch_up(other, NOW + timedelta(seconds=1))
    assert other.index.brief(BRIEF) == first
    again = changed(first, "correction")
    await publish(desk, library_of(again, around=desk.index.library), NOW)
    await catch_up(other, NOW + timedelta(seconds=1), BRIEF, 3)
    assert other.index.brief(BRIEF) == again
    assert other.news.after(14) == desk.news.after(14)


async def test_a_process_that_starts_with_older_files_shows_what_was_published(
    desk: Desk, second: Store, index: Index, caplog: pytest.LogCaptureFixture
) -> None:
    corrected = changed(desk.index.brief(BRIEF), "correction")
    await publish(desk, library_of(corrected, around=desk.index.library), NOW)
    other = Desk(index, second)
    assert await publish(other, index.library, NOW) == []
    assert other.index.brief(BRIEF) == corrected
    assert BRIEF in caplog.text
    assert await pushes(desk) == [("change", f"{BRIEF}:2")]
