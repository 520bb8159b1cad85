"""An article that was drafted before, one much like it, and one that changed since are told apart, and editors hear of it."""

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.domain.models import Article, Bilingual, Brief, Language, Library, Quote
from bot.store.engine import Store
from tests.draft_desk import ARTICLES, TUNE, DraftDesk, briefs_of, draft_desk, stored
from tests.web import Site, serving

PAGE = (ARTICLES / "web" / "page-bn.html").read_text(encoding="utf-8")
EVERY_LANGUAGE = pytest.mark.parametrize("language", ["bn", "en"])


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    """Give a newspaper's server."""
    async with serving() as site:
        yield site


@pytest.fixture
def desk(tmp_path: Path, site: Site) -> DraftDesk:
    """Give a desk that may fetch from the newspaper."""
    return draft_desk(tmp_path, site)


def copied(text: str, directory: Path, name: str = "কপি.txt", encoding: str = "utf-8") -> Path:
    """Write a text into a file of another name."""
    path = directory / name
    path.write_text(text, encoding=encoding)
    return path


async def hire(store: Store) -> None:
    """Have an editor, who is told what happens from then on."""
    await store.editors.add(1, "অনু", datetime.now(UTC))


@EVERY_LANGUAGE
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_same_text_is_refused_whatever_its_file_and_where_its_briefs_are_is_said(
    language: Language, encoding: str, tmp_path: Path
) -> None:
    desk = draft_desk(tmp_path)
    assert desk.draft(TUNE[language])[0] == 0
    before = desk.everything()
    text = unicodedata.normalize("NFD", TUNE[language].read_text(encoding="utf-8"))
    status, said = desk.draft(copied(text.replace("\n", "\r\n"), tmp_path, encoding=encoding))
    assert (status, "was drafted before" in said, str(desk.folders[0]) in said) == (2, True, True)
    assert desk.everything() == before


def test_again_drafts_into_another_folder_with_other_ids_and_nobody_twice(tmp_path: Path) -> None:
    desk = draft_desk(tmp_path)
    desk.draft(TUNE["bn"])
    (first,) = desk.folders
    before = desk.everything()
    assert desk.draft(TUNE["bn"], "--again")[0] == 0
    (second,) = [folder for folder in desk.folders if folder != first]
    assert before.items() <= desk.everything().items()
    assert briefs_of(desk.tables(first)).keys().isdisjoint(briefs_of(desk.tables(second)))
    assert "people.toml" not in desk.tables(second)


def test_ids_of_what_is_only_in_the_store_are_not_given_again(tmp_path: Path) -> None:
    """A machine without the files of a draft gives its own drafts other ids."""
    here = draft_desk(tmp_path / "এক")
    there = draft_desk(tmp_path / "দুই")
    here.draft(TUNE["en"])
    assert there.draft(TUNE["en"])[0] == 2
    assert there.draft(TUNE["en"], "--again")[0] == 0
    assert briefs_of(here.tables()).keys().isdisjoint(briefs_of(there.tables()))


