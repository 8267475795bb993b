"""``matchmaker demo``: web and worker in the foreground, and who may sign in.

Both run as children in sessions of their own: Ctrl-C then reaches this process alone, which asks
them to finish what they have in hand.
"""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from matchmaker.config import from_environment

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
ACCOUNTS = "demo-accounts.json"
SECONDS_TO_START = 120
SECONDS_TO_STOP = 30
POLL_SECONDS = 0.5
COLUMNS = {"role": "角色", "login": "登录名", "password": "密码", "organization": "单位"}


@click.command("demo")
@click.option("--port", default=8000, show_default=True, help="网站监听的端口")
def demo(port: int) -> None:
    """运行演示网站和后台任务，直到按下 Ctrl-C。"""
    accounts = read_accounts(from_environment().data_dir / ACCOUNTS)
    os.environ.setdefault("MATCHMAKER_BASE_URL", f"http://{HOST}:{port}")  # the links in the mails of both children
    if not port_is_free(port):
        raise click.ClickException(f"端口 {port} 已被占用，请换一个：make demo PORT=8001")
    with stop_signals() as stopped, children(commands(port)) as running:
        if wait_until_ready(port, running, stopped):
            click.echo(f"\n演示网站已就绪：http://{HOST}:{port}/sign-in\n")
            click.echo(table(accounts))
            click.echo("\n按 Ctrl-C 停止。")
        while not stopped.wait(POLL_SECONDS):
            raise_if_ended(running)
    click.echo("已停止。")


def commands(port: int) -> dict[str, list[str]]:
    """The processes of the site, by name."""
    web = ["-m", "gunicorn", "--chdir", str(ROOT), "--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
    return {
        "web": [sys.executable, *web, "--log-level", "warning", "wsgi:app"],
        "worker": [str(Path(sys.executable).with_name("matchmaker")), "worker"],
    }


def read_accounts(file: Path) -> list[dict[str, str]]:
    """The accounts that ``seed demo`` left in ``file``, one of each role, in the file's order."""
    if not file.exists():
        raise click.ClickException("还没有演示数据，请先运行：matchmaker seed demo")
    first_of_role: dict[str, dict[str, str]] = {}
    for account in json.loads(file.read_text(encoding="utf-8"))["users"]:
        first_of_role.setdefault(account["role"], account)
    return list(first_of_role.values())


def table(accounts: Sequence[Mapping[str, str]]) -> str:
    """The accounts as aligned columns; a Chinese character is two columns wide."""
    rows = [COLUMNS, *accounts]
    widths = {key: max(_width(row[key] or "") for row in rows) for key in COLUMNS}
    return "\n".join(
        "  ".join((row[key] or "") + " " * (widths[key] - _width(row[key] or "")) for key in COLUMNS).rstrip()
        for row in rows
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "FW" else 1 for character in text)


def port_is_free(port: int) -> bool:
    """Tell whether a server could listen on ``port``."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """Turn Ctrl-C and a polite kill into an event."""
    stopped = threading.Event()
    kinds = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {kind: signal.signal(kind, lambda *_: stopped.set()) for kind in kinds}
    try:
        yield stopped
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


@contextmanager
def children(wanted: Mapping[str, Sequence[str]]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Start processes and, whatever happens, stop them all at the end."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in wanted.items():
            running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - our own programs
        yield running
    finally:
        for child in running.values():
            child.terminate()
        for child in running.values():
            _wait_or_kill(child)


def _wait_or_kill(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def raise_if_ended(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    """Raise ClickException when one of the processes has ended by itself."""
    for name, child in running.items():
        if child.poll() is not None:
            raise click.ClickException(f"进程 {name} 意外结束（退出码 {child.returncode}），演示已停止")


def wait_until_ready(port: int, running: Mapping[str, subprocess.Popen[bytes]], stopped: threading.Event) -> bool:
    """Wait for ``/readyz``; False when asked to stop before. Raises ClickException after two minutes."""
    for _attempt in range(int(SECONDS_TO_START / POLL_SECONDS)):
        if is_ready(port):
            return True
        raise_if_ended(running)
        if stopped.wait(POLL_SECONDS):
            return False
    raise click.ClickException(f"网站在 {SECONDS_TO_START} 秒内没有就绪，请查看上面的日志")


def is_ready(port: int) -> bool:
    """Ask the site whether it can serve."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
