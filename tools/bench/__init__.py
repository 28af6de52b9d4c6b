"""Benchmarks: ours beside a reference, in one run, so that only ratios matter (the machine's speed does not)."""
