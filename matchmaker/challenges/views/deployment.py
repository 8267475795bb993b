"""Where this installation is and keeps its files."""

from __future__ import annotations

from flask import current_app

from matchmaker.config import Settings


def deployment() -> Settings:
    """The settings the application was made with."""
    settings: Settings = current_app.extensions["matchmaker_settings"]
    return settings
