"""A dask cluster as helpers for `match --cluster`.

dask sends pickled calls: whoever can speak to the scheduler runs code on all its machines. So a
cluster belongs into a closed network, with certificates of its own (`tls://`); `docs/operations.md`
says how. What goes out are needs' texts and the address of index files, what comes back are scores
and words; no database is reached from there.

All errors end the command with one line in Chinese. What was written before stands, and running the
command again finishes the rest.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from matchmaker.cli.context import fail
from matchmaker.core.i18n import N_
from matchmaker.engine import artifacts, batch
from matchmaker.engine.batch import Answer, Source
from matchmaker.engine.tuning import Tuning
from matchmaker.matching.services.spread import Block

ADDRESS = re.compile(r"(?P<scheme>tcp|tls)://(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s/:]+):(?P<port>[0-9]{1,5})")
LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
CONNECT_SECONDS = 5
ANSWER_SECONDS = 300
"""A block takes a second; so long without an answer, nobody is there who works."""

AHEAD = 2
"""Blocks per core that are under way: one is worked at, one waits."""

NOT_INSTALLED = N_("--cluster 需要 dask（distributed），本机尚未安装。请在程序目录运行 make cluster")
BAD_ADDRESS = N_("--cluster 的地址应写成 tcp://主机:端口 或 tls://主机:端口")
NEEDS_CERTIFICATES = N_("tls:// 须同时给出 --tls-ca、--tls-cert 和 --tls-key")
NOT_ENCRYPTED = N_("注意：tcp:// 不加密也不验身份，只可用于封闭的专用网络；跨机器请用 tls://")


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM: the authority that signed the cluster's certificates, our own, and its key."""

    ca: Path
    cert: Path
    key: Path


@dataclass(frozen=True, slots=True)
class Cluster:
    """`matching.services.spread.Helpers` on the workers of a scheduler.

    `client` is dask's; `directory` is where the workers find the index of achievements.
    """

    client: Any
    directory: str

    def __call__(self, generation: str, tuning: Tuning, blocks: Iterable[Block]) -> Iterator[Sequence[Answer]]:
        """Send blocks out, a few for each core ahead, and give back answers in their order."""
        source = Source(self.directory, generation)
        self._check(source)
        under_way: deque[Any] = deque()
        with _interruptions():
            for block in blocks:
                call = self.client.submit(batch.answer_from, source, tuning, block, pure=False)
                under_way.append(call)
                if len(under_way) > AHEAD * max(1, sum(self.client.ncores().values())):
                    yield under_way.popleft().result(ANSWER_SECONDS)
            while under_way:
                yield under_way.popleft().result(ANSWER_SECONDS)

    def _check(self, source: Source) -> None:
        """That all have our engine and can open the index: a call nobody understands is never answered."""
        with _interruptions():
            answers = self.client.run(batch.can_answer, source, on_error="return")
            answers["scheduler"] = self.client.run_on_scheduler(batch.made_by)
        for address, said in answers.items():
            if isinstance(said, artifacts.ArtifactError):
                fail(f"工作进程 {address} 打不开 {self.directory} 中的索引：{said}。请核对共享或复制的目录")
            if said != artifacts.MADE_BY:
                fail(f"{address} 上的平台程序与本机不是同一版本，或没有安装：{said}")


@contextmanager
def connected(address: str, certificates: Certificates | None, directory: str) -> Iterator[Cluster]:
    """The cluster at an address, until the block ends."""
    found = ADDRESS.fullmatch(address)
    if found is None or not 0 < int(found["port"]) < 1 << 16:
        fail(BAD_ADDRESS, 2)
    if found["scheme"] == "tls" and certificates is None:
        fail(NEEDS_CERTIFICATES, 2)
    if found["scheme"] == "tcp" and found["host"] not in LOCAL:
        click.echo(NOT_ENCRYPTED, err=True)
    client = _client(address, certificates)
    try:
        yield Cluster(client, directory)
    finally:
        client.close(CONNECT_SECONDS)


def _client(address: str, certificates: Certificates | None) -> Any:
    distributed = _distributed()
    try:
        client = distributed.Client(
            address, timeout=CONNECT_SECONDS, security=_security(distributed, certificates), set_as_default=False
        )
    except (OSError, ValueError, TypeError, RuntimeError, MemoryError) as error:
        # MemoryError: who is no scheduler says something that is taken for a size.
        fail(f"连不上调度器 {address}：{error}")
    try:
        client.wait_for_workers(1, timeout=CONNECT_SECONDS)
    except TimeoutError:
        client.close(CONNECT_SECONDS)
        fail(f"调度器 {address} 上没有工作进程，请先在各台机器上启动 dask worker")
    return client


def _security(distributed: Any, files: Certificates | None) -> Any:
    if files is None:
        return None
    return distributed.Security(
        tls_ca_file=str(files.ca), tls_client_cert=str(files.cert), tls_client_key=str(files.key)
    )


def _distributed() -> Any:
    """The optional package, imported only by who asks for it: that takes half a second."""
    try:
        return import_module("distributed")
    except ModuleNotFoundError:
        fail(NOT_INSTALLED)


@contextmanager
def _interruptions() -> Iterator[None]:
    """What may happen to a cluster in the middle of the work, in one line each."""
    again = N_("已写入的推荐有效，排除故障后重新运行即可补齐")
    try:
        yield
    except artifacts.ArtifactError as error:
        fail(f"有工作进程打不开索引：{error}。{again}")
    except TimeoutError:
        fail(f"集群 {ANSWER_SECONDS} 秒没有答复。{again}")
    except (CancelledError, OSError) as error:
        fail(f"与集群的连接中断：{error}。{again}")
