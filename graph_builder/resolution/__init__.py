"""One node for one thing within a plan: canonical names, aliases and scope.

Entities keep apart what the text keeps apart: nothing is merged across labels, and two names meet only by a rule in ``names.py``.
"""

from collections import defaultdict

from graph_builder.extraction.spans import ENTITY_LABELS
from graph_builder.graph import Node, PlanGraph, Properties, Relation
from graph_builder.ids import entity_id, relation_id
from graph_builder.resolution.hierarchy import add_hierarchy
from graph_builder.resolution.names import NameResolver
from graph_builder.resolution.proposals import proposals

#: A part of a coordination stands for its full name (月亮湾 in 月亮湾、凤凰山2座变电站), as the names component restored it.
ELIDED = "并列中省略的全名"
ELIDED_CONFIDENCE = 0.85


def resolve(plan: PlanGraph) -> PlanGraph:
    """Return the plan with each entity under its canonical name and scope; other wordings become aliases.

    Node and relation order is kept; relations that meet in one id become one.
    """
    entities = list(plan.nodes(*ENTITY_LABELS))
    resolver = NameResolver(plan.document, [(node.label, node.name) for node in entities])
    new_ids: dict[str, str] = {}
    canonical: dict[str, tuple[str, str, str]] = {}
    #: By node: each wording, why it is taken for the canonical name, and how surely.
    wordings: dict[str, dict[str, str]] = defaultdict(dict)
    properties: dict[str, Properties] = defaultdict(dict)
    for node in entities:
        name, scope, reason, confidence = resolver.canonical(node.label, node.name)
        scope = scope or str(node.properties["scope"])
        new_id = entity_id(node.label, scope, name)
        new_ids[node.id] = new_id
        canonical[new_id] = (node.label, name, scope)
        wordings[new_id].setdefault(node.name, f"{node.name}：{reason}（{confidence:.2f}）")
        properties[new_id] |= node.properties
    for relation in plan.relations("MENTIONS"):
        written = relation.properties["evidence"]
        wordings[new_ids[relation.end_id]].setdefault(
            written, f"{written}：{ELIDED}（{ELIDED_CONFIDENCE:.2f}）"
        )
    resolved = PlanGraph(plan.document)
    for node in plan.nodes():
        if node.id not in new_ids:
            resolved.add_node(node)
            continue
        new_id = new_ids[node.id]
        label, name, scope = canonical[new_id]
        aliases = sorted(set(wordings[new_id]) - {name})
        facts = properties[new_id] | {"scope": scope}
        if aliases:
            reasons = [wordings[new_id][alias] for alias in aliases]
            facts |= {"aliases": aliases, "alias_reasons": reasons}
        resolved.add_node(Node(new_id, label, name, facts))
    for relation in plan.relations():
        relation = _moved(relation, new_ids)
        if relation.start_id != relation.end_id:
            resolved.add_relation(relation)
    add_hierarchy(resolved, resolver.places)
    for one, other, score in list(proposals(list(resolved.nodes("Institution")))):
        resolved.document["warnings"].append(
            f"“{one.name}”与“{other.name}”可能是同一机构（把握 {score:.2f}），没有合并。"
        )
        for node, like in ((one, other), (other, one)):
            node.properties.setdefault("alike", []).append(f"{score:.2f} {like.name}")
    return resolved


def _moved(relation: Relation, new_ids: dict[str, str]) -> Relation:
    """Return the relation between the resolved nodes; its id follows from its ends."""
    start_id = new_ids.get(relation.start_id, relation.start_id)
    end_id = new_ids.get(relation.end_id, relation.end_id)
    if (start_id, end_id) == (relation.start_id, relation.end_id):
        return relation
    facts = relation.properties
    qualifier = facts.get("stage") or facts.get("role")
    span = (facts.get("start"), facts.get("end"))
    identity = relation_id(relation.type, facts["plan_id"], span, start_id, end_id, qualifier)
    return Relation(identity, relation.type, start_id, end_id, facts)
