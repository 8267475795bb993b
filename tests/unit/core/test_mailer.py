"""Mail goes out readable, over a real server, encrypted where the server can; what goes wrong is told apart."""

from __future__ import annotations

import email
import re
import ssl
from collections.abc import Callable
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.config import Settings, from_environment
from matchmaker.core import mailer
from matchmaker.core.mailer import Letter, TemporarilyRefused
from matchmaker.core.outbox import ChannelAway, Refused, Unknown
from tests.support.smtp import HANG_UP, Post, free_port

SUBJECT = "需求“超薄玻璃强化”有了新的推荐"
TEXT = "您好：\n请登录查看。\n"
HTML = "<!doctype html><title>消息</title><p>您好：请登录查看。</p>\n"
LETTER = Letter(
    "wang@example.org", SUBJECT, TEXT, HTML, "科技成果供需对接平台", {"List-Unsubscribe": "<https://a.b/c>"}
)
TITLES = st.text(st.sampled_from("需求“超薄玻璃”：，（）？é😀𠮷࠰¡ =?_abcXYZ019:-/@<>\"'&"), min_size=1, max_size=200)
ENCODED = re.compile(r"=\?[^?]+\?[bqBQ]\?[^?]*\?=")


def made_up(folder: Path) -> Settings:
    return from_environment({"MATCHMAKER_ENV": "testing", "MATCHMAKER_DATA_DIR": str(folder)})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return made_up(tmp_path)


def send(settings: Settings, mail: str, to: str = "wang@example.org") -> list[str]:
    """What was handed over, at most one."""
    used, handed = replace(settings, mail=mail), list[str]()
    message = mailer.compose(used, replace(LETTER, to=to), "need.matched:7")
    mailer.send(used, message, lambda: handed.append("over"))
    return handed


def check_password(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
) -> AuthResult:
    """What the real server would say to a name and password."""
    is_right = data == LoginPassword(b"post@city", b"p/ss:word")
    return AuthResult(success=is_right, handled=is_right)  # unhandled: the server says 535 itself


def test_a_server_gets_the_mail_as_it_was_written(settings: Settings, serve: Callable[..., str], post: Post) -> None:
    assert send(settings, f"smtp://{serve()}") == ["over"]
    (mail,) = post.mails
    assert (mail["Subject"], mail["To"]) == (SUBJECT, "wang@example.org")
    (sender,) = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == ("科技成果供需对接平台", settings.mail_from)
    assert mail.get_content_type() == "multipart/alternative"
    text, html = (mail.get_body((kind,)) for kind in ("plain", "html"))
    assert text is not None
    assert html is not None
    assert text.get_content().replace("\r\n", "\n") == TEXT
    assert html.get_content().replace("\r\n", "\n") == HTML
    assert mail["X-Matchmaker-Key"] == "need.matched:7"
    assert str(mail["Date"]).endswith("+0800")
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://a.b/c>"
    assert post.raw[0].isascii()
    assert max(len(line) for line in post.raw[0].splitlines()) <= 78


def test_the_same_mail_sent_again_can_be_told(settings: Settings) -> None:
    first, again = (mailer.compose(settings, LETTER, "a")["Message-ID"] for _ in range(2))
    assert first == again != mailer.compose(settings, LETTER, "b")["Message-ID"]
    assert first.endswith("@localhost>")


@given(TITLES)
def test_any_subject_arrives_whole_in_words_that_every_reader_knows(subject: str) -> None:
    """RFC 2047: words of at most 75 characters, lines of at most 76, whole characters in each."""
    used = made_up(Path("unused"))
    raw = mailer.compose(used, Letter("a@b.example", subject, "x", sender=subject[:40]), "k").as_bytes()
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii")
    assert all(len(line) <= 76 for line in head.split("\r\n"))
    assert all(len(word) <= 75 for word in ENCODED.findall(head))
    read = email.message_from_bytes(raw, policy=default)
    assert read["Subject"] == " ".join(subject.split())
    assert read["From"].addresses[0].addr_spec == used.mail_from


def test_a_server_that_can_encrypt_is_spoken_to_encrypted(
    settings: Settings, serve: Callable[..., str], post: Post, certificate: ssl.SSLContext
) -> None:
    send(settings, f"smtp://{serve(tls_context=certificate)}")
    assert post.encrypted == [True]


