"""Putting the house together: the only package that knows every other."""

from matchmaker.app.factory import create_app

__all__ = ["create_app"]
