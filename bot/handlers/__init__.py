"""Update → service → render → reply."""
