"""What must hold when a world has ended: nobody was missed, nobody told twice, and the ledger agrees with Telegram."""

from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.bench.simulation.compose import read
from bot.bench.simulation.process import CATCH_UP
from bot.bench.simulation.readers import Reader

if TYPE_CHECKING:
    from bot.bench.simulation.world import World

_EARLY = timedelta(seconds=10)  # before an act's end: what was due until then was made
_SLACK = timedelta(minutes=2)  # near the end of the catch-up window either will do
_ROWS = """
SELECT d.id, d.subscription_id AS reader, d.chat_id AS chat, d.copy_id AS copy, d.state, d.reason, d.message_id AS message,
    d.day, d.slot, p.kind, p.due_at AS due, p.id AS push, p.created_at AS created
FROM deliveries d JOIN pushes p ON p.id = d.push_id ORDER BY d.id
"""


def judge(world: "World") -> None:
    """Say what is broken."""
    cursor = world.storage.rows(_ROWS)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    _agrees(world, rows)
    _nobody_missed(world, rows)
    _once(world, rows)
    _told_everything(world, rows)
    _copies_are_right(world)


def _agrees(world: "World", rows: list[dict[str, Any]]) -> None:
    """The ledger says what Telegram did."""
    watch, troubled = (
        world.watch,
        any(chat.state or chat.deleted or chat.moved for chat in world.telegram.chats.values()),
    )
    for row in rows:
        number, state = row["id"], row["state"]
        done = watch.executed.get(number, [])
        again = watch.allowed[number] > 0
        fine = {
            "sent": bool(done) or bool(row["copy"]),  # an edit that changed nothing
            "ambiguous": number in watch.lost or "told to stop" in row["reason"],
            "empty": not done or again,
            "gone": (not done or again or bool(row["copy"]))
            and (troubled or row["reason"] == "moved" or again or _was_in_trouble(world)),
        }.get(state, False)
        if not fine:
            world.broken(
                f"delivery {number} is {state} ({row['reason']}), and was carried out {len(done)} times"
            )
        if (
            row["message"]
            and not any(message == row["message"] for _, _, message in done)
            and not row["copy"]
        ):
            world.broken(f"delivery {number} has message {row['message']}, which Telegram never sent for it")


def _was_in_trouble(world: "World") -> bool:
    kinds = ("block", "deactivate", "kick", "migrate", "delete thread")
    return any(event.what in kinds for act in world.plan.acts for event in act.events)


def _nobody_missed(world: "World", rows: list[dict[str, Any]]) -> None:
    """Who was due while the bot was up, or had not been down for longer than the window, has a delivery."""
    scheduled = [row for row in rows if row["kind"] == "scheduled"]
    made = {(row["reader"], _moment(row["due"])) for row in scheduled}
    slots = {
        (row["reader"], row["day"], row["slot"]) for row in scheduled
    }  # which another zone has once a day as well
    begin = world.plan.acts[0].begin
    for reader in world.readers.all:
        if not reader.active or reader.in_trouble:
            continue
        for _, end in world.ends:
            for due, day, at in reader.due(max(begin, reader.since), end - _EARLY):
                if end - due >= CATCH_UP - _SLACK or (reader.number, due) in made or _skipped(world, due):
                    continue
                if (reader.number, day.isoformat(), f"{at:%H:%M}") not in slots:
                    world.broken(f"reader {reader.number} was due at {due}, and nothing was made of it")


def _skipped(world: "World", due: datetime) -> bool:
    """Say whether a clock that was set forward was past the window at once."""
    return any(before < due < after - (CATCH_UP - _SLACK) for before, after in world.jumps)


def _once(world: "World", rows: list[dict[str, Any]]) -> None:
    """One delivery a slot and a due moment."""
    scheduled = [row for row in rows if row["kind"] == "scheduled"]
    for name, keys in (
        ("slot", Counter((row["reader"], row["day"], row["slot"]) for row in scheduled)),
        ("moment", Counter((row["reader"], row["due"]) for row in scheduled)),
    ):
        for key, count in keys.items():
            if count > 1:
                world.broken(f"{count} deliveries for {name} {key}")


def _told_everything(world: "World", rows: list[dict[str, Any]]) -> None:
    """Who was due in the last act knows all, and each piece of news came once, but where an answer was lost or a process killed."""
    watch = world.watch
    told: dict[int, Counter[int]] = defaultdict(Counter)
    excuses: Counter[int] = Counter()
    for row in rows:
        for each, _, _ in watch.executed.get(row["id"], ()):
            told[row["reader"]].update(each.numbers)
        excuses[row["reader"]] += (
            row["id"] in watch.lost or "told to stop" in row["reason"]
        ) + watch.allowed[row["id"]]
    begin = world.plan.acts[-1].begin
    late = [row for row in rows if row["kind"] == "scheduled" and row["id"] > world.last_before]
    in_last = {row["reader"] for row in late if _moment(row["due"]) > begin}
    for reader in world.readers.all:
        for number, count in told[reader.number].items():
            if count > 1 + excuses[reader.number]:
                world.broken(f"reader {reader.number} was told news {number} {count} times")
        if not reader.active or reader.in_trouble or reader.number not in in_last:
            continue
        if missed := set(range(1, len(world.news.versions) + 1)) - told[reader.number].keys():
            world.broken(f"reader {reader.number} was never told news {sorted(missed)}")


def _copies_are_right(world: "World") -> None:
    """Every message that shows a brief of which a change was sent out shows its newest version."""
    changed = dict(
        world.storage.rows(
            "SELECT brief_id, max(version) FROM pushes WHERE kind = 'change' GROUP BY brief_id"
        ).fetchall()
    )
    for chat, message in world.storage.rows("SELECT chat_id, message_id FROM copies").fetchall():
        there = world.telegram.chat(chat)
        told = read(there.shown.get(message, ""))
        if told is None or there.state or there.deleted or there.moved:
            continue
        for brief, version in told.briefs:
            if version < changed.get(brief, 0) and not _reader_in_trouble(world, chat):
                world.broken(f"message {message} in chat {chat} still shows {brief}:{version}")


def _reader_in_trouble(world: "World", chat: int) -> bool:
    readers: list[Reader] = [reader for reader in world.readers.all if reader.wish.chat == chat]
    return any(
        reader.in_trouble or not reader.active or reader.since > world.plan.acts[0].begin
        for reader in readers
    )


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
