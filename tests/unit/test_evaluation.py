"""What evaluate counts, says of the worst sentences, and confuses. The text and its gold are invented."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph_builder.cli import main
from graph_builder.commands import evaluation
from graph_builder.evaluation import Passage, evaluate

TEXT = "一、加快建设\n启动云台大桥建设。举办青江国际马拉松赛。新建学校5所。\n"


def entry(words: str, **facts: object) -> dict[str, object]:
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), **facts}


GOLD = [
    entry("云台大桥", type="mention", label="Facility", stage="started"),
    entry("青江国际马拉松赛", type="mention", label="Event", stage="ongoing"),
    entry(
        "新建学校5所", type="target", indicator="新建学校", comparator="=", value=5, value_max=None, unit="所"
    ),
]


def test_scores_and_confusion_say_what_was_taken_for_what() -> None:
    result = evaluate([Passage("invented", TEXT, GOLD)])
    assert result.scores["names untyped exact"].correct == 2
    assert result.confusion["labels"]["Facility", "Project"] == 1
    assert result.confusion["stages"]["started", "started"] == 1
    assert result.confusion["stages"]["ongoing", "held"] == 1
    assert result.scores["targets value unit comparator"].f1 == 1.0


def test_a_stretch_is_read_within_its_document_and_what_stands_outside_is_not_counted() -> None:
    head = "云台县2030年政府工作报告\n\n建成青湖大桥。\n"
    text = head + TEXT.replace("一、加快建设", "一、云台县加快建设")
    start = len(head)
    shift = start + len("云台县")
    gold = [{**GOLD[0], "start": int(str(GOLD[0]["start"])) + shift, "end": int(str(GOLD[0]["end"])) + shift}]
    result = evaluate([Passage("invented", text, gold, start, start + TEXT.index("举办") + 3)])
    names = result.scores["names untyped exact"]
    # 云台县 is the document's own place, which only its title says; 青湖大桥 stands before the stretch.
    assert (names.correct, names.gold, names.found) == (1, 1, 1)


def test_the_roles_of_who_answers_are_confused_task_by_task() -> None:
    text = "一、重点任务\n1.建设云台路。贯通云台路。（市交通局牵头，市财政局配合）\n2.修缮旧桥。加固旧桥。\n"
    start = text.index("建设云台路")
    task = (start, start + 5)

    def assigned(body: str, role: str, **facts: object) -> dict[str, object]:
        at = text.index(body)
        return {"type": "assignment", "start": at, "end": at + len(body), "role": role, "task": task} | {
            "form": "bracket",
            **facts,
        }

    gold = [assigned("市交通局", "lead"), assigned("市财政局", "responsible"), assigned("旧桥", "lead")]
    result = evaluate([Passage("invented", text, gold)])
    assert result.confusion["roles"] == {
        ("lead", "lead"): 1,
        ("responsible", "support"): 1,
        ("lead", "—"): 1,
    }


def test_the_command_shows_the_worst_sentences_and_the_confusion(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "seed_passage", lambda: Passage("invented", TEXT, GOLD))
    shown = CliRunner().invoke(main, ["evaluate", "--errors", "1", "--confusion"])
    assert shown.exit_code == 0
    assert "labels: gold ↓ found →" in shown.output
    worst = shown.output.split("\ninvented ")
    assert len(worst) == 2  # one sentence was asked for
    assert "启动云台大桥建设。" in worst[1]
    assert "missed names typed exact: 云台大桥 Facility" in worst[1]


def test_machines_get_the_same_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "seed_passage", lambda: Passage("invented", TEXT, GOLD))
    shown = CliRunner().invoke(main, ["evaluate", "--format", "json"])
    figures = json.loads(shown.stdout)
    assert figures["names untyped exact"]["right"] == 2
    assert {"gold": "Facility", "found": "Project", "count": 1} in figures["confusion"]["labels"]


def test_a_text_that_is_not_the_one_annotated_is_refused(tmp_path: Path) -> None:
    (tmp_path / "five-year").mkdir()
    (tmp_path / "five-year" / "10_yunnan.txt").write_text("别的文本", encoding="utf-8")
    shown = CliRunner().invoke(main, ["evaluate", "--corpus", str(tmp_path)])
    assert shown.exit_code != 0
    assert "is not the text that was annotated" in shown.output + shown.stderr
