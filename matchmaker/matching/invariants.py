"""What must be true of suggestions and near-duplicates at any time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, or_, select

from matchmaker.catalog.models import Need
from matchmaker.catalog.queries import MODELS
from matchmaker.core.invariants import Invariant
from matchmaker.deals.models import Deal
from matchmaker.matching.models import DuplicatePair, Suggestion, SuggestionState


def approved_without_deal() -> Select[Any]:
    """Approved suggestions whose deal is missing."""
    deals = select(Deal.suggestion_id).where(Deal.suggestion_id.is_not(None))
    return select(Suggestion.id).where(Suggestion.state == SuggestionState.APPROVED, Suggestion.id.not_in(deals))


def deal_without_approval() -> Select[Any]:
    """Deals whose suggestion is not approved."""
    return (
        select(Deal.id)
        .join(Suggestion, Suggestion.id == Deal.suggestion_id)
        .where(Suggestion.state != SuggestionState.APPROVED)
    )


def foreign_region() -> Select[Any]:
    """Undecided suggestions that lie in another region than their need."""
    return (
        select(Suggestion.id)
        .join(Need, Need.id == Suggestion.need_id)
        .where(Suggestion.state == SuggestionState.PROPOSED, Need.region_code != Suggestion.region_code)
    )


def duplicate_without_record() -> Select[Any]:
    """Near-duplicates of records that do not exist: a pair of either side has no foreign key to hold it."""
    missing = [
        and_(
            DuplicatePair.record_kind == kind.value,
            or_(*(key.not_in(select(model.id)) for key in (DuplicatePair.lower_id, DuplicatePair.higher_id))),
        )
        for kind, model in MODELS.items()
    ]
    return select(DuplicatePair.id).where(or_(*missing))


INVARIANTS = (
    Invariant("suggestion_approved_has_deal", "已通过的推荐必有对接", approved_without_deal),
    Invariant("deal_suggestion_approved", "对接所依据的推荐必为已通过", deal_without_approval),
    Invariant("duplicate_has_records", "疑似重复的两条记录必存在", duplicate_without_record),
    Invariant("suggestion_region", "待决定推荐的地区与其需求一致", foreign_region),
)
