"""Files made by the tests themselves, of invented text: no file of a corpus lies in the repository."""

import io
import math
import zipfile
from collections.abc import Iterable, Sequence

import xlsxwriter

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def zipped(parts: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, numbering: str = "", styles: str = "", footnotes: str = "", **parts: str) -> bytes:
    """Return a .docx with the given markup in its body (prefix w)."""
    content: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
    }
    for name, markup in (("numbering", numbering), ("styles", styles), ("footnotes", footnotes)):
        if markup:
            content[f"word/{name}.xml"] = f"<w:{name} {_W}>{markup}</w:{name}>"
    return zipped({**content, **parts})


def paragraph(text: str, properties: str = "") -> str:
    """Return a Word paragraph."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def numbered(text: str, level: int, number: int = 1) -> str:
    """Return a Word paragraph that an automatic list numbers."""
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def list_levels(*levels: tuple[str, str]) -> str:
    """Return a numbering part with one list whose levels have (format, text); what follows a number is nothing."""
    written = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (style, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="7">{written}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    )


def word_table(rows: Iterable[Sequence[str]]) -> str:
    """Return a Word table; ``^`` goes on with the cell above."""
    written = ""
    for row in rows:
        written += "<w:tr>"
        for text in row:
            merge = (
                '<w:vMerge w:val="restart"/>' if text.endswith("*") else "<w:vMerge/>" if text == "^" else ""
            )
            words = "" if text == "^" else text.rstrip("*")
            written += f"<w:tc><w:tcPr>{merge}</w:tcPr>{paragraph(words)}</w:tc>"
        written += "</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


#: Where a text begins, its words, and how far it is turned, in degrees.
Text = tuple[float, float, str] | tuple[float, float, str, float]
Rule = tuple[float, float, float, float]


def pdf(pages: Sequence[tuple[Sequence[Text], Sequence[Rule]]], size: float = 12) -> bytes:
    """Return a PDF of pages of 600 by 800 points: texts at (x, y from below), and lines (x0, y0, x1, y1).

    The font is named, not embedded; a ToUnicode map says which character each code is.
    """
    characters = sorted({character for texts, _ in pages for text in texts for character in text[2]})
    code = {character: number for number, character in enumerate(characters, 1)}
    lines = "".join(
        f"<{number:04X}> <{character.encode('utf-16-be').hex()}>\n" for character, number in code.items()
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(code)} beginbfchar\n{lines}endbfchar\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * at} 0 R' for at in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
        " /Supplement 0 >> /FontDescriptor 5 0 R /DW 1000 >>",
        "<< /Type /FontDescriptor /FontName /Song /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 700 /StemV 80 >>",
        _stream(cmap),
    ]
    for at, (texts, rules) in enumerate(pages):
        content = "".join(
            f"BT /F1 {size} Tf {_matrix(x, y, *turn)} Tm <{''.join(f'{code[character]:04X}' for character in text)}> Tj ET\n"
            for x, y, text, *turn in texts
        ) + "".join(f"{x0} {y0} m {x1} {y1} l S\n" for x0, y0, x1, y1 in rules)
        objects += [
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /Font << /F1 3 0 R >> >>"
            f" /Contents {8 + 2 * at} 0 R >>",
            _stream(content),
        ]
    written = b"%PDF-1.7\n"
    offsets = []
    for number, thing in enumerate(objects, 1):
        offsets.append(len(written))
        written += f"{number} 0 obj\n{thing}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    return written + f"{end}startxref\n{len(written)}\n%%EOF".encode()


def _matrix(x: float, y: float, turn: float = 0) -> str:
    cosine, sine = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    return f"{cosine:.6f} {sine:.6f} {-sine:.6f} {cosine:.6f} {x} {y}"


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode())} >>\nstream\n{content}\nendstream"


def grid(xs: Sequence[float], ys: Sequence[float]) -> list[Rule]:
    """Return the lines of a table with these edges."""
    return [(x, ys[0], x, ys[-1]) for x in xs] + [(xs[0], y, xs[-1], y) for y in ys]


def ofd(texts: Sequence[Text], rules: Sequence[Rule] = ()) -> bytes:
    """Return an OFD file of one page in millimetres: texts at (x, baseline from above), 5 mm large, and lines."""
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    objects = "".join(
        f'<ofd:TextObject ID="{at + 10}" Boundary="{x} {y - 5} 190 7" CTM="{_matrix(0, 0, *turn)}" Font="1" Size="5">'
        f'<ofd:TextCode X="0" Y="5" DeltaX="g {len(text) - 1} 5">{text}</ofd:TextCode></ofd:TextObject>'
        for at, (x, y, text, *turn) in enumerate(texts)
    ) + "".join(
        f'<ofd:PathObject ID="{at + 500}" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}" LineWidth="0.2">'
        f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0} {y1 - y0}</ofd:AbbreviatedData></ofd:PathObject>"
        for at, (x0, y0, x1, y1) in enumerate(rules)
    )
    return zipped(
        {
            "OFD.xml": f'<ofd:OFD {namespace} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID>'
            "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f"<ofd:Document {namespace}><ofd:CommonData><ofd:MaxUnitID>99</ofd:MaxUnitID><ofd:PageArea>"
            "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
            '<ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
            "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page {namespace}><ofd:Content><ofd:Layer ID="2">{objects}'
            "</ofd:Layer></ofd:Content></ofd:Page>",
        }
    )


LINES = (
    "一、重点任务",
    "（一）修建大桥。由喆山区交通局牵头，年内通车。",
    "（二）植树造林。新增绿地12万平方米。",
)


def rtf(lines: tuple[str, ...], more: str = "") -> bytes:
    written = "".join(
        "".join(f"\\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in line) + "\\par "
        for line in lines
    )
    return ("{\\rtf1\\ansi\\uc1 " + written + more + "}").encode("ascii")


def workbook(rows: Sequence[Sequence[object]], *merged: tuple[int, int, int, int]) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("分工")
    for at, row in enumerate(rows):
        sheet.write_row(at, 0, row)
    for area in merged:
        sheet.merge_range(*area, rows[area[0]][area[1]])
    hidden = book.add_worksheet("草稿")
    hidden.write(0, 0, "不公开")
    hidden.hide()
    book.close()
    return buffer.getvalue()


FILES = {
    "docx": docx("".join(map(paragraph, LINES))),
    "html": (
        "<!DOCTYPE html><html><body>" + "".join(f"<p>{line}</p>" for line in LINES) + "</body></html>"
    ).encode(),
    "rtf": rtf(LINES),
    "pdf": pdf([([(50, 700 - 60 * at, line) for at, line in enumerate(LINES)], [])]),
    "ofd": ofd([(20, 40 + 20 * at, line) for at, line in enumerate(LINES)]),
}
