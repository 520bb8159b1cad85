"""Very many briefs: kept on disk, found by an engine."""
