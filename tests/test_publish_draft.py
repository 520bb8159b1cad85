"""A draft goes out when nothing keeps it back: held to every rule, proven against its article, at its time."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from bot.content.open_points import to_draft
from bot.content.read import survey
from bot.domain.draft import NewDraft
from bot.domain.models import HistoryEntry, Library
from bot.services.drafts import points_of, publish_draft, release_due, schedule_file
from bot.store.engine import Store
from bot.store.sources import NewSource
from tests.small_folder import TEXT, SmallFolder
from tests.stores import both

NOW = datetime(2026, 11, 22, 14, 30, 15, 123456, tzinfo=UTC)
SECOND = NOW.replace(microsecond=0)
SHA256 = sha256(TEXT.encode()).hexdigest()
ANNA, RAHIM = "অ্যানা (712345)", "রহিম (712346)"
EMBARGO = 'status = "draft"\nembargo = 2026-11-22T18:00:00Z'
ENDS = datetime(2026, 11, 22, 18, tzinfo=UTC)

pytestmark = both


@pytest.fixture
def written(folder: SmallFolder) -> SmallFolder:
    """Give a folder whose one brief is a draft with nothing left open."""
    folder.edit('status = "published"', 'status = "draft"')
    folder.edit('[[history]]\ndate = 2025-07-03T18:00:00Z\nkind = "published"\n', "")
    return folder


def read(folder: SmallFolder) -> NewDraft:
    return to_draft(survey(folder.path), "bridge", TEXT)


async def save(store: Store, folder: SmallFolder, *, source: str = TEXT) -> None:
    """Save the draft, and its article for the quotes to be proven against."""
    await store.drafts.save([read(folder)], NOW, "বার্তা")
    await store.sources.add(NewSource(SHA256, "article.txt", "bridge-article", "bn", source), NOW, "বার্তা")


async def state(store: Store) -> tuple[str, int]:
    draft = await store.drafts.get("bridge")
    assert draft
    return draft.state, draft.stamp


async def open_fields(store: Store) -> list[str]:
    draft = await store.drafts.get("bridge")
    assert draft
    return [point.where for point in await points_of(store, draft, NOW)]


async def test_a_finished_draft_is_out_to_the_second_with_all_that_is_around_it(
    store: Store, written: SmallFolder
) -> None:
    await save(store, written)
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "published"
    (version,) = await store.versions.history("bridge")
    assert (version.brief.status, version.brief.published) == ("published", SECOND)
    assert version.brief.history == (HistoryEntry(date=SECOND, kind="published"),)
    assert version.brief.title.bn == "তিন মাসে খুলছে সেতু"
    assert version.around.people["rahima"].name.bn == "রহিমা খাতুন"
    assert version.around.sources["bridge"].sha256 == SHA256
    assert version.around.topics["city"].name.en == "City"
    assert version.by == ANNA
    assert await state(store) == ("published", 2)


async def test_two_editors_who_press_at_once_publish_it_once(
    store: Store, second: Store, written: SmallFolder
) -> None:
    await save(store, written)
    tries = (publish_draft(desk, "bridge", 1, NOW, who) for desk, who in ((store, ANNA), (second, RAHIM)))
    assert sorted(await asyncio.gather(*tries)) == ["decided", "published"]
    assert len(await store.versions.history("bridge")) == 1
    assert [deed.action for deed in await store.audit.of("bridge")] == ["drafted", "published"]


async def test_who_saw_an_older_draft_publishes_nothing(store: Store, written: SmallFolder) -> None:
    await save(store, written)
    written.edit("Bridge to open in three months", "Bridge opens in three months")
    await save(store, written)
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "changed"
    assert await publish_draft(store, "none-such", 1, NOW, ANNA) == "decided"
    assert await store.drafts.hold("bridge", 2, NOW, RAHIM)
    assert await publish_draft(store, "bridge", 2, NOW, ANNA) == "decided"
    assert await publish_draft(store, "bridge", 3, NOW, ANNA) == "published", (
        "a held one may go out after all"
    )


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('en = "Bridge to open in three months"', "", "title.en"),
        ('speaker = "kamal"', 'speaker = "nobody"', "quotes.1.speaker"),
        ('translation.en = "great relief"', "", "quotes.1.translation.en"),
        ("within 3 months,", "within 4 months,", "quotes.0.translation.en"),
        ('topic = "city"', 'topic = ""', "topic"),
        ('id = "bridge"', 'id = "flood"', "id"),
    ],
)
async def test_what_breaks_a_rule_stays_a_draft(
    store: Store, written: SmallFolder, old: str, new: str, where: str
) -> None:
    written.edit(old, new)
    draft = read(written)
    kept = NewDraft(draft.id, draft.content, draft.around, ())  # even where nobody had noted that it is open
    await store.drafts.save([kept], NOW, "বার্তা")
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "open"
    assert where in await open_fields(store)
    assert await state(store) == ("ready", 1)
    assert await store.versions.published() == {}


async def test_what_its_file_leaves_open_keeps_a_draft_back(store: Store, written: SmallFolder) -> None:
    written.edit('[[quotes]]\nspeaker = "kamal"', '[[quotes]]  # open: who speaks?\nspeaker = "kamal"')
    draft = read(written)
    assert draft.open
    await store.drafts.save([draft], NOW, "বার্তা")
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "open"


async def test_unfinished_surroundings_keep_a_draft_back(store: Store, written: SmallFolder) -> None:
    draft = read(written)
    around = {
        **draft.around,
        "article": {"id": "bridge-article"},
        "people": {"kamal": {"name": {"bn": "কামাল"}}},
    }
    await store.drafts.save([NewDraft(draft.id, draft.content, around, ())], NOW, "বার্তা")
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "open"
    assert {"article.publisher", "people.kamal.name.en"} <= set(await open_fields(store))


async def test_a_quote_that_is_not_what_stands_in_the_article_keeps_it_back(
    store: Store, written: SmallFolder
) -> None:
    await save(store, written, source=TEXT.replace("বড় স্বস্তি", "বড় শান্তি"))
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "open"
    assert "quotes.1.exact" in await open_fields(store)


async def test_a_source_that_changed_blocks_until_an_editor_clears_it(
    store: Store, written: SmallFolder
) -> None:
    await save(store, written)
    await store.sources.mark_changed(SHA256, "f" * 64, NOW, "বার্তা")
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "open"
    assert await open_fields(store) == ["source"]
    await store.sources.clear(SHA256, NOW, RAHIM)
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "published"


async def test_under_an_embargo_it_waits_and_goes_out_once_in_the_name_of_who_decided(
    store: Store, second: Store, written: SmallFolder
) -> None:
    written.edit('status = "draft"', EMBARGO)
    await save(store, written)
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "scheduled"
    assert await publish_draft(store, "bridge", 2, NOW, RAHIM) == "decided"
    await release_due(store, ENDS - timedelta(seconds=1))
    assert await store.versions.published() == {}
    await asyncio.gather(*(release_due(each, ENDS + timedelta(seconds=1)) for each in (store, second)))
    (version,) = await store.versions.history("bridge")
    assert (version.brief.published, version.brief.embargo, version.by) == (ENDS, ENDS, ANNA)
    assert version.brief.history == (HistoryEntry(date=ENDS, kind="published"),)
    assert [deed.action for deed in await store.audit.of("bridge")] == ["drafted", "scheduled", "published"]


async def test_what_cannot_go_out_when_its_time_comes_is_held_and_editors_are_told_once(
    store: Store, written: SmallFolder
) -> None:
    await store.editors.add(7, "অ্যানা", NOW)
    written.edit('status = "draft"', EMBARGO)
    await save(store, written)
    assert await publish_draft(store, "bridge", 1, NOW, ANNA) == "scheduled"
    await store.sources.mark_changed(SHA256, "f" * 64, NOW, "বার্তা")
    for _ in range(2):
        await release_due(store, ENDS)
    assert await store.versions.published() == {}
    assert (await state(store))[0] == "held"
    assert [(deed.who, deed.action) for deed in await store.audit.of("bridge")][1:] == [
        (ANNA, "scheduled"),
        ("Barta", "held"),
    ]
    (notice,) = await store.notices.untold(7)
    assert "bridge" in notice.text
    assert "changed since it was drafted" in notice.text


async def test_after_its_embargo_a_draft_goes_out_at_once(store: Store, written: SmallFolder) -> None:
    written.edit('status = "draft"', EMBARGO)
    await save(store, written)
    late = ENDS + timedelta(hours=2)
    assert await publish_draft(store, "bridge", 1, late, ANNA) == "published"
    assert (await store.versions.published())["bridge"].published == late.replace(microsecond=0)


def published_file(folder: SmallFolder, replaced: Mapping[str, str]) -> Library:
    for old, new in replaced.items():
        folder.edit(old, new)
    return survey(folder.path).library()


async def test_a_published_file_under_an_embargo_waits_too_and_saying_so_again_changes_nothing(
    store: Store, folder: SmallFolder
) -> None:
    library = published_file(folder, {'status = "published"': EMBARGO.replace("draft", "published")})
    for by in (ANNA, RAHIM, ""):
        await schedule_file(store, library, "bridge", NOW, by)
    assert await state(store) == ("scheduled", 2)
    await release_due(store, ENDS)
    assert await store.versions.published() == {"bridge": library.briefs["bridge"]}
    assert (await store.versions.history("bridge"))[0].by == ANNA


async def test_the_file_of_a_scheduled_draft_written_as_published_changes_nothing(
    store: Store, written: SmallFolder
) -> None:
    written.edit('status = "draft"', EMBARGO)
    await save(store, written)
    await publish_draft(store, "bridge", 1, NOW, ANNA)
    written.edit('status = "draft"', 'status = "published"')
    written.edit("published = 2025-07-03T18:00:00Z", "published = 2026-11-22T18:00:00Z")
    with written.brief.open("a", encoding="utf-8") as file:
        file.write('\n[[history]]\ndate = 2026-11-22T18:00:00Z\nkind = "published"\n')
    await schedule_file(store, survey(written.path).library(), "bridge", NOW, "")
    assert await state(store) == ("scheduled", 2)


async def test_a_start_leaves_what_an_editor_holds_and_an_editor_may_schedule_it_again(
    store: Store, folder: SmallFolder
) -> None:
    library = published_file(folder, {'status = "published"': EMBARGO.replace("draft", "published")})
    await schedule_file(store, library, "bridge", NOW, ANNA)
    assert await store.drafts.hold("bridge", 2, NOW, RAHIM)
    await schedule_file(store, library, "bridge", NOW, "")
    assert await state(store) == ("held", 3)
    await schedule_file(store, library, "bridge", NOW, ANNA)
    assert (await state(store))[0] == "scheduled"
