"""Clocks: contestants take turns need by need, so that a busy machine is busy for all of them."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

T = TypeVar("T")
WARM_UP = 5


@dataclass
class Times:
    """Seconds of each call, by the wall clock and by the processor's."""

    wall: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Median seconds of processor time: what a call costs, whoever else is on the machine."""
        return statistics.median(self.cpu)

    @property
    def median_wall(self) -> float:
        """Median seconds by the wall clock."""
        return statistics.median(self.wall)


def clock(call: Callable[[], T], times: Times) -> T:
    """Time one call."""
    cpu, wall = time.process_time(), time.perf_counter()
    result = call()
    times.wall.append(time.perf_counter() - wall)
    times.cpu.append(time.process_time() - cpu)
    return result


def in_turns(calls: dict[str, Callable[[T], object]], questions: Sequence[T]) -> dict[str, Times]:
    """Every contestant answers every question; who goes first changes from one to the next."""
    times = {name: Times() for name in calls}
    names = list(calls)
    for number, question in enumerate([*questions[:WARM_UP], *questions]):
        shift = number % len(names)
        for name in (*names[shift:], *names[:shift]):
            clock(partial(calls[name], question), Times() if number < WARM_UP else times[name])
    return times


def once(call: Callable[[], T]) -> tuple[T, Times]:
    """Time a single long call."""
    times = Times()
    return clock(call, times), times


def ratio(theirs: Times, ours: Times, *, by_wall: bool = False) -> float:
    """How many times as long they take: the median over calls that were made side by side."""
    pairs = zip(theirs.wall, ours.wall, strict=True) if by_wall else zip(theirs.cpu, ours.cpu, strict=True)
    return statistics.median(their / max(our, 1e-9) for their, our in pairs)
