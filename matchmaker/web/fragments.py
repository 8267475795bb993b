"""Parts of pages that scripts fetch while somebody types."""

from __future__ import annotations

from typing import Any

from flask import current_app


def render_fragment(template: str, **values: Any) -> str:
    """A template by itself: without what the frame of a page asks the database for."""
    return current_app.jinja_env.get_template(template).render(**values)
