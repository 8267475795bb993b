"""Mail goes out readable, over a real server, encrypted where the server can."""

from __future__ import annotations

import email
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from matchmaker.config import Settings, from_environment
from matchmaker.core import mailer

SUBJECT = "需求“超薄玻璃强化”有了新的推荐"
BODY = "您好：\n请登录查看。\n"


class Inbox:
    """What a server keeps of the mails it took."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.encrypted: list[bool] = []

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        assert isinstance(envelope.content, bytes)
        self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        self.encrypted.append(session.ssl is not None)
        return "250 OK"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return from_environment({"MATCHMAKER_ENV": "testing", "MATCHMAKER_DATA_DIR": str(tmp_path)})


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@pytest.fixture
def serve(inbox: Inbox) -> Iterator[Callable[..., Controller]]:
    running: list[Controller] = []

    def start(**options: Any) -> Controller:
        controller = Controller(inbox, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return controller

    yield start
    for controller in running:
        controller.stop()


def address(controller: Controller) -> str:
    return f"{controller.hostname}:{controller.port}"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def send(settings: Settings, mail: str, to: str = "wang@example.org") -> None:
    used = replace(settings, mail=mail)
    mailer.send(used, mailer.compose(used, to, SUBJECT, BODY, "need.matched:7"))


def test_a_server_gets_the_mail_as_it_was_written(
    settings: Settings, serve: Callable[..., Controller], inbox: Inbox
) -> None:
    send(settings, f"smtp://{address(serve())}")
    (mail,) = inbox.mails
    assert (mail["Subject"], mail["To"], mail["From"]) == (SUBJECT, "wang@example.org", settings.mail_from)
    assert mail.get_content().replace("\r\n", "\n") == BODY
    assert mail["X-Matchmaker-Key"] == "need.matched:7"
    assert mail["Date"].datetime.tzinfo is not None
    assert mail["Message-ID"].endswith("@matchmaker>")


def test_a_server_that_can_encrypt_is_spoken_to_encrypted(
    settings: Settings, serve: Callable[..., Controller], inbox: Inbox, certificate: ssl.SSLContext
) -> None:
    send(settings, f"smtp://{address(serve(tls_context=certificate))}")
    assert inbox.encrypted == [True]


def test_name_and_password_of_the_server_are_used(
    settings: Settings, serve: Callable[..., Controller], inbox: Inbox, certificate: ssl.SSLContext
) -> None:
    def check(
        _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        is_right = data == LoginPassword(b"post@city", b"p/ss:word")
        return AuthResult(success=is_right, handled=is_right)  # unhandled: the server says 535 itself

    server = serve(tls_context=certificate, authenticator=check, auth_required=True)
    send(settings, f"smtp://post%40city:p%2Fss%3Aword@{address(server)}")
    assert len(inbox.mails) == 1
    with pytest.raises(smtplib.SMTPAuthenticationError):
        send(settings, f"smtp://post%40city:wrong@{address(server)}")


def test_a_server_that_is_away_is_an_error(settings: Settings) -> None:
    with pytest.raises(OSError, match="refused"):
        send(settings, f"smtp://127.0.0.1:{free_port()}")


def test_a_folder_gets_one_file_a_mail(settings: Settings) -> None:
    folder = settings.data_dir / "mail"
    for _ in range(2):
        send(settings, f"file:{folder}")
    files = sorted(folder.iterdir())
    assert len(files) == 2
    mail = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert (mail["Subject"], mail.get_content()) == (SUBJECT, BODY)


@pytest.mark.parametrize("to", ["wang@example.org\nBcc: all@example.org", "wang@example.org\r\nX: y"])
def test_an_address_cannot_bring_headers_along(settings: Settings, to: str) -> None:
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        mailer.compose(settings, to, SUBJECT, BODY, "k")


def test_a_subject_is_one_line(settings: Settings) -> None:
    assert mailer.compose(settings, "wang@example.org", "一行\n 又一行", BODY, "k")["Subject"] == "一行 又一行"
