"""Tryggve: open-source software for local safety work in Swedish municipalities."""

__version__ = "0.1.0"
