"""What a table may be imported into: declared as data by the feature that owns the records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, PermissionTable
from matchmaker.sheets.models import SheetImport, SheetKind
from matchmaker.sheets.outcome import Taking
from matchmaker.sheets.tables.fields import Field

TARGETS = "matchmaker_sheet_targets"
"""Where the application keeps ``Targets``."""


class MakeTaking(Protocol):
    """Who reckons the rows of ``sheet`` for ``actor``; ``claims``: the target's question was answered yes."""

    def __call__(self, sheet: SheetImport, actor: Actor, *, claims: bool) -> Taking: ...


@dataclass(frozen=True)
class Words:
    """What the shared pages say of one target; Chinese, translated where shown.

    ``created`` and ``updated`` head the counts, ``confirm`` takes ``n``;
    ``next`` is the button to the page "next", if there is one; ``cautions``
    stand beside the upload, ``help`` in the template.
    """

    record: str
    place: str
    template: str
    created: str
    updated: str
    confirm: str
    done: str
    see: str
    next: str = ""
    cautions: tuple[str, ...] = ()
    help: tuple[str, ...] = ()


@dataclass(frozen=True)
class Target:
    """One kind of record that a table may bring.

    ``permission`` of ``table``: who may; judged anew at every step.
    ``required``: field → what a row without it is told; such a field must
    have a column. ``append_to``: the field, with its label, to whose end the
    text of columns without a field may go, or nothing. ``question``: what is
    asked beside the columns and answered by a tick, or nothing.
    ``offers``: further lists for the template's columns, by field.
    ``endpoints``: of the pages "list", "upload" and "template", and of the
    one where what was brought is worked on, "next".
    """

    kind: SheetKind
    permission: StrEnum
    table: PermissionTable
    fields: tuple[Field, ...]
    required: Mapping[str, str]
    taking: MakeTaking
    words: Words
    endpoints: Mapping[str, str]
    seen_by: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    needed: frozenset[str] = frozenset()
    append_to: tuple[str, str] | None = None
    question: str = ""
    offers: Callable[[Session, Actor], Mapping[str, Sequence[str]]] | None = None


Targets = Mapping[str, Target]
