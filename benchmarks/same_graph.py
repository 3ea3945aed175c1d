"""One plan as txt, html, docx, doc, rtf, pdf, ofd and scan: the same graph?

    .venv/bin/python benchmarks/same_graph.py [PLAN]

PLAN is any file that can be read (the seed plan by default). Its copies are made in a temporary folder: an html page of
its paragraphs and tables; of that, by LibreOffice (``soffice``, which writes Word 97's .doc), the docx, doc, rtf and
pdf; the ofd has the lines of the pdf where they stand, the scan its pages as pictures of 200 dpi.
Blank lines of a txt are dropped, as no other form has them. Prints how many nodes and relations of each type each copy
gives, then the names that differ from the text's (full-width and half-width marks are the same: OCR cannot tell them).
"""

import io
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import groupby, pairwise
from pathlib import Path
from unicodedata import normalize

import pypdfium2 as pdfium

from graph_builder import extract, read
from graph_builder.documents import read_bytes
from graph_builder.documents.document import Block, Document
from graph_builder.documents.readers.lattice import Rule
from graph_builder.documents.readers.layout import Line
from graph_builder.documents.readers.ofd_page import POINTS
from graph_builder.documents.readers.pdf import pages_of
from graph_builder.documents.readers.pdf_page import rules, turn_of
from graph_builder.resources import resource

_FILTERS = {
    "docx": "docx:MS Word 2007 XML",
    "doc": "doc:MS Word 97",
    "rtf": "rtf:Rich Text Format",
    "pdf": "pdf",
}
_OFFICE = ("soffice", "--headless", "--infilter=HTML (StarWriter)")
_MILLIMETRE = 1 / POINTS
_DPI = 200
_STYLE = (
    "<style>@page{size:21cm 29.7cm;margin:2.5cm}p{font:12pt 'Noto Serif CJK SC';text-indent:24pt;margin:0}"
    "td p{text-indent:0}</style>"
)
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def copies(document: Document, room: Path) -> Iterator[tuple[str, Path]]:
    """Write the plan's copies into ``room`` and yield the name of each form and its file."""
    text, page = room / "plan.txt", room / "plan.html"
    words = [document.text[block.start : block.end].replace("\n", "") for block in document.blocks]
    text.write_text("\n".join(words), "utf-8")
    page.write_text(_page(document), "utf-8")
    yield from (("txt", text), ("html", page))
    for form, how in _FILTERS.items():
        subprocess.run(
            [
                *_OFFICE,
                f"-env:UserInstallation=file://{room}/office",
                "--convert-to",
                how,
                "--outdir",
                room,
                page,
            ],
            check=True,
            capture_output=True,
        )
        yield form, room / f"plan.{form}"
    with pdfium.PdfDocument(room / "plan.pdf") as pages:
        pictures = [page.render(scale=_DPI / 72).to_pil().convert("RGB") for page in pages]
    (room / "plan.ofd").write_bytes(_ofd((room / "plan.pdf").read_bytes()))
    yield "ofd", room / "plan.ofd"
    pictures[0].save(room / "scan.pdf", save_all=True, append_images=pictures[1:], resolution=_DPI)
    yield "scan", room / "scan.pdf"


def _page(document: Document) -> str:
    """Return an html page of the plan's paragraphs and tables."""
    body = ""
    for table, blocks in groupby(document.blocks, lambda block: block.table and block.table.table):
        if table is None:
            body += "".join(f"<p>{_words(document, block)}</p>" for block in blocks)
            continue
        body += "<table border=1 cellspacing=0>"
        for _, row in groupby(blocks, lambda block: block.table and block.table.row):
            body += f"<tr>{''.join(_cell(document, block) for block in row)}</tr>"
        body += "</table>"
    return f'<!doctype html><html><head><meta charset="utf-8">{_STYLE}</head><body>{body}</body></html>'


def _words(document: Document, block: Block) -> str:
    return escape(document.text[block.start : block.end])


