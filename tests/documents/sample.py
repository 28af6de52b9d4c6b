"""A year-end summary of an invented township: every kind of block, long enough for six pages."""

from fulian.documents import charts
from fulian.documents.blocks import (
    Annex,
    Column,
    Document,
    Enumeration,
    Heading,
    Note,
    Paragraph,
    Run,
    Signature,
    Subtitle,
    Table,
    Title,
)

VILLAGES = ("青禾村", "柳溪村", "石桥社区", "东浦村", "云岭村", "望江社区", "西塘村", "梅园社区")
MONTHS = tuple(f"{month}月" for month in range(1, 13))
SESSIONS = (12, 15, 41, 22, 19, 30, 8, 11, 25, 33, 27, 9)


def summary(**options) -> Document:
    return Document(
        "锦和区清河镇妇女联合会2025年工作总结",
        (
            Title(("锦和区清河镇妇女联合会", "2025年工作总结及2026年工作计划")),
            Subtitle("（2025年12月10日）"),
            *_work(),
            *_plans(),
            Signature("锦和区清河镇妇女联合会", "2025年12月10日"),
            _villages(),
            _sources(),
        ),
        cut_off="截至2025年11月30日",
        **options,
    )


def _work() -> tuple:
    return (
        Paragraph(
            "2025年，清河镇妇联在区妇联有力指导和镇党委坚强领导下，围绕思想引领、家庭建设、维权关爱三项重点推进工作。"
            "全年共开展活动252场次，参与8640余人次，调处矛盾纠纷67起，走访慰问困境妇女儿童235名，发放款物折合12.5万元。"
            "现将有关情况报告如下。"
        ),
        Heading(1, "主要工作及成效"),
        Heading(2, "强化“思想引领”，凝聚巾帼力量"),
        Paragraph(
            (
                Run("组建8支宣讲队伍", code="TALK-01"),
                "，以“巾帼大宣讲”为主题走进院坝、车间、田头，",
                Run("开展宣讲126场次", code="TALK-02", emphasis=True),
                "，覆盖5120人次；阿依古丽·买买提、王玥、李喆、张堃、陈婳、赵昇、钱䶮、孙㛃等8名宣讲员走遍全镇8个村（社区）。",
            )
        ),
        Enumeration(
            (
                "抓组织，新建网格妇女小组36个，联系妇女4208名；",
                "抓阵地，提升“妇女之家”8处，新建“妇女微家”12处",
                "抓队伍，举办执委培训6期、培训183人次。",
            ),
            lead="组织建设有新进展。",
        ),
        charts.chart_block(charts.line_chart, MONTHS, SESSIONS, unit="场次", title="2025年各月活动场次"),
        Heading(2, "建设好家庭，弘扬好家风"),
        Heading(3, "选树典型", run_in=True),
        Paragraph(
            "推荐“五好家庭”21户、“最美家庭”9户，创建“美丽庭院”312户，占计划的63%～68%。寻找、推荐、展示、揭晓各环节全部公开。"
        ),
        Heading(3, "家庭教育", run_in=True),
        Paragraph(
            "依托家长学校开展家庭教育指导服务48场次，服务家长2360人次；2024—2025年度“家庭教育进万家”覆盖全部村（社区）。"
        ),
        Heading(2, "维护合法权益，关爱困境群体"),
        Paragraph(
            "受理妇女儿童求助登记43件次，办结41件次，办结率95.3%（41/43）；开展婚姻家庭矛盾纠纷排查12轮次，调处67起。"
        ),
        charts.chart_block(
            charts.grouped_bars,
            VILLAGES[:5],
            {"2024年": (20, 18, 25, 14, 9), "2025年": (33, 29, 38, 26, 21)},
            unit="场次",
            title="部分村（社区）活动场次同比",
        ),
    )


def _plans() -> tuple:
    return (
        Heading(1, "存在问题"),
        Paragraph("一些村级妇联执委作用发挥不够，两新组织妇女工作覆盖面还需扩大，困境妇女关爱服务的精准度有待提高。"),
        Heading(1, "2026年工作打算"),
        Heading(2, "聚焦主责主业，做实联系服务"),
        Paragraph("深化执委联系群众制度，全年每名执委走访不少于12户次，收集意见建议办结率达到90%以上。"),
        Heading(2, "聚焦家庭家教家风，做优品牌项目"),
        Paragraph("继续寻找“最美家庭”，办好“家风润万家”巡讲，新增家庭教育指导服务站点4处。"),
        Heading(2, "聚焦急难愁盼，做细关爱帮扶"),
        Paragraph("落实“一户一册、一季一访”，推动两癌筛查应检尽检，困境妇女儿童结对帮扶率保持100%。"),
        Note("数据截至2025年11月30日，12月数据未计入；8个村（社区）全部报送。"),
    )


def _villages() -> Annex:
    rows = [
        (
            str(number),
            VILLAGES[number % 8],
            f"{number % 12 + 1}月",
            str(7 + number % 5),
            str(210 + 13 * number),
            str(35 + number),
        )
        for number in range(1, 41)
    ]
    table = Table(
        (Column("序号", 1), Column("村（社区）", 3, "left"), Column("月份", 1.5), Column("场次", 1.5, "right"),
         Column("参加人次", 2, "right"), Column("走访户数", 2, "right")),
        rows,
        caption="各村（社区）活动和走访情况",
        unit="场次、人次、户",
        note="同一活动只在主要类别中计一次。",
        total_row=("", "合计", "", "360", "19060", "2220"),
    )  # fmt: skip
    return Annex("清河镇各村（社区）2025年活动情况表", (table,))


def _sources() -> Annex:
    columns = ("代码", "指标", "口径", "数值", "单位", "已报", "备注")
    rows = [
        (f"IND-{n:02}", f"指标名称之{n}", "按主办记录计，一场多主题只计一次", str(n * 7), "场次", "8/8", "")
        for n in range(1, 19)
    ]
    shares = (1.4, 2.4, 5, 1.2, 1, 1, 2)
    aligned = ("center", "left", "left", "right", "center", "center", "left")
    table = Table(
        tuple(Column(label, share, align) for label, share, align in zip(columns, shares, aligned, strict=True)),
        rows,
        caption="数据来源附表",
    )
    return Annex("数据来源附表", (Paragraph("本表列出正文所用各项数据的口径和报送情况。"), table), landscape=True)
