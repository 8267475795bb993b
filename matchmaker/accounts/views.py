"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)
