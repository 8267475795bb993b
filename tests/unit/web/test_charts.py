"""What a drawing is told is what the table beside it says."""

from __future__ import annotations

from matchmaker.web.charts import Chart, Series


def test_a_chart_tells_its_categories_and_every_value() -> None:
    told = Chart(
        "成交额", ["一月", "二月"], [Series("当年", [1.5, None]), Series("目标", [2, 4], "pace")], "万元"
    ).as_json()
    assert told["categories"] == ["一月", "二月"]
    assert [(each["name"], each["values"], each["kind"]) for each in told["series"]] == [
        ("当年", [1.5, None], "bar"),
        ("目标", [2, 4], "pace"),
    ]
    assert (told["unit"], told["lying"]) == ("万元", False)
