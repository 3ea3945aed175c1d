"""Stable identifiers: the same facts give the same ids on every machine and in every run."""

import hashlib
import unicodedata

SEPARATOR = "\x1f"

#: What each id is made of, in order (printed by ``planatlas schema --format ids``).
ID_PARTS: dict[str, str] = {
    "Plan": "region, normalised title, period (文号 where two still agree; else text_sha256)",
    "Section, Task, Action": "plan id, outline path (the label, then the order at each level, joined by .)",
    "Target": "plan id, Target, start, end, the block's id, indicator",
    "Indicator": "Indicator, scope (全国: indicators are shared), normalised name",
    "entity": "label, scope, first normalised name",
    "relation": "plan id, type, start, end, start_id, end_id, role or stage",
}


def make_id(kind: str, *parts: object) -> str:
    """Return ``<kind>-<20 hex digits>`` of SHA-256 over the parts joined by U+001F; None counts as empty."""
    joined = SEPARATOR.join("" if part is None else str(part) for part in parts)
    return f"{kind}-{hashlib.sha256(joined.encode('utf-8', 'surrogatepass')).hexdigest()[:20]}"


def normalise_name(name: str) -> str:
    """Return a name as it is compared: NFKC, no blanks, no enclosing quotes, brackets half-width."""
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    folded = unicodedata.normalize("NFKC", folded)  # what a blank kept apart may now combine
    return folded.strip("“”\"'‘’「」《》〈〉")
