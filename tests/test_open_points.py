"""Drafts may be unfinished: what is open in them is listed, and keeps nothing else from being used."""

import asyncio
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.cli import barta
from bot.content.check import check
from bot.content.open_points import open_lines, open_points, to_draft
from bot.content.read import load, survey
from bot.domain.history import unexplained_change
from bot.store.engine import Store
from bot.store.sources import NewSource
from tests.small_folder import TEXT, SmallFolder, write_small_folder

DRAFT = """# Drafted from the article.
id = "{id}"
topic = "city"
status = "draft"
published = 2025-07-03T18:00:00Z
evidence = []

[title]
bn = "সেতু নিয়ে প্রকৌশলী"

[summary]
bn = "প্রকৌশলী কামাল হোসেনের কথায় সেতুটি “বড় স্বস্তি”।"

[[quotes]]  # open: who speaks? কামাল (sure 40%)
speaker = "mina"
kind = "term"
exact = "বড় স্বস্তি"
start = {start}
end = {end}
"""
START = TEXT.index("বড় স্বস্তি")
PERSON = '[mina]\nname.bn = "মীনা"\n'
OPEN_ARTICLE = 'id = "new"\nlanguage = "bn"\npublished = 2025-07-04\nsha256 = "{sha}"\ncharacters = 321\n'


def write_draft(folder: SmallFolder, place: str = "new/relief.toml", key: str = "relief") -> Path:
    path = folder.path / place
    path.parent.mkdir(exist_ok=True)
    text = DRAFT.format(id=key, start=START, end=START + len("বড় স্বস্তি"))
    path.write_text(text, encoding="utf-8")
    return path


def write_around(folder: SmallFolder) -> None:
    (folder.path / "new" / "people.toml").write_text(PERSON, encoding="utf-8")
    (folder.path / "new" / "article.toml").write_text(OPEN_ARTICLE.format(sha="0" * 64), encoding="utf-8")


def wheres(folder: SmallFolder, key: str = "relief", text: str | None = None) -> set[str]:
    return {point.where for point in open_points(survey(folder.path), key, text)}


def test_an_unfinished_draft_keeps_a_folder_from_nothing(folder: SmallFolder) -> None:
    write_draft(folder)
    write_around(folder)
    assert set(load(folder.path).briefs) == {"bridge"}
    assert check(survey(folder.path), None, {}) == []
    assert wheres(folder) == {
        "title.en",
        "summary.en",
        "quotes.0.speaker",
        "quotes.0.translation.en",
        "article.publisher",
        "article.credit",
        "people.mina.name.en",
    }


def test_what_is_open_has_its_line_and_its_mend_and_what_drafts_share_is_said_once(
    folder: SmallFolder,
) -> None:
    write_draft(folder)
    write_draft(folder, "new/second.toml", "second")
    write_around(folder)
    lines = [str(line).replace(f"{folder.path}/", "") for line in open_lines(survey(folder.path))]
    assert 'new/relief.toml:8: "title" has no English text; add en = "…" beside the other language' in lines
    assert 'new/article.toml: "publisher" is missing; add it' in lines
    assert len([line for line in lines if line.startswith("new/people.toml")]) == 1
    assert (
        "new/relief.toml:15: it is not sure who speaks quote 1; write who does, and take the remark behind [[quotes]] away"
        in lines
    )


