"""Before both agree, a side reads of the other what the public may, and no more."""

import pytest

from matchmaker.catalog.models import Disclosure
from matchmaker.core import clock
from matchmaker.deals.counterparts import HIDDEN_NAME, HIDDEN_TITLES, as_seen
from tests.unit.deals.conftest import Stage


def test_a_public_record_is_seen_with_its_owner(stage: Stage) -> None:
    face = as_seen(stage.achievement, introduced=False)
    assert (face.title, face.organization) == (stage.achievement.title, stage.achievement.organization.name)
    assert face.is_open
    assert face.summary == stage.achievement.one_liner


def test_a_masked_record_shows_its_approved_text_only(stage: Stage) -> None:
    need = stage.need
    need.disclosure, need.masked_text = Disclosure.MASKED, "某企业要把浓缩收率提高五个百分点。"
    assert as_seen(need, introduced=False).summary == ""
    need.masked_approved_at = clock.now()
    face = as_seen(need, introduced=False)
    assert face.summary == need.masked_text
    assert need.title not in face.title
    assert (face.organization, face.region, face.is_open) == (HIDDEN_NAME, "", False)


@pytest.mark.parametrize("disclosure", [Disclosure.MASKED, Disclosure.OFFICERS_ONLY])
def test_what_is_not_public_has_no_name(stage: Stage, disclosure: Disclosure) -> None:
    stage.need.disclosure = disclosure
    face = as_seen(stage.need, introduced=False)
    assert face.title == HIDDEN_TITLES[type(stage.need)]
    assert stage.need.one_liner not in face.summary


@pytest.mark.parametrize("disclosure", list(Disclosure))
def test_from_the_introduction_on_the_owner_is_known(stage: Stage, disclosure: Disclosure) -> None:
    stage.need.disclosure = disclosure
    face = as_seen(stage.need, introduced=True)
    assert (face.title, face.organization) == (stage.need.title, stage.need.organization.name)
