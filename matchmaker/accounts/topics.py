"""What notices are about, in the words of the office, and when people may have them mailed.

A notice's kind ("deal.introduced") names its cause; its topic is what people
choose mail by. A kind that is not listed goes by its first word, an unknown
one to ``Topic.DUTIES``, which nobody overlooks.
"""

from __future__ import annotations

from enum import StrEnum

from matchmaker.core.i18n import N_


class Topic(StrEnum):
    """Groups of notice kinds."""

    DUTIES = "duties"
    DEALS = "deals"
    RECORDS = "records"
    SEARCHES = "searches"
    ACCOUNT = "account"


class MailMode(StrEnum):
    """When the notices of a topic are mailed."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NONE = "none"


CHOSEN = (Topic.DUTIES, Topic.DEALS, Topic.RECORDS, Topic.SEARCHES)
"""The topics people choose about; ``ACCOUNT`` always comes, at once."""
LABELS = {
    Topic.DUTIES: N_("待办与期限"),
    Topic.DEALS: N_("对接进展"),
    Topic.RECORDS: N_("登记与审核结果"),
    Topic.SEARCHES: N_("搜索提醒"),
    Topic.ACCOUNT: N_("账号与安全"),
}
EXPLAINED = {
    Topic.DUTIES: N_("等您答复、确认、审核或决定的事，以及到期和逾期提醒。"),
    Topic.DEALS: N_("参与的对接有了答复、引荐、签约或结束。"),
    Topic.RECORDS: N_("登记的成果和需求发布、退回、下架，单位核验的结果。"),
    Topic.SEARCHES: N_("保存的搜索有了新公开的成果或需求。"),
}
MODE_LABELS = {
    MailMode.AT_ONCE: N_("随时发送"),
    MailMode.DAILY: N_("每个工作日汇总一封"),
    MailMode.WEEKLY: N_("每周汇总一封"),
    MailMode.NONE: N_("不发邮件"),
}
FIRST_WORDS = {
    "deal": Topic.DEALS,
    "achievement": Topic.RECORDS,
    "need": Topic.RECORDS,
    "refinement": Topic.RECORDS,
    "organization": Topic.RECORDS,
    "routing": Topic.RECORDS,
    "tuning": Topic.RECORDS,
    "search": Topic.SEARCHES,
    "account": Topic.ACCOUNT,
}
ASKS = frozenset(
    {
        *(f"{kind}.{event}" for kind in ("achievement", "need") for event in ("proposed", "submitted", "confirm")),
        "confirmation.asked",
        "deal.invited",
        "deal.reminder",
        "deal.silent",
        "deal.task_due",
        "organization.registered",
        "refinement.offered",
        "routing.assigned",
        "routing.waiting",
    }
)
"""Kinds that ask their reader to do something, often until a day."""
MUST_COME = {
    "account.reset": N_("这封邮件是应重设密码的申请发出的，没有它就不能设置新密码，因此不能退订。"),
    "account.invited": N_("这封邮件用来设置账号的第一个密码，因此不能退订。"),
    "account.password": N_("这封邮件提醒您密码有变动，关系账号安全，因此不能退订。"),
    "account.email": N_("这封邮件提醒您账号的邮箱有变动，关系账号安全，因此不能退订。"),
}
"""Why mails about an account cannot be cancelled."""
ASKED_BY_LINK = N_("贵单位在平台没有账号，请您答复只能用这个一次性链接，因此不能退订；不再需要时请告知对接联络员。")
SAVED_SEARCH = N_("这是您保存的搜索的提醒；不再需要时，请在“我的搜索”里改为不提醒。")
TOLD_WITHOUT_ACCOUNT = N_("贵单位在平台没有账号，有关进展只能用邮件告知，因此不能退订；不再需要时请告知对接联络员。")


def topic_of(kind: str) -> Topic:
    """What a notice of ``kind`` is about."""
    if kind in ASKS:
        return Topic.DUTIES
    return FIRST_WORDS.get(kind.partition(".")[0], Topic.DUTIES)


def why_it_comes(kind: str, href: str) -> str:
    """Why somebody gets a mail that cannot be cancelled by a link in it."""
    if topic_of(kind) is Topic.SEARCHES:
        return SAVED_SEARCH
    return MUST_COME.get(kind) or (ASKED_BY_LINK if href else TOLD_WITHOUT_ACCOUNT)
