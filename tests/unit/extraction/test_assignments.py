"""Who answers for what, in every form that plans use. Places and bodies are invented."""

import pytest

from graph_builder.documents import read_bytes
from graph_builder.documents.document import Block, Cell, Outline, OutlineItem
from graph_builder.extraction.assignments import find_assignments
from graph_builder.extraction.spans import Assignment

Answer = tuple[str, str, str]


def assignments(text: str) -> tuple[str, Outline, list[Assignment]]:
    document = read_bytes(text.encode(), "plan.txt")
    found = find_assignments(document.text, document.outline, document.body, document.year)
    return document.text, document.outline, found


def answers(text: str) -> list[Answer]:
    """Return (task, role, body) of everything that is assigned."""
    read, outline, found = assignments(text)
    return [
        (
            read[outline.items[a.item].start : outline.items[a.item].title_end],
            a.role,
            read[a.mention_start : a.mention_end],
        )
        for a in found
    ]


def roles(text: str) -> list[tuple[str, str]]:
    return [(role, body) for _, role, body in answers(text)]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (
            "（牵头单位：市交通局、市公安局；配合单位：云台区政府）",
            [("lead", "市交通局"), ("lead", "市公安局"), ("support", "云台区政府")],
        ),
        (
            "（责任单位：市经信局、市发改委，各县〔市、区〕政府）",
            [("responsible", "市经信局"), ("responsible", "市发改委"), ("responsible", "各县〔市、区〕政府")],
        ),
        ("（市商务局牵头，青湖海关配合）", [("lead", "市商务局"), ("support", "青湖海关")]),
        (
            "（市住建局、市水务局按职责分工负责）",
            [("responsible", "市住建局"), ("responsible", "市水务局")],
        ),
        ("（6月底完成，牵头考核单位：市工信局）", [("lead", "市工信局")]),
        (
            "（牵头单位：市委统战部（侨办）、市文旅局）",
            [("lead", "市委统战部（侨办）"), ("lead", "市文旅局")],
        ),
        ("（市教育局会同市财政局负责）", [("lead", "市教育局"), ("support", "市财政局")]),
        (
            "〔责任单位：市数据局；适用范围：全市各类园区〕",
            [("responsible", "市数据局")],
        ),
        ("（市民政局等有关部门和单位负责）", [("responsible", "市民政局")]),
        ("（市交通委牵头、各区政府负责落实）", [("lead", "市交通委"), ("responsible", "各区政府")]),
        ("（市民政局、各部门按职责分工负责）", [("responsible", "市民政局"), ("responsible", "各部门")]),
        (
            "（责任单位：各场景牵头部门和配合部门、市数据局）",
            [("responsible", "各场景牵头部门"), ("responsible", "配合部门"), ("responsible", "市数据局")],
        ),
        ("（责任单位：各区政府〈含开发区、风景区管委会，下同〉）", [("responsible", "各区政府")]),
        ("（市商务局指导，青湖区政府负责）", [("responsible", "青湖区政府")]),
    ],
)
def test_a_bracket_says_who_answers(note: str, expected: list[tuple[str, str]]) -> None:
    assert (
        roles(f"一、重点任务\n1.建设云台路。年内贯通云台路。{note}\n2.修缮旧桥。加固望月桥。\n") == expected
    )


def test_a_bracket_that_names_nobody_assigns_nothing() -> None:
    text = "一、重点任务\n1.建设云台路（含桥梁，由企业自行负责）。年内贯通（对质量负责）。\n2.修缮旧桥。加固望月桥。\n"
    assert answers(text) == []


def test_labels_on_lines_of_their_own_answer_for_the_task_above() -> None:
    text = (
        "一、重点任务\n1.建设云台路\n年内贯通云台路，配套建设管网。\n"
        "牵头单位：市交通局\n配合单位：市水务局、市财政局\n完成时限：2026年10月\n"
        "2.修缮旧桥\n加固望月桥，恢复通行。\n责任单位：市城管局\n"
    )
    assert answers(text) == [
        ("建设云台路", "lead", "市交通局"),
        ("建设云台路", "support", "市水务局"),
        ("建设云台路", "support", "市财政局"),
        ("修缮旧桥", "responsible", "市城管局"),
    ]
    _, _, found = assignments(text)
    assert [a.deadline for a in found] == ["2026-10-31"] * 3 + [None]


