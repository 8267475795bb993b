"""``matchmaker match``: (re)computes the suggestions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from matchmaker.catalog.models import Need, NeedState
from matchmaker.cli.cluster import Certificates, connected
from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.matching.keeper import Keeper, keeper_for
from matchmaker.matching.services import Outcome, refresh_all, refresh_need
from matchmaker.matching.services.spread import folder_of, refresh_all_by

Progress = Callable[[int, int], None]
_file = click.Path(path_type=Path, dir_okay=False, exists=True)


@click.command("match")
@click.option("--need", "need_id", type=int, help="只算这一项需求")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="把计算分到这个 dask 调度器的各台机器上")
@click.option("--cluster-index", type=click.Path(path_type=Path), help="各台机器上成果索引的目录，默认与本机相同")
@click.option("--tls-ca", type=_file, help="tls:// 用：签发证书的 CA（PEM）")
@click.option("--tls-cert", type=_file, help="tls:// 用：本机的证书（PEM）")
@click.option("--tls-key", type=_file, help="tls:// 用：本机证书的私钥（PEM）")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@pass_console
@plain_errors
def match(
    console: Console,
    need_id: int | None,
    cluster: str | None,
    cluster_index: Path | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    *,
    as_json: bool,
) -> None:
    """为已发布的需求计算匹配推荐；重复运行不产生变化。"""
    keeper = keeper_for(console.settings)
    if need_id is not None:
        outcome = _one(console, keeper, need_id)
    elif cluster is not None:
        certificates = Certificates(tls_ca, tls_cert, tls_key) if tls_ca and tls_cert and tls_key else None
        outcome = _spread(console, keeper, cluster, certificates, cluster_index or folder_of(keeper))
    else:
        with _shown_progress() as progress:
            outcome = refresh_all(console.read, console.write, keeper, progress)
    text = (
        f"{outcome.needs} 项需求：新增 {outcome.created} 条，更新 {outcome.updated} 条，"
        f"撤下 {outcome.superseded} 条，不变 {outcome.unchanged} 条。"
    )
    emit(asdict(outcome), as_json=as_json, text=text)


def _one(console: Console, keeper: Keeper, need_id: int) -> Outcome:
    need = console.read(lambda session: session.get(Need, need_id))
    if need is None or need.state != NeedState.PUBLISHED:
        fail(f"没有编号为 {need_id} 的已发布需求")
    return refresh_need(console.read, console.write, keeper, need_id)


def _spread(
    console: Console, keeper: Keeper, address: str, certificates: Certificates | None, directory: Path
) -> Outcome:
    """All needs, the computing done by a cluster."""
    with connected(address, certificates, str(directory)) as helpers, _shown_progress() as progress:
        return refresh_all_by(console.read, console.write, keeper, helpers, progress)


@contextmanager
def _shown_progress() -> Iterator[Progress | None]:
    """A progress bar when somebody is watching."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label="匹配", file=sys.stderr) as shown:

        def progress(done: int, total: int) -> None:
            shown.length = total
            shown.update(done - shown.pos)

        yield progress
