"""Plain text: decoded once, strictly.

UTF-8 is tried first because its structure cannot be met by chance; what is not UTF-8 is GB18030 (which holds GB2312
and GBK). Statistical detectors err on short Chinese texts (chardet #219, charset-detector #143), so none is asked.
"""

import codecs
import re

from graph_builder.errors import InputError

_GB18030_MARK = b"\x84\x31\x95\x33"
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
#: Control characters that no text holds (tab, line feed, carriage return and form feed are fine).
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decode(data: bytes, name: str) -> tuple[str, str]:
    """Return the text, line ends made LF and nothing else changed, and the encoding's name.

    Raises InputError (``unsupported``) when the bytes are no text in either encoding.
    """
    text, encoding = _decode(data, name)
    if _BINARY.search(text):
        raise InputError(f"{name}：含有控制字符，不是纯文本文件，请另存为 UTF-8 文本后再读。", "unsupported")
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def _decode(data: bytes, name: str) -> tuple[str, str]:
    if data.startswith(codecs.BOM_UTF8):
        candidates = [(data[3:], "utf-8", "utf-8-sig")]
    elif data.startswith(_GB18030_MARK):
        candidates = [(data[4:], "gb18030", "gb18030")]
    elif data.startswith(_UTF16_MARKS):
        candidates = [(data, "utf-16", "utf-16")]
    else:
        candidates = [(data, "utf-8", "utf-8"), (data, "gb18030", "gb18030")]
    for content, codec, encoding in candidates:
        try:
            return content.decode(codec), encoding
        except UnicodeDecodeError:
            continue
    raise InputError(f"{name}：既不是 UTF-8 也不是 GB18030 文本，请另存为 UTF-8 文本后再读。", "unsupported")
