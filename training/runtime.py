"""The shipped recogniser's module, loaded from its file, so training needs none of the package's dependencies."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_PATH = Path(__file__).resolve().parent.parent / "graph_builder" / "extraction" / "recognizer.py"
_SPEC = importlib.util.spec_from_file_location("recognizer_runtime", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
recognizer = importlib.util.module_from_spec(_SPEC)
sys.modules["recognizer_runtime"] = recognizer
_SPEC.loader.exec_module(recognizer)
