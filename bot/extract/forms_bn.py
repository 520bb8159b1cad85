"""What the ending of a Bengali word tells: a role, a verb, or a name and the case that it stands in."""

from typing import Final

import regex

NO_NAME: Final = regex.compile(
    r".{2,}(?:টি|টির|টিকে|টিতে|গুলো|গুলি|গুলোর|গুলোকে|েছেন|েছে|েছিল|েছিলেন|চ্ছে|িয়ে|ভাবে)$|.{4,}(?:টা|টার)$|.*[০-৯].*"
    r"|.{3,}(?:(?<!ক)ে|দের)$|.{2,}(?<!পাধ্য)ায়$|(?:দে|নে|যা|পা|খা|হ|চা|ধো|শো|গা|বা|ছা|ক)ওয়া(?:র|তে)?$|.+ানোর?$|.{2,}(?:তেই|লেই)$"
    r"|(?:কর|বল|চল|দেখ|রাখ|থাক|আস|মার|খোল|ধর|পড়|লেখ|শোন|বোঝ|জান|আন|মান|ছাড়|ভাঙ|গড়|তোল|নাম|ওঠ|বস|মর|বাঁচ|ফের|ঘোর|কাট|ফেল|পার|সর|টান|ডাক|কেন|বেচ)ার?$"
)
VERB_END: Final = regex.compile(
    r".+(?:ছেন|লেন|বেন)$"
)  # a name may end so too (ভালেন), but a verb ends its clause
POLITE: Final = regex.compile(
    r"(?:কর|থাক|আস|লেখ|বেচ|পড়|খোঁজ|দেখ|রাখ|ধর)েন|আছেন|যান|চালান|পড়ান|শেখান|বানান|কাটান|সামলান"
)  # of a verb whose subject is a person, in forms that look like a name's
GENITIVE: Final = regex.compile(r"(?:য়ের|ের|কে|এর)$")
PERSONS: Final = r"(?:বিদ|শ্রমিক|চালক|কর্মী|শিল্পী|নেতা|নেত্রী|মন্ত্রী|কর্মকর্তা|কারী|প্রধান|বিক্রেতা|লেখক|গবেষক|প্রতিনিধি|সম্পাদক|জীবী|পতি|যোদ্ধা|পরিচালক|শিক্ষার্থী|ব্যবসায়ী|বাদক|নির্মাতা|সঙ্গী|শিক্ষক|ছাত্র|ছাত্রী|কর্তা|চাষি|রক্ষী|সেবী|সচিব|মেয়র|কোচ|কমিশনার|অতিথি|মালিক|সভাপতি|চেয়ারম্যান|বাসী|যাত্রী|সমর্থক|প্রেমী|প্রার্থী|ার্থী|গ্রাহক|চিকিৎসক|প্রকৌশলী|বিজ্ঞানী|সমন্বয়ক|অধিনায়ক)"
ROLE: Final = regex.compile(rf"[\p{{L}}\p{{M}}]+{PERSONS}")
NAME_IN_R: Final = regex.compile(
    r"(?:[িীুূো]র|িয়ের|দার|কার|খতার|ক্তার|ওয়ার|হার|য়ার|ত্তার|ব্বার|ফফার|ইদার|াশার|ায়ের|মার|টার|ডার|বের|দের|হের|সের|েয়ের)$"
)
ROLES: Final = regex.compile(rf"(?<![\p{{L}}\p{{M}}])[\p{{L}}\p{{M}}]+{PERSONS}(?![\p{{L}}\p{{M}}])")
SHORTEST: Final = 2  # characters that stay of a name without its ending


def without_case(word: str, *, modifies: bool, stands: bool) -> str:
    """Give a word of a name without its case ending.

    র alone is one for sure where the word also `stands` without it, and else where the word `modifies` what follows.
    """
    bare = GENITIVE.sub("", word)
    if bare != word and len(bare) > SHORTEST and not NAME_IN_R.search(word):
        return bare
    ends = word.endswith("র") and (stands or (modifies and word.endswith("ার") and not NAME_IN_R.search(word)))
    return word[:-1] if ends else word


_SUFFIX: Final = regex.compile(r"(?:টি|টির|টিকে)?(?:রা|েরা|দের)?(?:য়ের|ের|র|কে|এর)?(?:ও|ই)?$")


def without_suffix(noun: str) -> str:
    """Give a noun without its article and the ending of its case: উপদেষ্টার is উপদেষ্টা, ঔপন্যাসিকের ঔপন্যাসিক."""
    return _SUFFIX.sub("", noun) or noun
