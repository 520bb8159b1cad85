"""The chat page in a real browser, on the real local Bot API, with a bot of a few lines."""

import asyncio
import random
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
import pytest_asyncio
import regex
from playwright.async_api import Browser, BrowserContext, Locator, Page, Route, expect

from bot.playground import Playground
from bot.playground.state import Chat, Message
from tests.page_checks import CONTRASTS, SMALL_TARGETS
from tests.scripted_bot import ScriptedBot, polling

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]

PHONE = {"width": 390, "height": 844}
NARROW = {"width": 320, "height": 568}
DESKTOP = {"width": 1280, "height": 800}

Open = Callable[..., Awaitable[Page]]


@pytest_asyncio.fixture(loop_scope="session")
async def playground() -> AsyncIterator[Playground]:
    async with Playground.demo() as playground:
        yield playground


@pytest_asyncio.fixture(loop_scope="session")
async def bot(playground: Playground) -> AsyncIterator[ScriptedBot]:
    async with polling(playground) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, playground: Playground) -> AsyncIterator[Open]:
    """Open the page in a browser of its own; in the end no script failed and nothing went to another host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    async def opened(viewport: dict[str, int] = DESKTOP, locale: str = "en-GB", **options: Any) -> Page:
        context = await browser.new_context(viewport=viewport, locale=locale, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if _is_failure(said.text, said.type) else None)
        page.on("request", lambda asked: None if asked.url.startswith(playground.url) else wrong.append(asked.url))
        await page.goto(playground.url)
        await expect(page.locator("#samples button").first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert not wrong


def _is_failure(text: str, kind: str) -> bool:
    # A refused or cut call is logged by the browser itself; what the page makes of it is tested.
    return kind == "error" and "Failed to load resource" not in text


def visitor_chat(playground: Playground) -> Chat:
    assert playground.world.visitor is not None
    return playground.world.visitor.chat


def group_of(playground: Playground) -> Chat:
    return next(chat for chat in playground.world.chats.values() if chat.is_forum)


def answer_to(page: Page, text: str) -> Locator:
    return page.locator("article:not([data-mine])", has_text=f"শুনলাম: {text}")


async def ask(page: Page, text: str) -> Locator:
    """Ask by typing, and give the bot's message."""
    await page.locator("#field").fill(text)
    await page.keyboard.press("Enter")
    answer = answer_to(page, text)
    await expect(answer).to_be_visible()
    return answer


def button(message: Locator, name: str) -> Locator:
    return message.get_by_role("button", name=name, exact=True)


# -- asking


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("text", ["ইরান নিয়ে পুতিন কী বললেন?", "what about iran", "putin iran niye ki bollen"])
async def test_a_typed_question_is_sent_by_enter_and_answered(open_page: Open, text: str) -> None:
    page = await open_page()
    answer = await ask(page, text)
    await expect(page.locator("article[data-mine] .text")).to_have_text(text)
    await expect(page.get_by_label("Message", exact=True)).to_have_value("")
    await expect(answer.locator("[lang=bn]").first).to_be_visible()


@pytest.mark.usefixtures("bot")
async def test_shift_and_enter_begin_a_line_in_a_box_that_grows(open_page: Open, playground: Playground) -> None:
    page = await open_page()
    field = page.get_by_label("Message", exact=True)
    height = (await field.bounding_box() or {})["height"]
    await field.press_sequentially("এক")
    await page.keyboard.press("Shift+Enter")
    await field.press_sequentially("দুই")
    assert (await field.bounding_box() or {})["height"] > height
    await page.keyboard.press("Enter")
    await expect(page.locator("article[data-mine] .text")).to_have_text("এক\nদুই", use_inner_text=True)
    assert [message.text for message in visitor_chat(playground).messages.values()][0] == "এক\nদুই"


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("group", ["In Bengali", "In English", "Banglish and slips"])
async def test_a_sample_asks_when_it_is_clicked(open_page: Open, group: str) -> None:
    page = await open_page()
    heading = page.get_by_role("heading", name=group)
    sample = page.locator("#samples section", has=heading).get_by_role("button").first
    text = await sample.inner_text()
    await sample.click()
    await expect(answer_to(page, text)).to_be_visible()


