"""What an index takes: on disk, in a process that opened it, and in a second one beside it."""

import re
import resource
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from engine_bench.timing import Times, clock
from matchmaker.engine.artifacts import load, save
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index

MEBIBYTE = 1024 * 1024
OPENINGS = 5


def measure(index: Index, needs: list[Document], folder: Path) -> dict[str, float]:
    """Mebibytes, and milliseconds to open."""
    generation = save(index, folder)
    files = sum(file.stat().st_size for file in (folder / generation).iterdir())
    context = get_context("spawn")
    with ProcessPoolExecutor(1, context) as first, ProcessPoolExecutor(1, context) as second:
        one = first.submit(_serve, folder, needs).result()
        two = second.submit(_serve, folder, needs).result()
        opening = second.submit(_open, folder).result()
    return {
        "files MiB": files / MEBIBYTE,
        "resident, first process MiB": one["Rss"],
        "own pages of a second process MiB": two["Private"] - two["Before"],
        "resident, of a process before it opens MiB": two["Before"],
        "open ms": opening * 1000,
    }


def _serve(folder: Path, needs: list[Document]) -> dict[str, float]:
    """Open, answer and explain as a web process does; then see what it takes."""
    Index.build([Document(1, "预热", "")]).search(Document(0, "预热", ""), 1)
    before = _pages()["Private"]
    index = load(folder)
    for need in needs:
        keys = [match.key for match in index.search(need, 20)]
        list(index.explain_many(need, keys))
    _KEPT.append(index)
    return {**_pages(), "Before": before}


_KEPT: list[Index] = []


def _open(folder: Path) -> float:
    times = Times()
    for _time in range(OPENINGS):
        clock(lambda: load(folder), times)
    return times.median_wall


def _pages() -> dict[str, float]:
    """Resident and private mebibytes of this process."""
    text = Path("/proc/self/smaps_rollup").read_text(encoding="ascii")
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
    return {"Rss": sizes["Rss"], "Private": sizes["Private_Clean"] + sizes["Private_Dirty"]}


def peak() -> float:
    """Largest resident size of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
