from graph_builder.schema import load_schema
from graph_builder.stores.migrations import generate, read_migrations


def test_the_migrations_are_what_the_schema_asks_for() -> None:
    statements = [statement for migration in read_migrations() for statement in migration.statements]
    assert statements == list(generate(load_schema()))


def test_migrations_are_numbered_without_a_gap() -> None:
    versions = [int(migration.version) for migration in read_migrations()]
    assert versions == list(range(1, len(versions) + 1))
