"""What must hold at every step of a world, and what is remembered of the steps for the judgement at the end."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from bot.bench.simulation.compose import Told, read
from bot.bench.simulation.telegram import Request

if TYPE_CHECKING:
    from bot.bench.simulation.process import Process
    from bot.bench.simulation.world import World

# The drawing in bot.domain.delivery, each arrow; who died in the middle of sending is taken over at once.
_BY_HOLDER = frozenset(
    [("leased", "sending"), ("leased", "pending"), ("leased", "empty"), ("sending", "pending")]
    + [("sending", end) for end in ("sent", "gone", "failed", "ambiguous")]
)  # fmt: skip
_CLAIMS = frozenset((state, "leased") for state in ("pending", "leased", "sending"))
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
IN_FLIGHT = 10  # what a hard kill may send twice
_LEARNS = 0.4  # seconds in which other processes learn of a hold: they use what they have reserved
_REPLY = 1.0  # seconds that a reply may wait, with nine others and while pushes run
_CUT = 20.0  # seconds without the store after which a process may be taken for dead


class Watch:
    """Sees every change of the ledger, every call, what Telegram carries out, and who leads."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.executed: dict[
            int, list[tuple[Told, int, int]]
        ] = {}  # by delivery: what was told, in which chat and message
        self.allowed: Counter[int] = Counter()  # how often more than once a delivery may be carried out
        self.lost: set[int] = set()  # deliveries an answer to which was lost
        self.holds: list[tuple[float, float]] = []  # (known to all since, until), in the loop's time
        self.own_holds: dict[Process, float] = {}
        self.leaders: set[Process] = set()
        self.worst_reply = 0.0
        self.replies = 0
        self._taken_over: Counter[str] = Counter()
        self._was_sending: set[int] = set()

    # -- the ledger

    def observe(  # noqa: PLR0917 - as SQLite gives a row
        self,
        number: int,
        old: str,
        new: str,
        owner: str | None,
        new_owner: str | None,
        fence: int,
        new_fence: int,
        lease: str | None,
        reason: str,
    ) -> None:
        """See a delivery's change, made by the process that is acting."""
        actor = self.world.acting
        name = actor.name if actor else ""
        self.world.note("ledger", number, old or "-", new, name, reason)
        if not old or reason == "moved":
            return
        if new_fence != fence + ((old, new) in _CLAIMS):
            self.world.broken(f"delivery {number}: {old} → {new} took the fence from {fence} to {new_fence}")
        if (old, new) in _CLAIMS:
            self._claimed(number, old, owner, name, lease)
            return
        if owner != name:
            self.world.broken(f"delivery {number}: {name} marked {new} what {owner} holds")
        again = old == "leased" and new_owner is None and number in self._was_sending
        if (old, new) not in _BY_HOLDER and not again:
            self.world.broken(f"delivery {number}: {old} → {new} is no arrow of the drawing")

    def _claimed(self, number: int, old: str, owner: str | None, name: str, lease: str | None) -> None:
        if old == "pending":
            self._was_sending.discard(number)
            return
        left = (
            (datetime.fromisoformat(lease).replace(tzinfo=UTC) - self.world.now()).total_seconds()
            if lease
            else 0
        )
        if 0.01 < left < 59:
            self.world.broken(
                f"delivery {number}: {name} took it from {owner} {left:.1f} s before its lease ended"
            )
        if old != "sending" or owner == name:
            self._was_sending.add(number) if old == "sending" else None
            return
        holder = self.world.supervisor.named(owner)
        if (
            holder
            and not holder.dead
            and not holder.ended
            and not self.world.troubles.was_cut_off(holder, _CUT)
        ):
            self.world.broken(
                f"delivery {number}: {name} took it from {owner}, which lives and is sending it"
            )
        self.allowed[number] += 1
        self._taken_over[owner or ""] += 1
        if self._taken_over[owner or ""] > IN_FLIGHT:
            self.world.broken(f"{owner} had more than {IN_FLIGHT} in flight")

    # -- calls

    def calls(self, process: "Process", text: str) -> None:
        """See a call leave."""
        told, time = read(text), self.world.loop.time()
        self.world.note("call", process.name, text)
        if process.dead:
            self.world.broken(f"{process.name} is dead and calls")
        if time < self.own_holds.get(process, 0) - 0.01:
            self.world.broken(f"{process.name} calls while Telegram has asked it to wait")
        if any(since + _LEARNS < time < until - 0.01 for since, until in self.holds):
            self.world.broken(f"{process.name} calls while Telegram has asked the bot to wait")
        if told is None:
            return
        query = "SELECT state, owner, reason FROM deliveries WHERE id = ?"
        state, owner, reason = self.world.storage.rows(query, (told.delivery,)).fetchone()
        if (
            (state, owner) != ("sending", process.name)
            and reason != "moved"
            and told.delivery not in self._was_sending
        ):
            self.world.broken(f"delivery {told.delivery} is {state} of {owner}, and {process.name} sends it")

    def executes(self, request: Request, message: int) -> None:
        """See Telegram carry out a call."""
        self.world.note("done", request.chat, message, request.text)
        told = read(request.text)
        if told is None:
            return
        done = self.executed.setdefault(told.delivery, [])
        done.append((told, request.chat, message))
        if len(done) > 1 + self.allowed[told.delivery] and told.kind != "edit":
            self.world.broken(f"delivery {told.delivery} ({told.kind}) was sent {len(done)} times")

    def answers(self, request: Request, what: str, wait: float) -> None:
        """See an answer arrive that is none of success, or the connection break instead."""
        self.world.note("answer", request.chat, what, wait or "")
        if wait:
            until = self.world.loop.time() + wait
            self.own_holds[request.process] = max(until, self.own_holds.get(request.process, 0))
        told = read(request.text)
        if told and what in ("its answer is lost", "never heard of it"):
            self.lost.add(told.delivery)

    def hold(self, until: int) -> None:
        """See a hold become known to all."""
        left = (_EPOCH + timedelta(microseconds=until) - self.world.now()).total_seconds()
        self.world.note("hold", f"{left:.3f} s")
        if left > 0:
            time = self.world.loop.time()
            self.holds.append((time, time + left))

    # -- replies and turns

    def replied(self, process: "Process", wait: float) -> None:
        """See a reply get its slot."""
        self.world.note("reply", process.name, f"{wait:.3f} s")
        self.replies += 1
        if (
            self.world.troubles.is_calm(wait + 5)
            and self.world.loop.time() > max((until for _, until in self.holds), default=0) + 5
        ):
            self.worst_reply = max(self.worst_reply, wait)
            if wait > _REPLY:
                self.world.broken(f"a reply waited {wait:.2f} s")

    def leads(self, process: "Process") -> None:
        """See a process begin to make deliveries."""
        self.world.note("leads", process.name)
        self.leaders.add(process)
        alive = [
            each for each in self.leaders if not each.dead and not self.world.troubles.was_cut_off(each, 5)
        ]
        if len(alive) > 1 and self.world.troubles.is_calm(20):
            self.world.broken(f"{', '.join(sorted(each.name for each in alive))} make deliveries at once")

    def leads_no_more(self, process: "Process") -> None:
        """See a process end that, or die."""
        self.leaders.discard(process)
