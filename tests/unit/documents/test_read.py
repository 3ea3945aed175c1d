"""Reading files: what a person gives, and what they are told when it cannot be read."""

import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from graph_builder.documents import read, read_bytes
from graph_builder.errors import InputError

TEXT = "由喆山区牵头、垚河街道配合推进䶮园改造。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return tmp_path / "计划.txt"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8-sig"),
        (TEXT.encode("gb18030"), "gb18030"),
        (b"\x84\x31\x95\x33" + TEXT.encode("gb18030"), "gb18030"),
    ],
)
def test_the_same_text_whatever_the_encoding_and_it_is_said_which(data: bytes, encoding: str) -> None:
    document = read_bytes(data, "计划.txt")
    assert document.text == TEXT
    assert document.encoding == encoding


def test_line_ends_become_line_feeds_and_nothing_else_changes() -> None:
    assert read_bytes("甲 乙\r\n\r\n　丙\r丁\t\n".encode(), "a.txt").text == "甲 乙\n\n　丙\n丁\t\n"


def test_four_bytes_of_gb2312_are_a_text_of_one_section_and_a_warning() -> None:
    document = read_bytes("规划".encode("gb2312"), "a.txt")
    assert document.text == "规划"
    assert [item.kind for item in document.outline.items].count("Section") == 1
    assert document.warnings


def test_the_digest_is_of_the_bytes_and_the_text_has_its_own() -> None:
    utf8, gb = read_bytes(TEXT.encode(), "a"), read_bytes(TEXT.encode("gb18030"), "b")
    assert utf8.sha256 != gb.sha256
    assert utf8.text_sha256 == gb.text_sha256


def test_reads_a_file_and_standard_input(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(TEXT, encoding="utf-8")
    assert read(plan).text == read(str(plan)).text == TEXT
    assert read(plan).name == "计划.txt"
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(TEXT.encode("gb18030"))))
    assert read("-").text == TEXT


@pytest.mark.parametrize(
    ("data", "code", "says"),
    [
        (b"", "no_text", "空"),
        (" \n\u3000\t\n".encode(), "no_text", "空白"),
        (b"\xef\xbb\xbf", "no_text", "空白"),
        ("计划\x00内容".encode(), "unsupported", "空字节"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "corrupt", "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "corrupt", "图片"),
        (b"%PDF-1.7\n%\xe2\xe3", "corrupt", "PDF"),
        (b"PK\x03\x04" + bytes(30), "corrupt", "压缩包"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(9), "unsupported", "Word"),
        (b"\x1f\x8b\x08" + bytes(9), "unsupported", "gzip"),
        (b"\xff\x80\xfe\xfd\x81", "unsupported", "UTF-8"),
        (b"\x01\x02\x03abc", "unsupported", "控制字符"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(data: bytes, code: str, says: str) -> None:
    with pytest.raises(InputError) as refused:
        read_bytes(data, "上传.txt")
    message = str(refused.value)
    assert refused.value.code == code
    assert says in message
    assert message.startswith("上传.txt：")
    assert "\n" not in message


def test_a_missing_file_a_folder_and_a_link_to_itself(tmp_path: Path) -> None:
    loop = tmp_path / "环.txt"
    loop.symlink_to(loop)
    for path, says in ((tmp_path / "没有.txt", "找不到"), (tmp_path, "文件夹"), (loop, "无法读取")):
        with pytest.raises(InputError, match=says) as refused:
            read(path)
        assert refused.value.code == "missing"


def test_a_file_without_permission(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(TEXT, encoding="utf-8")

    def refuse(path: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, who may read everything
    with pytest.raises(InputError, match="权限"):
        read(plan)


def test_a_file_that_vanishes_while_it_is_opened(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text(TEXT, encoding="utf-8")
    is_dir = Path.is_dir

    def vanish(path: Path) -> bool:
        answer = is_dir(path)
        path.unlink(missing_ok=True)
        return answer

    monkeypatch.setattr(Path, "is_dir", vanish)
    with pytest.raises(InputError, match="找不到"):
        read(plan)


def test_limits_are_named_and_can_be_set(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan.write_text("建设大桥。" * 40_000, encoding="utf-8")
    monkeypatch.setenv("PLANATLAS_MAX_INPUT_MB", "0.5")
    with pytest.raises(InputError, match=r"0\.5 MB.*PLANATLAS_MAX_INPUT_MB") as refused:
        read(plan)
    assert refused.value.code == "too_large"
    monkeypatch.setenv("PLANATLAS_MAX_INPUT_MB", "5")
    monkeypatch.setenv("PLANATLAS_MAX_TEXT_MB", "0.5")
    with pytest.raises(InputError, match=r"0\.5 MB.*PLANATLAS_MAX_TEXT_MB"):
        read(plan)
    monkeypatch.setenv("PLANATLAS_MAX_TEXT_MB", "5")
    assert len(read(plan).text) == 200_000
    monkeypatch.setenv("PLANATLAS_MAX_TEXT_MB", "很多")
    with pytest.raises(InputError, match="正数"):
        read(plan)
