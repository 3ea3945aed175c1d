"""Tells where a text has lost characters on its way to us: runs of question marks, replacement marks, empty quotes."""

import re

_LOSS = re.compile(r"[?？]{3,}|�+|“\s*”|《\s*》|『\s*』|「\s*」")
_NAMED = 5


def losses(text: str) -> list[str]:
    """Return a warning with the places (counted in characters from 0), or nothing when no loss shows."""
    found = list(_LOSS.finditer(text))
    if not found:
        return []
    places = "、".join(f"第 {match.start()} 字处“{match[0]}”" for match in found[:_NAMED])
    more = f"等共 {len(found)} 处" if len(found) > _NAMED else ""
    return [f"{places}{more}：原文可能有字丢失，请对照原件。"]
