"""What editors are told beside drafts: files that cannot be used, and what else they should know."""

from bot.domain.models import Language
from bot.render.brief import heading
from bot.render.message import Block, Message, Run
from bot.render.split import fit
from bot.render.words import say


def notice_message(kind: str, words: str, language: Language) -> Message:
    """Tell editors something; `words` are for editors, as the terminal would say them."""
    if kind == "fault":
        head = heading(say(language, "drafts.notice_fault"), say(language, "drafts.notice_fault_means"))
    else:
        head = heading(say(language, "drafts.notice"))
    return fit(Message((head, Block((Run(words),), "quote"))))
