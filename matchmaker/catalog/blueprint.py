"""The blueprint of all pages about achievements and needs."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("catalog", __name__)
