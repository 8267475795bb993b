"""``matchmaker policy``: every route and who may use it."""

from __future__ import annotations

import click

from matchmaker.cli.context import Console, emit, pass_console, plain_errors
from matchmaker.web.policy import describe


@click.command("policy")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def policy(console: Console, *, as_json: bool) -> None:
    """列出每个地址、方法及其权限。"""
    rows = describe(console.wiring.create_app(console.settings))
    lines = [
        f"{row['method']:5} {row['path']:48} {row['rule']:10} {row['permission'] or '-':32} "
        f"{row['ownership']:12} {','.join(row['roles'])}"
        for row in rows
    ]
    emit(rows, as_json=as_json, text="\n".join(lines))
