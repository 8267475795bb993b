"""Shape in code and words in a data file make one field; neither may be missing."""

from __future__ import annotations

import pytest

from matchmaker.sheets.field_lists import Shape, _field, fields_from
from matchmaker.sheets.tables.fields import Kind, plain


def test_shape_and_words_make_a_field() -> None:
    (field,) = fields_from(
        "matchmaker.deals.contracts",
        "contract_columns",
        {"kind": Shape("合同类别", Kind.CHOICE, choices={"service": "技术服务"})},
    )
    assert (field.name, field.label, field.kind) == ("kind", "合同类别", Kind.CHOICE)
    assert "合同类型" in field.names
    assert field.codes[plain("技术培训")] == "service"


def test_a_field_without_words_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        fields_from("matchmaker.deals.contracts", "contract_columns", {"colour": Shape("颜色")})
    with pytest.raises(TypeError):
        _field("kind", Shape("类别"), {"names": "类别"})
