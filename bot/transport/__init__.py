"""Messages and requests over HTTP to the Bot API."""
