"""What broke other readers (CASES.md, area reading), read to the end: names, roles and places as a user sees them.

Rows 7, 11, 13 and 17 are asserted where their part is tested: test_docx.py, ../test_outline.py, test_hostile.py.
"""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made import docx, grid, paragraph, pdf, word_table

from graph_builder.cli import main
from graph_builder.documents import read_bytes
from graph_builder.extraction import extract
from graph_builder.graph import PlanGraph


def graph_of(data: bytes, name: str = "计划.txt") -> PlanGraph:
    return extract(read_bytes(data, name))


def named(graph: PlanGraph, label: str) -> list[str]:
    return [str(node["name"]) for _, node in graph.graph.nodes(data=True) if node["label"] == label]


def edges(graph: PlanGraph, kind: str) -> list[tuple[str, str, dict[str, Any]]]:
    name = {key: str(node["name"]) for key, node in graph.graph.nodes(data=True)}
    found = graph.graph.edges(data=True)
    return [(name[a], name[b], edge["properties"]) for a, b, edge in found if edge["type"] == kind]


def test_1_rare_characters_in_gb18030_read_as_the_utf_8_copy() -> None:
    text = "由喆山区牵头、垚河街道配合推进䶮园改造"
    gb, utf8 = (read_bytes(text.encode(code), "计划.txt") for code in ("gb18030", "utf-8"))
    assert (gb.text, gb.encoding, utf8.encoding) == (text, "gb18030", "utf-8")
    copies = [
        [(b, p["start"], p["end"], p["evidence"]) for _, b, p in edges(extract(document), "MENTIONS")]
        for document in (gb, utf8)
    ]
    assert copies[0] == copies[1]
    assert {"喆山区", "垚河街道"} <= {name for name, *_ in copies[0]}


def test_3_four_bytes_of_gb2312_pass_through_the_command(tmp_path: Path) -> None:
    path = tmp_path / "短.txt"
    path.write_bytes("规划".encode("gb2312"))
    result = CliRunner().invoke(main, ["extract", str(path)])
    assert result.exit_code == 0
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert records[0]["text"] == "规划"
    assert records[0]["warnings"]
    assert Counter(record.get("label") for record in records if record["kind"] == "node")["Section"] == 1


def test_4_radicals_that_look_like_characters_name_the_same_body_and_place() -> None:
    text = (
        "⾼新区⽂旅局⽴项⼀批项⽬，在⻘山区新建云杉公园。\n高新区文旅局会同有关部门，在青山区新建云台公园。\n"
    )
    graph = graph_of(text.encode())
    assert named(graph, "Institution").count("高新区文旅局") == 1
    assert named(graph, "Area").count("青山区") == 1
    assert not [
        name for label in ("Institution", "Area") for name in named(graph, label) if set("⾼⽂⻘") & set(name)
    ]
    said = {text[p["start"] : p["end"]] for _, _, p in edges(graph, "MENTIONS")}
    assert {"⾼新区⽂旅局", "⻘山区", "高新区文旅局", "青山区"} <= said
    assert all(p["evidence"] == text[p["start"] : p["end"]] for _, _, p in edges(graph, "MENTIONS"))


def test_5_characters_that_normalising_would_lengthen_move_no_offset() -> None:
    text = "新增绿地12万㎡…建成½，改造6％（一期）①由喆山区文旅局牵头，年内建成云杉大桥。"
    graph = graph_of(text.encode())
    facts = [*edges(graph, "MENTIONS"), *edges(graph, "ADVANCES"), *edges(graph, "ASSIGNED_TO")]
    assert all(text[p["start"] : p["end"]] == p["evidence"] for _, _, p in facts)
    said = {text[p["start"] : p["end"]] for _, _, p in edges(graph, "MENTIONS")}
    assert {"喆山区文旅局", "云杉大桥"} <= said


MERGED = [
    ("工作任务", "牵头单位"),
    ("新建云杉大桥", "喆山区交通局*"),
    ("改造喆山老街", "^"),
    ("疏浚垚河河道", "^"),
]
MERGED_HTML = (
    "<html><body><p>喆山区2026年任务分工</p><table><tr><th>工作任务</th><th>牵头单位</th></tr>"
    "<tr><td>新建云杉大桥</td><td rowspan=3>喆山区交通局</td></tr><tr><td>改造喆山老街</td></tr>"
    "<tr><td>疏浚垚河河道</td></tr></table></body></html>"
)


@pytest.mark.parametrize(
    "data",
    [docx(paragraph("喆山区2026年任务分工") + word_table(MERGED)), MERGED_HTML.encode()],
    ids=["docx", "html"],
)
def test_8_a_merged_cell_answers_for_each_row_it_spans(data: bytes) -> None:
    graph = graph_of(data)
    text = str(graph.document["text"])
    found = edges(graph, "ASSIGNED_TO")
    assert [(task, p["role"]) for task, _, p in found] == [(task, "lead") for task, _ in MERGED[1:]]
    assert {body for _, body, _ in found} == {"喆山区交通局"}
    assert {(p["start"], p["evidence"]) for _, _, p in found} == {
        (text.index("喆山区交通局"), "喆山区交通局")
    }


def test_9_cells_of_wrapped_rows_keep_their_places() -> None:
    xs, ys = (50.0, 170.0, 250.0, 330.0), (700.0, 670.0, 640.0, 590.0)
    rows: Sequence[Sequence[str]] = [
        ("任务", "牵头单位", "配合单位"), ("新建云杉大桥", "喆山区交通局", "喆山区财政局"),
        ("改造老城供水管网并/更新入户水表", "喆山区住房和/城乡建设局", "喆山区农业农/村局"),
    ]  # fmt: skip
    texts = [
        (x + 3, y - 15 * nth - 16, line)
        for y, row in zip(ys, rows, strict=False)
        for x, cell in zip(xs, row, strict=False)
        for nth, line in enumerate(cell.split("/"))
    ]
    found = {
        (task, body, p["role"])
        for task, body, p in edges(graph_of(pdf([(texts, grid(xs, ys))])), "ASSIGNED_TO")
    }
    assert found == {
        ("新建云杉大桥", "喆山区交通局", "lead"), ("新建云杉大桥", "喆山区财政局", "support"),
        ("改造老城供水管网并更新入户水表", "喆山区住房和城乡建设局", "lead"),
        ("改造老城供水管网并更新入户水表", "喆山区农业农村局", "support"),
    }  # fmt: skip


def test_15_what_only_the_last_sentence_of_a_long_plan_names_is_found() -> None:
    tasks = [
        f"{at}.整治第{at}号河道。清淤疏浚，修复护岸，种植水草，{'改善水质，' * 16}建设美丽家园。"
        for at in range(1, 700)
    ]
    text = "一、重点工程\n" + "\n".join(tasks) + "\n700.发展碳汇。年底开工建设云台碳汇中心项目。\n"
    assert len(text) > 80_000
    graph = graph_of(text.encode())
    said = [p for _, _, p in edges(graph, "MENTIONS") if "云台碳汇中心" in p["evidence"]]
    assert said
    assert text[said[0]["start"] : said[0]["end"]] == said[0]["evidence"]
    assert said[0]["start"] > len(text) - 30
