"""Putting versions into use and taking them back, on the pages."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Role
from matchmaker.core.idempotency import new_key
from matchmaker.core.jobs import Job
from matchmaker.matching.tuning.models import EngineTuning, Origin, TuningState
from tests.factories.accounts import make_officer, make_user
from tests.factories.tuning import HELD_OUT, LEARNED_FROM, comparison, make_far_pair, make_tuning
from tests.support.page_client import PageClient

PAGE = "/admin/tunings"
S = TuningState
WORSE = comparison(-0.02, -0.03, -0.01)


@pytest.fixture
def system(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SYSTEM_ADMIN, name="甲管"))


def _states(session: Session) -> list[str]:
    found = list(session.scalars(select(EngineTuning.state).order_by(EngineTuning.id)))
    session.rollback()
    return found


def _refreshes(session: Session) -> int:
    found = session.scalars(select(Job.id).where(Job.kind == "matching.refresh_all")).all()
    session.rollback()
    return len(found)


def test_a_candidate_goes_live_with_one_click_and_all_is_computed_anew(system: PageClient, session: Session) -> None:
    make_tuning(session)
    row = make_tuning(session, S.CANDIDATE)
    page = system.get(f"{PAGE}/{row.id}", max_statements=8)
    assert "没有可见差别" in page.text
    system.submit(page, {}, button="启用这一版")
    assert "使用中" in system.follow().text
    assert _states(session) == [S.RETIRED, S.LIVE]
    assert _refreshes(session) == 1
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)).all()
    assert actions[-2:] == ["tuning.retire", "tuning.go_live"]


def test_one_click_leads_back(system: PageClient, session: Session) -> None:
    first = make_tuning(session)
    make_tuning(session)
    page = system.get(PAGE, max_statements=8)
    system.submit(page, {}, button="退回到此版")
    assert _states(session) == [S.LIVE, S.RETIRED]
    assert system.last is not None
    assert system.last.headers["Location"].endswith(f"/{first.id}")


def test_what_makes_the_judged_set_worse_asks_for_a_reason(system: PageClient, session: Session) -> None:
    row = make_tuning(session, S.CANDIDATE, comparison=WORSE)
    page = system.get(f"{PAGE}/{row.id}")
    assert "变差" in page.text
    again = system.submit(page, {"reason": " "}, 422, button="写明理由并启用")
    assert "仍要启用请写明理由" in again.error_summary
    assert _states(session) == [S.CANDIDATE]
    system.submit(again, {"reason": "评测集里没有本地的行话"}, button="写明理由并启用")
    assert _states(session) == [S.LIVE]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"comparison": WORSE}, "内置评测集的差值区间低于"),
        ({"learned_from": {**LEARNED_FROM, "held_out": {**HELD_OUT, "difference": -0.1}}}, "后来决定上变差"),
        ({"comparison": {}}, "还没有和现用版本比较过"),
    ],
)
def test_what_was_learned_and_is_worse_cannot_go_live(
    system: PageClient, session: Session, values: dict[str, Any], said: str
) -> None:
    given = {"origin": Origin.LEARNED, "learned_from": LEARNED_FROM, **values}
    row = make_tuning(session, S.CANDIDATE, **given)
    page = system.get(f"{PAGE}/{row.id}")
    assert said in page.text
    assert all(form.button("启用") is None for form in page.forms)
    fields = {"csrf_token": system.csrf_token(), "idempotency_key": new_key(), "reason": "要用"}
    assert system.raw.post(f"{PAGE}/{row.id}/live", data=fields).status_code == 422
    assert _states(session) == [S.CANDIDATE]


def test_a_candidate_of_an_older_version_is_compared_again_first(system: PageClient, session: Session) -> None:
    row = make_tuning(session, S.CANDIDATE, synonyms=[["薄膜", "涂层"]])
    old = system.get(f"{PAGE}/{row.id}")
    make_tuning(session, title_share=0.56, factors={"浓缩": 1.4})
    system.submit(old, {}, 409, button="启用这一版")
    page = system.get(f"{PAGE}/{row.id}")
    assert "现用版本已经变了" in page.text
    system.submit(page, {}, button="和现用版本重新比较")
    page = system.follow()
    assert "现用版本已经变了" not in page.text
    assert "删去同义词组刚玉＝蓝宝石" in page.text
    session.refresh(row)
    assert (row.title_share, row.factors) == (0.56, {"浓缩": 1.4})
    session.rollback()
    system.submit(page, {}, button="启用这一版")
    assert _states(session) == [S.LIVE, S.RETIRED]


def test_of_two_administrators_the_second_is_told(system: PageClient, session: Session) -> None:
    row = make_tuning(session, S.CANDIDATE)
    page = system.get(f"{PAGE}/{row.id}")
    system.submit(page, {}, button="弃用")
    system.submit(page, {}, 409, button="启用这一版")
    assert _states(session) == [S.DISCARDED]


def test_without_any_version_the_engine_reads_as_it_is_built(system: PageClient, session: Session) -> None:
    row = make_tuning(session)
    system.submit(system.get(f"{PAGE}/{row.id}"), {}, button="确认停用")
    assert _states(session) == [S.RETIRED]
    assert _refreshes(session) == 1


def test_records_that_not_everybody_may_read_are_no_examples(system: PageClient, session: Session) -> None:
    need, achievement = make_far_pair(session)
    told: dict[str, Any] = {"changed": 1, "examples": [{"need": need.id, "entered": [achievement.id, 987], "left": []}]}
    row = make_tuning(session, S.CANDIDATE, comparison=comparison(**told))
    assert achievement.title in system.get(f"{PAGE}/{row.id}", max_statements=9).text
    achievement.disclosure = "officers_only"
    session.commit()
    text = system.get(f"{PAGE}/{row.id}").text
    assert achievement.title not in text
    assert need.title in text


def test_no_versions_yet_is_said(system: PageClient) -> None:
    assert "还没有版本" in system.get(PAGE).text


def test_officers_read_what_was_learned_and_no_more(client: PageClient, session: Session) -> None:
    row = make_tuning(session, title_share=0.56, factors={"浓缩": 1.4, "平台": 0.6}, learned_from=LEARNED_FROM)
    client.sign_in(make_officer(session))
    text = client.get("/suggestions/learned", max_statements=8).text
    assert "通过的推荐里更常共有，因此多计 浓缩" in text
    assert "不通过的推荐里更常共有，因此少计 平台" in text
    assert "50 % → 56 %" in text
    assert "依据 80 条决定" in text
    client.get(f"{PAGE}/{row.id}", 403)


def test_nothing_learned_is_said(client: PageClient, session: Session) -> None:
    assert "还没有学到什么" in client.sign_in(make_officer(session)).get("/suggestions/learned").text


def test_the_workbench_counts_what_waits(system: PageClient, session: Session) -> None:
    make_tuning(session, S.CANDIDATE)
    page = system.get("/workbench", max_statements=8)
    assert "1 待启用的词库和学习结果" in page.text
