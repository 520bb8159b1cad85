"""Methods that bring updates to the bot."""

from ipaddress import ip_address
from urllib.parse import urlsplit

import regex

from bot.playground.refusal import Json, RefusedError, bad_request
from bot.playground.world import World

LONGEST_POLL = 50
MOST_UPDATES = 100
MOST_CONNECTIONS = 100
SECRET = regex.compile(r"[A-Za-z0-9_-]{1,256}")
SECURE_PORTS = frozenset({443, 80, 88, 8443})
KINDS = frozenset(
    {
        *(
            "message",
            "edited_message",
            "channel_post",
            "edited_channel_post",
            "guest_message",
            "business_connection",
        ),
        *("business_message", "edited_business_message", "deleted_business_messages", "message_reaction"),
        *(
            "message_reaction_count",
            "inline_query",
            "chosen_inline_result",
            "callback_query",
            "shipping_query",
        ),
        *(
            "pre_checkout_query",
            "purchased_paid_media",
            "poll",
            "poll_answer",
            "my_chat_member",
            "chat_member",
        ),
        *("chat_join_request", "chat_boost", "removed_chat_boost", "managed_bot"),
    }
)


def _check_kinds(params: Json) -> None:
    for kind in params.get("allowed_updates") or ():
        if kind not in KINDS:
            raise bad_request(f'unknown update type "{kind}" in allowed_updates')


async def get_updates(world: World, params: Json) -> list[Json]:
    """Give the pending updates, waiting for one; an offset confirms those before it."""
    if world.webhook is not None:
        words = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        raise RefusedError(409, f"Conflict: {words}")
    _check_kinds(params)
    world.updates.allow(params.get("allowed_updates"))
    world.updates.confirm(params.get("offset", 0))
    limit = min(max(params.get("limit", MOST_UPDATES), 1), MOST_UPDATES)
    wait = min(max(params.get("timeout", 0), 0), LONGEST_POLL)
    world.changes.notify()
    updates = await world.updates.take(limit, wait)
    if updates is None:
        words = "terminated by other getUpdates request; make sure that only one bot instance is running"
        raise RefusedError(409, f"Conflict: {words}")
    return updates


def set_webhook(world: World, params: Json) -> bool:
    """Have the updates posted to an address; an empty one ends that."""
    if not params["url"]:
        return delete_webhook(world, params)
    _check_kinds(params)
    _check_webhook_url(params["url"])
    secret = params.get("secret_token", "")
    if secret and not SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = params.get("max_connections", 40)
    if not 1 <= connections <= MOST_CONNECTIONS:
        raise bad_request("max_connections must be between 1 and 100")
    if params.get("drop_pending_updates"):
        world.updates.drop()
    world.updates.allow(params.get("allowed_updates"))
    world.updates.end_poll()
    world.set_webhook(params["url"], secret, connections)
    return True


def _check_webhook_url(url: str) -> None:
    """Telegram wants https at certain ports; this computer's own address may be anything."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise bad_request("bad webhook: invalid webhook URL specified") from None
    if host == "localhost" or (host.replace(".", "").isdigit() and ip_address(host).is_loopback):
        return
    if parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if (port or 443) not in SECURE_PORTS:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    raise bad_request("bad webhook: Failed to resolve host: Name or service not known")


def delete_webhook(world: World, params: Json) -> bool:
    """Stop posting updates."""
    if params.get("drop_pending_updates"):
        world.updates.drop()
    world.remove_webhook()
    return True


def get_webhook_info(world: World, _params: Json) -> Json:
    """Tell where updates are posted, and how it went."""
    pending: Json = {"has_custom_certificate": False, "pending_update_count": len(world.updates.pending)}
    if world.updates.allowed:
        pending["allowed_updates"] = list(world.updates.allowed)
    return {"url": ""} | pending | (world.webhook.json() if world.webhook else {})
