"""An application is whole by itself: two share nothing, and none needs an event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from flask import Flask

from matchmaker.app import create_app
from matchmaker.config import Settings
from matchmaker.web.extensions import db


def test_two_applications_share_no_state(settings: Settings) -> None:
    one, other = create_app(settings), create_app(settings)
    with one.app_context():
        first = db.engine
    with other.app_context():
        assert db.engine is not first
    assert one.extensions is not other.extensions


def test_a_request_needs_no_event_loop(app: Flask) -> None:
    async def visit() -> int:
        return app.test_client().get("/nothing").status_code

    # In a thread of its own: a browser test may have left this one with a loop.
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(asyncio.run, visit()).result() == 404
