"""The words with which sides and officers are told, also as text for 短信 and 微信.

Plain Chinese sentences; what they quote of the other side's record comes from
``counterparts`` and so holds nothing its reader may not see.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals import reasons
from matchmaker.deals.counterparts import Counterpart
from matchmaker.deals.models import Deal, Side
from matchmaker.organizations.models import Organization

OWN_WORDS = {Side.NEED: N_("需求"), Side.ACHIEVEMENT: N_("成果")}
SIDE_LABELS = {Side.NEED: N_("需求方"), Side.ACHIEVEMENT: N_("成果方")}


def cn_date(day: date) -> str:
    """2026年3月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def last_day(due: datetime | None) -> str:
    """The last day on which an answer is in time; a due instant is the end of a day."""
    return cn_date(clock.china_date(due - timedelta(seconds=1))) if due else ""


def subject_of_invitation(side: Side) -> str:
    """The title of an invitation to ``side``."""
    if side is Side.NEED:
        return N_("请答复：有一项成果可能解决您的需求")
    return N_("请答复：有一家企业的需求与您的成果相合")


def invitation(deal: Deal, side: Side, other: Counterpart) -> str:
    """What is asked of ``side``, until when, and what follows."""
    parts = [
        N_("您单位的%(own)s“%(title)s”，对接联络员认为与%(other)s“%(other_title)s”（%(organization)s）相合。")
        % {
            "own": OWN_WORDS[side],
            "title": deal.record(side).title,
            "other": OWN_WORDS[side.other],
            "other_title": other.title,
            "organization": "，".join(part for part in (other.organization, other.region) if part),
        },
        N_("联络员留言：%(message)s") % {"message": deal.message} if deal.message else "",
        N_("请在%(day)s前答复是否同意引荐。双方都同意后才互换联系方式，不同意也请选一项理由。")
        % {"day": last_day(deal.reply_due_at)},
    ]
    return "\n".join(part for part in parts if part)


def reminder(deal: Deal, side: Side, other: Counterpart) -> str:
    """What ``side`` is told when its time to answer has passed."""
    return N_(
        "您单位的%(own)s“%(title)s”与“%(other_title)s”的引荐，答复期限%(day)s已过，对方还在等待。"
        "请尽快答复是否同意引荐；不同意也请选一项理由。没有答复不会被当作同意。"
    ) % {
        "own": OWN_WORDS[side],
        "title": deal.record(side).title,
        "other_title": other.title,
        "day": last_day(deal.reply_due_at),
    }


def short_message(deal: Deal, side: Side, other: Counterpart, address: str) -> str:
    """The invitation as one short text with the address at which to answer."""
    return N_(
        "【科技成果对接】您单位的%(own)s“%(title)s”有了推荐对象：%(other_title)s。"
        "请在%(day)s前点开链接答复是否同意引荐：%(address)s 。双方同意后才互换联系方式，不收取任何费用。"
    ) % {
        "own": OWN_WORDS[side],
        "title": deal.record(side).title,
        "other_title": other.title,
        "day": last_day(deal.reply_due_at),
        "address": address,
    }


def call_script(deal: Deal, side: Side, other: Counterpart) -> str:
    """What an officer says on the phone."""
    return N_(
        "您好，我是科技成果对接平台的联络员。您单位登记的%(own)s“%(title)s”，我们推荐了“%(other_title)s”。"
        "想问一下您是否同意我们引荐？同意的话，等对方也同意，我们就把双方的联系人和电话互相告知；"
        "不同意也没关系，请告诉我主要原因。我会把您的答复记录下来，并告知贵单位。"
    ) % {"own": OWN_WORDS[side], "title": deal.record(side).title, "other_title": other.title}


def contact_lines(organization: Organization) -> str:
    """Name, person, phone and mail of an organisation, one line each; missing ones left out."""
    rows = (
        (N_("单位"), organization.name),
        (N_("联系人"), organization.contact_name),
        (N_("电话"), organization.contact_phone),
        (N_("邮箱"), organization.contact_email),
    )
    return "\n".join(f"{label}：{value}" for label, value in rows if value)


def introduction(deal: Deal, side: Side) -> str:
    """What ``side`` is told when both have agreed: whom to call."""
    return N_(
        "双方都已同意引荐。您单位的%(own)s“%(title)s”的对接方是：\n%(contact)s\n"
        "请在一周内联系对方；进展可以在对接页面记录，联络员会跟进。"
    ) % {
        "own": OWN_WORDS[side],
        "title": deal.record(side).title,
        "contact": contact_lines(deal.record(side.other).organization),
    }


def told_reason(deal: Deal, side: Side | None) -> str:
    """The reason as ``side`` may know it: its own always, the other's if shared; None: an officer's view."""
    if not deal.close_reason:
        return ""
    if side is not None and side != deal.closed_side and not deal.share_reason:
        return ""
    text = reasons.label(deal.close_reason)
    return f"{text}（{deal.close_note}）" if deal.close_note else text
