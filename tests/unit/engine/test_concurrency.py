"""Many readers while one writer adds, removes and compacts: each answer is one whole state's.

The index moves through numbered states. In state n exactly the documents n … n + WIDTH - 1 are
there, all with the same text, so an answer with any other set of keys would be half a state.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from matchmaker.engine.artifacts import load, save
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from tests.unit.engine.samples import ACHIEVEMENTS

WIDTH = 5
STATES = 40
READERS = 100
NEED = Document(0, "煤层气抽采", "井下钻孔密封")


def twin(key: int) -> Document:
    return Document(1000 + key, "煤层气抽采钻孔密封", "膨胀水泥封孔")


def at_first() -> Index:
    return Index.build([*ACHIEVEMENTS, *(twin(key) for key in range(WIDTH))])


def advance(index: Index, state: int) -> None:
    index.change([twin(state + WIDTH)], [twin(state).key])


def check(index: Index) -> int:
    """The state that an answer shows; fails when it shows none."""
    pinned = index.pinned()
    matches = [match for match in pinned.search(NEED, 50) if match.key >= 1000]
    keys = [match.key for match in matches]
    assert keys == list(range(keys[0], keys[0] + WIDTH)), keys
    assert max(match.score for match in matches) - min(match.score for match in matches) < 1e-6
    for explanation, match in zip(pinned.explain_many(NEED, keys), matches, strict=True):
        assert explanation.score == pytest.approx(match.score, abs=1e-6)
    return keys[0]


def until(stopped: Callable[[], bool], ready: Callable[[], object], index: Callable[[], Index]) -> int:
    """Ask again and again; returns how many times. States never go back."""
    asked = state = 0
    while not (stopped() and asked):
        seen = check(index())
        assert seen >= state
        state, asked = seen, asked + 1
        ready()
    return asked


def compact_often(index: Index) -> None:
    for _time in range(STATES):
        index.compact()


def test_a_hundred_readers_see_whole_states_during_compactions() -> None:
    index, stopped = at_first(), threading.Event()
    started = threading.Semaphore(0)
    with ThreadPoolExecutor(READERS) as pool:
        readers = [pool.submit(until, stopped.is_set, started.release, lambda: index) for _reader in range(READERS)]
        try:
            for _reader in range(READERS):
                started.acquire()
            compaction = threading.Thread(target=compact_often, args=[index])
            compaction.start()
            for state in range(STATES):
                advance(index, state)
            compaction.join()
        finally:
            stopped.set()
        assert all(reader.result() > 0 for reader in readers)
    assert check(index) == 1000 + STATES
    assert len(index) == len(ACHIEVEMENTS) + WIDTH


def test_a_reader_does_not_wait_for_a_compaction(monkeypatch: pytest.MonkeyPatch) -> None:
    index = at_first()
    inside, may_end = threading.Event(), threading.Event()

    def endless(_view: object) -> object:
        inside.set()
        may_end.wait()
        raise InterruptedError

    monkeypatch.setattr("matchmaker.engine.index.compacted", endless)
    failed: list[BaseException] = []

    def compact() -> None:
        try:
            index.compact()
        except InterruptedError as error:
            failed.append(error)

    thread = threading.Thread(target=compact)
    thread.start()
    inside.wait()
    try:
        assert check(index) == 1000
        advance(index, 0)
        assert check(index) == 1001
    finally:
        may_end.set()
        thread.join()
    assert failed
    assert check(index) == 1001


def read_elsewhere(folder: Path, started: Event, stopped: Event) -> int:
    return until(stopped.is_set, started.set, lambda: load(folder))


def test_another_process_always_opens_a_whole_index(tmp_path: Path) -> None:
    index, context = at_first(), get_context("spawn")
    save(index, tmp_path)
    with context.Manager() as manager, context.Pool(1) as pool:
        started, stopped = manager.Event(), manager.Event()
        reader = pool.apply_async(read_elsewhere, (tmp_path, started, stopped))
        try:
            started.wait()
            for state in range(STATES):
                advance(index, state)
                if state % 2:
                    index.compact()
                save(index, tmp_path)
        finally:
            stopped.set()
        assert reader.get() > 0
    assert check(load(tmp_path)) == 1000 + STATES
