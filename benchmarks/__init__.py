"""How well Détente reads, and how fast: ``python -m benchmarks TASK PATH`` (docs/benchmarks.md)."""
