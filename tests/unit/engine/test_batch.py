import pickle
import shutil
from pathlib import Path

import pytest

from matchmaker.engine import artifacts
from matchmaker.engine.batch import Question, Source, answer, answer_from, can_answer, made_by
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.tuning import UNTUNED, Tuning

SUBJECTS = ("陶瓷膜浓缩发酵液", "陶瓷膜过滤污水", "超薄玻璃化学强化", "陶瓷膜元件清洗", "焊缝激光视觉跟踪")
NEED = Document(7, "陶瓷膜清洗", "膜元件污染后的清洗周期")


@pytest.fixture
def index() -> Index:
    return Index.build(Document(key, subject, "") for key, subject in enumerate(SUBJECTS))


def test_an_answer_is_what_searching_and_explaining_say(index: Index) -> None:
    found = answer(index, Question(NEED, 5, 0.0, 2, 3))
    assert [each.key for each in found] == [match.key for match in index.search(NEED, 2)]
    assert [each.explanation for each in found] == [index.explain(NEED, each.key, 3) for each in found]


def test_what_is_unwanted_makes_room_for_the_next(index: Index) -> None:
    best, second, third = (match.key for match in index.search(NEED, 3))
    found = answer(index, Question(NEED, 5, 0.0, 2, 3, frozenset({best})))
    assert [each.key for each in found] == [second, third]


def test_nothing_below_the_floor(index: Index) -> None:
    assert answer(index, Question(NEED, 5, 0.99, 2, 3)) == ()


def test_files_answer_as_the_index_that_wrote_them(index: Index, tmp_path: Path) -> None:
    generation = artifacts.save(index, tmp_path)
    questions = [Question(NEED, 5, 0.0, 3, 5), Question(Document(8, "焊缝跟踪", ""), 5, 0.0, 3, 5)]
    asked = pickle.loads(pickle.dumps(questions))  # noqa: S301 - our own bytes, as they travel
    said = pickle.loads(pickle.dumps(answer_from(Source(str(tmp_path), generation), UNTUNED, asked)))  # noqa: S301 - the same
    assert said == [answer(index, question) for question in questions]


def test_needs_are_read_as_the_tuning_says(index: Index, tmp_path: Path) -> None:
    source, tuning = Source(str(tmp_path), artifacts.save(index, tmp_path)), Tuning.of(0.9, {"陶瓷膜": 0.0})
    question = Question(NEED, 5, 0.0, 3, 5)
    assert answer_from(source, tuning, [question]) == [answer(index.pinned(tuning), question)]
    assert answer_from(source, tuning, [question]) != answer_from(source, UNTUNED, [question])


def test_a_generation_that_is_not_there_or_damaged_is_refused(index: Index, tmp_path: Path) -> None:
    generation = artifacts.save(index, tmp_path)
    assert can_answer(Source(str(tmp_path), generation)) == made_by()
    with pytest.raises(artifacts.ArtifactError):
        can_answer(Source(str(tmp_path), "0" * len(generation)))
    copied = tmp_path / "copied"
    shutil.copytree(tmp_path / generation, copied / generation)
    codes = copied / generation / "codes.npy"
    codes.write_bytes(codes.read_bytes()[:-1] + b"!")
    with pytest.raises(artifacts.ArtifactError):
        can_answer(Source(str(copied), generation))
