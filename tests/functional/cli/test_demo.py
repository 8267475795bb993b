"""`matchmaker demo` as somebody who tries the site sees it."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from matchmaker.cli import demo
from matchmaker.config import Settings

MATCHMAKER = Path(sys.executable).with_name("matchmaker")
ACCOUNT = {"login": "guan.yu", "password": "a password of the demo", "role": "officer", "organization": "科技局"}


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((demo.HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def test_the_site_runs_until_one_presses_ctrl_c(settings: Settings, free_port: int) -> None:
    accounts = settings.data_dir / demo.ACCOUNTS
    accounts.parent.mkdir(parents=True, exist_ok=True)
    accounts.write_text(json.dumps({"users": [ACCOUNT]}), encoding="utf-8")
    places = {
        "MATCHMAKER_DATA_DIR": str(settings.data_dir),
        "MATCHMAKER_DATABASE_URL": settings.database_url,
        "MATCHMAKER_ENV": "development",
    }
    with subprocess.Popen(
        [MATCHMAKER, "demo", "--port", str(free_port)], env=os.environ | places, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        shown = []
        for line in process.stdout:
            shown.append(line)
            if "Ctrl-C" in line:
                break
        connection = http.client.HTTPConnection(demo.HOST, free_port, timeout=30)
        connection.request("GET", "/sign-in")
        status = connection.getresponse().status
        connection.close()
        process.send_signal(signal.SIGINT)
        process.communicate()
    assert status == 200
    assert f"http://127.0.0.1:{free_port}/" in "".join(shown)
    assert ACCOUNT["password"] in "".join(shown)
    assert process.returncode == 0
    assert demo.port_is_free(free_port)
