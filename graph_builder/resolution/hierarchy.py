"""A district lies in its city: PART_OF between regions, from the gazetteer and not from the text."""

from itertools import pairwise

from graph_builder.graph import Node, PlanGraph, Relation
from graph_builder.ids import entity_id, relation_id
from graph_builder.resolution.places import PlanPlaces


def add_hierarchy(plan: PlanGraph, places: PlanPlaces) -> None:
    """Add the regions that the plan's own region lies in. They have source gazetteer and no evidence."""
    ids = [entity_id("Area", name, name) for name in places.names]
    if not ids or ids[0] not in plan.graph:
        return
    for area_id, name in zip(ids, places.names, strict=True):
        plan.add_node(Node(area_id, "Area", name, {"scope": name}))
    for inner, outer in pairwise(ids):
        identity = relation_id("PART_OF", plan.document_id, (None, None), inner, outer, None)
        facts = {"plan_id": plan.document_id, "source": "gazetteer", "confidence": 1.0}
        plan.add_relation(Relation(identity, "PART_OF", inner, outer, facts))
