"""What a message wants that names no subject: the latest news, help, briefings, what was corrected, or a friendly word."""

from typing import Literal

from bot.domain.text import words

Intent = Literal["latest", "help", "start", "thanks"]
Errand = Literal["subscribe", "unsubscribe", "corrections"]

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

_SUBSCRIBING = frozenset(
    words(
        "subscribe subscription subscriptions briefing briefings সাবস্ক্রাইব সাবস্ক্রিপশন সাবস্ক্রিপশান ব্রিফিং ব্রিফিংয়ের "
        "sabscribe subscrib brifing"
    )
)
_ENDING = frozenset(
    words("stop end cancel no off bondho bandho thamao thaman lagbe na nai বন্ধ থামান থামাও বাদ লাগবে না চাই")
)
_UNSUBSCRIBING = frozenset(words("unsubscribe আনসাবস্ক্রাইব"))
_BESIDE_SUBSCRIBING = frozenset(
    words(
        "i want would like to please me my the get receive send start more daily regular korte chai koro korun dao din "
        "pete amake ami amar niyomito করতে চাই করুন করো করব পেতে দিন দাও পাঠান পাঠাও আমাকে আমি আমার নিয়মিত প্রতিদিন শুরু"
    )
)

_CORRECTIONS = frozenset(
    words(
        "corrections correction corrected retractions retraction retracted errata erratum songshodhon shongshodhon songsodhon "
        "sonshodhon songshodhoni protyahar prottahar সংশোধন সংশোধনী সংশোধনগুলো সংশোধনীগুলো সংশোধনগুলি সংশোধিত প্রত্যাহার"
    )
)
# Whether somebody or something is wrong may be said of anything: of the bot it is where it is asked what it did.
_MISTAKES = frozenset(
    words(
        "correct fix fixed retract withdraw withdrawn wrong mistake mistakes error errors vul bhul vulgulo bhulgulo shudhre "
        "sudhre ভুল ভুলগুলো ভুলগুলি ভুলভাল শুধরে শুধরেছেন শুধরেছ"
    )
)
_WHAT = frozenset(
    words(
        "what which any anything something ever list show ki kii kon kono dekhao dekhan কী কি কোন কোনো দেখাও দেখান"
    )
)
_DONE = frozenset(
    words(
        "you your barta korso korcho korecho korsen korechen korechhen korlen korle apnara apnader tomra tomader আপনি আপনারা "
        "আপনাদের আপনার তুমি তোমরা তোমাদের করেছেন করেছ করেছো করছেন করলেন করলে শুধরেছেন শুধরেছ বার্তা"
    )
)
_BESIDE_CORRECTIONS = frozenset(
    words(
        "a the all of did do does have has had make made get got in it is are was were been there today recently lately so far "
        "me please give see briefs news and or up ache ase thik kore korte hoyeche hoise hoyechilo kothay apni tumi shob sob "
        "gulo guli ta koto amake dao din jante chai khobor khobore ঠিক করে করতে আছে সব গুলো টা কোথায় আমাকে দাও দিন জানতে চাই "
        "খবর খবরে খবরগুলো তালিকা হয়েছে হয়েছিল সাম্প্রতিক এ পর্যন্ত করা ও"
    )
)


def read_errand(text: str) -> Errand | None:
    """Say whether a message asks for regular briefings, wants them to end, or asks what was corrected; None where it may name a subject."""
    said = frozenset(words(text))
    if _asks_for_corrections(said):
        return "corrections"
    about = said & (_SUBSCRIBING | _UNSUBSCRIBING)
    if not about or not said <= about | _ENDING | _BESIDE_SUBSCRIBING:
        return None
    ends = said & _UNSUBSCRIBING or said & (_ENDING - _BESIDE_SUBSCRIBING)
    return "unsubscribe" if ends else "subscribe"


def _asks_for_corrections(said: frozenset[str]) -> bool:
    """Say whether words ask what was wrong in what readers got."""
    named = said & _CORRECTIONS
    asked = bool(said & _MISTAKES and said & _WHAT and said & _DONE)
    return bool(named or asked) and said <= (_CORRECTIONS | _MISTAKES | _WHAT | _DONE | _BESIDE_CORRECTIONS)


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
