"""The same plan in many formats, told by content, is the same plan."""

from pathlib import Path

import pytest
from made import FILES, LINES, docx, paragraph, rtf, word_table, workbook, zipped

from graph_builder.documents import read, read_all, read_bytes
from graph_builder.documents.document import Document
from graph_builder.errors import InputError


@pytest.mark.parametrize("kind", FILES)
def test_a_plan_reads_the_same_whatever_its_format_and_name(kind: str) -> None:
    document = read_bytes(FILES[kind], "误称.txt")
    assert document.text == "\n".join(LINES)
    assert document.outline.items == read_bytes("\n".join(LINES).encode(), "计划.txt").outline.items


def test_a_text_that_mentions_a_tag_is_a_text() -> None:
    text = "本办法所称网页元素，例如<p>，不作为计划内容。"
    assert read_bytes(text.encode(), "甲.html").text == text


def test_a_sheet_is_a_table_and_hidden_sheets_are_not_read() -> None:
    rows = [["重点任务", "牵头单位", "投资"], ["修桥", "喆山区交通局", 3.0], ["铺路", "", 2.5]]
    document = read_bytes(workbook(rows, (1, 1, 2, 1)), "表.et")
    assert document.text.split("\n") == [
        "重点任务",
        "牵头单位",
        "投资",
        "修桥",
        "喆山区交通局",
        "3",
        "铺路",
        "2.5",
    ]
    assert document.blocks[4].table == (0, 1, 1, 2, 1)
    assert any("隐藏的工作表" in warning for warning in document.warnings)


def test_rtf_keeps_cells_and_drops_hidden_text_and_characters_beyond_the_plane_are_whole() -> None:
    row = "\\trowd\\clvmgf\\cellx1000\\cellx2000 A\\cell B\\cell\\row\\trowd\\clvmrg\\cellx1000\\cellx2000 \\cell C\\cell\\row "
    more = "{\\v X}{\\deleted Y}{\\u-10174?\\u-8393?}\\par " + row + "\\pard Z\\par "
    document = read_bytes(rtf((), more), "甲.rtf")
    assert document.text.split("\n") == ["\U00020b37", "A", "B", "C", "Z"]
    assert [block.table for block in document.blocks] == [
        None,
        (0, 0, 0, 2, 1),
        (0, 0, 1, 1, 1),
        (0, 1, 1, 1, 1),
        None,
    ]


@pytest.mark.parametrize("opens", ["{\\footnote", "{\\super\\chftn{\\*\\footnote", "{\\footnote\\ftnalt"])
def test_rtf_keeps_its_footnotes_behind_the_text(opens: str) -> None:
    note = opens + "\\pard\\plain {\\super\\chftn} N1\\par N2 {\\v H}" + "}" * opens.count("{")
    row = "\\trowd\\cellx1000\\cellx2000 C" + note.replace("N", "M") + "\\cell D\\cell\\row\\pard "
    document = read_bytes(rtf((), f"A{note}B\\par {row}E\\par "), "甲.rtf")
    assert document.text.split("\n") == ["AB", "C", "D", "E", "N1", "N2", "M1", "M2"]
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["paragraph", "cell", "cell", "paragraph", *["footnote"] * 4]
    assert all("N" not in document.text[item.start : item.end] for item in document.outline.items)


def test_a_zip_gives_a_document_a_member_in_the_order_of_their_names(tmp_path: Path) -> None:
    inner = zipped({"丙.txt": "植树造林。"})
    data = zipped(
        {
            "乙.docx": FILES["docx"],
            "甲.txt": "修建大桥。",
            "坏.pdf": b"%PDF-1.7 bad",
            "里.zip": inner,
            "__MACOSX/._甲.txt": "x",
        }
    )
    path = tmp_path / "包.zip"
    path.write_bytes(data)
    results = list(read_all(path))
    said = {r.metadata["member"].value: r.text for r in results if isinstance(r, Document)}
    assert said == {"甲.txt": "修建大桥。", "乙.docx": "\n".join(LINES), "里.zip/丙.txt": "植树造林。"}
    errors = [result for result in results if isinstance(result, InputError)]
    assert [error.code for error in errors] == ["corrupt"]
    assert str(errors[0]).startswith("包.zip/坏.pdf：")
    with pytest.raises(InputError, match="4 个文件"):
        read(path)


def test_names_in_a_zip_may_be_gbk() -> None:
    data = zipped({"abcdef.txt": "修建大桥。"})
    named = data.replace(b"abcdef.txt", "计划.txt".encode("gbk") + b"  ")
    document = read_bytes(named, "包.zip")
    assert document.metadata["member"].value.startswith("计划.txt")


def test_a_task_table_gives_its_rows_as_tasks_and_a_merged_cell_over_them_as_a_section() -> None:
    table = word_table(
        [
            ("序号", "领域", "重点任务", "牵头单位", "完成时限"),
            ("1", "交通*", "修建云杉大桥", "喆山区交通局*", "2026年底"),
            ("2", "^", "改造喆山路", "^", "2026年6月"),
            ("3", "绿化*", "植树造林", "喆山区林业局", "2026年底"),
            ("4", "^", "新建公园", "喆山区园林局", "2026年底"),
        ]
    )
    document = read_bytes(
        docx(paragraph("喆山区2026年工作任务分工方案") + table + paragraph("本方案自印发之日起施行。")),
        "甲.docx",
    )
    items = [(i.kind, document.text[i.start : i.title_end]) for i in document.outline.items]
    assert items[:6] == [
        ("Section", "交通"), ("Task", "修建云杉大桥"), ("Task", "改造喆山路"),
        ("Section", "绿化"), ("Task", "植树造林"), ("Task", "新建公园"),
    ]  # fmt: skip
    assert not any(kind == "Action" and "局" in title for kind, title in items)
    last = next(i for i in document.outline.items if document.text[i.start : i.title_end] == "新建公园")
    assert "施行" not in document.text[last.start : last.end]


@pytest.mark.parametrize("kind", ["rtf", "pdf"])
def test_a_file_that_was_cut_and_can_be_read_in_part_says_so(kind: str) -> None:
    data = {"rtf": FILES["rtf"][:-60], "pdf": FILES["pdf"][:-8]}[kind]
    document = read_bytes(data, f"下载.{kind}")
    assert LINES[0] in document.text
    assert any("不完整" in warning for warning in document.warnings)
    assert not any("不完整" in warning for warning in read_bytes(FILES[kind], "全").warnings)
