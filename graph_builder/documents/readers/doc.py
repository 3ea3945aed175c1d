"""Word's old .doc (and WPS Writer's .wps, the same format): converted to .docx, then read as that.

msdoc2docx is a young package of one author: it stands behind this one function. What it refuses is read by legacy-doc
as text only, with a warning.
"""

import tempfile
from pathlib import Path

from doc2docx import convert
from doc2docx.errors import Doc2DocxError, EncryptedDocumentError
from legacy_doc import LegacyDocError, extract_text

from graph_builder.documents.readers import docx
from graph_builder.documents.readers.reading import Piece, Reading
from graph_builder.errors import InputError

_ONLY_TEXT = "这个 doc 文件只能读出文字：自动编号、表格结构和修订状态可能不全，建议另存为 docx 再读。"


def read(data: bytes) -> Reading:
    """Read a .doc. Raises InputError ``encrypted`` or ``corrupt``."""
    try:
        converted = _converted(data)
    except EncryptedDocumentError as error:
        raise InputError("文件设有打开密码，请先取消密码再读。", "encrypted") from error
    except (Doc2DocxError, ValueError, KeyError, IndexError, OverflowError):
        return _only_text(data)
    return docx.read(converted)


def _converted(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "plan.doc"), Path(folder, "plan.docx")
        source.write_bytes(data)
        convert(source, target)
        return target.read_bytes()


def _only_text(data: bytes) -> Reading:
    try:
        text = extract_text(data).text
    except LegacyDocError as error:
        raise InputError("doc 文件已损坏或不完整，请重新下载或另存为 docx。", "corrupt") from error
    pieces = [Piece(line) for line in text.replace("\r", "\n").replace("\x07", "\n").split("\n")]
    return Reading(pieces, warnings=[_ONLY_TEXT])
