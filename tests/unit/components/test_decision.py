"""The foot of the pair page: three decisions with keys, reasons to tick, the way on."""

from tests.support.pages import words
from tests.unit.components.conftest import Render

BODY = "{{ decision_bar('/suggestions/1', 3, reasons, 37, '/a', '/b', ['too_early'], error) }}"
REASONS = [("wrong_field", "领域不符"), ("too_early", "阶段太早")]


def test_decisions_have_their_keys(render: Render) -> None:
    page = render("decision", "decision_bar", BODY, reasons=REASONS, error="")

    keys = {each.get("value"): each.get("data-key") for each in page.all("button", name="decision")}
    assert keys == {"approve": "1", "hold": "2", "reject": "3"}


def test_reasons_ticked_before_stay_ticked(render: Render) -> None:
    page = render("decision", "decision_bar", BODY, reasons=REASONS, error="")

    ticked = [each.get("value") for each in page.all("input", name="reasons") if each.get("checked") is not None]
    assert ticked == ["too_early"]


def test_the_arrows_lead_to_the_neighbours(render: Render) -> None:
    page = render("decision", "decision_bar", BODY, reasons=REASONS, error="")

    assert {each.get("data-key"): each.get("href") for each in page.main.iter("a")} == {
        "ArrowLeft": "/a",
        "ArrowRight": "/b",
    }
    assert "还剩 37 条" in page.text


def test_what_was_wrong_is_announced(render: Render) -> None:
    page = render("decision", "decision_bar", BODY, reasons=REASONS, error="请至少选一项理由")

    assert [words(each) for each in page.all("p", role="alert")] == ["请至少选一项理由"]
