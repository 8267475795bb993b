"""``matchmaker audit``: verify the chain, write a checkpoint."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from matchmaker.cli.context import Console, emit, pass_console, plain_errors
from matchmaker.core import anchors


@click.group("audit")
def audit() -> None:
    """审计链的核验与锚定。"""


@audit.command("verify")
@click.option("--anchor", "anchor_file", type=click.Path(path_type=Path, dir_okay=False), help="锚点文件")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def verify(console: Console, anchor_file: Path | None, *, as_json: bool) -> None:
    """核验整条审计链及其锚点，指出第一条有问题的记录。"""
    if anchor_file is not None and not anchor_file.exists():
        raise click.BadParameter(f"没有这个文件：{anchor_file}", param_hint="--anchor")
    with console.session() as session:
        verdict = anchors.verify(session, anchor_file or console.settings.anchor_file, console.settings.key_dir)
    document = {"ok": verdict.problem is None, **asdict(verdict)}
    text = (
        f"共 {verdict.entries} 条，完整。末条校验值 {verdict.head_hash}"
        if verdict.problem is None
        else f"第 {verdict.seq} 条：{verdict.problem}"
    )
    emit(document, as_json=as_json, text=text)
    if verdict.problem is not None:
        raise SystemExit(1)


@audit.command("anchor")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def anchor(console: Console, *, as_json: bool) -> None:
    """立即写一个锚点。"""
    with console.session() as session:
        made = anchors.write(session, console.settings.anchor_file, console.settings.key_dir)
    text = "没有新记录，不需要锚点。" if made is None else f"已锚定第 {made.seq} 条：{made.hash}"
    emit(None if made is None else asdict(made), as_json=as_json, text=text)
