"""Building the Flask application from settings; two never share state."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from matchmaker.accounts.queries import unread_notices
from matchmaker.app import gallery, health
from matchmaker.app.record_links import RECORD_LINKS as LINKS
from matchmaker.app.wiring import FEATURES, SHEET_TARGETS
from matchmaker.catalog.ports import (
    DUPLICATE_FINDER,
    LOCAL_NEEDS,
    NEED_PREVIEW,
    NEIGHBOURS,
    RECORD_LINKS,
    SYNONYMS,
)
from matchmaker.config import Settings, from_environment
from matchmaker.core.authz import Actor
from matchmaker.core.db import engine_options, tune
from matchmaker.engine.late import keep_machine_code_in
from matchmaker.matching.duplicates import IndexedDuplicates
from matchmaker.matching.keeper import keeper_for
from matchmaker.matching.levels import MatchedProspects
from matchmaker.matching.local_needs import IndexedLocalNeeds
from matchmaker.matching.neighbours import IndexedNeighbours
from matchmaker.matching.preview import IndexedPreview
from matchmaker.matching.synonyms import LexiconSynonyms
from matchmaker.organizations.queries import actor_of_token, site_settings
from matchmaker.scouting.ports import PROSPECTS
from matchmaker.sheets.target import TARGETS
from matchmaker.web import (
    actor,
    assets,
    compression,
    context,
    errors,
    exports,
    filters,
    headers,
    policy,
    requests,
    routing,
)
from matchmaker.web.extensions import babel, csrf, db, install_database

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024 * 1024
SETTINGS_KEY = "matchmaker_settings"


def create_app(settings: Settings | None = None) -> Flask:
    """The application for ``settings`` (default: the environment).

    Raises MissingPolicyError when a route says not who may use it.
    """
    settings = settings or from_environment()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    keep_machine_code_in(settings.data_dir / "kernels")
    app = Flask("matchmaker", static_folder=None, template_folder=str(ROOT / "templates"))
    app.config.from_mapping(_configuration(settings))
    app.extensions[SETTINGS_KEY] = settings
    install_database(app)
    with app.app_context():
        for engine in db.engines.values():
            tune(engine)
    babel.init_app(app, default_locale="zh_Hans_CN", default_timezone="Asia/Shanghai")
    csrf.init_app(app)
    routing.install(app)
    compression.install(app)  # first, so that it comes last to an answer
    headers.install(app)
    requests.install(app)
    policy.install(app)
    errors.install(app)
    filters.install(app)
    exports.install(app)
    assets.install(app)
    actor.register_loader(app, actor_of_token)
    app.extensions[DUPLICATE_FINDER] = IndexedDuplicates(keeper_for(settings), lambda: db.session)
    app.extensions[NEED_PREVIEW] = IndexedPreview(keeper_for(settings), lambda: db.session)
    app.extensions[LOCAL_NEEDS] = IndexedLocalNeeds(keeper_for(settings), lambda: db.session)
    app.extensions[NEIGHBOURS] = IndexedNeighbours(keeper_for(settings), lambda: db.session)
    app.extensions[SYNONYMS] = LexiconSynonyms(lambda: db.session)
    app.extensions[RECORD_LINKS] = LINKS
    app.extensions[PROSPECTS] = MatchedProspects()
    app.extensions[TARGETS] = SHEET_TARGETS
    app.register_blueprint(health.make_blueprint(settings))
    if not settings.is_production:
        app.register_blueprint(gallery.make_blueprint())
    for feature in FEATURES:
        for blueprint in feature.blueprints:
            app.register_blueprint(blueprint)
    items = [item for feature in FEATURES for item in feature.navigation]
    context.install(app, items, _unread, site_settings)
    policy.check(app)
    if settings.proxies:  # after all else that wraps: the address must be known to the whole application
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]
    return app


def _unread(session: Session, who: Actor) -> int:
    return unread_notices(session, who.user_id) if who.user_id is not None else 0


def _configuration(settings: Settings) -> dict[str, object]:
    return {
        "SECRET_KEY": settings.secret_key,
        "SQLALCHEMY_ENGINES": {"default": {"url": settings.database_url, **engine_options(settings.database_url)}},
        "SESSION_COOKIE_NAME": "__Host-form" if settings.is_production else "form",
        "SESSION_COOKIE_SECURE": settings.is_production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": 12 * 3600,
        "WTF_CSRF_SSL_STRICT": settings.is_production,
        "MAX_CONTENT_LENGTH": MEGABYTE,
        "MAX_FORM_MEMORY_SIZE": MEGABYTE,
        "MAX_FORM_PARTS": 1000,
        "PROVIDE_AUTOMATIC_OPTIONS": False,
        "TESTING": settings.is_testing,
        "PROPAGATE_EXCEPTIONS": False,
    }
