"""One result's clauses go where their own words send them."""

from __future__ import annotations

import pytest

from matchmaker.catalog.introduced_result import Result, read_result
from matchmaker.catalog.introduced_rights import Piece


def read(text: str) -> Result:
    return read_result([Piece(0, text)], is_sure=True)


def test_problem_advantage_maturity_and_one_liner_are_told_apart() -> None:
    result = read(
        "锂电极片检测系统：针对人工抽检漏检率高的问题，研制多光谱在线成像系统，检出率由92%提高到99.2%，已在2家企业应用。"
    )
    assert result.title == "锂电极片检测系统"
    assert {name: result.quotes(name) for name in result.placed} == {
        "problem_solved": ["针对人工抽检漏检率高的问题，"],
        "one_liner": ["研制多光谱在线成像系统，"],
        "advantage": ["检出率由92%提高到99.2%，"],
        "maturity": ["已在2家企业应用。"],
    }
    values = result.values
    assert values["problem_solved"] == "针对人工抽检漏检率高的问题。"
    assert values["indicators"] == [{"name": "检出率", "value": "99.2", "baseline": "92", "unit": "%"}]
    assert (values["trl"], values["trl_evidence"]) == (7, "已在2家企业应用。")


@pytest.mark.parametrize(
    ("text", "trl"),
    [
        ("银浆：已完成小试。", 4),
        ("银浆：完成样机，拟开展中试。", 6),
        ("银浆：计划今年产业化。", None),
        ("银浆：已在两家企业中试线运行。", 6),
        ("银浆：已实现批量生产。", 9),
        ("银浆：性能稳定。", None),
    ],
)
def test_maturity_is_what_has_been_reached_not_what_is_planned(text: str, trl: int | None) -> None:
    assert read(text).trl == trl


@pytest.mark.parametrize(
    ("clause", "row"),
    [
        ("电阻率为5μΩ·cm", {"name": "电阻率", "value": "5", "unit": "μΩ·cm"}),
        ("打磨力误差小于2N", {"name": "打磨力误差", "value": "小于2", "unit": "N"}),
        ("烧结温度由300℃降到150℃", {"name": "烧结温度", "value": "150", "baseline": "300", "unit": "℃"}),
        ("比传统方法提高30%", None),
        ("节约成本20%", None),
    ],
)
def test_only_a_named_figure_becomes_an_indicator(clause: str, row: dict[str, str] | None) -> None:
    assert read(f"银浆：{clause}。").values["indicators"] == ([row] if row else [])


def test_patents_without_a_number_are_told_in_words() -> None:
    result = read("银浆：性能好。申请专利2项。")
    assert (result.rights, result.values["ip_status"]) == ((), None)
    assert "申请专利2项。" in result.text("one_liner") + result.text("summary")


def test_a_patent_is_likely_only_by_telling_words() -> None:
    result = read("柔性真空吸附装置：搬运玻璃基板。")
    assert result.likeness("一种茶叶采摘装置") == 0
    assert result.likeness("一种真空吸附搬运方法") >= 2
