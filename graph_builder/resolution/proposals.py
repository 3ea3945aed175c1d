"""Bodies of one plan that may be one under two wordings: proposed with a score, never merged.

Two wordings meet when, without their region and a company's tail, they are the same (青湖供电局, 供电局), one ends in the
other (政府采购中心, 采购中心), or the shorter one's characters stand in the longer one in order and both begin and end alike
(市交通局, 市交通运输局). What bodies share by kind says nothing: schools, hospitals and papers differ by just such middles
(武汉大学, 武汉理工大学).
"""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from graph_builder.graph import Node

_COMPANY = re.compile(r"(?:集团|控股|股份|有限|责任|公司)+$")
_OF_A_KIND = re.compile(
    r"(?:大学|学院|中学|小学|学校|幼儿园|医院|银行|支行|法院|检察院|派出所|街道办事处|街道办|街道|[镇乡]人民政府|日报社?|晚报社?|协会|学会|商会|研究院|研究所|实验室)$"
)
_LEAST = 0.6
_SHORTEST, _SHORTEST_END = 3, 4
#: Same words without the region: only what the region adds speaks against it.
_SAME = 0.9


def proposals(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node, float]]:
    """Yield (one, other, score from 0 to 1) of the Institutions of one scope that may be one, in the nodes' order."""
    bodies = [
        (node, _core(node))
        for node in nodes
        if node.label == "Institution" and not node.properties.get("collective")
    ]
    for (one, short), (other, long) in combinations(bodies, 2):
        if (
            one.properties["scope"] == other.properties["scope"]
            and (score := _likeness(short, long)) >= _LEAST
        ):
            yield one, other, score


def _core(node: Node) -> str:
    """The name without its region and without the tail that companies share; empty for kinds told by their middle."""
    scope = str(node.properties["scope"])
    name = node.name.removeprefix(scope).removeprefix(scope[:-1])
    return "" if _OF_A_KIND.search(name) else _COMPANY.sub("", name)


def _likeness(one: str, other: str) -> float:
    """Return how surely two cores are one body: the shorter length over the longer where the words allow it, else 0."""
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST:
        return 0.0
    if short == long:
        return _SAME
    rest = iter(long)
    ends = short[0] == long[0] and short[-1] == long[-1]
    ends = ends and (short[:2] == long[:2] or short[-2:] == long[-2:])
    within = (ends and all(character in rest for character in short)) or (
        len(short) >= _SHORTEST_END and long.endswith(short)
    )
    return len(short) / len(long) if within else 0.0
