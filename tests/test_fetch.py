"""Pages from real local servers; and every way that leads to a server which is nobody's business is refused."""

import asyncio
import gzip
import shutil
import socket
import ssl
import subprocess
import tracemalloc
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Any

import pytest
import regex
from aiohttp import web
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import __version__
from bot.domain.errors import ArticleError
from bot.extract.fetch import Limits, fetch
from bot.extract.reach import Reach, is_public
from tests.bad_articles import gzip_bomb
from tests.web import LOOPBACK, Site, serving, writing

PAGE = "<html><body>খেয়াঘাটে ভিড় বেড়েছে।</body></html>".encode()
PRIVATE = """
0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.254 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8
192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.7 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1
255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::1 100::1
2001::1 2001:2::1 2001:db8::1 2002:7f00:1::1 2002:808:808::1 3fff::1 5f00::1 fc00::1 fd12::1 fe80::1 fe80::1%2 fec0::1
ff02::1 168.63.129.16
"""
PUBLIC = "8.8.8.8 100.63.255.255 100.128.0.1 172.32.0.1 198.20.0.1 2606:4700::1111 2a00:1450::1"
# Loopback as addresses are written to get past a list, and names that lead there.
ODD = """
127.0.0.1 127.1 2130706433 0x7f000001 0x7f.0.0.1 0177.0.0.1 017700000001 0 0.0.0.0 localhost LOCALHOST. [::1] [::]
[::ffff:127.0.0.1] [0:0:0:0:0:ffff:7f00:1] [::7f00:1] ①②⑦.⓪.⓪.① 127。0。0。1 [fe80::1%25lo]
"""


@pytest.mark.parametrize("address", PRIVATE.split())
def test_no_address_but_a_public_one_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC.split())
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
@example(address=ip_address("::ffff:1.1.1.1"))
def test_what_python_calls_private_is_never_public(address: IPv4Address | IPv6Address) -> None:
    if is_public(str(address)):
        assert address.is_global
        assert not any((address.is_multicast, address.is_reserved, address.is_link_local))
        assert not any(getattr(address, form, None) for form in ("ipv4_mapped", "sixtofour", "teredo"))


async def test_a_page_comes_with_its_bytes_charset_and_kind_and_no_cookie_goes_back() -> None:
    async with serving() as site:
        url = site.gives("/খবর", PAGE, "text/html; charset=utf-8", **{"Set-Cookie": "a=1"})
        site.leads("/old", "/খবর")
        page = await fetch(f"{site.url}/old#top", reach=site.reach)
        again = await fetch(url, reach=site.reach)
    assert (
        (page.body, page.charset, page.kind)
        == (PAGE, "utf-8", "page")
        == (again.body, again.charset, again.kind)
    )
    assert page.url == again.url
    assert page.url.startswith(f"{site.url}/%E0")
    assert all(request.headers["User-Agent"].startswith(f"Barta/{__version__}") for request in site.asked)
    assert not any(
        "Cookie" in request.headers or "Authorization" in request.headers for request in site.asked
    )


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text/plain", "text"),
        ("application/rss+xml; charset=utf-8", "feed"),
        ("application/atom+xml", "feed"),
        ("text/xml", "feed"),
        ("application/xhtml+xml", "page"),
    ],
)
async def test_kinds_that_an_article_or_feed_comes_as(kind: str, expected: str) -> None:
    async with serving() as site:
        page = await fetch(site.gives("/x", PAGE, kind), reach=site.reach)
    assert page.kind == expected


async def test_a_packed_page_is_unpacked() -> None:
    async with serving() as site:
        url = site.gives("/x", gzip.compress(PAGE), **{"Content-Encoding": "gzip"})
        assert (await fetch(url, reach=site.reach)).body == PAGE


async def test_a_page_packed_in_parts_is_unpacked_whole() -> None:
    async with serving() as site:
        packed = gzip.compress(PAGE[:30]) + gzip.compress(PAGE[30:])
        url = site.gives("/x", packed, **{"Content-Encoding": "gzip"})
        assert (await fetch(url, reach=site.reach)).body == PAGE


@pytest.mark.parametrize("end", [-1, -8, 20])
async def test_half_of_a_packed_page_is_no_page(end: int) -> None:
    async with serving() as site:
        url = site.gives("/x", gzip.compress(PAGE)[:end], **{"Content-Encoding": "gzip"})
        with pytest.raises(ArticleError, match=r"broke off"):
            await fetch(url, reach=site.reach)


async def test_packed_parts_without_end_end_at_the_cap() -> None:
    async with serving() as site:
        url = site.gives("/x", gzip.compress(bytes(90_000)) * 20, **{"Content-Encoding": "gzip"})
        with pytest.raises(ArticleError, match="has more than 1 MB"):
            await fetch(url, reach=site.reach, limits=Limits(size=2**20))


