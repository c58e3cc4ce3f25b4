"""Trouble that whoever runs a benchmark can act on."""

from __future__ import annotations


class BenchmarkError(Exception):
    """A path, a file or a missing package that keeps a benchmark from running; says which."""
