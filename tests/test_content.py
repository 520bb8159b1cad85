"""Reading a folder: what can be used is used, and every fault names file, line, what is wrong and the mend."""

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.files import MAX_BYTES
from bot.content.lines import field_lines, find_line
from bot.content.read import load, read, shipped
from bot.domain.editorial import Location
from bot.domain.errors import ContentError
from tests.small_folder import SmallFolder, write_small_folder

BRIEF = "bridge-article/bridge.toml"


def faults(folder: SmallFolder) -> list[str]:
    """Give what reading finds, each path relative to the folder."""
    return [str(fault).replace(f"{folder.path}/", "") for fault in read(folder.path)[1]]


# In which file what is replaced, by what, on which line the fault is then, and the fault.
FORM = {
    "an unknown field": (
        BRIEF, 'topic = "city"', 'topic = "city"\nkeyword.bn = ["সেতু"]', "keyword.bn",
        '"keyword" is not a field of a brief; did you mean "keywords"?',
    ),
    "an unknown field of a quote": (
        BRIEF, 'kind = "term"', 'kind = "term"\nlanguage = "bn"', "language",
        ('"language" is not a field of a quote; take it out; the fields are speaker, relayed_by, kind, exact, '
        "prefix, suffix, start, end, segments, translation, hold"),
    ),
    "an unknown language": (
        BRIEF, 'en = "Bridge to open', 'hi = "पुल"\nen = "Bridge to open', "hi = ",
        '"hi" is not a field of a text in two languages; take it out; the fields are bn, en',
    ),
    "a missing language": (
        BRIEF, 'en = "Bridge to open in three months"\n', "", "[title]",
        '"title" has no English text; add en = "…" beside the other language',
    ),
    "an empty text": (
        BRIEF, 'bn = "তিন মাসে খুলছে সেতু"', 'bn = ""', 'bn = ""',
        '"title.bn" is empty; write it, or take the field out where it is optional',
    ),
    "a missing field": (BRIEF, 'topic = "city"\n', "", "", '"topic" is missing; add it'),
    "a missing field of a quote": (
        BRIEF, 'kind = "term"\n', "", '[[quotes]]\nspeaker = "kamal"', '"kind" of quote 2 is missing; add it',
    ),
    "a number as text": (
        BRIEF, "start = 136", 'start = "136"', 'start = "136"',
        '"start" of quote 2 is "136", not a place in the text; write a whole number from 0, without quote marks',
    ),
    "a negative number": (
        BRIEF, "start = 136", "start = -136", "start = -136",
        '"start" of quote 2 is -136, not a place in the text; write a whole number from 0, without quote marks',
    ),
    "a number of 5,000 digits": (
        BRIEF, "start = 136", "start = " + "9" * 5000, "",
        "a number here has too many digits; write a number that stands in the article",
    ),
    "a number that no article reaches": (
        BRIEF, "start = 136", "start = 0x" + "f" * 4000, "start = 0x",
        ('"start" of quote 2 is a number of more than 39 digits, not a place in the text; '
        "write a whole number from 0, without quote marks"),
    ),
    "evidence beyond any article": (
        BRIEF, "evidence = [[0, ", "evidence = [[0, 1000000001], [0, ", "evidence = ",
        "evidence span 1 is 1000000001, not a place in the text",
    ),
    "a number of 4,000 digits for a text": (
        BRIEF, 'exact = "বড় স্বস্তি"', "exact = 0x" + "f" * 4000, "exact = 0x",
        '"exact" of quote 2 is a number of more than 39 digits, not text; write it in quote marks: "…"',
    ),
    "a blank name": (
        "people.toml", 'name.en = "Kamal Hossain"', 'name.en = " \u200b"', 'name.en = " ',
        '"name.en" of kamal is empty; write it, or take the field out where it is optional',
    ),
    "a blank title": (
        BRIEF, 'bn = "তিন মাসে খুলছে সেতু"', 'bn = " \u00a0 "', 'bn = " ',
        '"title.bn" is empty; write it, or take the field out where it is optional',
    ),
    "a control character": (
        BRIEF, 'en = "Bridge to open', 'en = "Bridge \\u0007to open', 'en = "Bridge',
        '"title.en" holds U+0007, a character that nobody sees; take it out',
    ),
    "a mark that turns the direction": (
        "people.toml", 'name.bn = "কামাল', 'name.bn = "\u202eকামাল', 'name.bn = "\u202e',
        '"name.bn" of kamal holds U+202E, a character that nobody sees; take it out',
    ),
    "a title of two lines": (
        BRIEF, 'en = "Bridge to open', 'en = "Bridge\\nto open', "[title]",
        '"title" has a line break or a tab; write it on one line',
    ),
    "an address that is none": (
        "bridge-article/article.toml", 'language = "bn"', 'language = "bn"\nurl = "javascript:alert(1)"', "url",
        '"url" is "javascript:alert(1)", not a web address; write it from https:// on, or take it out',
    ),
    "an address without a host": (
        "bridge-article/article.toml", 'language = "bn"', 'language = "bn"\nurl = "https:///path"', "url",
        '"url" is "https:///path", not a web address; write it from https:// on, or take it out',
    ),
    "text as a number": (
        BRIEF, 'exact = "বড় স্বস্তি"', "exact = 5", "exact = 5",
        '"exact" of quote 2 is 5, not text; write it in quote marks: "…"',
    ),
    "a misspelt choice": (
        BRIEF, 'kind = "term"', 'kind = "trem"', "trem", '"kind" of quote 2 is "trem"; did you mean "term"?',
    ),
    "a choice that there is not": (
        BRIEF, 'kind = "term"', 'kind = "shout"', "shout",
        '"kind" of quote 2 is "shout"; write one of full, fragment, term, title or passage',
    ),
    "a span of three": (
        BRIEF, "evidence = [[0, ", "evidence = [[0, 1, ", "evidence",
        "evidence span 1 has more than two numbers; write it as [start, end]",
    ),
    "a span of one": (
        BRIEF, "evidence = [[", "evidence = [[7], [", "evidence",
        "evidence span 1 has one number; write it as [start, end]",
    ),
    "a time without its zone": (
        BRIEF, "published = 2025-07-03T18:00:00Z", "published = 2025-07-03T18:00:00", "published = ",
        '"published" has no time zone; put a Z (UTC) after it, as in 2025-07-03T18:00:00Z',
    ),
    "a time beyond the calendar": (
        BRIEF, 'topic = "city"', 'topic = "city"\nembargo = 9999-12-31T23:59:59-01:00', "embargo = ",
        '"embargo" is beyond the calendar in UTC; write a time of these years',
    ),
    "a time as text": (
        BRIEF, "date = 2025-07-03T18:00:00Z", 'date = "today"', "date = ",
        '"date" of history entry 1 is "today", not a time; write it without quote marks, as 2025-07-03T18:00:00Z',
    ),
    "text for a table": (
        BRIEF, 'topic = "city"', 'topic = "city"\nkeywords = "সেতু"', "keywords",
        '"keywords" is not a table; write its fields under a header of its own, as in another brief',
    ),
    "text for a list": (
        BRIEF, 'topic = "city"', 'topic = "city"\nkeywords.bn = "সেতু"', "keywords",
        '"keywords.bn" is not a list; write it in square brackets: […]',
    ),
    "an id that a link cannot carry": (
        BRIEF, 'id = "bridge"', 'id = "সেতু"', "id = ", '"id" is "সেতু"; write letters a to z, digits, - and _ only',
    ),
    "an id that is not the file's name": (
        BRIEF, 'id = "bridge"', 'id = "brigde"', "id = ",
        'the id "brigde" is not the file\'s name; name the file brigde.toml, or write id = "bridge"',
    ),
    "a wrong sum": (
        "bridge-article/article.toml", 'sha256 = "', 'sha256 = "X', "sha256", "; write the 64 digits and letters a to f",
    ),
    "a date as text": (
        "bridge-article/article.toml", "published = 2025-07-03", 'published = "2025-07-03"', "published",
        '"published" is not a date; write it without quote marks, as 2025-07-03',
    ),
    "a person without an English name": (
        "people.toml", 'name.en = "Kamal Hossain"\n', "", 'name.bn = "কামাল',
        '"name" of kamal has no English text; add en = "…" beside the other language',
    ),
    "a number among aliases": (
        "topics.toml", 'name.en = "City"', 'name.en = "City"\naliases = [\n  "শহর",\n  7,\n]', "aliases",
        'alias 2 of city is 7, not text; write it in quote marks: "…"',
    ),
    "an id in Bengali": (
        "topics.toml", "[city]", '["শহর"]', '["শহর"]',
        '"শহর" is no id; write letters a to z, digits, - and _ only, at most 56',
    ),
    "malformed TOML": (
        BRIEF, 'en = "Bridge to open in three months"', 'en = "Bridge to open in three months', "en = ",
        "this is not TOML: Illegal character '\\n'; compare the line with the same one of another file",
    ),
    "a field twice": (
        BRIEF, 'topic = "city"', 'topic = "city"\ntopic  = "city"', "topic  =",
        "this is not TOML: Cannot overwrite a value; compare the line with the same one of another file",
    ),
}  # fmt: skip


