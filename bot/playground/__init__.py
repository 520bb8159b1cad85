"""A strict local Bot API and a chat page: the bot without a token, and the tests' Telegram."""