@pytest.mark.parametrize("host", ODD.split())
async def test_loopback_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(ArticleError, match=r"no public address|no address of the web|nobody knows"):
        await fetch(f"http://{host}/")


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "169.254.169.254", "[fd00::1]", "[64:ff9b::a00:1]", "[2002:a00:1::]"]
)
async def test_private_addresses_are_refused_before_they_are_connected_to(address: str) -> None:
    with pytest.raises(ArticleError, match="no public address"):
        await fetch(f"https://{address}/", limits=Limits(seconds=1))


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/hostname", "no address of the web"),
        ("ftp://example.org/a", "no address of the web"),
        ("gopher://example.org/", "no address of the web"),
        ("//example.org", "no address of the web"),
        ("https://", "no address of the web"),
        ("https://[::1", "no address of the web"),
        ("https://example.org/" + "ক" * 2100, "no address of the web"),
        ("https://reader:secret@example.org/", "name or password"),
        ("https://example.org:8443/", "port 8443"),
        ("http://127.0.0.1:6379/", "port 6379"),
        ("https://example.org:0/", "port 0"),
    ],
)
async def test_addresses_that_are_refused_unasked(url: str, message: str) -> None:
    with pytest.raises(ArticleError, match=message) as refused:
        await fetch(url)
    assert "secret" not in str(refused.value)


class Nowhere(Reach):
    """No server may be asked."""

    def allows(self, address: str, port: int) -> bool:  # noqa: ARG002 - any
        """Refuse all."""
        return False


ANY_URL = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["http://", "https://", "HTTP:", "http:/", "", "http:\\\\", "ftp://"]),
    st.sampled_from(["", "u@", "u:p@", "খবর:@"]),
    st.one_of(
        st.text(max_size=12),
        st.ip_addresses().map(str),
        st.sampled_from(["[::1]", "[", "a..b", "-", "ক.বাংলা", "a%00b"]),
    ),
    st.sampled_from(["", ":80", ":0", ":-1", ":99999", ":٨٠", ":"]),
    st.text(max_size=12).map("/{}".format),
)


@settings(deadline=None, max_examples=300)
@given(ANY_URL)
def test_whatever_stands_for_an_address_it_is_refused_with_a_message_where_nothing_may_be_asked(
    url: str,
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        resolving(patch, "8.8.8.8")
        with pytest.raises(ArticleError) as refused:
            asyncio.run(fetch(url, reach=Nowhere()))
    assert str(refused.value).encode()
    assert not regex.search(r"[\p{Cc}\u202A-\u202E]", str(refused.value))


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Let every name lead to one address after the other, the last one for good."""
    left = list(answers)

    def look_up(_: str, port: int, *__: object, **___: object) -> list[tuple[Any, ...]]:
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


async def test_a_name_that_leads_to_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "192.168.0.10")
    with pytest.raises(ArticleError, match=r"news\.example.*192\.168\.0\.10, which is no public address"):
        await fetch("https://news.example/a")


async def test_a_name_that_leads_elsewhere_when_it_is_asked_again_gains_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first address may be asked, and redirects to the same name, which then leads to a server that may not."""
    async with serving() as site:
        site.leads("/", f"http://news.example:{site.url.rsplit(':')[-1]}/again")
        resolving(monkeypatch, LOOPBACK, "127.0.0.2")
        with pytest.raises(ArticleError, match=r"127\.0\.0\.2, which is no public address"):
            await fetch(f"http://news.example:{site.url.rsplit(':')[-1]}/", reach=site.reach)
    assert [request.path for request in site.asked] == ["/"]


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("http://127.0.0.1/", "no public address"),
        ("http://localhost/", "no public address"),
        ("http://[::1]/", "no public address"),
        ("http://169.254.169.254/latest/meta-data/", "no public address"),
        ("http://2130706433/", "no address of the web"),
        ("//10.0.0.1/", "no public address"),
        ("file:///etc/passwd", "no address of the web"),
        ("https://a:b@example.org/", "name or password"),
        ("http://example.org:22/", "port 22"),
        ("http://[", "no address of the web"),
        ("", "does not say where"),
    ],
)
async def test_a_redirect_is_looked_at_as_the_first_address_was(target: str, message: str) -> None:
    async with serving() as site:
        with pytest.raises(ArticleError, match=message):
            await fetch(site.leads("/", target), reach=site.reach)


@pytest.mark.parametrize("place", [b"http://\xff\x1b[31m/", b"http://[\x1b]2;x\x07", b"\xe2\x80\xae//"])
async def test_what_a_server_says_is_not_acted_on_by_a_terminal(place: bytes) -> None:
    async with writing(
        b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + place + b"\r\n\r\n"
    ) as site:
        with pytest.raises(ArticleError) as refused:
            await fetch(site.url, reach=site.reach, limits=Limits(seconds=5))
    assert str(refused.value).encode("utf-8")
    assert not {"\x1b", "\x07", "\u202e"} & set(str(refused.value))


async def test_five_redirects_are_followed_and_a_sixth_is_not() -> None:
    async with serving() as site:
        for step in range(6):
            site.leads(f"/{step}", f"/{step + 1}", status=(301, 302, 303, 307, 308, 302)[step])
        site.gives("/6", PAGE)
        assert (await fetch(f"{site.url}/1", reach=site.reach)).body == PAGE
        with pytest.raises(ArticleError, match="more than 5 times"):
            await fetch(f"{site.url}/0", reach=site.reach)


