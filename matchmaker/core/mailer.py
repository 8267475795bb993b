"""Handing a mail over: to a folder (``file:``) or to a server (``smtp://``).

A mail is text and, beside it, the same as HTML. Both parts travel as base64:
not every server on the way takes eight bits. What goes wrong is told as the
outbox understands it: the server is away, this mail is refused for good, or
it should be tried again.
"""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.core.outbox import ChannelAway, Refused, Unknown

TIMEOUT_SECONDS = 20
VERDICT_SECONDS = 120
"""How long a server may think about a mail it has got; giving up early is how mails arrive twice."""
SMTP_PORT, SMTPS_PORT = 25, 465
ACCEPTED = {250, 251}
PLAIN_SUBJECT, WORD_BYTES = 60, 39
SERVICE_CLOSING, PERMANENT = 421, 500
UNKNOWN = N_("邮件已交给服务器，但没有等到回执，不知道是否送达。确认对方没有收到后再重发。")
STRANGE_ADDRESS = N_("邮箱地址含有英文字母、数字和符号以外的字符，无法发送。")


class Readable(EmailPolicy):
    """As the library's policy for SMTP, but Subject and From are encoded as RFC 2047 has it.

    The library's own folding, old and new, makes encoded words of more than 75 characters.
    """

    def fold(self, name: str, value: Any) -> str:
        """The header as lines of at most 78 characters."""
        if name not in {"Subject", "From"} or not hasattr(value, "defects"):
            return str(super().fold(name, value))
        if name == "Subject":
            return f"Subject: {_encoded(str(value), name)}{self.linesep}"
        (sender,) = value.addresses
        if not sender.display_name:
            return f"From: {sender.addr_spec}{self.linesep}"
        return f"From: {_encoded(sender.display_name, name)}{self.linesep} <{sender.addr_spec}>{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same as bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


def _encoded(text: str, name: str) -> str:
    """``text`` itself when it is short and cannot be taken for an encoded word, else as encoded words."""
    if name == "Subject" and text.isascii() and len(text) <= PLAIN_SUBJECT and "=?" not in text:
        return text
    pieces = []
    while text:
        piece = _beginning(text)
        pieces.append(f"=?utf-8?b?{b64encode(piece.encode()).decode()}?=")
        text = text[len(piece) :]
    return "\r\n ".join(pieces)


def _beginning(text: str) -> str:
    """As many whole characters of ``text`` as one encoded word holds."""
    return text.encode()[:WORD_BYTES].decode(errors="ignore")


WIRE = Readable(linesep="\r\n", max_line_length=78)


class TemporarilyRefused(Exception):
    """The server does not take this mail now; it may later."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be mailed. ``sender`` is shown beside the address it comes from; ``headers`` are added."""

    to: str
    subject: str
    text: str
    html: str = ""
    sender: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def compose(settings: Settings, letter: Letter, message_key: str) -> EmailMessage:
    """The mail in UTF-8; the same ``message_key`` gives the same Message-ID, so that repetitions are recognisable."""
    name, address = parseaddr(settings.mail_from)
    message = EmailMessage(policy=WIRE)
    message["From"] = Address(display_name=_beginning(name or letter.sender).strip(), addr_spec=address)
    message["To"] = letter.to
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = clock.now().astimezone(clock.CHINA)
    message["Message-ID"] = f"<{hashlib.sha256(message_key.encode()).hexdigest()[:32]}@{address.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Matchmaker-Key"] = message_key
    for header, value in letter.headers.items():
        message[header] = value
    message.set_content(letter.text, cte="base64")
    if letter.html:
        message.add_alternative(letter.html, subtype="html", cte="base64")
    return message


