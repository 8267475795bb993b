"""The ``matchmaker`` command: settings, wiring, and the list of sub-commands."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from matchmaker.app import logs
from matchmaker.app.factory import create_app
from matchmaker.app.metadata import METADATA
from matchmaker.app.wiring import all_invariants, job_registry
from matchmaker.cli.context import Console, Wiring
from matchmaker.config import SettingsError, from_environment
from matchmaker.engine.late import keep_machine_code_in

WIRING = Wiring(METADATA, job_registry, all_invariants, create_app)


COMMANDS = {
    "audit": "matchmaker.cli.audit:audit",
    "backup": "matchmaker.cli.backup:backup",
    "challenge": "matchmaker.cli.challenge:challenge",
    "check": "matchmaker.cli.database:check",
    "db": "matchmaker.cli.database:db",
    "demo": "matchmaker.cli.demo:demo",
    "evaluate": "matchmaker.cli.evaluate:evaluate",
    "index": "matchmaker.cli.index:index",
    "import": "matchmaker.cli.imports:import_records",
    "match": "matchmaker.cli.match:match",
    "policy": "matchmaker.cli.policy:policy",
    "restore": "matchmaker.cli.backup:restore",
    "rules": "matchmaker.cli.rules:rules",
    "seed": "matchmaker.cli.seed.commands:seed",
    "worker": "matchmaker.cli.worker:worker",
}


class LateGroup(click.Group):
    """Imports a sub-command when it is called: evaluation alone costs seconds to import."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module, _colon, attribute = COMMANDS[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def resolve_command(self, context: click.Context, args: list[str]) -> Any:
        if args[0] not in COMMANDS:
            raise click.ClickException(f"没有 {args[0]} 这个命令，或这一版尚未提供。")
        return super().resolve_command(context, args)


@click.group(cls=LateGroup)
@click.pass_context
def main(context: click.Context) -> None:
    """科技成果供需对接平台的命令。"""
    logs.configure()
    try:
        settings = from_environment()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    keep_machine_code_in(settings.data_dir / "kernels")
    context.obj = Console(settings, WIRING)
