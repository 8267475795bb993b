import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.deals.models import Deal
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member, make_officer
from tests.factories.catalog import make_achievement
from tests.factories.matching import make_suggestion
from tests.factories.tuning import make_far_pair
from tests.support.page_client import PageClient

S = SuggestionState


@pytest.fixture
def officer(session: Session) -> User:
    """Decides for the city."""
    return make_officer(session)


def _state(session: Session, row: Suggestion) -> str:
    session.refresh(row)
    session.rollback()
    return row.state


def test_the_queue_shows_each_pair_with_its_need(client: PageClient, session: Session, officer: User) -> None:
    row = make_suggestion(session)
    page = client.sign_in(officer).get("/suggestions", max_statements=8)
    assert row.need.title in page.text
    assert row.achievement.title in page.text


def test_an_empty_queue_says_what_to_do_next(client: PageClient, officer: User) -> None:
    assert "没有待决定的推荐" in client.sign_in(officer).get("/suggestions?level=strong&late=1").text


def test_several_ticked_pairs_are_put_off_in_one_action(client: PageClient, session: Session, officer: User) -> None:
    rows = [make_suggestion(session) for _each in range(2)]
    ticked = [f"{row.id}:{row.version}" for row in rows]
    client.sign_in(officer)
    client.post("/suggestions/decisions", {"ticked": ticked}, form="/suggestions", button="暂缓所选")
    assert [_state(session, row) for row in rows] == [S.HELD, S.HELD]


def test_nothing_ticked_is_said_and_changes_nothing(client: PageClient, session: Session, officer: User) -> None:
    row = make_suggestion(session)
    page = client.sign_in(officer).post("/suggestions/decisions", {}, 422, form="/suggestions", button="通过所选")
    assert "请先勾选" in page.text
    assert _state(session, row) == S.PROPOSED


def test_the_pair_page_marks_shared_words_and_adds_up(client: PageClient, session: Session, officer: User) -> None:
    row = make_suggestion(session)
    page = client.sign_in(officer).get(f"/suggestions/{row.id}", max_statements=9)
    assert '<mark class="hue-0">浓缩</mark>' in client.answer(f"/suggestions/{row.id}").get_data(as_text=True)
    assert "42.0" in page.text


def test_approving_on_the_pair_page_asks_both_sides(client: PageClient, session: Session, officer: User) -> None:
    row = make_suggestion(session)
    client.sign_in(officer).post(f"/suggestions/{row.id}", {}, button="通过")
    assert _state(session, row) == S.APPROVED
    assert "已通过" in client.follow().text


def test_a_rejection_without_a_reason_is_refused_at_its_place(
    client: PageClient, session: Session, officer: User
) -> None:
    row = make_suggestion(session)
    page = client.sign_in(officer).post(f"/suggestions/{row.id}", {}, 422, button="不通过")
    assert "请至少选择一个原因" in page.text
    assert _state(session, row) == S.PROPOSED


def test_the_second_of_two_officers_is_told(client: PageClient, session: Session, officer: User) -> None:
    row = make_suggestion(session)
    page = client.sign_in(officer).get(f"/suggestions/{row.id}")
    client.post(f"/suggestions/{row.id}", {}, button="通过")
    answer = client.submit(page, {}, 409, button="暂缓")
    assert "这条" in answer.text or "已被" in answer.text
    assert _state(session, row) == S.APPROVED


def test_an_owner_sees_why_and_asks_for_an_introduction(client: PageClient, session: Session) -> None:
    row = make_suggestion(session)
    member = make_member(session, session.get_one(Organization, row.need_organization_id))
    own = f"/needs/{row.need_id}/suggestions"
    client.sign_in(member).get(own)  # opens the index, once in each process
    page = client.get(own, max_statements=12)
    assert row.achievement.title in page.text
    client.post(f"/suggestions/{row.id}/ask", {"note": "想先看样品"}, form=own)
    assert "已申请引荐" in client.follow().text


def test_a_masked_achievement_stays_masked_for_the_other_side(client: PageClient, session: Session) -> None:
    masked = make_achievement(session, title="钼酸铵浸渍再生", disclosure="masked", masked_text="一种催化剂再生工艺")
    row = make_suggestion(session, achievement=masked)
    member = make_member(session, session.get_one(Organization, row.need_organization_id))
    page = client.sign_in(member).get(f"/needs/{row.need_id}/suggestions")
    assert "一种催化剂再生工艺" in page.text
    assert "钼酸铵" not in page.text
    assert masked.organization.name not in page.text


def test_a_university_sees_the_needs_its_achievement_could_serve(client: PageClient, session: Session) -> None:
    row = make_suggestion(session)
    member = make_member(session, session.get_one(Organization, row.achievement_organization_id))
    page = client.sign_in(member).get(f"/achievements/{row.achievement_id}/suggestions")
    assert row.need.title in page.text


def test_pairs_of_another_city_look_missing(client: PageClient, session: Session) -> None:
    row = make_suggestion(session)
    client.sign_in(make_officer(session, "340400")).get(f"/suggestions/{row.id}", 404)


def test_a_word_that_the_need_only_means_is_told_and_marked_on_both_sides(
    client: PageClient, session: Session, officer: User
) -> None:
    need, achievement = make_far_pair(session)
    parts = [{"term": "蓝宝石", "weight": 0.4, "half": "title", "said": "刚玉"}]
    row = make_suggestion(session, need=need, achievement=achievement, parts=parts)
    need.problem = "刚玉窗口片有划痕"
    achievement.advantage = "蓝宝石衬底无划痕"
    session.commit()
    page = client.sign_in(officer).get(f"/suggestions/{row.id}")
    assert "蓝宝石（需求写作“刚玉”）" in page.text
    assert '<mark class="hue-0">刚玉</mark>窗口片有划痕' in page.source
    assert '<mark class="hue-0">蓝宝石</mark>衬底无划痕' in page.source
    client.post(f"/suggestions/{row.id}", {}, button="通过")
    deal = session.scalars(select(Deal.id)).one()
    assert "蓝宝石（需求写作“刚玉”）" in client.get(f"/deals/{deal}").text
