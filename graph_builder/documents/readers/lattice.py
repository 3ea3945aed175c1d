"""Ruled tables: from the lines on a page to cells, merged cells included. Coordinates grow to the right and down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

#: How far (in points) lines that meet may miss one another.
NEAR = 3.0
#: A shape no wider (in points) is a line; a line no longer is none.
_THIN, _SHORTEST = 3.0, 4.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical line: ``at`` is its fixed coordinate, ``low`` and ``high`` its ends."""

    upright: bool
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a lattice with its place in the grid and on the page."""

    row: int
    column: int
    rowspan: int
    colspan: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Lattice:
    """A ruled table: the edges of its columns and rows, and its cells row by row."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[GridCell, ...]


def rules_of(points: Sequence[tuple[float, float]], stroked: bool) -> Iterator[Rule]:
    """Yield the lines that a path of straight pieces draws: itself when it is thin, else its edges when ``stroked``."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide, tall = max(xs) - min(xs), max(ys) - min(ys)
    found: list[Rule] = []
    if wide <= _THIN < tall:
        found.append(Rule(True, (min(xs) + max(xs)) / 2, min(ys), max(ys)))
    elif tall <= _THIN < wide:
        found.append(Rule(False, (min(ys) + max(ys)) / 2, min(xs), max(xs)))
    elif stroked:
        for (x0, y0), (x1, y1) in pairwise(points):
            if abs(x0 - x1) < 1:
                found.append(Rule(True, x0, min(y0, y1), max(y0, y1)))
            elif abs(y0 - y1) < 1:
                found.append(Rule(False, y0, min(x0, x1), max(x0, x1)))
    yield from (rule for rule in found if rule.high - rule.low >= _SHORTEST)


def lattices(rules: Sequence[Rule], near: float = NEAR) -> list[Lattice]:
    """Return the ruled tables that the lines draw, from top to bottom; a frame around text is none."""
    found = []
    for group in _connected(_merged(rules, near), near):
        xs = _clustered([rule.at for rule in group if rule.upright], near)
        ys = _clustered([rule.at for rule in group if not rule.upright], near)
        ys = _closed(ys, [rule for rule in group if rule.upright], near)
        if len(xs) > 2 and len(ys) > 1:
            cells = _cells(group, xs, ys, near)
            if len(cells) > 1:
                found.append(Lattice(tuple(xs), tuple(ys), tuple(cells)))
    return sorted(found, key=lambda lattice: lattice.ys[0])


def _closed(ys: list[float], uprights: Sequence[Rule], near: float) -> list[float]:
    """Return the rows' edges with those that a page's edge cut off: the uprights run on to where they were."""
    if not ys or len(uprights) < 2:
        return ys
    top, bottom = sorted(rule.low for rule in uprights)[1], sorted(rule.high for rule in uprights)[-2]
    before = [top] if top < ys[0] - 3 * near else []
    after = [bottom] if bottom > ys[-1] + 3 * near else []
    return [*before, *ys, *after]


def _merged(rules: Sequence[Rule], near: float) -> list[Rule]:
    """Join pieces of one line: each cell may draw its own borders."""
    found: list[Rule] = []
    for upright in (True, False):
        own = sorted((rule for rule in rules if rule.upright == upright), key=lambda rule: rule.at)
        groups: list[list[Rule]] = []
        for rule in own:
            if groups and rule.at - groups[-1][0].at <= near:
                groups[-1].append(rule)
            else:
                groups.append([rule])
        for group in groups:
            at = sum(rule.at for rule in group) / len(group)
            low = high = None
            for rule in sorted(group, key=lambda rule: rule.low):
                if low is not None and high is not None and rule.low <= high + near:
                    high = max(high, rule.high)
                    continue
                if low is not None and high is not None:
                    found.append(Rule(upright, at, low, high))
                low, high = rule.low, rule.high
            if low is not None and high is not None:
                found.append(Rule(upright, at, low, high))
    return [rule for rule in found if rule.high - rule.low > 2 * near]


def _connected(rules: Sequence[Rule], near: float) -> list[list[Rule]]:
    """Group the lines that touch one another."""
    parents = list(range(len(rules)))
    uprights = [at for at, rule in enumerate(rules) if rule.upright]
    levels = [at for at, rule in enumerate(rules) if not rule.upright]
    for one in uprights:
        for other in levels:
            if _meet(rules[one], rules[other], near):
                parents[_root(parents, one)] = _root(parents, other)
    groups: dict[int, list[Rule]] = {}
    for at, rule in enumerate(rules):
        groups.setdefault(_root(parents, at), []).append(rule)
    return [group for group in groups.values() if len(group) > 3]


def _meet(upright: Rule, level: Rule, near: float) -> bool:
    across = level.low - near <= upright.at <= level.high + near
    return across and upright.low - near <= level.at <= upright.high + near


def _root(parents: list[int], at: int) -> int:
    while parents[at] != at:
        parents[at] = parents[parents[at]]
        at = parents[at]
    return at


def _clustered(values: Sequence[float], near: float) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > near:
            found.append(value)
    return found


def _cells(rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], near: float) -> list[GridCell]:
    """Join the grid's fields that no line parts; what becomes no rectangle stays in the fields it was."""
    width = len(xs) - 1
    fields = [(row, column) for row in range(len(ys) - 1) for column in range(width)]
    parents = list(range(len(fields)))

    def parted(upright: bool, at: float, middle: float) -> bool:
        return any(
            rule.upright == upright
            and abs(rule.at - at) <= near
            and rule.low - near <= middle <= rule.high + near
            for rule in rules
        )

    for number, (row, column) in enumerate(fields):
        if column + 1 < width and not parted(True, xs[column + 1], (ys[row] + ys[row + 1]) / 2):
            parents[_root(parents, number + 1)] = _root(parents, number)
        if row + 2 < len(ys) and not parted(False, ys[row + 1], (xs[column] + xs[column + 1]) / 2):
            parents[_root(parents, number + width)] = _root(parents, number)
    groups: dict[int, list[tuple[int, int]]] = {}
    for number, place in enumerate(fields):
        groups.setdefault(_root(parents, number), []).append(place)
    cells = []
    for places in groups.values():
        top, bottom = min(row for row, _ in places), max(row for row, _ in places)
        left, right = min(column for _, column in places), max(column for _, column in places)
        if len(places) == (bottom - top + 1) * (right - left + 1):
            cells.append(_cell(top, left, bottom, right, xs, ys))
        else:
            cells += [_cell(row, column, row, column, xs, ys) for row, column in places]
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _cell(top: int, left: int, bottom: int, right: int, xs: Sequence[float], ys: Sequence[float]) -> GridCell:
    return GridCell(
        top, left, bottom - top + 1, right - left + 1, xs[left], ys[top], xs[right + 1], ys[bottom + 1]
    )  # fmt: skip


def same_columns(one: Lattice, other: Lattice, near: float = 2 * NEAR) -> bool:
    """Tell whether two tables have the same columns, so that the second may go on with the first."""
    return len(one.xs) == len(other.xs) and all(
        abs((a[1] - a[0]) - (b[1] - b[0])) <= near
        for a, b in zip(pairwise(one.xs), pairwise(other.xs), strict=True)
    )
