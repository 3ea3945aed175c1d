"""Scans and photos: what is recognised says so, and knows where on the picture it stands."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image, ImageChops

from graph_builder.documents import read_bytes

HEIGHT, WIDTH = 500, 800


def drawn(
    texts: list[tuple[int, int, str]], lines: list[tuple[int, int, int, int]], turn: float = 0
) -> "Image.Image":
    page = np.full((HEIGHT, WIDTH, 3), 255, np.uint8)
    for x, y, text in texts:
        cv2.putText(page, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 1, (0, 0, 0), 2, cv2.LINE_AA)
    for x0, y0, x1, y1 in lines:
        cv2.line(page, (x0, y0), (x1, y1), (0, 0, 0), 2)
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), turn, 1)
    return Image.fromarray(cv2.warpAffine(page, matrix, (WIDTH, HEIGHT), borderValue=(255, 255, 255)))


def saved(image: "Image.Image", kind: str) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "PDF"])
def test_a_picture_of_a_page_is_read_and_says_that_it_was_recognised(kind: str) -> None:
    document = read_bytes(saved(drawn([(80, 120, "PLAN 2026"), (80, 300, "BRIDGE 12")], []), kind), "scan")
    assert document.text.split("\n") == ["PLAN 2026", "BRIDGE 12"]
    assert all(block.via == "ocr" and block.score and block.score > 0.5 for block in document.blocks)
    box = document.blocks[0].boxes[0]
    assert box.page == 1
    assert 0.05 < box.x0 < 0.15
    assert 0.1 < box.y0 < box.y1 < 0.3
    assert any("识别" in warning for warning in document.warnings)


def test_the_cells_of_a_ruled_table_are_found_on_a_page_that_lies_askew() -> None:
    lines = [(60, y, 700, y) for y in (80, 200, 320)] + [(x, 80, x, 320) for x in (60, 380, 700)]
    texts = [(90, 150, "TASK 11"), (420, 150, "BODY 22"), (90, 270, "ROAD 33"), (420, 270, "HALL 44")]
    document = read_bytes(saved(drawn(texts, lines, 1.5), "PNG"), "scan.png")
    cells = {
        block.table[1:3]: document.text[block.start : block.end] for block in document.blocks if block.table
    }
    assert cells == {(0, 0): "TASK 11", (0, 1): "BODY 22", (1, 0): "ROAD 33", (1, 1): "HALL 44"}


def test_what_stands_aslant_across_the_picture_is_a_watermark() -> None:
    page = drawn(
        [(60, 60, "PLAN 2026 FOR THE CITY"), (60, 460, "BRIDGE 12 OVER THE RIVER"), (60, 410, "ROAD 33")], []
    )
    mark = drawn([(200, 260, "VENDOR COPY")], [], 35)
    document = read_bytes(saved(ImageChops.darker(page, mark), "PNG"), "scan.png")
    assert document.text.split("\n") == ["PLAN 2026 FOR THE CITY", "ROAD 33", "BRIDGE 12 OVER THE RIVER"]
    assert any("水印" in warning and "VENDOR" in warning for warning in document.warnings)
