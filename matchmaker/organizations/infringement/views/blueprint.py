"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("infringement", __name__)
