"""The ``matchmaker`` command: settings, wiring, and the list of sub-commands."""

from __future__ import annotations

import click

from matchmaker.app import logs
from matchmaker.app.factory import create_app
from matchmaker.app.metadata import METADATA
from matchmaker.app.wiring import all_invariants, job_registry
from matchmaker.cli.audit import audit
from matchmaker.cli.backup import backup, restore
from matchmaker.cli.context import Console, Wiring
from matchmaker.cli.database import check, db
from matchmaker.cli.demo import demo
from matchmaker.cli.evaluate import evaluate
from matchmaker.cli.match import match
from matchmaker.cli.policy import policy
from matchmaker.cli.worker import worker
from matchmaker.config import SettingsError, from_environment

WIRING = Wiring(METADATA, job_registry, all_invariants, create_app)


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """科技成果供需对接平台的命令。"""
    logs.configure()
    try:
        settings = from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    context.obj = Console(settings, WIRING)


for command in (db, check, worker, audit, policy, demo, match, evaluate, backup, restore):
    main.add_command(command)
