"""What a notice is about follows from its kind."""

import pytest

from matchmaker.accounts.topics import CHOSEN, EXPLAINED, LABELS, MUST_COME, Topic, topic_of, why_it_comes


@pytest.mark.parametrize(
    ("kind", "topic"),
    [
        ("deal.invited", Topic.DUTIES),
        ("deal.introduced", Topic.DEALS),
        ("need.submitted", Topic.DUTIES),
        ("need.published", Topic.RECORDS),
        ("suggestion.late", Topic.DUTIES),
        ("search.news", Topic.SEARCHES),
        ("account.password", Topic.ACCOUNT),
        ("something.new", Topic.DUTIES),
    ],
)
def test_a_kind_has_its_topic(kind: str, topic: Topic) -> None:
    assert topic_of(kind) is topic


def test_every_topic_is_named_and_every_choice_explained() -> None:
    assert LABELS.keys() == set(Topic)
    assert EXPLAINED.keys() == set(CHOSEN)


def test_a_mail_that_must_come_says_why() -> None:
    assert "重设密码" in why_it_comes("account.reset", "/password-reset/x")
    assert "一次性链接" in why_it_comes("deal.invited", "/answers/x")
    assert "保存的搜索" in why_it_comes("search.news", "/x")
    assert "没有账号" in why_it_comes("deal.closed", "")
    assert all("不能退订" in each for each in MUST_COME.values())
