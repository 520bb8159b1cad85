"""When a slot is due: once each local day in every zone, whatever its clocks do."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.domain.schedule import EVERY_DAY, Schedule, Slot, is_quiet, next_slot, quiet_until

BERLIN = ZoneInfo("Europe/Berlin")
DAY = timedelta(days=1)


def berlin(*given: int, fold: int = 0) -> datetime:
    year, month, day, hour, minute = given
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN, fold=fold)


def slots(schedule: Schedule, begin: datetime, days: int) -> list[Slot]:
    """Give the slots of so many days, as one after another."""
    found, end = [next_slot(schedule, begin)], begin + days * DAY
    while found[-1].due <= end:
        found.append(next_slot(schedule, found[-1]))
    return found[:-1]


def test_a_time_that_the_clock_jumps_over_in_spring_is_due_an_hour_later_by_the_clock() -> None:
    schedule = Schedule("Europe/Berlin", (time(2, 30),))
    found = slots(schedule, berlin(2025, 3, 29, 12, 0), 2)
    assert [(slot.day, slot.due) for slot in found] == [
        (date(2025, 3, 30), berlin(2025, 3, 30, 3, 30)),
        (date(2025, 3, 31), berlin(2025, 3, 31, 2, 30)),
    ]


def test_a_time_that_the_clock_goes_through_twice_in_autumn_is_due_the_first_time_alone() -> None:
    schedule = Schedule("Europe/Berlin", (time(2, 30),))
    found = slots(schedule, berlin(2025, 10, 25, 12, 0), 2)
    assert [slot.due for slot in found] == [
        datetime(2025, 10, 26, 0, 30, tzinfo=UTC),
        datetime(2025, 10, 27, 1, 30, tzinfo=UTC),
    ]
    between = berlin(2025, 10, 26, 2, 15, fold=1)
    assert next_slot(schedule, between).day == date(2025, 10, 27)


def test_two_times_that_spring_puts_at_one_moment_are_two_slots() -> None:
    schedule = Schedule("Europe/Berlin", (time(2, 30), time(3, 30)))
    found = slots(schedule, berlin(2025, 3, 30, 0, 0), 1)
    assert [(slot.at, slot.due) for slot in found] == [
        (time(2, 30), berlin(2025, 3, 30, 3, 30)),
        (time(3, 30), berlin(2025, 3, 30, 3, 30)),
    ]


def test_a_slot_after_a_move_to_another_zone_is_of_that_zone() -> None:
    evening = next_slot(Schedule("Asia/Dhaka", (time(20),)), datetime(2025, 7, 3, 12, tzinfo=UTC))
    moved = next_slot(Schedule("America/New_York", (time(20),)), evening)
    assert evening.due == datetime(2025, 7, 3, 14, tzinfo=UTC)
    assert (moved.due, moved.day) == (datetime(2025, 7, 4, 0, tzinfo=UTC), date(2025, 7, 3))


def test_a_day_that_a_land_left_out_at_the_date_line_is_told_of_with_the_next() -> None:
    # Samoa went from the 29th of December 2011 to the 31st.
    found = slots(Schedule("Pacific/Apia", (time(8),)), datetime(2011, 12, 29, 0, tzinfo=UTC), 4)
    assert [slot.day.day for slot in found[:4]] == [29, 30, 31, 1]
    assert all(before.due <= after.due for before, after in pairwise(found))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_at_both_ends_of_the_date_line_the_next_slot_is_within_a_day(zone: str) -> None:
    noon = datetime(2025, 7, 3, 12, tzinfo=UTC)
    for hour in range(24):
        slot = next_slot(Schedule(zone, (time(hour),)), noon)
        assert noon < slot.due <= noon + DAY
        assert slot.due.astimezone(ZoneInfo(zone)).date() == slot.day


def test_only_the_chosen_days_of_the_week_have_slots() -> None:
    schedule = Schedule("Asia/Dhaka", (time(8),), frozenset({5}))
    found = slots(schedule, datetime(2025, 7, 3, 12, tzinfo=UTC), 14)
    assert [slot.day for slot in found] == [date(2025, 7, 4), date(2025, 7, 11)]


times = st.sets(st.builds(time, st.integers(0, 23), st.integers(0, 59)), min_size=1, max_size=3)
weekdays = st.sets(st.sampled_from(sorted(EVERY_DAY)), min_size=1)
zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))


@settings(deadline=None, max_examples=60)
@given(zone=zones, at=times, days=weekdays, year=st.integers(2000, 2035))
@example(zone="Europe/Berlin", at={time(2, 30), time(3, 30)}, days=set(EVERY_DAY), year=2025)
@example(zone="Australia/Lord_Howe", at={time(1, 45), time(2, 15)}, days=set(EVERY_DAY), year=2025)
@example(zone="Africa/Casablanca", at={time(2, 30)}, days=set(EVERY_DAY), year=2025)
@example(zone="Pacific/Apia", at={time(0), time(23, 59)}, days=set(EVERY_DAY), year=2011)
def test_over_a_year_each_local_day_and_time_comes_exactly_once_in_any_zone(
    zone: str, at: set[time], days: set[int], year: int
) -> None:
    schedule = Schedule(zone, tuple(at), frozenset(days))
    begin = datetime(year, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    found = Counter((slot.day, slot.at) for slot in slots(schedule, begin - DAY, 370))
    all_days = [date(year, 1, 1) + number * DAY for number in range(365)]
    expected = {(day, each) for day in all_days if day.isoweekday() in days for each in at}
    assert set(found.values()) == {1}
    assert expected <= set(found)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(21, False), (22, True), (0, True), (6, True), (7, False), (12, False)]
)
def test_quiet_hours_span_midnight(hour: int, *, quiet: bool) -> None:
    assert is_quiet(time(22), time(7), "Europe/Berlin", berlin(2025, 7, 3, hour, 0)) is quiet


def test_quiet_hours_end_at_their_local_time_also_when_the_clock_changes() -> None:
    assert quiet_until(time(7), "Europe/Berlin", berlin(2025, 3, 29, 23, 0)) == berlin(2025, 3, 30, 7, 0)
    assert quiet_until(time(7), "Europe/Berlin", berlin(2025, 10, 26, 2, 30, fold=1)) == berlin(
        2025, 10, 26, 7, 0
    )
