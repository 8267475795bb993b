"""A search finds what the public may read, the best first, and knows no more than that."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Attachment, RecordKind
from matchmaker.catalog.public_queries import candidates, get, near_candidates, newest, open_rows, region_names, rows
from matchmaker.catalog.search.tokens import parse
from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from tests.factories.base import number
from tests.factories.listed import list_achievement, list_need

ACHIEVEMENT, NEED = RecordKind.ACHIEVEMENT, RecordKind.NEED


def found(session: Session, query: str, *kinds: RecordKind) -> list[tuple[str, int]]:
    return [(each.kind, each.id) for each in candidates(session, kinds or (ACHIEVEMENT,), parse(query))]


def attachment(row: Achievement, purpose: str, public: bool = False) -> Attachment:  # noqa: FBT001, FBT002
    return Attachment(
        record_kind="achievement",
        record_id=row.id,
        organization_id=row.organization_id,
        purpose=purpose,
        file_name="报告.pdf",
        media_type="application/pdf",
        size=9,
        sha256="0" * 64,
        blob=f"aa/{number()}",
        is_public=public,
    )


def test_without_words_everything_public_comes_newest_first(session: Session) -> None:
    first = list_achievement(session)
    with clock.frozen(clock.now() + timedelta(days=1)):
        second = list_achievement(session)
    list_achievement(session, disclosure="officers_only")
    assert found(session, "") == [("achievement", second.id), ("achievement", first.id)]


def test_words_may_stand_anywhere_but_must_all_be_there(session: Session) -> None:
    one = list_achievement(session, title="柔性玻璃", summary="用离子交换强化")
    list_achievement(session, title="柔性线路板")
    assert found(session, "玻璃 离子") == [("achievement", one.id)]
    assert found(session, "玻璃 线路") == []


def test_the_title_counts_most_and_the_unbroken_phrase_more(session: Session) -> None:
    apart = list_achievement(session, title="柔性屏用玻璃")
    whole = list_achievement(session, title="超薄柔性玻璃")
    body = list_achievement(session, title="强化工艺", summary="柔性玻璃")
    ranked = sorted(candidates(session, (ACHIEVEMENT,), parse("柔性玻璃")), key=lambda each: -each.score)
    assert [each.id for each in ranked] == [whole.id, apart.id, body.id]


def test_both_kinds_come_in_one_statement(session: Session) -> None:
    one, other = list_achievement(session, title="柔性玻璃"), list_need(session, title="玻璃切割")
    assert set(found(session, "玻璃", *RecordKind)) == {("achievement", one.id), ("need", other.id)}


def test_a_word_nobody_has_leads_to_its_parts_nearest_first(session: Session) -> None:
    closer = list_achievement(session, title="钙钛矿组件")
    list_achievement(session, title="钛合金")
    near = near_candidates(session, (ACHIEVEMENT,), parse("钙钛矿叠层"))
    assert found(session, "钙钛矿叠层") == []
    assert [each.id for each in near] == [closer.id]
    apart = list_achievement(session, title="酸洗钛板")
    assert [each.id for each in near_candidates(session, (ACHIEVEMENT,), parse("钛酸"))] == [apart.id]


def test_of_a_masked_listing_only_field_and_city_are_known(session: Session) -> None:
    list_achievement(session, disclosure="masked", region_code="340321", price_min=7, title_key="mi")
    (one,) = candidates(session, (ACHIEVEMENT,), parse(""))
    assert (one.field, one.region, one.is_open) == ("new_materials", "340300", False)
    assert (one.industry, one.trl, one.price, one.band, one.modes, one.title_key) == (None,) * 6


@pytest.mark.parametrize("values", [{"disclosure": "masked"}, {"disclosure": "officers_only"}, {"state": "withdrawn"}])
def test_an_entry_left_behind_finds_nothing(session: Session, values: dict[str, Any]) -> None:
    row = list_achievement(session, title="柔性玻璃")
    # Behind the services' back, so that the index does not follow.
    transact(session, lambda inner: inner.execute(update(Achievement).where(Achievement.id == row.id).values(values)))
    assert found(session, "玻璃") == []


def test_rows_come_in_the_order_asked_for_and_say_what_is_proved(session: Session) -> None:
    one, other = list_achievement(session), list_achievement(session)
    transact(session, lambda inner: inner.add(attachment(one, "trl_evidence")))
    wanted = sorted(candidates(session, (ACHIEVEMENT,), parse("")), key=lambda each: each.id)
    assert [(each.row.id, each.evidenced) for each in rows(session, wanted)] == [(one.id, True), (other.id, False)]


def test_what_has_gone_meanwhile_is_left_out(session: Session) -> None:
    row = list_achievement(session)
    wanted = candidates(session, (ACHIEVEMENT,), parse(""))
    hidden = update(Achievement).where(Achievement.id == row.id).values(disclosure="officers_only")
    transact(session, lambda inner: inner.execute(hidden))
    assert rows(session, wanted) == []


def test_only_open_rows_are_given_in_full(session: Session) -> None:
    opened, masked = list_need(session), list_need(session, disclosure="masked")
    assert [row.id for row in open_rows(session, NEED, [masked.id, opened.id, 10**9])] == [opened.id]
    assert open_rows(session, NEED, []) == []


def test_one_record_is_got_with_its_rows_files_and_places(session: Session) -> None:
    row = list_achievement(session, region_code="340321-Z1")
    for purpose, public in (("trl_evidence", False), ("general", True), ("general", False), ("authorization", False)):
        transact(session, lambda inner, args=(purpose, public): inner.add(attachment(row, *args)))  # type: ignore[misc]
    got = get(session, ACHIEVEMENT, row.id)
    assert got is not None
    assert (len(got.row.indicators), len(got.row.ip_rights)) == (1, 1)  # type: ignore[union-attr]
    assert [(each.purpose, each.is_public) for each in got.attachments] == [("trl_evidence", False), ("general", True)]
    assert got.names == {"340321-Z1": "怀远经济开发区", "340300": "蚌埠市"}
    assert get(session, NEED, 10**12) is None


def test_regions_have_names(session: Session) -> None:
    assert region_names(session)["340300"] == "蚌埠市"


def test_the_newest_are_those_published_last(session: Session) -> None:
    published = []
    for days in (3, 1, 2):
        with clock.frozen(clock.now() - timedelta(days=days)):
            published.append(list_achievement(session).id)
    list_achievement(session, disclosure="officers_only")
    assert [each.row.id for each in newest(session, ACHIEVEMENT, 2)] == [published[1], published[2]]
