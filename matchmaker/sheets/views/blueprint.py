"""The one blueprint whose routes the modules beside it add, and what they all need."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app
from werkzeug.wrappers import Response

from matchmaker.config import Settings
from matchmaker.core.errors import NotFound
from matchmaker.sheets.models import SheetImport
from matchmaker.sheets.target import TARGETS, Target

blueprint = Blueprint("sheets", __name__)
Answer = str | Response | tuple[str, int]
UNPROCESSABLE = 422
SETTINGS_KEY = "matchmaker_settings"


def folder() -> Path:
    """Where the rows of uploaded tables lie."""
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings.blob_dir


def target_of(row: SheetImport) -> Target:
    """What the rows of a table become; NotFound for a kind that this application does not know."""
    found: Target | None = current_app.extensions[TARGETS].get(row.record_kind)
    if found is None:
        raise NotFound
    return found
