"""How much is read at most. Each limit can be set by an environment variable of its own."""

import os

from graph_builder.errors import InputError

_MEGABYTE = 1024 * 1024


def _megabytes(variable: str, default: int) -> int:
    """Return a limit in bytes. Raises InputError when the variable is no positive number."""
    value = os.environ.get(variable, "")
    try:
        megabytes = float(value) if value else default
    except ValueError:
        megabytes = 0
    if not 0 < megabytes < 1 << 30:
        raise InputError(f"{variable}={value} 不是正数：请填写以 MB 计的数值，如 {default}。")
    return int(megabytes * _MEGABYTE)


def input_limit() -> int:
    """Bytes of a file: 50 MB, or ``PLANATLAS_MAX_INPUT_MB``."""
    return _megabytes("PLANATLAS_MAX_INPUT_MB", 50)


def text_limit() -> int:
    """Bytes of a document's text in UTF-8: 20 MB, or ``PLANATLAS_MAX_TEXT_MB``."""
    return _megabytes("PLANATLAS_MAX_TEXT_MB", 20)


def in_megabytes(size: int) -> str:
    """Return a size as people read it: ``20 MB``, ``0.5 MB``."""
    return f"{size / _MEGABYTE:.1f}".removesuffix(".0") + " MB"
