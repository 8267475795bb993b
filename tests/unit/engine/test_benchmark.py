from pathlib import Path

import pytest

from matchmaker.engine.benchmark import BenchmarkError, Fault, read_benchmark
from matchmaker.engine.documents import Document

NEEDS = '{"id": "n1", "title": "毛刺检测", "content": "极片"}\n\n{"id": 2, "title": "轴承"}\n'
ACHIEVEMENTS = '{"id": "a1", "title": "视觉检测", "content": ""}\r\n{"id": "a2", "title": "诊断", "content": null}\n'
JUDGEMENTS = "need\tachievement\tlevel\nn1\ta2\t1\nn1\ta1\t3.5\n2\ta2\t4.000\n"


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    paths = {name: tmp_path / name for name in ("needs", "achievements", "judgements")}
    for (name, path), text in zip(paths.items(), (NEEDS, ACHIEVEMENTS, JUDGEMENTS), strict=True):
        assert name
        path.write_bytes(text.encode())
    return paths


def test_the_three_files_are_read_in_their_order(files: dict[str, Path]) -> None:
    benchmark = read_benchmark(**files)
    assert benchmark.needs == [Document(0, "毛刺检测", "极片"), Document(1, "轴承", "")]
    assert benchmark.need_ids == ["n1", "2"]
    assert benchmark.achievement_ids == ["a1", "a2"]
    assert benchmark.judgements == {0: {1: 1.0, 0: 3.5}, 1: {1: 4.0}}


def test_a_byte_order_mark_is_passed_over(files: dict[str, Path]) -> None:
    files["judgements"].write_text(JUDGEMENTS, encoding="utf-8-sig")
    assert len(read_benchmark(**files).judgements) == 2


@pytest.mark.parametrize(
    ("name", "content", "line", "fault"),
    [
        ("needs", "", 0, Fault.EMPTY),
        ("needs", "\xff\xfe", 0, Fault.UNREADABLE),
        ("needs", NEEDS + "{oops", 4, Fault.NOT_JSON),
        ("needs", NEEDS + "[1]", 4, Fault.NOT_JSON),
        ("needs", NEEDS + "[" * 100_000, 4, Fault.NOT_JSON),
        ("needs", '{"title": "无编号"}', 1, Fault.BAD_ID),
        ("needs", '{"id": null, "title": "无编号"}', 1, Fault.BAD_ID),
        ("needs", '{"id": "a b", "title": "空格"}', 1, Fault.BAD_ID),
        ("needs", '{"id": "\\ud800", "title": "半个字符"}', 1, Fault.BAD_ID),
        ("achievements", '{"id": "a1", "title": " "}', 1, Fault.NO_TITLE),
        ("achievements", '{"id": "a1", "title": 5}', 1, Fault.NO_TITLE),
        ("achievements", '{"id": "a1", "title": "x", "content": []}', 1, Fault.BAD_CONTENT),
        ("achievements", ACHIEVEMENTS + '{"id": "a1", "title": "又一次"}', 3, Fault.TWICE),
        ("judgements", "n1\ta1\t2\n", 1, Fault.BAD_HEADING),
        ("judgements", "need\tachievement\tlevel\n", 0, Fault.EMPTY),
        ("judgements", JUDGEMENTS + "n1\ta1\n", 5, Fault.BAD_COLUMNS),
        ("judgements", JUDGEMENTS + "n9\ta1\t2\n", 5, Fault.UNKNOWN_NEED),
        ("judgements", JUDGEMENTS + "n1\ta9\t2\n", 5, Fault.UNKNOWN_ACHIEVEMENT),
        ("judgements", JUDGEMENTS + "n1\ta1\t2\n", 5, Fault.TWICE),
        ("judgements", JUDGEMENTS + "2\ta1\t强\n", 5, Fault.BAD_LEVEL),
        ("judgements", JUDGEMENTS + "2\ta1\tnan\n", 5, Fault.BAD_LEVEL),
        ("judgements", JUDGEMENTS + "2\ta1\t5\n", 5, Fault.BAD_LEVEL),
    ],
)
def test_a_fault_is_named_with_file_and_line(
    files: dict[str, Path], name: str, content: str, line: int, fault: Fault
) -> None:
    files[name].write_bytes(content.encode("latin-1" if fault is Fault.UNREADABLE else "utf-8"))
    with pytest.raises(BenchmarkError) as raised:
        read_benchmark(**files)
    assert (raised.value.path, raised.value.line, raised.value.fault) == (files[name], line, fault)


def test_a_missing_file_is_named(files: dict[str, Path]) -> None:
    files["needs"].unlink()
    with pytest.raises(BenchmarkError) as raised:
        read_benchmark(**files)
    assert raised.value.fault is Fault.UNREADABLE
