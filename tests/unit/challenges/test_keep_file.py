"""Files of the work on a challenge are kept from the sweep, and are no listing's."""

from __future__ import annotations

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import known_blobs
from matchmaker.challenges.queries.pledges import work_file
from matchmaker.challenges.services.keep_file import keep_file
from tests.unit.challenges.stage import Way, sealed


def test_a_kept_file_is_found_by_its_bid_only(way: Way) -> None:
    first, second = way.signing(bids=2)
    stored = sealed(way).file
    row = way.do(keep_file, first, stored, purpose="milestone:1", actor=way.actor(way.officer))
    other = way.do(keep_file, first, sealed(way).file, purpose="general", actor=way.actor(way.officer))
    assert stored.blob in known_blobs(way.session)
    assert row.record_kind not in set(RecordKind)
    assert work_file(way.session, first, row.id) is not None
    assert work_file(way.session, second, row.id) is None
    assert work_file(way.session, first, other.id) is None
