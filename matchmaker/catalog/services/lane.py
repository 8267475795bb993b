"""Which way a record goes when it is submitted: published at once, or reviewed first.

Setting ``review.lane`` "trusted_first": verified universities and institutes
publish their own achievements and officers spot-check; needs, records that a
scout entered, likely duplicates and texts with 保密 words are reviewed first,
and so is what an officer returned or took down before.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from matchmaker.catalog import mandatory, security_words
from matchmaker.catalog.contents import Record, contents
from matchmaker.catalog.models import Achievement, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.ports import LIKELY, Hit
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import OrganizationKind
from matchmaker.organizations.queries import setting

TRUSTED_FIRST = "trusted_first"
TRUSTED_KINDS = frozenset({OrganizationKind.UNIVERSITY, OrganizationKind.INSTITUTE})


def waits_for_unit(row: Record, actor: Actor) -> bool:
    """Whether ``row`` goes to its unit for confirmation before anything else: a scout entered it."""
    own = row.organization_id in actor.organization_ids
    return row.scout_id is not None and not own and not actor.is_system


def reasons_for_review(session: Session, row: Record, *, actor: Actor, duplicates: Sequence[Hit] = ()) -> list[str]:
    """Why an officer reviews ``row`` before it is public; empty: ``actor`` may publish it now."""
    if not isinstance(row, Achievement):
        return [N_("需求发布前由对接联络员审核。")]
    if not PERMISSIONS.allows(actor, Permission.ACHIEVEMENT_PUBLISH_OWN, row) or actor.is_system:
        return [N_("由对接联络员审核后发布。")]
    reasons = _reasons(row, duplicates)
    if setting(session, "review.lane", row.region_code) != TRUSTED_FIRST:
        reasons.append(N_("本地规定所有成果先审后发。"))
    return reasons


def _reasons(row: Achievement, duplicates: Sequence[Hit]) -> list[str]:
    said = contents(row)
    checks = (
        (not row.organization.is_verified, N_("单位尚未核验。")),
        (row.organization.kind not in TRUSTED_KINDS, N_("只有高校和院所可以自行发布。")),
        (row.scout_id is not None, N_("情报员登记的成果先审后发。")),
        (row.review_first, N_("曾被退回或下架，先审后发。")),
        (any(hit.score >= LIKELY for hit in duplicates), N_("与已有记录相似，需要核对是否重复。")),
        (bool(security_words.found_in(said)), N_("文字中有需要核对保密的词语。")),
        (
            bool(mandatory.for_publish(RecordKind.ACHIEVEMENT, said)),
            N_("领域或权属尚未填写，由对接联络员补充后发布。"),
        ),
    )
    return [reason for applies, reason in checks if applies]
