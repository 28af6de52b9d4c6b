"""Commands of the repository: environment, demo, tests, lint, benchmarks, pictures."""
