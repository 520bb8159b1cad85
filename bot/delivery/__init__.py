"""Pushes on their way: when they are due, when the bot may send, and the sending."""
