"""`barta push`, `barta pushes` and `barta editor`, as an operator meets them; and what they draw on."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
from wcwidth import wcswidth

from bot.content.read import load, shipped
from bot.domain.delivery import Mark, Progress, Push, PushReport
from bot.domain.pushing import Reach
from bot.domain.schedule import Schedule
from bot.domain.search import Index
from bot.render.progress import Line, bar, clip, details, duration, pushes
from bot.services.desk import Desk
from bot.services.publish import publish
from bot.services.push import forecast, preview, push
from bot.store.engine import Store
from tests.processes import barta
from tests.stores import NOON, both, rows, wish

BRIEF, TOPIC = "film-exchange", "us-russia"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DONE = PushReport(
    Push(12, "brief", "k", NOON, NOON, BRIEF, 2, urgent=True, by=7),
    {"sent": 9_500, "gone": 400, "failed": 100},
    {"Forbidden: bot was blocked by the user": 400, "Bad Request: চ্যাট খুঁজে পাওয়া যায়নি": 100},
    3,
    fanning_out=False,
    first=NOON,
    last=NOON + timedelta(seconds=330),
)
TITLE = "যুক্তরাষ্ট্র ও রাশিয়ার সিনেমা বিনিময়ের প্রস্তাব পুতিনের, আর তা নিয়ে আরও কথা"


@pytest.fixture
async def stored(store: Store, index: Index) -> Desk:
    """Give a desk whose briefs are published, on either database."""
    desk = Desk(index, store)
    await publish(desk, load(shipped()), NOW)
    return desk


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'barta.db'}"


@pytest.fixture
async def opened(database: str) -> AsyncIterator[Store]:
    store = Store.open(database)
    for chat in (1, 2, 3):
        await store.subscriptions.save(wish(chat), NOW)
    yield store
    await store.close()


async def test_a_push_is_shown_with_its_recipients_and_asks_first(database: str, opened: Store) -> None:
    status, said, _ = await barta(database, "push", "brief", BRIEF, answer="n\n")
    assert status == 1
    assert "যুক্তরাষ্ট্র ও রাশিয়ার সিনেমা বিনিময়ের প্রস্তাব পুতিনের" in said
    assert "Putin suggests U.S. and Russia exchange films" in said
    assert "        3  get it at once\nPush it? [y/N]" in said
    assert max(map(wcswidth, said.splitlines())) <= 80
    assert await opened.reports.pushes(5) == []


async def test_a_version_is_pushed_once(database: str, opened: Store) -> None:
    status, said, _ = await barta(database, "push", "brief", BRIEF, "--urgent", answer="y\n")
    assert (status, "Push 1 is open" in said) == (0, True)
    (report,) = await opened.reports.pushes(5)
    assert (report.push.brief, report.push.version, report.push.urgent) == (BRIEF, 1, True)
    status, said, _ = await barta(database, "push", "brief", BRIEF, "--yes")
    assert status == 0
    assert said.startswith("This version was pushed at ")
    assert said.endswith(" UTC; it is not sent again.\n")
    assert len(await opened.reports.pushes(5)) == 1


async def test_pushing_publishes_that_brief_alone(database: str, opened: Store) -> None:
    await barta(database, "push", "brief", BRIEF, "--yes")
    assert set(await opened.versions.published()) == {BRIEF}


async def test_a_dry_run_writes_nothing(database: str, opened: Store) -> None:
    status, said, _ = await barta(database, "push", "brief", BRIEF, "--dry-run")
    assert (status, "3  get it at once" in said) == (0, True)
    status, said, _ = await barta(database, "push", "--dry-run")
    assert (status, "get nothing, as there is nothing new" in said) == (0, True)
    assert await opened.versions.published() == {}
    assert await rows(opened, "SELECT id FROM pushes UNION SELECT id FROM deliveries") == []


async def test_an_unknown_brief_is_said_with_one_like_it(database: str) -> None:
    status, _, errors = await barta(database, "push", "brief", "film-exchang")
    assert status == 1
    assert errors == "barta push: there is no published brief film-exchang; did you mean film-exchange?\n"


async def test_a_change_without_a_history_entry_is_not_pushed(
    database: str, opened: Store, tmp_path: Path
) -> None:
    folder = tmp_path / "খবর"
    folder.mkdir()
    for file in shipped().rglob("*.toml"):
        (folder / file.relative_to(shipped()).parent).mkdir(exist_ok=True)
        (folder / file.relative_to(shipped())).write_bytes(file.read_bytes())
    (file,) = folder.rglob(f"{BRIEF}.toml")
    await barta(database, "push", "brief", BRIEF, "--briefs", str(folder), "--yes")
    file.write_text(
        file.read_text(encoding="utf-8").replace("সিনেমা বিনিময়ের", "ছবি বিনিময়ের"), encoding="utf-8"
    )
    status, _, errors = await barta(database, "push", "brief", BRIEF, "--briefs", str(folder), "--yes")
    assert status == 1
    assert "without a history entry" in errors
    assert len(await opened.reports.pushes(5)) == 1


async def test_pushes_and_editors_begin_empty_and_say_so(database: str) -> None:
    assert (await barta(database, "pushes"))[1] == "Nothing was pushed yet.\n"
    assert (await barta(database, "editor", "list"))[1].startswith("There are no editors yet")
    assert (await barta(database, "push", "--dry-run"))[1] == "Nobody has subscribed yet.\n"
    status, _, errors = await barta(database, "pushes", "show", "7")
    assert (status, "there is no push 7" in errors) == (1, True)


async def test_editors_are_added_listed_and_removed(database: str) -> None:
    assert (await barta(database, "editor", "add", "4711", "রহিমা"))[1] == "4711 রহিমা is an editor now.\n"
    assert (await barta(database, "editor", "add", "4711"))[1] == "4711 is an editor already.\n"
    assert (await barta(database, "editor", "list"))[1] == "        4711  রহিমা\n"
    assert (await barta(database, "editor", "remove", "4711"))[0] == 0
    status, _, errors = await barta(database, "editor", "remove", "4711")
    assert (status, errors) == (1, "4711 is no editor.\n")


@both
async def test_the_reach_counts_each_chat_once_and_agrees_with_the_fan_out(stored: Desk) -> None:
    store, quiet = stored.store, (time(0), time(23, 59, 59))
    wishes = [
        wish(1),
        wish(2, topics=frozenset({TOPIC, "iran"})),
        wish(3, topics=frozenset({"iran"})),
        wish(4, keywords="ক্রিকেট"),
        wish(5, keywords="সিনেমা"),
        wish(6, paused_until=NOW + timedelta(hours=1)),
        wish(7, quiet=quiet),
        wish(8, active=False, ended="stopped"),
        wish(-9, thread=4, paused_until=NOW - timedelta(hours=1)),
    ]
    for each in wishes:
        await store.subscriptions.save(each, NOW)
    found = await preview(stored, BRIEF, NOW)
    assert found
    assert found.reach == Reach(at_once=4, later=1, paused=1, filtered=1)
    opened, new = await push(stored, BRIEF, found.version, NOW, 7)
    assert new
    fanned = await store.fan_out.brief(opened, TOPIC, ["সিনেমা"], NOW)
    assert fanned.made == found.reach.total


@both
async def test_the_second_editor_is_given_the_first_ones_push(stored: Desk) -> None:
    first, new = await push(stored, BRIEF, 1, NOW, 7)
    second, again = await push(stored, BRIEF, 1, NOW, 8, urgent=True)
    assert (new, again) == (True, False)
    assert second == first
    found = await preview(stored, BRIEF, NOW)
    assert found
    assert found.push == first


@both
async def test_the_forecast_tells_each_slot_its_chats_and_briefs(stored: Desk) -> None:
    store, latest = stored.store, stored.news.latest
    evening = Schedule("Europe/Berlin", (time(20),))
    for each in (wish(1), wish(2, cursor=latest), wish(3, cursor=latest, says_nothing=True)):
        await store.subscriptions.save(each, NOW)
    await store.subscriptions.save(wish(4, schedule=evening, topics=frozenset({"iran"})), NOW)
    await store.subscriptions.save(wish(5, schedule=evening, paused_until=NOW + timedelta(days=2)), NOW)
    dhaka, berlin = await forecast(stored, NOW)
    assert (dhaka.due, dhaka.zone) == (NOW + timedelta(hours=2), "Asia/Dhaka")
    assert (dhaka.chats, dhaka.without, dhaka.told_nothing, dhaka.paused) == (1, 1, 1, 0)
    assert len(dhaka.briefs) == 5
    assert (berlin.due, berlin.chats, berlin.paused) == (NOW + timedelta(hours=7), 1, 1)
    assert {stored.index.library.briefs[key].topic for key in berlin.briefs} == {"iran"}


@both
async def test_progress_is_told_of_the_last_minute_and_of_what_waits(stored: Desk) -> None:
    store = stored.store
    for chat in range(1, 11):
        await store.subscriptions.save(wish(chat), NOW)
    opened, _ = await push(stored, BRIEF, 1, NOW)
    await store.fan_out.brief(opened, TOPIC, [], NOW)

    claimed = await store.ledger.claim("us", 10, NOW)
    for second, delivery in enumerate(claimed[:5]):
        at = NOW + timedelta(seconds=second / 2)
        await store.ledger.mark([Mark(delivery, "sent", message=1)], (), at)
    later = NOW + timedelta(hours=8)
    await store.ledger.mark([Mark(each, "pending", again=later) for each in claimed[5:8]], (), NOW)
    now = NOW + timedelta(seconds=5)
    assert await store.reports.progress([opened.id], now) == {opened.id: Progress(3, later, 2.0)}
    assert await store.reports.waiting(now) == (2, 3)


def test_a_push_is_set_in_eighty_columns_whatever_script_its_title_has() -> None:
    line = Line(DONE, Progress(), TITLE, "রহিমা বেগম চৌধুরী হক সাহেব")
    for text in (pushes([line, line], NOW, 80), details(line, NOW, 80), pushes([line], NOW, 60)):
        widest = 60 if text == pushes([line], NOW, 60) else 80
        assert max(map(wcswidth, text.splitlines())) <= widest
    first, second, *reasons = pushes([line], NOW, 80).splitlines()
    assert first.startswith("#12  যুক্তরাষ্ট্র")
    assert wcswidth(first) == 80
    assert "████████████████████████ 100 %   10,000 of 10,000   28.8/s   3 too late" in second
    assert reasons[0] == "           400  Forbidden: bot was blocked by the user"


def test_details_tell_states_and_every_reason() -> None:
    text = details(Line(DONE, Progress(), TITLE, "রহিমা"), NOW, 80)
    assert "Opened   3 Jul 2025, 12:00 UTC by রহিমা" in text
    assert "         9,500  sent\n" in text
    assert "           400  cannot be reached any more\n" in text
    assert "           100  Bad Request: চ্যাট খুঁজে পাওয়া যায়নি" in text


def test_a_push_under_way_tells_its_pace_and_what_waits_for_quiet_hours_to_end() -> None:
    report = replace(DONE, counts={"sent": 2_900, "pending": 3_200, "sending": 10}, reasons={}, skipped=0)
    progress = Progress(300, NOW + timedelta(hours=8, minutes=3), 29.0)
    text = pushes([Line(report, progress, TITLE)], NOW, 110)
    assert "47 %   2,900 of 6,110   29.0/s   1 min 40 s left   300 more in 8 h 3 min" in text


def test_a_bar_is_full_only_when_all_is_done() -> None:
    assert bar(0.999, 10) == "█████████░"
    assert (bar(1, 10), bar(0, 10)) == ("█" * 10, "░" * 10)


def test_a_text_is_cut_between_graphemes_and_never_commands_the_terminal() -> None:
    assert clip("ক্ষেপণাস্ত্র", 80) == "ক্ষেপণাস্ত্র"
    assert wcswidth(clip("ক্ষেপণাস্ত্র বন্ধ", 6)) <= 6
    assert clip("\x1b[31mলাল\x07\n\u202eখবর", 80) == "[31mলাল খবর"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "0 s"), (59.6, "1 min"), (110, "1 min 50 s"), (3600, "1 h"), (90_000, "1 d 1 h")],
)
def test_a_duration_is_said_in_two_units(seconds: float, said: str) -> None:
    assert duration(seconds) == said
