"""The command line in pipes, in other locales, with several files and processes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from graph_builder.resources import data_path

SEED = str(data_path("seed/wuchang-2024.txt"))
PLANATLAS = [sys.executable, "-m", "graph_builder"]


def planatlas(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [*PLANATLAS, *arguments], capture_output=True, env=os.environ | variables, timeout=180
    )


def test_a_reader_that_leaves_early_is_no_error() -> None:
    process = subprocess.Popen(
        [*PLANATLAS, "extract", SEED],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    assert process.stderr is not None
    first = process.stdout.readline()
    process.stdout.close()
    assert json.loads(first)["kind"] == "document"
    assert process.stderr.read() == b""
    assert process.wait(60) in (0, 141)


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "gbk"}])
def test_lines_are_utf8_whatever_the_locale(variables: dict[str, str]) -> None:
    assert planatlas("extract", SEED, **variables).stdout == planatlas("extract", SEED).stdout


def test_rare_characters_do_not_crash_a_gbk_pipe(tmp_path: Path) -> None:
    (tmp_path / "䶮山⻘区计划.txt").write_text(
        "䶮山⻘区2026年计划\n一、重点任务\n推进䶮园改造。\n", encoding="utf-8"
    )
    folder = str(tmp_path)
    result = planatlas("build", folder, PYTHONIOENCODING="gbk", PLANATLAS_HOME=str(tmp_path / "home"))
    planatlas("db", "stop", PLANATLAS_HOME=str(tmp_path / "home"))
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(b"loaded ")
    assert b"Traceback" not in result.stderr


def test_two_processes_give_the_same_lines_in_the_same_order(tmp_path: Path) -> None:
    names = []
    for number in range(3):
        path = tmp_path / f"{number}.txt"
        path.write_text(
            f"云台区202{number}年工作要点\n一、教育\n新建学校{number + 2}所。\n", encoding="utf-8"
        )
        names.append(str(path))
    assert planatlas("extract", *names).stdout == planatlas("extract", "--processes", "2", *names).stdout


def test_no_progress_bar_in_a_pipe() -> None:
    assert planatlas("extract", SEED).stderr == b""


def test_two_spellings_of_one_encoding_read_the_same(tmp_path: Path) -> None:
    text = "云台区2026年工作要点\n一、交通\n由喆山区牵头、垚河街道配合推进䶮园改造。\n"
    for name, encoding in (("a.txt", "utf-8"), ("b.txt", "gb18030"), ("c.txt", "utf-8-sig")):
        (tmp_path / name).write_text(text, encoding=encoding)
    lines = [
        [json.loads(line) for line in planatlas("extract", str(tmp_path / name)).stdout.splitlines()]
        for name in ("a.txt", "b.txt", "c.txt")
    ]
    assert [records[0]["encoding"].lower() for records in lines][1] == "gb18030"
    # All but the document and Plan lines, which tell the file's own digest and encoding.
    assert lines[0][2:] == lines[1][2:] == lines[2][2:]


def test_reading_leaves_no_device_id_and_nothing_to_send(tmp_path: Path) -> None:
    # onnxruntime's telemetry is silent in CI and under its own switch: neither is set for a user.
    kept = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    done = subprocess.run(
        [*PLANATLAS, "extract", SEED],
        capture_output=True,
        env=kept | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")},
        timeout=180,
    )
    assert done.returncode == 0
    assert not [path for path in tmp_path.rglob("*") if "Microsoft" in path.parts or path.suffix == ".db"]
