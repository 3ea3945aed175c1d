"""Scans and photos: text recognition, which is the extra ``[ocr]``."""

import io
from dataclasses import replace

from graph_builder.documents.limits import page_limit
from graph_builder.documents.readers.reading import Reading
from graph_builder.errors import InputError

_MOST_PIXELS = 100_000_000


def read(data: bytes) -> Reading:
    """Read a picture of a page, or a TIFF of several.

    Raises InputError: ``unsupported`` when text recognition is not installed, ``corrupt``, ``too_large``, ``no_text``.
    """
    try:
        import numpy as np
        from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

        from graph_builder.documents.readers import ocr
    except ImportError as error:
        raise InputError(
            "这是图片，需要文字识别：请安装 planatlas[ocr]，或换成带文字的文件。", "unsupported"
        ) from error
    from graph_builder.documents.readers.paged import reading_of

    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS // 2  # Pillow refuses at twice this
    pages, frames = [], {}
    try:
        with Image.open(io.BytesIO(data)) as image:
            if getattr(image, "n_frames", 1) > page_limit():
                raise InputError(f"图片超过 {page_limit()} 页的上限。", "too_large")
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                upright = ImageOps.exif_transpose(frame).convert("RGB")
                frames[number] = (float(upright.width), float(upright.height))
                pages.append(ocr.recognised(np.asarray(upright)[:, :, ::-1], number))
    except Image.DecompressionBombError as error:
        raise InputError(f"图片超过 {_MOST_PIXELS // 1_000_000} 百万像素。", "too_large") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise InputError("图片已损坏或不完整，请重新扫描或下载。", "corrupt") from error
    if not ocr.any_text(pages):
        raise InputError("图片里没有识别出文字。", "no_text")
    reading = reading_of(pages, frames, [])
    return replace(reading, warnings=[ocr.WARNING, *reading.warnings])
