"""Files of briefs that a program changes as an editor would."""

import errno
import os
import re
import resource
import tomllib
from datetime import UTC, timedelta, timezone
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.edit import Editable, new_file
from bot.content.files import MAX_BYTES
from bot.content.lines import statements
from bot.content.read import load, shipped
from bot.domain.errors import ContentError
from bot.domain.models import Bilingual, Brief, HistoryEntry

TEXT = """# সেতুর খবর, আমার নোট
id = "bridge"
topic = 'city'  # শহর
status = "draft"
published = 2025-07-03T18:00:00Z
keywords.bn = [
  "সেতু",  # নদীর ওপর
  "মেয়র",
]
evidence = [[0, 11]]

[title]  # open: en
# the title
bn = "তিন মাসে খুলছে সেতু"

# what readers see first
[summary]
en = '''Mayor: "open" in [3] months # no comment'''
bn = "সেতুটি খুলবে।"

# the mayor's own words
[[quotes]]  # open: who speaks?
kind = "full"   # sure 80%
exact = "সেতুটি ৩ মাসের মধ্যে"
start = 3
end = 9
translation.en = "the bridge"  # hm

[[quotes]]
speaker = "kamal"
kind = "term"
exact = "স্বস্তি"
translation = { en = "relief" }  # on one line
start = 20
end = 27

# the end
"""
PLACES: list[tuple[str | int, ...]] = [
    ("id",),
    ("topic",),
    ("embargo",),
    ("keywords", "bn"),
    ("keywords", "en"),
    ("evidence",),
    ("title", "bn"),
    ("title", "en"),
    ("summary", "bn"),
    ("summary", "en"),
    ("why", "bn"),
    ("why", "en"),
    ("quotes", 0, "speaker"),
    ("quotes", 0, "kind"),
    ("quotes", 0, "translation", "en"),
    ("quotes", 0, "translation", "bn"),
    ("quotes", 0, "segments"),
    ("quotes", 0, "hold"),
    ("quotes", 1, "speaker"),
    ("quotes", 1, "translation", "en"),
    ("quotes", 1, "translation", "bn"),
    ("quotes", 1, "hold"),
    ("quotes", 2, "exact"),
    ("history", 0, "note", "bn"),
]
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(["“বড় স্বস্তি” — কামাল", 'a "b" \\ # c', "'''\n\"\"\"", "[x]\ny = 1", "\r\n", "‌ড়"]),
    st.integers(0, 10**9),
    st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=6))]) | st.none()).map(
        lambda time: time.replace(microsecond=0)
    ),
    st.lists(st.lists(st.integers(0, 9999), min_size=2, max_size=2), max_size=4),
    st.lists(st.sampled_from(["সেতু", "a, b", "]"]), max_size=3),
)


def _leaves(value: Any, prefix: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:  # noqa: ANN401 - any TOML
    if isinstance(value, dict):
        pairs: Any = value.items()
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        pairs = enumerate(value)
    else:
        return {prefix: value}
    return {where: leaf for key, item in pairs for where, leaf in _leaves(item, (*prefix, key)).items()}


def _comments(text: str) -> list[str]:
    return [line[line.index("#") :] for line in text.splitlines() if re.search(r"(^|  )# ?\w", line)]


@settings(deadline=None, max_examples=300)
@given(
    st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_set_is_what_is_read_and_all_else_is_as_it_was(
    changes: list[tuple[tuple[str | int, ...], Any]], end: str
) -> None:
    file = Editable(Path("bridge.toml"), TEXT.replace("\n", end))
    for where, value in changes:
        before, lines = _leaves(tomllib.loads(file.text)), file.text.split("\n")
        file.set(value, *where)
        assert file.get(*where) == value
        assert _leaves(tomllib.loads(file.text)) == before | {where: value}
        # Every line that does not hold this field stands there byte for byte, in its order.
        kept = iter(file.text.split("\n"))
        own = {
            number
            for each in statements("\n".join(lines))
            if each.location == where[: len(each.location)] and not each.is_header
            for number in range(each.first, each.last + 1)
        }
        assert all(line in kept for number, line in enumerate(lines, 1) if number not in own and line.strip())


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(PLACES), min_size=1, max_size=5))
def test_what_is_removed_is_gone_and_all_else_is_read_as_before(places: list[tuple[str | int, ...]]) -> None:
    file = Editable(Path("bridge.toml"), TEXT)
    for where in places:
        before = {key: value for key, value in _leaves(tomllib.loads(file.text)).items() if key != where}
        file.remove(*where)
        assert file.get(*where) is None
        after = _leaves(tomllib.loads(file.text))
        assert {key: value for key, value in after.items() if value not in ({}, [])} == {
            key: value for key, value in before.items() if value not in ({}, [])
        }


def test_a_line_changed_keeps_its_comment_and_a_new_one_stands_where_the_format_has_it() -> None:
    file = Editable(Path("bridge.toml"), TEXT)
    file.set("city-2", "topic")
    file.set("rahima", "quotes", 0, "speaker")
    file.set("ভাঙা", "quotes", 0, "hold")
    file.set("Bridge", "title", "en")
    file.set({"bn": "কারণ", "en": "Because"}, "why")
    file.set(["bridge"], "keywords", "en")
    lines = file.text.splitlines()
    assert 'topic = "city-2"  # শহর' in lines
    for first, second in (
        ("[[quotes]]  # open: who speaks?", 'speaker = "rahima"'),
        ('translation.en = "the bridge"  # hm', 'hold = "ভাঙা"'),
        ('bn = "তিন মাসে খুলছে সেতু"', 'en = "Bridge"'),
        ("]", 'keywords.en = ["bridge"]'),
        ('en = "Because"', ""),
        ("", "# the mayor's own words"),
    ):
        assert (first, second) in pairwise(lines)
    assert lines.index("[why]") < lines.index("# the mayor's own words")
    assert set(_comments(TEXT)) <= set(_comments(file.text))