def test_the_check_lists_open_points_apart_and_is_content_where_there_is_nothing_else(
    folder: SmallFolder,
) -> None:
    write_draft(folder)
    write_around(folder)
    done = CliRunner().invoke(barta, ["check", "--briefs", str(folder.path)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "Open in 1 draft, and in the way of nothing else:\n  " in done.output
    assert "1 draft: 7 open points: barta review goes through them" in done.output
    assert "1 brief, 2 quotes, 1 passage: no fault" in done.output
    folder.edit('topic = "city"', 'topic = "নদী"')
    done = CliRunner().invoke(barta, ["check", "--briefs", str(folder.path)], catch_exceptions=False)
    assert done.exit_code == 1


def test_a_finished_draft_is_in_the_library_and_has_no_open_point(folder: SmallFolder) -> None:
    folder.edit('status = "published"', 'status = "draft"')
    folder.edit('\n[[history]]\ndate = 2025-07-03T18:00:00Z\nkind = "published"\n', "")
    assert load(folder.path).briefs["bridge"].status == "draft"
    assert wheres(folder, "bridge", TEXT) == set()
    done = CliRunner().invoke(barta, ["check", "--briefs", str(folder.path)], catch_exceptions=False)
    assert "1 draft: nothing open" in done.output


def test_a_quote_of_a_draft_is_proven_against_the_articles_text(folder: SmallFolder) -> None:
    folder.edit('status = "published"', 'status = "draft"')
    folder.edit('\n[[history]]\ndate = 2025-07-03T18:00:00Z\nkind = "published"\n', "")
    assert wheres(folder, "bridge", TEXT.replace("সেতুটি ৩", "সেতুটি ৪")) == {"quotes.0.exact"}


def test_a_draft_with_the_id_of_a_published_brief_stands_aside(folder: SmallFolder) -> None:
    write_draft(folder, "a-new/bridge.toml", "bridge")
    assert load(folder.path).briefs["bridge"].status == "published"
    (line,) = open_lines(survey(folder.path))
    assert str(line).replace(f"{folder.path}/", "") == (
        'a-new/bridge.toml:2: "bridge" is the id of bridge-article/bridge.toml too; give this draft another id and file name'
    )


def test_a_published_brief_whose_file_is_a_draft_again_is_said_so(folder: SmallFolder) -> None:
    write_draft(folder)
    lines = [str(line) for line in open_lines(survey(folder.path), None, {"relief"})]
    assert any(
        "this brief is out already and cannot be a draft again; run `barta publish`" in line for line in lines
    )


def test_what_another_brief_needs_stays_a_fault(folder: SmallFolder) -> None:
    """Once one of an article's briefs is out, its article and its people are no draft's alone."""
    write_draft(folder, "bridge-article/relief.toml")
    folder.edit('publisher = "বার্তা"\n', "", "bridge-article/article.toml")
    people = folder.path / "bridge-article" / "people.toml"
    people.write_text(PERSON, encoding="utf-8")
    faults = [fault.replace(f"{folder.path}/", "") for fault in folder.faults(proven=False)]
    assert faults == ['bridge-article/article.toml: "publisher" is missing; add it']
    assert "people.mina.name.en" in wheres(folder)


def test_a_file_that_is_no_toml_stays_a_fault_even_if_it_was_a_draft(folder: SmallFolder) -> None:
    write_draft(folder).write_text('status = "draft"\nid =', encoding="utf-8")
    assert len(check(survey(folder.path), None, {})) == 1


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (("topic =", "embargo = 3\ntopic ="), "embargo"),
        (('topic = "city"\n', ""), "topic"),
        (('topic = "city"', 'topic = "নদী"'), "topic"),
        (('id = "relief"', 'id = "other"'), "id"),
        (('kind = "term"', 'kind = "song"'), "quotes.0.kind"),
        (('[summary]\nbn = "', '[summary]\nbn = "' + "শব্দ " * 61), "summary.bn"),
        (("evidence = []", "evidence = [[5, 2]]"), "evidence.0"),
        (
            ("[[quotes]]", '[[history]]\ndate = 2025-07-03T18:00:00Z\nkind = "published"\n[[quotes]]'),
            "history.0",
        ),
        (("[title]", "colour = 1\n[title]"), "colour"),
    ],
    ids=str,
)
def test_every_rule_of_the_format_is_an_open_point_of_a_draft(
    folder: SmallFolder, change: tuple[str, str], where: str
) -> None:
    path = write_draft(folder)
    path.write_text(path.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    assert where in wheres(folder)
    assert set(load(folder.path).briefs) == {"bridge"}


def test_a_draft_is_handed_on_with_its_article_its_people_and_its_topic(folder: SmallFolder) -> None:
    write_draft(folder)
    write_around(folder)
    draft = to_draft(survey(folder.path), "relief")
    assert draft.content["title"] == {"bn": "সেতু নিয়ে প্রকৌশলী"}
    assert draft.around["people"] == {"mina": {"name": {"bn": "মীনা"}}}
    assert draft.around["article"]["characters"] == 321
    assert draft.around["topic"]["name"]["bn"] == "শহর"
    assert len(draft.open) == 7


def test_an_embargo_cannot_be_set_or_moved_once_a_brief_is_out(folder: SmallFolder) -> None:
    brief = load(folder.path).briefs["bridge"]
    later = brief.model_copy(update={"embargo": datetime(2025, 8, 1, tzinfo=UTC)})
    moved = brief.model_copy(update={"embargo": datetime(2025, 8, 2, tzinfo=UTC)})
    new, again = unexplained_change(brief, later), unexplained_change(later, moved)
    assert new is not None
    assert (new.what, new.mend) == ("an embargo is new on a brief that is out already", "take it out")
    assert again is not None
    assert again.mend == "write embargo = 2025-08-01T00:00:00Z, as it was"
    assert unexplained_change(later, later) is None


def test_the_check_proves_what_it_can_against_the_articles_that_are_kept(
    folder: SmallFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'barta.db'}"
    monkeypatch.setenv("BARTA_DATABASE_URL", url)
    text = TEXT.replace("সেতুটি ৩", "সেতুটি ৪")
    source = NewSource(sha256(TEXT.encode()).hexdigest(), "article.txt", "bridge-article", "bn", text)

    async def keep() -> None:
        store = Store.open(url)
        await store.sources.add(source, datetime.now(UTC), "রহিমা@desk")
        await store.close()

    asyncio.run(keep())
    done = CliRunner().invoke(barta, ["check", "--briefs", str(folder.path)], catch_exceptions=False)
    assert "quote 1 says “৩” where the article says “৪”" in done.output
    assert done.exit_code == 1
    source = replace(source, sha256="0" * 64, text=TEXT)
    folder.edit(
        f'sha256 = "{sha256(TEXT.encode()).hexdigest()}"',
        f'sha256 = "{"0" * 64}"',
        "bridge-article/article.toml",
    )
    asyncio.run(keep())
    done = CliRunner().invoke(barta, ["check", "--briefs", str(folder.path)], catch_exceptions=False)
    assert "no fault; all of them proven to the letter against the articles that are kept" in done.output


TYPED = st.sampled_from(
    [
        "1",
        "[]",
        "{}",
        '""',
        "true",
        "[[1, 2, 3]]",
        "{ bn = 3 }",
        "2025-07-03",
        '"\\u202e"',
        "[{}]",
        "-1",
        '"নদী"',
        '["ক"]',
    ]
)
KEYS = st.sampled_from(
    [
        "id",
        "topic",
        "published",
        "embargo",
        "keywords",
        "evidence",
        "title",
        "summary",
        "why",
        "quotes",
        "history",
        "নদী",
    ]
)
AROUND = st.sampled_from(
    ["id", "publisher", "credit", "language", "published", "sha256", "characters", "url"]
)


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(KEYS, TYPED), st.dictionaries(AROUND, TYPED), st.dictionaries(KEYS, TYPED))
def test_whatever_stands_in_a_drafts_files_the_rest_is_used_and_each_open_point_is_one_line(
    brief: dict[str, str], article: dict[str, str], people: dict[str, str]
) -> None:
    with TemporaryDirectory() as directory:
        folder = write_small_folder(Path(directory))
        write_draft(folder)
        for name, table in (
            ("relief", brief | {"status": '"draft"'}),
            ("article", article),
            ("people", people),
        ):
            lines = [f"{json.dumps(key)} = {value}" for key, value in table.items()]
            path = folder.path / "new" / f"{name}.toml"
            path.write_text("\n".join(lines), encoding="utf-8")
        assert load(folder.path).briefs.keys() <= {"bridge", "relief"}
        contents = survey(folder.path)
        assert check(contents, None, {}) == []
        assert all(re.fullmatch(r"[^\n]+?: [^\n]+; [^\n]+", str(line)) for line in open_lines(contents))
        points = open_points(contents, "relief", TEXT)
        assert to_draft(contents, "relief", TEXT).open == points
        assert points


def test_another_folder_is_checked_though_there_is_no_database(
    folder: SmallFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "barta.db"
    broken.write_text("এটি কোনো ডেটাবেস নয়" * 100, encoding="utf-8")
    monkeypatch.setenv("BARTA_DATABASE_URL", f"sqlite:///{broken}")
    done = CliRunner().invoke(barta, ["check", "--briefs", str(folder.path)], catch_exceptions=False)
    assert "no fault" in done.output
