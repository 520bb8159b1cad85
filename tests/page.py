"""The chat page in a browser, for the tests of it: fixtures, and how a reader goes about."""

from collections.abc import AsyncIterator
from typing import Literal, Protocol

import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, FloatRect, Locator, Page, ViewportSize, expect

from bot.playground import Playground
from bot.playground.state import Chat
from tests.scripted_bot import ScriptedBot, polling

PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 568}
ZOOMED: ViewportSize = {"width": 640, "height": 400}
DESKTOP: ViewportSize = {"width": 1280, "height": 800}

Scheme = Literal["light", "dark"]


class Open(Protocol):
    """Opens the page in a browser of its own."""

    async def __call__(
        self,
        viewport: ViewportSize = ...,
        *,
        locale: str = ...,
        scheme: Scheme = ...,
        permissions: tuple[str, ...] = ...,
    ) -> Page:
        """Give the page when it shows what the server told; a phone's viewport has a touch screen."""


@pytest_asyncio.fixture(loop_scope="session")
async def demo() -> AsyncIterator[Playground]:
    """Give a local Bot API with a visitor, whom the page plays, and a group."""
    async with Playground.demo() as playground:
        yield playground


@pytest_asyncio.fixture(loop_scope="session")
async def scripted(demo: Playground) -> AsyncIterator[ScriptedBot]:
    """Give the bot of a few lines, polling."""
    async with polling(demo) as bot:
        yield bot


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(browser: Browser, demo: Playground) -> AsyncIterator[Open]:
    """Give a way to open the page; in the end no script has failed and nothing was asked of another host."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    async def opened(
        viewport: ViewportSize = DESKTOP,
        *,
        locale: str = "en-GB",
        scheme: Scheme = "light",
        permissions: tuple[str, ...] = (),
    ) -> Page:
        context = await browser.new_context(
            viewport=viewport,
            locale=locale,
            color_scheme=scheme,
            permissions=permissions,
            has_touch=viewport["width"] <= PHONE["width"],
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = await context.new_page()
        page.set_default_timeout(5000)
        _watch(page, demo.url, wrong)
        await page.goto(demo.url)
        await expect(page.locator("#samples button").first).to_be_visible()
        return page

    yield opened
    for context in contexts:
        await context.close()
    assert not wrong


def _watch(page: Page, home: str, wrong: list[str]) -> None:
    # The browser itself logs a call that was refused or cut; what the page makes of it is tested.
    expected = "Failed to load resource"
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda said: wrong.append(said.text) if said.type == "error" and expected not in said.text else None,
    )
    page.on("request", lambda asked: None if asked.url.startswith(home) else wrong.append(asked.url))


def visitor_chat(playground: Playground) -> Chat:
    """Give the chat of the page's reader with the bot."""
    assert playground.world.visitor is not None
    return playground.world.visitor.chat


def group_of(playground: Playground) -> Chat:
    """Give the group that the page's reader is in."""
    return next(chat for chat in playground.world.chats.values() if chat.is_forum)


def started(playground: Playground) -> int:
    """Let the bot write to the page's reader, and give the chat's id."""
    chat = visitor_chat(playground)
    chat.started = True
    return chat.id


def answer_to(page: Page, text: str) -> Locator:
    """Give the scripted bot's message about a text."""
    return page.locator("article:not([data-mine])", has_text=f"শুনলাম: {text}")


async def ask(page: Page, text: str) -> Locator:
    """Ask the scripted bot by typing, and give its message."""
    await page.locator("#field").fill(text)
    await page.keyboard.press("Enter")
    answer = answer_to(page, text)
    await expect(answer).to_be_visible()
    return answer


def button(message: Locator, name: str) -> Locator:
    """Give a message's button by its whole label."""
    return message.get_by_role("button", name=name, exact=True)


async def box(node: Locator) -> FloatRect:
    """Give where a thing is on the screen."""
    found = await node.bounding_box()
    assert found is not None
    return found
