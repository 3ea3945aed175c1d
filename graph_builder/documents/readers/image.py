"""Scans and photos: text recognition, which is the extra ``[ocr]``."""

from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError


def read(data: bytes) -> Reading:
    """Read a picture of a page. Raises InputError ``unsupported`` when text recognition is not installed."""
    raise InputError("这是图片，需要文字识别：请安装 planatlas[ocr]，或换成带文字的文件。", "unsupported")
