"""Who answers for what in tables that were flattened to lines. Places and bodies are invented."""

import pytest

from graph_builder.documents import read_bytes
from graph_builder.extraction.assignments import find_assignments

HEAD = "序号\n工作任务\n工作内容\n牵头单位\n协办单位\n"


def answers(text: str) -> list[tuple[str, str, str, str | None]]:
    """Return (task, role, body, deadline) of everything that the tables of a plan assign."""
    document = read_bytes(text.encode(), "plan.txt")
    found = find_assignments(document.text, document.outline, document.body, 2026, document.blocks)
    return [
        (
            document.text[document.outline.items[a.item].start : document.outline.items[a.item].title_end],
            a.role,
            document.text[a.mention_start : a.mention_end].replace("\n", ""),
            a.deadline,
        )
        for a in found
    ]


def roles(text: str) -> list[tuple[str, str, str]]:
    return [(task, role, body) for task, role, body, _ in answers(text)]


def test_a_row_without_a_support_cell_leaves_the_column_empty() -> None:
    table = (
        "附件2\n2026年民生实事计划清单\n\n"
        "序号\n\t工作任务\n\t工作内容\n\t牵头单位\n\t协办单位\n"
        "1\n\t建设云台路\n\t年底前贯通云台路，配套管网同步建成。\n\t住建局\n\n"
        "2\n\t开办长者食堂\n\t新增长者食堂5个。\n\t民政局\n青湖街道办\n\t财政局、各街道办\n"
        "3\n\t规范一批公共\n标识\n\t改用统一的标识。\n\t城管局\n\t区委区政府办公室（外事办）\n"
    )
    assert roles(table) == [
        ("建设云台路", "lead", "住建局"),
        ("开办长者食堂", "lead", "民政局"),
        ("开办长者食堂", "lead", "青湖街道办"),
        ("开办长者食堂", "support", "财政局"),
        ("开办长者食堂", "support", "各街道办"),
        ("规范一批公共\n标识", "lead", "城管局"),
        ("规范一批公共\n标识", "support", "区委区政府办公室（外事办）"),
    ]


def test_the_rows_under_one_merged_title_all_answer_for_it() -> None:
    table = (
        "附件2\n任务分工表\n\n序号\n工作事项\n主要内容\n牵头单位\n配合单位\n市卫健委内牵头处室\n市卫健委内配合处室\n\n"
        "1\n扩大医生来源。\n由全科向专科拓展，到2026年每万人口医生数不低于4人。\n各区政府\n市卫健委\n基层处\n医政处\n\n"
        "加大公开招聘力度，优先保障基层用人需求。\n各区政府\n市卫健委、市人社局\n人事处\n/\n\n"
        "2\n完善培训。\n落实培养制度，做实做细培训计划。\n市卫健委\n/\n科教处\n基层处\n"
    )
    assert roles(table) == [
        ("扩大医生来源", "lead", "各区政府"),
        ("扩大医生来源", "support", "市卫健委"),
        ("扩大医生来源", "lead", "基层处"),
        ("扩大医生来源", "support", "医政处"),
        ("扩大医生来源", "lead", "各区政府"),
        ("扩大医生来源", "support", "市卫健委"),
        ("扩大医生来源", "support", "市人社局"),
        ("扩大医生来源", "lead", "人事处"),
        ("完善培训", "lead", "市卫健委"),
        ("完善培训", "lead", "科教处"),
        ("完善培训", "support", "基层处"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "序号\t工作任务\t工作内容\t牵头单位\t协办单位\n1\t修缮旧桥\t加固望月桥，恢复通行。\t市城管局\t市财政局\n",
        f"{HEAD}1\n修缮旧桥\n加固望月桥，恢复通行。\n市城管局\n市财政局\n",
        HEAD.replace("\n", "\n\n") + "1\n\n修缮旧桥\n\n加固望月桥，恢复通行。\n\n市城管局\n\n市财政局\n",
    ],
)
def test_cells_on_one_line_on_lines_and_between_blank_lines(rows: str) -> None:
    text = f"附件\n任务分工表\n{rows}"
    assert roles(text) == [("修缮旧桥", "lead", "市城管局"), ("修缮旧桥", "support", "市财政局")]


def test_a_row_without_bodies_inherits_the_merged_cell_above() -> None:
    text = f"附件\n任务分工表\n{HEAD}1\n修缮旧桥\n加固望月桥。\n市城管局\n市财政局\n2\n清淤河道\n疏浚望月河。\n3\n补种行道树\n补种银杏。\n市园林局\n"
    assert roles(text) == [
        ("修缮旧桥", "lead", "市城管局"),
        ("修缮旧桥", "support", "市财政局"),
        ("清淤河道", "lead", "市城管局"),
        ("清淤河道", "support", "市财政局"),
        ("补种行道树", "lead", "市园林局"),
    ]


def test_a_column_of_deadlines_dates_its_row() -> None:
    text = (
        "附件\n任务分工表\n序号\n工作任务\n责任单位\n完成时限\n"
        "1\n修缮旧桥，到2030年再无危桥\n市城管局\n2026年6月底前\n2\n清淤河道\n市水务局\n长期坚持\n"
    )
    assert answers(text) == [
        ("修缮旧桥，到2030年再无危桥", "responsible", "市城管局", "2026-06-30"),
        ("清淤河道", "responsible", "市水务局", None),
    ]


def test_what_a_cell_says_of_its_bodies_goes_before_its_column() -> None:
    text = "附件\n任务分工表\n序号\n项目\n办理单位\n备注\n1\n修缮旧桥\n市城管局牵头，市财政局、各街道办协助办理\n续建\n2\n清淤河道\n市水务局、市城管局\n新建\n"
    assert roles(text) == [
        ("修缮旧桥", "lead", "市城管局"),
        ("修缮旧桥", "support", "市财政局"),
        ("修缮旧桥", "support", "各街道办"),
        ("清淤河道", "responsible", "市水务局"),
        ("清淤河道", "responsible", "市城管局"),
    ]


def test_a_table_that_reports_what_was_done_assigns_nothing() -> None:
    text = "序号\n项目名称\n办理单位\n完成情况\n1\n修缮旧桥\n市城管局牵头，市财政局协助办理\n已加固望月桥，恢复通行。\n2\n清淤河道\n市水务局\n已疏浚。\n"
    assert roles(text) == []


def test_a_table_without_a_column_of_bodies_assigns_nothing() -> None:
    text = "附件\n设施清单\n序号\n名称\n面积\n1\n望月桥街道办\n120\n2\n市城管局\n90\n"
    assert roles(text) == []
