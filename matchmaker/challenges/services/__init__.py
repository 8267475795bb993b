"""Verbs of open challenges, in the order of the way; one module each."""
