"""A pasted text is split by the headings that offices write; nothing of it is lost."""

from __future__ import annotations

import re
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalog.forms.need import NeedForm
from matchmaker.catalog.pasted import HEADINGS, need_contents

MARKS = re.compile(r"[\s\W_]+")
NUMBERS = "一二三四五六七八九十0123456789"


def test_headings_lead_to_the_fields_of_the_form() -> None:
    said = need_contents(
        "发酵液连续浓缩\n一、需求内容：收率只有91%。\n2. 预期目标\n收率到96%。\n【现有基础】两条产线；合作要求：能驻厂"
    )
    assert said == {
        "title": "发酵液连续浓缩",
        "problem": "收率只有91%。",
        "research_content": "收率到96%。",
        "existing_conditions": "两条产线；",
        "solver_requirements": "能驻厂",
    }
    assert set(HEADINGS) <= {field.short_name for field in NeedForm()}


@pytest.mark.parametrize(
    ("text", "title", "problem"),
    [
        ("料液很黏，想连续浓缩。", "", "料液很黏，想连续浓缩。"),
        ("料液浓缩\n板框压滤收率低", "料液浓缩", "板框压滤收率低"),
        ("第一句就说完了。\n第二行", "", "第一句就说完了。\n第二行"),
        ("需求名称：料液浓缩\n收率低", "料液浓缩", "收率低"),
        ("需求名称：料液浓缩\n问题描述：收率低\n每天换布", "料液浓缩", "收率低\n每天换布"),
        ("我们的目标是降本，需求很急", "", "我们的目标是降本，需求很急"),
        ("长" * 60 + "\n收率低", "", "长" * 60 + "\n收率低"),
        ("", None, None),
        (" \n ", None, None),
    ],
)
def test_the_title_is_a_short_line_of_its_own(text: str, title: str | None, problem: str | None) -> None:
    said = need_contents(text)
    assert (said.get("title") or "", said.get("problem") or "") == (title or "", problem or "")


NAMES = sorted(chain.from_iterable(HEADINGS.values()))
PIECES = st.one_of(st.sampled_from(NAMES), st.sampled_from("：:\n。；、 【】1一"), st.text(max_size=8))


@given(st.lists(PIECES, max_size=14))
def test_nothing_but_headings_is_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    kept = MARKS.sub("", "".join(need_contents(text).values()))
    for part in re.split(r"[\n。；：:【】]", text):
        body = MARKS.sub("", part)
        assert body in kept or body.lstrip(NUMBERS) in NAMES
