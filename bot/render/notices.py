"""What editors are told beside drafts: files that cannot be used, and what else they should know."""

from bot.domain.models import Language
from bot.render.brief import heading
from bot.render.message import Block, Message, Run
from bot.render.split import fit
from bot.render.words import say

_KINDS = frozenset({"fault", "embargo", "changed", "unproven"})


def notice_message(kind: str, words: str, language: Language) -> Message:
    """Tell editors something; `words` are for editors, as the terminal would say them."""
    head = (
        heading(say(language, f"drafts.notice_{kind}"), say(language, f"drafts.notice_{kind}_means"))
        if kind in _KINDS
        else heading(say(language, "drafts.notice"))
    )
    return fit(Message((head, Block((Run(words),), "quote"))))
