"""The contract's clauses, made from a version's text alone."""

from __future__ import annotations

import pytest

from matchmaker.challenges.pledge_paper import Sheet, money, paper_of
from tests.unit.challenges.pledge_texts import text

HASH = "0123456789abcdef" * 4


@pytest.mark.parametrize(
    ("fen", "shown"),
    [(200_000_000, "200.00"), (66_666_667, "66.666667"), (1, "0.000001"), (1_234_560_000_000, "1,234,560.00")],
)
def test_money_is_shown_to_the_last_fen(fen: int, shown: str) -> None:
    assert money(fen) == shown


def test_a_paper_of_three_parties_has_all_that_a_contract_needs() -> None:
    paper = paper_of(text(), HASH)
    assert [label for label, _name in paper.facts] == [
        "甲方（发榜方）",
        "乙方（揭榜方）",
        "乙方联合单位",
        "丙方（主管部门）",
        "攻关负责人",
    ]
    assert [clause.heading[:2] for clause in paper.clauses] == [f"{sign}、" for sign in "一二三四五六七八九"]
    milestones = paper.clauses[2].parts[1]
    assert isinstance(milestones, Sheet)
    assert milestones.rows[-1] == ["", "合计", "", "100%", "200.000033"]
    told = str(paper.as_json())
    assert "人民币贰佰万元零叁角叁分" in told or "人民币贰佰万元叁角叁分" in told
    assert "1. 罚款、滞纳金；" in told
    assert "2. 捐款。" in told
    assert HASH in paper.hash_line
    assert any("攻关负责人（签字）" in line for line in paper.signatures[1].lines)


def test_a_firms_own_contract_names_no_bureau_and_no_list_it_does_not_have() -> None:
    parties = text()["parties"][:2]
    told = str(paper_of(text(parties=parties, lump_sum=False, partners=[]), HASH).as_json())
    assert "丙方" not in told
    assert "包干制" not in told
    assert "肆份" in told
