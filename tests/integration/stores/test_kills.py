"""Loader and server killed at random moments of a load, a reload and a removal (200 of them: benchmarks/kills.py)."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def test_ten_kills_leave_every_plan_whole_or_absent(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    for name in ("NEO4J_URI", "NEO4J_USERNAME", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    from benchmarks.kills import main

    assert main(10, seed=4) == 0, capsys.readouterr().out
    assert "IN PARTS" not in capsys.readouterr().out
