"""``matchmaker db``: migrations. ``matchmaker check``: what must be true."""

from __future__ import annotations

from dataclasses import asdict

import click

from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.core import invariants, migrations
from matchmaker.core.i18n import N_
from matchmaker.matching.keeper import damaged


@click.group("db")
def db() -> None:
    """数据库的建立与升级。"""


@db.command("upgrade")
@click.argument("revision", default="head")
@pass_console
@plain_errors
def upgrade(console: Console, revision: str) -> None:
    """升级到最新版（或指定版本）。"""
    console.settings.data_dir.mkdir(parents=True, exist_ok=True)
    migrations.upgrade(console.settings.database_url, revision)
    click.echo("数据库已是最新。", err=True)


@db.command("downgrade")
@click.argument("revision")
@pass_console
@plain_errors
def downgrade(console: Console, revision: str) -> None:
    """退回到指定版本。"""
    migrations.downgrade(console.settings.database_url, revision)
    click.echo(f"数据库已退回到 {revision}。", err=True)


@db.command("check")
@pass_console
@plain_errors
def check_models(console: Console) -> None:
    """模型与迁移脚本是否一致。"""
    found = migrations.differences(console.engine, console.wiring.metadata)
    for difference in found:
        click.echo(str(difference), err=True)
    if found:
        fail("模型与数据库不一致。")
    click.echo("模型与数据库一致。", err=True)


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def check(console: Console, *, as_json: bool) -> None:
    """核对数据库的全部不变式，以及本机的匹配索引文件。"""
    rules = console.wiring.invariants()
    with console.session() as session:
        breaches = invariants.run(session, rules)
        harm = damaged(session, console.settings.index_dir)
    if harm:
        meaning = N_("匹配索引文件必须完好，损坏时请运行 matchmaker index rebuild")
        breaches.append(invariants.Breach("index_files", meaning, [[each] for each in harm]))
    document = {"ok": not breaches, "checked": len(rules) + 3, "breaches": [asdict(breach) for breach in breaches]}
    lines = [f"{breach.name}：{breach.meaning} {breach.rows}" for breach in breaches]
    emit(document, as_json=as_json, text="\n".join(lines) or f"{document['checked']} 项全部成立。")
    if breaches:
        raise SystemExit(1)