def send(settings: Settings, message: EmailMessage, hand_over: Callable[[], None] = lambda: None) -> None:
    """Deliver ``message``; ``hand_over`` is called just before it can no longer be taken back.

    Raises ChannelAway (nothing can be sent at present), Refused (never this
    one), Unknown (it may have arrived), TemporarilyRefused, or OSError for a
    folder that cannot be written.
    """
    if settings.mail.startswith("file:"):
        hand_over()
        _write(Path(settings.mail.removeprefix("file:")), message)
        return
    try:
        server = _open(settings.mail)
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelAway(N_("邮件服务器连接不上或拒绝登录：{}").format(_said(error))) from error
    try:
        _post(server, parseaddr(settings.mail_from)[1], message, hand_over)
    finally:
        _leave(server)


def _open(address: str) -> smtplib.SMTP:
    """Connected, encrypted where the server can, and signed in where a name is set.

    The server must prove who it is before it gets a password, and always with
    ``smtps``; ``?ca=file`` names the certificate to trust beside the usual ones.
    """
    target = urlsplit(address)
    is_wrapped = target.scheme == "smtps"
    host, port = target.hostname or "localhost", target.port or (SMTPS_PORT if is_wrapped else SMTP_PORT)
    trusted = ssl.create_default_context(cafile=dict(parse_qsl(target.query)).get("ca"))
    server = (
        smtplib.SMTP_SSL(host, port, timeout=TIMEOUT_SECONDS, context=trusted)
        if is_wrapped
        else smtplib.SMTP(host, port, timeout=TIMEOUT_SECONDS)
    )
    try:
        server.ehlo_or_helo_if_needed()  # only then is it known what the server offers
        if not is_wrapped and server.has_extn("starttls"):
            # Without a password at stake any encryption beats none (RFC 7435).
            server.starttls(context=trusted if target.username else None)
        if target.username:
            server.login(unquote(target.username), unquote(target.password or ""))
    except BaseException:
        server.close()
        raise
    return server


def _post(server: smtplib.SMTP, sender: str, message: EmailMessage, hand_over: Callable[[], None]) -> None:
    receiver = parseaddr(str(message["To"]))[1]
    if not receiver.isascii():
        raise Refused(STRANGE_ADDRESS)
    try:
        server.ehlo_or_helo_if_needed()
        code, answer = server.mail(sender)
        if code not in ACCEPTED:
            raise ChannelAway(N_("邮件服务器不接受发件人：{}").format(_line(code, answer)))
        _judge(*server.rcpt(receiver))
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelAway(N_("与邮件服务器的连接中断：{}").format(_said(error))) from error
    hand_over()
    if server.sock is not None:
        server.sock.settimeout(VERDICT_SECONDS)
    try:
        code, answer = server.data(message.as_bytes())
    except smtplib.SMTPDataError as error:
        code, answer = error.smtp_code, _bytes(error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        raise Unknown(UNKNOWN) from error
    _judge(code, answer)


def _judge(code: int, answer: bytes) -> None:
    """Go on after a yes; else say what the server's number means (RFC 5321 4.2.1)."""
    if code in ACCEPTED:
        return
    line = _line(code, answer)
    if code == SERVICE_CLOSING:
        raise ChannelAway(N_("邮件服务器暂停服务：{}").format(line))
    if code >= PERMANENT:
        raise Refused(N_("收件方拒收：{}").format(line))
    raise TemporarilyRefused(N_("收件方暂时不收：{}").format(line))


def _line(code: int, answer: bytes) -> str:
    return f"{code} {' '.join(answer.decode(errors='replace').split())}"


def _bytes(answer: bytes | str) -> bytes:
    return answer.encode() if isinstance(answer, str) else answer


def _said(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _line(error.smtp_code, _bytes(error.smtp_error))
    return str(error) or type(error).__name__


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()  # it has its mail, or has said why not; how it says goodbye matters no more


def _write(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stamp = clock.now().strftime("%Y%m%dT%H%M%S%f")
    token = str(message["Message-ID"]).split("@", maxsplit=1)[0].strip("<")
    (folder / f"{stamp}-{token[-12:]}.eml").write_bytes(bytes(message))
