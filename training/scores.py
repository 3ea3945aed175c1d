"""F1 of mentions: exact and typed, exact and untyped, overlapping; overall and by label."""

from __future__ import annotations

from collections import Counter

from model import LABELS

Span = tuple[int, int, str]


def _f1(hit_gold: int, hit_found: int, gold: int, found: int) -> float:
    recall, precision = hit_gold / max(1, gold), hit_found / max(1, found)
    return 2 * recall * precision / max(1e-9, recall + precision)


def _touches(a: Span, b: Span) -> bool:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared * 2 >= max(a[1], b[1]) - min(a[0], b[0])


def score(pairs: list[tuple[list[Span], list[Span], set[Span]]]) -> dict[str, object]:
    """`pairs` are (gold, found, doubtful gold) of each passage.

    All gold counts, the doubtful, too. `forgiving` leaves out the doubtful: neither missing nor finding one counts.
    Overlap: the intersection is at least half of the union, whatever the label.
    """
    typed = untyped = gold_hit = found_hit = golds = founds = 0
    sure_hit = sure = firm = 0
    by: dict[str, Counter[str]] = {label: Counter() for label in LABELS}
    for gold, found, doubtful in pairs:
        golds, founds = golds + len(gold), founds + len(found)
        exact = set(gold) & set(found)
        typed += len(exact)
        untyped += len({s[:2] for s in gold} & {s[:2] for s in found})
        gold_hit += sum(any(_touches(g, f) for f in found) for g in gold)
        found_hit += sum(any(_touches(f, g) for g in gold) for f in found)
        sure += len(set(gold) - doubtful)
        sure_hit += len(exact - doubtful)
        firm += sum(not any(_touches(f, d) for d in doubtful) for f in found if f not in exact) + len(
            exact - doubtful
        )
        for label in LABELS:
            by[label]["gold"] += sum(s[2] == label for s in gold)
            by[label]["found"] += sum(s[2] == label for s in found)
            by[label]["hit"] += sum(s[2] == label for s in exact)
    return {
        "typed": round(_f1(typed, typed, golds, founds), 4),
        "untyped": round(_f1(untyped, untyped, golds, founds), 4),
        "overlap": round(_f1(gold_hit, found_hit, golds, founds), 4),
        "forgiving": round(_f1(sure_hit, sure_hit, sure, firm), 4),
        "precision": round(typed / max(1, founds), 4),
        "recall": round(typed / max(1, golds), 4),
        "gold": golds,
        "found": founds,
        "labels": {k: round(_f1(c["hit"], c["hit"], c["gold"], c["found"]), 3) for k, c in by.items()},
    }
