"""Bodies of one plan that may be one under two wordings: proposed with a score, never merged.

Two wordings meet when the shorter one's characters stand in the longer one in order, both begin and end alike, and no more
than their middle differs (市交通局, 市交通运输局). What bodies share by kind says nothing: a company's tail is taken off first,
and schools and hospitals differ by just such middles (武汉大学, 武汉理工大学).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from graph_builder.graph import Node

_COMPANY = re.compile(r"(?:集团|控股|股份|有限|责任|公司)+$")
_OF_A_KIND = re.compile(
    r"(?:大学|学院|中学|小学|学校|幼儿园|医院|银行|支行|法院|检察院|派出所|街道办事处|[镇乡]人民政府)$"
)
_LEAST = 0.6
_SHORTEST = 3


def proposals(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node, float]]:
    """Yield (one, other, score from 0 to 1) of the Institutions of one scope that may be one, in the nodes' order."""
    bodies = [(node, _core(node)) for node in nodes if node.label == "Institution"]
    for (one, short), (other, long) in combinations(bodies, 2):
        if (
            one.properties["scope"] == other.properties["scope"]
            and (score := _likeness(short, long)) >= _LEAST
        ):
            yield one, other, score


def _core(node: Node) -> str:
    """The name without its region and without the tail that companies share; empty for kinds told by their middle."""
    name = node.name.removeprefix(str(node.properties["scope"]))
    return "" if _OF_A_KIND.search(name) else _COMPANY.sub("", name)


def _likeness(one: str, other: str) -> float:
    """Return the shorter length over the longer where the shorter stands in the longer in order, else 0."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST or short == long or short[:2] != long[:2] or short[-1] != long[-1]:
        return 0.0
    rest = iter(long)
    return len(short) / len(long) if all(character in rest for character in short) else 0.0
