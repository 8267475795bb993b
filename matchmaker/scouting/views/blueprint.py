"""The one blueprint whose routes the modules beside it add."""

from __future__ import annotations

from flask import Blueprint
from flask import session as cookie

blueprint = Blueprint("scouting", __name__)
UNPROCESSABLE = 422
LINK_COOKIE = "confirmation_link"


def keep_link(confirmation_id: int, path: str) -> None:
    """Show the path of a new link once, on the next page."""
    if path:
        cookie[LINK_COOKIE] = [confirmation_id, path]


def kept_link(confirmation_id: int) -> str:
    """The path kept for this question, if any."""
    found = cookie.pop(LINK_COOKIE, None) or (None, "")
    return str(found[1]) if found[0] == confirmation_id else ""
