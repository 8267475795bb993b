"""Receipts: in the answer to who acted, as a file, and judged for anybody by their signature alone."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask import current_app, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, TextAreaField
from wtforms.validators import Length, Optional

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.sealing import receipts
from matchmaker.challenges.sealing.spool import SealedSpool
from matchmaker.challenges.services.sealed_acts import Receipt
from matchmaker.challenges.unsealing import BID, WITHDRAWAL
from matchmaker.challenges.views.blueprint import UNPROCESSABLE, blueprint
from matchmaker.config import Settings
from matchmaker.core import clock, signing
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.web.filters import cn_date
from matchmaker.web.forms import BaseForm
from matchmaker.web.policy import public, require, streams_into, unnoted

SETTINGS_KEY = "matchmaker_settings"
LONGEST = 20_000
ACTS = {BID: N_("提交揭榜书"), WITHDRAWAL: N_("撤回揭榜书")}


class ReceiptForm(BaseForm):
    """A receipt, pasted or as its file."""

    receipt = TextAreaField(
        _l("回执内容"), validators=[Optional(), Length(max=LONGEST, message=_l("内容太长，不是回执。"))]
    )
    file = FileField(_l("或选择回执文件"), validators=[Optional()])


@blueprint.route("/challenges/receipts/verify", methods=["GET", "POST"])
@require(GET=public(), POST=public())
@streams_into(SealedSpool)
@unnoted
def verify_receipt() -> str | tuple[str, int]:
    """Whether a receipt was signed by this installation. Nothing is looked up, so nothing is told of any bid."""
    form = ReceiptForm(request.form)
    public_key = signing.public_key(_settings().key_dir, receipts.KEY_NAME)
    named = signing.raw_public(public_key).hex() if public_key else ""
    context: dict[str, Any] = {
        "form": form,
        "public_key": named,
        "fingerprint": receipts.fingerprint(named),
        "genuine": None,
        "lines": [],
    }
    if request.method == "GET":
        return render_template("challenges/verify_receipt.html", **context)
    try:
        document = _given(form)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return render_template("challenges/verify_receipt.html", **context), UNPROCESSABLE
    genuine = public_key is not None and receipts.is_genuine(document, public_key)
    context |= {"genuine": genuine, "lines": lines_of(document) if genuine else []}
    return render_template("challenges/verify_receipt.html", **context)


def receipt_page(receipt: Receipt, challenge: Challenge) -> str:
    """The answer to an act; it alone has the receipt."""
    return render_template("challenges/receipt.html", challenge=challenge, **parts_of(receipt))


def parts_of(receipt: Receipt) -> dict[str, Any]:
    """What the pages show of a receipt: its lines, the whole text, and that text as a file behind a link."""
    text = text_of(receipt)
    return {
        "receipt": receipt,
        "act": _(ACTS[receipt["statement"]["act"]]),
        "lines": lines_of(receipt),
        "text": text,
        "fingerprint": receipts.fingerprint(receipt["public_key"]),
        "file_name": file_name_of(receipt),
        "file_href": "data:application/json;base64," + base64.b64encode(text.encode()).decode(),
    }


def text_of(receipt: Receipt) -> str:
    """The receipt as a file holds it."""
    return json.dumps(receipt, ensure_ascii=False, indent=1)


def file_name_of(receipt: Receipt) -> str:
    """What the file is called: nothing in it tells of the unit."""
    return f"receipt-{receipt['statement']['envelope'][:12]}.json"


def lines_of(receipt: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A genuine receipt in words."""
    said = receipt["statement"]
    return [
        (_("榜题"), said["title"]),
        (_("揭榜单位"), said["organization"]),
        (_("事项"), _(ACTS[said["act"]])),
        (_("收到时间"), _exactly(said["received_at"])),
        (_("截止时间"), _exactly(said["closes_at"])),
        (_("封存编号"), said["envelope"]),
        (_("密文摘要（SHA-256）"), said["ciphertext_sha256"]),
        (_("审计摘要"), said["entry_hash"]),
    ]


def _exactly(moment: str) -> str:
    """An instant of a receipt in Chinese time, to the millisecond."""
    if not moment:
        return ""
    local = datetime.fromisoformat(moment).astimezone(clock.CHINA)
    return f"{cn_date(local)} {local:%H:%M:%S}.{local.microsecond // 1000:03}"


def _given(form: ReceiptForm) -> dict[str, Any]:
    form.require_valid()
    file = request.files.get("file")
    content = file.stream.read(LONGEST * 4) if file and file.filename else (form.receipt.data or "").encode()
    if not content:
        raise Invalid(fields={"receipt": [_("请粘贴回执内容，或选择回执文件。")]})
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise Invalid(fields={"receipt": [_("这不是回执：内容无法识别。")]}) from error
    if not isinstance(document, dict):
        raise Invalid(fields={"receipt": [_("这不是回执：内容无法识别。")]})
    return document


def _settings() -> Settings:
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings
