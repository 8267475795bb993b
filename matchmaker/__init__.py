"""Matchmaker brings universities' results and enterprises' needs together."""

__version__ = "0.1.0"
