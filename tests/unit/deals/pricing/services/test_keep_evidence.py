"""Evidence comes and goes while the dossier is open; each change is a new version."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from matchmaker.core import blobs
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.pricing.queries import files_of
from matchmaker.deals.pricing.services import keep_evidence
from matchmaker.deals.pricing.services.keep_evidence import add_evidence, remove_evidence
from tests.factories.base import MAKER
from tests.factories.pricing import PDF, make_dossier
from tests.unit.deals.conftest import Stage
from tests.unit.deals.pricing.conftest import Do


def add(do: Do, row: PricingDossier, folder: Path, purpose: str = "decision") -> Any:
    stored = blobs.store(folder, BytesIO(PDF), "纪要.pdf")
    return do(
        lambda inner: add_evidence(inner, inner.get_one(PricingDossier, row.id), stored, purpose=purpose, actor=MAKER)
    )


def test_each_change_raises_the_version(stage: Stage, do: Do, tmp_path: Path) -> None:
    row = make_dossier(stage.session)
    versions = [row.version]
    made = add(do, row, tmp_path)
    stage.session.refresh(row)
    versions.append(row.version)
    key = type(made)
    do(
        lambda inner: remove_evidence(
            inner, inner.get_one(PricingDossier, row.id), inner.get_one(key, made.id), actor=MAKER
        )
    )
    stage.session.refresh(row)
    versions.append(row.version)
    assert versions == sorted(set(versions))
    assert not files_of(stage.session, row.id)


def test_what_is_refused(stage: Stage, do: Do, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = make_dossier(stage.session)
    with pytest.raises(Invalid) as caught:
        add(do, row, tmp_path, "sealed")
    assert "purpose" in caught.value.fields
    with pytest.raises(Conflict):
        add(do, make_dossier(stage.session, DossierState.SEALED), tmp_path)
    monkeypatch.setattr(keep_evidence, "MOST_BYTES", 5)
    with pytest.raises(Invalid) as caught:
        add(do, row, tmp_path)
    assert "file" in caught.value.fields
