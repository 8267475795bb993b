"""What sides are told, in words that hold no more than they may know."""

from datetime import UTC, date, datetime

from matchmaker.deals.counterparts import as_seen
from matchmaker.deals.models import Side
from matchmaker.deals.texts import (
    call_script,
    cn_date,
    contact_lines,
    introduction,
    invitation,
    last_day,
    reminder,
    short_message,
    subject_of_invitation,
)
from matchmaker.organizations.models import Organization
from tests.unit.deals.conftest import Stage


def test_days_are_chinese_days() -> None:
    assert cn_date(date(2026, 3, 5)) == "2026年3月5日"
    # the end of 5 March in China is 16:00 UTC
    assert last_day(datetime(2026, 3, 5, 16, tzinfo=UTC)) == "2026年3月5日"
    assert last_day(None) == ""


def test_an_invitation_names_both_records_the_day_and_the_officer_s_words(stage: Stage) -> None:
    deal = stage.open()
    for side in Side:
        other = as_seen(deal.record(side.other), introduced=False)
        for text in (invitation(deal, side, other), reminder(deal, side, other)):
            assert deal.record(side).title in text
            assert other.title in text
            assert last_day(deal.reply_due_at) in text
        assert deal.message in invitation(deal, side, other)
    assert subject_of_invitation(Side.NEED) != subject_of_invitation(Side.ACHIEVEMENT)


def test_a_short_message_carries_its_address_between_blanks(stage: Stage) -> None:
    deal = stage.open()
    text = short_message(deal, Side.NEED, as_seen(deal.achievement, introduced=False), "https://example.org/a")
    assert "：https://example.org/a 。" in text
    assert "\n" not in text


def test_what_to_say_asks_for_a_reason_without_pressing(stage: Stage) -> None:
    deal = stage.open()
    text = call_script(deal, Side.ACHIEVEMENT, as_seen(deal.need, introduced=False))
    assert "不同意也没关系" in text
    assert deal.need.title in text


def test_an_introduction_gives_the_other_s_contact(stage: Stage) -> None:
    deal = stage.open()
    deal.need.organization.contact_name = "周测试"
    assert "周测试" in introduction(deal, Side.ACHIEVEMENT)
    assert "周测试" not in introduction(deal, Side.NEED)


def test_missing_contacts_are_left_out() -> None:
    organization = Organization(name="某单位", contact_name="", contact_phone="0552-1", contact_email="")
    assert contact_lines(organization) == "单位：某单位\n电话：0552-1"
