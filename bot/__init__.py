"""Barta (বার্তা, news): a Telegram bot that answers with sourced news briefings."""

__version__ = "0.1.0"
