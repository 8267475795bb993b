"""Words that warn: found anywhere in a listing, in any case."""

from __future__ import annotations

from matchmaker.catalog.security_words import found_in


def test_words_are_found_in_texts_and_rows() -> None:
    said = {"title": "某型gjb器件", "indicators": [{"name": "强度", "method": "按机密文件"}], "trl": 7}
    assert {each.word for each in found_in(said)} >= {"GJB", "机密"}


def test_a_clean_text_warns_of_nothing() -> None:
    assert found_in({"title": "陶瓷膜浓缩", "keywords": ["膜"], "budget": 100}) == []
