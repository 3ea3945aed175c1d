"""Bytes of a file, with one clear error for each way a file can be unreadable."""

import sys
from pathlib import Path

from graph_builder.documents.limits import in_megabytes, input_limit
from graph_builder.errors import InputError

#: The first bytes of what people mistake for a text, and what it is called.
_SIGNATURES = (
    (b"RIFF", "媒体文件"),
    (b"\x1f\x8b", "压缩文件（gzip）"),
    (b"\xfd7zXZ\x00", "压缩文件（xz）"),
    (b"7z\xbc\xaf\x27\x1c", "压缩文件（7z）"),
    (b"Rar!", "压缩文件（rar）"),
    (b"\x7fELF", "程序文件"),
)


def load(path: Path | str) -> tuple[bytes, str]:
    """Return a file's bytes (standard input for ``-``) and the name to call it by.

    Raises InputError: ``missing`` (no such file, a folder, a link to itself, no permission) or ``too_large``.
    """
    if str(path) == "-":
        return _bounded(sys.stdin.buffer.read(input_limit() + 1), "标准输入"), "标准输入"
    path = Path(path)
    try:
        if path.is_dir():
            raise InputError(f"{path}：是文件夹，请给出其中的文件。", "missing")
        with path.open("rb") as file:
            return _bounded(file.read(input_limit() + 1), str(path)), path.name
    except FileNotFoundError:
        raise InputError(f"{path}：找不到这个文件。", "missing") from None
    except PermissionError:
        raise InputError(f"{path}：没有读取权限。", "missing") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}：无法读取（{reason}）。", "missing") from error


def refuse_what_is_no_text(data: bytes, name: str) -> None:
    """Raise InputError ``unsupported`` saying what the bytes are, or ``no_text`` when there are none."""
    if not data.strip():
        raise InputError(f"{name}：文件是空的，没有可读的文字。", "no_text")
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(
                f"{name}：这是{kind}，不能作为规划文本读取，请给出文档、表格、网页或纯文本。", "unsupported"
            )
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(f"{name}：含有空字节，是二进制文件，请另存为 UTF-8 文本后再读。", "unsupported")


def _bounded(data: bytes, name: str) -> bytes:
    limit = input_limit()
    if len(data) > limit:
        raise InputError(
            f"{name}：超过 {in_megabytes(limit)} 的文件上限（可用 PLANATLAS_MAX_INPUT_MB 调整）。",
            "too_large",
        )
    return data
