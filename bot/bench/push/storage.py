"""A disk that is full, and a database file that is damaged."""

import asyncio
import resource
from collections.abc import Sequence

from bot.bench.push.databases import Sqlite
from bot.bench.push.findings import IN_FLIGHT, Finding, missed, twice
from bot.bench.push.scenario import Scenario, Size
from bot.bench.push.stage import Stage

_FULL = 16 * 1024  # bytes: no file may grow beyond
_DAMAGE = 64 * 1024  # bytes
_SETTLED = 0.5  # seconds


async def disk_full(stage: Stage, size: Size) -> Sequence[Finding]:
    """Let the process's files grow no more in the middle of a push, and then again."""
    readers = size.of(3000, 300)
    await stage.subscribe(readers)
    stage.latency(0.02)
    [bot] = await stage.up()
    tally = await stage.due()
    await stage.sent(tally, readers // 3)
    _, hard = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (_FULL, hard))
    await asyncio.sleep(_SETTLED)
    before = tally.count
    await asyncio.sleep(size.of(20, 3))
    meanwhile = tally.count - before
    resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (hard, hard))
    await stage.done()
    return [
        missed(stage.readers, tally.look().of),
        twice(tally.of),
        Finding(f"sent unmarked: {IN_FLIGHT} at most", f"{meanwhile}", meanwhile <= IN_FLIGHT),
    ]


async def damaged(stage: Stage, size: Size) -> Sequence[Finding]:
    """Overwrite a part of the database's file, and start."""
    await stage.subscribe(size.of(20_000, 5000))
    if not isinstance(stage.database, Sqlite):
        raise TypeError("PostgreSQL looks after its own files")
    await stage.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file = stage.database.path
    middle = file.stat().st_size // 2
    await asyncio.to_thread(_overwrite, stage.database, middle)
    bot = await stage.start()
    status = await stage.ended(bot)
    said = stage.said()
    named = "is damaged" in said and "put your last copy of it in its place" in said
    return [
        Finding("refuses to start", f"exit status {status}", bool(status)),
        Finding("names the restore step", "it does" if named else said, named),
        Finding("no traceback", "Traceback" if "Traceback" in said else "none", "Traceback" not in said),
    ]


def _overwrite(database: Sqlite, place: int) -> None:
    with database.path.open("r+b") as file:
        file.seek(place)
        file.write(b"\xff" * _DAMAGE)


STORAGE = (
    Scenario("disk", "disk full for 20 s", disk_full, databases=("sqlite",)),
    Scenario("damaged", "a damaged database file", damaged, databases=("sqlite",)),
)