@pytest.mark.usefixtures("bot")
async def test_the_menu_lists_the_bots_commands_and_a_slash_filters_them(open_page: Open, bot: ScriptedBot) -> None:
    commands = [
        {"command": "topics", "description": "বিষয়ের তালিকা"},
        {"command": "latest", "description": "সর্বশেষ"},
    ]
    page = await open_page()
    await bot.call("setMyCommands", commands=commands)
    await page.get_by_role("button", name="Commands").click()
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("option").first).to_be_hidden()
    await page.get_by_label("Message", exact=True).press_sequentially("/la")
    await expect(page.get_by_role("option")).to_have_text(["/latestসর্বশেষ"])
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(answer_to(page, "/latest")).to_be_visible()


async def test_what_could_not_be_sent_stays_in_the_box_and_the_notice_says_what_to_do(open_page: Open) -> None:
    page = await open_page()
    await page.route("**/play/send", lambda route: route.abort())
    await page.get_by_label("Message", exact=True).fill("প্রশ্ন")
    await page.keyboard.press("Enter")
    await expect(page.locator(".notice")).to_contain_text("try again")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("প্রশ্ন")


# -- messages


async def test_markup_in_a_text_stays_text(open_page: Open, bot: ScriptedBot, playground: Playground) -> None:
    page = await open_page()
    text = "<script>document.title = 'x'</script><img src=x onerror=alert(1)> <b>ইরান</b>"
    await bot.call("sendMessage", chat_id=await started(playground), text=text)
    await expect(page.locator("article .text")).to_have_text(text)
    assert await page.locator("#log script, #log img, #log b").count() == 0


async def started(playground: Playground) -> int:
    """Let the visitor's chat be one that the bot may write to, and give its id."""
    chat = visitor_chat(playground)
    chat.started = True
    return chat.id


RENDER = """async ([text, entities]) => {
  const { renderText } = await import("/page/js/render/entities.js");
  const follow = { bot: "barta_bot", start() {}, command() {}, mention() {} };
  return renderText(text, entities, follow).innerHTML;
}"""


@pytest.mark.parametrize(
    ("text", "entities", "html"),
    [
        ("😀 খবর", [("bold", 3, 3)], "😀 <strong>খবর</strong>"),
        ("abc", [("bold", 0, 3), ("italic", 1, 1)], "<strong>a<em>b</em>c</strong>"),
        ("abc", [("bold", 0, 2), ("italic", 1, 2)], "<strong>a<em>b</em></strong><em>c</em>"),
        ("abc", [("italic", 0, 3), ("underline", 0, 3), ("strikethrough", 0, 3)], "<em><u><s>abc</s></u></em>"),
        ("a\nb\nc", [("blockquote", 2, 1), ("bold", 0, 5)], "<strong>a\n</strong><blockquote><strong>b</strong></blockquote><strong>c</strong>"),
        ("x<b>", [("pre", 0, 4)], '<pre><code data-inside="">x&lt;b&gt;</code></pre>'),
        ("beyond", [("bold", 3, 99), ("italic", -2, 3)], "<em>b</em>ey<strong>ond</strong>"),
    ],
)
async def test_entities_nest_overlap_and_count_as_telegrams_do(
    open_page: Open, text: str, entities: list[tuple[str, int, int]], html: str
) -> None:
    page = await open_page()
    given = [{"type": kind, "offset": offset, "length": length} for kind, offset, length in entities]
    assert await page.evaluate(RENDER, [text, given]) == html


async def test_no_heap_of_entities_loses_a_letter(open_page: Open) -> None:
    page = await open_page()
    chance = random.Random(7)  # noqa: S311 - the same cases each time
    kinds = ["bold", "italic", "code", "spoiler", "text_link", "mention", "bot_command", "custom_emoji", "url"]
    text = "ইরান 😀 talks: “কূটনৈতিক উপায়ে”\nsecond line"
    script = RENDER.replace(".innerHTML", ".textContent")
    for _ in range(150):
        drawn = [(chance.choice(kinds), chance.randrange(40), chance.randrange(1, 40)) for _ in range(5)]
        entities = [{"type": kind, "offset": at, "length": size, "url": "https://a.b/"} for kind, at, size in drawn]
        assert await page.evaluate(script, [text, entities]) == text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://"])
async def test_an_address_that_is_not_of_the_web_is_no_link(open_page: Open, address: str) -> None:
    page = await open_page()
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": address}
    assert await page.evaluate(RENDER, ["খবর!", [entity]]) == '<span data-entity="dead-link">খবর!</span>'


