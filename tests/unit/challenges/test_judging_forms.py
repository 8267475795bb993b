"""What the forms of the judging make of what is typed."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.challenges.judging_forms import choice_form, member_form, panel_form, sheet_form
from matchmaker.challenges.models import Background, Bid, ChallengeCriterion
from matchmaker.challenges.queries.judging import Candidate, TeamRow
from matchmaker.core.errors import Invalid

PEOPLE = [Candidate(7, "甲", "专家"), Candidate(9, "乙", "专家")]


def sent(**fields: str) -> MultiDict[str, str]:
    return MultiDict({name.replace("__", "-"): value for name, value in fields.items()})


def test_empty_rows_of_a_panel_do_not_count_and_nobody_sits_twice(app: Flask) -> None:
    with app.test_request_context("/"):
        kind = panel_form(PEOPLE, rows=5)
        assert len(kind().members) == 5
        form = kind(sent(members__0__member="7", members__0__background="other", members__1__member=""))
        assert form.taken() == {7: Background.OTHER}
        assert form.taken(11) == {11: Background.FINAL_USER, 7: Background.OTHER}
        with pytest.raises(Invalid) as refused:
            form.taken(7)
        assert list(refused.value.fields) == ["members-0-member"]


def test_a_stranger_to_the_list_is_refused(app: Flask) -> None:
    with app.test_request_context("/"):
        form = member_form(PEOPLE)(sent(member="8", background="other"))
        assert not form.validate()
        assert form.member.errors


def test_a_sheet_has_a_row_for_each_line_however_many_are_sent(app: Flask) -> None:
    criteria = [ChallengeCriterion(id=31, position=1, name="方案", weight=60)]
    with app.test_request_context("/"):
        form = sheet_form(criteria)(
            sent(lines__0__points="88", lines__0__comment="好。", lines__1__points="1", lines__1__comment="多。")
        )
        assert form.validate()
        assert form.points(criteria) == {31: (88, "好。")}
        assert not sheet_form(criteria)(sent(lines__0__points="8.5", lines__0__comment="好。")).validate()


def test_one_place_is_chosen_by_a_button_several_by_boxes(app: Flask) -> None:
    teams = [TeamRow(Bid(id=5), "江畔大学"), TeamRow(Bid(id=6), "河口研究院")]
    with app.test_request_context("/"):
        assert choice_form(teams, several=False)(sent(chosen="5", reason="好。")).chosen.data == "5"
        many = choice_form(teams, several=True)(MultiDict([("chosen", "5"), ("chosen", "6"), ("reason", "好。")]))
        assert many.chosen.data == ["5", "6"]
