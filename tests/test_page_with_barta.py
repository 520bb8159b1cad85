"""A conversation with Barta itself in the chat page: in three ways of writing, by its buttons, and inline."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect

from bot.app import running
from bot.delivery.limits import NO_LIMITS
from bot.domain.search import Index
from bot.handlers.application import AnyApplication
from bot.playground import Playground
from bot.services.desk import Desk
from bot.store.engine import Store
from tests.page import PHONE, Open, button, group_of

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest_asyncio.fixture(loop_scope="session")
async def barta(demo: Playground, index: Index, tmp_path: Path) -> AsyncIterator[AnyApplication]:
    """Give Barta, polling."""
    store = Store.open(f"sqlite:///{tmp_path / 'barta.db'}")
    async with running(demo.token, demo.url, Desk(index, store), limits=NO_LIMITS) as bot:
        yield bot.application
    await store.close()


async def answer(page: Page, text: str) -> Locator:
    """Ask, and give the newest message when Barta has written it."""
    before = await page.locator("article").count()
    await page.locator("#field").fill(text)
    await page.keyboard.press("Enter")
    await expect(page.locator("article")).to_have_count(before + 2)
    return page.locator("article").last


@pytest.mark.usefixtures("barta")
@pytest.mark.parametrize(
    ("question", "words", "language"),
    [
        ("ইরান নিয়ে পুতিন কী বলেছেন?", "“একচেটিয়াভাবে রাজনৈতিক ও কূটনৈতিক উপায়ে”", "bn"),
        ("what did ushakov say about the goals", "“রাশিয়া এই লক্ষ্যগুলি থেকে পিছপা হবে না,”", "en"),
        ("putin iran niye ki bollen", "“একচেটিয়াভাবে রাজনৈতিক ও কূটনৈতিক উপায়ে”", "bn"),
    ],
)
async def test_barta_answers_with_a_quote_in_the_language_of_the_question(
    open_page: Open, question: str, words: str, language: str
) -> None:
    page = await open_page()
    message = await answer(page, question)
    await expect(message.locator("blockquote")).to_contain_text(words)
    await expect(message.locator("strong").first).to_be_visible()
    await expect(message.locator(".text")).to_have_attribute("lang", language)


@pytest.mark.usefixtures("barta")
@pytest.mark.parametrize("question", ["ইরান নিয়ে পুতিন কী বলেছেন?", "what did putin say about iran"])
async def test_each_button_of_a_brief_does_something_and_none_stays_waiting(
    open_page: Open, question: str
) -> None:
    page = await open_page()
    message = await answer(page, question)
    names = await message.locator(".key .key-label").all_inner_texts()
    assert len(names) >= 4
    for name in names:
        message = await answer(page, question)
        before = await message.locator(".body").inner_html()
        key = message.locator(".key", has=page.get_by_text(name, exact=True))
        await key.click()
        await expect(page.locator("[aria-busy]")).to_have_count(0)
        if await page.get_by_role("dialog").is_visible():
            await page.keyboard.press("Escape")
        else:
            assert await message.locator(".body").inner_html() != before, name
        assert await page.locator(".notice").count() == 0, name


@pytest.mark.usefixtures("barta")
async def test_a_brief_turns_into_the_other_language_in_place(open_page: Open) -> None:
    page = await open_page()
    message = await answer(page, "ইরান নিয়ে পুতিন কী বলেছেন?")
    await button(message, "English").press("Enter")
    await expect(message.locator(".text")).to_have_attribute("lang", "en")
    await expect(message.get_by_text("edited")).to_be_visible()
    await expect(message.locator(".key:focus")).to_have_count(1)


@pytest.mark.usefixtures("barta")
async def test_the_bots_menu_is_there_and_start_shows_buttons(open_page: Open) -> None:
    page = await open_page(PHONE, locale="bn-BD")
    await page.get_by_role("button", name="কমান্ড").click()
    await expect(page.get_by_role("option").first).to_be_visible()
    await page.get_by_role("option", name="/topics").click()
    await expect(page.locator("article").last.locator(".key").first).to_be_visible()


@pytest.mark.usefixtures("barta")
async def test_inline_offers_briefs_while_typing_and_posts_the_chosen_one_in_the_group(
    open_page: Open, demo: Playground
) -> None:
    page = await open_page()
    await page.get_by_role("button", name="আড্ডা").first.click()
    await page.locator("#field").press_sequentially("@barta_bot macr")
    await expect(page.get_by_role("option").first).to_contain_text("Macron")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    message = page.locator("article[data-mine]")
    await expect(message).to_contain_text("via @barta_bot")
    await button(message, "বাংলা").click()
    await expect(message.locator(".text")).to_have_attribute("lang", "bn")
    sent = [each for each in group_of(demo).messages.values() if each.text]
    assert [each.via_bot for each in sent] == [demo.world.bot]


@pytest.mark.usefixtures("barta")
async def test_a_sample_in_the_group_is_addressed_to_barta_and_answered_in_its_topic(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_role("button", name="বিশ্ব").first.click()
    await page.locator("#samples button").first.click()
    await expect(page.locator("article:not([data-mine]) blockquote")).to_be_visible()


@pytest.mark.usefixtures("barta")
@pytest.mark.parametrize(
    ("locale", "labels", "plan"),
    [
        (
            "bn-BD",
            ("এলাকার সময়", "আমার অবস্থান থেকে", "অবস্থান পাঠান"),
            "প্রতিদিন সকাল ৮টা ও রাত ৮টায়, ঢাকার সময়ে, সব বিষয়।",
        ),
        (
            "en-GB",
            ("Dhaka", "Time zone", "Use my location", "Share my location"),
            "Every day at 8:00 and 20:00, Dhaka time, all topics.",
        ),
    ],
)
async def test_briefings_are_set_up_and_a_place_is_shared_with_a_key(
    open_page: Open, locale: str, labels: tuple[str, ...], plan: str
) -> None:
    page = await open_page(PHONE, locale=locale)
    await answer(page, "/subscribe")
    for label in labels:
        await page.get_by_role("button", name=label, exact=True).last.click()
    await expect(page.locator("article").last.locator(".text")).to_contain_text(plan)
    await expect(page.locator("[aria-busy]")).to_have_count(0)
