"""The ``matchmaker`` command: settings, wiring, and the list of sub-commands."""

from __future__ import annotations

import logging
import sys

import click
import structlog

from matchmaker.app.factory import create_app
from matchmaker.app.metadata import METADATA
from matchmaker.app.wiring import all_invariants, job_registry
from matchmaker.cli.audit import audit
from matchmaker.cli.context import Console, Wiring
from matchmaker.cli.database import check, db
from matchmaker.cli.demo import demo
from matchmaker.cli.policy import policy
from matchmaker.cli.worker import worker
from matchmaker.config import SettingsError, from_environment

WIRING = Wiring(METADATA, job_registry, all_invariants, create_app)


def configure_logging() -> None:
    """JSON lines on stderr, so that stdout holds answers only."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """科技成果供需对接平台的命令。"""
    configure_logging()
    try:
        settings = from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    context.obj = Console(settings, WIRING)


for command in (db, check, worker, audit, policy, demo):
    main.add_command(command)
