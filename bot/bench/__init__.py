"""Benchmarks: each measures Barta beside a peer in the same run, and prints the ratio."""
