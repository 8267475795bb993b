from flask import Flask
from werkzeug.datastructures import MultiDict

from matchmaker.organizations.models import Region
from matchmaker.scouting.forms import AskForm, RouteForm, region_choices


def test_a_wrong_address_is_said_at_its_field(app: Flask) -> None:
    with app.test_request_context():
        form = AskForm(MultiDict({"send_to": "not an address"}))
        assert not form.validate()
        assert "邮箱地址不正确。" in [str(message) for message in form.send_to.errors]


def test_nobody_in_particular_may_be_chosen_for_a_task(app: Flask) -> None:
    with app.test_request_context():
        form = RouteForm()
        form.offer([("four_search", "派四找任务")], [(7, "情报员甲")])
        assert [value for value, _label, *_rest in form.assignee_id.iter_choices()] == ["", "7"]


def test_regions_are_chosen_by_name() -> None:
    assert region_choices([Region(code="340302", name="龙子湖区")]) == [("340302", "龙子湖区")]
