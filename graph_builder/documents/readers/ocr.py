"""Text recognition (the extra ``[ocr]``): a picture of a page to characters with boxes and ruled lines.

rapidocr carries its models (PP-OCRv6 small) in its wheel. Its line-direction classifier stays off: on a page turned by
1.5 degrees it flipped a good line, which was then dropped without a word (FORMATS.md, 7).
"""

import math
import re
from collections.abc import Sequence
from functools import cache
from statistics import median
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidocr import RapidOCR

from graph_builder.documents.readers.lattice import Rule
from graph_builder.documents.readers.layout import Glyph, is_aslant
from graph_builder.documents.readers.pages import PageContent, content_of

Picture = NDArray[np.uint8]
Point = tuple[float, float]
WARNING = "文字由图片识别得到，可能有误，请对照原件。"
_ONE_THREAD = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
}
#: A line's box is this much higher than its characters are.
_EM = 0.8
#: Whether a line stands aslant, boxes of so few characters do not tell surely.
_SHORT = 3
_CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”"
#: Recognition writes these half-width in Chinese text, where they are full-width.
_HALF_WIDTH = re.compile(rf"(?<=[{_CJK}])[,:;!?()]|[(](?=[{_CJK}])")
_FULL_WIDTH = str.maketrans(",:;!?()", "，：；！？（）")


@cache
def _engine() -> RapidOCR:
    return RapidOCR(params={"Global.use_cls": False, "Global.log_level": "critical", **_ONE_THREAD})


def recognised(picture: Picture, page: int) -> PageContent:
    """Return a page's content from its picture (rows, columns, BGR); coordinates are pixels of the page set straight."""
    found: Any = _engine()(picture, return_word_box=True, return_single_char_box=True)
    if not found.txts:
        return PageContent(())
    boxes = [[(float(x), float(y)) for x, y in box] for box in found.boxes]
    angle = median(map(_angle, boxes))
    height, width = picture.shape[:2]
    centre = width / 2, height / 2
    usual = median(math.dist(box[0], box[3]) for box in boxes)
    glyphs: list[Glyph] = []
    watermarks: list[str] = []
    for box, text, score, characters in zip(
        boxes, found.txts, found.scores, found.word_results, strict=False
    ):
        turn = _angle(box) - angle
        if len(text) > _SHORT and is_aslant(math.cos(turn), math.sin(turn)):
            watermarks.append(text)
            continue
        own = math.dist(box[0], box[3])
        size = _EM * (usual if 0.6 * usual < own < 1.6 * usual else own)
        straight = [_turned(point, -angle, centre) for point in box]
        middle = sum(y for _, y in straight) / 4
        parts = _with_blanks(text, [(part, corners) for part, _, corners in characters if part and corners])
        parts = parts or [(text, box)]
        line = _HALF_WIDTH.sub(
            lambda half: half[0].translate(_FULL_WIDTH), "".join(part for part, _ in parts)
        )
        at = 0
        for part, corners in parts:
            xs = [_turned((float(x), float(y)), -angle, centre)[0] for x, y in corners]
            glyphs.append(
                Glyph(
                    line[at : at + len(part)], min(xs), middle - size / 2, max(xs), middle + size / 2,
                    middle + size / 2, size, float(score),
                )
            )  # fmt: skip
            at += len(part)
    straightened = _rotated(picture, angle)
    return content_of(glyphs, _rules(straightened, usual), page, near=usual / 4, watermarks=watermarks)


def _angle(box: Sequence[Point]) -> float:
    """Return by how much a line's box (upper left, upper right …) is turned, in radians."""
    return math.atan2(box[1][1] - box[0][1], box[1][0] - box[0][0])


def _with_blanks(text: str, parts: list[tuple[str, list[Point]]]) -> list[tuple[str, list[Point]]]:
    """Return the characters with the blanks that follow them in the line, nothing when they are not the line's."""
    if "".join(part for part, _ in parts) != text.replace(" ", ""):
        return []
    found = []
    at = 0
    for part, corners in parts:
        end = at + len(part)
        while end < len(text) and text[end] == " ":
            end += 1
        found.append((text[at:end], corners))
        at = end
    return found


def _turned(point: Point, angle: float, centre: Point) -> Point:
    x, y = point[0] - centre[0], point[1] - centre[1]
    return (
        centre[0] + x * math.cos(angle) - y * math.sin(angle),
        centre[1] + x * math.sin(angle) + y * math.cos(angle),
    )


def _rotated(picture: Picture, angle: float) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), math.degrees(angle), 1)
    return np.asarray(cv2.warpAffine(picture, matrix, (width, height), borderValue=(255, 255, 255)), np.uint8)


def _rules(picture: Picture, line: float) -> list[Rule]:
    """Return the ruled lines of a straight page: dark runs much longer than a character, thin across."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    length = max(20, int(1.5 * line))
    found: list[Rule] = []
    for upright, kernel in ((False, (length, 1)), (True, (1, length))):
        opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
        joined = cv2.dilate(opened, np.ones((3, 3), np.uint8))
        _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
        for x, y, wide, tall, _ in stats[1:].tolist():
            across, along = (wide, tall) if upright else (tall, wide)
            if across < line / 2 and along > 2 * line:
                at = (x + wide / 2) if upright else (y + tall / 2)
                low = y if upright else x
                found.append(Rule(upright, at, low, low + along))
    return found


def any_text(content: Sequence[PageContent]) -> bool:
    """Tell whether anything was recognised."""
    return any(line.text.strip() for page in content for line in page.lines())