def _cell(document: Document, block: Block) -> str:
    spans = f"rowspan={block.table.rowspan} colspan={block.table.colspan}" if block.table else ""
    return f"<td {spans}><p>{_words(document, block)}</p></td>"


def _ofd(pdf: bytes) -> bytes:
    """Return an OFD file with the lines of a PDF, of text and of tables, where they stand."""
    pages = []
    for number, page, content in pages_of(pdf):
        width, height = (side * _MILLIMETRE for side in page.get_size())
        lines = "".join(_text_object(line, 1000 * number + at) for at, line in enumerate(content.lines()))
        lines += "".join(map(_path_object, rules(page, turn_of(page))))
        area = f"<ofd:Area><ofd:PhysicalBox>0 0 {width:.3f} {height:.3f}</ofd:PhysicalBox></ofd:Area>"
        pages.append(
            f'<ofd:Page {_OFD}>{area}<ofd:Content><ofd:Layer ID="{number}">{lines}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    listed = "".join(f'<ofd:Page ID="{at}" BaseLoc="Pages/{at}.xml"/>' for at in range(len(pages)))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "OFD.xml",
            f'<ofd:OFD {_OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID></ofd:DocInfo>'
            "<ofd:DocRoot>Doc/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        package.writestr(
            "Doc/Document.xml",
            f"<ofd:Document {_OFD}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>"
            f"</ofd:PageArea></ofd:CommonData><ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        for at, page in enumerate(pages):
            package.writestr(f"Doc/Pages/{at}.xml", page)
    return buffer.getvalue()


def _text_object(line: Line, number: int) -> str:
    """Return a line as an OFD text object: its first baseline, and how far each character stands from the one before."""
    first = line.glyphs[0]
    size = first.size * _MILLIMETRE
    left, base = first.x0 * _MILLIMETRE, first.base * _MILLIMETRE
    steps = " ".join(f"{(b.x0 - a.x0) * _MILLIMETRE:.3f}" for a, b in pairwise(line.glyphs))
    words = escape("".join(glyph.text for glyph in line.glyphs))
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{left:.3f} {base - size:.3f} 300 {2 * size:.3f}" Font="1" Size="{size:.3f}">'
        f'<ofd:TextCode X="0" Y="{size:.3f}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def _path_object(rule: Rule) -> str:
    """Return a ruled line as an OFD path object."""
    at, low, length = (part * _MILLIMETRE for part in (rule.at, rule.low, rule.high - rule.low))
    x, y, wide, tall = (at, low, 0.0, length) if rule.upright else (low, at, length, 0.0)
    return (
        f'<ofd:PathObject Boundary="{x:.3f} {y:.3f} {wide:.3f} {tall:.3f}">'
        f"<ofd:AbbreviatedData>M 0 0 L {wide:.3f} {tall:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def facts(path: Path) -> Counter[tuple[str, str]]:
    """Return the graph's nodes as (label, name) and its relations as (type, ""); every copy has one file name."""
    graph = extract(read_bytes(path.read_bytes(), "plan")).graph
    nodes = ((str(node["label"]), normalize("NFKC", str(node["name"]))) for _, node in graph.nodes(data=True))
    return Counter(nodes) + Counter((str(edge["type"]), "") for *_, edge in graph.edges(data=True))


def main(plan: Path) -> None:
    """Print the counts side by side and each name that differs from the text's."""
    with tempfile.TemporaryDirectory() as room:
        found = {form: facts(path) for form, path in copies(read(plan), Path(room))}
    print(f"{'':14}", *(f"{form:>5}" for form in found))
    for kind in sorted({kind for of in found.values() for kind, _ in of}):
        print(
            f"{kind:14}", *(f"{sum(n for (k, _), n in of.items() if k == kind):5}" for of in found.values())
        )
    for form, of in found.items():
        for sign, left in (("-", found["txt"] - of), ("+", of - found["txt"])):
            print(
                *(f"{form:5}{sign} {kind:12} {name}\n" for kind, name in sorted(left) if name), sep="", end=""
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else resource("data", "seed", "wuchang-2024.txt"))
