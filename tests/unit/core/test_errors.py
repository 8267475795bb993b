"""Every expected failure has a status, a code of its own and Chinese words."""

from __future__ import annotations

import re

from matchmaker.core import errors
from matchmaker.core.errors import DomainError, Invalid

KINDS = [each for each in vars(errors).values() if isinstance(each, type) and issubclass(each, DomainError)]


def test_codes_tell_failures_apart() -> None:
    codes = [each.code for each in KINDS]
    assert len(set(codes)) == len(codes)
    assert {each.status for each in KINDS} == {400, 403, 404, 409, 422, 429, 503}


def test_each_speaks_chinese_without_being_told_what_to_say() -> None:
    for kind in KINDS:
        assert re.fullmatch(r"[\u4e00-\u9fff，。]+", kind().message), kind


def test_what_is_said_at_a_field_is_kept_apart_from_whoever_said_it() -> None:
    said = {"title": ["请填写名称。"]}
    error = Invalid(fields=said)
    said["title"].append("之后加的")
    assert error.fields == {"title": ["请填写名称。"]}
    assert str(Invalid("请先保存。")) == "请先保存。"
