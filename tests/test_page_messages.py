"""How the chat page shows messages: their markup, links, quotes, and what comes and goes."""

import random
import re

import pytest
from playwright.async_api import expect

from bot.playground import Playground
from tests.page import Open, answer_to, box, group_of, started
from tests.scripted_bot import ScriptedBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_markup_in_a_text_stays_text(open_page: Open, scripted: ScriptedBot, demo: Playground) -> None:
    page = await open_page()
    text = "<script>document.title = 'x'</script><img src=x onerror=alert(1)> <b>ইরান</b>"
    await scripted.call("sendMessage", chat_id=started(demo), text=text)
    await expect(page.locator("article .text")).to_have_text(text)
    assert await page.locator("#log script, #log img, #log b").count() == 0


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
        (
            "abc",
            [("italic", 0, 3), ("underline", 0, 3), ("strikethrough", 0, 3)],
            "<em><u><s>abc</s></u></em>",
        ),
        (
            "a\nb\nc",
            [("blockquote", 2, 1), ("bold", 0, 5)],
            "<strong>a\n</strong><blockquote><strong>b</strong></blockquote><strong>c</strong>",
        ),
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
    kinds = [
        "bold",
        "italic",
        "code",
        "spoiler",
        "text_link",
        "mention",
        "bot_command",
        "custom_emoji",
        "url",
    ]
    text = "ইরান 😀 talks: “কূটনৈতিক উপায়ে”\nsecond line"
    script = RENDER.replace(".innerHTML", ".textContent")
    for _ in range(150):
        drawn = [(chance.choice(kinds), chance.randrange(40), chance.randrange(1, 40)) for _ in range(5)]
        entities = [
            {"type": kind, "offset": at, "length": size, "url": "https://a.b/"} for kind, at, size in drawn
        ]
        assert await page.evaluate(script, [text, entities]) == text


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://"]
)
async def test_an_address_that_is_not_of_the_web_is_no_link(open_page: Open, address: str) -> None:
    page = await open_page()
    entity = {"type": "text_link", "offset": 0, "length": 4, "url": address}
    assert await page.evaluate(RENDER, ["খবর!", [entity]]) == '<span data-entity="dead-link">খবর!</span>'


async def test_quotes_unfold_and_spoilers_open_by_keyboard(
    open_page: Open, scripted: ScriptedBot, demo: Playground
) -> None:
    page = await open_page()
    lines = "\n".join(f"উদ্ধৃতির সারি {number}" for number in range(9))
    html = f"<blockquote expandable>{lines}</blockquote>\n<tg-spoiler>গোপন কথা</tg-spoiler>"
    await scripted.call("sendMessage", chat_id=started(demo), text=html, parse_mode="HTML")
    quote = page.locator("blockquote .clamped")
    folded = (await box(quote))["height"]
    await page.get_by_role("button", name="Show more").press("Enter")
    shown = page.locator("blockquote > div")
    assert (await box(shown))["height"] > folded
    await expect(page.get_by_role("button", name="Show less")).to_have_attribute("aria-expanded", "true")
    await page.get_by_role("button", name="Hidden text").press("Enter")
    await expect(page.locator(".text").get_by_text("গোপন কথা")).to_be_visible()


async def test_links_to_the_bot_are_played_here_and_others_open_a_tab(
    open_page: Open, scripted: ScriptedBot, demo: Playground
) -> None:
    page = await open_page()
    html = '<a href="https://t.me/barta_bot?start=brief_iran">খবর</a> <a href="https://example.org/">web</a>'
    group = group_of(demo)
    await page.get_by_role("button", name="General").first.click()
    await scripted.call("sendMessage", chat_id=group.id, text=html, parse_mode="HTML")
    web = page.get_by_role("link", name="web")
    await expect(web).to_have_attribute("target", "_blank")
    await expect(web).to_have_attribute("rel", re.compile("noopener"))
    await page.get_by_role("button", name="খবর", exact=True).click()
    await expect(page.get_by_role("heading", name="Barta", level=2)).to_be_visible()
    await expect(answer_to(page, "/start brief_iran")).to_be_visible()


async def test_a_deleted_message_goes_and_an_unknown_sender_is_the_channel(
    open_page: Open, scripted: ScriptedBot, demo: Playground
) -> None:
    page = await open_page()
    chat_id = started(demo)
    sent = await scripted.call("sendMessage", chat_id=chat_id, text="একবার")
    await expect(page.get_by_text("একবার").last).to_be_visible()
    await scripted.call("deleteMessage", chat_id=chat_id, message_id=sent["message_id"])
    await expect(page.locator("article")).to_have_count(0)
    await expect(page.get_by_text("No messages yet")).to_be_visible()


async def test_typing_shows_until_the_message_comes(
    open_page: Open, scripted: ScriptedBot, demo: Playground
) -> None:
    page = await open_page()
    chat_id = started(demo)
    await scripted.call("sendChatAction", chat_id=chat_id, action="typing")
    await expect(page.get_by_text("Barta is typing…")).to_be_visible()
    await scripted.call("sendMessage", chat_id=chat_id, text="উত্তর")
    await expect(page.get_by_text("Barta is typing…")).to_be_hidden()
