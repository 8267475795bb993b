"""The one blueprint whose routes the modules beside it add, and what several of them show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint
from flask_babel import gettext as _

from matchmaker.core import regions
from matchmaker.deals.subsidies.models import Claim, RuleVersion
from matchmaker.deals.subsidies.reckoning import VERDICT_LABELS, Outcome, Verdict
from matchmaker.deals.subsidies.rule import KIND_LABELS, parse
from matchmaker.deals.subsidies.validity import LABELS, TONES
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.web.extensions import db
from matchmaker.web.filters import cn_date

blueprint = Blueprint("subsidies", __name__)
UNPROCESSABLE = 422
VERDICT_TONES = {Verdict.ELIGIBLE: "good", Verdict.UNCLEAR: "warn", Verdict.REFUSED: "bad"}
Badge = tuple[str, str]


def validity_badge(version: RuleVersion) -> Badge:
    """(words, tone) of how a version stands today; a retired one says so."""
    if version.state == "retired":
        return _("已停用，仅供参考"), "neutral"
    found = version.validity()
    return _(LABELS[found]), TONES[found]


def verdict_badge(outcome: Outcome) -> Badge:
    """(words, tone) of an outcome."""
    return _(VERDICT_LABELS[outcome.verdict]), VERDICT_TONES[outcome.verdict]


def kind_label(version: RuleVersion) -> str:
    """补助奖励, 分配下限 and so on."""
    return str(_(KIND_LABELS[parse(version.definition).kind]))


def cited(version: RuleVersion) -> str:
    """The clause as people cite it."""
    return f"{version.source}{version.clause}"


def period(version: RuleVersion) -> str:
    """The period of validity in words."""
    starts, ends = cn_date(version.valid_from), cn_date(version.valid_to)
    if starts and ends:
        return str(_("%(starts)s至%(ends)s", starts=starts, ends=ends))
    if ends:
        return str(_("到%(ends)s为止", ends=ends))
    if starts:
        return str(_("%(starts)s起", starts=starts))
    if version.confirmed_on is not None:
        said = {"day": cn_date(version.confirmed_on), "basis": version.confirmed_basis}
        return str(_("原文没有写有效期；主管部门%(day)s确认有效，依据：%(basis)s", **said))
    return str(_("原文没有写有效期"))


def places_in(region_code: str, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The city of a rule and what lies under it, for a select; ``names`` as of RegionNames."""
    return [(code, name) for code, name in names.items() if regions.covers(region_code, code)]


def region_names() -> Mapping[str, str]:
    """Region code → name. One statement."""
    return RegionNames(db.session).names


def check_lines(outcome: Outcome) -> list[dict[str, Any]]:
    """The conditions with word and tone, as the templates show them."""
    words = {True: (_("符合"), "good"), False: (_("不符合"), "bad"), None: (_("待确认"), "warn")}
    return [
        {
            "label": each.label,
            "badge": words[each.verdict],
            "note": _("还没有填写")
            if each.is_missing
            else ("" if each.verdict is not None else _("原文没有写明，由主管部门确认")),
        }
        for each in outcome.checks
    ]


def load_claim_title(row: Claim) -> str:
    """How a claim is called on pages."""
    return str(_("申领 %(n)s 号", n=row.id))
