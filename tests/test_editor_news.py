"""What editors are told by itself: once, through Telegram's refusals, lost answers and restarts."""

import asyncio
from datetime import UTC, datetime

import pytest

from bot.app import running
from bot.delivery.limits import NO_LIMITS
from bot.delivery.turn import together
from bot.playground.faults import ResetAfter, ResetBefore, TooManyRequests
from bot.playground.person import Person
from bot.playground.server import Playground
from bot.playground.world import World
from bot.services.desk import Desk
from tests.desk_drafts import TITLE, arrive, new_draft

pytestmark = pytest.mark.usefixtures("editor")


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery.editors._POLL", 0.05)  # seconds


@pytest.fixture
async def editor(world: World, desk: Desk) -> Person:
    """Give an editor of a bot that does not run yet."""
    person = world.person("অনু", language_code="bn")
    world.private(person).started = True
    await desk.store.editors.add(person.id, "অনু", datetime.now(UTC))
    return person


def drafts_in(person: Person) -> list[str]:
    return [message.text for message in person.chat.sent if TITLE in message.text]


async def run_until(playground: Playground, desk: Desk, person: Person, count: int) -> None:
    """Run the bot until a chat has so many messages with the draft and nothing more is due."""
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS) as bot:
        while len(drafts_in(person)) < count or (await desk.store.draft_messages.shown(person.id)) == {}:
            bot.news.wake()
            await asyncio.sleep(0.02)
        await bot.news.tick()


async def test_a_draft_that_came_while_no_bot_ran_is_shown_and_not_again_after_a_restart(
    playground: Playground, editor: Person, desk: Desk
) -> None:
    await arrive(desk, new_draft())
    for _ in range(3):
        await run_until(playground, desk, editor, 1)
    assert len(drafts_in(editor)) == 1


@pytest.mark.parametrize("fault", [TooManyRequests(1), ResetBefore()], ids=["429", "broken connection"])
async def test_a_draft_that_was_refused_comes_later_and_once(
    playground: Playground, editor: Person, desk: Desk, fault: TooManyRequests | ResetBefore
) -> None:
    playground.faults.add(fault, method="sendMessage")
    await arrive(desk, new_draft())
    await run_until(playground, desk, editor, 1)
    assert len(drafts_in(editor)) == 1


async def test_a_draft_whose_answers_are_lost_comes_twice_at_most(
    playground: Playground, editor: Person, desk: Desk
) -> None:
    playground.faults.add(ResetAfter(), method="sendMessage", times=9)
    await arrive(desk, new_draft())
    await run_until(playground, desk, editor, 2)
    await run_until(playground, desk, editor, 2)
    assert len(drafts_in(editor)) == 2


async def test_a_message_that_the_editor_deleted_is_left_so(
    playground: Playground, editor: Person, desk: Desk, world: World
) -> None:
    await arrive(desk, new_draft())
    await run_until(playground, desk, editor, 1)
    world.delete(editor.chat.sent[-1])
    await desk.store.drafts.hold("bridge", 1, datetime.now(UTC), "কেউ")
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS):
        await world.until(lambda: bool(world.calls_of("editMessageText")), within=10)
        async with asyncio.timeout(10):
            while (await desk.store.draft_messages.shown(editor.id))["bridge"][1] != 2:  # noqa: ASYNC110 - only the store knows
                await asyncio.sleep(0.02)
    assert len(world.calls_of("sendMessage")) == 1


async def test_an_editor_who_never_wrote_to_the_bot_gets_what_waits_at_their_first_word(
    playground: Playground, desk: Desk, world: World
) -> None:
    shy = world.person("রহিমা", language_code="bn")
    await desk.store.editors.add(shy.id, "রহিমা", datetime.now(UTC))
    await arrive(desk, new_draft())
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS):
        await world.until(
            lambda: any(call.params["chat_id"] == shy.id for call in world.calls_of("sendMessage")), within=10
        )
        assert drafts_in(shy) == []
        await shy.start()
        await world.until(lambda: len(drafts_in(shy)) == 1, within=10)


@pytest.mark.parametrize(
    ("kind", "heading"),
    [
        ("embargo", "নিষেধের সময় শেষ, কিন্তু প্রকাশ হয়নি"),
        ("changed", "একটি প্রতিবেদন বদলেছে"),
        ("সেতু", "সম্পাদকদের জন্য"),
    ],
)
async def test_each_kind_of_notice_has_its_heading(
    playground: Playground, editor: Person, desk: Desk, world: World, kind: str, heading: str
) -> None:
    now = datetime.now(UTC)
    await desk.store.readers.set_language(editor.id, "bn", now)
    await desk.store.notices.add(kind, "সেতু: উদ্ধৃতিটি মেলে না", now)
    async with running(playground.token, playground.url, desk, limits=NO_LIMITS):
        await world.until(lambda: len(editor.chat.sent) == 1, within=10)
    assert editor.chat.sent[0].text.startswith(heading)
    assert editor.chat.sent[0].text.endswith("সেতু: উদ্ধৃতিটি মেলে না")


async def test_works_of_one_turn_end_together_with_the_first_that_fails() -> None:
    ended = asyncio.Event()

    async def goes_on() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    async def fails() -> None:
        raise ValueError("সেতু")

    with pytest.raises(ValueError, match="সেতু"):
        await together(goes_on, fails)
    assert ended.is_set()
