"""Files of a deal, and who may open them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from matchmaker.core import blobs
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.viewpoints import viewpoint
from matchmaker.deals.work.queries import files_of
from matchmaker.deals.work.services import keep_file
from matchmaker.deals.work.services.keep_file import add_file, remove_file
from tests.factories.pricing import PDF
from tests.unit.deals.conftest import Stage
from tests.unit.deals.work.conftest import Do


def put(do: Do, deal: Deal, folder: Path, actor: Actor, name: str, *, shared: bool) -> Any:
    stored = blobs.store(folder, BytesIO(PDF), name)
    return do(lambda inner: add_file(inner, inner.get_one(Deal, deal.id), stored, shared=shared, actor=actor))


def test_each_reader_sees_what_is_meant_for_it(stage: Stage, do: Do, tmp_path: Path) -> None:
    deal = stage.introduced()
    actors = {
        "need": stage.voice(Side.NEED),
        "achievement": stage.voice(Side.ACHIEVEMENT),
        "officer": stage.officer_actor,
    }
    for name, actor in actors.items():
        put(do, deal, tmp_path, actor, f"{name}-all.pdf", shared=True)
        put(do, deal, tmp_path, actor, f"{name}-own.pdf", shared=False)
    shared = {f"{name}-all.pdf" for name in actors}

    def seen(actor: Actor) -> set[str]:
        return {each.file_name for each in files_of(stage.session, deal.id, viewpoint(actor, deal))}

    assert seen(actors["need"]) == shared | {"need-own.pdf"}
    assert seen(actors["achievement"]) == shared | {"achievement-own.pdf"}
    assert seen(actors["officer"]) == shared | {f"{name}-own.pdf" for name in actors}


def test_only_who_put_it_there_takes_it_away(stage: Stage, do: Do, tmp_path: Path) -> None:
    deal, actor = stage.introduced(), stage.voice(Side.NEED)
    row = put(do, deal, tmp_path, actor, "纪要.pdf", shared=True)
    key, other = type(row), stage.officer_actor
    with pytest.raises(Conflict):
        do(lambda inner: remove_file(inner, inner.get_one(Deal, deal.id), inner.get_one(key, row.id), actor=other))
    do(lambda inner: remove_file(inner, inner.get_one(Deal, deal.id), inner.get_one(key, row.id), actor=actor))
    assert not files_of(stage.session, deal.id, viewpoint(actor, deal))


def test_there_is_a_limit_and_none_before_the_introduction(
    stage: Stage, do: Do, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Conflict):
        put(do, stage.open(), tmp_path, stage.officer_actor, "纪要.pdf", shared=True)
    deal = stage.session.query(Deal).one()
    for side in Side:
        stage.reply(deal, side)
    monkeypatch.setattr(keep_file, "MOST_FILES", 0)
    with pytest.raises(Invalid) as caught:
        put(do, deal, tmp_path, stage.officer_actor, "纪要.pdf", shared=True)
    assert "file" in caught.value.fields
