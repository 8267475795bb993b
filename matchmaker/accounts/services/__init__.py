"""Verbs about people and their sign-ins."""

from matchmaker.accounts.services.create_user import create_user

__all__ = ["create_user"]
