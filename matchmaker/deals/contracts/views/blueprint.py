"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("contracts", __name__)
UNPROCESSABLE = 422
