"""Handing a mail over: to a folder (``file:``) or to a server (``smtp://``)."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from email.utils import make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from matchmaker.config import Settings
from matchmaker.core import clock

TIMEOUT_SECONDS = 20
SMTP_PORT, SMTPS_PORT = 25, 465


def compose(settings: Settings, to: str, subject: str, body: str, message_key: str) -> EmailMessage:
    """A plain-text mail in UTF-8; ``message_key`` makes repeated sendings recognisable."""
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = to
    message["Subject"] = " ".join(subject.split())
    message["Date"] = clock.now()
    message["Message-ID"] = make_msgid(domain="matchmaker")
    message["X-Matchmaker-Key"] = message_key
    message.set_content(body)
    return message


def send(settings: Settings, message: EmailMessage) -> None:
    """Deliver ``message``; raises OSError or smtplib.SMTPException on failure."""
    if settings.mail.startswith("file:"):
        _write(Path(settings.mail.removeprefix("file:")), message)
        return
    target = urlsplit(settings.mail)
    is_wrapped = target.scheme == "smtps"
    host, port = target.hostname or "localhost", target.port or (SMTPS_PORT if is_wrapped else SMTP_PORT)
    factory = smtplib.SMTP_SSL if is_wrapped else smtplib.SMTP
    with factory(host, port, timeout=TIMEOUT_SECONDS) as server:
        server.ehlo_or_helo_if_needed()  # only then is it known what the server offers
        if not is_wrapped and server.has_extn("starttls"):
            server.starttls()
        if target.username:
            server.login(unquote(target.username), unquote(target.password or ""))
        server.send_message(message)


def _write(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = clock.now().strftime("%Y%m%dT%H%M%S%f")
    token = str(message["Message-ID"]).split("@", maxsplit=1)[0].strip("<")
    (folder / f"{stamp}-{token[-12:]}.eml").write_bytes(bytes(message))
