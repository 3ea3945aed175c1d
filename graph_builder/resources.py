"""Finds the data that people also use without Python: schema, queries, gazetteers, models, the explorer.

In a checkout they are the top-level folders; in a wheel they lie in ``graph_builder/_resources``.
"""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_PACKAGE = Path(__file__).resolve().parent
_BUNDLED = _PACKAGE / "_resources"
ROOT: Path = _BUNDLED if _BUNDLED.is_dir() else _PACKAGE.parent


def resource(*parts: str) -> Path:
    """Return the path of a resource, for example ``resource("schema", "labels")``.

    Raises FileNotFoundError naming the path when the installation is incomplete.
    """
    path = ROOT.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(f"PlanAtlas is installed without {path}: install it again")
    return path


def data_path(relative: str) -> Path:
    """Return a path below ``data/``, for example ``data_path("models/recognizer")``."""
    return resource("data", *relative.split("/"))


def gazetteer_rows(name: str) -> list[list[str]]:
    """Return the cells of each row of ``data/gazetteer/<name>.tsv``, comments left out."""
    lines = data_path(f"gazetteer/{name}.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def gazetteer(name: str) -> Any:
    """Return the open list ``data/gazetteer/<name>.yaml``, read once a process; callers share it and must not change it."""
    return yaml.safe_load(data_path(f"gazetteer/{name}.yaml").read_text(encoding="utf-8"))
