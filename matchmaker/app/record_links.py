"""From a record's page to what other features know of it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import url_for

from matchmaker.catalog import disclosure
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Need, NeedState, RecordKind
from matchmaker.catalog.policies import PERMISSIONS as CATALOG
from matchmaker.catalog.policies import Permission as Own
from matchmaker.catalog.ports import RecordLink
from matchmaker.catalog.services.lane import waits_for_unit
from matchmaker.challenges.policies import PERMISSIONS as CHALLENGES
from matchmaker.challenges.policies import Permission as Step
from matchmaker.challenges.queries.council import bottleneck_of, last_challenges
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.confirmations import latest_for
from matchmaker.web.extensions import db

PROPOSE = {RecordKind.NEED: Own.NEED_PROPOSE, RecordKind.ACHIEVEMENT: Own.ACHIEVEMENT_PROPOSE}
EDITABLE = frozenset({"draft", "returned"})
ANSWERS = frozenset({"unit_confirm", "unit_decline"})


class PublicPage:
    """The record as everybody sees it."""

    def links(self, actor: Actor, row: Record) -> Sequence[RecordLink]:  # noqa: ARG002 - the protocol's
        if not disclosure.is_listed(row):
            return ()
        return (RecordLink(N_("查看公开页面"), url_for(f"catalog.{kind_of(row)}", record_id=row.id)),)


class Suggestions:
    """What matching found for the record."""

    def links(self, actor: Actor, row: Record) -> Sequence[RecordLink]:  # noqa: ARG002 - the protocol's
        if row.state != "published":
            return ()
        if kind_of(row) is RecordKind.NEED:
            return (RecordLink(N_("匹配推荐"), url_for("matching.need_suggestions", need_id=row.id)),)
        return (RecordLink(N_("匹配推荐"), url_for("matching.achievement_suggestions", achievement_id=row.id)),)


class Confirmations:
    """Asking the unit about what a scout entered, and its answer."""

    def links(self, actor: Actor, row: Record) -> Sequence[RecordLink]:
        kind = kind_of(row)
        if row.state in EDITABLE and waits_for_unit(row, actor) and CATALOG.allows(actor, PROPOSE[kind], row):
            return (RecordLink(N_("请单位确认"), url_for(f"scouting.ask_unit_{kind}", record_id=row.id), primary=True),)
        if row.state != "proposed":
            return ()
        asked = latest_for(db.session, kind, row.id)
        if asked is None or not PERMISSIONS.allows(actor, Permission.CONFIRMATION_READ, asked):
            return ()
        own = row.organization_id in actor.organization_ids
        label = N_("核对并答复") if own else N_("单位确认的情况")
        href = url_for("scouting.confirmation", confirmation_id=asked.id)
        return (RecordLink(label, href, primary=own, instead_of=ANSWERS),)


class Challenges:
    """What became, or may become, of a need as a challenge."""

    def links(self, actor: Actor, row: Record) -> Sequence[RecordLink]:
        if not isinstance(row, Need) or row.state not in {NeedState.PUBLISHED, NeedState.PROMOTED}:
            return ()
        if row.state == NeedState.PROMOTED:
            made = last_challenges(db.session, [row.id]).get(row.id)
            if made is None or not CHALLENGES.allows(actor, Step.READ, made):
                return ()
            return (RecordLink(N_("由它转来的榜题"), url_for("challenges.case", challenge_id=made.id)),)
        if not CHALLENGES.allows(actor, Step.PROMOTE, row):
            return ()
        promote = RecordLink(N_("转为榜题"), url_for("challenges.promote", need_id=row.id))
        if bottleneck_of(db.session, row.id) is not None:
            return (promote,)
        return (promote, RecordLink(N_("列入“卡脖子”清单"), url_for("challenges.add_bottleneck", need_id=row.id)))


RECORD_LINKS = (Confirmations(), Challenges(), Suggestions(), PublicPage())
