"""Values in, messages out: what a reader sees, with no type of Telegram's."""
