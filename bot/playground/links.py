"""Addresses as Telegram takes them."""

import regex

SCHEME = regex.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(//)?")
HTTP = regex.compile(r"(https?)://(?:[^\s/?#@]*@)?([^\s/?#:@]+)(:\d{1,5})?([/?#]\S*)?", regex.IGNORECASE)
TELEGRAM_SCHEMES = frozenset({"tg", "ton"})


class LinkError(ValueError):
    """An address that Telegram refuses; the message is Telegram's reason."""


def checked_link(url: str) -> str:
    """Give `url` as Telegram would store it; LinkError says why it would not."""
    url = url.strip()
    if not url:
        raise LinkError("URL host is empty")
    scheme = SCHEME.match(url)
    if scheme and scheme[2] and scheme[1].lower() in TELEGRAM_SCHEMES:
        return url
    if scheme and scheme[2] and scheme[1].lower() not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    parsed = HTTP.fullmatch(url if scheme and scheme[2] else f"http://{url}")
    if not parsed or "." not in parsed[2].strip("."):
        raise LinkError("Wrong HTTP URL")
    return f"{parsed[1].lower()}://{parsed[2].lower()}{parsed[3] or ''}{parsed[4] or '/'}"
