"""``matchmaker rules load``: policy rules from the shipped file or one's own."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.deals.subsidies.services.load_rules import Loaded, load_rules, shipped

SOME_REJECTED = 3


@click.group("rules")
def rules() -> None:
    """惠企政策规则。"""


@rules.command("load")
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--draft", is_flag=True, help="只建草稿，由主管部门核对后在网页上启用")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def load(console: Console, file: Path | None, *, draft: bool, as_json: bool) -> None:
    """载入政策规则，默认载入随产品提供的；样例没有全部通过的不会启用，重复载入不改变已有规则。"""
    rows = shipped() if file is None else _read(file)
    actor = console.actor()
    done: Loaded = console.write(lambda session: load_rules(session, rows, actor=actor, put_into_use=not draft))
    text = f"新增 {done.created}，更新 {done.updated}，未变 {done.unchanged}，已在网页上改过而保留 {done.kept}"
    emit(asdict(done), as_json=as_json, text="\n".join([text, *(f"未载入 {line}" for line in done.rejected)]))
    if done.rejected:
        raise SystemExit(SOME_REJECTED)


def _read(file: Path) -> list[dict[str, Any]]:
    try:
        rows = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        fail(f"读不了 {file}：{error}")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        fail(f"{file} 应是规则的 JSON 数组")
    return rows
