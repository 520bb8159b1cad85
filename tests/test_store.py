"""What Barta remembers, on real SQLite and real PostgreSQL alike."""

import asyncio
import sqlite3
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.errors import StoreError
from bot.domain.models import Bilingual
from bot.store.columns import metadata
from bot.store.database import open_database
from bot.store.engine import Store
from bot.store.migrate import MIGRATIONS, NEWEST, migrate, take_turns
from bot.store.tables import conversations
from tests.stores import NOON, both, brief, library_of, rows, wish, work

TURNING = (
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"  # no title may turn the direction of its text
)


@both
async def test_a_language_is_remembered_changed_and_forgotten(store: Store) -> None:
    reader = 7_999_999_999
    assert await store.readers.language(reader) is None
    await store.readers.set_language(reader, "bn", NOON)
    await store.readers.set_language(reader, "en", NOON)
    assert await store.readers.language(reader) == "en"
    assert await store.readers.language(reader + 1) is None
    await store.readers.set_language(reader, None, NOON)
    assert await store.readers.language(reader) is None


@both
async def test_the_last_brief_belongs_to_a_chat_and_its_thread_for_a_while(store: Store) -> None:
    chat = -1_001_234_567_890
    await store.readers.remember_brief(chat, None, "iran-diplomacy", NOON)
    await store.readers.remember_brief(chat, 5, "nato-demands", NOON)
    assert await store.readers.last_brief(chat, None, NOON) == "iran-diplomacy"
    assert await store.readers.last_brief(chat, 5, NOON - timedelta(hours=1)) == "nato-demands"
    assert await store.readers.last_brief(chat, 6, NOON) is None
    assert await store.readers.last_brief(chat, None, NOON + timedelta(seconds=1)) is None


@both
async def test_a_late_write_does_not_replace_what_was_shown_after_it(store: Store) -> None:
    """Two questions of one chat are answered at once, and their writes may arrive in either order."""
    await store.readers.remember_brief(1, None, "second", NOON + timedelta(seconds=1))
    await store.readers.remember_brief(1, None, "first", NOON)
    assert await store.readers.last_brief(1, None, NOON) == "second"
    await store.readers.remember_brief(1, None, "third", NOON + timedelta(seconds=2))
    assert await store.readers.last_brief(1, None, NOON) == "third"


@both
async def test_moments_are_kept_in_utc_whatever_zone_they_came_in(store: Store) -> None:
    dhaka = timezone(timedelta(hours=6))
    await store.readers.remember_brief(1, None, "iran-strikes", NOON.astimezone(dhaka))
    assert await store.readers.last_brief(1, None, NOON) == "iran-strikes"
    assert await store.readers.last_brief(1, None, NOON + timedelta(microseconds=1)) is None
    (at,) = await store._do.read(
        lambda connection: connection.execute(sa.select(conversations.c.at)).scalars().all()
    )
    assert (at, at.tzinfo) == (NOON, UTC)
    with pytest.raises(sa.exc.StatementError, match="time zone"):
        await store.readers.remember_brief(1, None, "iran-strikes", NOON.replace(tzinfo=None))


@both
async def test_only_changed_content_makes_a_new_version(store: Store) -> None:
    other = brief(id="iran-strikes")
    assert await store.versions.record(library_of(brief(), other), NOON) == ["film-exchange", "iran-strikes"]
    assert await store.versions.record(library_of(brief(), other), NOON) == []
    corrected = brief(title=Bilingual(bn="চলচ্চিত্র বিনিময় নিয়ে কথা", en="Film exchange"))
    assert await store.versions.record(library_of(corrected, other), NOON) == ["film-exchange"]
    assert await store.versions.published() == {"film-exchange": corrected, "iran-strikes": other}
    assert await store.versions.record(library_of(brief()), NOON) == ["film-exchange"], (
        "back to the first wording is a change, too"
    )
    assert (await store.versions.published())["film-exchange"] == brief()


@both
async def test_many_tasks_may_use_it_at_once(store: Store) -> None:
    await asyncio.gather(
        *(store.readers.remember_brief(chat % 7, None, f"brief-{chat}", NOON) for chat in range(200))
    )
    found = await asyncio.gather(*(store.readers.last_brief(chat, None, NOON) for chat in range(7)))
    assert all(found)


@both
async def test_what_was_remembered_is_there_after_a_restart(url: str) -> None:
    for expected in (None, "bn"):
        store = await asyncio.to_thread(Store.open, url)
        assert await store.readers.language(1) == expected
        await store.readers.set_language(1, "bn", NOON)
        await store.close()