@pytest.mark.parametrize("edit", FORM.values(), ids=FORM)
def test_a_file_of_another_form_has_one_fault(
    folder: SmallFolder, edit: tuple[str, str, str, str, str]
) -> None:
    name, old, new, at, fault = edit
    folder.edit(old, new, name)
    (found,) = faults(folder)
    place, _, text = found.partition(": ")
    line = folder.line(normalize("NFC", at), name) if at else None
    assert place == (f"{name}:{line}" if line else name)
    assert normalize("NFC", fault) in text


def test_a_read_folder_gives_all_records(folder: SmallFolder) -> None:
    library = load(folder.path)
    assert list(library.briefs) == ["bridge"]
    assert library.sources["bridge"].id == "bridge-article"
    assert library.people["kamal"].name.bn == normalize("NFC", "কামাল হোসেন")
    assert library.topics["city"].name.en == "City"


def test_a_fault_leaves_the_other_briefs_readable(folder: SmallFolder) -> None:
    text = folder.brief.read_text(encoding="utf-8").replace('id = "bridge"', 'id = "ferry"')
    folder.brief.with_name("ferry.toml").write_text(text, encoding="utf-8")
    folder.edit('topic = "city"', "topic = 3")
    library, found = read(folder.path)
    assert list(library.briefs) == ["ferry"]
    assert len(found) == 1