def test_notes_inside_a_task_answer_for_the_task() -> None:
    text = (
        "一、重点任务\n1.支持创业。给予资助。（责任单位：市人社局）对人才给予补贴。（责任单位：市委人才办）\n"
        "2.优化服务。设立专窗。（责任单位：市审批局）\n"
    )
    assert answers(text) == [
        ("支持创业", "responsible", "市人社局"),
        ("支持创业", "responsible", "市委人才办"),
        ("优化服务", "responsible", "市审批局"),
    ]


def test_a_rule_makes_the_first_body_lead_from_there_on() -> None:
    text = (
        "一、重点任务\n1.建设云台路。年内贯通。（市交通局、市公安局负责，列第一位者为牵头部门，下同）\n"
        "2.修缮旧桥。加固望月桥。（市城管局、市财政局负责）\n3.清淤河道。疏浚青河。（市水务局牵头，市财政局配合）\n"
    )
    assert roles(text) == [
        ("lead", "市交通局"),
        ("responsible", "市公安局"),
        ("lead", "市城管局"),
        ("responsible", "市财政局"),
        ("lead", "市水务局"),
        ("support", "市财政局"),
    ]


@pytest.mark.parametrize(
    "rule", ["列第一位者为牵头单位，下同", "排在第一位的部门为牵头部门，下同", "首位为牵头单位，下同"]
)
def test_a_rule_has_many_wordings_and_no_group_leads_by_it(rule: str) -> None:
    text = (
        f"一、重点任务\n1.建设云台路。年内贯通。（市交通局、市公安局负责，{rule}）\n"
        "2.修缮旧桥。加固望月桥。（各区政府、市城管局负责）\n"
    )
    assert roles(text) == [
        ("lead", "市交通局"),
        ("responsible", "市公安局"),
        ("responsible", "各区政府"),
        ("responsible", "市城管局"),
    ]


def test_a_rule_inside_a_note_is_no_body_of_it() -> None:
    text = (
        "一、重点任务\n1.建设云台路。年内贯通。（责任单位：市交通局，各县区人民政府、市各功能区管委会，以下均涉及各县区、功能区，不再重复列出）\n"
        "2.修缮旧桥。加固望月桥。（责任单位：市城管局）\n3.保障措施。市财政局会同市审计局统筹资金。\n"
    )
    assert answers(text) == [
        ("建设云台路", "responsible", "市交通局"),
        ("建设云台路", "responsible", "各县区人民政府"),
        ("建设云台路", "responsible", "市各功能区管委会"),
        ("修缮旧桥", "responsible", "市城管局"),
        ("修缮旧桥", "responsible", "各县区"),
        ("修缮旧桥", "responsible", "功能区"),
        ("保障措施", "lead", "市财政局"),
        ("保障措施", "support", "市审计局"),
    ]


def test_the_footer_of_a_page_names_nobody_who_answers() -> None:
    text = (
        "一、重点任务\n1.建设云台路。年内贯通云台路。\n责任单位：市交通局\n2.修缮旧桥。加固望月桥。\n"
        "联系我们\n主办单位：青湖市人民政府办公厅\n网站标识码：0000000000\n市委组织部\n"
    )
    assert roles(text) == [("responsible", "市交通局")]


def test_a_rule_makes_those_before_the_comma_lead() -> None:
    text = (
        "一、重点任务\n1.建设云台路。年内贯通。（责任单位：市交通局、市公安局，市财政局。第一个逗号前为牵头单位）\n"
        "2.修缮旧桥。加固望月桥。（责任单位：市城管局，市财政局）\n"
    )
    assert roles(text) == [
        ("lead", "市交通局"),
        ("lead", "市公安局"),
        ("responsible", "市财政局"),
        ("lead", "市城管局"),
        ("responsible", "市财政局"),
    ]


