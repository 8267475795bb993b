"""Drafts from a research group's introduction."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Contents
from matchmaker.catalog.models import PastedNote, RecordKind
from matchmaker.catalog.services.draft_record import create_draft
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Invalid


def take_introduced(
    session: Session,
    drafts: Sequence[Contents],
    note: str,
    *,
    actor: Actor,
    organization_id: int,
    source: str,
    scout_id: int | None,
) -> list[int]:
    """Begin a draft for each of ``drafts``, all with the ``note`` of what none of them took; returns their ids.

    Raises as ``create_draft``; an Invalid one names the place in ``drafts``:
    "results-0-title".
    """
    made = []
    for place, values in enumerate(drafts):
        try:
            row = create_draft(
                session,
                RecordKind.ACHIEVEMENT,
                actor=actor,
                organization_id=organization_id,
                values=values,
                scout_id=scout_id,
                source=source,
            )
        except Invalid as error:
            named = {f"results-{place}-{name}": texts for name, texts in error.fields.items()}
            raise Invalid(error.message, fields=named) from error
        if note:
            session.add(PastedNote(achievement_id=row.id, organization_id=row.organization_id, text=note))
        made.append(row.id)
    session.flush()
    return made
