"""What the events of a plan do to the world."""

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING

from bot.bench.simulation.plan import ZONES, Event
from bot.bench.simulation.telegram import REFUSALS, Fault

if TYPE_CHECKING:
    from bot.bench.simulation.process import Process
    from bot.bench.simulation.world import World

_FAULTS = ("429", "5xx", "refuses", "reset before", "reset after", "truncates", "slow")
_MOVED = 1_000_000


async def happen(world: "World", event: Event) -> None:
    """Let an event happen; what it sets off may go on."""
    what = event.what
    if what in _FAULTS:
        time = world.loop.time()
        world.telegram.faults.append(Fault(what, time, time + event.length, event.amount))
    elif what in ("kill", "terminate", "cut off"):
        await _to_process(world, event)
    elif what == "store fails":
        world.troubles.take_store_away(event.length)
    elif what == "clock":
        before = world.now()
        world.offset += timedelta(seconds=event.length)
        world.jumps.append((before, world.now()))
        world.troubles.clock_set = world.loop.time()
        world.watch.holds.clear()  # where they end is no clear matter any more
    elif what in ("publish", "push", "urgent", "change", "ask"):
        await _edit(world, event)
    elif what in ("zone", "pause", "unsubscribe", "subscribe"):
        await _wish(world, event)
    else:
        await _chat(world, event)


async def _to_process(world: "World", event: Event) -> None:
    process = (
        world.supervisor.places[event.who % len(world.supervisor.places)] if world.supervisor.places else None
    )
    if process is None or process.dead or process.ended:
        return
    if event.what == "cut off":
        world.troubles.cut_off(process, event.length)
        return
    if event.what == "kill":
        process.dies_at = process.steps + event.steps
        await _end_of(process)
    else:
        world.supervisor.terminate(process)
    await asyncio.sleep(event.length)
    await _end_of(process)
    if (
        world.supervisor.places
        and world.supervisor.places[event.who % len(world.supervisor.places)] is process
    ):  # and the act goes on
        world.supervisor.start(event.who % len(world.supervisor.places))


async def _end_of(process: "Process") -> None:
    while not (process.dead or process.ended):  # noqa: ASYNC110 - nobody is told
        await asyncio.sleep(0.1)


async def _edit(world: "World", event: Event) -> None:
    store, now, news = world.storage.open(), world.now(), world.news
    if event.what == "ask":
        process = world.supervisor.places[event.who % len(world.supervisor.places)]
        if process and not process.dead and not process.ended:
            for _ in range(int(event.length)):
                world.loop.create_task(process.ask(), context=process.context)
    elif event.what == "publish" or not news.versions:
        world.note("published", news.add())
    elif event.what == "change":
        brief, version = news.add(world.random.choice(news.versions)[0])
        await store.fan_out.open_push("change", f"{brief}:{version}", now, brief, version)
    else:
        brief, version = news.versions[-1]
        urgent = event.what == "urgent"
        key = f"{brief}:{version}:urgent" if urgent else f"{brief}:{version}"
        await store.fan_out.open_push("brief", key, now, brief, version, urgent=urgent)


async def _wish(world: "World", event: Event) -> None:
    readers, reader = world.readers, world.readers.all[event.who % len(world.readers.all)]
    if event.what == "zone":
        await readers.move(reader, ZONES[int(event.length * 7) % len(ZONES)])
    elif event.what == "pause":
        await readers.pause(reader, world.now() + timedelta(minutes=30))
    elif event.what == "unsubscribe":
        await readers.unsubscribe(reader)
    else:
        await readers.subscribe(reader)


async def _chat(world: "World", event: Event) -> None:
    if event.what == "unblock":
        await _unblock_all(world)
        return
    reader = world.readers.all[event.who % len(world.readers.all)]
    number, thread = reader.wish.chat, reader.wish.thread
    chat = world.telegram.chat(number)
    fellows = [each for each in world.readers.all if each.wish.chat == number]
    if event.what == "migrate":
        if number < 0 and chat.moved is None and not chat.state:
            chat.moved = number - _MOVED
            for each in fellows:
                each.moved = True
        return
    if event.what in REFUSALS:
        chat.state = event.what
    elif thread:
        chat.deleted.add(thread)
        fellows = [reader]
    else:
        return
    for each in fellows:
        world.readers.changed(each)
        each.in_trouble = True


async def _unblock_all(world: "World") -> None:
    """Let everybody who blocked or removed the bot have it back."""
    for number, chat in list(world.telegram.chats.items()):
        if not chat.state:
            continue
        chat.state = ""
        why = ("blocked", "kicked", "deactivated")
        await world.storage.open().subscriptions.revive(number, why, world.now())
        for each in world.readers.all:
            if each.wish.chat == number:
                world.readers.changed(each)
                each.in_trouble = each.wish.thread in chat.deleted
