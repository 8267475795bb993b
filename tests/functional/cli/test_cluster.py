"""`matchmaker match --cluster`: the same suggestions, whoever computes them and whoever dies."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import shutil
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from distributed import LocalCluster, Security
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.cli import cluster as command_module
from matchmaker.core.unit_of_work import transact
from matchmaker.engine import batch
from matchmaker.matching.models import Suggestion
from matchmaker.matching.services import spread
from tests.factories.catalog import make_achievement, make_need
from tests.support.cluster_calls import MARK, PIPE, PLACE, answer_or_be_killed
from tests.support.command import Command

SUBJECTS = ("轴承套圈磨削烧伤在线检测", "超薄玻璃化学强化", "秸秆制糖预处理", "焊缝激光视觉跟踪", "陶瓷膜浓缩发酵液")
COLUMNS = ("id", "need_id", "achievement_id", "state", "score", "level", "rank", "parts", "rest", "facts")
MAKE_CLUSTER: Any = LocalCluster  # neither it nor Security tells mypy what it takes
MAKE_SECURITY: Any = Security
PROCESSES: dict[str, Any] = {"processes": True, "threads_per_worker": 1, "dashboard_address": "127.0.0.1:0"}


@pytest.fixture(scope="module")
def workers() -> Iterator[str]:
    """The address of a scheduler with two worker processes."""
    with MAKE_CLUSTER(n_workers=2, **PROCESSES) as made:
        yield made.scheduler_address


@pytest.fixture
def city(session: Session) -> list[int]:
    """Needs and achievements on a few subjects; the needs' ids."""
    for number, subject in enumerate(SUBJECTS):
        make_achievement(session, title=subject, one_liner=f"{subject}装置，第{number}种")
    texts = [(a, b) for a in SUBJECTS for b in SUBJECTS[:2]]
    return [make_need(session, title=f"{a}的需求", one_liner=f"希望{b}").id for a, b in texts]


def _rows(session: Session) -> list[tuple[Any, ...]]:
    session.rollback()
    return [tuple(getattr(row, name) for name in COLUMNS) for row in session.scalars(select(Suggestion))]


def _alone(command: Command, session: Session) -> set[str]:
    """What one machine finds, without the rows' own numbers; they are taken away again."""
    command("match")
    found = {repr(row[1:]) for row in _rows(session)}
    transact(session, lambda inner: inner.execute(delete(Suggestion)))
    return found


def _spread_result(session: Session) -> set[str]:
    return {repr(row[1:]) for row in _rows(session)}


def test_a_cluster_finds_what_one_machine_finds(
    command: Command, session: Session, city: list[int], workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "BLOCK", 3)
    expected = _alone(command, session)
    outcome = command.json("match", "--cluster", workers)
    assert (outcome["needs"], outcome["created"]) == (len(city), len(expected))
    assert _spread_result(session) == expected
    needs = [row[1] for row in sorted(_rows(session))]
    assert needs == sorted(needs), "written in the order of the needs, as without a cluster"
    assert command.json("match")["unchanged"] == len(expected)


