"""The versions of what was published, and the databases of before there were pushes."""

import asyncio
import json
from datetime import timedelta

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.domain.briefing import Recorded
from bot.domain.models import Bilingual, Brief, HistoryEntry
from bot.store.database import _parse, _postgres, _sqlite
from bot.store.engine import Store
from bot.store.migrate import MIGRATIONS
from tests.stores import NOON, both, brief, library_of, rows

FIRST = HistoryEntry(date=NOON, kind="published")
NOTE = Bilingual(bn="আমরা ভুল লিখেছিলাম।", en="We were wrong.")
TYPO = HistoryEntry(date=NOON, kind="typo")
CORRECTION = HistoryEntry(date=NOON, kind="correction", note=NOTE)


def versions() -> list[Brief]:
    """Give a brief as it was published, with a misprint mended, and corrected."""
    title = Bilingual(bn="চলচ্চিত্র বিনিময়ের প্রস্তাব", en="Film exchange")
    return [
        brief(history=(FIRST,)),
        brief(history=(FIRST, TYPO), title=title),
        brief(history=(FIRST, TYPO, CORRECTION), title=title),
    ]


@both
async def test_versions_are_numbered_and_misprints_are_not_told(store: Store) -> None:
    first, mended, corrected = versions()
    await store.versions.record(library_of(first, brief(id="iran")), NOON)
    assert (await store.versions.recorded())["film-exchange"] == Recorded(version=1, first=1, last=1, told=1)
    await store.versions.record(library_of(mended), NOON)
    assert (await store.versions.recorded())["film-exchange"] == Recorded(version=2, first=1, last=3, told=1)
    await store.versions.record(library_of(corrected, brief(id="iran")), NOON)
    assert await store.versions.recorded() == {
        "film-exchange": Recorded(version=3, first=1, last=4, told=4),
        "iran": Recorded(version=1, first=2, last=2, told=2),
    }
    assert [await store.versions.is_told("film-exchange", version) for version in (1, 2, 3, 4)] == [
        True,
        False,
        True,
        False,
    ]
    assert await store.versions.content("film-exchange", 2) == mended
    assert await store.versions.content("film-exchange", 4) is None
    assert await store.versions.published() == {"film-exchange": corrected, "iran": brief(id="iran")}


@both
async def test_a_change_opens_a_push_when_its_history_explains_it(store: Store) -> None:
    for each in versions():
        await store.versions.record(library_of(each), NOON)
        await store.versions.record(library_of(each), NOON)
    unexplained = versions()[2].model_copy(update={"topic": "iran"})
    assert await store.versions.record(library_of(unexplained), NOON) == ["film-exchange"]
    found = [(push.kind, push.key, push.brief, push.version) for push in await store.fan_out.open_pushes()]
    assert found == [
        ("change", "film-exchange:2", "film-exchange", 2),
        ("change", "film-exchange:3", "film-exchange", 3),
    ]


@both
async def test_two_processes_open_one_push_of_a_change(store: Store, second: Store) -> None:
    await store.versions.record(library_of(*versions()[:1]), NOON)
    changed = await asyncio.gather(
        *(each.versions.record(library_of(*versions()[2:]), NOON) for each in (store, second))
    )
    assert sorted(changed) == [[], ["film-exchange"]]
    assert len(await store.fan_out.open_pushes()) == 1


@both
async def test_a_database_of_before_there_were_pushes_is_brought_up_with_all_that_it_holds(url: str) -> None:
    engine = _sqlite(_parse(url)) if url.startswith("sqlite") else _postgres(_parse(url))
    first, mended, corrected = versions()
    recorded = [
        (first, 1, NOON),
        (brief(id="iran"), 1, NOON),
        (mended, 2, NOON + timedelta(hours=1)),
        (corrected, 3, NOON + timedelta(hours=2)),
    ]
    with engine.begin() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(MIGRATIONS))
        command.upgrade(config, "0001")
        insert = sa.text("INSERT INTO versions VALUES (:id, :version, :content, :mark, :at)").bindparams(
            sa.bindparam("at", type_=sa.DateTime(timezone=True))
        )
        for each, version, at in recorded:
            content = json.dumps(each.model_dump(mode="json", exclude_defaults=True), ensure_ascii=False)
            row = {"id": each.id, "version": version, "content": content, "mark": f"{version}", "at": at}
            connection.execute(insert, row)
        connection.execute(
            sa.text("INSERT INTO readers VALUES (77, 'bn', :at)").bindparams(
                sa.bindparam("at", NOON, type_=sa.DateTime(timezone=True))
            )
        )
    engine.dispose()
    store = await asyncio.to_thread(Store.open, url)
    assert await store.versions.recorded() == {
        "film-exchange": Recorded(version=3, first=1, last=4, told=4),
        "iran": Recorded(version=1, first=2, last=2, told=2),
    }
    assert not await store.versions.is_told("film-exchange", 2)
    assert await store.versions.content("film-exchange", 2) == mended
    history = await store.versions.history("film-exchange")
    assert [each.kind for each in history] == ["published", "typo", "correction"]
    assert [each.brief for each in await store.versions.corrections(5)] == [corrected]
    assert (history[2].by, history[2].around) == ("", library_of(corrected))
    assert await store.readers.language(77) == "bn"
    assert await rows(store, "SELECT * FROM pushes") == []
    await store.close()
