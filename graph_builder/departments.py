"""The kinds of departments that governments have, by their short and full forms: what extraction and resolution both know."""

from functools import cache

from graph_builder.resources import gazetteer_rows


def department(name: str) -> str | None:
    """Return the full form of a kind of department: 发改局 → 发展和改革局, 发展和改革委 → 发展和改革委员会; None when unknown."""
    full = short_forms().get(name)
    if full is None and name in _full_forms():
        full = name
    if full is None and name.endswith("委") and f"{name}员会" in _full_forms():
        full = f"{name}员会"
    return full


def is_department(name: str) -> bool:
    """Tell whether ``name`` is a kind of department without a place or a level: 住建局, 教育局."""
    return department(name) is not None


@cache
def _full_forms() -> frozenset[str]:
    return frozenset(short_forms().values())


@cache
def short_forms() -> dict[str, str]:
    """Return 发改局 → 发展和改革局 and the like (data/gazetteer/short_forms.tsv)."""
    return {row[0]: row[1] for row in gazetteer_rows("short_forms")}
