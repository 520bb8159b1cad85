"""What one process publishes is live on every other: each follows the store, and one puts out what waited for its time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from bot.app import open_desk, running
from bot.content.open_points import to_draft
from bot.content.read import survey
from bot.delivery.follow import follow, release
from bot.delivery.limits import NO_LIMITS
from bot.domain.models import Bilingual, Brief, HistoryEntry, Keywords, Person, Quote, Topic, Translation
from bot.playground.server import Playground
from bot.services.desk import Desk
from bot.services.drafts import publish_draft
from bot.services.publish import publish, take_in
from bot.settings import Settings
from tests.own_briefs import ask
from tests.small_folder import TEXT, SmallFolder
from tests.stores import both, library_of
from tests.test_search import best

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
ENDS = datetime(2026, 11, 22, 18, tzinfo=UTC)
NOTE = Bilingual(bn="আমরা ভুল লিখেছিলাম।", en="We were wrong.")
SOON = 0.01  # seconds

pytestmark = both


@pytest.fixture
async def desks(url: str) -> AsyncIterator[tuple[Desk, Desk]]:
    """Give the desks of two processes that started one after the other."""
    settings = Settings(database_url=url)
    async with open_desk(settings) as one, open_desk(settings) as other:
        yield one, other


@asynccontextmanager
async def at_work(*works: asyncio.Task[None]) -> AsyncIterator[None]:
    """Let tasks run meanwhile."""
    try:
        yield
    finally:
        for task in works:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def until(desk: Desk, holds: Callable[[], bool]) -> None:
    """Wait until something holds of a desk whose index changes."""
    async with asyncio.timeout(20):
        while not holds():
            desk.changed.clear()
            if not holds():
                await desk.changed.wait()


def explained(before: Brief, kind: str, **fields: object) -> Brief:
    entry = HistoryEntry.model_validate({"date": NOW, "kind": kind, "note": NOTE})
    return before.model_copy(update={"history": (*before.history, entry), **fields})


def about_a_flood(like: Brief) -> Brief:
    """Give a brief on another subject, with a speaker and a topic of its own."""
    quote = Quote(
        speaker="rahima",
        kind="full",
        exact="পানি নামছে",
        start=0,
        end=10,
        translation=Translation(en="The water is going down"),
    )
    return like.model_copy(
        update={
            "id": "flood",
            "topic": "flood",
            "title": Bilingual(bn="কুড়িগ্রামে বন্যার পানি নামছে", en="Flood water recedes in Kurigram"),
            "summary": Bilingual(bn="মেয়র জানান, পানি নামছে।", en="The mayor says the water is going down."),
            "why": None,
            "keywords": Keywords(),
            "evidence": (),
            "quotes": (quote,),
        }
    )


RAHIMA = Person(
    name=Bilingual(bn="রহিমা খাতুন", en="Rahima Khatun"),
    role=Bilingual(bn="কুড়িগ্রামের মেয়র", en="Mayor of Kurigram"),
    aliases=("রহিমা আপা",),
)
FLOOD = Topic(name=Bilingual(bn="বানভাসি মানুষ", en="People in the flood"))


async def test_a_new_brief_is_live_elsewhere_with_its_speaker_its_topic_and_its_article(
    desks: tuple[Desk, Desk],
) -> None:
    one, other = desks
    film = one.index.library.briefs["film-exchange"]
    flood = about_a_flood(film)
    article = one.index.library.sources["film-exchange"].model_copy(
        update={"id": "flood", "publisher": "বার্তা"}
    )
    library = library_of(
        flood,
        around=replace(
            one.index.library,
            sources={"flood": article},
            people={**one.index.library.people, "rahima": RAHIMA},
            topics={**one.index.library.topics, "flood": FLOOD},
        ),
    )
    async with at_work(asyncio.create_task(follow(other, SOON))):
        await publish(one, library, NOW, "অ্যানা")
        await until(other, lambda: other.index.published("flood") is not None)
    for desk in desks:
        assert best(desk.index, "rahima khatun") == best(desk.index, "রহিমা আপা কী বলেছেন") == "flood"
        assert desk.index.find("বানভাসি মানুষ").topic == "flood"
        assert desk.index.library.sources["flood"] == article
        assert desk.index.library.people["rahima"] == RAHIMA


async def test_a_correction_and_a_retraction_are_live_elsewhere(desks: tuple[Desk, Desk]) -> None:
    one, other = desks
    around = one.index.library
    corrected = explained(around.briefs["film-exchange"], "correction")
    async with at_work(asyncio.create_task(follow(other, SOON))):
        await publish(one, library_of(corrected, around=around), NOW)
        await until(other, lambda: other.index.published("film-exchange") == corrected)
        gone = explained(corrected, "retraction", status="retracted")
        await publish(one, library_of(gone, around=around), NOW)
        await until(other, lambda: other.index.published("film-exchange") is None)
    assert other.index.brief("film-exchange") == gone
    assert best(other.index, "সিনেমা বিনিময়") is None
    assert other.news.version("film-exchange") == 3


async def test_another_spelling_of_a_name_is_known_elsewhere(desks: tuple[Desk, Desk]) -> None:
    one, other = desks
    library = one.index.library
    key, person = next(
        (key, library.people[key])
        for brief in library.briefs.values()
        for quote in brief.quotes
        if (key := quote.speaker or "") in library.people
    )
    named = person.model_copy(update={"aliases": (*person.aliases, "ঝিকিমিকি")})
    async with at_work(asyncio.create_task(follow(other, SOON))):
        await publish(one, replace(library, people={**library.people, key: named}), NOW)
        await until(other, lambda: other.index.library.people[key] == named)
    assert not other.index.lexicon.senses("ঝিকমিক")
    assert f"person:{key}" in other.index.lexicon.senses("ঝিকিমিকি")


async def test_where_nothing_happened_a_look_is_one_statement(desks: tuple[Desk, Desk]) -> None:
    _, other = desks
    before, said = other.index, list[str]()
    sa.event.listen(other.store._do._engine, "before_cursor_execute", lambda *given: said.append(given[2]))
    await take_in(other)
    assert len([each for each in said if each.lstrip().startswith("SELECT") and "FROM" in each]) == 1
    assert other.index is before


async def test_a_store_that_fails_for_a_while_is_asked_again(
    desks: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    one, other = desks
    since, failed = other.store.versions.since, asyncio.Event()

    async def failing(number: int) -> object:
        if failed.is_set():
            return await since(number)
        failed.set()
        raise OSError("ডেটাবেস নেই")

    monkeypatch.setattr(other.store.versions, "since", failing)
    corrected = explained(one.index.library.briefs["film-exchange"], "update")
    async with at_work(asyncio.create_task(follow(other, SOON))):
        await failed.wait()
        await publish(one, library_of(corrected, around=one.index.library), NOW)
        await until(other, lambda: other.index.published("film-exchange") == corrected)
    assert "What was published elsewhere cannot be read: ডেটাবেস নেই" in caplog.text


async def scheduled(desk: Desk, folder: SmallFolder) -> None:
    """Let an editor publish the folder's brief, a draft under an embargo."""
    folder.edit('status = "published"', 'status = "draft"\nembargo = 2026-11-22T18:00:00Z')
    folder.edit('[[history]]\ndate = 2025-07-03T18:00:00Z\nkind = "published"\n', "")
    await desk.store.drafts.save([to_draft(survey(folder.path), "bridge", TEXT)], NOW, "বার্তা")
    assert await publish_draft(desk.store, "bridge", 1, NOW, "অ্যানা") == "scheduled"


