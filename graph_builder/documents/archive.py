"""The files in a zip, in the order of their names; a zip in a zip is opened, too, but no deeper."""

import zipfile
from dataclasses import dataclass

from graph_builder.documents.readers.kinds import kind_of
from graph_builder.documents.readers.package import open_package, read_member
from graph_builder.errors import InputError

_DEEPEST = 2
#: What packing tools leave behind.
_LEFTOVERS = ("__MACOSX/", "Thumbs.db", ".DS_Store", "desktop.ini")


@dataclass(frozen=True, slots=True)
class Member:
    """A file to read: its bytes, what messages call it, and its path in the zip; ``error`` when it cannot be had."""

    data: bytes
    name: str
    path: str | None = None
    error: InputError | None = None


def members(data: bytes, name: str, depth: int = 1, within: str = "") -> list[Member]:
    """Return a zip's files in the order of their names, those of a zip inside it in its place.

    Names without a mark of their own are GBK, as Chinese systems write them, and sorted as those do (附件 before 通知).
    Raises InputError ``too_large`` for a
    bomb, ``too_deep`` for zips in zips in zips, ``encrypted``, ``corrupt``, ``no_text`` for an empty zip.
    """
    if depth > _DEEPEST:
        raise InputError(f"{name}：压缩包里的压缩包超过 {_DEEPEST} 层，请先解压。", "too_deep")
    try:
        archive = open_package(data, "gbk")
    except InputError as error:
        raise InputError(f"{name}：{error}", error.code) from error
    found: list[Member] = []
    for entry in sorted(archive.infolist(), key=lambda entry: entry.filename.encode("gb18030", "replace")):
        if not entry.is_dir() and not _is_leftover(entry.filename):
            found += _member(archive, entry, name, depth, within)
    if not found:
        raise InputError(f"{name}：压缩包里没有文件。", "no_text")
    return found


def _member(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, depth: int, within: str
) -> list[Member]:
    path = within + entry.filename
    called = f"{name}/{entry.filename}"
    try:
        data = read_member(archive, entry)
        if data and kind_of(data, called) == "zip":
            return members(data, called, depth + 1, f"{path}/")
    except InputError as error:
        message = str(error)
        said = message if message.startswith(called) else f"{called}：{message}"
        return [Member(b"", called, path, InputError(said, error.code))]
    return [Member(data, called, path)]


def _is_leftover(path: str) -> bool:
    return path.startswith(_LEFTOVERS[0]) or path.rsplit("/", 1)[-1] in _LEFTOVERS
