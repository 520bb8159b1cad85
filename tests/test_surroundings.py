"""Versions keep what stands around a brief, so that it can be shown where its files are not, and who published it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.models import Article, Bilingual, Brief, HistoryEntry, Library, Person, Quote, Record, Topic
from bot.store.engine import Store
from bot.store.tables import versions
from tests.stores import NOON, both, brief, rows, work

ANNA = "অ্যানা (712345)"
KEY = "film-exchange"

pytestmark = both


def surrounded(written: Brief | None = None, **changes: Record) -> Library:
    """Give a brief with its speaker, its article and its topic, and a person whom it does not name."""
    quote = Quote(speaker="putin", kind="term", exact="চুক্তি", start=0, end=5)
    written = (written or brief()).model_copy(update={"quotes": (quote,)})
    article = Article.model_validate(
        {
            "id": "call",
            "publisher": "এপি",
            "credit": Bilingual(bn="এপি", en="AP"),
            "language": "bn",
            "published": NOON.date(),
            "sha256": "a" * 64,
            "characters": 100,
        }
    )
    putin = Person(
        name=Bilingual(bn="ভ্লাদিমির পুতিন", en="Vladimir Putin"), role=Bilingual(bn="প্রেসিডেন্ট", en="President")
    )
    other = Person(name=Bilingual(bn="আর কেউ", en="Somebody else"))
    topic = Topic(name=Bilingual(bn="যুক্তরাষ্ট্র ও রাশিয়া", en="US and Russia"))
    given = {"article": article, "person": putin, "topic": topic} | changes
    return Library(
        {written.id: written},
        {written.id: given["article"]},  # type: ignore[dict-item] # a test changes records of their own kind
        {"putin": given["person"], "other": other},  # type: ignore[dict-item] # the same
        {"us-russia": given["topic"]},  # type: ignore[dict-item] # the same
    )


def renamed(record: Record, **fields: object) -> Record:
    return record.model_copy(update=fields)


async def pushes(store: Store) -> list[str]:
    return [row.key for row in await rows(store, "SELECT key FROM pushes WHERE kind = 'change' ORDER BY id")]


async def test_a_version_has_all_that_is_needed_to_show_its_brief(store: Store) -> None:
    library = surrounded()
    await store.versions.record(library, NOON, ANNA)
    version = (await store.versions.latest([KEY, "none-such"]))[KEY]
    assert version.brief == library.briefs[KEY]
    assert version.around == library.around(KEY)
    assert "other" not in version.around.people
    assert (version.by, version.recorded_at, version.kind) == (ANNA, NOON, "published")
    (deed,) = await store.audit.of(KEY)
    assert (deed.who, deed.action, deed.at) == (ANNA, "published", NOON)


@pytest.mark.parametrize(
    ("part", "fields"),
    [
        ("person", {"name": Bilingual(bn="পুতিন", en="Putin")}),
        ("person", {"role": Bilingual(bn="রুশ প্রেসিডেন্ট", en="President of Russia")}),
        ("article", {"credit": Bilingual(bn="এপি, ঢাকা", en="AP, Dhaka")}),
        ("article", {"url": "https://example.org/খবর"}),
        ("topic", {"name": Bilingual(bn="দুই দেশ", en="Two countries")}),
    ],
)
async def test_what_readers_see_around_a_brief_follows_to_their_copies_without_a_word(
    store: Store, part: str, fields: dict[str, object]
) -> None:
    library = surrounded()
    parts = {
        "person": library.people["putin"],
        "article": library.sources[KEY],
        "topic": library.topics["us-russia"],
    }
    await store.versions.record(library, NOON)
    changed = surrounded(None, **{part: renamed(parts[part], **fields)})
    assert await store.versions.record(changed, NOON) == [KEY]
    assert await store.versions.record(changed, NOON) == []
    assert await pushes(store) == [f"{KEY}:2"]
    assert not await store.versions.is_told(KEY, 2)
    assert (await store.versions.latest([KEY]))[KEY].around == changed.around(KEY)


@pytest.mark.parametrize(
    "fields", [{"aliases": ("পুটিন", "Poutine")}, {"wikidata": "Q7747"}], ids=["aliases", "wikidata"]
)
async def test_how_a_name_may_be_spelt_is_a_version_that_no_copy_shows(
    store: Store, fields: dict[str, object]
) -> None:
    library = surrounded()
    await store.versions.record(library, NOON)
    person = renamed(library.people["putin"], **fields)
    assert await store.versions.record(surrounded(person=person), NOON) == [KEY]
    assert await pushes(store) == []
    (version,) = await store.versions.since(1)
    assert version.around.people["putin"] == person
    assert not version.told


async def test_what_an_older_barta_recorded_gets_its_surroundings_and_no_new_version(store: Store) -> None:
    library = surrounded()
    await store.versions.record(library, NOON)
    await work(store, lambda connection: connection.execute(sa.update(versions).values(around="")))
    assert (await store.versions.latest([KEY]))[KEY].around == Library({KEY: library.briefs[KEY]})
    assert await store.versions.record(library, NOON) == []
    assert (await store.versions.latest([KEY]))[KEY].around == library.around(KEY)
    assert await pushes(store) == []


async def test_an_older_folder_does_not_bring_an_old_name_back_unless_an_editor_does(store: Store) -> None:
    old = surrounded()
    new = surrounded(person=renamed(old.people["putin"], name=Bilingual(bn="পুতিন", en="Putin")))
    for library in (old, new, old):
        await store.versions.record(library, NOON)
    assert (await store.versions.latest([KEY]))[KEY].around == new.around(KEY)
    assert await store.versions.record(old, NOON, ANNA) == [KEY]
    assert (await store.versions.latest([KEY]))[KEY].around == old.around(KEY)


def changed(before: Brief, *kinds: str) -> Brief:
    notes = {
        kind: None if kind in ("published", "typo") else Bilingual(bn="ভুল ছিল।", en="It was wrong.")
        for kind in kinds
    }
    entries = [
        HistoryEntry.model_validate({"date": NOON, "kind": kind, "note": notes[kind]}) for kind in kinds
    ]
    status = "retracted" if "retraction" in kinds else before.status
    return before.model_copy(update={"history": (*before.history, *entries), "status": status})


async def test_the_weightiest_of_what_is_new_is_a_versions_kind(store: Store) -> None:
    first = changed(brief(), "published")
    mended = changed(first, "typo", "update")
    corrected = changed(mended, "correction", "typo")
    gone = changed(corrected, "correction", "retraction")
    for at, each in enumerate((first, mended, corrected, gone)):
        await store.versions.record(surrounded(each), NOON + timedelta(hours=at), ANNA)
    history = await store.versions.history(KEY)
    assert [each.kind for each in history] == ["published", "update", "correction", "retraction"]
    assert [each.recorded_at.hour for each in history] == [12, 13, 14, 15]
    deeds = await store.audit.of(KEY)
    assert [deed.action for deed in deeds] == ["published", "published", "corrected", "retracted"]


async def test_corrections_are_listed_newest_first_and_a_page_at_a_time(store: Store) -> None:
    for number in range(3):
        first = changed(brief(id=f"brief-{number}"), "published")
        for each in (first, changed(first, "correction"), changed(first, "correction", "update")):
            await store.versions.record(surrounded(each), NOON)
    listed = await store.versions.corrections(2)
    assert [(each.id, each.version) for each in listed] == [("brief-2", 2), ("brief-1", 2)]
    assert [each.id for each in await store.versions.corrections(2, 2)] == ["brief-0"]


async def test_a_file_that_lacks_what_was_published_replaces_nothing(store: Store) -> None:
    first = changed(brief(), "published")
    corrected = changed(first, "correction")
    for each in (first, corrected):
        await store.versions.record(surrounded(each), NOON)
    stale = changed(first, "update")
    assert await store.versions.record(surrounded(stale), NOON, ANNA) == []
    assert await store.versions.published() == {KEY: surrounded(corrected).briefs[KEY]}


async def test_only_the_briefs_in_question_are_looked_at(store: Store) -> None:
    """However many there are: each statement on versions names a brief, or asks for the newest number."""
    await store.versions.record(surrounded(), NOON)
    said: list[str] = []
    engine = store._do._engine
    sa.event.listen(engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    await store.versions.record(surrounded(changed(brief(), "published")), NOON, ANNA)
    asked = [each for each in said if "FROM versions" in each and each.lstrip().startswith("SELECT")]
    assert asked
    assert all("brief_id" in each.partition("WHERE")[2] or "max(versions.number)" in each for each in asked)
