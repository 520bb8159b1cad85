"""The promises about pushes, held to with real processes, real databases and the local Bot API."""