def test_an_unfinished_person_whom_no_brief_names_keeps_nothing_from_being_read(folder: SmallFolder) -> None:
    """The people of an article whose drafts are gone: who speaks must be whole, whoever else was named need not."""
    people = folder.brief.with_name("people.toml")
    speaker = '[rina]\nname.bn = "রিনা সেন"\nname.en = "Rina Sen"\n'
    people.write_text(f'{speaker}\n[tapan]\nname.bn = "তপন"\n', encoding="utf-8")
    folder.edit('speaker = "kamal"', 'speaker = "rina"')
    assert "rina" in load(folder.path).people
    people.write_text(speaker.replace('name.en = "Rina Sen"\n', ""), encoding="utf-8")
    assert any('"name" of rina has no English text' in fault for fault in faults(folder))


def test_load_lists_every_fault(folder: SmallFolder) -> None:
    folder.edit('topic = "city"', "topic = 3")
    folder.edit('kind = "term"', 'kind = "trem"')
    with pytest.raises(ContentError) as error:
        load(folder.path)
    assert [line.rpartition("/")[2].split(" ")[0] for line in str(error.value).splitlines()] == [
        f"bridge.toml:{folder.line('topic = ')}:",
        f"bridge.toml:{folder.line('trem')}:",
    ]


def test_a_duplicate_id_names_both_files(folder: SmallFolder) -> None:
    other = folder.path / "later" / "bridge.toml"
    other.parent.mkdir()
    other.write_text(folder.brief.read_text(encoding="utf-8"), encoding="utf-8")
    assert faults(folder) == [
        f'later/bridge.toml:1: "bridge" is the id of {BRIEF} too; give one of them another id and file name'
    ]


def test_briefs_without_anything_beside_them_are_read(folder: SmallFolder, tmp_path: Path) -> None:
    """No article, no people, no topics: the brief is there, and its topic is called by its id."""
    bare = tmp_path / "bare" / "deep" / "er"
    bare.mkdir(parents=True)
    (bare / "bridge.toml").write_bytes(folder.brief.read_bytes())
    library, found = read(tmp_path / "bare")
    assert found == ()
    assert library.sources == {}
    assert library.topics["city"].name.get("bn") == "city"


def test_briefs_are_newest_first_then_by_id(folder: SmallFolder) -> None:
    text = folder.brief.read_text(encoding="utf-8")
    for brief_id, day in (("zebra", 4), ("alpha", 3), ("omega", 2)):
        changed = text.replace('id = "bridge"', f'id = "{brief_id}"').replace("2025-07-03", f"2025-07-0{day}")
        folder.brief.with_name(f"{brief_id}.toml").write_text(changed, encoding="utf-8")
    assert list(load(folder.path).briefs) == ["zebra", "alpha", "bridge", "omega"]


def test_what_is_read_is_composed(folder: SmallFolder) -> None:
    """Keyboards send ড় and য় as one code point; quotes and their surroundings have two, as the article has."""
    folder.edit('exact = "বড় স্বস্তি"', 'exact = "ব\u09dc স্বস্তি"')
    folder.edit('prefix = "কথায় এটি “"', 'prefix = "কথা\u09df এটি “"')
    quote = load(folder.path).briefs["bridge"].quotes[1]
    assert (quote.exact[:3], quote.prefix[:5]) == ("ব\u09a1\u09bc", "কথা\u09af\u09bc")


@pytest.mark.parametrize(("size", "refused"), [(MAX_BYTES, False), (MAX_BYTES + 1, True)])
def test_a_file_over_64_kib_is_refused(folder: SmallFolder, size: int, *, refused: bool) -> None:
    text = folder.brief.read_bytes()
    folder.brief.write_bytes(text + b"#" * (size - len(text)))
    assert faults(folder) == (
        [f"{BRIEF}: the file has 65537 bytes and was not read; cut it to at most 65536 bytes"]
        if refused
        else []
    )


