"""The chat page on small screens, in both themes and languages, and for those who do not see it."""

import re

import pytest
import regex
from playwright.async_api import ViewportSize, expect

from bot.playground import Playground
from tests.page import NARROW, PHONE, ZOOMED, Open, Scheme, ask, button, group_of
from tests.page_checks import CONTRASTS, SMALL_TARGETS

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("viewport", [PHONE, NARROW, ZOOMED], ids=["phone", "narrow", "zoomed"])
@pytest.mark.parametrize("locale", ["bn-BD", "en-GB"])
async def test_nothing_runs_out_of_a_small_screen(
    open_page: Open, viewport: ViewportSize, locale: str
) -> None:
    page = await open_page(viewport, locale=locale)
    await page.locator("#samples button").first.click()
    await expect(page.locator("article:not([data-mine])")).to_be_visible()
    await page.locator("#field").fill("@barta_bot " + "অতিদীর্ঘশব্দ" * 12)
    await expect(page.get_by_role("option").first).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    await page.locator("#field").fill("")
    assert await page.evaluate(SMALL_TARGETS, 44) == []


async def test_on_a_phone_the_chats_are_a_drawer(open_page: Open) -> None:
    page = await open_page(PHONE)
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


@pytest.mark.usefixtures("scripted")
async def test_a_long_press_on_a_phone_offers_to_reply(open_page: Open) -> None:
    page = await open_page(PHONE)
    message = await ask(page, "খবর")
    touch = {"pointerType": "touch", "bubbles": True}
    await message.locator(".bubble").dispatch_event("pointerdown", touch)
    await expect(message).to_have_class(re.compile("held"))
    await message.get_by_role("button", name="Reply").click()
    await expect(page.get_by_text("Reply to Barta")).to_be_visible()


GROUND = "getComputedStyle(document.body).backgroundColor"


async def test_the_theme_follows_the_system_until_the_reader_chooses(open_page: Open) -> None:
    page = await open_page(scheme="dark")
    dark = await page.evaluate(GROUND)
    await page.get_by_role("button", name="Light theme").click()
    light = await page.evaluate(GROUND)
    assert light != dark
    await page.reload()
    assert await page.evaluate(GROUND) == light
    await page.get_by_role("button", name="Dark theme").click()
    assert await page.evaluate(GROUND) == dark


@pytest.mark.usefixtures("scripted")
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_stands_out_from_its_ground(
    open_page: Open, scheme: Scheme, demo: Playground
) -> None:
    """WCAG AA: 4.5 to 1, computed for each text that is shown, translucent layers blended."""
    page = await open_page(scheme=scheme)
    message = await ask(page, "/খবর @barta_bot #tag https://example.org")
    await button(message, "ধন্যবাদ").click()
    await expect(page.locator(".notice")).to_be_visible()
    await message.get_by_role("button", name="Reply").press("Enter")
    await demo.world.people[max(demo.world.people)].send("কথা", to=group_of(demo))
    await page.locator("#field").fill("@barta_bot ইরান")
    await expect(page.get_by_role("option")).to_have_count(10)
    await page.keyboard.press("ArrowDown")
    ratios = await page.evaluate(CONTRASTS)
    assert len(ratios) > 50
    assert [each for each in ratios if each["ratio"] < 4.5] == []


@pytest.mark.usefixtures("scripted")
async def test_every_control_has_a_name_and_the_page_its_landmarks(open_page: Open) -> None:
    page = await open_page()
    message = await ask(page, "খবর")
    await message.get_by_role("button", name="Reply").press("Enter")
    await page.locator("#field").fill("@barta_bot ইরান")
    await expect(page.get_by_role("option")).to_have_count(10)
    seen = await page.locator("body").aria_snapshot()
    nameless = regex.findall(
        r"^\s*- (?:button|link|textbox|option|listbox|navigation|img|heading)(?: \[.*\])?:?$", seen, regex.M
    )
    assert nameless == []
    for role in ("main", "navigation", "complementary", "log"):
        await expect(page.get_by_role(role).first).to_be_visible()
    await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")


async def test_the_page_speaks_the_browsers_language_and_can_be_switched(
    open_page: Open, demo: Playground
) -> None:
    page = await open_page(locale="bn-BD")
    assert await page.evaluate("document.documentElement.lang") == "bn"
    await expect(page.get_by_role("complementary", name="যা জিজ্ঞেস করা যায়")).to_be_visible()
    await page.get_by_role("button", name="English").click()
    await expect(page.get_by_role("complementary", name="Things to try")).to_be_visible()
    await page.reload()
    await expect(page.get_by_role("button", name="বাংলা")).to_be_visible()
    assert demo.world.visitor is not None
    assert demo.world.visitor.language_code == "en"


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
