"""Chinese words for what the trace, the jobs and the security log call by code."""

from __future__ import annotations

from itertools import chain
from typing import Any

from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.catalog.workflow import ACHIEVEMENT, NEED, REFINEMENT
from matchmaker.challenges.workflow import APPEAL, BID, CHALLENGE
from matchmaker.core.authz import Role
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import Workflow
from matchmaker.deals.pricing.workflow import DOSSIER
from matchmaker.deals.subsidies.workflow import CLAIM, RULE_VERSION
from matchmaker.deals.workflow import DEAL
from matchmaker.matching.tuning.workflow import TUNING
from matchmaker.matching.workflow import DUPLICATE, SUGGESTION
from matchmaker.organizations.integrity.workflow import INTEGRITY
from matchmaker.organizations.services.roles import ROLE_LABELS
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.scouting.workflow import CONFIRMATION, LEAD, ROUTING
from matchmaker.statistics.reports.workflow import REPORT

WORKFLOWS: tuple[Workflow[Any], ...] = (
    ACHIEVEMENT,
    NEED,
    REFINEMENT,
    SUGGESTION,
    DUPLICATE,
    TUNING,
    CHALLENGE,
    BID,
    APPEAL,
    DEAL,
    CLAIM,
    RULE_VERSION,
    DOSSIER,
    LEAD,
    CONFIRMATION,
    ROUTING,
    ORGANIZATION,
    INTEGRITY,
    ACCOUNT,
    REPORT,
)
SUBJECTS = {
    "achievement": N_("成果"),
    "need": N_("需求"),
    "refinement": N_("凝练稿"),
    "suggestion": N_("匹配推荐"),
    "duplicate_pair": N_("疑似重复"),
    "tuning": N_("词库和学习"),
    "challenge": N_("榜题"),
    "challenge_batch": N_("榜单"),
    "bid": N_("揭榜书"),
    "appeal": N_("申诉"),
    "council_member": N_("咨询委员会委员"),
    "deal": N_("对接"),
    "subsidy_claim": N_("政策申领"),
    "subsidy_version": N_("政策规则"),
    "pricing_dossier": N_("定价决策卷宗"),
    "lead": N_("线索"),
    "unit_confirmation": N_("单位确认"),
    "routing_task": N_("分流任务"),
    "organization": N_("单位"),
    "integrity": N_("诚信记录"),
    "infringement": N_("侵权名录"),
    "account": N_("账号"),
    "scout_profile": N_("情报员"),
    "contact_log": N_("走访记录"),
    "sheet_import": N_("导入的表格"),
    "annual_report": N_("年度报告"),
    "closed_year": N_("封存的年度数字"),
    "contract": N_("技术合同"),
    "kpi": N_("考核指标"),
    "setting": N_("设置"),
    "job": N_("后台任务"),
}
OTHER_ACTIONS = {
    **{
        f"{kind}.{action}": label
        for kind in ("achievement", "need")
        for action, label in {
            "saved": N_("保存草稿"),
            "attached": N_("上传附件"),
            "detached": N_("移除附件"),
            "classified": N_("归类"),
            "confirmed_fresh": N_("确认仍然有效"),
            "masked_approved": N_("同意公开脱敏文字"),
        }.items()
    },
    "account.changed": N_("修改资料"),
    "account.mail_chosen": N_("调整邮件通知"),
    "account.password_changed": N_("修改密码"),
    "account.password_given": N_("设临时密码"),
    "account.password_reset": N_("重设密码"),
    "annual_report.changed": N_("填写年度报告"),
    "annual_report.corrected": N_("更正年度报告的数字"),
    "annual_report.delivered": N_("记录年度报告报送"),
    "annual_report.drafted_anew": N_("重新草拟年度报告"),
    "annual_report.reminded": N_("催报年度报告"),
    "bid.milestone_reported": N_("提交节点报告"),
    "bid.milestone_reviewed": N_("评审节点"),
    "bid.paid": N_("拨付"),
    "bid.evidence_added": N_("上传节点证据"),
    "bid.pledge_confirmed": N_("确认军令状"),
    "bid.pledge_drawn": N_("起草军令状"),
    "bid.pledge_revised": N_("修改军令状"),
    "bid.spending_declared": N_("申报支出"),
    "bid.spending_withdrawn": N_("撤回支出申报"),
    "bid.field_tested": N_("记录现场测试"),
    "bid.finished": N_("登记提前达标"),
    "bid.report_attached": N_("上传测试报告"),
    "bid.settled": N_("结算至退出之日"),
    "bid.settlement_paid": N_("支付结算款"),
    "bid.statement_answered": N_("答复陈述"),
    "bid.statement_made": N_("提出陈述"),
    "bid.scored": N_("提交评分"),
    "bid.supplement_asked": N_("要求形式补正"),
    "bid.supplied": N_("提交形式补正"),
    "bottleneck.listed": N_("列入卡脖子清单"),
    "batch.created": N_("建立榜单"),
    "batch.edited": N_("编辑榜单"),
    "bottleneck.removed": N_("移出卡脖子清单"),
    "challenge.checked": N_("记录初筛结论"),
    "challenge.compensation_stated": N_("记录撤榜补偿"),
    "challenge.credit_declared": N_("声明信用情况"),
    "council.changed": N_("修改咨询委员会委员"),
    "council.seated": N_("聘任咨询委员会委员"),
    "challenge.answered": N_("答复提问"),
    "challenge.conflict_declared": N_("声明回避"),
    "challenge.corrected": N_("更正榜题"),
    "challenge.extension_proposed": N_("提议延长截止时间"),
    "kpi.defined": N_("建立指标"),
    "kpi.targets_set": N_("设定目标"),
    "statistics.year_closed": N_("封存一年的数字"),
    "challenge.filled": N_("填写榜题"),
    "challenge.followed_up": N_("记录成果使用情况"),
    "challenge.race_ruled": N_("确定赛马胜出规则"),
    "challenge.key_made": N_("登记封存密钥"),
    "challenge.member_replaced": N_("更换评审专家"),
    "challenge.objection": N_("提出异议"),
    "challenge.objection_handled": N_("处理异议"),
    "challenge.opening_authorized": N_("同意启封"),
    "challenge.opinion_given": N_("提交论证意见"),
    "challenge.panel_formed": N_("组成专家组"),
    "challenge.publicity": N_("公示"),
    "challenge.ranking": N_("形成排序"),
    "challenge.round_decided": N_("作出赛马轮次决定"),
    "challenge.round_fixed": N_("确定赛马轮次规则"),
    "deal.attached": N_("上传文件"),
    "deal.detached": N_("删除文件"),
    "deal.followed_up": N_("填写签约后的跟踪"),
    "deal.follow_up_escalated": N_("跟踪逾期，提请过问"),
    "deal.follow_up_reminded": N_("提醒填写跟踪"),
    "deal.sheet_sent": N_("发送对接推荐单"),
    "deal.standstill_escalation": N_("对接停滞，提请过问"),
    "deal.standstill_reminder": N_("对接停滞，提醒双方"),
    "deal.task_added": N_("安排任务"),
    "deal.task_done": N_("办完任务"),
    "deal.task_escalated": N_("任务逾期，提请过问"),
    "deal.task_reminded": N_("提醒任务到期"),
    "deal.task_reopened": N_("重新打开任务"),
    "organization.duties_written": N_("制定尽职免责清单"),
    "pricing_dossier.attached": N_("上传附件"),
    "pricing_dossier.detached": N_("移除附件"),
    "pricing_dossier.duties_answered": N_("填写尽职免责清单"),
    "pricing_dossier.duties_taken": N_("换用最新清单"),
    "pricing_dossier.objected": N_("登记异议"),
    "pricing_dossier.objection_handled": N_("处理异议"),
    "pricing_dossier.saved": N_("填写定价决定"),
    "deal.escalation": N_("提请电话催办"),
    "deal.logged": N_("记录跟进"),
    "deal.milestone_added": N_("增加里程碑"),
    "deal.reminder": N_("发出催办提醒"),
    "deal.replied": N_("答复"),
    "contact.changed": N_("修改走访记录"),
    "contact.logged": N_("记录走访"),
    "deputy.ended": N_("结束代理"),
    "deputy.named": N_("指定代理人"),
    "integrity.answered": N_("提交申辩"),
    "infringement.entered": N_("录入侵权名录"),
    "infringement.removed": N_("移出侵权名录"),
    "job.dismissed": N_("不再发送"),
    "job.retried": N_("重新执行"),
    "link.issued": N_("发出一次性链接"),
    "link.used": N_("使用一次性链接"),
    "list.exported": N_("导出"),
    "organization.changed": N_("修改资料"),
    "organization.taken_over": N_("认领已登记的单位"),
    "role.granted": N_("授予角色"),
    "role.revoked": N_("收回角色"),
    "scout.assigned": N_("安排定点联系"),
    "scout.changed": N_("修改名册"),
    "contract.changed": N_("修改技术合同"),
    "contract.dismissed": N_("判定不是同一份技术合同"),
    "contract.entered": N_("记入技术合同"),
    "contract.joined": N_("技术合同对账"),
    "contract.undone": N_("撤销技术合同对账"),
    "contract.described": N_("补充合同信息"),
    "contract.instalment_kept": N_("记录分期付款"),
    "contract.instalment_removed": N_("删除分期付款"),
    "scout.enrolled": N_("列入名册"),
    "scout.unassigned": N_("结束定点联系"),
    "setting.changed": N_("修改设置"),
    "sheet.imported": N_("导入表格"),
    "sheet.uploaded": N_("上传表格"),
    "subsidy_claim.attached": N_("上传材料"),
    "subsidy_claim.changed": N_("修改申领"),
    "subsidy_claim.detached": N_("移除材料"),
    "subsidy_version.changed": N_("修改政策规则"),
    "subsidy_version.confirmed": N_("确认政策有效"),
    "subsidy_version.tried": N_("运行样例"),
    "suggestion.asked": N_("申请引荐"),
    "suggestion.proposed": N_("生成推荐"),
    "tuning.compared": N_("重新比较"),
    "tuning.learning_asked": N_("要求学习"),
}
ACTIONS = {
    **{
        f"{workflow.name}.{step.action}": step.label
        for workflow, step in chain.from_iterable(((each, step) for step in each.transitions) for each in WORKFLOWS)
    },
    **{f"{workflow.name}.created": N_("建立") for workflow in WORKFLOWS},
    **OTHER_ACTIONS,
}
STATES = {workflow.name: dict(workflow.labels) for workflow in WORKFLOWS}
ACTOR_KINDS = {"link": N_("一次性链接"), "anonymous": N_("访客"), "system": N_("平台"), "user": N_("用户")}
DETAILS = {
    "reason": N_("理由"),
    "role": N_("角色"),
    "organization": N_("单位编号"),
    "region": N_("地区"),
    "fields": N_("改动项"),
    "value": N_("值"),
    "valid_from": N_("生效日期"),
    "purpose": N_("用途"),
    "link": N_("链接编号"),
    "deputy": N_("代理人编号"),
    "starts_on": N_("第一天"),
    "ends_on": N_("最后一天"),
    "count": N_("条数"),
    "failed": N_("没有通过"),
    "channel": N_("方式"),
    "side": N_("一方"),
    "score": N_("匹配度"),
    "base": N_("对比版本"),
    "note": N_("备注"),
    "party": N_("一方"),
    "revision": N_("版次"),
    "hash": N_("文本校验值"),
    "scan": N_("扫描件校验值"),
    "milestone": N_("节点"),
    "verdict": N_("结论"),
}
EVENTS = {
    "sign_in": N_("登录"),
    "sign_in_failed": N_("登录失败"),
    "sign_out": N_("退出"),
    "forbidden": N_("越权被拒"),
    "csrf": N_("页面过期或伪造的请求"),
}
JOBS = {
    "outbox.deliver": N_("投递消息和邮件"),
    "accounts.pass_on": N_("到时发出邮件通知"),
    "accounts.tidy": N_("清理过期登录和消息"),
    "audit.anchor": N_("审计锚定"),
    "sheets.forget": N_("清理过期的导入表格"),
    "catalog.freshen": N_("提醒确认、到期下线"),
    "sheets.work": N_("试导和导入表格"),
    "catalog.keep_phrases": N_("整理搜索建议用词"),
    "catalog.tell_searches": N_("告知保存的搜索有新记录"),
    "catalog.sweep_blobs": N_("清理无主附件"),
    "challenges.clock": N_("揭榜期限到时处理"),
    "challenges.remind_milestones": N_("提醒攻关节点"),
    "challenges.follow_up": N_("提醒跟踪揭榜成果"),
    "challenges.sweep_sealed": N_("清理作废的封存文件"),
    "deal.closed": N_("对接结束后的更新"),
    "deal.introduced": N_("引荐后的更新"),
    "deals.follow_ups": N_("安排和提醒签约后的跟踪"),
    "deals.standstill": N_("催办长期没有进展的对接"),
    "deals.silence": N_("催办无答复的对接"),
    "deals.tasks": N_("提醒到期的对接任务"),
    "matching.find_duplicates": N_("查找重复记录"),
    "matching.learn": N_("从决定中学习"),
    "matching.recall_held": N_("暂缓到期提醒"),
    "matching.refresh_all": N_("重算全部推荐"),
    "record.published": N_("发布后的匹配"),
    "record.unpublished": N_("下架后的更新"),
    "statistics.open_data": N_("生成开放数据文件"),
    "scouting.route_unmatched": N_("无匹配需求的分流"),
    "scouting.expire_confirmations": N_("单位确认到期处理"),
}
CHANNELS = {"mail": N_("邮件"), "notice": N_("站内消息")}
JOB_STATES = {
    "parked": (N_("已停"), "bad"),
    "running": (N_("进行中"), "progress"),
    "queued": (N_("等待"), "neutral"),
    "done": (N_("完成"), "good"),
}


def action_words(action: str) -> str:
    """The Chinese word for ``need.published`` and its like; the code itself when unknown."""
    return ACTIONS.get(action, action)


def detail_words(subject_kind: str, detail: dict[str, Any]) -> str:
    """An entry's details as one line: states in words, the rest as name and value."""
    labels = STATES.get(subject_kind, {})
    before, after = (labels.get(str(detail.get(name)), detail.get(name)) for name in ("before", "after"))
    parts = [f"{before} → {after}"] if before and after else []
    shown = {"before", "after"} if parts else set[str]()
    parts += [
        f"{DETAILS.get(name, name)}：{_value_words(name, value)}"
        for name, value in detail.items()
        if name not in shown and value not in (None, "", [])
    ]
    return "；".join(parts)


def _value_words(name: str, value: Any) -> str:
    if name == "role" and value in set(Role):
        return ROLE_LABELS[Role(value)]
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)
