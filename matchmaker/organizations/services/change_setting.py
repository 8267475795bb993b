"""Changing what a business rule says, from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.organizations.defaults import RULES, SettingRule
from matchmaker.organizations.models import Region, Setting
from matchmaker.organizations.policies import PERMISSIONS, Permission

LONGEST_TEXT, LONGEST_SOURCE = 200, 300


def change_setting(
    session: Session,
    key: str,
    typed: str,
    *,
    valid_from: date,
    source: str,
    actor: Actor,
    region_code: str | None = None,
) -> Setting:
    """A new row with what was ``typed`` for ``key``; older rows stay as history.

    ``region_code`` None speaks for all regions. Raises NotFound for an
    undeclared key, Invalid with the fields value, source, region_code.
    """
    PERMISSIONS.require(actor, Permission.SETTINGS)
    rule = RULES.get(key)
    if rule is None:
        raise NotFound
    problems: dict[str, list[str]] = {}
    value = _parsed(rule, typed.strip(), problems)
    if not source.strip() or len(source) > LONGEST_SOURCE:
        problems["source"] = [N_("请写明依据，如文件名称和条款，最多 300 字。")]
    if region_code is not None and (not rule.per_region or session.get(Region, region_code) is None):
        problems["region_code"] = [N_("这项设置不能按这个地区设定。")]
    if problems:
        raise Invalid(fields=problems)
    row = Setting(
        key=key,
        value=value,
        region_code=region_code,
        source=source.strip(),
        valid_from=valid_from,
        created_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    detail = {"value": value, "region": region_code, "valid_from": valid_from.isoformat()}
    audit.record(session, actor, "setting.changed", "setting", key, **detail)
    return row


def _parsed(rule: SettingRule, typed: str, problems: dict[str, list[str]]) -> Any:
    if rule.kind == "text":
        if len(typed) > LONGEST_TEXT or (rule.default and not typed):
            problems["value"] = [N_("请填写 1 至 200 个字。")]
        return typed
    if rule.kind == "choice":
        if typed not in {code for code, _label in rule.choices}:
            problems["value"] = [N_("请选择一项。")]
        return typed
    return _number(rule, typed, problems)


def _number(rule: SettingRule, typed: str, problems: dict[str, list[str]]) -> int | None:
    if not typed and rule.default is None:
        return None
    good = typed.isascii() and typed.isdecimal() and rule.minimum <= int(typed[:9]) <= rule.maximum
    if not good:
        message = N_("请填写 {low} 至 {high} 的整数。").format(low=rule.minimum, high=rule.maximum)
        problems["value"] = [message]
    return int(typed[:9]) if good else None
