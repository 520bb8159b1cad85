"""Buttons under messages in the chat page: each kind, waiting, failing, edited in place."""

import re

import pytest
from playwright.async_api import Route, expect

from bot.playground import Playground
from tests.page import Open, answer_to, ask, box, button, started
from tests.scripted_bot import ScriptedBot, polling

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.usefixtures("scripted")
async def test_a_callback_is_answered_with_a_notice_or_an_alert_or_in_silence(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    await button(message, "ধন্যবাদ").click()
    await expect(page.locator(".notice")).to_contain_text("ধন্যবাদ, পাঠক")
    await button(message, "সতর্কতা").click()
    await expect(page.get_by_role("dialog")).to_contain_text("তারিখটি অনুমিত")
    await page.get_by_role("button", name="OK").last.click()
    await expect(page.get_by_role("dialog")).to_be_hidden()
    await expect(button(message, "সতর্কতা")).to_be_focused()
    await button(message, "চুপ").click()
    await expect(message.locator("[aria-busy]")).to_have_count(0)


@pytest.mark.usefixtures("scripted")
async def test_a_button_shows_that_it_waits_and_is_pressed_once(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    held: list[Route] = []

    async def hold(route: Route) -> None:
        held.append(route)

    await page.route("**/play/press", hold)
    await button(message, "ধন্যবাদ").click()
    await expect(message.locator(".key[aria-busy=true]")).to_have_text(re.compile("ধন্যবাদ"))
    await message.locator(".key[aria-busy=true]").click()
    assert len(held) == 1
    await held[0].continue_()
    await expect(page.locator(".notice")).to_contain_text("ধন্যবাদ, পাঠক")
    await expect(message.locator("[aria-busy]")).to_have_count(0)


async def test_a_bot_that_never_answers_leaves_no_button_stuck(
    open_page: Open, demo: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await open_page()
    async with polling(demo):
        message = await ask(page, "খবর")
    monkeypatch.setattr("bot.playground.visit.PRESS_SECONDS", 0.05)
    await button(message, "ধন্যবাদ").click()
    await expect(page.locator(".notice")).to_contain_text("did not answer in time")
    await expect(message.locator("[aria-busy]")).to_have_count(0)
    assert len([update for update in demo.world.updates.pending if "callback_query" in update]) == 1


@pytest.mark.usefixtures("scripted")
async def test_an_edit_replaces_the_message_in_place_and_keeps_the_focus(open_page: Open) -> None:
    page = await open_page()
    await ask(page, "প্রথম")
    message = page.locator(
        f"[data-key='{await (await ask(page, 'দ্বিতীয়')).locator('xpath=..').get_attribute('data-key')}']"
    )
    await button(message, "বদলাও").press("Enter")
    await expect(message.locator(".text")).to_have_text("বদলে গেছে")
    await expect(message.get_by_text("edited")).to_be_visible()
    await expect(button(message, "পরের")).to_be_focused()
    await expect(page.locator("article")).to_have_count(4)


@pytest.mark.usefixtures("scripted")
async def test_an_edit_further_up_does_not_move_what_is_being_read(
    open_page: Open, scripted: ScriptedBot, demo: Playground
) -> None:
    page = await open_page()
    chat_id = started(demo)
    first = await scripted.call("sendMessage", chat_id=chat_id, text="এক")
    for number in range(30):
        await scripted.call("sendMessage", chat_id=chat_id, text=f"সারি {number}")
    read = page.get_by_text("সারি 15", exact=True)
    await read.scroll_into_view_if_needed()
    before = await box(read)
    await scripted.call(
        "editMessageText", chat_id=chat_id, message_id=first["message_id"], text="এক\n" * 20 + "শেষ"
    )
    await expect(page.locator("article .text").first).to_contain_text("শেষ")
    assert abs((await box(read))["y"] - before["y"]) < 1
    await expect(page.get_by_role("button", name="Go to the newest message")).to_be_visible()


@pytest.mark.usefixtures("scripted")
async def test_a_link_button_opens_a_tab_and_a_start_button_starts(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    web = message.get_by_role("link", name="Web")
    await expect(web).to_have_attribute("href", "https://example.org/news")
    await expect(web).to_have_attribute("target", "_blank")
    await expect(web).to_have_attribute("rel", "noopener noreferrer")
    await button(message, "Start").click()
    await expect(answer_to(page, "/start brief_x")).to_be_visible()


@pytest.mark.usefixtures("scripted")
async def test_a_copy_button_copies(open_page: Open) -> None:
    page = await open_page(permissions=("clipboard-read", "clipboard-write"))
    message = await ask(page, "খবর")
    await message.locator(".key", has_text="Copy").click()
    await expect(page.locator(".notice")).to_contain_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "কপি করা কথা"


@pytest.mark.usefixtures("scripted")
async def test_inline_buttons_fill_the_box_here_or_in_the_chat_that_is_chosen(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    await button(message, "Here").click()
    await expect(page.locator("#field")).to_have_value("@barta_bot ইরান")
    await expect(page.get_by_role("option").first).to_contain_text("ইরান সংবাদ 0")
    await page.keyboard.press("Escape")
    await button(message, "Share").click()
    await page.get_by_role("dialog").get_by_role("button", name="বিশ্ব").click()
    await expect(page.get_by_role("heading", level=2, name="পাড়ার খবর")).to_be_visible()
    await expect(page.locator("#field")).to_have_value("@barta_bot iran")
    await expect(page.locator("#field")).to_be_focused()
