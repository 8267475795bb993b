"""``matchmaker worker``: does jobs, any number of processes side by side."""

from __future__ import annotations

import signal

import click

from matchmaker.cli.context import Console, pass_console, plain_errors
from matchmaker.core.worker import Worker


@click.command("worker")
@click.option("--once", is_flag=True, help="做完到期的工作就退出")
@pass_console
@plain_errors
def worker(console: Console, *, once: bool) -> None:
    """运行后台工作。"""
    runner = Worker(console.sessions, console.wiring.registry(), console.settings)
    if once:
        click.echo(f"完成 {runner.drain()} 项工作。", err=True)
        return
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: runner.stop())
    runner.run()
