from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need
from matchmaker.config import Settings
from matchmaker.core.unit_of_work import transact
from matchmaker.engine import ENGINE_VERSION, artifacts
from matchmaker.engine.documents import Document
from matchmaker.matching import keeper
from matchmaker.matching.documents import need_document
from matchmaker.matching.keeper import Keeper, damaged, fingerprint, keeper_for, last_change
from matchmaker.matching.models import IndexGeneration
from matchmaker.matching.services import refresh
from matchmaker.matching.services.refresh import note_change
from matchmaker.matching.tuning.models import TuningState
from matchmaker.matching.tuning.workflow import TUNING
from tests.factories.base import MAKER
from tests.factories.catalog import make_achievement, make_need
from tests.factories.tuning import make_far_pair, make_tuning
from tests.support.statements import count_statements
from tests.unit.matching.support import Matcher

QUERY = Document(0, "陶瓷膜连续浓缩", "")


def _found(served: Keeper, session: Session) -> list[int]:
    with served.index(session, "achievement") as index:
        return [match.key for match in index.search(QUERY, 10)]


def test_a_record_is_found_as_soon_as_its_change_is_listed(matcher: Matcher, session: Session) -> None:
    make_achievement(session)
    matcher.all()
    late = make_achievement(session)
    assert late.id not in _found(matcher.keeper, session)
    transact(session, lambda inner: note_change(inner, "achievement", late.id, present=True))
    assert late.id in _found(matcher.keeper, session)


def test_another_process_serves_the_same_generation(matcher: Matcher, session: Session) -> None:
    row = make_achievement(session)
    matcher.all()
    other = Keeper(matcher.keeper.folder)
    assert _found(other, session) == [row.id]


def test_a_damaged_index_is_made_anew_from_the_database(matcher: Matcher, session: Session) -> None:
    row = make_achievement(session)
    matcher.all()
    for file in Path(matcher.keeper.folder).rglob("*.npy"):
        file.write_bytes(b"damaged")
    assert _found(Keeper(matcher.keeper.folder), session) == [row.id]