def test_bodies_added_to_all_that_follows_are_inherited() -> None:
    text = (
        "一、重点任务\n1.建设云台路。年内贯通。［责任单位：市交通局，各区、县（市）政府。以下均需各区、县（市）政府落实，不再列出］\n"
        "2.修缮旧桥。加固望月桥。（责任单位：市城管局）\n"
    )
    read, outline, found = assignments(text)
    last = found[-1]
    assert answers(text)[-1] == ("修缮旧桥", "responsible", "各区、县（市）政府")
    assert last.inherited
    assert "以下均需" in read[last.clause_start : last.clause_end]
    assert last.clause_end <= outline.items[last.item].start
    assert [a.inherited for a in found] == [False, False, False, True]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("由市发改委会同市教育局推进。", [("lead", "市发改委"), ("support", "市教育局")]),
        (
            "市工信局负责推动园区扩容；市住建局负责配套道路。",
            [("responsible", "市工信局"), ("responsible", "市住建局")],
        ),
        ("市科技局加强统筹协调，牵头做好平台建设。", [("lead", "市科技局")]),
        ("由喆山区牵头、垚河街道配合推进。", [("lead", "喆山区"), ("support", "垚河街道")]),
        (
            "由市发展和改革委员会（以下简称市发改委）牵头，市发改委会同市教育局推进。",
            [("lead", "市发展和改革委员会"), ("lead", "市发改委"), ("support", "市教育局")],
        ),
        ("各区政府负责统筹辖区内的实施工作。", [("responsible", "各区政府")]),
        ("各区（含云台开发区，下同）负责汇聚数据。", [("responsible", "各区")]),
        ("市财政部门会同市数据管理部门统筹资产。", [("lead", "市财政部门"), ("support", "市数据管理部门")]),
        ("市科技局要加强协调，会同市财政局健全机制。", [("lead", "市科技局"), ("support", "市财政局")]),
        ("本措施由区科技局和相关责任部门负责牵头组织实施。", [("lead", "区科技局")]),
        ("各区政府是平台建设的责任主体。", [("responsible", "各区政府")]),
        ("本办法由市卫生健康行政主管部门负责组织实施。", [("responsible", "市卫生健康行政主管部门")]),
        ("区老龄工作机构负责受理申请。", [("responsible", "区老龄工作机构")]),
        ("市、区住房保障部门会同相关部门启动核查。", [("lead", "市、区住房保障部门")]),
        ("市（区）公安机关负责核查记录。", [("responsible", "市（区）公安机关")]),
        ("市、区各部门负责组织实施本部门工作。", [("responsible", "市、区各部门")]),
        (
            "相关区政府（以下统称专区监管部门）落实决策，市经信局会同专区监管部门建立机制。",
            [("lead", "市经信局"), ("support", "专区监管部门")],
        ),
        # Regulations: two names on one signboard, fields with 和, guidance units, groups of two levels.
        ("镇人民政府(街道办事处)负责受理申请。", [("responsible", "镇人民政府(街道办事处)")]),
        ("镇（街）负责受理申请。", [("responsible", "镇（街）")]),
        ("市、区规划和自然资源部门负责规划设施。", [("responsible", "市、区规划和自然资源部门")]),
        ("区县工业和信息化主管部门负责审核材料。", [("responsible", "区县工业和信息化主管部门")]),
        ("区（市）工业和信息化主管部门负责初审。", [("responsible", "区（市）工业和信息化主管部门")]),
        ("市养老服务指导单位负责人员培训。", [("responsible", "市养老服务指导单位")]),
        ("居民委员会、村民委员会协助做好巡访工作。", [("support", "居民委员会"), ("support", "村民委员会")]),
        (
            "由区、镇人民政府和街道办事处负责建设。",
            [("responsible", "区、镇人民政府"), ("responsible", "街道办事处")],
        ),
        ("村(居)民委员会依法协助做好公示。", [("support", "村(居)民委员会")]),
        ("评估由市民政部门组织实施。", [("responsible", "市民政部门")]),
        ("市、区民政部门应建立制度，会同相关部门公开。", [("lead", "市、区民政部门")]),
        (
            "户籍登记数据，由公安机关、卫生健康主管部门负责。",
            [("responsible", "公安机关"), ("responsible", "卫生健康主管部门")],
        ),
        ("各街道办事处（镇人民政府）负责受理。", [("responsible", "各街道办事处")]),
        ("市商务局（市“两区”办）负责指导衔接。", [("responsible", "市商务局（市“两区”办）")]),
        ("市、区政务服务局负责统筹协调。", [("responsible", "市、区政务服务局")]),
        ("州、县（市）数据资源主管部门具体负责统筹。", [("responsible", "州、县（市）数据资源主管部门")]),
        (
            "政务机构作为公共数据主管部门履行职责，公共数据主管部门负责建立制度。",
            [("responsible", "公共数据主管部门")],
        ),
        (
            "市档案管理部门可以制定办法，并应当会同市数据管理部门推进改造。",
            [("lead", "市档案管理部门"), ("support", "市数据管理部门")],
        ),
        ("区工业和信息化局是资金的主管部门，负责资金的\n管理。", [("responsible", "区工业和信息化局")]),
        # The subject stands in an earlier clause of the sentence, the nearest that begins with a body.
        ("市民政部门是养老服务的主管部门，负责监督。", [("responsible", "市民政部门")]),
        (
            "对公开内容有异议的，区民政部门自收到之日起十日内，会同区残联重新核实。",
            [("lead", "区民政部门"), ("support", "区残联")],
        ),
        (
            "市教育局负责统筹协调；会同市财政局制定目录。",
            [("responsible", "市教育局"), ("support", "市财政局")],
        ),
    ],
)
def test_running_text_assigns_too(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert roles(f"一、重点任务\n1.建设云台路。{sentence}\n2.修缮旧桥。加固望月桥。\n") == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "本措施由市科技局负责解释。",
        "建设负责任的人工智能。",
        "行政机关负责人出庭应诉率达到100%。",
        "支持青湖大学牵头组建创新联合体。",
        "强化市发改委牵头抓总作用。",
        "相关部门负责监督检查。",
        "市行业主管部门负责监督检查。",
        "市有关机构负责监督检查。",
        "各级负责干部要实事求是。",
        "各地区、各部门要相互配合。",
        "各场景牵头部门、配合部门要配强力量。",
        "修路五公里是交通部门负责施工的。",
        "市场主体提交材料，负责核对。",
        "市住房保障部门可以委托运营单位，负责公寓的运营。",
        "深化改革，负责人要带头。",
    ],
)
def test_running_text_that_assigns_nothing(sentence: str) -> None:
    assert roles(f"一、重点任务\n1.建设云台路。{sentence}\n2.修缮旧桥。加固望月桥。\n") == []


