"""What a line of an import must be."""

from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.cli.import_lines import LONGEST_ID, Line, read_lines

Refusals = list[tuple[int, str, str]]


def read(tmp_path: Path, content: bytes) -> tuple[list[Line], Refusals]:
    """The lines taken and the lines refused."""
    file, refused = tmp_path / "lines.jsonl", Refusals()
    file.write_bytes(content)
    return list(read_lines(file, lambda *why: refused.append(why))), refused


def test_id_and_title_suffice_and_blank_lines_count_only_for_the_numbers(tmp_path: Path) -> None:
    lines, refused = read(tmp_path, '\ufeff{"id": 7, "title": " 甲 "}\r\n\r\n{"id": "8", "title": "乙"}'.encode())
    assert lines == [Line(1, "7", "甲", ""), Line(3, "8", "乙", "")]
    assert refused == []


@pytest.mark.parametrize(
    ("line", "name", "reason"),
    [
        ("{", "", "不是合格的 JSON"),
        ("[" * 100_000, "", "不是合格的 JSON"),
        ("[]", "", "每行应是一个对象"),
        ('{"title": "甲"}', "", "id 不能为空"),
        ('{"id": "n1", "title": "\u3000"}', "n1", "title 不能为空"),
        ('{"id": "n1", "title": true}', "n1", "title 应是文字"),
        ('{"id": "n1", "title": "甲\\u0000"}', "n1", "不可见的控制字符"),
        ('{"id": "n\\u0000", "title": "甲"}', "", "不可见的控制字符"),
        ('{"id": "' + "9" * 200 + '", "title": "甲"}', "9" * LONGEST_ID, "超过 80 字"),
        ('{"id": "n1", "title": "' + "长" * 121 + '"}', "n1", "title 超过 120 字"),
    ],
)
def test_a_line_is_refused_by_its_number_and_its_own_id(tmp_path: Path, line: str, name: str, reason: str) -> None:
    lines, refused = read(tmp_path, f'{line}\n{{"id": "n2", "title": "乙"}}\n'.encode())
    assert [each.external_id for each in lines] == ["n2"]
    assert [(number, of, reason in why) for number, of, why in refused] == [(1, name, True)]


def test_an_id_comes_once(tmp_path: Path) -> None:
    lines, refused = read(tmp_path, b'{"id": 1, "title": "a"}\n{"id": "1", "title": "b"}\n')
    assert len(lines) == 1
    assert refused == [(2, "1", "编号 1 在文件中重复。")]
