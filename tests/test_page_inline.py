"""Inline mode in the chat page, by keyboard and by pointer."""

import pytest
from playwright.async_api import expect

from bot.playground import Playground
from tests.page import Open, answer_to, visitor_chat

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.usefixtures("scripted")
async def test_inline_results_are_chosen_by_keyboard(open_page: Open, demo: Playground) -> None:
    page = await open_page()
    field = page.locator("#field")
    await field.press_sequentially("@barta_bot ইরান")
    await expect(page.get_by_role("listbox", name="Inline results")).to_be_visible()
    await expect(page.get_by_role("option")).to_have_count(10)
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    chosen = page.get_by_role("option", selected=True)
    await expect(chosen).to_contain_text("ইরান সংবাদ 1")
    await expect(field).to_have_attribute("aria-activedescendant", await chosen.get_attribute("id") or "")
    await page.keyboard.press("Enter")
    message = page.locator("article[data-mine]", has_text="বেছে নেওয়া সংবাদ 1")
    await expect(message).to_contain_text("via @barta_bot")
    await expect(field).to_have_value("")
    assert [update.text for update in visitor_chat(demo).messages.values()] == ["বেছে নেওয়া সংবাদ 1"]


@pytest.mark.usefixtures("scripted")
async def test_more_inline_results_come_at_the_end_of_the_list(open_page: Open) -> None:
    page = await open_page()
    await page.locator("#field").fill("@barta_bot ইরান")
    await expect(page.get_by_role("option")).to_have_count(10)
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_role("option")).to_have_count(20)
    await page.locator("#options").hover()
    await page.mouse.wheel(0, 5000)
    await expect(page.get_by_role("option")).to_have_count(24)
    await page.get_by_text("ইরান সংবাদ 23").click()
    await expect(page.locator("article", has_text="বেছে নেওয়া সংবাদ 23")).to_be_visible()


@pytest.mark.usefixtures("scripted")
async def test_no_inline_results_say_so_and_the_button_leads_to_the_private_chat(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_role("button", name="আড্ডা").first.click()
    await page.locator("#field").fill("@barta_bot zzz")
    await expect(page.get_by_text("Nothing found. Try other words.").first).to_be_visible()
    await page.get_by_role("button", name="সব বিষয়").click()
    await expect(answer_to(page, "/start topics")).to_be_visible()


@pytest.mark.usefixtures("scripted")
async def test_what_is_typed_on_cancels_what_was_asked(open_page: Open, demo: Playground) -> None:
    page = await open_page()
    await page.locator("#field").press_sequentially("@barta_bot ইরানের খবর", delay=5)
    await expect(page.get_by_role("option").first).to_contain_text("ইরানের খবর সংবাদ 0")
    asked = [query.query for query in demo.world.inline_queries.values()]
    assert asked[-1] == "ইরানের খবর"
    assert len(asked) <= 3
    await page.locator("#field").fill("")
    await expect(page.get_by_role("option").first).to_be_hidden()
