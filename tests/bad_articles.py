"""Sources that no draft, or only part of one, can be made from; all invented."""

import gzip

PLAIN = "The ferry left at 9 a.m. with 40 people on board. Nobody was hurt.\n"
QUOTED = "“We are not leaving,” said Rosa Tindall, who runs the café. “It’s our home – and it’s paid for.”\n"
BENGALI = "খেয়াঘাটে ভিড় বেড়েছে। ‘নৌকা কম, মানুষ বেশি,’ বলেন মাঝি কালাম বেপারী।\n"
HINDI = (
    "नदी पर बना पुराना पुल बुधवार को बंद कर दिया गया। इंजीनियरों ने कहा कि उसमें 4.5 मीटर लंबी दरार है।\n"
    "“हम जल्दबाज़ी नहीं करेंगे,” मुख्य अभियंता सुलेखा वर्धन ने कहा। “पहले जाँच होगी, फिर मरम्मत।”\n"
    "गाँव के लोगों ने नाव से नदी पार की।\n"
)
ASSAMESE = (
    "নদীৰ ওপৰত থকা পুৰণি দলংখন বুধবাৰে বন্ধ কৰি দিয়া হয়। অভিযন্তাই কয় যে তাত ৪.৫ মিটাৰ দীঘল ফাট মেলিছে।\n"
    "“আমি খৰখেদা নকৰোঁ,” মুখ্য অভিযন্তা সুলেখা বৰাই কয়। গাঁৱৰ মানুহে নাৱেৰে নদী পাৰ হয়।\n"
)
ARABIC = (
    "أُغلق الجسر القديم يوم الأربعاء بعد أن وجد المهندسون شقًا بطول 4.5 أمتار.\n"
    "«لن نستعجل»، قالت كبيرة المهندسين سلمى. وعبر سكان القرية النهر بالقوارب.\n"
)
FRENCH = (
    "Le vieux pont a été fermé mercredi, après que des ingénieurs y ont trouvé une fissure de 4,5 mètres.\n"
    "« Nous n’allons pas nous presser », a déclaré l’ingénieure Rosa Tindall. Les habitants passent la rivière en bateau.\n"
)

TEXTS = {
    "no-quotes.txt": PLAIN * 3 + "The bridge will reopen on Monday, the council said.\n",
    "no-quotes-bn.txt": "আজ সকালে বৃষ্টি হয়েছে। নদীর পানি ৪.৫ সেন্টিমিটার বেড়েছে।\n" * 3,
    "odd-marks.txt": "“We had no warning, said Rosa Tindall.\n"
    + PLAIN
    + "Then she left.” The rest stayed.\n",
    "odd-marks-bn.txt": "‘আমরা কিছু জানতাম না, বলেন মাঝি কালাম বেপারী।\nতিনি চলে যান। বাকিরা থেকে যান।’\n",
    "odd-straight-marks.txt": '"We had no warning," said Rosa Tindall. "Nobody came.\n' + PLAIN,
    "only-captions.txt": "\nA boat on the river. (Photo: J. Reed)\n\nনদীতে একটি নৌকা। ছবি: সংগৃহীত\n",
    "blank-line-after-every-paragraph.txt": f"{QUOTED}\n{BENGALI}\n{PLAIN}\n{QUOTED}",
    "crlf.txt": (PLAIN + QUOTED + "\nA boat. (Photo: J. Reed)\n" + PLAIN).replace("\n", "\r\n"),
    "two-languages.txt": QUOTED + BENGALI + QUOTED + BENGALI,
    "hindi.txt": HINDI,
    "hindi-with-latin.txt": f"{HINDI}(Photo: Rosa Tindall)\n",
    "assamese.txt": ASSAMESE,
    "arabic.txt": ARABIC,
    "french.txt": FRENCH,
}

ENCODED = {
    "windows-1252.txt": QUOTED.encode("cp1252"),
    "utf-16.txt": BENGALI.encode("utf-16"),  # says its order of bytes
    "utf-16-be-unmarked.txt": BENGALI.encode("utf-16-be"),
    "utf-8-marked.txt": BENGALI.encode("utf-8-sig"),  # harmless: to be read as usual
    "mixed-encodings.txt": BENGALI.encode() + QUOTED.encode("cp1252") + BENGALI.encode("utf-16-le"),
    "cut-in-a-letter.txt": BENGALI.strip().removesuffix("।").encode()[:-1],
    "lost-letters.txt": "সেতু খুলছে\n\nমেয়র বলেন, “সেতুটি খু\ufffd দেওয়া হবে।”\n".encode(),
    "nul-bytes.txt": PLAIN.encode().replace(b" ", b"\0"),
}

BILLION_LAUGHS = (
    '<?xml version="1.0"?>\n<!DOCTYPE rss [\n<!ENTITY l0 "ha">\n'
    + "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">\n' for level in range(1, 10))
    + "]>\n<rss version='2.0'><channel><title>&l9;</title></channel></rss>\n"
)
OUTER_ENTITY = (
    '<?xml version="1.0"?>\n<!DOCTYPE rss [<!ENTITY host SYSTEM "file:///etc/hostname">]>\n'
    "<rss version='2.0'><channel><item><title>&host;</title></item></channel></rss>\n"
)


def bad_articles() -> dict[str, bytes]:
    """Give each bad source's file name and content, all small."""
    return {
        "empty.txt": b"",
        "blank.txt": b" \n\n\t\n",
        "binary.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        **{name: text.encode() for name, text in TEXTS.items()},
        **ENCODED,
        "xml-bomb.xml": BILLION_LAUGHS.encode(),
        "xml-outer-entity.xml": OUTER_ENTITY.encode(),
        "empty-page.html": b"<!DOCTYPE html><html><head><title>x</title></head><body></body></html>",
    }


def gzip_bomb(megabytes: int = 200) -> bytes:
    """Give a body for `Content-Encoding: gzip` that unpacks to so many megabytes of spaces."""
    return gzip.compress(b" " * (megabytes << 20), compresslevel=9)


def large_article(megabytes: int = 50) -> bytes:
    """Give a text in good order that is too long by far."""
    return PLAIN.encode() * ((megabytes << 20) // len(PLAIN) + 1)
