"""Address converters: ids that fit the database, or 404."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

from matchmaker.core.db import LARGEST_ID


class IdConverter(IntegerConverter):
    """``<id:need_id>``: a positive integer within int8."""

    def __init__(self, map: Map) -> None:  # noqa: A002 - werkzeug's name
        super().__init__(map, min=1, max=LARGEST_ID)


def install(app: Flask) -> None:
    """Make ``id`` known to the router; no answers to OPTIONS by themselves."""
    app.url_map.converters["id"] = IdConverter
    app.url_map.strict_slashes = False
