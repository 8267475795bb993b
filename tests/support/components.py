"""Drawing templates without views: in the real page frame, but asking no database."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask

from matchmaker.app import create_app
from matchmaker.config import from_environment

FRAME: dict[str, Any] = {
    "site": {"site_name": "供需对接平台", "sponsor": "", "icp": "", "police_record": "", "report_error": ""},
    "current_actor": SimpleNamespace(is_signed_in=False, name="", roles=frozenset(), organization_name=None),
    "navigation": [],
}
PAGE = (
    '{{% extends "base.html" %}}{imports}'
    "{{% block title %}}试页{{% endblock %}}"
    "{{% block main %}}{body}{{% endblock %}}"
)


def template_app(folder: Path) -> Flask:
    """The application for its templates alone; ``folder`` takes what it insists on having."""
    return create_app(
        from_environment(
            {
                "MATCHMAKER_ENV": "testing",
                "MATCHMAKER_DATABASE_URL": f"sqlite:///{folder / 'unused.sqlite3'}",
                "MATCHMAKER_DATA_DIR": str(folder),
                "MATCHMAKER_SECRET_KEY": "a key for tests that is long enough to be taken",
            }
        )
    )


def draw(app: Flask, name: str, **values: Any) -> str:
    """The template of this name with the values of the frame."""
    with app.test_request_context():
        return app.jinja_env.get_template(name).render(**{**FRAME, **values})


def draw_body(app: Flask, imports: str, body: str, **values: Any) -> str:
    """``body`` as the main part of a page; ``imports`` are whole import statements."""
    with app.test_request_context():
        template = app.jinja_env.from_string(PAGE.format(imports=imports, body=body))
        return template.render(**{**FRAME, **values})
