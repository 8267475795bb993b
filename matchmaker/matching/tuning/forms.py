"""What an administrator types in: shapes only; the words are read by ``typed``."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from matchmaker.core.errors import Invalid
from matchmaker.matching.tuning import typed
from matchmaker.matching.tuning.lexicon import Counts, Lexicon
from matchmaker.web.forms import BaseForm, has_control_characters

LONGEST_TEXT = 30_000


def _text(label: Any, hint: Any) -> Any:
    limit = Length(max=LONGEST_TEXT, message=_l("最多 30000 字。"))
    return TextAreaField(label, validators=[limit], description=hint)


class LexiconForm(BaseForm):
    """A whole lexicon: one text for each way to count, one for the groups, one to paste an export into.

    ``based_on`` is the number of the version that was in use when the form was shown.
    """

    based_on = HiddenField()

    more = _text(_l("多计的词"), _l("写一次按两次计：行业里真正说明问题的词，如材料、工艺、设备的名称。"))
    less = _text(_l("少计的词"), _l("写一次按半次计：常见而说明不了多少的词。"))
    none = _text(_l("不计的词"), _l("当作没有写：任何需求都会写的套话。"))
    usual = _text(_l("照常的词"), _l("计法不变，只是说明理由时作为整词显示，不拆开。"))
    synonyms = _text(_l("同义词组"), _l("每行一组，至少两个词。需求写了其中一个，写着另一个的成果也能找到，分量减半。"))
    pasted = _text(_l("粘贴导出的词库"), _l("从另一处导出的文本，每行以“多计：”“同义：”等开头。填入后请检查，再保存。"))
    note = StringField(
        _l("为什么修改"),
        validators=[DataRequired(_l("请写明为什么修改。")), Length(max=500, message=_l("最多 500 字。"))],
    )

    @property
    def texts(self) -> dict[str, str]:
        """What is typed, by field, as ``typed.read`` takes it."""
        return {name: str(self[name].data or "") for name in (*Counts, typed.SYNONYMS)}

    def fill(self) -> None:
        """Add the pasted lines to the fields that they belong to; what cannot be placed stays, with its complaint."""
        text = str(self.pasted.data or "")
        if not text or has_control_characters(text) or len(text) > LONGEST_TEXT:
            self.pasted.errors = [_("请先粘贴导出的文本，最多 30000 字，不含控制字符。")]
            return
        texts, complaints = typed.imported(text, self.texts)
        for name, value in texts.items():
            self[name].data = value
        self.pasted.errors = [str(each) for each in complaints]
        if not complaints:
            self.pasted.data = ""

    def lexicon(self) -> Lexicon:
        """What was typed. Raises Invalid with complaints by field and line."""
        read = typed.read(self.texts)
        if read.complaints:
            raise Invalid(fields=read.complaints)
        return read.lexicon


class LiveForm(BaseForm):
    """Putting a version into use; the reason is asked for where the figures speak against it."""

    reason = TextAreaField(_l("理由"), validators=[Length(max=500, message=_l("理由最多 500 字。"))])
