"""The figures of the engine from files, for people and for programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.cli.evaluate import FAULTS, evaluate
from matchmaker.engine.benchmark import Fault
from matchmaker.engine.frozen import read_frozen
from tests.unit.engine.samples import ACHIEVEMENTS, NEEDS

ANSWERS = {1: 11, 2: 12, 3: 14, 4: 16, 5: 17}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    def lines(documents: list[tuple[int, str, str]]) -> str:
        rows = [{"id": f"x{key}", "title": title, "content": body} for key, title, body in documents]
        return "\n".join(json.dumps(row, ensure_ascii=False) for row in rows)

    contents = {
        "needs": lines([(each.key, each.title or "煤矸石", each.body) for each in NEEDS]),
        "achievements": lines([(each.key, each.title, each.body) for each in ACHIEVEMENTS]),
        "judgements": "need\tachievement\tlevel\n"
        + "".join(
            f"x{need}\tx{each.key}\t{4 if each.key == answer else 1}\n"
            for need, answer in ANSWERS.items()
            for each in ACHIEVEMENTS
        ),
    }
    for name, content in contents.items():
        (tmp_path / name).write_text(content)
    return {name: tmp_path / name for name in contents}


def run(files: dict[str, Path], *more: str) -> Result:
    options = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    return CliRunner().invoke(evaluate, [*options, *more])


def test_people_get_the_three_figures_in_chinese(files: dict[str, Path]) -> None:
    result = run(files)
    assert result.exit_code == 0
    assert "nDCG@10\t1.0000" in result.stdout
    assert "召回率@50" in result.stdout
    assert "1/(1+MAE)" in result.stdout


def test_programs_get_one_json_document(files: dict[str, Path]) -> None:
    result = run(files, "--json")
    report = json.loads(result.stdout)
    assert report["ndcg_at_10"] == 1
    assert report["recall_at_50"] == 1
    assert report["intervals"]["ndcg_at_10"] == [1, 1]
    assert report["gain_over_title_words"] == pytest.approx(1 - report["title_words_ndcg_at_10"])
    assert report["measured_needs"]["ndcg_at_10"] == len(ANSWERS)
    assert [each["level"] for each in report["levels"]] == ["strong", "fair", "weak", "none"]


def test_a_run_is_written_beside_the_figures(files: dict[str, Path], tmp_path: Path) -> None:
    assert run(files, "--run", str(tmp_path / "out.trec")).exit_code == 0
    first = (tmp_path / "out.trec").read_text().splitlines()[0].split(" ")
    assert first[:4] == ["x1", "Q0", "x11", "1"]


def test_a_run_that_cannot_be_written_fails_with_its_name(files: dict[str, Path], tmp_path: Path) -> None:
    result = run(files, "--run", str(tmp_path / "no" / "such" / "folder"))
    assert result.exit_code != 0
    assert "写不进去" in result.stderr
    assert result.stdout == ""


def test_a_bad_line_is_named_in_chinese_and_fails(files: dict[str, Path]) -> None:
    files["achievements"].write_text('{"id": "x11", "title": "好"}\n{坏')
    result = run(files)
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "第 2 行" in result.stderr
    assert str(files["achievements"]) in result.stderr


def test_a_missing_file_fails_in_chinese(files: dict[str, Path]) -> None:
    files["judgements"].unlink()
    result = run(files, "--json")
    assert result.exit_code != 0
    assert "打不开" in result.stderr


def test_without_files_the_frozen_set_is_measured() -> None:
    report = json.loads(CliRunner().invoke(evaluate, ["--json"]).stdout)
    frozen = read_frozen()
    assert (report["needs"], report["achievements"]) == (len(frozen.needs), len(frozen.achievements))
    assert report["judgements"] == sum(len(row) for row in frozen.judgements.values())
    low, high = report["intervals"]["ndcg_at_10"]
    assert low < report["ndcg_at_10"] < high


@pytest.mark.parametrize("missing", ["needs", "achievements", "judgements"])
def test_two_files_of_three_are_refused_in_chinese(files: dict[str, Path], missing: str) -> None:
    result = run({name: path for name, path in files.items() if name != missing}, "--json")
    assert result.exit_code != 0
    assert result.stdout == ""
    assert "须同时给出" in result.stderr


def test_every_fault_has_words() -> None:
    assert set(FAULTS) == set(Fault)
