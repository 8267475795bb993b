"""What mails say, as text and as HTML."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib
import pytest

from matchmaker.accounts import letters
from matchmaker.config import Settings, from_environment
from matchmaker.core.mailer import Letter

SITE = "淮滨科技成果对接平台"
NOTICE: dict[str, Any] = {
    "to": "wen@unit.example",
    "user_id": 7,
    "kind": "deal.introduced",
    "title": "双方已同意 <对接>",
    "body": "请尽快联系。\n电话：0552-3100000 & 分机",
    "href": "/deals/1",
}
LINES = [
    {"topic": "deals", "title": "有了进展", "href": "/deals/2", "at": "2026-03-05T01:00:00+00:00"},
    {"topic": "duties", "title": "请答复", "href": "/deals/3/reply", "at": "2026-03-05T02:00:00+00:00"},
    {"topic": "deals", "title": "已结束", "href": "", "at": "2026-03-05T03:00:00+00:00"},
]


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return from_environment(
        {
            "MATCHMAKER_ENV": "testing",
            "MATCHMAKER_DATA_DIR": str(tmp_path),
            "MATCHMAKER_SECRET_KEY": "a key that is long enough to sign with",
            "MATCHMAKER_BASE_URL": "https://match.example.gov.cn/",
        }
    )


def write(settings: Settings, **changes: Any) -> Letter:
    return letters.write(settings, SITE, {key: value for key, value in (NOTICE | changes).items() if value is not None})


def test_both_parts_say_the_same_with_whole_addresses(settings: Settings) -> None:
    letter = write(settings)
    assert (letter.to, letter.subject, letter.sender) == ("wen@unit.example", "双方已同意 <对接>", SITE)
    for part in (letter.text, letter.html):
        for said in ("请尽快联系。", "0552-3100000", "https://match.example.gov.cn/deals/1", SITE, "“对接进展”"):
            assert said in part
    assert "双方已同意 <对接>" in letter.text
    assert "双方已同意 &lt;对接&gt;" in letter.html


def test_the_html_is_sound_and_brings_nothing_along(settings: Settings) -> None:
    """Mail programs drop style sheets, block pictures and run no scripts."""
    for letter in (write(settings), write(settings, kind="digest", body="", items=LINES, more=2)):
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        root = parser.parse(letter.html)
        assert not parser.errors
        tags = {element.tag for element in root.iter() if isinstance(element.tag, str)}
        assert not tags & {"style", "script", "link", "img", "div", "svg", "form"}
        links = [element.get("href") for element in root.iter("a")]
        assert all(link.startswith("https://match.example.gov.cn/") for link in links)


def test_an_address_of_ours_in_the_words_can_be_clicked_another_ones_not(settings: Settings) -> None:
    body = "1. 成果：膜\nhttps://match.example.gov.cn/achievements/1\nhttps://evil.example/"
    html = write(settings, body=body).html
    assert '<a href="https://match.example.gov.cn/achievements/1"' in html
    assert 'href="https://evil' not in html


def test_one_click_stops_what_can_be_stopped(settings: Settings) -> None:
    letter = write(settings)
    assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter.headers["List-Unsubscribe"]
    assert address.startswith("<https://match.example.gov.cn/mail-choice/")
    assert address.endswith("/stop>")
    assert address.removeprefix("<").removesuffix("/stop>") in letter.text


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"kind": "account.password", "href": ""}, "密码有变动"),
        ({"kind": "account.reset", "user_id": None, "href": "/password-reset/x"}, "重设密码的申请"),
        ({"kind": "deal.invited", "user_id": None, "href": "/answers/x"}, "一次性链接"),
        ({"kind": "deal.closed", "user_id": None, "href": ""}, "没有账号"),
    ],
)
def test_what_must_come_says_why_it_cannot_be_stopped(settings: Settings, changes: dict[str, Any], why: str) -> None:
    letter = write(settings, **changes)
    assert letter.headers == {}
    for part in (letter.text, letter.html):
        assert why in part
        assert "不能退订" in part
        assert "mail-choice" not in part


def test_a_digest_lists_in_groups(settings: Settings) -> None:
    letter = write(settings, kind="digest", title="消息汇总：5 条未读", body="", href="/notices", items=LINES, more=2)
    parts = ("【待办与期限】", "请答复", "【对接进展】", "有了进展", "已结束", "另有 2 条")
    order = [letter.text.index(said) for said in parts]
    assert order == sorted(order)
    assert "3月5日 10:00" in letter.text
    assert "https://match.example.gov.cn/deals/3/reply" in letter.text
    assert letter.text.count("【对接进展】") == 1