def test_files_that_are_none_have_a_fault(folder: SmallFolder) -> None:
    """A folder, a pipe (which must not be waited on), a dangling link and other bytes are each told apart."""
    (folder.path / "a.toml").mkdir()
    os.mkfifo(folder.path / "b.toml")
    (folder.path / "c.toml").symlink_to("nowhere")
    (folder.path / "d.toml").write_bytes("id = 'সেতু'\n".encode() + b"\xff")
    (folder.path / "e.toml").write_text("a = " + "[" * 5000, encoding="utf-8")
    (folder.path / ".hidden.toml").write_text("no TOML", encoding="utf-8")
    none = "this is not a file; rename it so that it does not end in .toml"
    assert faults(folder) == [
        f"a.toml: {none}",
        f"b.toml: {none}",
        f"c.toml: {none}",
        "d.toml:2: the file is not UTF-8; save it as UTF-8 in your editor",
        "e.toml: the file is nested too deeply; write it flat, as the other files are",
    ]


def test_a_name_in_capitals_is_told(folder: SmallFolder) -> None:
    folder.brief.rename(folder.brief.with_suffix(".TOML"))
    assert faults(folder) == [
        "bridge-article/bridge.TOML: its name ends in .TOML and it was not read; name it bridge.toml"
    ]


def test_the_lines_of_a_file_are_read_once(folder: SmallFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many faults it has: else the time would grow with their square."""
    read_texts: list[str] = []

    def counted(text: str) -> dict[Location, int]:
        read_texts.append(text)
        return field_lines(text)

    monkeypatch.setattr("bot.content.files.field_lines", counted)
    text = "\n".join(f'[p{n}]\nname.bn = "ক"' for n in range(50))
    (folder.path / "people.toml").write_text(text, encoding="utf-8")
    assert len(faults(folder)) == 50
    assert read_texts == [text]


def test_a_web_address_is_kept(folder: SmallFolder) -> None:
    url = "https://example.org/খবর?id=1"
    folder.edit('language = "bn"', f'language = "bn"\nurl = "{url}"', "bridge-article/article.toml")
    assert load(folder.path).sources["bridge"].url == url


def test_a_missing_folder_has_a_fault(tmp_path: Path) -> None:
    library, (fault,) = read(tmp_path / "none")
    assert library.briefs == {}
    assert str(fault).endswith("there is no such folder; name a folder of briefs")


def test_the_shipped_folder_is_read_without_a_fault() -> None:
    assert load(shipped()).briefs


def test_lines_are_found_past_strings_and_arrays_of_many_lines() -> None:
    text = '''a = """
b = "no field"
""" # ] a comment
list = [ # [
  "]",
  { c = 1 },
]
[[t]]
x.y = 1
[[t]]
x.y = \'\'\'
[t]\'\'\'
[t.sub]
"z w" = "\\\\"
'''
    places = [
        ("a",),
        ("list", 1, "c"),
        ("t", 0, "x", "y"),
        ("t", 1),
        ("t", 1, "x"),
        ("t", 1, "sub", "z w"),
        ("b",),
    ]
    assert [find_line(field_lines(text), place) for place in places] == [1, 4, 9, 10, 11, 14, None]


FILES = st.sampled_from([BRIEF, "people.toml", "topics.toml", "bridge-article/article.toml"])
JUNK = (
    st.binary(max_size=40)
    | st.text(max_size=40).map(str.encode)
    | st.sampled_from([b"[[", b"]]\n", b"= {}\n", b'"""'])
)


@settings(deadline=None)
@given(FILES, JUNK, st.integers(0, 2500), st.integers(0, 60))
def test_no_bytes_make_reading_or_checking_raise(name: str, junk: bytes, position: int, taken: int) -> None:
    """Whatever is spliced into any file, there is a library, and each fault is said in one line with its mend."""
    with TemporaryDirectory() as directory:
        folder = write_small_folder(Path(directory))
        raw = (folder.path / name).read_bytes()
        (folder.path / name).write_bytes(raw[:position] + junk + raw[position + taken :])
        assert set(read(folder.path)[0].briefs) <= {"bridge"}
        assert all(re.fullmatch(r"[^\n]+?: [^\n]+; [^\n]+", fault) for fault in folder.faults())


@settings(deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_a_file_of_any_bytes_gives_faults_and_no_brief(raw: bytes) -> None:
    with TemporaryDirectory() as directory:
        (Path(directory) / "any.toml").write_bytes(raw)
        library, found = read(Path(directory))
        assert library.briefs == {}
        assert found
