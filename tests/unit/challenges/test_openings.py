"""Who holds a key, who has released, what the opening left on record."""

from __future__ import annotations

from matchmaker.challenges.queries.openings import (
    holders_of,
    names_of_people,
    names_of_units,
    opening_of,
    supplements_of,
    supplied_files,
)
from matchmaker.challenges.services import qualify
from matchmaker.core.blobs import StoredBlob
from tests.unit.challenges.stage import Way

PAPER = StoredBlob("执照.pdf", "application/pdf", 9, "a" * 64, "aa/paper")


def test_the_record_grows_with_each_release(way: Way) -> None:
    way.receiving()
    way.bid(0)
    way.close()
    assert opening_of(way.session, way.challenge) is None
    way.authorize(1)
    released = {each.user_id for each in holders_of(way.session, way.challenge_id) if each.released_at}
    assert released == {way.holders[1].id}
    way.open()
    record = opening_of(way.session, way.challenge)
    assert record is not None
    assert record.bid_count == 1
    people = names_of_people(way.session, [record.first_officer, record.second_officer])
    assert people == {holder.id: holder.name for holder in way.holders[:2]}
    assert names_of_units(way.session, [way.teams[0].id]) == {way.teams[0].id: way.teams[0].name}


def test_papers_are_found_with_the_answer_they_came_with(way: Way) -> None:
    [bid] = way.opened(1)
    asked = way.do(qualify.ask_supplement, bid, "缺营业执照。", actor=way.actor(way.county))
    way.do(qualify.supply, asked, "见附件。", files=[PAPER], actor=way.actor(way.members[0]))
    [found] = supplements_of(way.session, bid.id)
    assert found.answer == "见附件。"
    assert [each.file_name for each in supplied_files(way.session, [found.id])[found.id]] == ["执照.pdf"]
