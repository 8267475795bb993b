"""Chinese names in the same order everywhere."""

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.pinyin import pinyin_key, typed_as
from matchmaker.organizations.models import Organization
from tests.factories.organizations import make_organization


def test_names_stand_in_pinyin_order_and_tones_count() -> None:
    names = ["中科", "安徽", "陕西", "山西", "Beta", "八公山"]
    assert sorted(names, key=pinyin_key) == ["安徽", "八公山", "Beta", "山西", "陕西", "中科"]


@given(st.text(max_size=200))
def test_keys_are_short_plain_ascii(text: str) -> None:
    key = pinyin_key(text)
    assert key.isascii()
    assert len(key) <= 300
    assert key == key.lower()


def test_the_database_orders_keys_by_bytes(session: Session) -> None:
    names = ["淮滨 一所", "淮滨二所", "淮北三所", "Z-4 工作室", "阿尔法所"]

    for name in names:
        make_organization(session, name=name)
    stored = session.scalars(select(Organization.name_key).order_by(Organization.name_key)).all()
    assert stored == sorted(stored)


def test_what_is_typed_for_each_character() -> None:
    assert typed_as("陶瓷膜") == (["tao", "ci", "mo"], ["t", "c", "m"])
    assert typed_as("LAN安-2") == (["l", "a", "n", "an", "", "2"], ["l", "a", "n", "a", "", "2"])


@given(st.text(max_size=60))
def test_every_character_has_its_place(text: str) -> None:
    whole, first = typed_as(text)
    assert len(whole) == len(first) == len(text)
    assert all(part.isascii() and (not part or part.isalnum()) for part in whole)
