"""The base of all forms: allow-listed fields, clean text, errors at the field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flask import request
from flask_babel import LazyString
from flask_babel import gettext as _
from wtforms import FieldList, Form, FormField, HiddenField, IntegerField, StringField
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are a version behind
from wtforms.validators import Optional

from matchmaker.core.errors import Invalid
from matchmaker.core.idempotency import new_key

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")


def clean(text: str | None) -> str:
    """Line ends as newlines, outer blanks gone; None becomes empty."""
    return (text or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def has_control_characters(text: str) -> bool:
    """Whether ``text`` holds what no keyboard types (NUL and its like)."""
    return bool(CONTROL.search(text))


def choices(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """(value, label) pairs in the shape that select and radio fields take."""
    return [SelectChoice(value, label) for value, label in pairs]


class BaseForm(Form):
    """Hidden fields every form carries: idempotency key and version.

    CSRF is checked once for the whole request by the guard; templates emit
    the token with ``components/forms.html``'s ``form_tag``.
    """

    class Meta:
        locales = ("zh",)

        @staticmethod
        def wrap_formdata(_form: Form, formdata: Any) -> Any:
            """Nothing sent is None: else a GET would show every box unticked, whatever the object says."""
            return formdata or None

        @staticmethod
        def bind_field(form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            filters = list(unbound_field.kwargs.get("filters", ()))
            if issubclass(unbound_field.field_class, StringField) and not filters:
                unbound_field.kwargs["filters"] = [clean]
            bound: Field = unbound_field.bind(form=form, **options)
            return bound

    idempotency_key = HiddenField(default=new_key)
    version = IntegerField(validators=[Optional()])

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """As WTForms, and refuses control characters in any text field.

        Lazy messages become text here, so that templates meet one kind.
        """
        valid = super().validate(extra_validators)
        for field in _all_fields(self):
            field.errors = [str(each) if isinstance(each, LazyString) else each for each in field.errors]
        for field in _text_fields(self):
            if isinstance(field.data, str) and has_control_characters(field.data):
                field.errors = [*field.errors, _("含有不可见的控制字符，已去掉，请检查后重新提交。")]
                field.data = CONTROL.sub("", field.data)  # no page may carry them
                valid = False
        return valid

    def require_valid(self) -> None:
        """Raise Invalid unless the form is valid; its complaints stand at the fields already."""
        if not self.validate():
            raise Invalid(fields={"": []})

    def refresh_key(self) -> None:
        """Hand out a fresh key: a re-rendered form is a new form."""
        self.idempotency_key.data = new_key()
        self.idempotency_key.raw_data = None

    def take_errors(self, error: Invalid) -> None:
        """Put a service's complaints at the fields they speak of.

        Names of rows are ``indicators-0-name``; what has no field goes to
        ``form_errors``.
        """
        for name, messages in error.fields.items():
            field = find_field(self, name)
            if field is None:
                self.form_errors = [*self.form_errors, *messages]
            else:
                field.errors = [*field.errors, *messages]
        if not error.fields:
            self.form_errors = [*self.form_errors, error.message]


class FilterForm(Form):
    """A list's filter, read from the address: what cannot be used counts as not given."""

    Meta = BaseForm.Meta

    def chosen(self) -> dict[str, Any]:
        """What was given and can be used, by name of field; the rest gets its complaint."""
        self.validate()
        return {field.short_name: field.data for field in self if field.data and not field.errors}


class RowForm(Form):
    """One row of a repeated group; has no key or version of its own."""

    Meta = BaseForm.Meta

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed in this row."""
        return not any(clean(str(field.data)) for field in self if field.data not in (None, False))


def find_field(form: Form, name: str) -> Field | None:
    """The field whose full name is ``name``, also inside rows."""
    for field in _all_fields(form):
        if field.name == name:
            return field
    return None


def _all_fields(form: Form) -> Iterator[Field]:
    for field in form:
        yield field
        if isinstance(field, FieldList):
            for entry in field.entries:
                if isinstance(entry, FormField):
                    yield from _all_fields(entry.form)
                else:
                    yield entry
        elif isinstance(field, FormField):
            yield from _all_fields(field.form)


def _text_fields(form: Form) -> Iterator[Field]:
    return (field for field in _all_fields(form) if isinstance(field, StringField))


def handle_rows(form: Form) -> bool:
    """Add or remove a row when that is what the button asked for.

    Buttons: ``add-row=<list>`` and ``remove-row=<list>-<index>``. True when
    one was pressed: the view then renders the form again and saves nothing.
    """
    wanted, removed = request.form.get("add-row"), request.form.get("remove-row")
    if wanted:
        field = form._fields.get(wanted)
        if isinstance(field, FieldList) and (field.max_entries is None or len(field.entries) < field.max_entries):
            field.append_entry()
        return True
    if removed:
        name, _dash, index = removed.rpartition("-")
        _remove_row(form._fields.get(name), index)
        return True
    return False


def _remove_row(field: Field | None, index: str) -> None:
    # the rows after it move up as they are, with what was typed and could not be read
    if isinstance(field, FieldList) and index.isdecimal() and int(index) < len(field.entries):
        field.pop_entry(int(index))  # type: ignore[call-arg]  # the stubs are a version behind
