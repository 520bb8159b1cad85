"""Every word that Barta says to a reader, one file a language, under the same keys."""
