"""Which entities may stand inside which."""

from bot.playground.refusal import Json


def settle(entities: list[Json]) -> list[Json]:
    """Order entities as Telegram does; nothing stands inside code, and no quotation inside a quotation."""
    if len(entities) <= 1:
        return entities
    entities.sort(key=lambda each: (each["offset"], -each["length"], each["type"] != "pre"))
    kept: list[Json] = []
    solid_until, quote_until = 0, 0
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        kind = entity["type"]
        if start < solid_until:
            if "language" in entity and kept[-1]["type"] == "pre" and kept[-1]["length"] == entity["length"]:
                kept[-1]["language"] = entity["language"]
            continue
        if "blockquote" in kind:
            if start < quote_until:
                continue
            quote_until = end
        if kind in {"code", "pre"}:
            solid_until = end
        kept.append({key: value for key, value in entity.items() if kind != "code" or key != "language"})
    return kept
