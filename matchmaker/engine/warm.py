"""Compile the kernels before anybody waits for them: `python -m matchmaker.engine.warm`.

numba compiles a kernel at its first call, once for arrays in memory and once for arrays mapped from a
file. So a small index is made, asked in every way, changed, written, opened and asked again.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from matchmaker.engine import artifacts
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.near import duplicates

SUBJECTS = ("陶瓷膜浓缩发酵液", "超薄玻璃化学强化", "轴承套圈磨削烧伤检测", "焊缝激光视觉跟踪", "秸秆制糖预处理")
RECORDS = 60


def warm() -> None:
    """Call every kernel once for each kind of arrays that the product has."""
    texts = list(_documents())
    index = Index.build(texts[:-10], texts[:5])
    _ask(index, texts[-1])
    index.add(texts[-10:])
    index.remove([1, RECORDS - 2])
    _ask(index, texts[-1])
    with TemporaryDirectory() as folder:
        artifacts.save(index, Path(folder))
        opened = artifacts.load(Path(folder))
        _ask(opened, texts[-1])
        opened.add([Document(RECORDS, "新到的成果", "膜元件清洗周期 30 天")])
        _ask(opened, texts[-1])
        opened.compact()
        _ask(opened, texts[-1])
    index.compact()
    _ask(index, texts[-1])


def _documents() -> Iterator[Document]:
    for number in range(RECORDS):
        subject, other = SUBJECTS[number % len(SUBJECTS)], SUBJECTS[number // 7 % len(SUBJECTS)]
        body = f"{subject}，指标 {number}%，连续运行 {number * 3} 小时。" * (1 + number % 3)
        yield Document(number, f"{subject}与{other}第{number}种", body)


def _ask(index: Index, need: Document) -> None:
    keys = [match.key for match in index.search(need, 10)]
    list(index.search_many([need, need], 5, 0.05))
    list(index.explain_many(need, [*keys, need]))
    index.explain(need, keys[0])
    index.score_keys(need, keys)
    index.score_pairs([need], keys[0])
    duplicates(need, index)


if __name__ == "__main__":
    warm()
