"""The database's constraints and indexes: generated from the schema, applied as numbered Cypher files.

What was applied is recorded in the database's own schema, as an empty index named after version and checksum:
the graph holds plans and nothing else, so every count counts plans.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import neo4j

from graph_builder.errors import StoreError
from graph_builder.resources import resource
from graph_builder.schema import Schema
from graph_builder.stores.connection import confirm_commit

#: One writer at a time takes the only key of this label; the node never outlives its transaction.
LOCK_LABEL = "WriteLock"
#: Every Chinese character is a token, so that one character finds; nothing is too common to be found.
ANALYZER = "standard-no-stop-words"
_FILE = re.compile(r"V(\d{3})__\w+\.cypher")
_AWAIT_SECONDS = 300


@dataclass(frozen=True)
class Migration:
    """A numbered file of ``schema/migrations``: its version (001) and statements."""

    version: str
    text: str

    @property
    def marker(self) -> str:
        """The name of the index that says it was applied."""
        return f"migration_{self.version}_{hashlib.sha256(self.text.encode()).hexdigest()[:12]}"

    @property
    def statements(self) -> list[str]:
        """The statements, without comment lines."""
        lines = [line for line in self.text.splitlines() if not line.startswith("//")]
        return [part.strip() for part in re.split(r";\s*(?:\n|$)", "\n".join(lines)) if part.strip()]


def generate(schema: Schema) -> Iterator[str]:
    """Yield the statements that the schema asks for.

    Range indexes take at most some 8 kB, and a name may be longer: they are on ids only, names are in the
    full-text index. Relations have few and plain indexes, since each entry and each lock of a constraint counts
    against the memory of the one transaction that holds a plan; the loader's write lock keeps their ids unique.
    """
    labels, relations = list(schema.labels), list(schema.relations)
    yield _unique("write_lock", LOCK_LABEL, "id")
    for label in labels:
        yield _unique(f"{label.lower()}_id", label, "id")
    for label in labels:
        if not schema.labels[label].shared:
            yield _index(f"{label.lower()}_plan_id", f"(n:{label})", "n.plan_id")
    for relation in relations:
        yield _index(f"{relation.lower()}_id", f"()-[r:{relation}]-()", "r.id")
    for relation in relations:
        if schema.relations[relation].starts_shared(schema.labels):
            yield _index(f"{relation.lower()}_plan_id", f"()-[r:{relation}]-()", "r.plan_id")
    yield _fulltext("names", labels, ("name", "aliases"))
    passages = [name for name, label in schema.labels.items() if label.kind in ("outline", "target")]
    yield _fulltext("passages", passages, ("text",))


def read_migrations(folder: Path | None = None) -> list[Migration]:
    """Return the migrations in order; ``folder`` defaults to ``schema/migrations``."""
    paths = sorted((folder or resource("schema", "migrations")).glob("V*.cypher"))
    found = ((_FILE.fullmatch(path.name), path) for path in paths)
    return [Migration(match[1], path.read_text(encoding="utf-8")) for match, path in found if match]


def migrate(driver: neo4j.Driver, migrations: list[Migration] | None = None) -> list[str]:
    """Apply what the database lacks and wait until its indexes answer; return the versions applied.

    Each migration is applied whole or not at all; two processes may do it at once. Raises StoreError when a
    migration was edited after this database took it.
    """
    with driver.session(notifications_min_severity="OFF") as session:
        applied = {record["name"] for record in session.run("SHOW INDEXES YIELD name")}
        pending = [it for it in migrations or read_migrations() if it.marker not in applied]
        for migration in pending:
            if any(name.startswith(f"migration_{migration.version}_") for name in applied):
                raise StoreError(
                    f"migration {migration.version} was changed after this database took it:"
                    " add a new file to schema/migrations instead"
                )
            # A session of its own: what confirms a commit is the only bookmark in it.
            with driver.session(notifications_min_severity="OFF") as writing:
                writing.execute_write(_apply, migration)
                confirm_commit(writing)
        if pending:
            session.run("CALL db.awaitIndexes($seconds)", seconds=_AWAIT_SECONDS).consume()
    return [migration.version for migration in pending]


def _apply(transaction: neo4j.ManagedTransaction, migration: Migration) -> None:
    marker = _index(migration.marker, "(n:Migration)", f"n.v{migration.version}")
    for statement in (*migration.statements, marker):
        transaction.run(statement).consume()


def _unique(name: str, label: str, key: str) -> str:
    return f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{label}) REQUIRE n.{key} IS UNIQUE"


def _index(name: str, pattern: str, key: str) -> str:
    return f"CREATE INDEX {name} IF NOT EXISTS FOR {pattern} ON ({key})"


def _fulltext(name: str, labels: list[str], properties: tuple[str, ...]) -> str:
    each = ", ".join(f"n.{key}" for key in properties)
    options = f"{{indexConfig: {{`fulltext.analyzer`: '{ANALYZER}'}}}}"
    pattern = f"(n:{'|'.join(labels)})"
    return f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR {pattern} ON EACH [{each}] OPTIONS {options}"
