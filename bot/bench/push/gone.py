"""Chats that cannot be reached any more, or have moved."""

from collections import Counter
from collections.abc import Sequence

from bot.bench.push.findings import Finding, missed, twice
from bot.bench.push.scenario import Scenario, Size
from bot.bench.push.stage import Stage
from bot.playground.state import Chat


async def gone(stage: Stage, size: Size) -> Sequence[Finding]:
    """Let 5 % of the chats have blocked the bot, be deactivated, kicked it out, lost their topic or moved."""
    readers = size.of(2000, 200)
    each = readers // 100
    left = await stage.subscribe(readers)
    for chat in left[:each]:
        stage.world.chats[chat].blocked = True
    for chat in left[each : 2 * each]:
        stage.world.chats[chat].deactivated = True
    dead = [*left[: 2 * each], *await _kicked(stage, each), *await _topics(stage, each)]
    moved = await _moved(stage, each)
    wanted = [*left[2 * each :], *(chat.id for chat in moved)]
    tally = stage.tally(wanted)
    await stage.due()
    await stage.up(2)
    await stage.done()
    tried = Counter(call.params["chat_id"] for call in stage.world.calls_of("sendMessage") if not call.ok)
    most = max(tried[chat] for chat in dead)
    chats = ", ".join(map(str, dead))
    [(active,)] = await stage.sql(f"SELECT count(*) FROM subscriptions WHERE active AND chat_id IN ({chats})")  # noqa: S608 - numbers
    return [
        missed(wanted, tally.look().of),
        twice(tally.of),
        Finding("tried once where it is gone", f"{len(dead)} chats, {most} at most", most == 1),
        Finding("their subscriptions end", f"{active} still active", not active),
    ]


async def _kicked(stage: Stage, count: int) -> list[int]:
    groups = [stage.world.group(f"পাড়া {number}", bot="kicked").id for number in range(count)]
    for group in groups:
        await stage.wish(group)
    return groups


async def _topics(stage: Stage, count: int) -> list[int]:
    groups = []
    for number in range(count):
        group = stage.world.group(f"আড্ডা {number}", topics=["খবর"])
        topic = group.topic("খবর")
        await stage.wish(group.id, topic.id)
        stage.world.delete_topic(topic)
        groups.append(group.id)
    return groups


async def _moved(stage: Stage, count: int) -> list[Chat]:
    groups = [stage.world.group(f"সমিতি {number}", basic=True) for number in range(count)]
    for group in groups:
        await stage.wish(group.id)
    # Only its refusal tells the bot: an update that says so could be long in coming.
    moved = [stage.world.migrate(group) for group in groups]
    stage.world.updates.drop()
    return moved


GONE = (Scenario("gone", "5 % blocked, deactivated, kicked, topic deleted, migrated", gone),)
