"""Compressed files and the XML in them, opened so that nothing expands beyond its limits."""

import io
import zipfile
import zlib

from lxml import etree

from graph_builder.documents.limits import in_megabytes, unzipped_limit
from graph_builder.errors import InputError

_RATIO = 200
#: Small parts compress well without harm; the ratio says something only about large files.
_SMALL = 4 << 20
_MOST_MEMBERS = 20_000


def open_package(data: bytes, encoding: str | None = None) -> zipfile.ZipFile:
    """Open a zip file after adding up what it says it holds.

    ``encoding`` decodes the names that do not say theirs. Raises InputError ``too_large`` for a bomb, ``encrypted``
    when a member has a password, ``corrupt`` when it is no readable zip.
    """
    if data.count(b"PK\x01\x02") > _MOST_MEMBERS:
        raise InputError(f"压缩包里超过 {_MOST_MEMBERS} 个文件，请分成几个再读。", "too_large")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data), metadata_encoding=encoding)
    except UnicodeDecodeError:
        return open_package(data)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise InputError("压缩包或 Office 文件已损坏或不完整，请重新下载。", "corrupt") from error
    members = archive.infolist()
    size = sum(member.file_size for member in members)
    limit = unzipped_limit()
    if size > limit or size > max(_SMALL, _RATIO * len(data)):
        raise InputError(
            f"解压后有 {in_megabytes(size)}，超过上限（{in_megabytes(limit)}，且不超过压缩后的 {_RATIO} 倍；"
            "可用 PLANATLAS_MAX_UNZIPPED_MB 调整）。",
            "too_large",
        )
    if any(member.flag_bits & 1 for member in members):
        raise InputError("压缩包设有密码，请先解压再读。", "encrypted")
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return a part's bytes, None when there is none of that name (case and a leading slash do not count)."""
    wanted = name.lower().lstrip("/")
    for member in archive.infolist():
        if member.filename.lower().lstrip("/").replace("\\", "/") == wanted:
            return read_member(archive, member)
    return None


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """Return a member's bytes: never more than it said. Raises InputError ``corrupt`` when they are damaged."""
    try:
        return archive.read(member)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, ValueError, zlib.error) as error:
        raise InputError("压缩包里的内容已损坏，请重新下载。", "corrupt") from error
    except RuntimeError as error:
        raise InputError("压缩包设有密码，请先解压再读。", "encrypted") from error


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML that may be hostile: entities stay unresolved, nothing is fetched, depth and size are bounded.

    Raises InputError ``too_deep`` for nesting bombs, ``corrupt`` for entities and for what is no XML.
    """
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:65536]:
        raise InputError("文件里的 XML 定义了实体（可能是实体炸弹），已拒绝。", "unsupported")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise InputError("文件内部嵌套过深。", "too_deep") from error
        raise InputError("文件里的 XML 已损坏。", "corrupt") from error
