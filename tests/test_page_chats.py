"""Groups, topics, replies and drafts in the chat page."""

import pytest
from playwright.async_api import expect

from bot.playground import Playground
from tests.page import Open, ask, group_of, visitor_chat

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.usefixtures("scripted")
async def test_a_topic_of_the_group_has_its_own_conversation(open_page: Open, demo: Playground) -> None:
    page = await open_page()
    await page.get_by_role("button", name="বিশ্ব").first.click()
    await expect(page.get_by_role("button", name="বিশ্ব").first).to_have_attribute("aria-current", "page")
    await page.locator("#samples button").first.click()
    await expect(page.locator("article:not([data-mine])")).to_contain_text("শুনলাম: @barta_bot")
    topic = next(topic for topic in group_of(demo).topics.values() if topic.name.startswith("বিশ্ব"))
    assert {message.thread_id for message in group_of(demo).messages.values() if message.text} == {topic.id}
    await page.get_by_role("button", name="আড্ডা").first.click()
    await expect(page.locator("article")).to_have_count(0)


async def test_messages_elsewhere_are_counted_until_they_are_read(open_page: Open, demo: Playground) -> None:
    page = await open_page()
    group = group_of(demo)
    neighbour = next(person for person in demo.world.people.values() if person is not demo.world.visitor)
    for text in ("একটা কথা", "আরেকটা"):
        await neighbour.send(text, to=group)
    await expect(page.get_by_role("img", name="unread: 2")).to_be_visible()
    await page.get_by_role("button", name="General").first.click()
    await expect(page.get_by_role("img", name="unread: 2")).to_have_count(0)
    await expect(page.locator("article .sender").first).to_have_text(neighbour.first_name)


@pytest.mark.usefixtures("scripted")
async def test_a_reply_is_written_cancelled_and_followed_back(open_page: Open, demo: Playground) -> None:
    page = await open_page()
    message = await ask(page, "প্রথম")
    await message.get_by_role("button", name="Reply").press("Enter")
    await expect(page.get_by_text("Reply to Barta")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_text("Reply to Barta")).to_be_hidden()
    await message.hover()
    await message.get_by_role("button", name="Reply").click()
    await ask(page, "আরও")
    sent = page.locator("article[data-mine]", has_text="আরও")
    await sent.get_by_role("button", name="Go to the message replied to: Barta").click()
    await expect(message.locator(".bubble")).to_be_focused()
    replied = [each.reply_to.text for each in visitor_chat(demo).messages.values() if each.reply_to]
    assert replied == ["শুনলাম: প্রথম"]


async def test_a_draft_waits_in_its_own_chat(open_page: Open) -> None:
    page = await open_page()
    await page.locator("#field").fill("অসমাপ্ত")
    await page.get_by_role("button", name="বিশ্ব").first.click()
    await expect(page.locator("#field")).to_have_value("")
    await page.locator("#chats > li > button").first.click()
    await expect(page.locator("#field")).to_have_value("অসমাপ্ত")
