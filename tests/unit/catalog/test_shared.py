"""To whom a listing belongs."""

from __future__ import annotations

from matchmaker.catalog.models import Attachment, Need


def test_a_need_belongs_to_its_firm_its_author_its_scout_and_its_region() -> None:
    scope = Need(organization_id=3, region_code="340304", entered_by=5, scout_id=7).scope
    assert scope.organizations == {3}
    assert scope.users == {5, 7}
    assert scope.regions == {"340304"}


def test_without_author_and_scout_it_belongs_to_no_person() -> None:
    assert Need(organization_id=3, region_code="340304").scope.users == frozenset()


def test_a_file_belongs_to_the_firm() -> None:
    assert Attachment(organization_id=3).scope.organizations == {3}
