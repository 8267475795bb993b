"""``matchmaker match``: (re)computes the suggestions."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, TypeVar

import click
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need, NeedState
from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.core.unit_of_work import transact
from matchmaker.matching.keeper import keeper_for
from matchmaker.matching.services import Outcome, refresh_all, refresh_need

T = TypeVar("T")


@click.command("match")
@click.option("--need", "need_id", type=int, help="只算这一项需求")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def match(console: Console, need_id: int | None, *, as_json: bool) -> None:
    """为已发布的需求计算匹配推荐；重复运行不产生变化。"""
    sessions = console.sessions
    keeper = keeper_for(console.settings)

    def read(call: Callable[[Session], T]) -> T:
        with sessions() as session:
            return call(session)

    def write(call: Callable[[Session], T]) -> T:
        with sessions() as session:
            return transact(session, call)

    if need_id is not None:
        need = read(lambda session: session.get(Need, need_id))
        if need is None or need.state != NeedState.PUBLISHED:
            fail(f"没有编号为 {need_id} 的已发布需求")
        outcome = refresh_need(read, write, keeper, need_id)
    else:
        outcome = _all(read, write, keeper)
    text = (
        f"{outcome.needs} 项需求：新增 {outcome.created} 条，更新 {outcome.updated} 条，"
        f"撤下 {outcome.superseded} 条，不变 {outcome.unchanged} 条。"
    )
    emit(asdict(outcome), as_json=as_json, text=text)


def _all(read: Any, write: Any, keeper: Any) -> Outcome:
    """All needs, with a progress bar when somebody is watching."""
    if not sys.stderr.isatty():
        return refresh_all(read, write, keeper)
    with click.progressbar(length=1, label="匹配", file=sys.stderr) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        return refresh_all(read, write, keeper, progress)
