"""An application is whole by itself: two share nothing, and none needs an event loop."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask, request

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


@pytest.mark.parametrize(("proxies", "known_as"), [(0, "10.0.0.1"), (1, "198.51.100.7")])
def test_a_visitor_is_known_by_the_address_that_trusted_proxies_tell(
    settings: Settings, proxies: int, known_as: str
) -> None:
    app = create_app(replace(settings, proxies=proxies))
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.remote_addr))
    told = {"X-Forwarded-For": "203.0.113.66, 198.51.100.7"}
    app.test_client().get("/healthz", headers=told, environ_base={"REMOTE_ADDR": "10.0.0.1"})
    assert seen == [known_as]
