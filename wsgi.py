"""The WSGI entry point: ``gunicorn wsgi:app``."""

from matchmaker.app import create_app, logs

logs.configure()
app = create_app()
