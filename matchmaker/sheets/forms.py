"""Uploading a table and saying what its columns hold."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FileField, Form, FormField, SelectField
from wtforms.validators import ValidationError

from matchmaker.sheets.tables.fields import MONEY_KINDS, Kind
from matchmaker.sheets.tables.mapping import APPEND, LEAVE_OUT, Guess
from matchmaker.sheets.target import Target
from matchmaker.web.forms import BaseForm, RowForm, choices

ASK = "?"
UNIT_LABELS = {"wan": _l("万元"), "yuan": _l("元"), "cells": _l("单元格里写了单位")}


class SheetUploadForm(BaseForm):
    """One file, of one's unit if there are several."""

    file = FileField(_l("表格文件"), description=_l(".xlsx、.xls 或 .csv，不超过 20 MB、5 万行。列名和顺序不限。"))
    organization_id = SelectField(_l("所属单位"), choices=[])


class ColumnForm(RowForm):
    """What one column holds, and in which unit if it is money."""

    field = SelectField(_l("导入为"))
    unit = SelectField(_l("金额单位"))

    def validate_field(self, field: Any) -> None:
        """What was asked must be answered."""
        if field.data == ASK:
            raise ValidationError(_("请选择这一列是什么；不需要就选“不导入”。"))


class ColumnsForm(BaseForm):
    """One row for each column of the table, in its order."""

    columns = FieldList(FormField(ColumnForm), _l("各列"))
    claims = BooleanField()

    def __init__(self, formdata: Any, target: Target, guesses: list[Guess]) -> None:
        start = [{"field": ASK if each.asks else each.field, "unit": each.unit} for each in guesses]
        super().__init__(formdata, data={"columns": start})
        self.target, self.guesses = target, guesses
        if target.question:
            self.claims.label.text = _(target.question)
        else:
            del self.claims
        while len(self.columns.entries) > len(guesses):
            self.columns.pop_entry()
        while len(self.columns.entries) < len(guesses):
            self.columns.append_entry(start[len(self.columns.entries)])
        for entry, each in zip(self.columns.entries, guesses, strict=True):
            self._offer(entry.form, each)

    def _offer(self, row: Form, guess: Guess) -> None:
        labels = {each.name: _(each.label) for each in self.target.fields}
        likely = [(name, _("可能是：%(label)s", label=labels[name])) for name in guess.candidates]
        rest = [(name, label) for name, label in labels.items() if name not in guess.candidates]
        asked = [(ASK, _("请选择"))] if guess.asks else []
        field: Any = row["field"]
        field.choices = choices([*asked, *likely, (LEAVE_OUT, _("不导入")), *self._into(), *rest])
        unit: Any = row["unit"]
        for each in (field, unit):
            each.label.text = f"“{guess.column.heading}”{each.label.text}"
        unasked = ("", _("请选择单位")) if guess.asks_unit else ("", _("不是金额"))
        unit.choices = choices([unasked, *((code, str(label)) for code, label in UNIT_LABELS.items())])

    def _into(self) -> list[tuple[str, str]]:
        if self.target.append_to is None:
            return []
        return [(APPEND, _("并入“%(label)s”", label=_(self.target.append_to[1])))]

    @property
    def _kinds(self) -> dict[str, Kind]:
        return {each.name: each.kind for each in self.target.fields}

    def validate(self, extra_validators: Any = None) -> bool:
        """What is required has a column, no field is used twice, money has a unit."""
        valid = super().validate(extra_validators)
        kinds = self._kinds
        seen = set()
        for entry in self.columns.entries:
            row, name = entry.form, entry.form.field.data
            if name in kinds and name in seen:
                row.field.errors, valid = [*row.field.errors, _("这一项已选在另一列，请留一列。")], False
            if kinds.get(name) in MONEY_KINDS and not row.unit.data:
                row.unit.errors, valid = [*row.unit.errors, _("请选择这一列金额的单位。")], False
            seen.add(name)
        missing = [each for each in self.target.fields if each.name in self.target.required and each.name not in seen]
        for each in missing:
            said = _("请指出哪一列是%(label)s，没有%(label)s的行不能导入。", label=_(each.label))
            self.form_errors = [*self.form_errors, said]
        return valid and not missing

    @property
    def asked(self) -> int:
        """How many columns the table leaves in doubt."""
        return sum(each.asks or each.asks_unit for each in self.guesses)

    def shows_unit(self, number: int) -> bool:
        """Whether the column at ``number`` is money as things stand."""
        kinds = self._kinds
        row = self.columns.entries[number].form
        return kinds.get(row.field.data) in MONEY_KINDS or bool(row.unit.errors)

    def chosen(self) -> dict[int, tuple[str, str]]:
        """Column index → (field, unit), without those left out."""
        answers = zip(self.guesses, self.columns.entries, strict=True)
        found = {guess.column.index: (entry.form.field.data, entry.form.unit.data or "") for guess, entry in answers}
        return {index: answer for index, answer in found.items() if answer[0] != LEAVE_OUT}
