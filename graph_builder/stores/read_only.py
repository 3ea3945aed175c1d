"""What a query may do: read. Judged by the server's own plan of it, never by the words it is written in.

A READ session alone still runs LOAD CSV, dbms.* procedures, SHOW and TERMINATE, which the server counts as
reading. So the plan's every operator must be one of these; what is unknown is refused.
"""

import re
from collections.abc import Iterator
from typing import Any

from neo4j import ResultSummary

from graph_builder.errors import QueryError

#: Reading operators of Neo4j 5 by their names in a plan, without what stands in brackets: Expand(All), Expand(Into).
#: Source: Neo4j 5 Cypher manual, "Operators in detail", and the server's LogicalPlan2PlanDescription.
OPERATORS = frozenset(
    """
    AllNodesScan Anti AntiConditionalApply AntiSemiApply Apply Argument AssertSameNode
    AssertSameRelationship BidirectionalRepeat CacheProperties CartesianProduct ConditionalApply
    DirectedAllRelationshipsScan DirectedRelationshipByElementIdSeek DirectedRelationshipByIdSeek
    DirectedRelationshipIndexContainsScan DirectedRelationshipIndexEndsWithScan
    DirectedRelationshipIndexScan DirectedRelationshipIndexSeek DirectedRelationshipIndexSeekByRange
    DirectedRelationshipTypeScan DirectedRelationshipUniqueIndexSeek DirectedUnionRelationshipTypesScan
    Distinct Eager EagerAggregation EmptyResult EmptyRow ExhaustiveLimit Expand Filter
    IntersectionNodeByLabelsScan LeftOuterHashJoin LetAntiSemiApply LetSelectOrAntiSemiApply
    LetSelectOrSemiApply LetSemiApply Limit MultiNodeIndexSeek NodeByElementIdSeek NodeByIdSeek
    NodeByLabelScan NodeCountFromCountStore NodeHashJoin NodeIndexContainsScan NodeIndexEndsWithScan
    NodeIndexScan NodeIndexSeek NodeIndexSeekByRange NodeLeftOuterHashJoin NodeRightOuterHashJoin
    NodeUniqueIndexSeek NodeUniqueIndexSeekByRange NullifyMetadata Optional OptionalExpand
    OrderedAggregation OrderedDistinct OrderedUnion PartialSort PartialTop ProcedureCall ProduceResults
    ProjectEndpoints Projection RelationshipCountFromCountStore Repeat RightOuterHashJoin RollUpApply
    SelectOrAntiSemiApply SelectOrSemiApply SemiApply ShortestPath Skip Sort StatefulShortestPath
    SubtractionNodeByLabelsScan Top TriadicBuild TriadicFilter TriadicSelection
    UndirectedAllRelationshipsScan UndirectedRelationshipByElementIdSeek UndirectedRelationshipByIdSeek
    UndirectedRelationshipIndexContainsScan UndirectedRelationshipIndexEndsWithScan
    UndirectedRelationshipIndexScan UndirectedRelationshipIndexSeek
    UndirectedRelationshipIndexSeekByRange UndirectedRelationshipTypeScan
    UndirectedRelationshipUniqueIndexSeek UndirectedUnionRelationshipTypesScan Union
    UnionNodeByLabelsScan Unwind ValueHashJoin VarLengthExpand
    """.split()  # noqa: SIM905 - as words they can be read
)

PROCEDURES = frozenset(
    {
        "db.index.fulltext.queryNodes",
        "db.labels",
        "db.propertyKeys",
        "db.relationshipTypes",
        "db.schema.nodeTypeProperties",
        "db.schema.relTypeProperties",
        "db.schema.visualization",
    }
)

#: Cypher's own functions with a dot in their name begin so; others are a plug-in's and may do anything.
_OWN_FUNCTIONS = (
    "date.",
    "datetime.",
    "duration.",
    "localdatetime.",
    "localtime.",
    "point.",
    "time.",
    "vector.",
)
_PROCEDURE = re.compile(r"([\w.]+)\(")
_FUNCTION = re.compile(r"\b([A-Za-z_]\w*(?:\.\w+)+)\(")
#: A subquery inside an expression has no operators of its own in the plan: it is printed, in the server's own
#: spelling, among the details of the operator that holds it. So its words are judged as operators are.
_SUBQUERY = re.compile(r"\b(?:EXISTS|COUNT|COLLECT)\s*\{")
_WORDS = frozenset(
    """
    ALL AND AS ASC ASCENDING BY CASE COLLECT CONTAINS COUNT DESC DESCENDING DISTINCT ELSE END ENDS EXISTS
    FALSE IN IS LIMIT MATCH NOT NULL OPTIONAL OR ORDER RETURN SKIP STARTS STRING THEN TRUE UNION UNWIND
    WHEN WHERE WITH XOR
    """.split()  # noqa: SIM905 - as words they can be read
)
_WORD = re.compile(r"(?<![\w:|&!.$])[A-Z]{2,}\b")
_NESTED_CALL = re.compile(r"\w*Call\(([^(]*)")


def check(summary: ResultSummary) -> None:
    """Raise QueryError naming what is not allowed in an EXPLAINed query."""
    for operator, details in _operators(summary.plan or {}):
        if operator not in OPERATORS:
            raise _refusal(operator)
        if operator == "ProcedureCall":
            name = _PROCEDURE.match(details)
            _check_procedure(name[1] if name else details[:80])
        for function in _FUNCTION.findall(details):
            if not function.lower().startswith(_OWN_FUNCTIONS) and function not in PROCEDURES:
                raise _refusal(f"function {function}")
        if _SUBQUERY.search(details):
            _check_subquery(details)
    if summary.query_type != "r" or not summary.plan:
        raise _refusal(f"something else (query type {summary.query_type})")


def _check_procedure(name: str) -> None:
    if name not in PROCEDURES:
        raise _refusal(f"procedure {name}")


def _check_subquery(details: str) -> None:
    for word in _WORD.findall(details):
        if word not in _WORDS:
            raise _refusal(f"{word} in a subquery")
    for name in _NESTED_CALL.findall(details):
        _check_procedure(name.strip())


def _operators(plan: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each operator's name, without ``@neo4j`` and brackets, and its details."""
    if plan:
        name = str(plan["operatorType"]).partition("@")[0].partition("(")[0]
        yield name, str(plan.get("args", {}).get("Details", ""))
    for child in plan.get("children", ()):
        yield from _operators(child)


def _refusal(what: str) -> QueryError:
    message = f"refused: queries only read here, and this one would run {what}"
    return QueryError(message, "read_only", what)
