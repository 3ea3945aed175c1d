"""Stable identifiers: the same facts give the same ids on every machine and in every run."""

import hashlib
import unicodedata

SEPARATOR = "\x1f"
#: The scope of what all regions share: national bodies, indicators.
NATIONAL = "全国"

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


def entity_id(label: str, scope: str, name: str) -> str:
    """Return the id of an entity or Indicator; a name of quotes only keeps them, so that two such names do not meet."""
    return make_id(label, label, scope, normalise_name(name) or name)


def relation_id(
    kind: str,
    plan_id: str,
    span: tuple[int | None, int | None],
    start_id: str,
    end_id: str,
    qualifier: str | None,
) -> str:
    """Return the id of a relation; ``span`` is (None, None) without evidence, ``qualifier`` its stage or role."""
    return make_id(kind, plan_id, kind, *span, start_id, end_id, qualifier)


def normalise_name(name: str) -> str:
    """Return a name as it is compared: NFKC, no blanks, no enclosing quotes, brackets half-width."""
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    folded = unicodedata.normalize("NFKC", folded)  # what a blank kept apart may now combine
    return folded.strip("“”\"'‘’「」《》〈〉")