def test_an_index_whose_files_have_an_older_format_is_made_anew_once(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Scores are the same, so nothing but the format tells; else every process would fit for itself, for ever."""
    make_achievement(session)
    matcher.all()
    assert not matcher.keeper.is_outdated(session, "achievement")
    monkeypatch.setattr(artifacts, "MADE_BY", f"{ENGINE_VERSION}/{artifacts.FORMAT + 1}")
    assert matcher.keeper.is_outdated(session, "achievement")
    assert matcher.keeper.must_be_read_anew(session, "achievement")
    matcher.all()
    assert not matcher.keeper.is_outdated(session, "achievement")


def test_a_lost_index_folder_costs_nothing_but_time(matcher: Matcher, session: Session, tmp_path: Path) -> None:
    row = make_achievement(session)
    matcher.all()
    assert _found(Keeper(tmp_path / "elsewhere"), session) == [row.id]


def test_the_fingerprint_changes_with_every_published_record(matcher: Matcher, session: Session) -> None:
    make_achievement(session)
    matcher.all()
    stored = session.get_one(IndexGeneration, "achievement")
    assert stored.fingerprint == fingerprint(session, "achievement")
    make_achievement(session)
    assert stored.fingerprint != fingerprint(session, "achievement")
    assert matcher.keeper.is_outdated(session, "achievement")


def test_an_index_of_achievements_knows_the_words_of_needs(matcher: Matcher, session: Session) -> None:
    make_achievement(session)
    make_need(session)
    matcher.all()
    with matcher.keeper.index(session, "achievement") as index:
        assert index.salience.demand.needs == 1
    with matcher.keeper.index(session, "need") as index:
        assert index.salience.demand.needs == 0


def test_achievements_are_fitted_anew_when_the_needs_have_doubled(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "TRUST", 1)
    make_achievement(session)
    for _number in range(2):
        make_need(session)
    matcher.all()
    make_need(session)
    assert not matcher.keeper.is_stale(session, "achievement")
    make_need(session)
    assert matcher.keeper.is_stale(session, "achievement")
    assert matcher.keeper.is_outdated(session, "achievement")
    matcher.all()
    assert not matcher.keeper.is_stale(session, "achievement")
    assert not matcher.keeper.is_outdated(session, "achievement")


def test_of_very_many_needs_an_even_sample_is_read(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "SAMPLE", 2)
    for _number in range(3):
        make_need(session)
    make_achievement(session)
    matcher.all()
    with matcher.keeper.index(session, "achievement") as index:
        assert index.salience.demand.needs == 2


def test_a_compacted_index_is_served_by_every_process(matcher: Matcher, session: Session) -> None:
    make_achievement(session)
    matcher.all()
    late = make_achievement(session)
    transact(session, lambda inner: note_change(inner, "achievement", late.id, present=True))
    assert matcher.keeper.is_stale(session, "achievement")
    refresh.build_if_stale(matcher.read, matcher.write, matcher.keeper, "achievement")
    assert not matcher.keeper.is_stale(session, "achievement")
    other = Keeper(matcher.keeper.folder)
    assert late.id in _found(other, session)
    with other.index(session, "achievement") as index:
        assert index.stale == 0


def test_compacting_reads_no_needs_and_doubling_them_reads_all_anew(
    matcher: Matcher, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "TRUST", 1)
    make_achievement(session)
    for _number in range(2):
        make_need(session)
    matcher.all()
    late = make_achievement(session)
    transact(session, lambda inner: note_change(inner, "achievement", late.id, present=True))
    make_need(session)
    assert refresh.build_if_stale(matcher.read, matcher.write, matcher.keeper, "achievement")
    assert not refresh.build_if_stale(matcher.read, matcher.write, matcher.keeper, "achievement")
    assert matcher.keeper.is_outdated(session, "achievement")
    with Keeper(matcher.keeper.folder).index(session, "achievement") as index:
        assert (len(index), index.salience.demand.needs) == (2, 2)
    make_need(session)
    assert matcher.keeper.must_be_read_anew(session, "achievement")
    assert refresh.build_if_stale(matcher.read, matcher.write, matcher.keeper, "achievement")
    assert not matcher.keeper.is_stale(session, "achievement")
    assert not matcher.keeper.is_outdated(session, "achievement")
    with Keeper(matcher.keeper.folder).index(session, "achievement") as index:
        assert (len(index), index.salience.demand.needs) == (2, 4)


def test_what_is_asked_stays_as_it_is_while_records_change(matcher: Matcher, session: Session) -> None:
    row = make_achievement(session)
    matcher.all()
    with matcher.keeper.index(session, "achievement") as index:
        transact(session, lambda inner: note_change(inner, "achievement", row.id, present=True))
        late = make_achievement(session)
        transact(session, lambda inner: note_change(inner, "achievement", late.id, present=True))
        assert late.id in _found(matcher.keeper, session)
        assert late.id not in index


def test_damage_is_found_in_files_that_look_whole(matcher: Matcher, session: Session) -> None:
    make_achievement(session)
    matcher.all()
    assert damaged(session, matcher.keeper.folder) == []
    file = next(matcher.keeper.folder.rglob("lists_low.npy"))
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert len(damaged(session, matcher.keeper.folder)) == 1
    assert damaged(session, matcher.keeper.folder / "elsewhere") == []


def test_an_empty_database_has_no_last_change(session: Session) -> None:
    assert last_change(session) == 0


def test_an_empty_database_finds_nothing(matcher: Matcher, session: Session) -> None:
    assert matcher.all().needs == 0
    assert _found(matcher.keeper, session) == []


def test_a_process_keeps_one_keeper_for_its_folder(settings: Settings) -> None:
    assert keeper_for(settings) is keeper_for(settings)


def test_every_question_is_read_as_the_version_in_use_says(matcher: Matcher, session: Session) -> None:
    need, achievement = make_far_pair(session)
    assert _answers(matcher.keeper, session, need) == ([], ENGINE_VERSION)
    row = make_tuning(session)
    assert _answers(matcher.keeper, session, need) == ([achievement.id], f"{ENGINE_VERSION}+{row.id}")
    other = Keeper(matcher.keeper.folder)
    assert _answers(other, session, need) == ([achievement.id], f"{ENGINE_VERSION}+{row.id}")
    transact(session, lambda inner: TUNING.apply(inner, inner.merge(row), "retire", actor=MAKER))
    assert _answers(matcher.keeper, session, need) == ([], ENGINE_VERSION)


def test_a_version_that_waits_changes_nothing(matcher: Matcher, session: Session) -> None:
    need, _achievement = make_far_pair(session)
    make_tuning(session, TuningState.CANDIDATE)
    assert _answers(matcher.keeper, session, need) == ([], ENGINE_VERSION)


def test_the_version_in_use_costs_no_statement_once_it_is_known(matcher: Matcher, session: Session) -> None:
    make_tuning(session)
    matcher.all()
    matcher.keeper.served(session, "achievement")
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with count_statements(engine) as counted:
        matcher.keeper.served(session, "achievement")
    assert counted.count == 2


def _answers(served: Keeper, session: Session, need: Need) -> tuple[list[int], str]:
    found = served.served(session, "achievement")
    return [match.key for match in found.index.search(need_document(need), 10)], found.version
