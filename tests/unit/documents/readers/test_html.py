"""Web pages: the article is kept whole, the page around it is not, and what the page says about it is known."""

import pytest

from graph_builder.documents import read_bytes
from graph_builder.documents.document import Document

BODY = "".join(
    f"<p>　　{at}．推进喆山区第{at}项建设工程，完善配套设施，造福沿线群众。</p>" for at in range(1, 12)
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>喆山区2026年行动计划 - 喆山区门户网站</title>
<meta name="ArticleTitle" content="喆山区2026年行动计划"><meta name="PubDate" content="2026-02-03 10:00:00">
<meta name="ContentSource" content="喆山区人民政府"></head><body>
<div class="nav"><a href="/">首页</a><a href="/zw">政务公开</a></div>
<table><tr><td><b>索 引 号：</b></td><td>ZS-2026-01</td><td>发文字号：</td><td>喆政发〔2026〕3号</td></tr></table>
<div class="TRS_Editor"><h1>喆山区2026年行动计划</h1>{BODY}</div>
<div class="foot">版权所有：喆山区人民政府 网站地图 <script>var x = "脚本";</script></div></body></html>"""


def read(page: str, encoding: str = "utf-8") -> Document:
    return read_bytes(page.encode(encoding), "页.html")


def test_the_article_is_whole_and_the_menus_are_gone() -> None:
    document = read(PAGE)
    assert document.text.startswith("喆山区2026年行动计划\n1．推进喆山区第1项")
    assert document.text.endswith("造福沿线群众。")
    assert not any(word in document.text for word in ("首页", "版权", "脚本"))


def test_metadata_is_read_from_labels_and_meta_elements() -> None:
    document = read(PAGE)
    said = {name: field.value for name, field in document.metadata.items()}
    assert said["索引号"] == "ZS-2026-01"
    assert said["文号"] == "喆政发〔2026〕3号"
    assert said["公开日期"] == "2026-02-03"
    assert document.title is not None
    assert document.title.value == "喆山区2026年行动计划"
    assert document.text[document.title.start : document.title.end] == document.title.value
    assert document.year == 2026


def test_an_unknown_page_is_read_where_its_sentences_are() -> None:
    page = PAGE.replace("TRS_Editor", "a7f3")
    document = read(page)
    assert "1．推进喆山区第1项" in document.text
    assert "11．推进喆山区第11项" in document.text
    assert "首页" not in document.text


def test_the_declared_encoding_is_used() -> None:
    document = read(PAGE.replace("utf-8", "gb2312"), "gb18030")
    assert document.encoding == "gb18030"
    assert "推进喆山区" in document.text


def test_tables_in_the_article_are_cells_with_spans() -> None:
    table = (
        "<table><tr><th>任务</th><th>牵头单位</th></tr><tr><td>修桥</td><td rowspan='2'>交通局</td></tr>"
        "<tr><td>铺路</td></tr><tr><td colspan='2'>合计两项</td></tr></table>"
    )
    document = read(PAGE.replace(BODY, BODY + table))
    cells = {document.text[b.start : b.end]: b.table[1:] for b in document.blocks if b.table}
    assert cells["交通局"] == (1, 1, 2, 1)
    assert cells["铺路"] == (2, 0, 1, 1)
    assert cells["合计两项"] == (3, 0, 1, 2)


def test_a_break_inside_a_sentence_is_a_blank_and_between_sentences_a_paragraph() -> None:
    document = read(PAGE.replace(BODY, BODY + "<p>建设<br>大桥。<br>　　铺设道路。<br><br>植树</p>"))
    assert document.text.endswith("建设 大桥。\n铺设道路。\n植树")


def test_hidden_text_of_the_page_is_not_read() -> None:
    hidden = "<p style='display: none'>草稿</p><p hidden>旧稿</p><p>修建<span style='font-size:0px'>法宝</span>大桥</p>"
    document = read(PAGE.replace(BODY, BODY + hidden + "<p style='font-size:0.9em'>铺路</p>"))
    assert "草稿" not in document.text
    assert "旧稿" not in document.text
    assert document.text.endswith("修建大桥\n铺路")


def test_the_numbers_of_a_list_are_its_items_marks_and_the_outline_is_that_of_the_typed_copy() -> None:
    listed = (
        '<ol style="list-style-type: cjk-ideographic"><li><p>总体要求</p><p>坚持以桥兴城，以水润城，持续增进百姓福祉。</p></li>'
        '<li>重点任务<ol start="1"><li>壮大制造。建设云杉产业园，新增企业20家。</li><li></li>'
        '<li value="2"><b>做强</b>商贸。打造喆山商圈。</li></ol></li></ol>'
    )
    typed = (
        "<p>一、总体要求</p><p>坚持以桥兴城，以水润城，持续增进百姓福祉。</p><p>二、重点任务</p>"
        "<p>1. 壮大制造。建设云杉产业园，新增企业20家。</p><p>2. 做强商贸。打造喆山商圈。</p>"
    )
    counted, copied = read(PAGE.replace(BODY, BODY + listed)), read(PAGE.replace(BODY, BODY + typed))
    assert counted.text == copied.text
    assert counted.outline == copied.outline
    labels = [counted.text[block.start : block.start + block.label] for block in counted.blocks[-5:]]
    assert labels == ["一、", "", "二、", "1. ", "2. "]


@pytest.mark.parametrize(
    ("attributes", "lines"),
    [
        ('type="a"', ["a. 修桥", "b. 铺路"]),
        ('type="I" start="3"', ["III. 修桥", "IV. 铺路"]),
        ("reversed", ["2. 修桥", "1. 铺路"]),
        ('start="很多"', ["1. 修桥", "2. 铺路"]),
        ('style="list-style: none"', ["修桥", "铺路"]),
    ],
)
def test_a_list_counts_as_the_page_says(attributes: str, lines: list[str]) -> None:
    document = read(
        PAGE.replace(BODY, f"{BODY}<ol {attributes}><li>修桥</li><li hidden>挖河</li><li>铺路</li></ol>")
    )
    assert document.text.split("\n")[-2:] == lines


def test_a_number_that_is_typed_into_a_list_is_not_doubled() -> None:
    document = read(PAGE.replace(BODY, BODY + "<ol><li>1．修桥</li><li>2．铺路</li></ol>"))
    assert document.text.endswith("\n1．修桥\n2．铺路")


def test_the_title_over_a_table_and_the_note_under_it_are_kept_where_the_page_is_little_else() -> None:
    rows = "".join(
        f"<tr><td>{at}</td><td>推进喆山区第{at}项建设工程，完善配套设施，造福沿线群众。</td><td>区交通局</td></tr>"
        for at in range(1, 12)
    )
    table = f"<table><tr><th>序号</th><th>重点任务</th><th>牵头单位</th></tr>{rows}</table>"
    page = f"<html><body><div class='nav'>首页</div><div><p>喆山区2026年重点任务分工表</p>{table}<p>注：按季报送。</p></div></body></html>"
    document = read(page)
    assert document.text.startswith("喆山区2026年重点任务分工表\n序号")
    assert document.text.endswith("区交通局\n注：按季报送。")
    assert "首页" not in document.text
    titles = [document.text[i.start : i.title_end] for i in document.outline.items if i.kind == "Task"]
    assert sum(title.startswith("推进喆山区") for title in titles) == 11
    assert not any("注" in title for title in titles)
