"""A loader told to stop in the middle: the plan is whole or absent, the end is one line, the next load works."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import neo4j
import pytest
from invented import lake_plan

from graph_builder.records import write_lines
from graph_builder.stores.embedded import Address
from graph_builder.stores.loader import load, remove

ROOT = Path(__file__).resolve().parents[3]
COMMAND = "from graph_builder.cli import main; main(prog_name='planatlas')"
WRITING = "SHOW TRANSACTIONS YIELD currentQuery AS q WHERE q STARTS WITH 'UNWIND $rows' RETURN count(*) AS n"


def count(driver: neo4j.Driver) -> int:
    return int(driver.execute_query("MATCH (n) RETURN count(n) AS n").records[0]["n"])


@pytest.mark.parametrize(
    ("how", "code", "line"),
    [
        (signal.SIGTERM, 143, "planatlas: terminated"),
        (signal.SIGINT, 130, "planatlas: interrupted"),
    ],
)
def test_a_signal_in_the_middle_of_a_load(
    driver: neo4j.Driver,
    address: Address,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    how: signal.Signals,
    code: int,
    line: str,
) -> None:
    monkeypatch.syspath_prepend(str(ROOT))
    from benchmarks.large_plan import large_plan

    plan = large_plan(3_000)
    with (tmp_path / "plan.jsonl").open("w", encoding="utf-8") as stream:
        write_lines(plan, stream)
    load(lake_plan(), driver)
    before = count(driver)
    child = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "load", str(tmp_path / "plan.jsonl")],
        env={
            **os.environ,
            "NEO4J_URI": address.uri,
            "NEO4J_USERNAME": address.username,
            "NEO4J_PASSWORD": address.password,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell's background ignores SIGINT for its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    while not driver.execute_query(WRITING).records[0]["n"]:
        assert child.poll() is None, child.communicate()
        time.sleep(0.01)
    child.send_signal(how)
    out, err = child.communicate(timeout=120)
    assert (child.returncode, out, err) == (code, "", f"{line}\n")
    while driver.execute_query(WRITING).records[0]["n"]:  # the server rolls back by itself
        time.sleep(0.05)
    assert count(driver) in (before, before + plan.graph.number_of_nodes())
    load(plan, driver)
    remove(plan.document_id, driver)
    assert count(driver) == before
