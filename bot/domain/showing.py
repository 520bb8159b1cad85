"""Which messages show an editor which drafts: new ones one each, many of one article as one list."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.domain.draft import Draft
from bot.domain.unfinished import article_id, in_order

MOST_ALONE = 3  # drafts of one article; more come as one list
MOST_AT_ONCE = 5  # messages; what would be more comes as one list of everything

# By draft, the message that shows it and the stamp that it shows; 0 where the message lists several and shows another of them.
Shown = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Showing:
    """A message to an editor: `message` is to be edited, None: a new one; of several drafts it shows `opened`, "": their list."""

    message: int | None
    drafts: tuple[str, ...]
    opened: str = ""

    def stamps(self, now: Mapping[str, int]) -> dict[str, int]:
        """Give what to remember of each of its drafts, whose stamps `now` gives."""
        return {key: now[key] if self.opened in ("", key) else 0 for key in self.drafts if key in now}


def outdated(shown: Shown, stamps: Mapping[str, int]) -> Iterator[Showing]:
    """Give the messages that show something that is different now; `stamps` gives those of all drafts now."""
    for message in dict.fromkeys(message for message, _ in shown.values()):
        found = showing(shown, message)
        visible = {key: shown[key][1] for key in found.drafts if shown[key][1]}
        if any(stamps.get(key, stamp) != stamp for key, stamp in visible.items()):
            yield found


def showing(shown: Shown, message: int) -> Showing:
    """Give what a message shows."""
    drafts = tuple(key for key, (at, _) in shown.items() if at == message)
    visible = [key for key in drafts if shown[key][1]]
    return Showing(message, drafts, visible[0] if len(visible) == 1 < len(drafts) else "")


def unseen(shown: Shown, waiting: Sequence[Draft]) -> Iterator[Showing]:
    """Give the messages that show an editor the waiting drafts that none shows yet."""
    found = tuple(_by_article(shown, waiting))
    if len(found) > MOST_AT_ONCE:
        yield Showing(None, tuple(draft for each in found for draft in each.drafts))
    else:
        yield from found


def _by_article(shown: Shown, waiting: Sequence[Draft]) -> Iterator[Showing]:
    by_article: dict[str, list[str]] = {}
    for draft in sorted(waiting, key=in_order):
        if draft.id not in shown:
            by_article.setdefault(article_id(draft) or f"/{draft.id}", []).append(draft.id)
    for drafts in by_article.values():
        if len(drafts) > MOST_ALONE:
            yield Showing(None, tuple(drafts))
        else:
            yield from (Showing(None, (draft,)) for draft in drafts)
