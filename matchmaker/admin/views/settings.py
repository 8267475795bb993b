"""Business settings: what holds, where from, and changing it from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.admin.forms import ChoiceSettingForm, SettingForm
from matchmaker.admin.queries import names_of
from matchmaker.admin.views.blueprint import blueprint
from matchmaker.core import clock
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.organizations.defaults import RULES, SettingRule
from matchmaker.organizations.models import Setting
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries import history
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.organizations.services.change_setting import change_setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

Answer = str | Response | tuple[str, int]
SETTINGS = needs(Permission.SETTINGS, PERMISSIONS)


@blueprint.get("/settings")
@require(GET=SETTINGS)
def settings() -> str:
    """Every setting with its meaning, what holds today, and where regions differ."""
    rows = history(db.session)
    regions = _region_names()
    groups: dict[str, list[dict[str, Any]]] = {}
    for key, rule in RULES.items():
        today = _today(key, rows)
        general = today.pop(None, None)
        groups.setdefault(rule.group, []).append(
            {
                "key": key,
                "label": rule.label,
                "value": words(rule, general.value if general else rule.default),
                "source": general.source if general else _(rule.source),
                "valid_from": general.valid_from if general else None,
                "regions": [(regions.get(str(code), code), words(rule, row.value)) for code, row in today.items()],
            }
        )
    return render_template("admin/settings.html", groups=groups)


@blueprint.route("/settings/<key>", methods=["GET", "POST"])
@require(GET=SETTINGS, POST=SETTINGS)
def setting(key: str) -> Answer:
    """One setting with its history, and a new value for it."""
    rule = RULES.get(key)
    if rule is None:
        raise NotFound
    form = _form(rule)
    if request.method == "GET":
        return _page(key, rule, form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _again(key, rule, form)
    actor, valid_from = current_actor(), cast("date", form.valid_from.data)  # a required field
    typed, source, region = form.value.data or "", form.source.data or "", form.region_code.data or None

    def change(session: Session) -> str:
        change_setting(session, key, typed, valid_from=valid_from, source=source, region_code=region, actor=actor)
        return url_for("admin.setting", key=key)

    try:
        answer = perform(change)
    except Invalid as error:
        form.take_errors(error)
        return _again(key, rule, form)
    flash(_("设置已保存。"), "success")
    return answer


def words(rule: SettingRule, value: Any) -> str:
    """A value with its unit, or the words of the choice."""
    if value is None or value == "":
        return str(_("未设置"))
    if rule.kind == "choice":
        return str(_(dict(rule.choices).get(value, value)))
    return f"{value} {_(rule.unit)}" if rule.unit else str(value)


def _today(key: str, rows: list[Setting]) -> dict[str | None, Setting]:
    """The newest row that holds today, by region; ``rows`` are newest first."""
    found: dict[str | None, Setting] = {}
    for row in rows:
        if row.key == key and row.valid_from <= clock.today():
            found.setdefault(row.region_code, row)
    return found


def _region_names() -> dict[str, str]:
    return {code: name for listed in region_choices(db.session).values() for code, name in listed}


def _form(rule: SettingRule) -> SettingForm:
    kind = ChoiceSettingForm if rule.kind == "choice" else SettingForm
    return kind(request.form, rule=rule, regions=region_choices(db.session), valid_from=clock.today())


def _again(key: str, rule: SettingRule, form: SettingForm) -> Answer:
    form.refresh_key()
    return _page(key, rule, form), 422


def _page(key: str, rule: SettingRule, form: SettingForm) -> str:
    rows = [row for row in history(db.session) if row.key == key]
    names, regions = names_of(db.session, (row.created_by for row in rows)), _region_names()
    lines = [
        {
            "row": row,
            "value": words(rule, row.value),
            "region": regions.get(row.region_code or "", _("全部地区")),
            "who": names.get(row.created_by or 0, ""),
            "later": row.valid_from > clock.today(),
        }
        for row in rows
    ]
    default = words(rule, rule.default)
    return render_template("admin/setting.html", form=form, rule=rule, default=default, lines=lines)