def test_a_worker_killed_in_the_middle_changes_no_suggestion(
    command: Command, session: Session, city: list[int], workers: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spread, "BLOCK", 1)
    expected = _alone(command, session)
    place = command.settings.index_dir / PLACE
    place.mkdir()
    os.mkfifo(place / PIPE)
    (place / "need").write_text(str(city[len(city) // 2]))
    monkeypatch.setattr(batch, "answer_from", answer_or_be_killed)
    killed: list[int] = []

    def kill() -> None:
        killed.append(int((place / PIPE).read_text()))
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    outcome = command.json("match", "--cluster", workers)
    killer.join()
    assert killed
    assert (place / MARK).exists()
    assert outcome["created"] == len(expected)
    assert _spread_result(session) == expected


def test_workers_may_have_the_index_elsewhere(
    command: Command, session: Session, city: list[int], workers: str, tmp_path: Path
) -> None:
    expected = _alone(command, session)
    shutil.copytree(command.settings.index_dir / "achievement", tmp_path / "copied")
    command("match", "--cluster", workers, "--cluster-index", str(tmp_path / "copied"))
    assert _spread_result(session) == expected
    assert city


@pytest.mark.usefixtures("city")
def test_workers_without_the_index_are_named_before_anything_is_written(
    command: Command, session: Session, workers: str, tmp_path: Path
) -> None:
    said = command("match", "--cluster", workers, "--cluster-index", str(tmp_path / "empty"), code=1).stderr
    assert "打不开" in said
    assert str(tmp_path / "empty") in said
    assert not _rows(session)


def test_a_scheduler_that_is_not_there_is_named(command: Command) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{held.getsockname()[1]}"
        assert f"连不上调度器 {address}" in command("match", "--cluster", address, code=1).stderr


def test_a_scheduler_without_workers_is_told_apart(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_module, "CONNECT_SECONDS", 2)
    with MAKE_CLUSTER(n_workers=0, **PROCESSES) as empty:
        said = command("match", "--cluster", empty.scheduler_address, code=1).stderr
    assert "没有工作进程" in said


@pytest.mark.parametrize("address", ["127.0.0.1:8786", "http://h:1", "tcp://h", "tcp://h:0", "tcp://h:65536", "tcp://"])
def test_an_address_of_another_kind_is_refused(command: Command, address: str) -> None:
    assert "tcp://主机:端口" in command("match", "--cluster", address, code=2).stderr


def test_tls_asks_for_its_certificates(command: Command) -> None:
    assert "--tls-ca" in command("match", "--cluster", "tls://127.0.0.1:8786", code=2).stderr


def test_an_open_connection_to_another_machine_is_warned_of(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command_module, "CONNECT_SECONDS", 1)
    assert "tls://" in command("match", "--cluster", "tcp://nowhere.invalid:8786", code=1).stderr


def test_without_the_package_it_says_what_to_install(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(command_module, "import_module", missing)
    said = command("match", "--cluster", "tcp://127.0.0.1:8786", code=1).stderr
    assert "make cluster" in said


def test_a_cluster_with_certificates_answers_only_who_has_them(
    command: Command, session: Session, city: list[int], tmp_path: Path
) -> None:
    expected = _alone(command, session)
    own, strange = _certificates(tmp_path / "own"), _certificates(tmp_path / "strange")
    security = MAKE_SECURITY(
        tls_ca_file=own["ca"],
        require_encryption=True,
        **{f"tls_{who}_{what}": own[what] for who in ("scheduler", "worker", "client") for what in ("cert", "key")},
    )
    with MAKE_CLUSTER(n_workers=1, security=security, protocol="tls://", host="127.0.0.1", **PROCESSES) as made:
        address = made.scheduler_address
        refused = command("match", "--cluster", address, *_options(strange), code=1).stderr
        assert "连不上调度器" in refused
        assert command.json("match", "--cluster", address, *_options(own))["needs"] == len(city)
    assert _spread_result(session) == expected


def _options(files: dict[str, str]) -> list[str]:
    return [word for name, path in files.items() for word in (f"--tls-{name}", path)]


def _certificates(folder: Path) -> dict[str, str]:
    """An authority and a certificate for 127.0.0.1 signed by it, as files."""
    folder.mkdir()
    authority, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _signed("authority", authority, "authority", authority, is_authority=True)
    own = _signed("cluster", key, "authority", authority, is_authority=False)
    (folder / "ca.pem").write_bytes(root.public_bytes(serialization.Encoding.PEM))
    (folder / "cert.pem").write_bytes(own.public_bytes(serialization.Encoding.PEM))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(key.private_bytes(*plain))
    return {name: str(folder / f"{name}.pem") for name in ("ca", "cert", "key")}


def _signed(
    name: str, key: ec.EllipticCurvePrivateKey, by: str, by_key: ec.EllipticCurvePrivateKey, *, is_authority: bool
) -> x509.Certificate:
    now = dt.datetime.now(dt.UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, by)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(by_key, hashes.SHA256())
    )
