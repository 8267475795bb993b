"""What another way of reading needs would do, measured before anybody decides on it.

To the judged set that ships with the product, and to this installation's own
published needs. Reads only, in about a second; the write comes afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from matchmaker.engine.documents import Document
from matchmaker.engine.frozen import frozen_index
from matchmaker.engine.index import Index
from matchmaker.engine.late import LateModule
from matchmaker.engine.ranking import FLOOR
from matchmaker.engine.tuning import Tuning
from matchmaker.matching.keeper import Keeper, documents
from matchmaker.matching.services.refresh import published_needs

if TYPE_CHECKING:
    from matchmaker.engine import comparison
else:
    comparison = LateModule("matchmaker.engine.comparison")

TOP = 10
ASKED = 100
"""So many needs of the installation are asked, evenly chosen: what a page can wait for."""

EXAMPLES = 5
DIGITS = 6


def measure(session: Session, keeper: Keeper, before: Tuning, after: Tuning) -> dict[str, Any]:
    """For ``EngineTuning.comparison``: {"frozen", "site"}, see the functions below."""
    return {"frozen": on_frozen(before, after), "site": on_site(session, keeper, before, after)}


def on_frozen(before: Tuning, after: Tuning) -> dict[str, Any]:
    """Figures before and after on the frozen set, and the judged needs changed most."""
    benchmark, index = frozen_index()
    found = comparison.compare(benchmark, index, before, after)
    old, new = found.calibration
    changed = [
        {"title": benchmark.needs[each.need].title, "before": each.before, "after": each.after}
        for each in found.changed[:EXAMPLES]
    ]
    return {
        "ndcg_at_10": figures(found.ndcg_at_10),
        "recall_at_50": figures(found.recall_at_50),
        "calibration": {"before": old, "after": new, "difference": new - old},
        "changed": changed,
    }


def figures(paired: comparison.Paired) -> dict[str, Any]:
    """A paired figure as JSON."""
    difference = paired.difference
    return {
        "before": paired.before,
        "after": paired.after,
        "difference": round(difference.value, DIGITS),
        "low": round(difference.low, DIGITS),
        "high": round(difference.high, DIGITS),
        "needs": difference.needs,
        "better": paired.better,
        "worse": paired.worse,
    }


def on_site(session: Session, keeper: Keeper, before: Tuning, after: Tuning) -> dict[str, Any]:
    """How many of the published needs get another list of the ten best, with examples as ids."""
    ids = published_needs(session)
    asked = ids[:: max(1, -(-len(ids) // ASKED))]
    needs = list(documents(session, "need", asked))
    index = keeper.served(session, "achievement").index
    changed = sorted(_changed(index, needs, before, after), key=lambda each: (-len(each["entered"]), each["need"]))
    return {
        "published": len(ids),
        "asked": len(needs),
        "changed": len(changed),
        "entered": sum(len(each["entered"]) for each in changed),
        "examples": changed[:EXAMPLES],
    }


def _changed(index: Index, needs: Sequence[Document], before: Tuning, after: Tuning) -> Iterator[dict[str, Any]]:
    one, other = index.pinned(before), index.pinned(after)
    for need in needs:
        old, new = ([match.key for match in each.search(need, TOP, FLOOR)] for each in (one, other))
        if old != new:
            entered, left = [key for key in new if key not in old], [key for key in old if key not in new]
            yield {"need": need.key, "entered": entered, "left": left}
