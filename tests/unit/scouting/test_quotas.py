"""A city sees what its document asks for and which counties are still without a transfer agency."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.organizations.models import OrganizationKind
from matchmaker.scouting.queries.coverage import coverage
from tests.factories.accounts import make_scout
from tests.factories.organizations import make_organization
from tests.factories.scouting import make_profile


def test_numbers_of_the_citys_own_document_and_missing_agencies(session: Session) -> None:
    make_profile(session, make_scout(session), kind="chain_specialist", host="测试精工有限公司", region_code="340304")
    make_profile(session, make_scout(session), kind="broker")
    before = coverage(session, ["340300"])
    [quota] = before.quotas
    assert (quota.city, quota.label, quota.have, quota.wanted) == ("蚌埠市", "双链融合专员", 1, 35)
    assert "第25项" in quota.source
    assert coverage(session, ["340400"]).quotas == []
    make_organization(session, OrganizationKind.AGENCY, region_code="340304")
    names = [{each.name for each in found.lacking} for found in (before, coverage(session, ["340300"]))]
    assert names[0] - names[1] == {"禹会区"}
    assert "怀远县" in names[1]