def test_what_a_page_says_twice_is_assigned_once() -> None:
    articles = [
        "第一条 为规范救助，制定本办法。",
        "第二条 市民政部门负责统筹开展全市救助工作。",
        "第三条 隐瞒收入的，由市民政部门会同市公安局核查。",
        "第四条 弄虚作假的，由市民政部门会同市公安局核查。",
        "第五条 本办法自印发之日起施行，有效期五年，由各区参照执行。",
    ]
    text = "关于救助的办法\n" + "\n".join(articles) + "\n关于救助的办法 全文 " + " ".join(articles) + "\n"
    pair = [("lead", "市民政部门"), ("support", "市公安局")]
    assert roles(text) == [("responsible", "市民政部门"), *pair, *pair]


def test_a_table_flattened_to_lines_answers_row_by_row() -> None:
    text = (
        "附件\n2026年民生实事计划清单\n序号\n项目名称\n项目内容\n牵头单位\n协办单位\n"
        "1\n建设下桥人行通道\n通道位于滨河大道，年底前完工。\n住建局\n\n"
        "2\n更新改造垃圾转运站\n对破损设备进行更新。\n城管局\n建工局、青湖街道办\n"
        "3\n启动管道燃气改造\n拟用3年时间分批实施。\n人力\n资源局\n"
    )
    assert [(role, body.replace("\n", "")) for role, body in roles(text)] == [
        ("lead", "住建局"),
        ("lead", "城管局"),
        ("support", "建工局"),
        ("support", "青湖街道办"),
        ("lead", "人力资源局"),
    ]


def test_a_merged_cell_answers_for_each_row_it_spans() -> None:
    rows = [("任务", "牵头单位"), ("建设云台路", "市交通局"), ("修缮旧桥", None), ("清淤河道", None)]
    text, blocks, items = "", [], []
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            if words is None:
                continue
            start = len(text)
            text += words + "\n"
            rowspan = 3 if words == "市交通局" else 1
            blocks.append(Block(start, start + len(words), "cell", table=Cell(0, row, column, rowspan, 1)))
            if row and column == 0:
                items.append(
                    OutlineItem(
                        "Task", start, start + len(words), start + len(words), None, row, (f"Task:{row}",)
                    )
                )
    stretched = [
        OutlineItem(
            i.kind,
            i.start,
            i.title_end,
            (items[n + 1].start if n + 1 < len(items) else len(text)),
            None,
            i.order,
            i.path,
        )
        for n, i in enumerate(items)
    ]
    found = find_assignments(text, Outline(tuple(stretched)), blocks=blocks)
    assert [(a.item, a.role, text[a.mention_start : a.mention_end], a.inherited) for a in found] == [
        (0, "lead", "市交通局", False),
        (1, "lead", "市交通局", True),
        (2, "lead", "市交通局", True),
    ]


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("（2026年6月底前完成，责任单位：市交通局）", "2026-06-30"),
        ("（责任单位：市交通局，完成时限：2026年11月15日）", "2026-11-15"),
        ("（责任单位：市交通局；2026年上半年）", "2026-06-30"),
        ("（责任单位：市交通局；2027年底前）", "2027-12-31"),
        ("（责任单位：市交通局；第三季度）", None),
        ("（责任单位：市交通局；长期坚持）", None),
    ],
)
def test_a_deadline_is_a_date_when_its_year_is_known(words: str, deadline: str | None) -> None:
    _, _, found = assignments(
        f"一、重点任务\n1.建设云台路。年内贯通云台路。{words}\n2.修缮旧桥。加固望月桥。\n"
    )
    assert [a.deadline for a in found] == [deadline]