async def test_quotes_unfold_and_spoilers_open_by_keyboard(open_page: Open, bot: ScriptedBot, playground: Playground) -> None:
    page = await open_page()
    lines = "\n".join(f"উদ্ধৃতির সারি {number}" for number in range(9))
    html = f"<blockquote expandable>{lines}</blockquote>\n<tg-spoiler>গোপন কথা</tg-spoiler>"
    await bot.call("sendMessage", chat_id=await started(playground), text=html, parse_mode="HTML")
    quote = page.locator("blockquote .clamped")
    folded = (await quote.bounding_box() or {})["height"]
    await page.get_by_role("button", name="Show more").press("Enter")
    shown = page.locator("blockquote > div")
    assert (await shown.bounding_box() or {})["height"] > folded
    await expect(page.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")
    await page.get_by_role("button", name="Hidden text").press("Enter")
    await expect(page.locator(".text").get_by_text("গোপন কথা")).to_be_visible()


async def test_links_to_the_bot_are_played_here_and_others_open_a_tab(
    open_page: Open, bot: ScriptedBot, playground: Playground
) -> None:
    page = await open_page()
    html = '<a href="https://t.me/barta_bot?start=brief_iran">খবর</a> <a href="https://example.org/">web</a>'
    group = group_of(playground)
    await page.get_by_role("button", name="General").first.click()
    await bot.call("sendMessage", chat_id=group.id, text=html, parse_mode="HTML")
    web = page.get_by_role("link", name="web")
    await expect(web).to_have_attribute("target", "_blank")
    await expect(web).to_have_attribute("rel", re.compile("noopener"))
    await page.get_by_role("button", name="খবর", exact=True).click()
    await expect(page.get_by_role("heading", name="Barta", level=2)).to_be_visible()
    await expect(answer_to(page, "/start brief_iran")).to_be_visible()


async def test_a_deleted_message_goes_and_an_unknown_sender_is_the_channel(
    open_page: Open, bot: ScriptedBot, playground: Playground
) -> None:
    page = await open_page()
    chat_id = await started(playground)
    sent = await bot.call("sendMessage", chat_id=chat_id, text="একবার")
    await expect(page.get_by_text("একবার").last).to_be_visible()
    await bot.call("deleteMessage", chat_id=chat_id, message_id=sent["message_id"])
    await expect(page.locator("article")).to_have_count(0)
    await expect(page.get_by_text("No messages yet")).to_be_visible()


async def test_typing_shows_until_the_message_comes(open_page: Open, bot: ScriptedBot, playground: Playground) -> None:
    page = await open_page()
    chat_id = await started(playground)
    await bot.call("sendChatAction", chat_id=chat_id, action="typing")
    await expect(page.get_by_text("Barta is typing…")).to_be_visible()
    await bot.call("sendMessage", chat_id=chat_id, text="উত্তর")
    await expect(page.get_by_text("Barta is typing…")).to_be_hidden()


# -- buttons


@pytest.mark.usefixtures("bot")
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


@pytest.mark.usefixtures("bot")
async def test_a_button_shows_that_it_waits_and_is_pressed_once(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    held: list[Route] = []
    await page.route("**/play/press", lambda route: held.append(route))
    await button(message, "ধন্যবাদ").click()
    await expect(message.locator(".key[aria-busy=true]")).to_have_text(re.compile("ধন্যবাদ"))
    await message.locator(".key[aria-busy=true]").click()
    assert len(held) == 1
    await held[0].continue_()
    await expect(page.locator(".notice")).to_contain_text("ধন্যবাদ, পাঠক")
    await expect(message.locator("[aria-busy]")).to_have_count(0)


async def test_a_bot_that_never_answers_leaves_no_button_stuck(
    open_page: Open, playground: Playground, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = await open_page()
    async with polling(playground):
        message = await ask(page, "খবর")
    monkeypatch.setattr("bot.playground.play.PRESS_SECONDS", 0.05)
    await button(message, "ধন্যবাদ").click()
    await expect(page.locator(".notice")).to_contain_text("did not answer in time")
    await expect(message.locator("[aria-busy]")).to_have_count(0)
    assert len([update for update in playground.world.updates.pending if "callback_query" in update]) == 1


@pytest.mark.usefixtures("bot")
async def test_an_edit_replaces_the_message_in_place_and_keeps_the_focus(open_page: Open) -> None:
    page = await open_page()
    await ask(page, "প্রথম")
    message = page.locator(f"[data-key='{await (await ask(page, 'দ্বিতীয়')).locator('xpath=..').get_attribute('data-key')}']")
    await button(message, "বদলাও").press("Enter")
    await expect(message.locator(".text")).to_have_text("বদলে গেছে")
    await expect(message.get_by_text("edited")).to_be_visible()
    await expect(button(message, "পরের")).to_be_focused()
    await expect(page.locator("article")).to_have_count(4)


@pytest.mark.usefixtures("bot")
async def test_an_edit_further_up_does_not_move_what_is_being_read(
    open_page: Open, bot: ScriptedBot, playground: Playground
) -> None:
    page = await open_page()
    chat_id = await started(playground)
    first = await bot.call("sendMessage", chat_id=chat_id, text="এক")
    for number in range(30):
        await bot.call("sendMessage", chat_id=chat_id, text=f"সারি {number}")
    read = page.get_by_text("সারি 15", exact=True)
    await read.scroll_into_view_if_needed()
    before = await read.bounding_box()
    await bot.call("editMessageText", chat_id=chat_id, message_id=first["message_id"], text="এক\n" * 20 + "শেষ")
    await expect(page.locator("article .text").first).to_contain_text("শেষ")
    assert await read.bounding_box() == before
    await expect(page.get_by_role("button", name="Go to the newest message")).to_be_visible()


@pytest.mark.usefixtures("bot")
async def test_a_link_button_opens_a_tab_and_a_start_button_starts(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    web = message.get_by_role("link", name="Web")
    await expect(web).to_have_attribute("href", "https://example.org/news")
    await expect(web).to_have_attribute("target", "_blank")
    await expect(web).to_have_attribute("rel", "noopener noreferrer")
    await button(message, "Start").click()
    await expect(answer_to(page, "/start brief_x")).to_be_visible()


@pytest.mark.usefixtures("bot")
async def test_a_copy_button_copies(open_page: Open) -> None:
    page = await open_page(permissions=["clipboard-read", "clipboard-write"])
    message = await ask(page, "খবর")
    await message.locator(".key", has_text="Copy").click()
    await expect(page.locator(".notice")).to_contain_text("Copied")
    assert await page.evaluate("navigator.clipboard.readText()") == "কপি করা কথা"


@pytest.mark.usefixtures("bot")
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


# -- inline


@pytest.mark.usefixtures("bot")
async def test_inline_results_are_chosen_by_keyboard(open_page: Open, playground: Playground) -> None:
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
    assert [update.text for update in visitor_chat(playground).messages.values()] == ["বেছে নেওয়া সংবাদ 1"]


@pytest.mark.usefixtures("bot")
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


@pytest.mark.usefixtures("bot")
async def test_no_inline_results_say_so_and_the_button_leads_to_the_private_chat(open_page: Open) -> None:
    page = await open_page()
    await page.get_by_role("button", name="আড্ডা").first.click()
    await page.locator("#field").fill("@barta_bot zzz")
    await expect(page.get_by_text("Nothing found. Try other words.").first).to_be_visible()
    await page.get_by_role("button", name="সব বিষয়").click()
    await expect(answer_to(page, "/start topics")).to_be_visible()


async def test_what_is_typed_on_cancels_what_was_asked(open_page: Open, playground: Playground, bot: ScriptedBot) -> None:
    page = await open_page()
    await page.locator("#field").press_sequentially("@barta_bot ইরানের খবর", delay=5)
    await expect(page.get_by_role("option").first).to_contain_text("ইরানের খবর সংবাদ 0")
    asked = [query.query for query in playground.world.inline_queries.values()]
    assert asked[-1] == "ইরানের খবর"
    assert len(asked) <= 3
    await page.locator("#field").fill("")
    await expect(page.get_by_role("option").first).to_be_hidden()
    assert bot


# -- groups, topics, replies


@pytest.mark.usefixtures("bot")
async def test_a_topic_of_the_group_has_its_own_conversation(open_page: Open, playground: Playground) -> None:
    page = await open_page()
    await page.get_by_role("button", name="বিশ্ব").first.click()
    await expect(page.get_by_role("button", name="বিশ্ব").first).to_have_attribute("aria-current", "page")
    await page.locator("#samples button").first.click()
    await expect(page.locator("article:not([data-mine])")).to_contain_text("শুনলাম: @barta_bot")
    topic = next(topic for topic in group_of(playground).topics.values() if topic.name.startswith("বিশ্ব"))
    assert {message.thread_id for message in group_of(playground).messages.values() if message.text} == {topic.id}
    await page.get_by_role("button", name="আড্ডা").first.click()
    await expect(page.locator("article")).to_have_count(0)


async def test_messages_elsewhere_are_counted_until_they_are_read(open_page: Open, playground: Playground) -> None:
    page = await open_page()
    group = group_of(playground)
    neighbour = next(person for person in playground.world.people.values() if person is not playground.world.visitor)
    for text in ("একটা কথা", "আরেকটা"):
        await neighbour.send(text, to=group)
    await expect(page.get_by_role("img", name="unread: 2")).to_be_visible()
    await page.get_by_role("button", name="General").first.click()
    await expect(page.get_by_role("img", name="unread: 2")).to_have_count(0)
    await expect(page.locator("article .sender").first).to_have_text(neighbour.first_name)


@pytest.mark.usefixtures("bot")
async def test_a_reply_is_written_cancelled_and_followed_back(open_page: Open, playground: Playground) -> None:
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
    replied = [each.reply_to.text for each in visitor_chat(playground).messages.values() if each.reply_to]
    assert replied == ["শুনলাম: প্রথম"]


async def test_a_draft_waits_in_its_own_chat(open_page: Open) -> None:
    page = await open_page()
    await page.locator("#field").fill("অসমাপ্ত")
    await page.get_by_role("button", name="বিশ্ব").first.click()
    await expect(page.locator("#field")).to_have_value("")
    await page.locator("#chats > li > button").first.click()
    await expect(page.locator("#field")).to_have_value("অসমাপ্ত")


# -- on a phone, in the dark, by ear


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("viewport", [PHONE, NARROW, {"width": 640, "height": 400}], ids=["phone", "narrow", "zoomed"])
@pytest.mark.parametrize("locale", ["bn-BD", "en-GB"])
async def test_nothing_runs_out_of_a_small_screen(open_page: Open, viewport: dict[str, int], locale: str) -> None:
    page = await open_page(viewport, locale, has_touch=True)
    await page.locator("#samples button").first.click()
    await expect(page.locator("article:not([data-mine])")).to_be_visible()
    await page.locator("#field").fill("@barta_bot " + "অতিদীর্ঘশব্দ" * 12)
    await expect(page.get_by_role("option").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    await page.locator("#field").fill("")
    assert await page.evaluate(SMALL_TARGETS, 44) == []


async def test_on_a_phone_the_chats_are_a_drawer(open_page: Open) -> None:
    page = await open_page(PHONE, has_touch=True)
    chats = page.get_by_role("navigation", name="Chats")
    await expect(chats).to_be_hidden()
    opener = page.get_by_role("button", name="Open the list of chats")
    await opener.click()
    await expect(chats).to_be_visible()
    await expect(chats.locator(":focus")).to_have_count(1)
    await page.keyboard.press("Escape")
    await expect(chats).to_be_hidden()
    await expect(opener).to_be_focused()
    await opener.click()
    await chats.get_by_role("button", name="বিশ্ব").click()
    await expect(chats).to_be_hidden()
    tabs = page.get_by_role("navigation", name="Topics")
    await expect(tabs.get_by_role("button", name="বিশ্ব")).to_have_attribute("aria-current", "page")
    await tabs.get_by_role("button", name="General").click()
    await expect(tabs.get_by_role("button", name="General")).to_have_attribute("aria-current", "page")


@pytest.mark.usefixtures("bot")
async def test_a_long_press_on_a_phone_offers_to_reply(open_page: Open) -> None:
    page = await open_page(PHONE, has_touch=True)
    message = await ask(page, "খবর")
    touch = {"pointerType": "touch", "bubbles": True}
    await message.locator(".bubble").dispatch_event("pointerdown", touch)
    await expect(message).to_have_class(re.compile("held"))
    await message.get_by_role("button", name="Reply").click()
    await expect(page.get_by_text("Reply to Barta")).to_be_visible()


GROUND = "getComputedStyle(document.body).backgroundColor"


async def test_the_theme_follows_the_system_until_the_reader_chooses(open_page: Open) -> None:
    page = await open_page(color_scheme="dark")
    dark = await page.evaluate(GROUND)
    await page.get_by_role("button", name="Light theme").click()
    light = await page.evaluate(GROUND)
    assert light != dark
    await page.reload()
    assert await page.evaluate(GROUND) == light
    await page.get_by_role("button", name="Dark theme").click()
    assert await page.evaluate(GROUND) == dark


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(open_page: Open, scheme: str, playground: Playground) -> None:
    """WCAG AA: 4.5 to 1, computed for each text that is shown, translucent layers blended."""
    page = await open_page(color_scheme=scheme, reduced_motion="reduce")
    message = await ask(page, "/খবর @barta_bot #tag https://example.org")
    await button(message, "ধন্যবাদ").click()
    await expect(page.locator(".notice")).to_be_visible()
    await message.get_by_role("button", name="Reply").press("Enter")
    await playground.world.people[max(playground.world.people)].send("কথা", to=group_of(playground))
    await page.locator("#field").fill("@barta_bot ইরান")
    await expect(page.get_by_role("option")).to_have_count(10)
    await page.keyboard.press("ArrowDown")
    ratios = await page.evaluate(CONTRASTS)
    assert len(ratios) > 50
    assert [each for each in ratios if each["ratio"] < 4.5] == []


@pytest.mark.usefixtures("bot")
async def test_every_control_has_a_name_and_the_page_its_landmarks(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    await message.get_by_role("button", name="Reply").press("Enter")
    await page.locator("#field").fill("@barta_bot ইরান")
    await expect(page.get_by_role("option")).to_have_count(10)
    seen = await page.locator("body").aria_snapshot()
    nameless = regex.findall(r"^\s*- (?:button|link|textbox|option|listbox|navigation|img|heading)(?: \[.*\])?:?$", seen, regex.M)
    assert nameless == []
    for role in ("main", "navigation", "complementary", "log"):
        await expect(page.get_by_role(role).first).to_be_visible()  # type: ignore[arg-type]
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")


async def test_the_page_speaks_the_browsers_language_and_can_be_switched(open_page: Open, playground: Playground) -> None:
    page = await open_page(locale="bn-BD")
    assert await page.evaluate("document.documentElement.lang") == "bn"
    await expect(page.get_by_role("complementary", name="যা জিজ্ঞেস করা যায়")).to_be_visible()
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("complementary", name="Things to try")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="বাংলা")).to_be_visible()
    assert playground.world.visitor is not None
    assert playground.world.visitor.language_code == "en"


async def test_both_languages_have_every_word_of_the_page(open_page: Open) -> None:
    page = await open_page()
    words = await page.evaluate("import('/page/js/words.js').then((module) => module.WORDS)")
    assert words["bn"].keys() == words["en"].keys()
    for key, english in words["en"].items():
        assert words["bn"][key].strip(), key
        names = [set(regex.findall(r"\{\w+\}", text)) for text in (english, words["bn"][key])]
        assert names[0] == names[1], key
    letters = [key for key, text in words["bn"].items() if not regex.search(r"\p{Bengali}", text)]
    assert letters == ["otherLanguage"]


# -- the connection


async def test_a_lost_stream_is_said_and_what_was_missed_is_there_after_it(
    open_page: Open, playground: Playground, bot: ScriptedBot
) -> None:
    page = await open_page()
    chat_id = await started(playground)
    await page.route("**/play/events", lambda route: route.abort())
    playground._play.close()
    await expect(page.get_by_text("Connection lost. Trying again…")).to_be_visible()
    await bot.call("sendMessage", chat_id=chat_id, text="ফাঁকে আসা")
    await page.unroute("**/play/events")
    await expect(page.locator("article", has_text="ফাঁকে আসা")).to_be_visible()
    await expect(page.get_by_text("Connection lost")).to_be_hidden()
    await bot.call("sendMessage", chat_id=chat_id, text="পরে আসা")
    await expect(page.locator("article")).to_have_count(2)


async def test_a_burst_of_messages_arrives_whole_and_in_order(
    open_page: Open, playground: Playground, bot: ScriptedBot
) -> None:
    chat_id = await started(playground)
    sending = asyncio.create_task(_send_many(bot, chat_id, 40))
    page = await open_page()
    await sending
    await expect(page.locator("article .text")).to_have_text([f"সংবাদ {number}" for number in range(40)])


async def _send_many(bot: ScriptedBot, chat_id: int, count: int) -> list[Message]:
    return [await bot.call("sendMessage", chat_id=chat_id, text=f"সংবাদ {number}") for number in range(count)]
