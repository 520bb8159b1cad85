"""Whatever is posted, the local Bot API answers as an API does, never with a crash."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground import Playground
from bot.playground.checking import MARKUPS, fields_of
from bot.playground.objects import OBJECTS, UNIONS
from bot.playground.spec import METHODS
from tests.local_api import LocalApi

WORDS = st.one_of(
    st.sampled_from(
        ["ইরান", "<b>য়</b>", "<b>", "", "1", "true", "HTML", "chat", "https://example.com", "a\r\nখ"]
    ),
    st.text(max_size=8),
)
NUMBERS = st.one_of(st.sampled_from([5_000_000_001, 0, 1, 2, -1]), st.integers(-(10**20), 10**20))
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.floats(), WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=6,
)
FITTING = {
    "int": NUMBERS,
    "str": WORDS,
    "bool": st.booleans(),
    "float": st.floats(-90, 90),
    "file": WORDS,
    "upload": WORDS,
}
WITH_TYPE = {
    "InlineQueryResult": ["article", "photo", "location", "gif"],
    "MessageEntity": ["bold", "text_link", "pre"],
}


def fitting(kind: str) -> st.SearchStrategy[Any]:
    """Give values that mostly fit a type of the tables."""
    if kind.startswith("["):
        return st.lists(fitting(kind[1:-1]), max_size=3)
    if kind == "chat":
        return st.sampled_from([5_000_000_001, "5000000001", -1_001_000_000_001, "@x", "ক"])
    if kind == "ReplyMarkup":
        return st.sampled_from(sorted(MARKUPS.values())).flatmap(fitting)
    if kind in UNIONS:
        members = [name for name in UNIONS[kind].split() if name in OBJECTS]
        return st.sampled_from(members).flatmap(fitting)
    if kind in OBJECTS:
        return st.deferred(lambda: holding(OBJECTS[kind], WITH_TYPE.get(kind, TYPE_NAMES)))
    return FITTING.get(kind, ANYTHING)


TYPE_NAMES = [
    "article",
    "photo",
    "cached",
    "location",
    "default",
    "all_private_chats",
    "chat",
    "bold",
    "text_link",
    "pre",
    "commands",
]


@st.composite
def holding(draw: st.DrawFn, line: str, types: Sequence[str]) -> dict[str, Any]:
    """Give what has the required names of a line of the tables, some others, and now and then a wrong value."""
    made: dict[str, Any] = {}
    for name, (kind, required) in fields_of(line).items():
        if (name != "timeout") and (required or draw(st.integers(0, 4)) == 0):
            values = st.sampled_from(types) if name == "type" else fitting(kind)
            made[name] = draw(ANYTHING if draw(st.integers(0, 30)) == 0 else values)
    return made


def calls() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """Give a method and parameters for it."""
    return st.sampled_from(sorted(METHODS)).flatmap(
        lambda method: st.tuples(st.just(method), holding(METHODS[method], TYPE_NAMES))
    )


class Line:
    """A running playground, called from a test that is no coroutine."""

    def __init__(self) -> None:
        self.runner = asyncio.Runner()
        self.api = self.runner.run(self.open())

    async def open(self) -> LocalApi:
        """Start a playground with someone who has a message and a button in it."""
        playground = Playground()
        await playground.start()
        api = LocalApi(playground, aiohttp.ClientSession())
        await api.world.person("আনু").start()
        return api

    def post(self, method: str, **body: Any) -> tuple[int, str]:  # noqa: ANN401 - what aiohttp takes
        """Post once; give the status and the body."""

        async def once() -> tuple[int, str]:
            async with self.api.session.post(self.api.url(method), **body) as response:
                return response.status, await response.text()

        return self.runner.run(once())

    def close(self) -> None:
        """Stop all."""
        self.runner.run(self.api.session.close())
        self.runner.run(self.api.playground.stop())
        self.runner.close()


@pytest.fixture(scope="module")
def line() -> Iterator[Line]:
    """A running playground."""
    line = Line()
    yield line
    line.close()


def is_an_answer(status: int, text: str) -> bool:
    """Tell whether this is how the Bot API answers."""
    body = json.loads(text)
    if body["ok"]:
        return status == 200 and "result" in body
    return status == body["error_code"] and 400 <= status < 500 and bool(body["description"])


@given(calls())
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_parameters_are_taken_or_refused(line: Line, call: tuple[str, dict[str, Any]]) -> None:
    method, params = call
    assert is_an_answer(
        *line.post(method, data=json.dumps(params), headers={"Content-Type": "application/json"})
    )


@given(calls())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_form_is_taken_or_refused(line: Line, call: tuple[str, dict[str, Any]]) -> None:
    method, params = call
    form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
    encodable = {name: value.encode("utf-8", "replace").decode() for name, value in form.items()}
    assert is_an_answer(*line.post(method, data=encodable))


KINDS = [
    "application/json",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "text/plain",
    "multipart/form-data",
]


@given(
    st.sampled_from(["sendMessage", "sendPhoto", "getMe"]),
    st.one_of(
        st.binary(max_size=60),
        st.just(b"[" * 100_000),
        st.just(b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\xff'),
    ),
    st.sampled_from(KINDS),
    st.sampled_from(["", "; charset=utf-16", "; charset=nonsense"]),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_taken_or_refused(
    line: Line, method: str, body: bytes, kind: str, charset: str
) -> None:
    assert is_an_answer(*line.post(method, data=body, headers={"Content-Type": kind + charset}))
