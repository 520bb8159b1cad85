"""No quote goes out that is not in the kept article to the letter, whichever way a brief takes."""

import asyncio
from collections.abc import Callable
from unicodedata import normalize

import pytest

from bot.app import open_desk
from bot.commands import check as checking
from bot.services.drafts import points_of, publish_draft
from bot.settings import read_settings
from bot.store.engine import Store
from tests.editors_terminal import SHA256, EditorsTerminal
from tests.stores import NOON

OTHER = "0" * 64
TYPO = '\n[[history]]\ndate = 2025-07-05T18:00:00Z\nkind = "typo"\n'


@pytest.fixture
def kept(console: EditorsTerminal) -> EditorsTerminal:
    """Give a terminal whose article's text is kept."""
    console.add_source()
    return console


def falsify(console: EditorsTerminal) -> None:
    """Let the mayor speak of four months, where the article says three."""
    console.folder.edit('exact = "সেতুটি ৩ মাসের', normalize("NFC", 'exact = "সেতুটি ৪ মাসের'))
    console.folder.edit("opened within 3 months", "opened within 4 months")


def cite_another(console: EditorsTerminal) -> None:
    console.folder.edit(SHA256, OTHER, "bridge-article/article.toml")


def test_who_cites_another_text_of_a_kept_article_publishes_nothing_unproven(kept: EditorsTerminal) -> None:
    cite_another(kept)
    falsify(kept)
    said = kept.publish(status=1, answers="")
    assert "article.toml:7:" in said
    assert f'write sha256 = "{SHA256}"' in said
    assert kept.history() == []


def test_nor_is_a_correction_of_it_published(kept: EditorsTerminal) -> None:
    kept.publish()
    cite_another(kept)
    falsify(kept)
    result = kept.run("correct", "bridge", "--kind", "typo", "--yes")
    assert result.exit_code
    assert "sha256" in result.output + str(result.exception)
    assert len(kept.history()) == 1


def test_the_check_finds_that_a_kept_article_is_cited_as_another(
    kept: EditorsTerminal, capsys: pytest.CaptureFixture[str]
) -> None:
    cite_another(kept)
    assert checking.run(None, None, fix=False) == 1
    assert SHA256 in capsys.readouterr().out


def test_a_draft_that_cites_another_text_is_not_published_from_a_chat(kept: EditorsTerminal) -> None:
    kept.make_draft()
    kept.run("publish")
    cite_another(kept)
    falsify(kept)
    kept.run("publish")

    async def press(store: Store) -> tuple[str, str]:
        draft = await store.drafts.get("bridge")
        assert draft
        decided = await publish_draft(store, "bridge", draft.stamp, NOON, "মীনা (7)")
        return decided, str(await points_of(store, draft, NOON))

    decided, points = kept.store(press)
    assert decided == "open"
    assert SHA256 in points
    assert kept.history() == []


def _changed(console: EditorsTerminal) -> None:
    console.publish()
    falsify(console)
    console.folder.brief.write_text(console.folder.brief.read_text(encoding="utf-8") + TYPO, encoding="utf-8")


@pytest.mark.parametrize("prepare", [falsify, _changed], ids=["new", "changed"])
async def test_a_bot_that_starts_takes_no_quote_from_a_file_that_the_article_has_not(
    kept: EditorsTerminal, prepare: Callable[[EditorsTerminal], None], caplog: pytest.LogCaptureFixture
) -> None:
    await asyncio.to_thread(prepare, kept)
    async with open_desk(read_settings()) as desk:
        versions = await desk.store.versions.history("bridge")
        shown = desk.index.brief("bridge")
        assert [
            quote.exact for version in versions for quote in version.brief.quotes if "৪" in quote.exact
        ] == []
        assert shown is None or "৪" not in shown.quotes[0].exact
        assert any("bridge" in notice.text for notice in await desk.store.notices.untold(7))
    assert "bridge" in caplog.text
