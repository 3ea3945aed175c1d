"""Numbers as the plan wrote them: comparator, digits, unit."""

import re
from decimal import Decimal
from typing import Any

COMPARATORS = {">=": "⩾", "<=": "⩽", ">": ">", "<": "<", "≈": "≈", "range": "", "=": ""}
_SCALES = {
    "万亿": 10**12,
    "千亿": 10**11,
    "百亿": 10**10,
    "亿": 10**8,
    "千万": 10**7,
    "百万": 10**6,
    "万": 10**4,
    "千": 10**3,
}
_SCALE = re.compile("|".join(sorted(_SCALES, key=len, reverse=True)))


def digits(value: Any, unit_text: str | None) -> str:
    """A base-unit value in the text's own unit (38000000000 of 亿元 is 380), with thousands separators."""
    found = _SCALE.match(unit_text or "")
    number = Decimal(str(value)) / (_SCALES[found[0]] if found else 1)
    return f"{number.normalize():,f}"


def figure(target: dict[str, Any]) -> tuple[str, str, str] | None:
    """Comparator sign, digits and unit of a target's properties; None for a goal without a number."""
    value = target.get("value")
    if value is None:
        return None
    unit = target.get("unit_text") or target.get("unit") or ""
    shown = digits(value, unit)
    if target.get("value_max") is not None:
        shown = f"{shown}–{digits(target['value_max'], unit)}"
    return COMPARATORS.get(str(target.get("comparator") or ""), ""), shown, unit
