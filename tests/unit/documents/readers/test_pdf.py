"""PDF files: paragraphs and tables as they were before the page broke them, with the place of every line."""

import re

import pytest
from made import grid, pdf

from graph_builder.documents import read_bytes
from graph_builder.documents.document import Document
from graph_builder.errors import InputError
from graph_builder.extraction import extract

XS = (50.0, 90.0, 350.0, 550.0)


def words(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def table_page(
    ys: list[float], rows: list[tuple[str, ...]]
) -> tuple[list[tuple[float, float, str]], list[tuple[float, float, float, float]]]:
    texts = [
        (x + 3, y - 15 * nth - 16, line)
        for y, row in zip(ys, rows, strict=False)
        for x, cell in zip(XS, row, strict=False)
        for nth, line in enumerate(cell.split("/"))
        if line
    ]
    return texts, grid(XS, ys)


def test_lines_of_a_paragraph_are_joined_and_each_has_its_box() -> None:
    page = [
        (74, 700, "为了建设美丽的喆山，让每一条街道都有绿荫，让每一位居民都能在十五分钟"),
        (50, 680, "内走到公园，制定本计划。"),
        (74, 660, "一、总体要求"),
    ]
    document = read_bytes(pdf([(page, [])]), "甲.pdf")
    assert words(document) == [page[0][2] + page[1][2], "一、总体要求"]
    boxes = document.blocks[0].boxes
    assert [document.text[box.start : box.end] for box in boxes] == [page[0][2], page[1][2]]
    assert boxes[0].page == 1
    assert boxes[0].y1 <= boxes[1].y0
    assert all(0 <= value <= 1 for box in boxes for value in (box.x0, box.y0, box.x1, box.y1))


def test_a_short_line_inside_a_quotation_ends_no_paragraph() -> None:
    page = [
        (74, 700, "为了建设美丽的喆山，让每一条街道都有绿荫，让每一位居民在十分钟内"),
        (50, 680, "公园，启动“绿色社区与若干街道花园联合共建的首批试点以及二期项"),
        (50, 660, "目”评选工作。"),
    ]
    assert words(read_bytes(pdf([(page, [])]), "甲.pdf")) == ["".join(text for *_, text in page)]


def test_a_paragraph_goes_on_over_the_page_and_headers_and_numbers_are_gone() -> None:
    full = "推进喆山大桥建设，完善两岸交通，带动沿线产业发展，力争年内完成主体结构施工"
    pages = [
        ([(250, 780, "喆山公报 第1期"), (74, 60, full), (290, 20, "— 1 —")], []),
        ([(250, 780, "喆山公报 第1期"), (50, 700, "并通车。"), (290, 20, "— 2 —")], []),
        ([(250, 780, "喆山公报 第1期"), (74, 700, "植树造林。"), (290, 20, "— 3 —")], []),
    ]
    document = read_bytes(pdf(pages), "甲.pdf")
    assert words(document) == [full + "并通车。", "植树造林。"]
    assert [box.page for box in document.blocks[0].boxes] == [1, 2]


def test_a_watermark_on_every_page_cuts_no_paragraph() -> None:
    full = "推进喆山公园建设，完善两岸交通，带动沿线产业发展，力争年内完成主体结构施工"
    pages = [
        (
            [
                (74, 430, full),
                (230, 420, "喆山资讯网"),
                (50, 410, f"和第{at}处绿地建设。"),
                (74, 390 - at, "植树造林。"),
            ],
            [],
        )
        for at in (1, 2, 3)
    ]
    document = read_bytes(pdf(pages), "甲.pdf")
    assert words(document) == [
        line for at in (1, 2, 3) for line in (f"{full}和第{at}处绿地建设。", "植树造林。")
    ]
    assert any("水印" in warning for warning in document.warnings)


PLAN = (
    "喆山区2026年重点工作计划",
    "一、全力推动产业升级",
    "（一）壮大先进制造。推进云杉产业园建设，引进龙头企业5家以上。（牵头单位：区经信局）",
    "（二）做强现代商贸。启动老城步行街改造，接待游客200万人次。（责任单位：区商务局）",
)


@pytest.mark.parametrize("turn", [30, 45, -45, 135])
def test_a_slanted_watermark_is_left_out_said_so_and_gives_the_graph_nothing(turn: float) -> None:
    lines = [(50, 700 - 20 * at, line) for at, line in enumerate(PLAN)]
    table = table_page([400, 370, 340], [("序号", "任务", "牵头单位"), ("1", "修建云杉大桥", "区交通局")])
    across = [
        (100 + 130 * at, 360 + 10 * turn / abs(turn) + 100 * down, "仅供云台投资集团审阅", turn)
        for at in range(3)
        for down in range(4)
    ]
    clean = read_bytes(pdf([([*lines, *table[0]], table[1])] * 2), "甲.pdf")
    marked = read_bytes(pdf([([*lines[:2], *across, *lines[2:], *table[0]], table[1])] * 2), "甲.pdf")
    assert marked.text == clean.text
    assert [block.boxes for block in marked.blocks] == [block.boxes for block in clean.blocks]
    assert [warning for warning in marked.warnings if "云台投资集团" in warning and "没有读入" in warning]
    names = {str(node["name"]) for _, node in extract(marked).graph.nodes(data=True)}
    assert names == {str(node["name"]) for _, node in extract(clean).graph.nodes(data=True)}
    assert not [name for name in names if "云台" in name]


def test_a_page_that_holds_nothing_but_a_slanted_watermark_is_no_text() -> None:
    with pytest.raises(InputError) as refused:
        read_bytes(pdf([([(100, 300, "仅供云台投资集团审阅", 45)], [(50, 50, 500, 50)])]), "甲.pdf")
    assert refused.value.code == "no_text"


def test_a_page_that_lies_askew_is_text() -> None:
    document = read_bytes(pdf([([(50, 700, "修建云杉大桥，方便群众出行。", 2)], [])]), "甲.pdf")
    assert document.text == "修建云杉大桥，方便群众出行。"
    assert not any("没有读入" in warning for warning in document.warnings)


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [(50, 700 - 20 * at, f"左栏第{at}行写的是修桥铺路的事情安排。") for at in range(12)]
    right = [(320, 700 - 20 * at, f"右栏第{at}行写的是植树种草的事情安排。") for at in range(12)]
    rows = [text for pair in zip(left, right, strict=True) for text in pair]
    text = read_bytes(pdf([(rows, [])]), "甲.pdf").text
    assert text.index("左栏第11行") < text.index("右栏第0行")


def test_wrapped_cells_stay_in_their_columns() -> None:
    """Each cell of the second row wraps: a reader that goes by lines would swap their halves."""
    rows = [
        ("序号", "任务", "牵头单位"), ("1", "建设云杉大桥", "喆山区交通局"),
        ("2", "改造老城供水管网并且同步更新全部入户水表和/沿街阀门井", "喆山区城市建设和住房保障服务管理/中心"),
    ]  # fmt: skip
    document = read_bytes(pdf([table_page([700, 670, 640, 590], rows)]), "甲.pdf")
    cells = {
        block.table[1:3]: document.text[block.start : block.end] for block in document.blocks if block.table
    }
    assert cells[2, 1] == "改造老城供水管网并且同步更新全部入户水表和沿街阀门井"
    assert cells[2, 2] == "喆山区城市建设和住房保障服务管理中心"


def test_a_table_goes_on_over_the_page_without_its_head_and_a_broken_row_is_one() -> None:
    head = ("序号", "任务", "牵头单位")
    first = [
        head,
        ("1", "建设云杉大桥", "喆山区交通局"),
        ("2", "改造老城供水管网并且同步更新全部入户水表", "喆山区水务局"),
    ]
    second = [head, ("", "和沿街阀门井", ""), ("3", "植树造林", "喆山区林业局")]
    pages = [table_page([200, 170, 140, 110], first), table_page([760, 730, 700, 670], second)]
    document = read_bytes(pdf(pages), "甲.pdf")
    assert words(document) == [
        *head, "1", "建设云杉大桥", "喆山区交通局", "2", "改造老城供水管网并且同步更新全部入户水表和沿街阀门井", "喆山区水务局",
        "3", "植树造林", "喆山区林业局",
    ]  # fmt: skip
    assert len({block.table.table for block in document.blocks if block.table}) == 1
    broken = document.blocks[words(document).index("喆山区水务局") - 1]
    assert [box.page for box in broken.boxes] == [1, 2]
    tasks = [document.text[i.start : i.title_end] for i in document.outline.items if i.kind == "Task"]
    assert tasks == ["建设云杉大桥", "改造老城供水管网并且同步更新全部入户水表和沿街阀门井", "植树造林"]


def test_merged_cells_span_their_rows() -> None:
    ys = [700.0, 670.0, 640.0, 610.0]
    texts, _ = table_page(ys, [("序号", "任务", "牵头单位"), ("1", "修桥", "交通局"), ("2", "铺路", "")])
    rules = (
        [(x, 700, x, 610) for x in XS] + [(50, y, 550, y) for y in (700, 670, 610)] + [(50, 640, 350, 640)]
    )
    document = read_bytes(pdf([(texts, rules)]), "甲.pdf")
    cells = {document.text[b.start : b.end]: b.table[1:] for b in document.blocks if b.table}
    assert cells["交通局"] == (1, 2, 2, 1)
    assert cells["铺路"] == (2, 1, 1, 1)


@pytest.mark.parametrize(
    ("lines", "bodies"),
    [
        ("区发展和改/革局", {"区发展和改革局"}),
        ("区城市管理委/员会", {"区城市管理委员会"}),
        ("区发改局、区住/房城乡建设局、/区水务局", {"区发改局", "区住房城乡建设局", "区水务局"}),
        ("区住房和城乡建设局（区/人防办）", {"区住房和城乡建设局（区人防办）"}),
        ("市妇联/市科协/市供电/公司", {"市妇联", "市科协", "市供电公司"}),
        ("区教育局/区财政局/区水务局", {"区教育局", "区财政局", "区水务局"}),
        ("区经济和信息化局下属中/小企业服务中心", {"区经济和信息化局下属中小企业服务中心"}),
    ],
)
def test_a_name_that_a_wide_cell_breaks_is_one_and_names_on_lines_of_their_own_are_several(
    lines: str, bodies: set[str]
) -> None:
    rows = [("序号", "任务", "牵头单位"), ("1", "建设云杉大桥/改造老城道路", lines)]
    document = read_bytes(pdf([table_page([700, 670, 600], rows)]), "甲.pdf")
    cells = {
        block.table[1:3]: document.text[block.start : block.end] for block in document.blocks if block.table
    }
    assert set(re.split("[、 ]", cells[1, 2])) == bodies
    assert cells[1, 1] == "建设云杉大桥 改造老城道路"


def test_names_that_fill_a_narrow_cell_line_by_line_are_several() -> None:
    xs = (50.0, 300.0, 356.0)
    texts = [(53, 684, "任务"), (303, 684, "责任单位"), (53, 654, "建设云杉大桥")]
    texts += [
        (303, 654 - 15 * at, name) for at, name in enumerate(("区教育局", "区财政局", "市场监管", "分局"))
    ]
    document = read_bytes(pdf([(texts, grid(xs, (700, 670, 590)))]), "甲.pdf")
    assert words(document)[-1] == "区教育局 区财政局 市场监管分局"
