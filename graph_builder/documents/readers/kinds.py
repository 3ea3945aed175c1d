"""What a file is, told by its content: names lie (government sites serve .doc files that are RTF, HTML or docx)."""

import io
import re
import zipfile
from typing import Literal

from graph_builder.errors import InputError

Kind = Literal["pdf", "rtf", "docx", "sheet", "ofd", "zip", "doc", "html", "image", "scan"]

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|article|div|table|p)[\s>]", re.IGNORECASE)
_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE)
_CLOSING = re.compile(rb"</[a-zA-Z][a-zA-Z0-9]*\s*>")
#: The part that makes an archive a document, in lower case.
_PARTS: tuple[tuple[str, Kind], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "sheet"),
    ("xl/workbook.bin", "sheet"),
    ("ofd.xml", "ofd"),
)
_UNSUPPORTED = {
    "ppt/presentation.xml": "演示文稿（pptx）",
    "mimetype": "OpenDocument 文件（odt、ods 等）",
}
_HEAD = 65536
#: A text that only mentions a tag is no page.
_FEWEST_CLOSINGS = 3


def kind_of(data: bytes, name: str) -> Kind | None:
    """Return the kind of a file, None for what may be plain text.

    Raises InputError ``encrypted``, ``corrupt`` or ``unsupported`` for what can be told at once.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rt"):
        return "rtf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _archive_kind(data, name)
    if data.startswith(_OLE):
        return _ole_kind(data, name)
    if data.startswith(_IMAGES[:5]):
        return "image"
    return "html" if _is_markup(data) else None


def _is_markup(data: bytes) -> bool:
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head, data = head[2:].replace(b"\x00", b""), data.replace(b"\x00", b"")
    if _OPENING.match(head):
        return True
    return _MARKUP.search(head) is not None and len(_CLOSING.findall(data[:_HEAD])) >= _FEWEST_CLOSINGS


def _archive_kind(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {member.filename.lower().lstrip("/") for member in archive.infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError(f"{name}：压缩包或 Office 文件已损坏或不完整，请重新下载。", "corrupt") from error
    for part, kind in _PARTS:
        if part in names:
            return kind
    for part, what in _UNSUPPORTED.items():
        if part in names:
            raise InputError(f"{name}：这是{what}，不支持，请另存为 docx、xlsx 或 PDF。", "unsupported")
    return "zip"


def _ole_kind(data: bytes, name: str) -> Kind:
    """Tell an OLE2 file by the names of its streams, which stand in UTF-16 in its directory."""
    if _stream("EncryptedPackage") in data or _stream("EncryptionInfo") in data:
        raise InputError(f"{name}：文件设有打开密码，请先取消密码再读。", "encrypted")
    if _stream("WordDocument") in data:
        return "doc"
    if _stream("Workbook") in data or _stream("Book") in data:
        return "sheet"
    # The directory's sector, and how large sectors are, as a power of two (MS-CFB, 2.2).
    shift, sector = int.from_bytes(data[30:32], "little"), int.from_bytes(data[48:52], "little")
    if (sector + 1) << min(shift, 16) >= len(data):
        raise InputError(f"{name}：文件已损坏或不完整，请重新下载或另存后再读。", "corrupt")
    raise InputError(
        f"{name}：不是 Word、WPS 文字或表格文件（如 Microsoft Works、PowerPoint），不支持，请另存为 docx 或 PDF。",
        "unsupported",
    )


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le") + b"\x00\x00"