def test_the_plans_own_year_completes_a_deadline() -> None:
    text = "云台区2026年工作要点\n\n一、重点任务\n1.建设云台路。贯通云台路。（6月底完成，牵头考核单位：区工信局）\n2.修缮旧桥。加固望月桥。\n"
    _, _, found = assignments(text)
    assert [a.deadline for a in found] == ["2026-06-30"]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("(市交通局牵头，各区政府负责落实）", [("lead", "市交通局"), ("responsible", "各区政府")]),
        ("（主办：青湖街道办负责）", [("lead", "青湖街道办")]),
        (
            "（责任单位：市工信局及专班成员单位，市相关行业主管部门）",
            [("responsible", "市工信局"), ("responsible", "市相关行业主管部门")],
        ),
        ("（运输服务司牵头，科技司配合）", [("lead", "运输服务司"), ("support", "科技司")]),
    ],
)
def test_slips_of_the_pen_in_a_bracket_hide_nobody(note: str, expected: list[tuple[str, str]]) -> None:
    text = f"一、重点任务\n1.建设云台路(一期）。年内贯通云台路。{note}\n2.修缮旧桥。加固望月桥。（责任单位：市城管局）\n"
    assert roles(text) == [*expected, ("responsible", "市城管局")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "市经信局市新经济委、市科技局要加强统筹，会同有关部门健全机制。",
            [("lead", "市经信局"), ("lead", "市新经济委"), ("lead", "市科技局")],
        ),
        (
            "领导小组办公室设在市经信委，会同有关单位制定细则。",
            [("lead", "领导小组办公室")],
        ),
        ("新增绿地三万平方米（云台区城管局牵头实施。", []),
        ("我部会同有关部门开展调研。", []),
    ],
)
def test_the_subject_of_a_sentence_is_read_whole(sentence: str, expected: list[tuple[str, str]]) -> None:
    assert roles(f"一、重点任务\n1.建设云台路。{sentence}\n2.修缮旧桥。加固望月桥。\n") == expected


def test_an_article_of_a_regulation_may_begin_with_who_answers() -> None:
    text = (
        "第一章 总则\n第一条 为规范入园，制定本办法。\n第二条 市发展改革部门负责将指标纳入年度计划。\n"
        "第三条 市数据管理部门应牵头会同相关部门制定细则。\n"
    )
    assert roles(text) == [("responsible", "市发展改革部门"), ("lead", "市数据管理部门")]


def test_a_real_tables_row_has_its_deadline_and_its_own_title() -> None:
    rows = [
        ["序号", "任务", "内容", "牵头单位", "完成时限"],
        ["1", "建设云台路", "贯通道路", "市交通局", "2026年6月底前"],
        ["2", "修缮旧桥", "加固桥墩", "市城管局", "长期"],
    ]
    text, blocks = "", []
    for row, cells in enumerate(rows):
        for column, words in enumerate(cells):
            blocks.append(Block(len(text), len(text) + len(words), "cell", table=Cell(0, row, column, 1, 1)))
            text += words + "\n"
    first, inner, second = (text.index(word) for word in ("建设云台路", "贯通道路", "修缮旧桥"))
    tasks = ((first, first + 5, inner), (inner, inner + 4, second), (second, second + 4, len(text)))
    items = [OutlineItem("Task", *span, None, n, (f"Task:{n}",)) for n, span in enumerate(tasks)]
    found = find_assignments(text, Outline(tuple(items)), year=2026, blocks=blocks)
    assert [(a.item, text[a.mention_start : a.mention_end], a.deadline) for a in found] == [
        (0, "市交通局", "2026-06-30"),
        (2, "市城管局", None),
    ]
