"""What Barta does, one verb a module."""
