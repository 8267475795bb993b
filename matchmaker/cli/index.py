"""``matchmaker index``: the files of the matching engine on this machine."""

from __future__ import annotations

import click
from sqlalchemy.orm import Session

from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.core.i18n import N_
from matchmaker.matching.keeper import KINDS, damaged, keeper_for
from matchmaker.matching.models import IndexGeneration
from matchmaker.matching.services.refresh import build

NAMES = {"achievement": N_("成果"), "need": N_("需求")}


@click.group("index")
def index() -> None:
    """匹配索引的重建与核对。"""


@index.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help=N_("输出一个 JSON 文档"))
@pass_console
@plain_errors
def rebuild(console: Console, *, as_json: bool) -> None:
    """从数据库重新建立匹配索引；网站和后台任务无需停止。"""
    keeper = keeper_for(console.settings)
    for kind in KINDS:
        build(console.read, console.write, keeper, kind)
    counts = console.read(_documents)
    text = "，".join(f"{NAMES[kind]} {count} 条" for kind, count in counts.items())
    emit(counts, as_json=as_json, text=f"索引已重建：{text}。")


def _documents(session: Session) -> dict[str, int]:
    return {kind: session.get_one(IndexGeneration, kind).documents for kind in KINDS}


@index.command("verify")
@click.option("--json", "as_json", is_flag=True, help=N_("输出一个 JSON 文档"))
@pass_console
@plain_errors
def verify(console: Console, *, as_json: bool) -> None:
    """逐字节核对索引文件；损坏时请重建。"""
    with console.session() as session:
        found = damaged(session, console.settings.index_dir)
    if found and not as_json:
        fail("索引文件已损坏，请运行 matchmaker index rebuild：" + "；".join(found))
    emit({"ok": not found, "damaged": found}, as_json=as_json, text="索引文件完好。")
    if found:
        raise SystemExit(1)
