"""PlanAtlas works from a built wheel, in an empty environment, in another folder."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from importlib.metadata import distributions
from pathlib import Path

import pytest

from graph_builder.resources import ROOT

PLAN = "云台区2026年重点工作\n一、重点任务\n(一)建设学校。新建学校3所。\n"


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel and what it declares, at the versions the tests run with."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    [wheel] = folder.glob("planatlas-*.whl")
    versions = [f"{d.name}=={d.version}" for d in distributions() if d.name.lower() != "planatlas"]
    (folder / "constraints.txt").write_text("\n".join(versions), encoding="utf-8")
    base = getattr(sys, "_base_executable", sys.executable)
    subprocess.run([base, "-m", "venv", "--without-pip", folder / "env"], check=True)
    pip = [base, "-m", "pip", "--disable-pip-version-check", "--python", folder / "env" / "bin" / "python"]
    install = [*pip, "install", "-q", "-c", folder / "constraints.txt", wheel]
    subprocess.run(install, check=True, capture_output=True, timeout=900)
    return folder / "env" / "bin"


def test_extract_works_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    command = [environment / "planatlas", "extract", "plan.txt"]
    lines = subprocess.check_output(command, cwd=tmp_path, text=True, encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    assert records[0]["kind"] == "document"
    assert [r["value"] for r in records if r["kind"] == "target"] == [3]


def test_the_explorer_opens_from_the_wheel(environment: Path, tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    variables = os.environ | {"PLANATLAS_HOME": str(tmp_path / "home")}
    command = [environment / "planatlas", "explore", "--port", str(port), "--no-browser"]
    process = subprocess.Popen(command, cwd=tmp_path, env=variables, stdout=subprocess.DEVNULL)
    try:
        assert _answers(f"http://127.0.0.1:{port}/_stcore/health") == b"ok"
        assert b"<html" in _answers(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        process.wait(30)
        subprocess.run([environment / "planatlas", "db", "stop"], env=variables, check=False)


def _answers(url: str, seconds: float = 120) -> bytes:
    """Return the first answer of ``url`` within the time, however long the server takes to start."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)
