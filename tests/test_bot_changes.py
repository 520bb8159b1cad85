"""A brief that is put before the readers is the same in every place at once: answers, menus, buttons, links, inline."""

from datetime import timedelta

import pytest

from bot.domain.models import Bilingual, Brief
from bot.playground.person import Person
from bot.services.desk import Desk
from bot.services.keep import put
from tests.own_briefs import ask, press

TITLE = Bilingual(bn="নতুন শিরোনামে চলচ্চিত্র বিনিময়", en="Film exchange under a new title")


@pytest.fixture
def film(desk: Desk) -> Brief:
    """Give a brief that ships."""
    return desk.index.library.briefs["film-exchange"]


async def test_a_corrected_brief_is_shown_everywhere(desk: Desk, anna: Person, film: Brief) -> None:
    before = await ask(anna, "/start brief_film-exchange")
    await put(desk, film.model_copy(update={"title": TITLE}))
    assert TITLE.en in (await ask(anna, "/start brief_film-exchange")).text
    assert TITLE.bn in (await ask(anna, "সিনেমা বিনিময়")).text
    assert TITLE.en in (await anna.inline("film")).results[0].title
    await press(anna, before, "Source")
    assert TITLE.en in before.text
    topic = await ask(anna, f"/start topic_{film.topic}")
    assert TITLE.en in topic.buttons


async def test_a_new_brief_of_a_new_topic_is_in_the_menus(desk: Desk, anu: Person, film: Brief) -> None:
    new = {"id": "rain", "topic": "weather", "title": TITLE, "published": film.published + timedelta(days=1)}
    await put(desk, film.model_copy(update=new))
    assert TITLE.bn in (await ask(anu, "/latest")).buttons
    assert "weather" in (await ask(anu, "/topics")).buttons


async def test_a_retracted_brief_is_nowhere_but_behind_its_old_buttons(
    desk: Desk, anna: Person, film: Brief
) -> None:
    before = await ask(anna, "/start brief_film-exchange")
    await put(desk, film.model_copy(update={"status": "retracted"}))
    assert film.title.en not in (await ask(anna, f"/start topic_{film.topic}")).buttons
    assert not any(film.id in result.id for result in (await anna.inline("film")).results)
    await press(anna, before, "Source")
    assert film.title.en in before.text
    assert "Source" not in before.buttons
    await put(desk, film)
    assert "Source" in (await ask(anna, "/start brief_film-exchange")).buttons


async def test_a_draft_is_shown_nowhere(desk: Desk, anna: Person, film: Brief) -> None:
    before = await ask(anna, "/start brief_film-exchange")
    await put(desk, film.model_copy(update={"status": "draft"}))
    toast = await anna.press(before, "Source")
    assert toast.show_alert
