"""Verbs about people and their sign-ins."""