async def test_what_waits_for_its_embargo_goes_out_at_its_time_and_is_live_on_both(
    desks: tuple[Desk, Desk], folder: SmallFolder
) -> None:
    one, other = desks
    await scheduled(one, folder)
    times = iter([ENDS - timedelta(seconds=2), ENDS - timedelta(seconds=1)])
    looked = asyncio.Event()

    def clock() -> datetime:
        before = next(times, None)
        looked.set() if before is None else None
        return before or ENDS

    one.now = clock
    work = [
        asyncio.create_task(each) for each in (release(one, SOON), follow(one, SOON), follow(other, SOON))
    ]
    async with at_work(*work):
        await until(one, lambda: one.index.published("bridge") is not None)
        await until(other, lambda: other.index.published("bridge") is not None)
    assert looked.is_set()
    assert best(other.index, "তিন মাসে খুলছে সেতু") == "bridge"
    assert [deed.who for deed in await other.store.audit.of("bridge")] == ["বার্তা", "অ্যানা", "অ্যানা"]


async def test_the_running_bot_follows_and_answers_with_what_another_process_published(
    playground: Playground, desks: tuple[Desk, Desk]
) -> None:
    one, other = desks
    anu = playground.world.person("অনু", language_code="bn")
    flood = about_a_flood(one.index.library.briefs["film-exchange"])
    library = library_of(
        flood,
        around=replace(one.index.library, people={"rahima": RAHIMA}, topics={"flood": FLOOD}, sources={}),
    )
    async with running(playground.token, playground.url, other, limits=NO_LIMITS):
        await one.store.versions.record(library, NOW, "অ্যানা")
        await until(other, lambda: other.index.published("flood") is not None)
        answer = await ask(anu, "কুড়িগ্রামের বন্যা")
    assert flood.title.bn in answer.text
    assert "রহিমা খাতুন" in answer.text


async def test_the_running_bot_puts_out_what_waited_for_its_time(
    playground: Playground, desks: tuple[Desk, Desk], folder: SmallFolder
) -> None:
    one, other = desks
    await scheduled(one, folder)
    anu = playground.world.person("অনু", language_code="bn")
    async with running(playground.token, playground.url, other, limits=NO_LIMITS, now=lambda: ENDS):
        await until(other, lambda: other.index.published("bridge") is not None)
        assert "তিন মাসে খুলছে সেতু" in (await ask(anu, "তিন মাসে খুলছে সেতু")).text
