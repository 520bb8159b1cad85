"""`barta draft`: files of the brief format in the source's own words, the rest open; nothing is written by halves."""

import json
import shutil
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import barta
from bot.content.files import MAX_BYTES
from bot.content.read import read, shipped
from bot.domain.errors import ArticleError
from bot.domain.text import words

ARTICLES = Path(__file__).parent / "articles"
SOURCES = [ARTICLES / "bn" / "tune-budget-velmora.txt", ARTICLES / "en" / "tune-tram-line.txt"]


@pytest.fixture
def briefs(tmp_path: Path) -> Path:
    """Give a copy of the briefs that come with the program."""
    return Path(shutil.copytree(shipped(), tmp_path / "খবর"))


def drafted(source: Path, briefs: Path) -> dict[str, dict[str, object]]:
    """Draft from an article; give the tables of the files that were written, by name."""
    before = {path.name for path in briefs.iterdir()}
    done = CliRunner().invoke(barta, ["draft", "--briefs", str(briefs), str(source)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert "open point" in done.output
    (folder,) = [path for path in briefs.iterdir() if path.name not in before]
    return {path.name: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir()}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.parent.name)
def test_drafts_hold_the_articles_own_words_anchored_and_leave_the_other_language_open(
    source: Path, briefs: Path
) -> None:
    language, other = (source.parent.name, "en" if source.parent.name == "bn" else "bn")
    text = source.read_text(encoding="utf-8")
    files = drafted(source, briefs)
    assert {"article.toml", "people.toml"} < files.keys()
    del files["article.toml"], files["people.toml"]
    for name, brief in files.items():
        assert (brief["id"], brief["status"]) == (name.removesuffix(".toml"), "draft")
        summary = brief["summary"]
        assert isinstance(summary, dict)
        assert other not in summary
        assert len(summary[language].split()) <= 60
        assert set(words(summary[language])) <= set(words(text))
        for quote in brief.get("quotes", []):  # type: ignore[attr-defined] # TOML's list
            assert text[quote["start"] : quote["end"]] == quote["exact"]


def test_the_check_says_what_is_open_in_a_draft_and_the_other_briefs_are_still_read(briefs: Path) -> None:
    known = len(read(briefs)[0].briefs)
    drafted(SOURCES[0], briefs)
    done = CliRunner().invoke(barta, ["check", "--briefs", str(briefs)], catch_exceptions=False)
    assert done.exit_code == 0
    assert '"summary" has no English text' in done.output
    assert '"publisher" is missing' in done.output
    assert len(read(briefs)[0].briefs) == known


def test_people_of_the_library_are_linked_by_their_spellings(briefs: Path, tmp_path: Path) -> None:
    source = tmp_path / "article.txt"
    source.write_text("Russian leader Vladimir Putin spoke. “We agree,” Putin said.\n" * 2, encoding="utf-8")
    speakers = [
        quote["speaker"]
        for brief in drafted(source, briefs).values()
        for quote in brief.get("quotes", [])  # type: ignore[attr-defined] # TOML's list
    ]
    assert speakers == ["putin", "putin"]


def test_a_second_draft_of_the_same_article_is_refused_and_writes_nothing(briefs: Path) -> None:
    drafted(SOURCES[1], briefs)
    before = sorted(briefs.rglob("*"))
    with pytest.raises(ArticleError, match="was drafted before"):
        CliRunner().invoke(barta, ["draft", "--briefs", str(briefs), str(SOURCES[1])], catch_exceptions=False)
    assert sorted(briefs.rglob("*")) == before


def test_json_is_printed_and_nothing_is_written(briefs: Path) -> None:
    before = sorted(briefs.rglob("*"))
    done = CliRunner().invoke(barta, ["draft", "--json", "--briefs", str(briefs), str(SOURCES[0])])
    found = json.loads(done.output)
    assert {"captions", "sentences", "quotes", "topics", "notes"} <= found.keys()
    assert found["captions"] == [6]
    assert sorted(briefs.rglob("*")) == before


def test_a_draft_with_more_quotes_than_a_file_may_hold_says_how_many_are_left(
    briefs: Path, tmp_path: Path
) -> None:
    said = " ".join(f"“আমরা {day} দিন ধরে এখানেই আছি,” বলেন আমিনা বেগম।" for day in range(300))
    source = tmp_path / "দীর্ঘ.txt"
    source.write_text(f"মাঝি আমিনা বেগম খেয়া চালান। {said}\n", encoding="utf-8")
    (brief,) = [table for table in drafted(source, briefs).values() if "status" in table]
    count = len(brief["quotes"])  # type: ignore[arg-type] # TOML's list
    (path,) = briefs.rglob(f"{brief['id']}.toml")
    assert f"# {300 - count} more quotes of these paragraphs" in path.read_text(encoding="utf-8")
    assert 50 < count < 300
    assert path.stat().st_size < MAX_BYTES
