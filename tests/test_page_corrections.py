"""The list of corrections on a phone: asked for in three ways of writing, read, turned, and a brief opened from it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import ViewportSize, expect

from bot.app import running
from bot.delivery.limits import NO_LIMITS
from bot.domain.models import Bilingual, HistoryEntry
from bot.domain.search import Index
from bot.playground import Playground
from bot.services.desk import Desk
from bot.services.publish import publish
from bot.store.engine import Store
from tests.page import NARROW, PHONE, Open
from tests.page_checks import CONTRASTS, SMALL_TARGETS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

BRIEFS = ("macron-putin-call", "film-exchange", "iran-diplomacy")


@pytest_asyncio.fixture(loop_scope="session")
async def corrected(demo: Playground, index: Index, tmp_path: Path) -> AsyncIterator[None]:
    """Run Barta when seven corrections of three briefs are out."""
    store = Store.open(f"sqlite:///{tmp_path / 'barta.db'}")
    desk = Desk(index, store)
    await publish(desk, index.library, datetime.now(UTC))
    for number in range(7):
        note = Bilingual(
            bn="আমরা লিখেছিলাম, ফোনালাপটি হয়েছে মঙ্গলবার; আসলে তা হয়েছে বুধবার।",
            en="We wrote that the call was on Tuesday; it was on Wednesday.",
        )
        entry = HistoryEntry(date=datetime.now(UTC), kind="correction", note=note)
        brief = desk.index.library.briefs[BRIEFS[number % 3]]
        after = brief.model_copy(update={"history": (*brief.history, entry)})
        await publish(desk, replace(desk.index.library, briefs={brief.id: after}), datetime.now(UTC))
    async with running(demo.token, demo.url, desk, limits=NO_LIMITS):
        yield
    await store.close()


@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize(
    ("viewport", "question", "older", "word"),
    [
        (NARROW, "কী সংশোধন করেছেন?", "আরও পুরোনো সংশোধন", "সংশোধন ও প্রত্যাহার"),
        (PHONE, "what did you correct", "Older corrections", "Corrections and retractions"),
        (PHONE, "vul ki ki thik korso", "আরও পুরোনো সংশোধন", "সংশোধন ও প্রত্যাহার"),
    ],
)
async def test_the_list_is_read_and_turned_and_opens_a_brief(
    open_page: Open, viewport: ViewportSize, question: str, older: str, word: str
) -> None:
    page = await open_page(viewport, locale="bn-BD")
    await page.locator("#field").fill(question)
    await page.keyboard.press("Enter")
    message = page.locator("article:not([data-mine])").last
    await expect(message.locator("strong").first).to_have_text(word)
    await expect(message.locator("em")).to_have_count(5)
    await message.locator(".key", has_text=older).click()
    await expect(message.locator("em")).to_have_count(2)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [each for each in await page.evaluate(CONTRASTS) if each["ratio"] < 4.5] == []
    assert await page.evaluate(SMALL_TARGETS, 44) == []
    await message.locator(".key").first.click()
    await expect(message.locator("blockquote")).to_be_visible()
