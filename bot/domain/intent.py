"""What a message wants that names no subject: the latest news, help, or a friendly word."""

from typing import Literal

from bot.domain.text import words

Intent = Literal["latest", "help", "start", "thanks"]

# A message has an intent when one of its words asks for it, and the others are of no consequence beside that.
_ASKS: dict[Intent, frozenset[str]] = {
    "latest": frozenset(
        words(
            "news latest headlines headline khobor khabor khobar khabar songbad খবর খবরাখবর সংবাদ নিউজ শিরোনাম হেডলাইন"
        )
    ),
    "help": frozenset(words("help commands instructions sahajjo shahajjo সাহায্য হেল্প নির্দেশনা")),
    "start": frozenset(
        words(
            "hello hi hey hlw salam assalamu assalamualaikum namaskar nomoshkar হ্যালো হাই সালাম আসসালামু নমস্কার আদাব "
            "শুভেচ্ছা সুপ্রভাত"
        )
    ),
    "thanks": frozenset(
        words(
            "thanks thank thx ok okay bye goodbye great nice cool dhonnobad dhonyobad thik valo bhalo bidae ধন্যবাদ ওকে আচ্ছা "
            "ঠিক বিদায় বাহ দারুণ"
        )
    ),
}
_BESIDE: dict[Intent, frozenset[str]] = {
    "latest": frozenset(
        words(
            "what whats is are the any new today todays now breaking top recent me show give tell of s in brief aj ajke ajker "
            "aajker ekhon ekhonkar notun sesh ki kii ache koi bolo bolun dao din dekhao আজ আজকে আজকের এখন এখনকার নতুন সর্বশেষ শেষ "
            "তাজা কী কি আছে বলো বলুন দাও দিন দেখাও দেখান প্রধান er ker এর"
        )
    ),
    "help": frozenset(words("me please i need want a some koro korun chai dorkar করো করুন চাই দরকার একটু আমাকে")),
    "start": frozenset(
        words(
            "there barta bot bro bhai apa good morning evening wa alaikum walaikum alaykum আলাইকুম ওয়া বার্তা ভাই আপা সবাইকে"
        )
    ),
    "thanks": frozenset(
        words(
            "you very much so a lot thik ache acche apnake tomake onek আপনাকে তোমাকে অনেক আছে খুব ভালো barta বার্তা"
        )
    ),
}
# Whole sentences that people try on a bot; their words alone would mean nothing.
_SENTENCES: dict[str, Intent] = {
    "who are you": "start",
    "what are you": "start",
    "how are you": "start",
    "তুমি কে": "start",
    "আপনি কে": "start",
    "tumi ke": "start",
    "apni ke": "start",
    "কেমন আছেন": "start",
    "কেমন আছ": "start",
    "kemon achen": "start",
    "kemon acho": "start",
    "what can you do": "help",
    "what do you do": "help",
    "what can i ask": "help",
    "how does this work": "help",
    "how do you work": "help",
    "আপনি কী করেন": "help",
    "তুমি কী পারো": "help",
    "apni ki koren": "help",
    "tumi ki paro": "help",
}
_BY_WORDS = {" ".join(words(sentence)): intent for sentence, intent in _SENTENCES.items()}


def read_intent(text: str) -> Intent | None:
    """Give what a message wants; None where it may name a subject."""
    said = words(text)
    if intent := _BY_WORDS.get(" ".join(said)):
        return intent
    spoken = frozenset(said)
    for intent, asks in _ASKS.items():
        if spoken & asks and spoken <= asks | _BESIDE[intent]:
            return intent
    return None
