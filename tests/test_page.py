"""The chat page in a real browser, on the real local Bot API: asking, and the stream of what happens."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from bot.playground import Playground
from bot.playground.state import Message
from tests.page import Open, answer_to, ask, box, started, visitor_chat
from tests.scripted_bot import ScriptedBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("text", ["ইরান নিয়ে পুতিন কী বললেন?", "what about iran", "putin iran niye ki bollen"])
async def test_a_typed_question_is_sent_by_enter_and_answered(open_page: Open, text: str) -> None:
    page = await open_page()
    answer = await ask(page, text)
    await expect(page.locator("article[data-mine] .text")).to_have_text(text)
    await expect(page.get_by_label("Message", exact=True)).to_have_value("")
    await expect(answer.locator("[lang=bn]").first).to_be_visible()


@pytest.mark.usefixtures("scripted")
async def test_shift_and_enter_begin_a_line_in_a_box_that_grows(open_page: Open, demo: Playground) -> None:
    page = await open_page()
    field = page.get_by_label("Message", exact=True)
    height = (await box(field))["height"]
    await field.press_sequentially("এক")
    await page.keyboard.press("Shift+Enter")
    await field.press_sequentially("দুই")
    assert (await box(field))["height"] > height
    await page.keyboard.press("Enter")
    await expect(page.locator("article[data-mine] .text")).to_have_text("এক\nদুই", use_inner_text=True)
    assert next(iter(visitor_chat(demo).messages.values())).text == "এক\nদুই"


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("group", ["In Bengali", "In English", "Banglish and slips"])
async def test_a_sample_asks_when_it_is_clicked(open_page: Open, group: str) -> None:
    page = await open_page()
    heading = page.get_by_role("heading", name=group)
    sample = page.locator("#samples section", has=heading).get_by_role("button").first
    text = await sample.inner_text()
    await sample.click()
    await expect(answer_to(page, text)).to_be_visible()


@pytest.mark.usefixtures("scripted")
async def test_the_menu_lists_the_bots_commands_and_a_slash_filters_them(
    open_page: Open, scripted: ScriptedBot
) -> None:
    commands = [
        {"command": "topics", "description": "বিষয়ের তালিকা"},
        {"command": "latest", "description": "সর্বশেষ"},
    ]
    page = await open_page()
    await scripted.call("setMyCommands", commands=commands)
    await page.get_by_role("button", name="Commands").click()
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option").first).to_be_hidden()
    await page.get_by_label("Message", exact=True).press_sequentially("/la")
    await expect(page.get_by_role("option")).to_have_text(["/latestসর্বশেষ"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(answer_to(page, "/latest")).to_be_visible()


async def test_what_could_not_be_sent_stays_in_the_box_and_the_notice_says_what_to_do(
    open_page: Open,
) -> None:
    page = await open_page()
    await page.route("**/play/send", lambda route: route.abort())
    await page.get_by_label("Message", exact=True).fill("প্রশ্ন")
    await page.keyboard.press("Enter")
    await expect(page.locator(".notice")).to_contain_text("try again")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("প্রশ্ন")


async def test_a_lost_stream_is_said_and_what_was_missed_is_there_after_it(
    open_page: Open, demo: Playground, scripted: ScriptedBot
) -> None:
    page = await open_page()
    chat_id = started(demo)
    await page.route("**/play/events", lambda route: route.abort())
    demo._play.close()
    await expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
    await scripted.call("sendMessage", chat_id=chat_id, text="ফাঁকে আসা")
    await page.unroute("**/play/events")
    await expect(page.locator("article", has_text="ফাঁকে আসা")).to_be_visible()
    await expect(page.get_by_text("Connection lost")).to_be_hidden()
    await scripted.call("sendMessage", chat_id=chat_id, text="পরে আসা")
    await expect(page.locator("article")).to_have_count(2)


async def test_what_happens_while_the_state_is_on_its_way_is_not_lost(
    open_page: Open, demo: Playground, scripted: ScriptedBot
) -> None:
    page = await open_page()
    chat_id = started(demo)
    taken, let_go = asyncio.Event(), asyncio.Event()

    async def slowly(route: Route) -> None:
        response = await route.fetch()
        taken.set()
        await let_go.wait()
        await route.fulfill(response=response)

    await page.route("**/play/state*", slowly)
    demo._play.close()
    await taken.wait()
    async with page.expect_event("console", lambda said: said.text == "heard"):
        # A second stream of the test's own tells when the browser has the event.
        await page.evaluate("""() => new Promise((open) => {
            const stream = new EventSource("play/events");
            stream.onopen = open;
            stream.addEventListener("message", () => console.log("heard"));
        })""")
        await scripted.call("sendMessage", chat_id=chat_id, text="মাঝপথে আসা")
    await expect(page.get_by_text("Connection lost")).to_be_visible()
    let_go.set()
    await expect(page.get_by_text("Connection lost")).to_be_hidden()
    assert await page.locator("article .text").all_inner_texts() == ["মাঝপথে আসা"]


async def test_a_burst_of_messages_arrives_whole_and_in_order(
    open_page: Open, demo: Playground, scripted: ScriptedBot
) -> None:
    chat_id = started(demo)
    sending = asyncio.create_task(_send_many(scripted, chat_id, 40))
    page = await open_page()
    await sending
    await expect(page.locator("article .text")).to_have_text([f"সংবাদ {number}" for number in range(40)])


async def _send_many(bot: ScriptedBot, chat_id: int, count: int) -> list[Message]:
    return [await bot.call("sendMessage", chat_id=chat_id, text=f"সংবাদ {number}") for number in range(count)]