def test_name_and_password_of_the_server_are_used(
    settings: Settings, serve: Callable[..., str], post: Post, certificate: ssl.SSLContext, certificate_file: Path
) -> None:
    place = serve(tls_context=certificate, authenticator=check_password, auth_required=True)
    send(settings, f"smtp://post%40city:p%2Fss%3Aword@{place}?ca={certificate_file}")
    assert len(post.mails) == 1
    with pytest.raises(ChannelAway, match="535"):
        send(settings, f"smtp://post%40city:wrong@{place}?ca={certificate_file}")


def test_a_server_nobody_vouches_for_gets_no_password(
    settings: Settings, serve: Callable[..., str], post: Post, certificate: ssl.SSLContext
) -> None:
    place = serve(tls_context=certificate, authenticator=check_password, auth_required=True)
    with pytest.raises(ChannelAway, match="CERTIFICATE_VERIFY_FAILED"):
        send(settings, f"smtp://post%40city:p%2Fss%3Aword@{place}")
    assert post.asked == []


def test_a_connection_encrypted_from_the_start_is_checked(
    settings: Settings, serve: Callable[..., str], post: Post, certificate: ssl.SSLContext, certificate_file: Path
) -> None:
    place = serve(ssl_context=certificate)
    with pytest.raises(ChannelAway, match="CERTIFICATE_VERIFY_FAILED"):
        send(settings, f"smtps://{place}")
    assert send(settings, f"smtps://{place}?ca={certificate_file}") == ["over"]
    assert len(post.mails) == 1


def test_a_server_that_is_away_holds_up_all_mail(settings: Settings) -> None:
    with pytest.raises(ChannelAway, match="refused"):
        send(settings, f"smtp://127.0.0.1:{free_port()}")


@pytest.mark.parametrize(
    ("step", "answer", "raised", "is_handed"),
    [
        ("MAIL", "451 too many mails", ChannelAway, False),
        ("MAIL", "553 not your address", ChannelAway, False),
        ("RCPT", "450 greylisted", TemporarilyRefused, False),
        ("RCPT", "550 no such user", Refused, False),
        ("RCPT", "421 closing", ChannelAway, False),
        ("DATA", "452 disk full", TemporarilyRefused, True),
        ("DATA", "554 looks like spam", Refused, True),
        ("DATA", HANG_UP, Unknown, True),
    ],
)
def test_refusals_are_told_apart(
    settings: Settings,
    serve: Callable[..., str],
    post: Post,
    step: str,
    answer: str,
    raised: type[Exception],
    *,
    is_handed: bool,
) -> None:
    post.answers[step] = answer
    used, handed = replace(settings, mail=f"smtp://{serve()}"), list[str]()
    with pytest.raises(raised, match=answer if answer != HANG_UP else "不知道是否送达"):
        mailer.send(used, mailer.compose(used, LETTER, "k"), lambda: handed.append("over"))
    assert bool(handed) is is_handed
    post.answers.clear()
    if raised not in {Refused, Unknown}:
        mailer.send(used, mailer.compose(used, LETTER, "k"))
        assert len(post.mails) == 1


def test_nothing_is_sent_when_handing_over_is_refused(
    settings: Settings, serve: Callable[..., str], post: Post
) -> None:
    def refuse() -> None:
        raise Refused

    used = replace(settings, mail=f"smtp://{serve()}")
    with pytest.raises(Refused):
        mailer.send(used, mailer.compose(used, LETTER, "k"), refuse)
    assert post.mails == []


def test_an_address_no_server_knows_is_refused(settings: Settings, serve: Callable[..., str]) -> None:
    with pytest.raises(Refused, match="邮箱地址"):
        send(settings, f"smtp://{serve()}", "王@example.org")


def test_a_folder_gets_one_file_a_mail(settings: Settings) -> None:
    folder = settings.data_dir / "mail"
    for _ in range(2):
        send(settings, f"file:{folder}")
    files = sorted(folder.iterdir())
    assert len(files) == 2
    mail = email.message_from_bytes(files[0].read_bytes(), policy=default)
    assert mail["Subject"] == SUBJECT


@pytest.mark.parametrize("to", ["wang@example.org\nBcc: all@example.org", "wang@example.org\r\nX: y"])
def test_an_address_cannot_bring_headers_along(settings: Settings, to: str) -> None:
    with pytest.raises(ValueError, match=r"newline|linefeed"):
        mailer.compose(settings, replace(LETTER, to=to), "k")


def test_a_subject_is_one_line(settings: Settings) -> None:
    letter = replace(LETTER, subject="一行\n 又一行")
    assert mailer.compose(settings, letter, "k")["Subject"] == "一行 又一行"
