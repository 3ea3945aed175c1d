"""From laid-out pages to a reading: page headers and numbers left out, paragraphs and tables joined over pages."""

import re
from collections import Counter
from collections.abc import Iterator

from graph_builder.documents.readers.layout import Line, paragraphs_of, piece_of
from graph_builder.documents.readers.pages import Frames, PageContent, Ruled
from graph_builder.documents.readers.reading import Piece, Reading
from graph_builder.documents.readers.ruled import RuledTables
from graph_builder.documents.watermarks import watermarks
from graph_builder.errors import InputError

_PAGE_NUMBER = re.compile(
    r"[-—–－一·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–－一·\s]*|[ivxIVX]{1,5}"
)
#: The running head of a gazette, which is told even where there is one page only.
_RUNNING_HEAD = re.compile(r".{2,30}(?:公报|政报|日报)\s*(?:(?:19|20)\d\d\s*年)?第?\s*\d+\s*期.{0,12}")
_EDGE = 0.1
_FEWEST_CHARACTERS = 10
_PRIVATE_SHARE = 0.01
#: How many watermarks a warning names.
_MOST_NAMED = 3


def reading_of(pages: list[PageContent], frames: Frames, empty: list[int]) -> Reading:
    """Return the reading of laid-out pages; ``empty`` are those without any text."""
    text = "".join(line.text for page in pages for line in page.lines())
    furniture = _furniture(pages, frames)
    pieces = list(_pieces(pages, frames, furniture))
    if not pieces or (empty and len(text) < _FEWEST_CHARACTERS * len(pages)):
        raise InputError(
            "没有文字层（像是扫描件），需要文字识别：请安装 planatlas[ocr]，或换成带文字的文件。", "no_text"
        )
    private = sum("\ue000" <= character <= "\uf8ff" for character in text)
    if private > _PRIVATE_SHARE * len(text):
        raise InputError(
            "文字用的是自造编码的字体，读出来是乱码，需要文字识别：请换成带文字的文件。", "no_text"
        )
    warnings = [f"{len(furniture)} 行页眉、页脚、页码或水印没有读入。"] if furniture else []
    aslant = Counter(words for page in pages for words in page.watermarks)
    if aslant:
        words = "、".join(words for words, _ in aslant.most_common(_MOST_NAMED))
        warnings.append(f"{aslant.total()} 处斜排的水印没有读入：{words}。")
    if empty:
        warnings.append(f"第 {'、'.join(map(str, empty[:20]))} 页没有文字层（可能是扫描页），没有读入。")
    return Reading(pieces, warnings=warnings, unread=tuple(empty))


def _pieces(pages: list[PageContent], frames: Frames, furniture: set[int]) -> Iterator[Piece]:
    """Yield paragraphs and tables in reading order; both may go on over a page."""
    tables = RuledTables(frames)
    flow: list[Line] = []
    for page in pages:
        for item in page.items:
            if isinstance(item, Ruled):
                yield from _flush(flow, frames)
                yield from tables.add(item)
                continue
            lines = [line for line in item if id(line) not in furniture]
            if lines:
                yield from tables.flush()
                flow += lines
    yield from tables.flush()
    yield from _flush(flow, frames)


def _flush(flow: list[Line], frames: Frames) -> Iterator[Piece]:
    yield from (piece_of(lines, frames) for lines in paragraphs_of(flow))
    flow.clear()


def _furniture(pages: list[PageContent], frames: Frames) -> set[int]:
    """Return the ids of the lines that are the page's: numbers at its edges, what stands there on half the pages, watermarks."""
    lines = [line for page in pages for item in page.items if isinstance(item, list) for line in item]
    text = "\n".join(line.text.strip() for line in lines)
    marks = {text[mark.start : mark.end] for mark in watermarks(text)}
    found = {id(line) for line in lines if line.text.strip() in marks}
    edges: list[tuple[str, Line]] = []
    for page in pages:
        for item in page.items:
            for line in item if isinstance(item, list) else ():
                height = frames[line.page][1]
                if _EDGE * height < line.y0 and line.y1 < (1 - _EDGE) * height:
                    continue
                words = line.text.strip()
                if _PAGE_NUMBER.fullmatch(words) or _RUNNING_HEAD.fullmatch(words):
                    found.add(id(line))
                edges.append(
                    (f"{line.y0 < height / 2}{re.sub(r'[0-9０-９]+', '#', ''.join(words.split()))}", line)
                )
    counts = Counter(key for key, _ in edges)
    often = max(2, (len(pages) + 1) // 2)
    if len(pages) > 1:
        found |= {id(line) for key, line in edges if counts[key] >= often}
    return found
