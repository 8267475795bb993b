"""The words with which a unit is asked to confirm, also as text for 短信 and 微信."""

from __future__ import annotations

from datetime import date

from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import RecordKind
from matchmaker.core.i18n import N_

WORDS = {RecordKind.ACHIEVEMENT: N_("成果"), RecordKind.NEED: N_("需求")}


def day_text(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def subject(record: Record) -> str:
    """The title of the question."""
    return N_("请确认登记：{title}").format(title=record.title)


def question(record: Record, scout: str, until: date) -> str:
    """What the unit is asked, by whom, until when, and what follows."""
    return N_(
        "科技情报员{scout}为贵单位登记了一项{word}“{title}”。请在{day}前看一看内容，答复是否同意登记。"
        "同意后由对接联络员审核，审核通过才会按所选的公开范围发布；不同意就不会发布。"
    ).format(scout=scout, word=WORDS[kind_of(record)], title=record.title, day=day_text(until))


def short_message(record: Record, scout: str, until: date, address: str) -> str:
    """The question as one short text with the address at which to answer."""
    return N_(
        "【单位确认】科技情报员{scout}为贵单位登记了{word}“{title}”，请在{day}前点开链接查看并答复是否同意："
        "{address} 。不需要账号，不收取任何费用；未经同意不会发布。"
    ).format(scout=scout, word=WORDS[kind_of(record)], title=record.title, day=day_text(until), address=address)