@both
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters=TURNING)),
    st.text("কখগঘ্যািীুৃেৈোৌংঃঁ়য়ড়ঢ়০১২৩ \u200c\u200d\\\"'"),
    st.integers(-(2**63), 2**63 - 1),
)
async def test_any_text_and_number_comes_back_as_it_went(
    store: Store, text: str, bengali: str, chat: int
) -> None:
    written = brief(title=Bilingual(bn=f"ক{bengali}", en=f"a{text}"))
    await store.versions.record(library_of(written), NOON)
    assert (await store.versions.published())["film-exchange"] == written
    await store.readers.remember_brief(chat, chat, "film-exchange", NOON)
    assert await store.readers.last_brief(chat, chat, NOON) == "film-exchange"


@both
async def test_processes_that_start_at_once_take_turns(url: str) -> None:
    """Each finds no database, and still all of them open it and write."""
    code = (
        "import asyncio, sys\n"
        "from datetime import UTC, datetime\n"
        "import alembic.command, psycopg\n"
        "from bot.store.engine import Store\n"
        "async def main():\n"
        "    print('ready', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    store = Store.open(sys.argv[1])\n"
        "    await store.readers.set_language(int(sys.argv[2]), 'bn', datetime.now(UTC))\n"
        "    await store.close()\n"
        "asyncio.run(main())\n"
    )
    pipe = asyncio.subprocess.PIPE
    processes = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-c", code, url, str(number), stdin=pipe, stdout=pipe, stderr=pipe
        )
        for number in range(4)
    ]
    for process in processes:
        assert process.stdout
        await process.stdout.readline()
    outputs = await asyncio.gather(*(process.communicate(b"go\n") for process in processes))
    assert [process.returncode for process in processes] == [0] * 4, outputs
    store = await asyncio.to_thread(Store.open, url)
    assert [await store.readers.language(number) for number in range(4)] == ["bn"] * 4
    await store.close()


def test_a_start_waits_until_another_has_migrated(postgres_url: str) -> None:
    """SQLite's write lock does the same there."""
    engine = sa.create_engine(postgres_url.replace("postgresql:", "postgresql+psycopg:"))
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
    with ThreadPoolExecutor(1) as threads:
        with engine.begin() as first, engine.connect() as watcher:
            take_turns(first)
            second = threads.submit(open_database, postgres_url)
            while not watcher.execute(waiting).scalar():
                assert not second.done(), "it did not wait"
            migrate(first)
        second.result().dispose()
    engine.dispose()


@both
async def test_two_processes_record_a_version_once(url: str) -> None:
    one, other = [await asyncio.to_thread(Store.open, url) for _ in range(2)]
    recorded = await asyncio.gather(
        *(store.versions.record(library_of(brief()), NOON) for store in (one, other))
    )
    assert sorted(recorded) == [[], ["film-exchange"]]
    await one.close()
    await other.close()


@both
def test_the_migrations_lead_to_the_tables_that_the_program_uses(url: str) -> None:
    engine = open_database(url.replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == NEWEST


@both
def test_a_migration_that_fails_leaves_nothing_behind(url: str) -> None:
    engine = open_database(url)
    with engine.begin() as connection:
        metadata.drop_all(
            connection, [table for table in metadata.sorted_tables if table is not conversations]
        )
        connection.execute(sa.text("DROP TABLE alembic_version"))
    with pytest.raises(StoreError, match="already exists"):
        open_database(url)
    with engine.begin() as connection:
        assert set(sa.inspect(connection).get_table_names()) == {"conversations"}
    engine.dispose()


@both
def test_a_database_of_a_newer_barta_is_left_alone(url: str) -> None:
    engine = open_database(url)
    with engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(StoreError, match=r"version 9999.*0003 at most.*newer Barta.*BARTA_DATABASE_URL"):
        Store.open(url)


def test_a_damaged_file_is_a_message_with_the_mend(tmp_path: Path) -> None:
    file = tmp_path / "barta.db"
    file.write_bytes("এটা ডেটাবেস নয়".encode() * 200)
    with pytest.raises(StoreError, match=rf"{file} is damaged or none of Barta's.*{file}-wal.*last copy"):
        Store.open(f"sqlite:///{file}")


async def test_a_file_that_was_damaged_in_the_middle_is_found_before_it_is_written_to(tmp_path: Path) -> None:
    file = tmp_path / "barta.db"
    store = Store.open(f"sqlite:///{file}")
    for chat in range(300):
        await store.subscriptions.save(wish(chat), NOON)
    await store.close()
    content = file.read_bytes()
    middle = content.index("সংবাদ".encode()) // 4096 * 4096
    damaged = content[:middle] + b"\xff" * 4096 + content[middle + 4096 :]
    file.write_bytes(damaged)
    with pytest.raises(StoreError, match=rf"{file} is damaged.*put your last copy of it in its place"):
        Store.open(f"sqlite:///{file}")
    assert file.read_bytes() == damaged
    file.write_bytes(content)
    store = Store.open(f"sqlite:///{file}")
    assert await store.subscriptions.count() == 300
    await store.close()


async def test_a_full_disk_leaves_a_transaction_undone_and_the_store_goes_on(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/barta.db")
    for chat in range(500):
        await store.subscriptions.save(wish(chat), NOON)
    (pages,) = await rows(store, "PRAGMA page_count")
    await work(store, f"PRAGMA max_page_count = {pages[0]}")
    push = await store.fan_out.open_push("brief", "চুক্তি:1", NOON, "iran", 1)
    with pytest.raises(sa.exc.OperationalError, match="full"):
        await store.fan_out.brief(push, "iran", [], NOON)
    assert await rows(store, "SELECT * FROM deliveries") == []
    assert await store.fan_out.open_pushes() == [push]
    await work(store, "PRAGMA max_page_count = 1000000")
    assert (await store.fan_out.brief(push, "iran", [], NOON)).made == 500
    await store.close()


async def test_a_postgresql_that_was_restarted_is_used_on_and_no_work_is_half_done(
    own_postgres: tuple[str, Callable[[], None]],
) -> None:
    url, restart = own_postgres
    store = await asyncio.to_thread(Store.open, url)
    await store.readers.set_language(1, "bn", NOON)

    def interrupted(connection: sa.Connection) -> None:
        connection.execute(sa.text("DELETE FROM readers"))
        restart()
        connection.execute(sa.text("DELETE FROM readers"))

    with pytest.raises(sa.exc.DBAPIError):
        await store._do.write(interrupted)
    assert await store.readers.language(1) == "bn"
    await asyncio.to_thread(restart)
    await asyncio.gather(*(store.readers.set_language(reader, "en", NOON) for reader in range(8)))
    assert await store.readers.language(7) == "en"
    await store.close()


@pytest.mark.parametrize("name", ["file/barta.db", "file/deeper/barta.db", "folder"])
def test_a_place_that_cannot_hold_a_database_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("বাধা", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    with pytest.raises(
        StoreError, match=rf"The database {tmp_path / name} cannot be opened .*BARTA_DATABASE_URL"
    ):
        Store.open(f"sqlite:///{tmp_path / name}")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        (
            "postgresql://barta:গোপন@127.0.0.1:1/barta",
            r"The database postgresql://barta:\*\*\*@127.0.0.1:1/barta cannot",
        ),
        ("postgres://barta@no-such-host.invalid/barta", "cannot be opened .*BARTA_DATABASE_URL"),
        ("nonsense", "BARTA_DATABASE_URL is no address"),
    ],
)
def test_a_server_that_cannot_be_reached_is_named_without_the_password(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as caught:
        Store.open(url)
    assert "গোপন" not in str(caught.value)


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(StoreError, match=r"pip install 'barta\[postgres\]'"):
        Store.open("postgresql://localhost/barta")


async def test_a_write_that_fails_is_an_exception_and_the_store_goes_on(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/barta.db")
    with sqlite3.connect(tmp_path / "barta.db") as other:
        other.execute("DROP TABLE readers")
    other.close()
    with pytest.raises(sa.exc.OperationalError) as caught:
        await store.readers.set_language(424242, "bn", NOON)
    assert "424242" not in str(caught.value), "readers' ids stay out of the log"
    await store.readers.remember_brief(1, None, "iran-strikes", NOON)
    await store.close()


class Inline(Executor):
    """Does work where it is asked for, as a simulation wants it."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 - as in the base class
        """Give what the work gave."""
        future: Future[Any] = Future()
        future.set_result(fn(*args, **kwargs))
        return future


async def test_a_store_may_be_given_what_does_its_work() -> None:
    store = Store.open("sqlite://", Inline())
    await store.readers.set_language(1, "bn", NOON)
    assert await store.readers.language(1) == "bn"
    await store.close()


async def test_a_database_in_memory_serves_for_a_trial() -> None:
    store = Store.open("sqlite://")
    await store.readers.set_language(1, "bn", NOON)
    assert await store.readers.language(1) == "bn"
    await store.close()


def test_sqlite_waits_for_other_programs_and_survives_their_crashes(tmp_path: Path) -> None:
    engine = open_database(f"sqlite:///{tmp_path}/barta.db")
    with engine.connect() as connection:
        pragmas = [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "busy_timeout", "foreign_keys", "synchronous")
        ]
    engine.dispose()
    assert pragmas == ["wal", 3_000, 1, 1]
