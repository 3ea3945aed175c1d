"""How much is read at most. Each limit can be set by an environment variable of its own."""

import math
import os

from graph_builder.errors import InputError

_MEGABYTE = 1024 * 1024
#: The kinds of files whose text is recognised.
_RECOGNISED = ("image", "scan")


def _number(variable: str, default: float) -> float:
    """Return a limit's number. Raises InputError when the variable is no positive number."""
    value = os.environ.get(variable, "")
    try:
        number = float(value) if value else default
    except ValueError:
        number = 0
    if not 0 < number < 1 << 30:
        raise InputError(f"{variable}={value} 不是正数：请填写数值（上限的单位见变量名），如 {default}。")
    return number


def _megabytes(variable: str, default: float) -> int:
    """Return a limit in bytes. Raises InputError when the variable is no positive number."""
    return int(_number(variable, default) * _MEGABYTE)


def input_limit() -> int:
    """Bytes of a file: 50 MB, or ``PLANATLAS_MAX_INPUT_MB``."""
    return _megabytes("PLANATLAS_MAX_INPUT_MB", 50)


def text_limit() -> int:
    """Bytes of a document's text in UTF-8: 20 MB, or ``PLANATLAS_MAX_TEXT_MB``."""
    return _megabytes("PLANATLAS_MAX_TEXT_MB", 20)


def unzipped_limit() -> int:
    """Bytes that the parts of a compressed file may hold together: 200 MB, or ``PLANATLAS_MAX_UNZIPPED_MB``."""
    return _megabytes("PLANATLAS_MAX_UNZIPPED_MB", 200)


def memory_limit(kind: str) -> int:
    """Bytes of address space a reader may use: 2 GB (OCR: 6 GB), or ``PLANATLAS_MAX_MEMORY_MB``."""
    return _megabytes("PLANATLAS_MAX_MEMORY_MB", 6144 if kind in _RECOGNISED else 2048)


def seconds_limit(kind: str) -> int:
    """Seconds a reader may take: 60 (OCR: 900, for a TIFF has pages, too), or ``PLANATLAS_MAX_SECONDS``."""
    return math.ceil(_number("PLANATLAS_MAX_SECONDS", 900 if kind in _RECOGNISED else 60))


def page_limit() -> int:
    """Pages of a document: 2,000, or ``PLANATLAS_MAX_PAGES``."""
    return math.ceil(_number("PLANATLAS_MAX_PAGES", 2000))


def in_megabytes(size: int) -> str:
    """Return a size as people read it: ``20 MB``, ``0.5 MB``."""
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0") + " MB"
