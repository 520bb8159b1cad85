"""What Barta remembers: the only place with SQL."""