def test_a_history_entry_is_added_after_the_last_one(tmp_path: Path) -> None:
    file = Editable(tmp_path / "bridge.toml", TEXT)
    note = Bilingual(bn="তিন নয়, চার মাস", en="four months, not three")
    entries = [
        HistoryEntry.model_validate_json('{"date": "2025-07-03T18:00:00Z", "kind": "published"}'),
        HistoryEntry.model_validate_json('{"date": "2025-07-04T18:00:00Z", "kind": "correction"}').model_copy(
            update={"note": note}
        ),
    ]
    for entry in entries:
        file.add_history(entry)
    assert file.text.endswith(
        '[[history]]\ndate = 2025-07-04T18:00:00Z\nkind = "correction"\n'
        'note.bn = "তিন নয়, চার মাস"\nnote.en = "four months, not three"\n'
    )
    assert file.text.startswith(TEXT)
    inline = Editable(tmp_path / "b.toml", "history = []  # none yet\n")
    inline.add_history(entries[0])
    assert inline.text == 'history = [{date = 2025-07-03T18:00:00Z, kind = "published"}]  # none yet\n'


def test_a_table_is_written_with_nothing_else_in_it() -> None:
    file = Editable(
        Path("people.toml"), '[rahima]\nname.bn = "রহিমা"\nrole.bn = "মেয়র"\n\n[kamal]\nname.bn = "কামাল"\n'
    )
    file.set({"name": {"bn": "রহিমা", "en": "Rahima"}, "aliases": ["Rohima"]}, "rahima")
    file.set({"name": {"bn": "মীনা", "en": "Mina"}}, "mina")
    assert file.text == (
        '[rahima]\nname.bn = "রহিমা"\nname.en = "Rahima"\naliases = ["Rohima"]\n\n[kamal]\nname.bn = "কামাল"\n'
        '\n[mina]\nname.bn = "মীনা"\nname.en = "Mina"\n'
    )


def test_a_new_file_is_the_brief_again(tmp_path: Path) -> None:
    for brief in load(shipped()).briefs.values():
        path = tmp_path / "briefs" / f"{brief.id}.toml"
        file = Editable(path, new_file(brief))
        file.save()
    assert load(tmp_path / "briefs").briefs == load(shipped()).briefs


def test_a_new_file_has_the_order_of_the_format() -> None:
    brief = next(brief for brief in load(shipped()).briefs.values() if brief.quotes and brief.history)
    names = [str(each.location[0]) for each in statements(new_file(brief))]
    assert list(dict.fromkeys(names)) == [name for name in Brief.model_fields if name in names]


def test_a_file_is_saved_whole_with_its_mark_its_rights_and_its_link(tmp_path: Path) -> None:
    there, link = tmp_path / "files" / "bridge.toml", tmp_path / "bridge.toml"
    there.parent.mkdir()
    there.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    there.chmod(0o640)
    link.symlink_to(there)
    file = Editable.open(link)
    file.set("শিরোনাম", "title", "bn")
    file.save()
    assert link.is_symlink()
    assert there.read_bytes() == b"\xef\xbb\xbf" + file.text.encode()
    assert there.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in there.parent.iterdir()] == ["bridge.toml"]


def test_where_the_disk_is_full_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bridge.toml"
    path.write_text(TEXT, encoding="utf-8")
    file = Editable.open(path)
    file.set("শিরোনাম", "title", "bn")

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ContentError, match=r"was not written \(No space left on device\); it is as it was"):
        file.save()
    assert path.read_text(encoding="utf-8") == TEXT
    assert [each.name for each in tmp_path.iterdir()] == ["bridge.toml"]


def test_where_only_a_part_can_be_written_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_text(TEXT, encoding="utf-8")
    file = Editable.open(path)
    file.set("শিরোনাম", "title", "bn")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(ContentError, match="it is as it was"):
            file.save()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_text(encoding="utf-8") == TEXT
    assert [each.name for each in tmp_path.iterdir()] == ["bridge.toml"]


def test_a_file_that_somebody_else_saved_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_text(TEXT, encoding="utf-8")
    file = Editable.open(path)
    path.write_text(TEXT.replace("city", "শহর"), encoding="utf-8")
    file.set("x", "topic")
    with pytest.raises(ContentError, match="was changed meanwhile and is left as it is; try again"):
        file.save()
    assert "শহর" in path.read_text(encoding="utf-8")


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "bridge.toml"
    path.write_text(TEXT, encoding="utf-8")
    file = Editable.open(path)
    file.set("স" * MAX_BYTES, "title", "bn")
    with pytest.raises(ContentError, match="shorten it"):
        file.save()
    path.write_text("id = ", encoding="utf-8")
    with pytest.raises(ContentError, match="this is not TOML"):
        Editable.open(path)
