"""``python -m matchmaker.cli.background``: counts how common terms are in our own texts.

Its output is ``matchmaker/engine/data/background.json``. Scores follow from it, so a recount is a new
version of the engine.
"""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace
from typing import Any

from matchmaker.cli.seed import source
from matchmaker.engine.background import count_terms
from matchmaker.engine.frozen import read_frozen
from matchmaker.matching.documents import achievement_document, typed_need


def own_texts() -> tuple[list[str], list[str]]:
    """Achievements and needs of the frozen set and of the demo city, as the engine reads them."""
    frozen = read_frozen()
    achievements = [each.text for each in frozen.achievements]
    needs = [each.text for each in frozen.needs]
    achievements += [_achievement_text(row) for row in source.rows("achievements")]
    needs += [typed_need(source.need_values(row)).text for row in source.rows("needs")]
    return achievements, needs


def _achievement_text(row: source.Row) -> str:
    values = source.achievement_values(row)
    values["indicators"] = [SimpleNamespace(**each) for each in values["indicators"]]
    shaped: Any = SimpleNamespace(id=0, **values)
    return achievement_document(shaped).text


def document() -> str:
    """The file's content: one term a line, so that a recount can be compared."""
    achievements, needs = own_texts()
    terms = count_terms(achievements, needs)
    lines = ",\n".join(f"{json.dumps(term, ensure_ascii=False)}: {list(counts)}" for term, counts in terms.items())
    return f'{{"achievements": {len(achievements)}, "needs": {len(needs)}, "terms": {{\n{lines}\n}}}}\n'


if __name__ == "__main__":
    sys.stdout.write(document())
