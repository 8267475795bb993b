"""Five offices' own tables of achievements and needs, no two alike, made when a test asks."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date

import openpyxl

Row = Sequence[str | int | float | date | None]


def saved(rows: Sequence[Row], merged: Sequence[str] = ()) -> bytes:
    """A workbook with these rows from A1 on."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "汇总"
    for row in rows:
        page.append(list(row))
    for area in merged:
        page.merge_cells(area)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def plain_achievements() -> bytes:
    """The product's own words in its own order."""
    head = [
        "成果名称",
        "一句话简介",
        "解决什么问题",
        "比现有方案好多少",
        "完成单位",
        "技术成熟度",
        "知识产权状态",
        "转化方式",
        "期望价格（万元）",
    ]
    return saved(
        [
            head,
            [
                "薄膜应力在线测量",
                "镀膜时看得见应力",
                "镀膜后才发现翘曲",
                "翘曲废品由 6% 降到 1%",
                "光电学院薄膜组",
                "6级",
                "已授权",
                "许可、作价入股",
                50,
            ],
            [
                "菌渣制肥",
                "菌渣七天变肥料",
                "菌渣堆放发臭",
                "发酵由 30 天缩到 7 天",
                "生命学院",
                "中试",
                "申请中",
                "面议",
                "30-50",
            ],
        ]
    )


def titled_achievements() -> bytes:
    """Two merged title rows, other words, another order, amounts in 元, days as text, a remark at the foot."""
    return saved(
        [
            ["淮滨工学院科技成果汇总表（2026年）"],
            ["填报单位：科研处", None, None, None, None, "2026.3.5"],
            ["序号", "所在学院", "项目名称", "成果介绍", "成熟程度", "转让价格(元)", "鉴定时间", "拟转化方式"],
            [1, "材料学院", "低温烧结银浆", "130 ℃ 烧结的导电银浆", "小试", 500000, "2025.11.3", "技术转让"],
            [
                2,
                "机械学院",
                "轴承套圈烧伤检测",
                "磨削后在线无损检测",
                "产业化",
                "30万",
                "2025年6月",
                "技术许可；合作开发",
            ],
            ["注：价格为意向价。"],
        ],
        merged=["A1:H1", "A2:D2"],
    )


def gapped_achievements() -> bytes:
    """Blank rows and columns, the header far down and to the right, repeated in the middle."""
    blank: Row = []
    head = [None, None, "技术名称", None, "技术优势", "TRL", None, "联系电话", "所属技术领域"]
    return saved(
        [
            blank,
            blank,
            [None, None, "可转化技术目录"],
            blank,
            head,
            [None, None, "蓝藻打捞船", None, "打捞量提高一倍", "TRL7", None, "0000-000000", "环保"],
            blank,
            head,
            [None, None, "茶饼脱毒", None, "脱毒率 98%", 5, None, None, "生物医药"],
            blank,
        ]
    )


def csv_achievements() -> bytes:
    """What an office's system exports: semicolons, GB18030, its own number for each."""
    held = io.StringIO(newline="")
    writer = csv.writer(held, delimiter=";")
    writer.writerow(["成果编号", "科技成果名称", "主要内容", "关键词", "是否可公开", "所处阶段"])
    writer.writerow(["KJ-001", "桥梁裂缝识别", "无人机拍照，\n自动量缝宽", "桥梁、裂缝", "是", "样机"])
    writer.writerow(["KJ-002", "粮仓测温", "光纤测温", "粮仓", "可公开", "批量生产"])
    return held.getvalue().encode("gb18030")


def grouped_needs() -> bytes:
    """A bureau's 需求汇总表: two header rows with groups, terms and sums as people write them."""
    return saved(
        [
            ["2026年企业技术需求征集汇总表"],
            ["序号", "企业信息", None, "技术需求", None, None, "投入与时限", None],
            [None, "企业名称", "信用代码", "需求名称", "需求描述", "需求类别", "拟投入资金（万元）", "完成时限"],
            [
                1,
                "淮滨薄膜有限公司",
                None,
                "薄膜收卷起皱",
                "收卷到 800 米以后起皱，" + "影响交货。" * 10,
                "攻关",
                "50-100",
                "1年",
            ],
            [2, "没有登记的厂", None, "镀液在线检测", "镀液成分靠人工化验", "检测", "面议", "6个月"],
            ["填表人：", None, "审核人："],
        ],
        merged=["A1:H1", "B2:C2", "D2:F2", "G2:H2"],
    )


ACHIEVEMENTS = {
    "plain": plain_achievements,
    "titled": titled_achievements,
    "gapped": gapped_achievements,
    "csv": csv_achievements,
}
