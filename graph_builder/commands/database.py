"""Commands around the store and the pages: db start|stop|status, explore."""

import json
from pathlib import Path

import click

from graph_builder.explore import explore
from graph_builder.stores.connection import connect
from graph_builder.stores.embedded import EmbeddedServer, admin


@click.group(name="db")
def db_group() -> None:
    """Start, stop and look at the embedded Neo4j server."""


@db_group.command(name="start")
def start_command() -> None:
    """Start the server, or find the one that runs."""
    address = EmbeddedServer().start()
    click.echo(f"Neo4j answers at {address.uri} (user {address.username})")


@db_group.command(name="stop")
def stop_command() -> None:
    """Stop the server; the store is closed when this returns."""
    stopped = EmbeddedServer().stop()
    click.echo("stopped" if stopped else "was not running")


@db_group.command(name="status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def status_command(as_json: bool) -> None:
    """Tell the address and where the password lies, so that Neo4j Browser, cypher-shell and notebooks connect."""
    status = EmbeddedServer().status()
    facts = status.as_dict()
    if as_json:
        click.echo(json.dumps(facts, ensure_ascii=False))
        return
    for key, value in facts.items():
        click.echo(f"{key:14} {value if value is not None else '-'}")


@db_group.command(name="backup")
@click.argument("file", type=click.Path(path_type=Path))
def backup_command(file: Path) -> None:
    """Write the whole store to FILE with the server's own tool; the server pauses meanwhile."""
    click.echo(f"{file}: {admin.backup(file):,} bytes")


@db_group.command(name="restore")
@click.argument("file", type=click.Path(path_type=Path))
def restore_command(file: Path) -> None:
    """Replace the store by the backup in FILE, checked before the old one is given up."""
    admin.restore(file)
    click.echo(f"restored from {file}")


@db_group.command(name="check")
def check_command() -> None:
    """Check the store's consistency with the server's own tool."""
    admin.check()
    click.echo("the store is consistent")


@click.command(name="explore")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port of the explorer; by default a free one near 8501."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address the explorer listens on.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def explore_command(port: int | None, host: str, no_browser: bool) -> None:
    """Open the explorer in the browser."""
    with connect():
        pass  # the pages connect by themselves; a store that cannot be reached is said here, in one line
    explore(port=port, host=host, browser=not no_browser)


COMMANDS = (db_group, explore_command)
