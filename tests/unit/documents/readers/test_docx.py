"""Word files: what a person sees in Word is what is read, in that order."""

from made import docx, list_levels, numbered, paragraph, word_table

from graph_builder.documents import read_bytes
from graph_builder.documents.document import Document

LEVELS = list_levels(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def lines(document: Document) -> list[str]:
    return document.text.split("\n")


def outline(document: Document) -> list[tuple[str, str]]:
    text = document.text
    return [
        (item.kind, text[item.start : item.title_end])
        for item in document.outline.items
        if item.kind != "Action"
    ]


PLAN = [
    (0, "总体要求"), (1, "指导思想。以桥兴城，以水润城，持续增进百姓福祉。"),
    (0, "重点任务"), (1, "产业"), (2, "壮大制造。建设云杉产业园，新增企业20家。"), (2, "做强商贸。打造喆山商圈。"),
    (1, "民生"), (2, "办好教育。新建学校3所，改造校舍5处。"),
]  # fmt: skip
MARKS = ["一、", "（一）", "二、", "（一）", "1.", "2.", "（二）", "1."]


def test_automatic_numbers_are_text_and_restart_below_a_new_heading() -> None:
    counted = read_bytes(docx("".join(numbered(text, level) for level, text in PLAN), LEVELS), "甲.docx")
    assert lines(counted) == [mark + text for mark, (_, text) in zip(MARKS, PLAN, strict=True)]
    assert [block.label for block in counted.blocks] == [len(mark) for mark in MARKS]


def test_the_outline_is_that_of_the_typed_copy() -> None:
    counted = read_bytes(docx("".join(numbered(text, level) for level, text in PLAN), LEVELS), "甲.docx")
    typed = read_bytes(
        docx("".join(paragraph(mark + text) for mark, (_, text) in zip(MARKS, PLAN, strict=True))), "乙.docx"
    )
    assert outline(counted) == outline(typed)
    assert ("Section", "产业") in outline(counted)


def test_several_headings_in_a_row_are_all_kept_in_one_chain() -> None:
    plan = [
        (0, "重点任务"),
        (1, "产业"),
        (2, "数字经济。培育企业10家，建设平台2个。"),
        (2, "绿色经济。造林3万亩。"),
    ]
    document = read_bytes(docx("".join(numbered(text, level) for level, text in plan), LEVELS), "甲.docx")
    items = document.outline.items
    titles = [document.text[item.start : item.title_end] for item in items]
    task = items[titles.index("数字经济")]
    industry = items[task.parent or 0]
    assert document.text[industry.start : industry.title_end] == "产业"
    assert document.text[items[industry.parent or 0].start :].startswith("重点任务")


def test_numbers_come_from_styles_overrides_and_other_formats() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircle"/>'
        '<w:pStyle w:val="Circle"/><w:suff w:val="space"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>'
        '<w:num w:numId="6"><w:abstractNumId w:val="3"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    styles = (
        '<w:style w:type="paragraph" w:styleId="Circle"><w:pPr><w:numPr><w:numId w:val="5"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Circle"/></w:style>'
    )
    body = (
        paragraph("修桥", '<w:pStyle w:val="Circle"/>') + paragraph("铺路", '<w:pStyle w:val="Child"/>')
        + numbered("植树", 0, 6)
        + paragraph("不编号", '<w:pStyle w:val="Circle"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    )  # fmt: skip
    assert lines(read_bytes(docx(body, numbering, styles), "甲.docx")) == [
        "① 修桥",
        "② 铺路",
        "① 植树",
        "不编号",
    ]


def test_deleted_moved_and_hidden_text_is_not_read_and_it_is_said() -> None:
    styles = '<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = (
        "<w:p><w:r><w:t>新建</w:t></w:r><w:del><w:r><w:delText>八</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>九</w:t></w:r></w:ins><w:r><w:t>座桥</w:t></w:r>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>"
        '<w:r><w:rPr><w:rStyle w:val="Secret"/></w:rPr><w:t>机密</w:t></w:r>'
        "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    document = read_bytes(docx(body, styles=styles), "甲.docx")
    assert document.text == "新建九座桥"
    assert any("4 处删除或隐藏" in warning for warning in document.warnings)


def test_text_boxes_come_once_and_footnotes_after_the_text() -> None:
    box = "<w:txbxContent>" + paragraph("专栏 桥梁工程") + "</w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><w:r><w:t>建设大桥。</w:t></w:r><w:r><mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice>"
        f'<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        + paragraph("收尾。")
    )
    notes = f'<w:footnote w:id="0">{paragraph("分隔")}</w:footnote><w:footnote w:id="2">{paragraph("数据为年末数。")}</w:footnote>'
    document = read_bytes(docx(body, footnotes=notes), "甲.docx")
    assert lines(document) == ["建设大桥。", "专栏 桥梁工程", "收尾。", "数据为年末数。"]
    assert [block.kind for block in document.blocks] == ["paragraph", "textbox", "paragraph", "footnote"]


def test_cells_have_their_place_and_a_merged_cell_comes_once() -> None:
    table = word_table(
        [("任务", "牵头单位"), ("修桥", "喆山区交通局*"), ("铺路", "^"), ("植树", "喆山区林业局")]
    )
    document = read_bytes(docx(table), "甲.docx")
    places = {document.text[block.start : block.end]: block.table for block in document.blocks}
    assert lines(document) == ["任务", "牵头单位", "修桥", "喆山区交通局", "铺路", "植树", "喆山区林业局"]
    assert places["喆山区交通局"] == (0, 1, 1, 2, 1)
    assert places["铺路"] == (0, 2, 0, 1, 1)


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    document = read_bytes(docx(word_table([("一、总体要求",), ("建设大桥。",)])), "甲.docx")
    assert [block.kind for block in document.blocks] == ["paragraph", "paragraph"]


def test_levels_nest_where_numbers_have_no_dots() -> None:
    plan = (
        "1 总体要求", "1.1 指导思想", "以桥兴城，以水润城，持续增进百姓福祉，建设美丽喆山。", "1.2 目标", "到2026年，新建大桥9座。",
        "2 重点任务", "2.1 产业", "（一）制造业", "1.壮大集群。建设云杉产业园，新增企业20家。", "2.做强链主。培育龙头企业3家。",
    )  # fmt: skip
    items = read_bytes(docx("".join(map(paragraph, plan))), "甲.docx").outline.items
    for item in items:
        if item.parent is not None:
            parent = items[item.parent]
            assert parent.start < item.start
            assert item.end <= parent.end
            assert len(item.path) == len(parent.path) + 1
    chain = next(item for item in items if item.mark == "1." and item.kind == "Task").path
    assert [part.split(":")[0] for part in chain] == ["Section", "Section", "Section", "Task"]
