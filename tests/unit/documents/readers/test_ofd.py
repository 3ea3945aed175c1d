"""OFD pages: their ruled tables are tables, and what stands aslant is no text."""

from made import grid, ofd

from graph_builder.documents import read_bytes

XS, YS = (20.0, 40.0, 120.0, 190.0), (60.0, 72.0, 84.0, 106.0)
ROWS = (
    ("序号", "任务", "牵头单位"),
    ("1", "建设云杉大桥", "喆山区交通局"),
    ("2", "改造老城供水管网和/全部入户水表", "喆山区水/务局"),
)
TEXTS = [
    (x + 1, y + 8 + 8 * nth, line)
    for y, row in zip(YS, ROWS, strict=False)
    for x, cell in zip(XS, row, strict=False)
    for nth, line in enumerate(cell.split("/"))
]


def test_a_ruled_table_is_cells_and_its_rows_are_tasks() -> None:
    document = read_bytes(ofd([(70, 40, "喆山区2026年重点任务分工表"), *TEXTS], grid(XS, YS)), "甲.ofd")
    cells = {
        block.table[1:3]: document.text[block.start : block.end] for block in document.blocks if block.table
    }
    assert cells[1, 2] == "喆山区交通局"
    assert cells[2, 1] == "改造老城供水管网和 全部入户水表"
    assert cells[2, 2] == "喆山区水务局"
    tasks = [document.text[i.start : i.title_end] for i in document.outline.items if i.kind == "Task"]
    assert tasks[-2:] == ["建设云杉大桥", cells[2, 1]]
    box = document.blocks[1].boxes[0]
    assert 0.09 < box.x0 < box.x1 < 0.2
    assert 0.2 < box.y0 < box.y1 < 0.25


def test_a_slanted_watermark_is_left_out_and_said_so() -> None:
    lines = [
        (20, 40 + 10 * at, line) for at, line in enumerate(("一、重点任务", "（一）修建大桥。年内通车。"))
    ]
    mark = [(30, 60 + 60 * at, "仅供云台投资集团审阅", -40.0) for at in range(3)]
    document = read_bytes(ofd([*lines, *mark]), "甲.ofd")
    assert document.text == "\n".join(line for *_, line in lines)
    assert any("云台投资集团" in warning and "没有读入" in warning for warning in document.warnings)
