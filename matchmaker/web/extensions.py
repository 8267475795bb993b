"""Flask extensions; they keep their state in each application, not here."""

from __future__ import annotations

import inspect

from flask import Flask
from flask_babel import Babel
from flask_sqlalchemy_lite import SQLAlchemy
from flask_wtf import CSRFProtect

db = SQLAlchemy(session_options={"expire_on_commit": False})
csrf = CSRFProtect()
babel = Babel()


def install_database(app: Flask) -> None:
    """Give ``app`` its sessions, without the closing of asynchronous ones, of which there are none.

    It would start an event loop at the end of every request, measured at 1 ms, and could not run
    in a thread that has a loop of its own.
    """
    db.init_app(app)
    app.teardown_appcontext_funcs = [
        each for each in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(each)
    ]
