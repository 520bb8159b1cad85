"""The scheduler, limiter, ledger and sender, as they are, in a simulated world: all that happens comes from one seed."""
