"""The tables of the editors' desk, as the newest migration leaves them."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from bot.store.columns import Number, UtcDateTime, metadata

# The articles that briefs draw on: for editors only, to prove quotes against.
sources = Table(
    "sources",
    metadata,
    Column("sha256", String(64), primary_key=True),  # of the bytes that it was read from
    Column("fingerprint", String(64), nullable=False, index=True),  # sha256 of the text
    Column("origin", Text, nullable=False, index=True),  # its address, or the path of its file
    Column("article_id", String(64), nullable=False),  # its folder of briefs
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),  # NFC; the offsets of its briefs count in it
    Column("added_at", UtcDateTime, nullable=False),
    Column("added_by", Text, nullable=False),
    # What stands at its origin now, where that is another text, and who has said that its briefs may go out nevertheless.
    Column("changed_to", String(64), nullable=False),
    Column("cleared_by", Text, nullable=False),
)

# The entries of feeds that were drafted, or that were there before.
feed_entries = Table(
    "feed_entries",
    metadata,
    Column("feed", String(64), primary_key=True),  # sha256 of its address
    Column("entry", String(64), primary_key=True),  # sha256 of what it goes by there
    Column("seen_at", UtcDateTime, nullable=False),
)

# Briefs before they are out: being edited, held, or waiting for their embargo.
drafts = Table(
    "drafts",
    metadata,
    Column("brief_id", String(64), primary_key=True),
    Column("stamp", Integer, nullable=False),  # 1, 2, …: each change of it
    Column("content", Text, nullable=False),  # JSON of the brief's file, fields may be open
    Column("around", Text, nullable=False),  # JSON of its article, people and topic
    Column("open", Text, nullable=False),  # JSON of the points that keep it from being published
    Column("state", String(16), nullable=False),
    Column("due_at", UtcDateTime),  # its embargo's end
    Column("changed_at", UtcDateTime, nullable=False),
    Column("changed_by", Text, nullable=False),
)

# Where each editor was shown a draft, and how it was then.
draft_messages = Table(
    "draft_messages",
    metadata,
    Column("brief_id", String(64), primary_key=True),
    Column("editor_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, nullable=False),
    Column("stamp", Integer, nullable=False),
)

# Who did what, for good.
audit = Table(
    "audit",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", String(64), nullable=False, index=True),  # a brief's id, or an editor's
    Column("details", Text, nullable=False),
)

# What all editors are told in their chats: files that cannot be read, articles that changed.
notices = Table(
    "notices",
    metadata,
    Column("id", Number, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("text", Text, nullable=False),
)
