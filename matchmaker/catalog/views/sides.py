"""What the pages of the two sides differ in; everything else they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for
from sqlalchemy.orm import joinedload

from matchmaker.catalog.contents import Record, kind_of, row_columns
from matchmaker.catalog.forms.achievement import AchievementForm
from matchmaker.catalog.forms.listing import ListingForm
from matchmaker.catalog.forms.need import NeedForm
from matchmaker.catalog.forms.unit import (
    ACHIEVEMENT_KINDS,
    ACHIEVEMENT_SOURCES,
    NEED_SOURCES,
    AchievementOfUnitForm,
    NeedForFirmForm,
)
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import OrganizationKind
from matchmaker.web.loaders import load

PLURAL = frozenset({"mine", "confirm", "import", "template"})


@dataclass(frozen=True)
class Side:
    """One side's classes, permissions and words."""

    kind: RecordKind
    model: type[Achievement | Need]
    create: Permission
    edit: Permission
    confirm: Permission
    form: type[ListingForm]
    form_for_unit: type[ListingForm]
    unit_kinds: tuple[OrganizationKind, ...]
    sources: tuple[str, ...]
    words: Mapping[str, str]

    def href(self, page: str, **values: Any) -> str:
        """The address of one of the side's pages: "new", "edit", "manage", "mine", "quality" …"""
        plural = page in PLURAL
        return url_for(f"catalog.{page}_{self.kind}{'s' if plural else ''}", **values)

    def load(self, record_id: int, permission: Permission | None = None) -> Record:
        """The record with its rows for the present actor; 404 as if missing when it is none of theirs."""
        whole: list[Any] = [joinedload(getattr(self.model, group)) for group in row_columns(self.kind)]
        if self.model is Achievement:
            whole.append(joinedload(Achievement.pasted))
        row: Record = load(self.model, record_id, permission or self.edit, PERMISSIONS, options=whole)
        return row


NEED = Side(
    RecordKind.NEED,
    Need,
    Permission.NEED_CREATE,
    Permission.NEED_EDIT,
    Permission.NEED_CONFIRM,
    NeedForm,
    NeedForFirmForm,
    (OrganizationKind.ENTERPRISE,),
    NEED_SOURCES,
    {
        "record": N_("需求"),
        "new": N_("发布技术需求"),
        "edit": N_("修改技术需求"),
        "mine": N_("我的需求"),
        "unit": N_("企业"),
        "none": N_("还没有需求"),
        "none_text": N_("把生产中解决不了的技术问题写下来，先存草稿也可以。"),
    },
)
ACHIEVEMENT = Side(
    RecordKind.ACHIEVEMENT,
    Achievement,
    Permission.ACHIEVEMENT_CREATE,
    Permission.ACHIEVEMENT_EDIT,
    Permission.ACHIEVEMENT_CONFIRM,
    AchievementForm,
    AchievementOfUnitForm,
    ACHIEVEMENT_KINDS,
    ACHIEVEMENT_SOURCES,
    {
        "record": N_("成果"),
        "new": N_("登记科技成果"),
        "edit": N_("修改科技成果"),
        "mine": N_("我的成果"),
        "unit": N_("完成单位"),
        "none": N_("还没有成果"),
        "none_text": N_("登记一项成果，写清解决什么问题、好多少，先存草稿也可以。"),
    },
)
SIDES = {RecordKind.NEED: NEED, RecordKind.ACHIEVEMENT: ACHIEVEMENT}


def side_of(row: Record) -> Side:
    """The side a record is on."""
    return SIDES[kind_of(row)]
