"""What each command of `barta` does, a module a command."""
