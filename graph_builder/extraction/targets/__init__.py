"""Targets: the numbers a plan promises, and the spaCy component that finds them."""

from graph_builder.extraction.targets import component  # noqa: F401  (importing it registers the factory)
from graph_builder.extraction.targets.extractor import find_targets

__all__ = ["find_targets"]