async def refused(site: Site, message: str, path: str = "", limits: Limits = Limits(seconds=20)) -> None:  # noqa: B008 - frozen
    """Ask, and see it refused."""
    with pytest.raises(ArticleError, match=message):
        await fetch(site.url + path, limits=limits, reach=site.reach)


async def test_a_small_body_that_unpacks_to_very_much_is_left_packed() -> None:
    async with serving() as site:
        site.gives("/bomb", gzip_bomb(64), **{"Content-Encoding": "gzip"})
        site.gives("/twice", gzip.compress(gzip_bomb(64)), **{"Content-Encoding": "gzip, gzip"})
        site.gives("/br", b"\x1b", **{"Content-Encoding": "br"})
        site.gives("/broken", b"no gzip", **{"Content-Encoding": "gzip"})
        await refused(site, "more than 4 MB", "/bomb")
        await refused(site, "packed as gzip, gzip", "/twice")
        await refused(site, "packed as br", "/br")
        await refused(site, "cannot be unpacked", "/broken")


async def test_no_more_of_a_body_is_unpacked_than_is_wanted() -> None:
    async with serving() as site:
        url = site.gives("/bomb", gzip_bomb(256), **{"Content-Encoding": "gzip"})
        tracemalloc.start()
        with pytest.raises(ArticleError, match="more than 4 MB"):
            await fetch(url, reach=site.reach)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert most < 16 * 2**20


@pytest.mark.parametrize("length", [b"", b"Content-Length: 52428800\r\n"])
async def test_an_endless_answer_and_one_of_50_megabytes_end_at_the_cap(length: bytes) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + length + b"\r\n"
    async with writing(head, b"<p>" + "খবর ".encode() * 4096) as site:
        await refused(site, "more than 4 MB")


async def test_packed_nothing_without_end_ends_at_the_cap() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"
    empty = b"\0\0\0\xff\xff" * 8192  # blocks without content
    async with writing(head + gzip.compress(b"")[:10], empty) as site:
        await refused(site, "more than 4 MB")


async def test_headers_without_end_are_refused() -> None:
    async with writing(b"HTTP/1.1 200 OK\r\n", b"X-Name: barta\r\n" * 64) as site:
        await refused(site, "broke off|whole page")


@pytest.mark.parametrize(
    "begun",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nConte",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\n<p>",
    ],
    ids=["nothing", "half a head", "half a page"],
)
async def test_a_server_that_begins_and_does_not_go_on_is_left(begun: bytes) -> None:
    async with writing(begun) as site:
        await refused(site, r"within 0\.3 seconds; try again later", limits=Limits(seconds=0.3))


@pytest.mark.parametrize(
    ("status", "message"),
    [
        *((status, "not free to read for everybody") for status in (401, 402, 403, 451)),
        *((status, "is not there .* check the address") for status in (404, 410)),
        (429, "less often"),
        *((status, "gave no page .* try again later") for status in (204, 304, 500, 503)),
    ],
)
async def test_an_answer_without_a_page_says_the_mend(status: int, message: str) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status)

    async with serving() as site:
        site.pages["/"] = answer
        await refused(site, message, "/")


@pytest.mark.parametrize("kind", ["image/png", "application/pdf", "application/octet-stream", "video/mp4"])
async def test_what_is_no_page_is_not_read(kind: str) -> None:
    async with serving() as site:
        site.gives("/x", b"\x89PNG", kind)
        await refused(site, f"is {kind}, and no page", "/x")


async def test_a_server_that_is_not_there_or_speaks_otherwise_says_the_mend(unused_tcp_port: int) -> None:
    nobody = Reach(frozenset({(LOOPBACK, unused_tcp_port)}))
    with pytest.raises(ArticleError, match="cannot be reached"):
        await fetch(f"http://{LOOPBACK}:{unused_tcp_port}/", reach=nobody)
    async with writing(b"220 mail.example ESMTP\r\n") as site:
        await refused(site, "broke off")
    async with serving() as site:
        site.url = site.url.replace("http:", "https:")
        await refused(site, "try again later|not valid")


async def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with serving() as site:
        assert (await fetch(site.gives("/x", PAGE), reach=site.reach)).body == PAGE


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """Give a server's certificate that nobody else has signed."""
    openssl = shutil.which("openssl") or pytest.skip("openssl is not here to make a certificate")
    options = (
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=news.example"
    )
    command = [
        openssl,
        *options.split(),
        "-addext",
        f"subjectAltName=IP:{LOOPBACK}",
        "-keyout",
        "k",
        "-out",
        "c",
    ]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)  # noqa: S603 - ours
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c", tmp_path / "k")
    return context


async def test_a_certificate_that_nobody_vouches_for_is_refused(own_certificate: ssl.SSLContext) -> None:
    async with serving(own_certificate) as site:
        await refused(site, "its certificate is not valid; save the page", "/x")
    assert site.asked == []
