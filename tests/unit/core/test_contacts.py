"""Numbers and addresses as people write them."""

from __future__ import annotations

import pytest

from matchmaker.core.contacts import is_email, is_phone


@pytest.mark.parametrize("text", ["13905520000", "0552-3110000", "+86 139 0552 0000", "(0552)3110000转12"])
def test_what_can_be_dialled_is_a_number(text: str) -> None:
    assert is_phone(text)


@pytest.mark.parametrize("text", ["", "139", "电话见名片", "1390552000a", "１３９０５５２００００"])
def test_what_cannot_is_none(text: str) -> None:
    assert not is_phone(text)


def test_addresses() -> None:
    assert is_email("office@unit.cn")
    assert not any(is_email(text) for text in ("", "unit.cn", "a@b", "office@unit.cn, b@c.cn", f"{'a' * 250}@unit.cn"))
