"""What the bot serves over HTTP: Telegram's updates in, health and metrics out."""
