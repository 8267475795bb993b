"""Sessions end with their request, also in a thread that has an event loop."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import text

from matchmaker.web.extensions import db, install_database


def test_a_request_ends_in_a_thread_with_a_loop_of_its_own() -> None:
    app = Flask("database")
    app.config["SQLALCHEMY_ENGINES"] = {"default": "sqlite://"}
    install_database(app)

    async def ask() -> object:
        with app.app_context():
            return db.session.scalar(text("SELECT 1"))

    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(lambda: asyncio.run(ask())).result() == 1
