"""Figures as a table and as a file with a description of the machine."""

import json
import os
import platform
import re
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

LIBRARIES = ("numpy", "scipy", "scikit-learn", "numba", "rjieba", "jieba", "sparse-dot-topn", "bm25s", "tantivy")
RESULTS = Path(__file__).resolve().parents[1] / "results"


def machine() -> dict[str, Any]:
    """Processor, cores, memory and versions; nothing that names the machine."""
    processor = re.search(r"^model name\s*:\s*(.+)$", _read("/proc/cpuinfo"), re.MULTILINE)
    memory = re.search(r"^MemTotal:\s+(\d+) kB", _read("/proc/meminfo"), re.MULTILINE)
    return {
        "processor": processor[1] if processor else platform.machine(),
        "cores": os.cpu_count(),
        "memory GiB": round(int(memory[1]) / 1024**2, 1) if memory else None,
        "load before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in LIBRARIES},
    }


def _read(path: str) -> str:
    file = Path(path)
    return file.read_text(encoding="utf-8") if file.exists() else ""


def keep(name: str, document: dict[str, Any]) -> Path:
    """Write the figures of one run."""
    RESULTS.mkdir(exist_ok=True)
    file = RESULTS / f"{name}.json"
    dated = {"date": datetime.now(UTC).date().isoformat(), **document}
    file.write_text(json.dumps(dated, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return file


def line(label: str, milliseconds: dict[str, float], ratios: dict[str, float], goal: str = "") -> None:
    """One row: ours, then each peer with how many times as long it takes."""
    cells = [f"{name} {value:,.2f} ms" for name, value in milliseconds.items()]
    cells = [
        f"{cell} ({ratios[name]:.1f}×)" if name in ratios else cell
        for cell, name in zip(cells, milliseconds, strict=True)
    ]
    print(f"  {label:<44} " + "   ".join(cells) + (f"   goal {goal}" if goal else ""))
