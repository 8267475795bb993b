"""The administrators' lexicon on the pages."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.core.jobs import Job
from matchmaker.matching.tuning.models import EngineTuning, TuningState
from tests.factories.accounts import make_user
from tests.factories.tuning import make_far_pair, make_tuning
from tests.support.page_client import PageClient

PAGE, EDIT = "/admin/lexicon", "/admin/lexicon/edit"
SAVE, FILL = "保存并看效果", "填入上面各栏"


@pytest.fixture
def system(client: PageClient, session: Session) -> PageClient:
    return client.sign_in(make_user(session, Role.SYSTEM_ADMIN, name="甲管"))


def _rows(session: Session) -> list[EngineTuning]:
    session.expire_all()
    found = list(session.scalars(select(EngineTuning).order_by(EngineTuning.id)))
    session.rollback()
    return found


def test_an_empty_lexicon_says_what_to_do(system: PageClient) -> None:
    page = system.get(PAGE, max_statements=8)
    assert "词库还是空的" in page.text
    assert "各词按引擎本身的算法计" in page.text


def test_what_is_typed_waits_with_its_effects_and_changes_nothing_yet(system: PageClient, session: Session) -> None:
    need, achievement = make_far_pair(session)
    system.post(
        EDIT, {"more": "陶瓷膜、刚玉\n蓝宝石", "synonyms": "刚玉，蓝宝石", "note": "本地材料企业的说法"}, button=SAVE
    )
    page = system.follow()
    assert "待启用" in page.text
    assert "新增（多计）陶瓷膜、刚玉、蓝宝石" in page.text
    assert "刚玉＝蓝宝石" in page.text
    assert "内置评测集：" in page.text
    assert "1 项的前 10 名有变化" in page.text
    assert achievement.title in page.text
    assert need.title in page.text
    assert "甲管" in page.text
    assert "词库还是空的" in system.get(PAGE).text
    assert [row.state for row in _rows(session)] == [TuningState.CANDIDATE]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"synonyms": "刚玉、蓝宝石\n蓝宝石；红宝石"}, "同义词组：第 2 行：“蓝宝石”已在第 1 行的同义词组里"),
        ({"synonyms": "刚玉"}, "第 1 行：“刚玉”只有一个词"),
        ({"more": "刚玉\n《、》"}, "多计的词：第 2 行：“《”里没有文字"),
        ({"more": "刚玉", "none": "工艺\n剛玉"}, "不计的词：第 2 行：“剛玉”已写在“多计”第 1 行"),
        ({"more": "\n".join(f"词{n}" for n in range(2001))}, "词语共 2001 个，最多 2000 个"),
        ({"synonyms": "\n".join(f"左{n}、右{n}" for n in range(501))}, "同义词共 501 组，最多 500 组"),
        ({"more": "长" * 31}, "一个词最多 30 字"),
        ({"more": "刚玉", "note": ""}, "请写明为什么修改"),
        ({}, "和现用词库完全一样"),
    ],
)
def test_what_will_not_do_is_said_at_its_line_and_nothing_is_lost(
    system: PageClient, session: Session, fields: dict[str, str], said: str
) -> None:
    page = system.post(EDIT, {"note": "说明", **fields}, 422, button=SAVE)
    assert said in page.error_summary
    form = next(each for each in page.forms if "synonyms" in each.names)
    assert all(form.value(name) == value for name, value in fields.items())
    assert _rows(session) == []


def test_editing_a_waiting_version_further_takes_its_place(system: PageClient, session: Session) -> None:
    first = make_tuning(session, TuningState.CANDIDATE)
    page = system.get(f"{EDIT}?from={first.id}")
    assert "刚玉、蓝宝石" in page.source
    system.submit(page, {"less": "平台", "note": "再加一个"}, button=SAVE)
    assert [row.state for row in _rows(session)] == [TuningState.DISCARDED, TuningState.CANDIDATE]
    assert _rows(session)[1].synonyms == [["刚玉", "蓝宝石"]]


def test_who_edits_while_another_version_comes_into_use_is_told(system: PageClient, session: Session) -> None:
    page = system.get(EDIT)
    make_tuning(session)
    again = system.submit(page, {"more": "陶瓷膜", "note": "说明"}, 422, button=SAVE)
    assert "已经启用" in again.error_summary
    system.submit(again, {}, button=SAVE)
    assert "删去同义词组刚玉＝蓝宝石" in system.follow().text


def test_a_new_lexicon_keeps_what_was_learned(system: PageClient, session: Session) -> None:
    make_tuning(session, title_share=0.56, factors={"浓缩": 1.4}, learned_from={"decisions": 80})
    system.post(EDIT, {"more": "陶瓷膜", "note": "说明"}, button=SAVE)
    row = _rows(session)[-1]
    assert (row.title_share, row.factors, row.learned_from) == (0.56, {"浓缩": 1.4}, {"decisions": 80})


def test_an_export_can_be_pasted_elsewhere(system: PageClient, session: Session) -> None:
    make_tuning(session, words=[{"word": "machine vision", "counts": "more"}, {"word": "平台", "counts": "none"}])
    answer = system.answer(f"{PAGE}/export")
    assert answer.mimetype == "text/plain"
    assert "attachment" in answer.headers["Content-Disposition"]
    text = answer.get_data(as_text=True)
    assert text == "多计：machine vision、\n不计：平台\n同义：刚玉、蓝宝石\n"
    page = system.post(EDIT, {"more": "陶瓷膜", "none": "", "synonyms": "", "pasted": text}, 200, button=FILL)
    form = next(each for each in page.forms if "synonyms" in each.names)
    assert form.value("more") == "陶瓷膜\nmachine vision、"
    assert (form.value("none"), form.value("synonyms"), form.value("pasted")) == ("平台", "刚玉、蓝宝石", "")
    assert len(_rows(session)) == 1


def test_lines_that_cannot_be_placed_are_named(system: PageClient) -> None:
    page = system.post(EDIT, {"pasted": "多计：陶瓷膜\n随便写的"}, 200, button=FILL)
    assert "第 2 行：开头应写明" in page.text
    assert "请先粘贴" in system.post(EDIT, {"pasted": ""}, 200, button=FILL).text


def test_an_unknown_version_to_start_from_is_missing(system: PageClient) -> None:
    system.get(f"{EDIT}?from=987654", 404)
    system.get(f"{EDIT}?from={'9' * 40}", 404)
    assert "引擎本身的算法" in system.get(f"{EDIT}?from=x").text


@pytest.mark.parametrize("role", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.OFFICER, Role.ENTERPRISE])
def test_others_are_refused(client: PageClient, session: Session, role: Role) -> None:
    client.sign_in(make_user(session, role)).get(PAGE, 403)
    client.get(EDIT, 403)


def test_an_administrator_lets_a_worker_learn_now(system: PageClient, session: Session) -> None:
    system.post("/admin/tunings/learn", {}, form=PAGE, button="现在学习")
    assert "已开始学习" in system.follow().messages
    assert session.scalars(select(Job.kind)).all() == ["matching.learn"]
    assert "由管理员看过效果再启用" in system.get(PAGE).text