@EVERY_LANGUAGE
def test_an_article_much_like_another_is_drafted_and_said_to_be(language: Language, tmp_path: Path) -> None:
    desk = draft_desk(tmp_path)
    desk.draft(TUNE[language])
    (first,) = desk.folders
    lines = TUNE[language].read_text(encoding="utf-8").split("\n")
    status, said = desk.draft(copied("\n".join(lines[: len(lines) * 2 // 3]), tmp_path))
    assert status == 0
    assert f"It is much like {first}: 100% of" in said
    other = min((ARTICLES / language).glob("report-*.txt"))
    assert "much like" not in desk.draft(other)[1]


def test_a_file_that_was_given_the_next_article_is_no_changed_one(tmp_path: Path) -> None:
    desk = draft_desk(tmp_path)
    desk.draft(copied(TUNE["bn"].read_text(encoding="utf-8"), tmp_path))
    status, said = desk.draft(copied(TUNE["en"].read_text(encoding="utf-8"), tmp_path))
    assert (status, "changed" in said, len(desk.folders)) == (0, False, 2)


async def test_an_article_that_changed_is_said_to_have_with_what_became_of_its_quotes(
    desk: DraftDesk, site: Site
) -> None:
    """A word in the first paragraph moves all that follows; one inside a quote takes that quote away."""
    await stored(hire)
    url = site.gives("/setu", PAGE.encode())
    await desk.get(url)
    before = desk.everything()
    changed = PAGE.replace("১১ বছর আগে", "প্রায় ১১ বছর আগে").replace("উঠতে জানতে হয়", "উঠতে জানা চাই")
    site.gives("/setu", changed.encode())
    status, said = await desk.get(url)
    assert status == 1
    assert f"{url} has changed since 2" in said
    assert "Nothing was drafted" in said
    counts = {line.split(": ")[0]: line for line in said.splitlines() if " stand, " in line}
    assert counts.keys() == {str(desk.folders[0] / name) for name in briefs_of(desk.tables())}
    assert sum("(“উঠতে জানতে হ" in line for line in counts.values()) == 1
    assert all(" 0 moved" not in line for line in counts.values())
    assert "the sentence “" in said
    assert "evidence " not in said
    assert "barta review settles what becomes of its drafts" in said
    assert desk.everything() == before
    source = await stored(lambda store: store.sources.of_origin(url))
    assert source
    assert source.blocks
    (notice,) = await stored(lambda store: store.notices.untold(1))
    assert "has changed since" in notice.text
    site.gives("/setu", PAGE.encode())
    assert "was drafted before" in (await desk.get(url))[1]
    source = await stored(lambda store: store.sources.of_origin(url))
    assert source
    assert not source.blocks


async def test_a_changed_article_is_drafted_anew_when_that_is_wished(desk: DraftDesk, site: Site) -> None:
    url = site.gives("/setu", PAGE.encode())
    await desk.get(url)
    site.gives("/setu", PAGE.replace("১১ বছর আগে", "বহু বছর আগে").encode())
    status, said = await desk.get(url, again=True)
    assert (status, "has changed since" in said, len(desk.folders)) == (0, True, 2)


async def test_another_article_at_the_same_address_is_a_change_too(desk: DraftDesk, site: Site) -> None:
    url = site.gives("/latest", PAGE.encode())
    await desk.get(url)
    site.gives("/latest", TUNE["en"].read_bytes(), "text/plain")
    status, said = await desk.get(url)
    assert (status, " 0 stand, 0 moved, " in said) == (1, True)


async def test_briefs_that_are_out_and_whose_files_are_elsewhere_are_looked_at_too(
    desk: DraftDesk, site: Site
) -> None:
    url = site.gives("/setu", PAGE.encode())
    await desk.get(url)
    sha256 = desk.tables()["article.toml"]["sha256"]
    source = await stored(lambda store: store.sources.get(sha256))
    assert source
    start = source.text.index("উঠতে জানতে")
    quote = Quote(
        kind="term", exact="উঠতে জানতে", start=start, end=start + len("উঠতে জানতে"), prefix="", suffix=""
    )
    text = Bilingual(bn="সেতু", en="A bridge")
    now = datetime.now(UTC)
    brief = Brief(
        id="elsewhere",
        topic="iran",
        status="published",
        published=now,
        title=text,
        summary=text,
        quotes=(quote,),
    )
    cited = Article(
        id="a", publisher="X", credit=text, language="bn", published=now.date(), sha256=sha256, characters=9
    )
    await stored(
        lambda store: store.versions.record(Library({"elsewhere": brief}, {"elsewhere": cited}), now)
    )
    site.gives("/setu", PAGE.replace("উঠতে জানতে হয়", "").encode())
    assert "elsewhere, which is out: 0 stand, 0 moved, 1 gone (“উঠতে জানতে”)" in (await desk.get(url))[1]


async def test_what_an_editor_cleared_stays_cleared_while_the_text_stays(desk: DraftDesk, site: Site) -> None:
    url = site.gives("/setu", PAGE.encode())
    await desk.get(url)
    changed = PAGE.replace("১১ বছর আগে", "বহু বছর আগে")
    site.gives("/setu", changed.encode())
    await desk.get(url)
    source = await stored(lambda store: store.sources.of_origin(url))
    assert source
    sha256 = source.sha256
    await stored(lambda store: store.sources.clear(sha256, datetime.now(UTC), "Anna (1)"))
    site.gives("/setu", changed.replace("<body>", "<body><!-- আরেকবার -->").encode())
    await desk.get(url)
    source = await stored(lambda store: store.sources.of_origin(url))
    assert source
    assert not source.blocks


async def test_drafting_that_was_broken_off_after_its_files_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = draft_desk(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(
            "bot.commands.drafting.shutil", SimpleNamespace(rmtree=lambda _: None)
        )  # as when killed
        patch.setattr("bot.store.drafts.Drafts.save", broken_off)
        await asyncio.to_thread(desk.draft, TUNE["bn"])
    written = desk.everything()
    assert desk.folders
    assert await stored(lambda store: store.sources.all_texts("bn")) == []
    status, said = await asyncio.to_thread(desk.draft, TUNE["bn"])
    assert (status, "broken off" in said) == (0, True), said
    text = unicodedata.normalize("NFC", TUNE["bn"].read_text(encoding="utf-8"))
    assert [kept for _, _, kept in await stored(lambda store: store.sources.all_texts("bn"))] == [text]
    drafts = await stored(lambda store: store.drafts.all())
    assert {f"{draft.id}.toml" for draft in drafts} == briefs_of(desk.tables()).keys()
    assert desk.everything() == written
    assert (await asyncio.to_thread(desk.draft, TUNE["bn"]))[0] == 2


async def broken_off(*_: object) -> None:
    raise KeyboardInterrupt
