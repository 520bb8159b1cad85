"""The transport over real sockets: what arrives, and whether a failed call may have been carried out."""

import asyncio
import json
import socket
import ssl
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import (
    BadRequest,
    ChatMigrated,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.transport.failures import NotSent, Unreadable
from bot.transport.outcome import outcome
from bot.transport.request import AiohttpRequest, _body

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"  # noqa: S105 - the example of Telegram's manual
TEXT = "<b>পুতিন</b>: “রাশিয়া পিছপা হবে না,” য়"
ME = {"id": 110201543, "is_bot": True, "first_name": "বার্তা", "username": "barta_bot"}
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"

Peer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(peer: Peer) -> AsyncIterator[str]:
    """A raw TCP server; gives its address."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await peer(reader, writer)
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


async def read_request(reader: asyncio.StreamReader) -> bytes:
    """Read one whole request and give its body."""
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
    return await reader.readexactly(length)


async def failed(address: str, *, wait: float = 5) -> TelegramError:
    """Make a call that must fail; give its error, after looking for the token in every part of it."""
    async with AiohttpRequest(read_timeout=wait, connect_timeout=wait, pool_timeout=wait) as request:
        with pytest.raises(TelegramError) as caught:
            await request.post(f"{address}/bot{TOKEN}/sendMessage")
    error = caught.value
    assert error.__cause__ is None
    assert error.__context__ is None
    assert TOKEN not in "".join(traceback.format_exception(error)) + repr(error) + repr(error.args)
    return error


@asynccontextmanager
async def calling(
    answer: Callable[[web.Request], Awaitable[web.Response]], **more: float
) -> AsyncIterator[Bot]:
    """A telegram Bot on our transport, connected to an aiohttp server that answers as told."""
    app = web.Application()
    app.router.add_route("*", "/bot{token}/{method}", answer)
    async with TestServer(app) as server:
        request = AiohttpRequest(**more)  # type: ignore[arg-type]  # the timeouts only
        base = str(server.make_url("/bot"))
        async with request:
            yield Bot(TOKEN, base_url=base, request=request, get_updates_request=AiohttpRequest())


def done(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


async def test_a_message_arrives_as_it_was_meant() -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        seen.update(await request.json(), content_type=request.content_type)
        return done({"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}, "text": "পেলাম"})

    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("আরও", callback_data="more:iran")]])
    async with calling(answer) as bot:
        message = await bot.send_message(
            7, TEXT, "HTML", reply_markup=keyboard, link_preview_options=LinkPreviewOptions(is_disabled=True)
        )
    assert message.text == "পেলাম"
    assert seen == {
        "chat_id": 7,
        "text": TEXT,
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "আরও", "callback_data": "more:iran"}]]},
        "link_preview_options": {"is_disabled": True},
        "content_type": "application/json",
    }


async def test_a_file_goes_as_multipart_with_its_parameters() -> None:
    seen: dict[str, object] = {}

    async def answer(request: web.Request) -> web.Response:
        form = await request.post()
        file = form["document"]
        assert isinstance(file, web.FileField)
        seen.update(name=file.filename, data=file.file.read(), caption=form["caption"], chat=form["chat_id"])
        file.file.close()
        return done({"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}})

    async with calling(answer) as bot:
        await bot.send_document(7, BytesIO("বিষয়বস্তু".encode()), caption="শিরোনাম", filename="খবর.txt")
    assert seen == {"name": "খবর.txt", "data": "বিষয়বস্তু".encode(), "caption": "শিরোনাম", "chat": "7"}


async def test_a_connection_is_kept_for_the_next_call_and_a_file_is_fetched_by_get() -> None:
    peers: list[object] = []

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        peers.append(request.transport.get_extra_info("peername"))
        return web.Response(body="খবর".encode()) if request.method == "GET" else done(ME)

    async with calling(answer) as bot:
        await bot.get_me()
        await bot.get_me()
        assert await bot.request.retrieve(f"{bot.base_url}/file") == "খবর".encode()
    assert len(peers) == 3
    assert len(set(peers)) == 1


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(), max_size=4096))
@example("বার্তা \ud83d")
async def test_any_text_is_sent_whole(text: str) -> None:
    """A lone surrogate, which no encoding can carry, becomes a question mark."""
    body = _body(RequestData([RequestParameter.from_input("text", text)]))["data"]
    assert json.loads(body) == {"text": text.encode("utf-8", "replace").decode()}


async def test_telegrams_refusals_become_ptbs_errors() -> None:
    replies: list[tuple[int, dict[str, object]]] = [
        (401, {"description": "Unauthorized"}),
        (429, {"description": "…", "parameters": {"retry_after": 7}}),
        (400, {"description": "…", "parameters": {"migrate_to_chat_id": -1001}}),
        (400, {"description": "Bad Request: chat not found"}),
    ]

    async def answer(_: web.Request) -> web.Response:
        status, body = replies.pop()
        return web.json_response({"ok": False, **body}, status=status)

    async with calling(answer) as bot:
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(1, "ক")
        with pytest.raises(ChatMigrated):
            await bot.send_message(1, "ক")
        with pytest.raises(RetryAfter):
            await bot.send_message(1, "ক")
        with pytest.raises(InvalidToken):
            await bot.send_message(1, "ক")


async def test_a_gateways_error_page_is_not_quoted_and_says_that_nothing_was_done() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(
            status=502, text=f"<html>no route to {request.url}</html>", content_type="text/html"
        )

    async with calling(answer) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(1, "ক")
    assert str(caught.value) == "Bad Gateway (502)"
    assert outcome(caught.value).kind == "not done"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b"{}", b'{"ok":true}', b"\xff"])
async def test_a_call_whose_answer_cannot_be_read_is_done_and_the_answer_not_logged(
    body: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body)

    async with calling(answer) as bot:
        with pytest.raises(NetworkError) as caught:
            await bot.send_message(1, "ক")
    assert outcome(caught.value).kind == "done"
    assert not [record for record in caplog.records if record.name.startswith("telegram.request")]


async def test_a_redirect_is_not_followed_with_the_token() -> None:
    followed = []

    async def answer(request: web.Request) -> web.Response:
        if request.match_info["method"] == "elsewhere":
            followed.append(request.url)
        return web.Response(status=307, headers={"Location": "elsewhere"})

    async with calling(answer) as bot:
        with pytest.raises(NetworkError):
            await bot.send_message(1, "ক")
    assert not followed


async def test_a_refused_connection_is_not_sent() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        error = await failed(f"http://127.0.0.1:{free.getsockname()[1]}")
    assert isinstance(error, NotSent)
    assert "127.0.0.1" in str(error)


@pytest.mark.parametrize("address", ["http://no-such-host.invalid", "http://"])
async def test_an_address_that_leads_nowhere_is_not_sent(address: str) -> None:
    assert isinstance(await failed(address), NotSent)


async def test_a_failed_tls_handshake_is_not_sent() -> None:
    async def plain(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(b"HTTP/1.1 400 This is no TLS\r\n\r\n")
        await writer.drain()

    async with listening(plain) as address:
        assert isinstance(await failed(address.replace("http:", "https:")), NotSent)


async def test_a_certificate_that_nobody_vouches_for_is_not_sent(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("certificate")
    await run(
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
        "-subj", "/CN=localhost", "-keyout", str(folder / "key"), "-out", str(folder / "certificate"),
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")
    server = await asyncio.start_server(lambda _, writer: writer.close(), "127.0.0.1", 0, ssl=context)
    async with server:
        error = await failed(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}")
    assert isinstance(error, NotSent)
    assert "certificate" in str(error).lower()


async def run(*command: str) -> None:
    process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.DEVNULL)
    assert await process.wait() == 0


async def test_a_handshake_that_never_ends_is_not_sent() -> None:
    async def silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with listening(silent) as address:
        assert isinstance(await failed(address.replace("http:", "https:"), wait=0.1), NotSent)


async def test_a_call_that_waited_in_vain_for_a_free_connection_is_not_sent() -> None:
    arrived, go = asyncio.Event(), asyncio.Event()

    async def answer(_: web.Request) -> web.Response:
        arrived.set()
        await go.wait()
        return done(ME)

    async with calling(answer, connections=1, connect_timeout=0.05, pool_timeout=0.05) as bot:
        first = asyncio.create_task(bot.get_me())
        await arrived.wait()
        with pytest.raises(NotSent):
            await bot.get_me()
        go.set()
        await first


async def reset_unread(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    writer.transport.abort()


async def reset_after_reading(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    await reset_unread(reader, writer)


async def close_after_reading(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await read_request(reader)


async def truncate(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(OK % 100 + b'{"ok":true,')
    await writer.drain()


async def talk_nonsense(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write("এটা HTTP নয়\r\n\r\n".encode())
    await writer.drain()


async def stay_silent(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
    await reader.read()


async def stop_halfway(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await read_request(reader)
    writer.write(OK % 100 + b'{"ok":true,')
    await reader.read()


@pytest.mark.parametrize("peer", [reset_unread, reset_after_reading, close_after_reading, talk_nonsense])
async def test_a_connection_that_breaks_once_writing_began_is_ambiguous(peer: Peer) -> None:
    async with listening(peer) as address:
        error = await failed(address)
    assert isinstance(error, NetworkError)
    assert outcome(error).kind == "ambiguous"


@pytest.mark.parametrize("peer", [truncate, stop_halfway])
async def test_an_answer_that_breaks_off_after_it_said_ok_means_that_the_call_is_done(peer: Peer) -> None:
    async with listening(peer) as address:
        error = await failed(address, wait=0.2)
    assert isinstance(error, Unreadable)
    assert outcome(error).kind == "done"


async def test_an_answer_that_does_not_come_in_time_is_ambiguous() -> None:
    async with listening(stay_silent) as address:
        error = await failed(address, wait=0.2)
    assert isinstance(error, TimedOut)
    assert outcome(error).kind == "ambiguous"


async def test_a_call_is_never_made_twice_on_a_kept_connection_that_the_server_closes() -> None:
    calls = 0

    async def once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        body = json.dumps({"ok": True, "result": ME}).encode()
        await read_request(reader)
        calls += 1
        writer.write(OK % len(body) + body)
        await read_request(reader)
        calls += 1

    async with listening(once) as address, AiohttpRequest() as request:
        await request.post(f"{address}/bot{TOKEN}/getMe")
        with pytest.raises(NetworkError) as caught:
            await request.post(f"{address}/bot{TOKEN}/sendMessage")
    assert outcome(caught.value).kind == "ambiguous"
    assert calls == 2


async def test_a_long_poll_waits_longer_than_other_calls() -> None:
    async def answer(request: web.Request) -> web.Response:
        assert (await request.json())["timeout"] == 1
        await asyncio.sleep(0.3)  # longer than the read timeout, shorter than it and the poll's own together
        return done([])

    async with calling(answer) as bot:
        request = AiohttpRequest(read_timeout=0.1)
        async with request:
            poller = Bot(
                TOKEN, base_url=bot.base_url.removesuffix(TOKEN), get_updates_request=request, request=request
            )
            assert await poller.get_updates(timeout=1) == ()


async def test_writing_to_a_peer_that_does_not_read_ends_in_time() -> None:
    async def deaf(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await writer.wait_closed()

    async with (
        listening(deaf) as address,
        AiohttpRequest(read_timeout=0.1, write_timeout=0.1, pool_timeout=0.1) as request,
    ):
        bot = Bot(TOKEN, base_url=f"{address}/bot", request=request)
        with pytest.raises(TimedOut):
            await bot.send_document(7, bytes(50_000_000), connect_timeout=0.1, write_timeout=0.1)


async def test_a_proxy_that_the_environment_names_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert (await reader.readline()).startswith(b"POST http://telegram.invalid/bot")
        await read_request(reader)
        body = json.dumps({"ok": True, "result": ME}).encode()
        writer.write(OK % len(body) + body)
        await writer.drain()

    async with listening(proxy) as address, AiohttpRequest() as request:
        monkeypatch.setenv("http_proxy", address)
        monkeypatch.delenv("no_proxy", raising=False)
        assert await request.post(f"http://telegram.invalid/bot{TOKEN}/getMe") == ME


async def test_a_request_is_used_only_while_open() -> None:
    request = AiohttpRequest()
    with pytest.raises(RuntimeError, match="initialize"):
        await request.do_request("http://x/", "POST")
    await request.shutdown()
