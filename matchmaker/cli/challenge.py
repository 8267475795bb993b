"""``matchmaker challenge``: what is done with a challenge's key on the operator's host, and nowhere else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy.orm import Session

from matchmaker.accounts.queries import by_login
from matchmaker.challenges import keys as house_keys
from matchmaker.challenges import process, unsealing
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.sealing import officers, receipts, stream
from matchmaker.challenges.services import make_keys, open_bids
from matchmaker.cli.context import Console, emit, fail, pass_console, plain_errors
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.i18n import N_

SECRETS = click.option(
    "--secret-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="口令文件，JSON：{登录名: 口令}；不给则逐个提示输入",
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="输出 JSON")


@dataclass(frozen=True, slots=True)
class Target:
    """What a command must know of a challenge before it derives keys."""

    officers: dict[int, str]
    public_key: str


@click.group("challenge")
def challenge() -> None:
    """揭榜挂帅：密钥、启封、核验回执。"""


@challenge.command("keys")
@click.argument("challenge_id", type=int)
@click.option("--officer", "logins", multiple=True, help="指定人员的登录名，至少三名")
@SECRETS
@AS_JSON
@pass_console
@plain_errors
def keys(
    console: Console, challenge_id: int, logins: tuple[str, ...], secret_file: Path | None, *, as_json: bool
) -> None:
    """张榜以前生成榜题的密钥：任意两名指定人员合起来才能启封。"""
    words = _words(logins, secret_file, confirm=True)
    target = console.read(lambda session: _target(session, challenge_id, list(words)))
    passphrases = {user: words[login] for user, login in target.officers.items()}
    make_keys.check_passphrases(passphrases)
    made = officers.make(challenge_id, passphrases)
    path = house_keys.shares_path(console.settings.key_dir, challenge_id, made.public.hex())
    house_keys.keep_shares(path, made.document)
    actor = console.actor()
    try:
        console.write(
            lambda session: make_keys.adopt_key(
                session, challenge_id, officers=passphrases, public_key=made.public, actor=actor
            )
        )
    except BaseException:
        path.unlink()
        raise
    document = {
        "challenge": challenge_id,
        "public_key": made.public.hex(),
        "officers": sorted(words),
        "file": path.name,
    }
    emit(document, as_json=as_json, text=f"已生成密钥，由 {'、'.join(sorted(words))} 保管。公钥 {made.public.hex()}")


@challenge.command("open")
@click.argument("challenge_id", type=int)
@click.option("--officer", "logins", multiple=True, help="两名指定人员的登录名")
@SECRETS
@AS_JSON
@pass_console
@plain_errors
def open_(
    console: Console, challenge_id: int, logins: tuple[str, ...], secret_file: Path | None, *, as_json: bool
) -> None:
    """两名指定人员在页面授权以后，各自输入口令，启封全部揭榜书。中断后可以重来，结果相同。"""
    words = _words(logins, secret_file, confirm=False)
    target = console.read(lambda session: _target(session, challenge_id, list(words)))
    named = frozenset(target.officers)
    sealed = console.read(lambda session: open_bids.read_sealed(session, challenge_id, named))
    path = house_keys.shares_path(console.settings.key_dir, challenge_id, target.public_key)
    private = _unlock(path, {user: words[login] for user, login in target.officers.items()})
    house = house_keys.load(console.settings.key_dir)
    try:
        read = unsealing.unseal(
            sealed.rows,
            private,
            context=sealed.context,
            folder=console.settings.sealed_dir,
            verifier=house.signing.public_key(),
        )
    except stream.Tampered as error:
        fail(f"有揭榜书损坏，没有启封任何一份：{error}")
    actor = console.actor()
    bids = console.write(
        lambda session: len(open_bids.record_opening(session, challenge_id, read, officers=named, actor=actor))
    )
    emit({"challenge": challenge_id, "bids": bids}, as_json=as_json, text=f"已启封 {bids} 份揭榜书。")


@challenge.command("verify")
@click.argument("receipt", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--public-key", default="", help="平台公布的回执公钥（十六进制）；不给则只核对回执自带的公钥")
@AS_JSON
def verify(receipt: Path, public_key: str, *, as_json: bool) -> None:
    """离线核验一份揭榜回执，不需要数据库。"""
    try:
        document = json.loads(receipt.read_text(encoding="utf-8"))
        genuine = receipts.is_genuine(document)
        named = str(document["public_key"])
    except (ValueError, KeyError, TypeError):
        genuine, named = False, ""
    genuine = genuine and public_key.lower() in {"", named}
    text = f"签名有效。公钥指纹 {receipts.fingerprint(named)}" if genuine else "签名无效，或不是本平台的回执。"
    emit({"genuine": genuine, "public_key": named}, as_json=as_json, text=text)
    if not genuine:
        raise SystemExit(1)


@challenge.command("process")
def show_process() -> None:
    """打印揭榜流程的说明页（由流程表生成）。"""
    click.echo(process.document(), nl=False)


def _words(logins: tuple[str, ...], secret_file: Path | None, *, confirm: bool) -> dict[str, str]:
    """Login → passphrase, from the file (only ``logins``, if some are named) or from prompts."""
    if secret_file is None:
        return {
            login: click.prompt(f"{login} 的口令", hide_input=True, confirmation_prompt=confirm) for login in logins
        }
    try:
        found = {str(login): str(word) for login, word in json.loads(secret_file.read_text(encoding="utf-8")).items()}
    except (ValueError, AttributeError):
        fail("口令文件须为 JSON：{登录名: 口令}")
    missing = [login for login in logins if login not in found]
    if missing:
        fail(f"口令文件里没有：{'、'.join(missing)}")
    return {login: found[login] for login in logins or found}


def _target(session: Session, challenge_id: int, logins: list[str]) -> Target:
    row = session.get(Challenge, challenge_id)
    if row is None:
        raise NotFound(N_("没有这道榜题。"))
    people = {login: by_login(session, login) for login in logins}
    missing = [login for login, user in people.items() if user is None]
    if missing:
        fail(f"没有这些账号：{'、'.join(missing)}")
    return Target({user.id: login for login, user in people.items() if user is not None}, row.public_key or "")


def _unlock(path: Path, passphrases: dict[int, str]) -> bytes:
    try:
        return officers.unlock(house_keys.read_shares(path), passphrases)
    except officers.WrongPassphrase as error:
        raise Invalid(N_("口令不对（%(count)s 人）。") % {"count": len(error.officers)}) from error
    except ValueError as error:
        raise Invalid(N_("须由这道榜题的两名指定人员启封。")) from error
