"""Starts, kills and stops the processes of a world, and sees that what stops leaves nothing behind."""

from typing import TYPE_CHECKING

from bot.bench.simulation.process import Process
from bot.bench.simulation.watch import IN_FLIGHT

if TYPE_CHECKING:
    from bot.bench.simulation.world import World

_STOPS = 12.0  # seconds that a process told to stop may take
_TRIES = 60  # half seconds until all have to be gone


class Supervisor:
    """All processes that ever ran, and those that now have a place."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._all: list[Process] = []
        self.places: list[Process | None] = []

    def named(self, name: str | None) -> Process | None:
        """Give a process by its name."""
        return next((process for process in self._all if process.name == name), None)

    @property
    def all_up(self) -> bool:
        """Whether there is a process in every place."""
        return not any(process is None or process.dead or process.ended for process in self.places)

    def start_all(self, count: int) -> None:
        """Start as many as there are to be."""
        self.places = [None] * count
        for place in range(count):
            self.start(place)

    def start(self, place: int) -> None:
        """Start a process, in the place of the one before it."""
        process = Process(self._world, f"p{place}.{len(self._all)}")
        self._all.append(process)
        self.places[place] = process
        self._world.note("started", process.name)

    def kill(self, process: Process) -> None:
        """End a process at once; it comes back like one that a supervisor starts again."""
        world = self._world
        if process.dead or process.ended:
            return
        process.dead = True
        world.leads_no_more(process)
        world.note("killed", process.name, f"after {process.steps} steps")
        if (count := self._leases(process, "state = 'sending'")) > IN_FLIGHT:
            world.broken(f"{process.name} had {count} in flight when it was killed")

    def terminate(self, process: Process) -> None:
        """Tell a process to stop; when it has, nothing of it may be left."""
        world = self._world
        if process.dead or process.ended:
            return
        world.note("told to stop", process.name)
        began = world.loop.time()

        def ended(_: object) -> None:
            process.ended = True
            took = world.loop.time() - began
            world.note("stopped", process.name, f"{took:.2f} s")
            if took > _STOPS and world.troubles.is_calm(took + 1):
                world.broken(f"{process.name} took {took:.1f} s to stop")
            left = self._leases(process, "true")
            if left and world.troubles.is_calm(took + 60):
                world.broken(f"{process.name} left {left} leases")

        process.main.add_done_callback(ended, context=world.context)
        process.main.cancel()

    async def terminate_all(self) -> None:
        """Tell all to stop, and wait until they have."""
        self.places = []
        for process in self._all:
            self.terminate(process)
        for _ in range(_TRIES):
            await self._world.sleep(0.5)
            if all(process.dead or process.ended for process in self._all):
                return
        self._world.broken("a process does not stop")

    def _leases(self, process: Process, which: str) -> int:
        query = f"SELECT count(*) FROM deliveries WHERE {which} AND owner = ?"  # noqa: S608 - a condition of ours
        return int(self._world.storage.rows(query, (process.name,)).fetchone()[0])
