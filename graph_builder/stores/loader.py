"""Writes a plan into Neo4j and takes it out again: one transaction a plan, whole or absent.

Labels and relationship types in the statements come from the schema; all that texts say travels as parameters.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import neo4j
from neo4j.exceptions import ConstraintError, Neo4jError

from graph_builder.errors import SchemaError, StoreError
from graph_builder.graph import PlanGraph, Properties
from graph_builder.schema import load_schema
from graph_builder.stores import stored
from graph_builder.stores.connection import confirm_commit
from graph_builder.stores.migrations import LOCK_LABEL, migrate

#: What a reviewer decided about a node that is gone, kept until the node is there again.
DECISION_LABEL = "Decision"
#: Rows a statement: large enough to be fast, small enough for the driver's and the server's memory.
BATCH = 2000


@dataclass
class LoadReport:
    """What a load or a removal changed; all zero when the database held exactly this already."""

    document_id: str
    created_nodes: int = 0
    created_relations: int = 0
    updated_nodes: int = 0
    updated_relations: int = 0
    deleted_nodes: int = 0
    deleted_relations: int = 0

    @property
    def unchanged(self) -> bool:
        """Whether nothing was written."""
        return not any(value for key, value in vars(self).items() if key != "document_id")


def load(plan: PlanGraph, driver: neo4j.Driver) -> LoadReport:
    """Make the database hold exactly ``plan`` under its document_id, replacing an earlier text of it.

    Raises SchemaError before anything is written, StoreError when the database refuses.
    """
    load_schema().validate_plan(plan)
    return _transact(driver, plan.document_id, lambda writer: _load(writer, plan))


def remove(document_id: str, driver: neo4j.Driver) -> LoadReport:
    """Take out a plan with everything that no other plan needs. Raises StoreError when there is no such plan."""
    return _transact(driver, document_id, lambda writer: _remove(writer, document_id))


def _transact(driver: neo4j.Driver, document_id: str, work: "Callable[[_Writer], None]") -> LoadReport:
    """Do the work on one plan in one transaction, and vouch for its commit."""

    def attempt(transaction: neo4j.ManagedTransaction) -> LoadReport:
        # Refused here, too: the driver would try what needs too much memory again for half a minute.
        with _refusals(document_id):
            writer = _Writer(transaction, document_id)
            with writer.lock():
                work(writer)
            return writer.report

    migrate(driver)
    with _refusals(document_id), driver.session(notifications_min_severity="OFF") as session:
        report = session.execute_write(attempt)
        confirm_commit(session)
    return report


@contextmanager
def _refusals(document_id: str) -> Iterator[None]:
    try:
        yield
    except ConstraintError as error:
        raise SchemaError(f"plan {document_id}: an id belongs to another plan ({error.message})") from error
    except Neo4jError as error:
        if "MemoryPool" not in (error.code or "") and "TransactionOutOfMemory" not in (error.code or ""):
            raise
        raise StoreError(
            f"plan {document_id} does not fit into the server's memory for one transaction; nothing was written."
            " Set PLANATLAS_HEAP to more megabytes and start the server again (planatlas db stop), or raise"
            " db.memory.transaction.max on a server of your own"
        ) from error


def _load(writer: "_Writer", plan: PlanGraph) -> None:
    own, shared, relations = stored.own_nodes(plan), stored.shared_nodes(plan), stored.relations(plan)
    changes = writer.compare_relations(relations)
    writer.check_ids(changes)
    writer.delete_and_update_relations(changes)
    writer.write_shared_nodes(shared)
    writer.write_own_nodes(own)
    writer.create_relations(changes)
    writer.restore_decisions()


def _remove(writer: "_Writer", document_id: str) -> None:
    if not writer.rows("MATCH (n:Plan {id: $plan_id}) RETURN n.id"):
        raise StoreError(f"there is no plan {document_id} in the database")
    writer.delete_and_update_relations(writer.compare_relations({}))
    writer.write_shared_nodes({})
    writer.write_own_nodes({})


_Changes = dict[str, stored.Changes]


class _Writer:
    """The steps of one transaction; each writes only what differs, and counts it."""

    def __init__(self, transaction: neo4j.ManagedTransaction, plan_id: str) -> None:
        self._transaction = transaction
        self._plan_id = plan_id
        self.report = LoadReport(plan_id)

    def rows(self, statement: str, **parameters: Any) -> list[list[Any]]:
        """Run a reading statement with ``$plan_id`` and return its rows."""
        return self._transaction.run(statement, plan_id=self._plan_id, **parameters).values()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the one write lock: other writers wait, so what is read here stays true until the commit."""
        self._transaction.run(f"CREATE (:{LOCK_LABEL} {{id: 'writer'}})").consume()
        yield
        self._transaction.run(f"MATCH (n:{LOCK_LABEL} {{id: 'writer'}}) DELETE n").consume()

    def compare_relations(self, after: dict[str, dict[str, stored.StoredRelation]]) -> _Changes:
        """Return, by type, what makes the plan's stored relations the ones in ``after``, by type and id."""
        found: _Changes = {}
        for kind in load_schema().relations.values():
            if kind.starts_shared(load_schema().labels):
                pattern = f"(a)-[r:{kind.name} {{plan_id: $plan_id}}]->(b)"
            else:
                pattern = f"(a:{'|'.join(kind.start)} {{plan_id: $plan_id}})-[r:{kind.name} {{plan_id: $plan_id}}]->(b)"
            facts = "labels(a)[0], a.id, labels(b)[0], b.id, properties(r), elementId(r)"
            rows = self.rows(f"MATCH {pattern} RETURN {facts}")
            before = {row[4]["id"]: stored.StoredRelation(kind.name, *row) for row in rows}
            found[kind.name] = stored.changes(before, after.get(kind.name, {}))
        return found

    def check_ids(self, changes: _Changes) -> None:
        """Raise SchemaError when another plan has a relation of a new id: links would mean two things."""
        for kind, change in changes.items():
            statement = f"UNWIND $ids AS id MATCH ()-[r:{kind} {{id: id}}]->() RETURN id LIMIT 1"
            if taken := self.rows(statement, ids=change.new_ids):
                raise SchemaError(f"plan {self._plan_id}: relation {taken[0][0]} belongs to another plan")

    def delete_and_update_relations(self, changes: _Changes) -> None:
        """Do what needs no new node. By the server's keys: each look into the index of ids would go through all
        that this transaction changed in it before.
        """
        for kind, change in changes.items():
            one = f"MATCH ()-[r:{kind}]->() WHERE elementId(r) ="
            deleted = self._write(f"UNWIND $rows AS key {one} key DELETE r", change.deleted)
            self.report.deleted_relations += deleted.relationships_deleted
            self._write(f"UNWIND $rows AS row {one} row[0] SET r = row[1]", change.updated)
            self.report.updated_relations += len(change.updated)

    def create_relations(self, changes: _Changes) -> None:
        """Create what is new between nodes that are there."""
        created: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
        for change in changes.values():
            for it in change.created:
                created[it.type, it.start_label, it.end_label].append([it.start_id, it.end_id, it.properties])
        for (kind, start, end), rows in created.items():
            statement = (
                f"UNWIND $rows AS row MATCH (a:{start} {{id: row[0]}}) MATCH (b:{end} {{id: row[1]}})"
                f" CREATE (a)-[r:{kind}]->(b) SET r = row[2]"
            )
            self.report.created_relations += self._write(statement, rows).relationships_created

    def write_own_nodes(self, after: dict[str, dict[str, Properties]]) -> None:
        """Make the nodes that are this plan's alone the ones in ``after``, by label and id."""
        for label in load_schema().labels.values():
            if label.shared:
                continue
            rows = self.rows(f"MATCH (n:{label.name} {{plan_id: $plan_id}}) RETURN n.id, properties(n)")
            before = dict(rows)
            wanted = after.get(label.name, {})
            self._delete_nodes(label.name, [identity for identity in before if identity not in wanted])
            new = [facts for identity, facts in wanted.items() if identity not in before]
            self._write(f"UNWIND $rows AS row CREATE (n:{label.name}) SET n = row", new)
            changed = [it for identity, it in wanted.items() if identity in before and before[identity] != it]
            self._write(f"UNWIND $rows AS row MATCH (n:{label.name} {{id: row.id}}) SET n = row", changed)
            self.report.created_nodes += len(new)
            self.report.updated_nodes += len(changed)

    def write_shared_nodes(self, after: dict[str, dict[str, str]]) -> None:
        """Make ``after``, by label and id, all that this plan says of the nodes that plans share."""
        known = [row[0] for row in self.rows("MATCH (n:Plan {id: $plan_id}) UNWIND n.shared AS id RETURN id")]
        start = stored.line_start(self._plan_id)
        for label in load_schema().labels.values():
            if label.shared:
                self._write_shared(label.name, known, after.get(label.name, {}), start)

    def _write_shared(self, label: str, known: list[str], after: dict[str, str], start: str) -> None:
        ids = sorted({*known, *after})
        statement = (
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})"
            " RETURN id, [line IN n.by_plan WHERE line STARTS WITH $start][0]"
        )
        before: dict[str, str | None] = dict(self.rows(statement, ids=ids, start=start))
        changed = [identity for identity in ids if before.get(identity) != after.get(identity)]
        statement = (
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}})"
            " RETURN id, [line IN n.by_plan WHERE NOT line STARTS WITH $start]"
        )
        others: dict[str, list[str]] = dict(self.rows(statement, ids=changed, start=start))
        sums = [
            stored.merged(identity, [*others.get(identity, ()), *filter(None, [after.get(identity)])])
            for identity in changed
        ]
        needless = [identity for identity, facts in zip(changed, sums, strict=True) if not facts]
        self._delete_nodes(label, needless)
        rows = [facts for facts in sums if facts]
        created = self._write(f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n = row", rows)
        self.report.created_nodes += created.nodes_created
        self.report.updated_nodes += len(rows) - created.nodes_created

    def _delete_nodes(self, label: str, ids: list[str]) -> None:
        """Delete nodes with whatever still leads to them; what a reviewer decided is put aside."""
        self._keep_decisions(label, ids)
        counters = self._write(f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) DETACH DELETE n", ids)
        self.report.deleted_nodes += counters.nodes_deleted
        self.report.deleted_relations += counters.relationships_deleted

    def _keep_decisions(self, label: str, ids: list[str]) -> None:
        """Put a reviewer's relations of nodes that go into nodes of their own, found by no search."""
        self._write(
            f"UNWIND $rows AS id MATCH (n:{label} {{id: id}}) MATCH (n)-[r {{source: 'review'}}]-()"
            f" WITH DISTINCT r MERGE (d:{DECISION_LABEL} {{id: r.id}}) SET d = properties(r)"
            " SET d.relation_type = type(r), d.start_id = startNode(r).id, d.end_id = endNode(r).id,"
            " d.start_label = labels(startNode(r))[0], d.end_label = labels(endNode(r))[0]",
            ids,
        )

    def restore_decisions(self) -> None:
        """Make a reviewer's relations again whose ends are both there again."""
        kinds = self.rows(
            f"MATCH (d:{DECISION_LABEL}) RETURN DISTINCT d.relation_type, d.start_label, d.end_label"
        )
        for kind, start, end in kinds:
            if not load_schema().allows(kind, start, end):
                continue
            made = self._transaction.run(
                f"MATCH (d:{DECISION_LABEL} {{relation_type: $kind, start_label: $start, end_label: $end}})"
                f" MATCH (a:{start} {{id: d.start_id}}) MATCH (b:{end} {{id: d.end_id}})"
                f" CREATE (a)-[r:{kind}]->(b) SET r = properties(d)"
                " REMOVE r.relation_type, r.start_id, r.end_id, r.start_label, r.end_label DELETE d",
                kind=kind,
                start=start,
                end=end,
            )
            self.report.created_relations += made.consume().counters.relationships_created

    def _write(self, statement: str, rows: Sequence[Any]) -> "_Counters":
        """Run a writing statement over ``$rows`` in batches and return the sums of its counters."""
        total = _Counters()
        for start in range(0, len(rows), BATCH):
            result = self._transaction.run(statement, rows=rows[start : start + BATCH])
            counters = result.consume().counters
            total.nodes_created += counters.nodes_created
            total.nodes_deleted += counters.nodes_deleted
            total.relationships_created += counters.relationships_created
            total.relationships_deleted += counters.relationships_deleted
        return total


@dataclass
class _Counters:
    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
