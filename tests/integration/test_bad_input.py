"""Bad input is one clear line, a non-zero exit, and nothing half-written."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run planatlas in an empty folder, with a state folder of its own."""

    def _run(
        *arguments: str, stdin: str = "", prefix: Sequence[str] = (), **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        environment = os.environ | {"PLANATLAS_HOME": str(tmp_path / "home")} | variables
        command = [*prefix, sys.executable, "-m", "graph_builder", *arguments]
        return subprocess.run(
            command, input=stdin, capture_output=True, text=True, cwd=tmp_path, env=environment, timeout=120
        )

    return _run


def says_one_line(result: "subprocess.CompletedProcess[str]", *words: str) -> None:
    lines = result.stderr.strip().splitlines()
    assert result.returncode != 0
    assert len(lines) == 1, result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in lines[0]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param("  \n\u3000\n".encode(), id="blanks"),
        pytest.param("规划\x00正文".encode(), id="NUL"),
        pytest.param(bytes(range(256)) * 20, id="binary"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, id="image"),
    ],
)
def test_a_file_that_is_no_text(run: Run, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plan.txt").write_bytes(content)
    says_one_line(run("extract", "plan.txt"), "plan.txt")


def test_a_file_that_is_not_there(run: Run) -> None:
    says_one_line(run("extract", "missing.txt"), "missing.txt")


def test_a_link_to_itself(run: Run, tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    says_one_line(run("extract", "loop.txt"), "loop.txt")


def test_an_empty_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    says_one_line(run("extract", "plans"), "plans")


def test_a_file_without_permission(run: Run, tmp_path: Path) -> None:
    plan = tmp_path / "secret.txt"
    plan.write_text("一、工作\n", encoding="utf-8")
    plan.chmod(0)
    prefix = _as_nobody(tmp_path) if os.geteuid() == 0 else []
    says_one_line(run("extract", "secret.txt", prefix=prefix), "secret.txt")


def _as_nobody(folder: Path) -> list[str]:
    """Root reads everything, so run as somebody who keeps only what reading the program takes."""
    folder.chmod(0o755)
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--"]


def test_a_text_above_the_limit(run: Run, tmp_path: Path) -> None:
    (tmp_path / "large.txt").write_text("规划" * 1_000_000, encoding="utf-8")
    says_one_line(run("extract", "large.txt", PLANATLAS_MAX_TEXT_MB="1"), "large.txt", "1")


def test_one_bad_file_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("一、重点任务\n(一)建设学校。新建学校3所。\n", encoding="utf-8")
    result = run("extract", "missing.txt", "good.txt")
    assert result.returncode == 1
    assert "missing.txt" in result.stderr
    assert '"kind": "document"' in result.stdout.splitlines()[0]


def test_a_plan_with_no_outline_is_extracted_with_a_warning(run: Run, tmp_path: Path) -> None:
    (tmp_path / "plain.txt").write_text("今年新建公园3个。\n明年再建5个。\n", encoding="utf-8")
    result = run("extract", "plain.txt")
    assert result.returncode == 0
    assert '"warnings": [' in result.stdout
    assert '"label": "Task"' in result.stdout


@pytest.mark.parametrize("uri", ["nonsense", "bolt://127.0.0.1:1", "ftp://127.0.0.1"])
def test_a_wrong_uri(run: Run, uri: str) -> None:
    says_one_line(run("query", "workload", NEO4J_URI=uri))


def test_an_unknown_query_names_the_known_ones(run: Run) -> None:
    says_one_line(run("query", "no-such-query"), "no-such-query", "institution-tasks")


def test_an_unknown_parameter_names_the_known_ones(run: Run) -> None:
    says_one_line(run("query", "institution-tasks", "--param", "nam=铁四院"), "nam", "name")


def test_lines_that_are_no_records(run: Run) -> None:
    says_one_line(run("load", "-", stdin='{"kind": "document"\n'), "line 1")


def test_a_node_with_an_empty_name_is_refused_by_line(run: Run) -> None:
    lines = (
        '{"kind": "document", "document_id": "Plan-1", "text": "规划", "warnings": []}\n'
        '{"kind": "node", "document_id": "Plan-1", "id": "Area-1", "label": "Area", "name": "", "properties": {}}\n'
    )
    says_one_line(run("load", "-", stdin=lines), "line 2", "name")


def test_an_unknown_label_is_refused_by_line(run: Run) -> None:
    lines = (
        '{"kind": "document", "document_id": "Plan-1", "text": "规划", "warnings": []}\n'
        '{"kind": "node", "document_id": "Plan-1", "id": "T-1", "label": "Task`:X", "name": "甲", "properties": {}}\n'
    )
    says_one_line(run("load", "-", stdin=lines), "line 2", "Task`:X")
