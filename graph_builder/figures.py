"""The published accuracy: measured and written by ``planatlas evaluate --publish``."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graph_builder.evaluation.score import Score
from graph_builder.resources import ROOT, data_path

_TABLE = re.compile(r"(<!-- figures -->\n).*?(<!-- /figures -->)", re.DOTALL)


def rounded(score: Score) -> dict[str, float | int]:
    """Return a score as plain numbers: precision, recall, f1 and the counts behind them."""
    ratios = {key: round(getattr(score, key), 4) for key in ("precision", "recall", "f1")}
    return {**ratios, "right": score.correct, "gold": score.gold, "found": score.found}


def publish(name: str, scores: dict[str, Score]) -> Path:
    """Write the scores of one gold set (seed, test …) into data/annotations/figures.json and the README's table."""
    path = data_path("annotations") / "figures.json"
    figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    figures[name] = {
        "date": datetime.now(UTC).date().isoformat(),
        "gold_sha256": gold_digest(),
        "scores": {measure: rounded(score) for measure, score in scores.items()},
    }
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    readme = ROOT / "README.md"
    if readme.exists():
        text = readme.read_text(encoding="utf-8")
        table = _markdown(figures)
        readme.write_text(_TABLE.sub(lambda m: m[1] + table + m[2], text), encoding="utf-8")
    return path


def gold_digest() -> str:
    """Return the SHA-256 over all gold files, in name order."""
    digest = hashlib.sha256()
    for path in sorted(data_path("annotations").rglob("*.jsonl")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _markdown(figures: dict[str, Any]) -> str:
    measures = list(dict.fromkeys(m for entry in figures.values() for m in entry["scores"]))
    heads = [f"{name} ({entry['date']})" for name, entry in figures.items()]
    lines = [f"| F1 | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    for measure in measures:
        cells = [
            f"{e['scores'][measure]['f1']:.2f}" if measure in e["scores"] else "" for e in figures.values()
        ]
        lines.append(f"| {measure} | {' | '.join(cells)} |")
    digest = next(iter(figures.values()))["gold_sha256"][:12]
    return "\n".join([*lines, "", f"Gold: SHA-256 {digest}…; written by `planatlas evaluate --publish`.", ""])
