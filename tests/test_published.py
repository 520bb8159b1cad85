"""What the bot has published, and what changed since."""

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.app import open_desk
from bot.commands.check import run
from bot.content.read import shipped
from bot.settings import read_settings

BRIEF = "2025-07-03-trump-putin-call/macron-putin-call.toml"
TYPO = """
[[history]]
date = 2025-07-04T09:00:00Z
kind = "typo"
"""


@pytest.fixture
async def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the briefs that a bot has published."""
    folder = tmp_path / "briefs"
    shutil.copytree(shipped(), folder)
    monkeypatch.setenv("BARTA_BRIEFS", str(folder))
    monkeypatch.setenv("BARTA_DATABASE_URL", f"sqlite:///{tmp_path / 'barta.db'}")
    async with open_desk(read_settings()):
        return folder


def change(folder: Path, addition: str = "") -> None:
    file = folder / BRIEF
    text = file.read_text(encoding="utf-8").replace("এমানুয়েল মাখোঁ", "এমানুয়েল ম্যাক্রোঁ") + addition
    file.write_text(text, encoding="utf-8")


async def check(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = await asyncio.to_thread(run, None, None, fix=False)
    return status, capsys.readouterr().out


@pytest.mark.usefixtures("folder")
async def test_what_is_as_published_has_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    assert (await check(capsys))[0] == 0


async def test_a_change_that_no_history_entry_explains_is_a_fault_even_after_the_bot_has_seen_it(
    folder: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    change(folder)
    async with open_desk(read_settings()):
        assert "macron-putin-call" in caplog.text
    status, out = await check(capsys)
    assert status == 1
    assert "macron-putin-call.toml" in out
    assert "differs from what was published" in out


async def test_a_change_that_a_history_entry_explains_is_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(folder, TYPO)
    assert (await check(capsys))[0] == 0
    async with open_desk(read_settings()) as desk:
        assert len((await desk.store.versions.published())["macron-putin-call"].history) == 2
