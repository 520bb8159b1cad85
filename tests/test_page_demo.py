"""The demo's clock, its guest and its buttons: a briefing and its correction arrive before one's eyes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Page, ViewportSize, expect

from bot.commands.demo_controls import demo_bot
from bot.domain.models import Library
from bot.domain.search import Index
from bot.playground import Playground
from bot.playground.demo import EDITOR
from bot.services.desk import Desk, clock
from bot.services.publish import publish
from bot.store.engine import Store
from tests.page import DESKTOP, NARROW, PHONE, Open, button
from tests.page_checks import CONTRASTS, SMALL_TARGETS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def barta(demo: Playground, index: Index, library: Library, tmp_path: Path) -> AsyncIterator[Desk]:
    """Run Barta as `barta demo` does."""
    store = Store.open(f"sqlite:///{tmp_path / 'barta.db'}")
    desk = Desk(index, store)
    await publish(desk, library, clock())
    async with demo_bot(demo, desk):
        yield desk
    await store.close()


async def open_guest(page: Page, name: str = "Anna") -> None:
    """Open the guest's chat, on a phone through the drawer."""
    if await page.locator("#drawer").is_visible():
        await page.locator("#drawer").click()
    await page.locator("#chats button", has_text=name).click()


@pytest.mark.usefixtures("barta")
async def test_a_briefing_and_then_its_correction_arrive(open_page: Open) -> None:
    page = await open_page(locale="bn-BD")
    before = await page.locator("#clock").get_attribute("datetime")
    await page.get_by_role("button", name="পরের ব্রিফিংয়ে যান").press("Enter")
    await expect(page.locator("#said")).to_contain_text("ব্রিফিং আসছে ১টি আলাপে")
    await expect(page.get_by_role("img", name="অপঠিত: ১")).to_be_visible()
    assert str(await page.locator("#clock").get_attribute("datetime")) > str(before)
    await open_guest(page)
    briefing = page.locator("article").first
    await expect(briefing).to_contain_text("Briefing, ")
    await page.get_by_role("button", name="সংশোধন করুন").press("Enter")
    correction = page.locator("article", has_text="Correction, ").last
    await expect(correction.locator(".replied")).to_be_visible()
    await expect(briefing.locator(".edited")).to_be_visible()
    await expect(briefing).to_contain_text("Correction, ")


@pytest.mark.usefixtures("barta")
@pytest.mark.parametrize("locale", ["bn-BD", "en-GB"])
@pytest.mark.parametrize("width", [390, 740, 900, 1280])
async def test_no_control_is_out_of_sight_at_any_width(open_page: Open, locale: str, width: int) -> None:
    page = await open_page({"width": width, "height": 760}, locale=locale)
    controls = page.locator(".controls-row button")
    await expect(controls).to_have_count(3)
    for control in await controls.all():
        await expect(control).to_be_in_viewport(ratio=1)


@pytest.mark.usefixtures("barta")
async def test_a_new_article_is_published_by_the_editor_found_by_a_reader_and_corrected(
    open_page: Open,
) -> None:
    page = await open_page(PHONE, locale="bn-BD")
    await page.get_by_role("button", name="নতুন প্রতিবেদন আনুন").click()
    await expect(page.locator("#said")).to_contain_text("একটু পরেই খসড়াটি সম্পাদকের কাছে আসবে")
    await expect(page.locator("#chats .badge")).to_have_count(1)
    await open_guest(page, EDITOR)
    draft = page.locator("article").last
    await expect(draft).to_contain_text("খসড়া: প্রকাশের জন্য তৈরি")
    for label in ("প্রসঙ্গসহ উদ্ধৃতি", "খসড়ায় ফিরুন", "প্রকাশ করুন", "হ্যাঁ, প্রকাশ করুন"):
        await button(draft, label).click()
    await expect(draft).to_contain_text("প্রকাশ করেছেন আপনি")
    await open_guest(page, "Barta")
    await page.locator("#field").fill("মেঘডুবির গ্রন্থাগার কবে খুলছে?")
    await page.keyboard.press("Enter")
    answer = page.locator("article:not([data-mine])").first
    await expect(answer).to_contain_text("উদাহরণ: মেঘডুবির গ্রন্থাগার আবার খুলছে")
    await page.get_by_role("button", name="সংশোধন করুন").click()
    await expect(answer).to_contain_text("এটি ডেমোর একটি পরীক্ষামূলক সংশোধন")
    await page.get_by_role("button", name="নতুন প্রতিবেদন আনুন").click()
    await expect(page.locator("#said")).to_contain_text("আগেই এসেছে")


@pytest.mark.usefixtures("barta")
async def test_only_in_the_editors_chat_the_menu_has_what_editors_do(open_page: Open) -> None:
    page = await open_page()
    for chat, shown in (("Anna", 0), (EDITOR, 1)):
        await open_guest(page, chat)
        await page.locator("#menu").click()
        await expect(page.locator("#options b", has_text="/latest")).to_have_count(1)
        await expect(page.locator("#options b", has_text="/drafts")).to_have_count(shown)
        await page.keyboard.press("Escape")


@pytest.mark.usefixtures("barta")
async def test_the_reader_speaks_for_the_guest_in_the_guests_chat(open_page: Open, demo: Playground) -> None:
    page = await open_page()
    await open_guest(page)
    await expect(page.locator("#title")).to_have_text("Anna")
    await page.locator("#field").fill("ম্যাক্রোঁ ফোনালাপ")
    await page.keyboard.press("Enter")
    await expect(page.locator("article[data-mine]")).to_have_count(1)
    await expect(page.locator("article:not([data-mine])")).to_have_count(1)
    guest, _ = demo.world.guests
    assert [message.sender for message in guest.chat.messages.values()] == [guest, demo.world.bot]


@pytest.mark.usefixtures("barta")
async def test_nothing_to_correct_and_nothing_new_are_said(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_role("button", name="Correct a brief").click()
    await expect(page.locator("#said")).to_contain_text("Nobody has got a brief yet")
    for said in ("Chats that get a briefing now: 1", "There is nothing new"):
        await page.get_by_role("button", name="To the next briefing").click()
        await expect(page.locator("#said")).to_contain_text(said)
        await expect(page.get_by_role("img", name="unread: 1")).to_be_visible()


@pytest.mark.usefixtures("barta")
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, NARROW], ids=["desktop", "phone", "narrow"])
@pytest.mark.parametrize("locale", ["bn-BD", "en-GB"])
async def test_the_strip_fits_every_screen(open_page: Open, viewport: ViewportSize, locale: str) -> None:
    page = await open_page(viewport, locale=locale)
    await expect(page.locator("#controls")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert await page.evaluate(SMALL_TARGETS, 44 if viewport is not DESKTOP else 36) == []
    assert [each for each in await page.evaluate(CONTRASTS) if each["ratio"] < 4.5] == []
    if viewport is PHONE:
        assert await page.locator(".controls-row").evaluate("node => node.scrollWidth <= node.clientWidth")


async def test_without_a_demos_bot_there_is_no_strip(open_page: Open) -> None:
    page = await open_page()
    await expect(page.locator("#controls")).to_be_hidden()
