"""Broken and hostile files: one clear line with a code, soon, and nothing expands."""

import io
import random
import struct
import time
import zipfile

import pytest
from made import FILES, docx, ofd, paragraph, pdf, workbook, zipped

from graph_builder.documents import read_bytes
from graph_builder.documents.document import Document
from graph_builder.documents.sandbox import read_in_child
from graph_builder.errors import InputError

ENTITIES = (
    "<!DOCTYPE x [<!ENTITY a '喆'>"
    + "".join(f"<!ENTITY {chr(98 + at)} '{f'&{chr(97 + at)};' * 10}'>" for at in range(9))
    + "]><Relationships>&j;</Relationships>"
)
PLAN = docx(paragraph("修建大桥。"))
PDF = pdf([([(50, 700, "修建大桥，方便两岸群众出行。")], [])])


def bomb(name: str) -> bytes:
    return zipped({name: b"0" * (300 << 20)})


def encrypted(data: bytes) -> bytes:
    """Return a zip whose members say that they have a password."""
    out = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + offset] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


def nested(depth: int) -> bytes:
    data = zipped({"计划.txt": "修建大桥。"})
    for _ in range(depth):
        data = zipped({"里.zip": data})
    return data


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
#: Version 3, sectors of 512 bytes, one table of sectors; its directory is cut, which a parser in Rust panics on.
CUT_XLS = (
    OLE[:24] + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10) + struct.pack("<I", 1) + bytes(464)
    + "Workbook".encode("utf-16-le") + bytes(50)
)  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(
            docx(paragraph("修建大桥。"), **{"_rels/.rels": ENTITIES}), "unsupported", id="entities in docx"
        ),
        pytest.param(
            docx("<w:tbl><w:tr><w:tc>" * 1500 + "</w:tc></w:tr></w:tbl>" * 1500),
            "too_deep",
            id="nested tables",
        ),
        pytest.param(docx("<w:p>"), "corrupt", id="broken XML"),
        pytest.param(PLAN[: len(PLAN) // 2], "corrupt", id="cut docx"),
        pytest.param(encrypted(zipped({"计划.txt": "修建大桥。"})), "encrypted", id="zip with a password"),
        pytest.param(
            OLE + "EncryptedPackage".encode("utf-16-le") + bytes(500), "encrypted", id="docx with a password"
        ),
        pytest.param(OLE + "WordDocument".encode("utf-16-le") + bytes(500), "corrupt", id="broken doc"),
        pytest.param(OLE + "MatOST".encode("utf-16-le") + bytes(500), "unsupported", id="Microsoft Works"),
        pytest.param(OLE + "Workbook".encode("utf-16-le") + bytes(500), "corrupt", id="broken xls"),
        pytest.param(PDF[: len(PDF) // 3], "corrupt", id="cut pdf"),
        pytest.param(pdf([([], [])]), "no_text", id="pdf without text"),
        pytest.param(ofd([]), "no_text", id="ofd without text"),
        pytest.param(
            ("<html>" + "<div>" * 5000 + "修建大桥" + "</div>" * 5000).encode(), "too_deep", id="nested html"
        ),
        pytest.param(b"<html><body><p> </p><p></p></body></html>", "no_text", id="html without text"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(99), "corrupt", id="broken image"),
        pytest.param(b"{\\rtf1 }", "no_text", id="rtf without text"),
        pytest.param(nested(2), "too_deep", id="zips in zips in zips"),
        pytest.param(zipped({}), "no_text", id="empty zip"),
        pytest.param(zipped({"ppt/presentation.xml": "<p/>"}), "unsupported", id="slides"),
    ],
)
def test_a_bad_file_is_one_clear_line(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_bytes(data, "上传.docx")
    message = str(refused.value)
    assert refused.value.code == code, message
    assert message.startswith("上传.docx")
    assert "\n" not in message


def test_a_doc_whose_directory_was_cut_off_is_broken_and_no_other_kind_of_file() -> None:
    header = OLE[:30] + struct.pack("<2H", 9, 6) + bytes(14) + struct.pack("<I", 7) + bytes(460)
    with pytest.raises(InputError, match="不完整") as refused:
        read_bytes(header + bytes(512), "计划.doc")
    assert refused.value.code == "corrupt"


def test_a_parser_that_panics_is_answered_for() -> None:
    with pytest.raises(InputError, match="已损坏或不完整") as refused:
        read_bytes(CUT_XLS, "表.xls")
    assert refused.value.code == "corrupt"


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.xml", "OFD.xml", "计划.txt"])
def test_a_zip_bomb_is_refused_before_it_expands(name: str) -> None:
    data = bomb(name)
    began = time.monotonic()
    with pytest.raises(InputError, match="PLANATLAS_MAX_UNZIPPED_MB") as refused:
        read_bytes(data, "包.zip")
    assert refused.value.code == "too_large"
    assert time.monotonic() - began < 10


def test_a_member_never_gives_more_than_it_said() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("计划.txt", "修建大桥。" * 1000)
    data = buffer.getvalue()
    size = len(("修建大桥。" * 1000).encode()).to_bytes(4, "little")
    with pytest.raises(InputError) as refused:
        read_bytes(data.replace(size, (50).to_bytes(4, "little")), "包.zip")
    assert refused.value.code == "corrupt"


def test_a_reader_is_stopped_by_the_clock_and_by_its_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANATLAS_MAX_SECONDS", "1")
    with pytest.raises(InputError, match="PLANATLAS_MAX_SECONDS") as slow:
        read_in_child("rtf", b"{\\rtf1 " + b"{}" * 8_000_000 + b"}", "甲.rtf")
    assert slow.value.code == "timeout"
    monkeypatch.setenv("PLANATLAS_MAX_SECONDS", "60")
    monkeypatch.setenv("PLANATLAS_MAX_MEMORY_MB", "150")
    with pytest.raises(InputError) as large:
        read_in_child("rtf", b"{\\rtf1 " + b"a{}" * 4_000_000 + b"}", "甲.rtf")
    assert large.value.code == "too_large"


def test_html_nests_deeper_than_parsers_like_and_is_read() -> None:
    page = "<html><body>" + "<div>" * 1900 + "<p>修建大桥。</p>" + "</div>" * 1900
    assert read_bytes(page.encode(), "深.html").text == "修建大桥。"


@pytest.mark.parametrize("kind", ["docx", "pdf", "ofd", "rtf", "html", "xlsx"])
def test_broken_copies_are_read_or_refused_and_offsets_hold(kind: str) -> None:
    chance = random.Random(kind)
    data = {**FILES, "xlsx": workbook([["任务", "牵头单位"], ["修桥", "喆山区交通局"]])}[kind]
    for _ in range(5):
        broken = bytearray(data)
        for _ in range(3):
            at = chance.randrange(len(broken))
            broken[at : at + 8] = chance.randbytes(chance.randrange(16))
        result = read_or_refused(bytes(broken))
        if isinstance(result, InputError):
            assert result.code
            assert "\n" not in str(result)
            continue
        assert all(result.text[block.start : block.end].strip() for block in result.blocks)
        assert all(item.start <= item.end <= len(result.text) for item in result.outline.items)


def read_or_refused(data: bytes) -> Document | InputError:
    try:
        return read_bytes(data, "坏.bin")
    except InputError as error:
        return error
