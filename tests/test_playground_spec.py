"""What the local Bot API claims to speak is what Telegram publishes."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.playground.checking import MARKUPS
from bot.playground.methods import ACTIONS
from bot.playground.methods.updates import KINDS
from bot.playground.objects import OBJECTS, UNIONS
from bot.playground.spec import METHODS

PLAIN = {"Integer": "int", "String": "str", "Boolean": "bool", "True": "bool", "Float": "float"}


@pytest.fixture
def published(shared: Path) -> dict[str, Any]:
    """Telegram's methods and types."""
    description: dict[str, Any] = json.loads((shared / "telegram" / "botapi-10.1.json").read_text())
    return description


def noted(types: list[str]) -> str:
    """Write published types in the notation of our tables."""
    if set(types) == set(MARKUPS.values()):
        return "ReplyMarkup"
    known = {("Integer", "String"): "chat", ("InputFile", "String"): "file", ("InputFile",): "upload"}
    if tuple(types) in known:
        return known[tuple(types)]
    (kind,) = types
    depth = kind.count("Array of ")
    name = kind.removeprefix("Array of " * depth)
    return "[" * depth + PLAIN.get(name, name) + "]" * depth


def fields(entry: dict[str, Any]) -> set[str]:
    """Give a published method's or type's fields in our notation."""
    return {
        f"{each['name']}{'!' * each['required']}:{noted(each['types'])}" for each in entry.get("fields", [])
    }


def test_every_method_is_known_by_its_parameters_and_does_something() -> None:
    assert METHODS.keys() == ACTIONS.keys()


@pytest.mark.parametrize("method", METHODS)
def test_a_method_has_the_published_parameters(method: str, published: dict[str, Any]) -> None:
    assert set(METHODS[method].split()) == fields(published["methods"][method])


@pytest.mark.parametrize("name", OBJECTS)
def test_an_object_has_the_published_fields(name: str, published: dict[str, Any]) -> None:
    assert set(OBJECTS[name].split()) == fields(published["types"][name])


@pytest.mark.parametrize("name", UNIONS)
def test_a_union_has_the_published_members(name: str, published: dict[str, Any]) -> None:
    assert set(UNIONS[name].split()) == set(published["types"][name]["subtypes"])


def test_the_kinds_of_update_are_the_published_ones(published: dict[str, Any]) -> None:
    names = {each["name"] for each in published["types"]["Update"]["fields"]}
    assert names - {"update_id"} == KINDS
