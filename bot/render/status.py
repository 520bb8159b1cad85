"""How the bot is doing, as an editor asks it in the chat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.delivery import PushReport
from bot.domain.draft import DraftState
from bot.domain.models import Language
from bot.domain.search import Index
from bot.render.brief import heading, text
from bot.render.drafts import WAITING
from bot.render.message import Block, Message, Run
from bot.render.split import fit, shorten
from bot.render.words import say, say_date, say_number, say_time

_REASONS = 5
_TITLE, _REASON = 60, 120  # UTF-16 units


@dataclass(frozen=True)
class Status:
    """Counts of chats that get briefings, of deliveries and of drafts by state, the last pushes, and until when Telegram asked to wait."""

    subscribers: int
    due: int
    later: int
    held: datetime | None
    pushes: Sequence[PushReport]
    drafts: Mapping[DraftState, int]


def status(index: Index, found: Status, language: Language) -> Message:
    """Give the state of things, for an editor."""
    number = {name: say_number(language, getattr(found, name)) for name in ("subscribers", "due", "later")}
    lines = [
        say(language, "status.briefs", count=say_number(language, index.holdings.size)),
        say(language, "status.subscribers", count=number["subscribers"]),
    ]
    if found.due or found.later:
        lines.append(say(language, "status.waiting", due=number["due"], later=number["later"]))
    if found.drafts:
        waiting = {name: say_number(language, found.drafts.get(name, 0)) for name in WAITING}
        lines.append(say(language, "status.drafts", **waiting))
    if found.held:
        lines.append(say(language, "status.held", time=say_time(language, found.held.time())))
    blocks = [heading(say(language, "status.heading")), text("\n".join(lines))]
    blocks.append(heading(say(language, "status.pushes" if found.pushes else "status.none")))
    blocks += [_push(index, report, language) for report in found.pushes]
    if reasons := _reasons(found.pushes):
        listed = "\n".join(
            f"{say_number(language, count)} – {shorten(reason, _REASON)}"
            for reason, count in list(reasons.items())[:_REASONS]
        )
        blocks.append(Block((Run(say(language, "status.reasons"), "bold"), Run(f"\n{listed}"))))
    return fit(Message(tuple(blocks)))


def _push(index: Index, report: PushReport, language: Language) -> Block:
    push, counts = report.push, report.counts
    brief = index.brief(push.brief or "")
    title = shorten(brief.title.get(language), _TITLE) if brief else push.brief or ""
    if push.kind == "scheduled":
        title = say(language, "status.scheduled")
    elif push.kind == "change":
        title = say(language, "status.change", title=title)
    when = f"{say_date(language, push.due.date())}, {say_time(language, push.due.time())} UTC"
    of = {"sent": counts.get("sent", 0), "total": report.total}
    facts = say(
        language, "status.counts", **{name: say_number(language, count) for name, count in of.items()}
    )
    failed = sum(counts.get(state, 0) for state in ("gone", "failed", "ambiguous"))
    if failed:
        facts += f"; {say(language, 'status.failed', failed=say_number(language, failed))}"
    return Block((Run(title, "italic"), Run(f"\n{when}: {facts}")))


def _reasons(reports: Sequence[PushReport]) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for report in reports:
        for reason, count in report.reasons.items():
            total[reason] = total.get(reason, 0) + count
    return dict(sorted(total.items(), key=lambda item: -item[1]))
