"""The demo shows who may sign in, and never leaves a process behind."""

import json
import os
import signal
import socket
import sys
import threading
from pathlib import Path

import click
import pytest

from matchmaker.cli import demo

SLEEPER = [sys.executable, "-c", "import signal; signal.pause()"]
READY_SERVER = """
import http.server, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/readyz" else 404)
        self.end_headers()
    def log_message(self, *_): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((demo.HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def test_one_account_of_each_role_is_shown(tmp_path: Path) -> None:
    users = [
        {"login": "a", "password": "1", "role": "officer", "organization": "科技局"},
        {"login": "b", "password": "2", "role": "officer", "organization": "科技局"},
        {"login": "c", "password": "3", "role": "scout", "organization": None},
    ]
    file = tmp_path / "accounts.json"
    file.write_text(json.dumps({"users": users}), encoding="utf-8")
    assert [account["login"] for account in demo.read_accounts(file)] == ["a", "c"]


def test_without_accounts_the_way_to_get_them_is_told(tmp_path: Path) -> None:
    with pytest.raises(click.ClickException, match="seed demo"):
        demo.read_accounts(tmp_path / "none.json")


def test_columns_align_under_chinese_characters() -> None:
    accounts = [
        {"role": "officer", "login": "x", "password": "p", "organization": "科技局"},
        {"role": "scout", "login": "y", "password": "q", "organization": ""},
    ]
    assert demo.table(accounts).splitlines() == [
        "角色     登录名  密码  单位",
        "officer  x       p     科技局",
        "scout    y       q",
    ]


def test_a_taken_port_is_noticed(free_port: int) -> None:
    assert demo.port_is_free(free_port)
    with socket.socket() as other:
        other.bind((demo.HOST, free_port))
        other.listen()
        assert not demo.port_is_free(free_port)


def test_children_are_stopped_even_after_an_error() -> None:
    with pytest.raises(RuntimeError, match="boom"), demo.children({"a": SLEEPER, "b": SLEEPER}) as running:
        raise RuntimeError("boom")
    assert [child.poll() is not None for child in running.values()] == [True, True]


def test_a_child_that_ends_by_itself_is_named() -> None:
    with demo.children({"worker": [sys.executable, "-c", "raise SystemExit(4)"]}) as running:
        running["worker"].wait()
        with pytest.raises(click.ClickException, match=r"worker.*4"):
            demo.raise_if_ended(running)


def test_the_site_is_ready_when_it_says_so(free_port: int) -> None:
    with demo.children({"web": [sys.executable, "-c", READY_SERVER, str(free_port)]}) as running:
        assert demo.wait_until_ready(free_port, running, threading.Event())


def test_waiting_ends_when_asked_to_stop(free_port: int) -> None:
    stopped = threading.Event()
    stopped.set()
    with demo.children({"web": SLEEPER}) as running:
        assert not demo.wait_until_ready(free_port, running, stopped)


def test_a_polite_kill_becomes_an_event() -> None:
    with demo.stop_signals() as stopped:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stopped.wait(5)
