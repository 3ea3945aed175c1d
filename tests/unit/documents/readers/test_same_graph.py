"""One plan in many formats is one graph: as many nodes and relations of each type."""

from collections import Counter
from collections.abc import Sequence
from html import escape

import pytest
from made import docx, ofd, paragraph, pdf, rtf, word_table, workbook

from graph_builder.documents import read_bytes
from graph_builder.extraction import extract

LINES = (
    "喆山区2026年国民经济和社会发展计划",
    "一、全力推动产业升级",
    "（一）壮大先进制造。推进云杉产业园建设，引进龙头企业5家以上，规模以上工业增加值增长7%。支持喆山理工大学组建新材料研究院，打造中部一流的新材料创新高地，带动上下游企业集聚发展。（牵头单位：区经信局；配合单位：区科技局）",
    "（二）做强现代商贸。启动老城步行街改造，社会消费品零售总额突破300亿元，举办喆山美食节，推动夜间经济提档升级，不断丰富居民消费场景，全年接待游客200万人次。（责任单位：区商务局）",
    "二、切实保障和改善民生",
    "（一）办好人民满意教育。新建云杉小学等3所学校，新增学位2400个，完成校舍加固12万平方米，扩大普惠性幼儿园覆盖面，让更多孩子在家门口上好学。（责任单位：区教育局）",
    "（二）完善医疗服务。建成区人民医院新院区，每千人口医疗机构床位数达到7张，推进紧密型医联体建设，家庭医生签约率达到75%。（责任单位：区卫健局）",
)


def wrapped(lines: Sequence[str], width: int) -> list[list[str]]:
    """Return the paragraphs' lines; the first of each is two characters shorter, as an indent makes it."""
    found = []
    for line in lines:
        first, rest = line[: width - 2], line[width - 2 :]
        found.append([first, *(rest[at : at + width] for at in range(0, len(rest), width))])
    return found


def placed(
    lines: Sequence[str], top: float, step: float, left: float, indent: float
) -> list[tuple[float, float, str]]:
    texts = []
    at = top
    for group in wrapped(lines, 34):
        for number, line in enumerate(group):
            texts.append((left if number else left + indent, at, line))
            at += step
    return texts


FILES = {
    "docx": docx("".join(paragraph(line) for line in LINES)),
    "html": (
        "<!doctype html><html><body>" + "".join(f"<p>{escape(line)}</p>" for line in LINES) + "</body></html>"
    ).encode(),
    "rtf": rtf(LINES),
    "pdf": pdf([(placed(LINES, 740, -20, 50, 24), [])]),
    "ofd": ofd(placed(LINES, 30, 8, 20, 10)),
}


def shape(data: bytes) -> tuple[Counter[str], Counter[str]]:
    graph = extract(read_bytes(data, "计划")).graph
    labels = Counter(str(node["label"]) for _, node in graph.nodes(data=True))
    return labels, Counter(str(edge["type"]) for *_, edge in graph.edges(data=True))


@pytest.mark.parametrize("kind", FILES)
def test_each_format_gives_the_graph_of_the_text(kind: str) -> None:
    expected = shape("\n".join(LINES).encode())
    assert expected[0]["Task"] == 4
    assert expected[1]["ASSIGNED_TO"] == 5
    assert shape(FILES[kind]) == expected


ROWS = [
    ("序号", "重点任务", "牵头单位", "配合单位", "完成时限"),
    ("1", "修建云杉大桥", "区交通运输局*", "区财政局", "2026年6月底"),
    ("2", "改造喆山老街", "^", "区商务局", "2026年9月*"),
    ("3", "新建云杉小学", "区教育局", "区住房和城乡建设局", "^"),
    ("4", "建设喆山公园", "区园林绿化局", "区水务局", "长期"),
]
TITLE = "喆山区2026年重点任务分工表"


def html_table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table; ``*`` spans the next row, whose cell there is ``^``."""
    cells = [
        "".join(
            f"<td rowspan={2 if cell.endswith('*') else 1}>{cell.rstrip('*')}</td>"
            for cell in row
            if cell != "^"
        )
        for row in rows
    ]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


TABLES = {
    "docx": docx(paragraph(TITLE) + word_table(ROWS)),
    "html": f"<html><body><p>{TITLE}</p>{html_table(ROWS)}</body></html>".encode(),
    "xlsx": workbook(
        [[TITLE], *([cell.rstrip("*").replace("^", "") for cell in row] for row in ROWS)],
        (2, 2, 3, 2),
        (3, 4, 4, 4),
    ),
}


@pytest.mark.parametrize("kind", TABLES)
def test_a_column_of_deadlines_dates_the_assignments_of_its_rows(kind: str) -> None:
    graph = extract(read_bytes(TABLES[kind], "分工")).graph
    name = {key: str(node["name"]) for key, node in graph.nodes(data=True)}
    found = {
        (name[task], name[body].removeprefix("喆山"), edge["properties"].get("deadline"))
        for task, body, edge in graph.edges(data=True)
        if edge["type"] == "ASSIGNED_TO"
    }
    assert found == {
        ("修建云杉大桥", "区交通运输局", "2026-06-30"), ("修建云杉大桥", "区财政局", "2026-06-30"),
        ("改造喆山老街", "区交通运输局", "2026-09-30"), ("改造喆山老街", "区商务局", "2026-09-30"),
        ("新建云杉小学", "区教育局", "2026-09-30"), ("新建云杉小学", "区住房和城乡建设局", "2026-09-30"),
        ("建设喆山公园", "区园林绿化局", None), ("建设喆山公园", "区水务局", None),
    }  # fmt: skip
